// Recurrent layers: the forward pass and back-propagation through time. T steps, B batch, D inputs, H hidden, G gates.
//
// The inputs' part of all steps is one product; what is left in the loop over time is one product with the hidden
// weights, packed once, whose sums go through the gates panel by panel while they are in the nearest cache. A panel has
// the same columns of every gate, so that a task needs nothing of another's. A step's tasks are panels × blocks of rows.

// Rows of a step that a task holds the sums of, on its stack.
enum { OF(rows_at_a_time) = 60 };

INLINE long OF(gates_of)(enum unroll_cell cell) { return cell == unroll_lstm ? 4 : cell == unroll_gru ? 3 : 1; }

static long OF(kept_size)(const struct OF(unroll_recurrent) *layer) {
  const long states = layer->steps * layer->batch * layer->hidden;
  return layer->cell == unroll_lstm ? 5 * states : layer->cell == unroll_gru ? 4 * states : 0;
}

struct OF(step) {
  const struct OF(unroll_recurrent) *layer;
  const struct OF(unroll_recurrent_gradients) *gradients;
  long t, row_tasks;
  // The hidden weights, or NULL at a step without a state before it.
  const SCALAR *packed;
  // Left operand of the step's product, with its stride.
  const SCALAR *a;
  long a_stride;
  // Forward: the biases of each gate, padded to whole vectors, and of GRU's hidden part of n.
  const SCALAR *bias, *bias_n;
  // Backward: cotangents of the gates' inputs, (T, B, G H), from x and (GRU: apart) from h; what c or h carries on (B, H).
  SCALAR *from_x, *from_h, *carry;
  // The sums of from_x and from_h over the rows of each block of them, (row_tasks, G H), or NULL where none are wanted.
  SCALAR *sums_x, *sums_h;
};

// A task's part of a step.
struct OF(part) {
  struct OF(panel) panel;
  // Which block of rows, its first, and how many.
  long block, row, rows;
  // The sums of its rows, closely.
  const SCALAR *s;
};

INLINE int OF(is_over)(const struct OF(step) *step, long t, long row) {
  return step->layer->lengths && t >= step->layer->lengths[row];
}

// Whether a part has whole vectors only, and sequences of one length.
INLINE int OF(is_whole)(const struct OF(step) *step, struct OF(part) part) {
  return part.panel.last == W && !step->layer->lengths;
}

// Calls a function with the number of a part's vectors as a constant.
#define WITH_VECTORS(part, function, ...)                                                                             \
  switch ((part).panel.vectors) {                                                                                     \
  case 1: return function(1, __VA_ARGS__);                                                                            \
  case 2: return function(2, __VA_ARGS__);                                                                            \
  case 3: return function(3, __VA_ARGS__);                                                                            \
  default: return function(4, __VA_ARGS__);                                                                           \
  }

INLINE long OF(bias_stride)(long hidden) { return rounded_up(hidden, W); }

// A part of N whole vectors and of sequences of one length, of which nothing has to be asked vector by vector.
INLINE void OF(elman_forward_of_whole)(
    const long N, const struct OF(step) *step, struct OF(part) part, enum unroll_activation activation) {
  const struct OF(unroll_recurrent) *layer = step->layer;
  const long hidden = layer->hidden;
  SCALAR *h = layer->outputs + (step->t * layer->batch + part.row) * hidden + part.panel.column;
  const SCALAR *s = part.s;
  V bias[4];
  FULLY_UNROLLED for (long v = 0; v < N; v++) bias[v] = OF(load)(step->bias + part.panel.column + v * W);
  for (long r = 0; r < part.rows; r++, h += hidden, s += N * W)
    FULLY_UNROLLED for (long v = 0; v < N; v++)
        OF(store)(h + v * W, OF(activated)(OF(load)(h + v * W) + OF(load)(s + v * W) + bias[v], activation));
}

INLINE void OF(elman_forward)(const struct OF(step) *step, struct OF(part) part, enum unroll_activation activation) {
  if (OF(is_whole)(step, part)) WITH_VECTORS(part, OF(elman_forward_of_whole), step, part, activation)
  const long hidden = step->layer->hidden, vectors = part.panel.vectors;
  for (long r = 0; r < part.rows; r++) {
    const long row = part.row + r;
    SCALAR *h = step->layer->outputs + (step->t * step->layer->batch + row) * hidden + part.panel.column;
    const int over = OF(is_over)(step, step->t, row);
    for (long v = 0; v < vectors; v++) {
      const long columns = OF(columns)(part.panel, 1, v);
      V x = OF(load_first)(h + v * W, columns) + OF(load)(part.s + (r * vectors + v) * W)
          + OF(load)(step->bias + part.panel.column + v * W);
      OF(store_first)(h + v * W, over ? (V){} : OF(activated)(x, activation), columns);
    }
  }
}

INLINE void OF(lstm_forward)(const struct OF(step) *step, struct OF(part) part) {
  const struct OF(unroll_recurrent) *layer = step->layer;
  const long hidden = layer->hidden, columns = part.panel.last, states = layer->batch * hidden;
  const long bias_stride = OF(bias_stride)(hidden);
  SCALAR *cells = layer->kept + 4 * layer->steps * states;
  for (long r = 0; r < part.rows; r++) {
    const long row = part.row + r, place = row * hidden + part.panel.column;
    SCALAR *gates = layer->kept + (step->t * layer->batch + row) * 4 * hidden + part.panel.column;
    V gate[4];
    FULLY_UNROLLED for (long v = 0; v < 4; v++) {
      gate[v] = OF(load_first)(gates + v * hidden, columns) + OF(load)(part.s + (r * 4 + v) * W)
          + OF(load)(step->bias + v * bias_stride + part.panel.column);
      gate[v] = v == 2 ? OF(tanh)(gate[v]) : OF(sigmoid)(gate[v]);
      OF(store_first)(gates + v * hidden, gate[v], columns);
    }
    const SCALAR *before = step->t > 0 ? cells + (step->t - 1) * states : layer->initial_c;
    V c = gate[0] * gate[2];
    if (before) c += gate[1] * OF(load_first)(before + place, columns);
    const int over = OF(is_over)(step, step->t, row);
    OF(store_first)(cells + step->t * states + place, over ? (V){} : c, columns);
    OF(store_first)(layer->outputs + step->t * states + place, over ? (V){} : gate[3] * OF(tanh)(c), columns);
  }
}

INLINE void OF(gru_forward)(const struct OF(step) *step, struct OF(part) part) {
  const struct OF(unroll_recurrent) *layer = step->layer;
  const long hidden = layer->hidden, columns = part.panel.last, states = layer->batch * hidden;
  const long bias_stride = OF(bias_stride)(hidden);
  SCALAR *hidden_parts = layer->kept + 3 * layer->steps * states;
  for (long r = 0; r < part.rows; r++) {
    const long row = part.row + r, place = row * hidden + part.panel.column;
    SCALAR *gates = layer->kept + (step->t * layer->batch + row) * 3 * hidden + part.panel.column;
    V x[3], s[3];
    FULLY_UNROLLED for (long v = 0; v < 3; v++) {
      x[v] = OF(load_first)(gates + v * hidden, columns)
          + OF(load)(step->bias + v * bias_stride + part.panel.column);
      s[v] = OF(load)(part.s + (r * 3 + v) * W);
    }
    V reset = OF(sigmoid)(x[0] + s[0]), update = OF(sigmoid)(x[1] + s[1]);
    V hidden_part = s[2] + OF(load)(step->bias_n + part.panel.column);
    V candidate = OF(tanh)(x[2] + reset * hidden_part);
    OF(store_first)(gates, reset, columns);
    OF(store_first)(gates + hidden, update, columns);
    OF(store_first)(gates + 2 * hidden, candidate, columns);
    OF(store_first)(hidden_parts + step->t * states + place, hidden_part, columns);
    const SCALAR *before = step->t > 0 ? layer->outputs + (step->t - 1) * states : layer->initial_h;
    V h = before ? OF(load_first)(before + place, columns) : (V){};
    h = candidate + update * (h - candidate);
    OF(store_first)(layer->outputs + step->t * states + place, OF(is_over)(step, step->t, row) ? (V){} : h, columns);
  }
}

// Which part a task has of a step whose result has the columns of `n`.
INLINE struct OF(part) OF(part_of)(const struct OF(step) *step, long task, long n, long gates) {
  const long block = task % step->row_tasks, row = start_of(block, step->row_tasks, step->layer->batch);
  return (struct OF(part)){
      .panel = OF(panel_at)(task / step->row_tasks, n, gates), .block = block, .row = row,
      .rows = start_of(block + 1, step->row_tasks, step->layer->batch) - row};
}

// Fetches a part's columns of a matrix with a row for each of the batch, while the product keeps the processor busy.
INLINE void OF(fetch)(const SCALAR *matrix, long stride, struct OF(part) part) {
  // Vectors may begin within a line and end in the next.
  for (long r = 0; r < part.rows; r++)
    for (long v = 0; v < part.panel.vectors; v++) {
      const SCALAR *start = matrix + (part.row + r) * stride + part.panel.column + v * part.panel.step;
      __builtin_prefetch(start, 0, 3);
      if (part.panel.step != W || v + 1 == part.panel.vectors) __builtin_prefetch(start + W - 1, 0, 3);
    }
}

// How many pieces a part is worked through in: a tile of rows each, so that the sums are still in the first cache when they
// are used, unless the product is deeper than it takes at a time.
INLINE long OF(pieces)(struct OF(part) part, long k) {
  const long tallest = OF(tallest)(least(OF(strip), part.panel.vectors));
  return OF(depth_blocks)(k) == 1 ? greatest(1, (part.rows + tallest - 1) / tallest) : 1;
}

INLINE struct OF(part) OF(piece_of)(struct OF(part) part, long piece, long pieces) {
  const long first = start_of(piece, pieces, part.rows), end = start_of(piece + 1, pieces, part.rows);
  part.row += first;
  part.rows = end - first;
  return part;
}

// The sums of a part's product with the packed hidden weights.
INLINE void OF(multiply_part)(const struct OF(step) *step, struct OF(part) *part, long k, SCALAR *s) {
  const struct OF(left) left = OF(rows_apart)(step->a_stride, k);
  part->s = s;
  if (step->packed)
    OF(panel_product)(
        part->rows, k, step->a + part->row * step->a_stride, &left, step->packed + part->panel.offset * W * k,
        part->panel.vectors, s, part->panel.vectors * W, 0, 0);
  else
    memset(s, 0, part->rows * part->panel.vectors * W * sizeof *s);
}

// An Elman layer with one hidden unit: nothing to pack and no panels, a few operations a step.
INLINE void OF(forward_of_one)(const struct OF(unroll_recurrent) *layer, enum unroll_activation activation) {
  const long batch = layer->batch, inputs = layer->inputs;
  const SCALAR bias = (layer->bias_ih ? *layer->bias_ih : 0) + (layer->bias_hh ? *layer->bias_hh : 0);
  const SCALAR weight = *layer->weight_hh;
  for (long row = 0; row < batch; row++) {
    SCALAR h = layer->initial_h ? layer->initial_h[row] : 0;
    for (long t = 0; t < layer->steps; t++) {
      SCALAR sum = bias;
      for (long j = 0; j < inputs; j++) sum += layer->weight_ih[j] * layer->x[(t * batch + row) * inputs + j];
      h = OF(activated)(OF(all)(sum + weight * h), activation)[0];
      layer->outputs[t * batch + row] = layer->lengths && t >= layer->lengths[row] ? 0 : h;
    }
  }
}

INLINE void OF(backward_of_one)(
    const struct OF(unroll_recurrent) *layer, const struct OF(unroll_recurrent_gradients) *gradients,
    enum unroll_activation activation) {
  const long batch = layer->batch, inputs = layer->inputs;
  const SCALAR weight = *layer->weight_hh;
  SCALAR of_weight = 0, of_bias = 0;
  if (gradients->x && gradients->x_is_undefined) memset(gradients->x, 0, layer->steps * batch * inputs * sizeof weight);
  if (gradients->weight_ih && gradients->weight_ih_is_undefined) memset(gradients->weight_ih, 0, inputs * sizeof weight);
  if (gradients->weight_hh && gradients->weight_hh_is_undefined) *gradients->weight_hh = 0;
  for (long row = 0; row < batch; row++) {
    SCALAR g = gradients->final_h ? gradients->final_h[row] : 0;
    for (long t = (layer->lengths ? layer->lengths[row] : layer->steps) - 1; t >= 0; t--) {
      const long place = t * batch + row;
      if (gradients->outputs) g += gradients->outputs[place];
      g = OF(activation_pullback)(OF(all)(g), OF(all)(layer->outputs[place]), activation)[0];
      of_bias += g;
      of_weight += g * (t > 0 ? layer->outputs[place - batch] : layer->initial_h ? layer->initial_h[row] : 0);
      if (gradients->x)
        for (long j = 0; j < inputs; j++) gradients->x[place * inputs + j] += g * layer->weight_ih[j];
      if (gradients->weight_ih)
        for (long j = 0; j < inputs; j++) gradients->weight_ih[j] += g * layer->x[place * inputs + j];
      g *= weight;
    }
    if (gradients->initial_h) gradients->initial_h[row] += g;
  }
  if (gradients->weight_hh) *gradients->weight_hh += of_weight;
  if (gradients->bias_ih) *gradients->bias_ih += of_bias;
  if (gradients->bias_hh) *gradients->bias_hh += of_bias;
}

// Calls an Elman layer's function with its activation as a constant.
#define WITH_ACTIVATION(layer, function, ...)                                                                         \
  switch ((layer)->activation) {                                                                                      \
  case unroll_identity: return function(__VA_ARGS__, unroll_identity);                                                \
  case unroll_relu: return function(__VA_ARGS__, unroll_relu);                                                        \
  case unroll_tanh: return function(__VA_ARGS__, unroll_tanh);                                                        \
  case unroll_sigmoid: return function(__VA_ARGS__, unroll_sigmoid);                                                  \
  }

INLINE void OF(forward_of_part)(const struct OF(step) *step, struct OF(part) part) {
  if (step->layer->cell == unroll_lstm) return OF(lstm_forward)(step, part);
  if (step->layer->cell == unroll_gru) return OF(gru_forward)(step, part);
  WITH_ACTIVATION(step->layer, OF(elman_forward), step, part)
}

static void OF(forward_task)(void *context, long task) {
  const struct OF(step) *step = context;
  const struct OF(unroll_recurrent) *layer = step->layer;
  const long gates = OF(gates_of)(layer->cell), hidden = layer->hidden;
  SCALAR s[OF(rows_at_a_time) * 4 * W] __attribute__((aligned(64)));
  const struct OF(part) part = OF(part_of)(step, task, gates * hidden, gates);
  const SCALAR *inputs = layer->cell == unroll_elman ? layer->outputs : layer->kept;
  inputs += step->t * layer->batch * gates * hidden;
  const long pieces = OF(pieces)(part, hidden);
  for (long index = 0; index < pieces; index++) {
    struct OF(part) piece = OF(piece_of)(part, index, pieces);
    OF(fetch)(inputs, gates * hidden, piece);
    OF(multiply_part)(step, &piece, hidden, s);
    OF(forward_of_part)(step, piece);
  }
}

INLINE long OF(row_tasks)(long batch) { return (batch + OF(rows_at_a_time) - 1) / OF(rows_at_a_time); }

static long OF(forward_scratch)(const struct OF(unroll_recurrent) *layer) {
  const long gates = OF(gates_of)(layer->cell);
  const long width = gates * layer->hidden;
  return OF(packed_size)(layer->hidden, width, gates) + (gates + 1) * OF(bias_stride)(layer->hidden)
      + OF(multiply_scratch)(layer->steps * layer->batch, width, layer->inputs, 0);
}

static void OF(forward)(const struct OF(unroll_recurrent) *layer, SCALAR *scratch) {
  const long gates = OF(gates_of)(layer->cell), hidden = layer->hidden, batch = layer->batch;
  if (gates == 1 && hidden == 1) WITH_ACTIVATION(layer, OF(forward_of_one), layer)
  SCALAR *packed = scratch + (gates + 1) * OF(bias_stride)(hidden), *bias = scratch;
  SCALAR *bias_n = bias + gates * OF(bias_stride)(hidden);
  SCALAR *product = packed + OF(packed_size)(hidden, gates * hidden, gates);
  memset(bias, 0, (gates + 1) * OF(bias_stride)(hidden) * sizeof *bias);
  for (long gate = 0; gate < gates; gate++)
    for (long j = 0; j < hidden; j++) {
      SCALAR *place = bias + gate * OF(bias_stride)(hidden) + j;
      if (layer->bias_ih) *place += layer->bias_ih[gate * hidden + j];
      if (!layer->bias_hh) continue;
      // GRU multiplies the hidden part of n, bias included, by r.
      if (layer->cell == unroll_gru && gate == 2) bias_n[j] = layer->bias_hh[gate * hidden + j];
      else *place += layer->bias_hh[gate * hidden + j];
    }
  OF(pack)(layer->weight_hh, hidden, 1, hidden, gates * hidden, gates, packed);
  if (layer->x)
    OF(multiply)(
        layer->steps * batch, gates * hidden, layer->inputs, layer->x, layer->inputs, 0, layer->weight_ih,
        layer->inputs, 1, layer->cell == unroll_elman ? layer->outputs : layer->kept, gates * hidden, 0, product);
  struct OF(step) step = {
      .layer = layer, .row_tasks = OF(row_tasks)(batch), .a_stride = hidden, .bias = bias, .bias_n = bias_n};
  const long tasks = OF(panel_count)(gates * hidden, gates) * step.row_tasks;
  for (long t = 0; t < layer->steps; t++) {
    step.t = t;
    step.a = t > 0 ? layer->outputs + (t - 1) * batch * hidden : layer->initial_h;
    step.packed = step.a ? packed : 0;
    OF(run)(tasks, batch * gates * hidden * hidden, &step, OF(forward_task));
  }
}

// The cotangent of h_t of one row and vector: what came back from the step after, and from the outputs.
INLINE V OF(cotangent_of_h)(const struct OF(step) *step, V sum, long row, long place, long columns) {
  const struct OF(unroll_recurrent_gradients) *gradients = step->gradients;
  const struct OF(unroll_recurrent) *layer = step->layer;
  if (gradients->outputs)
    sum += OF(load_first)(gradients->outputs + step->t * layer->batch * layer->hidden + place, columns);
  if (gradients->final_h && step->t + 1 == (layer->lengths ? layer->lengths[row] : layer->steps))
    sum += OF(load_first)(gradients->final_h + place, columns);
  return sum;
}

INLINE void OF(elman_backward_of_whole)(
    const long N, const struct OF(step) *step, struct OF(part) part, enum unroll_activation activation) {
  const struct OF(unroll_recurrent) *layer = step->layer;
  const long hidden = layer->hidden, start = part.row * hidden + part.panel.column;
  const long first = step->t * layer->batch * hidden + start;
  const SCALAR *y = layer->outputs + first, *s = part.s;
  const SCALAR *outputs = step->gradients->outputs ? step->gradients->outputs + first : 0;
  const SCALAR *final = step->gradients->final_h && step->t + 1 == layer->steps ? step->gradients->final_h + start : 0;
  SCALAR *from = step->from_x + first;
  for (long r = 0; r < part.rows; r++, s += N * W) {
    V g[4];
    FULLY_UNROLLED for (long v = 0; v < N; v++) g[v] = OF(load)(s + v * W);
    if (outputs) FULLY_UNROLLED for (long v = 0; v < N; v++) g[v] += OF(load)(outputs + r * hidden + v * W);
    if (final) FULLY_UNROLLED for (long v = 0; v < N; v++) g[v] += OF(load)(final + r * hidden + v * W);
    FULLY_UNROLLED for (long v = 0; v < N; v++)
        OF(store)(
            from + r * hidden + v * W,
            OF(activation_pullback)(g[v], OF(load)(y + r * hidden + v * W), activation));
  }
}

INLINE void OF(elman_backward)(const struct OF(step) *step, struct OF(part) part, enum unroll_activation activation) {
  if (OF(is_whole)(step, part)) WITH_VECTORS(part, OF(elman_backward_of_whole), step, part, activation)
  const struct OF(unroll_recurrent) *layer = step->layer;
  const long hidden = layer->hidden, vectors = part.panel.vectors, start = step->t * layer->batch * hidden;
  for (long r = 0; r < part.rows; r++)
    for (long v = 0; v < vectors; v++) {
      const long row = part.row + r, place = row * hidden + part.panel.column + v * W;
      const long columns = OF(columns)(part.panel, 1, v);
      V g = OF(cotangent_of_h)(step, OF(load)(part.s + (r * vectors + v) * W), row, place, columns);
      g = OF(activation_pullback)(g, OF(load_first)(layer->outputs + start + place, columns), activation);
      OF(store_first)(step->from_x + start + place, OF(is_over)(step, step->t, row) ? (V){} : g, columns);
    }
}

INLINE void OF(lstm_backward)(const struct OF(step) *step, struct OF(part) part) {
  const struct OF(unroll_recurrent) *layer = step->layer;
  const long hidden = layer->hidden, vectors = part.panel.vectors, states = layer->batch * hidden, t = step->t;
  const SCALAR *cells = layer->kept + 4 * layer->steps * states;
  for (long r = 0; r < part.rows; r++)
    for (long v = 0; v < vectors; v++) {
      const long row = part.row + r, column = part.panel.column + v * W, place = row * hidden + column;
      const long columns = OF(columns)(part.panel, 1, v), gates = (t * layer->batch + row) * 4 * hidden + column;
      if (OF(is_over)(step, t, row)) {
        for (long gate = 0; gate < 4; gate++)
          OF(store_first)(step->from_x + gates + gate * hidden, (V){}, columns);
        continue;
      }
      V i = OF(load_first)(layer->kept + gates, columns), f = OF(load_first)(layer->kept + gates + hidden, columns);
      V g = OF(load_first)(layer->kept + gates + 2 * hidden, columns);
      V o = OF(load_first)(layer->kept + gates + 3 * hidden, columns);
      const SCALAR *before = t > 0 ? cells + (t - 1) * states : layer->initial_c;
      V c_before = before ? OF(load_first)(before + place, columns) : (V){};
      V tanh_c = OF(tanh)(OF(load_first)(cells + t * states + place, columns));
      V dh = OF(cotangent_of_h)(step, OF(load)(part.s + (r * vectors + v) * W), row, place, columns);
      V dc = OF(load_first)(step->carry + place, columns) + dh * o * (1 - tanh_c * tanh_c);
      if (step->gradients->final_c && t + 1 == (layer->lengths ? layer->lengths[row] : layer->steps))
        dc += OF(load_first)(step->gradients->final_c + place, columns);
      SCALAR *target = step->from_x + gates;
      OF(store_first)(target, dc * g * (i * (1 - i)), columns);
      OF(store_first)(target + hidden, dc * c_before * (f * (1 - f)), columns);
      OF(store_first)(target + 2 * hidden, dc * i * (1 - g * g), columns);
      OF(store_first)(target + 3 * hidden, dh * tanh_c * (o * (1 - o)), columns);
      OF(store_first)(step->carry + place, dc * f, columns);
    }
}

INLINE void OF(gru_backward)(const struct OF(step) *step, struct OF(part) part) {
  const struct OF(unroll_recurrent) *layer = step->layer;
  const long hidden = layer->hidden, vectors = part.panel.vectors, states = layer->batch * hidden, t = step->t;
  const SCALAR *hidden_parts = layer->kept + 3 * layer->steps * states;
  for (long r = 0; r < part.rows; r++)
    for (long v = 0; v < vectors; v++) {
      const long row = part.row + r, column = part.panel.column + v * W, place = row * hidden + column;
      const long columns = OF(columns)(part.panel, 1, v), gates = (t * layer->batch + row) * 3 * hidden + column;
      if (OF(is_over)(step, t, row)) {
        for (long gate = 0; gate < 3; gate++) {
          OF(store_first)(step->from_x + gates + gate * hidden, (V){}, columns);
          OF(store_first)(step->from_h + gates + gate * hidden, (V){}, columns);
        }
        continue;
      }
      V reset = OF(load_first)(layer->kept + gates, columns);
      V update = OF(load_first)(layer->kept + gates + hidden, columns);
      V candidate = OF(load_first)(layer->kept + gates + 2 * hidden, columns);
      V hidden_part = OF(load_first)(hidden_parts + t * states + place, columns);
      const SCALAR *before = t > 0 ? layer->outputs + (t - 1) * states : layer->initial_h;
      V h_before = before ? OF(load_first)(before + place, columns) : (V){};
      V dh = OF(load)(part.s + (r * vectors + v) * W) + OF(load_first)(step->carry + place, columns);
      dh = OF(cotangent_of_h)(step, dh, row, place, columns);
      V of_update = dh * (h_before - candidate) * (update * (1 - update));
      V of_candidate = dh * (1 - update) * (1 - candidate * candidate);
      V of_reset = of_candidate * hidden_part * (reset * (1 - reset));
      OF(store_first)(step->from_x + gates, of_reset, columns);
      OF(store_first)(step->from_x + gates + hidden, of_update, columns);
      OF(store_first)(step->from_x + gates + 2 * hidden, of_candidate, columns);
      OF(store_first)(step->from_h + gates, of_reset, columns);
      OF(store_first)(step->from_h + gates + hidden, of_update, columns);
      OF(store_first)(step->from_h + gates + 2 * hidden, of_candidate * reset, columns);
      OF(store_first)(step->carry + place, dh * update, columns);
    }
}

// Adds the rows of a part of the gates' cotangents, which are still near, to its block's sums.
INLINE void OF(add_part)(const struct OF(step) *step, struct OF(part) part, const SCALAR *from, SCALAR *sums) {
  const struct OF(unroll_recurrent) *layer = step->layer;
  const long gates = OF(gates_of)(layer->cell), width = gates * layer->hidden;
  from += (step->t * layer->batch + part.row) * width + part.panel.column;
  sums += part.block * width + part.panel.column;
  for (long gate = 0; gate < gates; gate++)
    for (long v = 0; v < part.panel.vectors; v++) {
      const long columns = OF(columns)(part.panel, 1, v), place = gate * layer->hidden + v * W;
      V sum = OF(load_first)(sums + place, columns);
      for (long r = 0; r < part.rows; r++) sum += OF(load_first)(from + r * width + place, columns);
      OF(store_first)(sums + place, sum, columns);
    }
}

INLINE void OF(backward_of_part)(const struct OF(step) *step, struct OF(part) part) {
  const struct OF(unroll_recurrent) *layer = step->layer;
  if (layer->cell == unroll_lstm) return OF(lstm_backward)(step, part);
  if (layer->cell == unroll_gru) return OF(gru_backward)(step, part);
  WITH_ACTIVATION(layer, OF(elman_backward), step, part)
}

// Fetches what the element-wise part of going back reads.
INLINE void OF(fetch_for_backward)(const struct OF(step) *step, struct OF(part) part) {
  const struct OF(unroll_recurrent) *layer = step->layer;
  const long gates = OF(gates_of)(layer->cell), hidden = layer->hidden, first = step->t * layer->batch;
  if (step->gradients->outputs) OF(fetch)(step->gradients->outputs + first * hidden, hidden, part);
  if (layer->cell == unroll_elman) return OF(fetch)(layer->outputs + first * hidden, hidden, part);
  for (long gate = 0; gate < gates; gate++)
    OF(fetch)(layer->kept + first * gates * hidden + gate * hidden, gates * hidden, part);
}

static void OF(backward_task)(void *context, long task) {
  const struct OF(step) *step = context;
  const struct OF(unroll_recurrent) *layer = step->layer;
  const long width = OF(gates_of)(layer->cell) * layer->hidden;
  SCALAR s[OF(rows_at_a_time) * 4 * W] __attribute__((aligned(64)));
  const struct OF(part) part = OF(part_of)(step, task, layer->hidden, 1);
  const long pieces = OF(pieces)(part, width);
  for (long index = 0; index < pieces; index++) {
    struct OF(part) piece = OF(piece_of)(part, index, pieces);
    OF(fetch_for_backward)(step, piece);
    OF(multiply_part)(step, &piece, width, s);
    OF(backward_of_part)(step, piece);
    if (step->sums_x) OF(add_part)(step, piece, step->from_x, step->sums_x);
    if (step->sums_h) OF(add_part)(step, piece, step->from_h, step->sums_h);
  }
}

INLINE void OF(add)(const SCALAR *x, SCALAR *target, long count) {
  for (long i = 0; i < count; i++) target[i] += x[i];
}

// target += the sums of the blocks.
INLINE void OF(add_sums)(const SCALAR *sums, long blocks, long width, SCALAR *target) {
  for (long block = 0; block < blocks; block++) OF(add)(sums + block * width, target, width);
}

static long OF(backward_scratch)(const struct OF(unroll_recurrent) *layer) {
  const long gates = OF(gates_of)(layer->cell), hidden = layer->hidden, steps = layer->steps * layer->batch;
  const long copies = layer->cell == unroll_gru ? 2 : 1, width = gates * hidden;
  return OF(packed_size)(width, hidden, 1) + (steps + OF(row_tasks)(layer->batch)) * width * copies
      + layer->batch * hidden
      + greatest(
          greatest(
              OF(multiply_scratch)(width, layer->inputs, steps, 1), OF(multiply_scratch)(width, hidden, steps, 1)),
          OF(multiply_scratch)(steps, layer->inputs, width, 0));
}

// The gradients of the weights, += cotangents of the gates' inputs × what the weights were multiplied with. Both have one
// left operand, but for GRU's.
INLINE void OF(weight_gradients)(
    const struct OF(unroll_recurrent) *layer, const struct OF(unroll_recurrent_gradients) *gradients,
    const SCALAR *from_x, const SCALAR *from_h, SCALAR *scratch) {
  const long hidden = layer->hidden, inputs = layer->inputs, width = OF(gates_of)(layer->cell) * hidden;
  struct OF(product) products[2];
  long count = 0;
  if (gradients->weight_ih)
    products[count++] = (struct OF(product)){
        .m = width, .n = inputs, .k = layer->steps * layer->batch, .a = from_x, .a_stride = width, .a_transposed = 1,
        .b = layer->x, .b_stride = inputs, .c = gradients->weight_ih, .c_stride = inputs,
        .adding = !gradients->weight_ih_is_undefined};
  // Before the first step is the initial state, before the others the outputs.
  if (gradients->weight_hh)
    products[count++] = (struct OF(product)){
        .m = width, .n = hidden, .k = layer->steps * layer->batch, .a = from_h, .a_stride = width, .a_transposed = 1,
        .b = layer->outputs, .b_stride = hidden, .without = layer->batch, .c = gradients->weight_hh,
        .c_stride = hidden, .adding = !gradients->weight_hh_is_undefined};
  if (count == 0) return;
  if (gradients->weight_hh && gradients->weight_hh_is_undefined && layer->steps < 2)
    memset(gradients->weight_hh, 0, width * hidden * sizeof *gradients->weight_hh);
  OF(carry_out)(products, from_h == from_x ? count : 1, scratch);
  if (count == 2 && from_h != from_x) OF(carry_out)(products + 1, 1, scratch);
  if (gradients->weight_hh && layer->initial_h)
    OF(multiply)(
        width, hidden, layer->batch, from_h, width, 1, layer->initial_h, hidden, 0, gradients->weight_hh, hidden, 1,
        scratch);
}

static void OF(backward)(
    const struct OF(unroll_recurrent) *layer, const struct OF(unroll_recurrent_gradients) *gradients,
    SCALAR *scratch) {
  const long gates = OF(gates_of)(layer->cell), hidden = layer->hidden, batch = layer->batch, inputs = layer->inputs;
  const long width = gates * hidden, rows = layer->steps * batch, states = batch * hidden;
  if (gates == 1 && hidden == 1) WITH_ACTIVATION(layer, OF(backward_of_one), layer, gradients)
  const int has_two = layer->cell == unroll_gru;
  SCALAR *packed = scratch, *from_x = packed + OF(packed_size)(width, hidden, 1);
  SCALAR *from_h = has_two ? from_x + rows * width : from_x, *carry = from_h + rows * width;
  const long row_tasks = OF(row_tasks)(batch);
  SCALAR *sums_x = carry + states, *sums_h = has_two ? sums_x + row_tasks * width : sums_x;
  SCALAR *product = sums_h + row_tasks * width;
  OF(pack)(layer->weight_hh, hidden, 0, width, hidden, 1, packed);
  memset(carry, 0, (product - carry) * sizeof *carry);
  struct OF(step) step = {
      .layer = layer, .gradients = gradients, .row_tasks = row_tasks, .a_stride = width, .from_x = from_x,
      .from_h = from_h, .carry = carry};
  if (gradients->bias_ih || (gradients->bias_hh && !has_two)) step.sums_x = sums_x;
  if (gradients->bias_hh && has_two) step.sums_h = sums_h;
  const long tasks = OF(panel_count)(hidden, 1) * row_tasks;
  for (long t = layer->steps - 1; t >= 0; t--) {
    step.t = t;
    step.a = t + 1 < layer->steps ? from_h + (t + 1) * batch * width : 0;
    step.packed = step.a ? packed : 0;
    OF(run)(tasks, batch * width * hidden, &step, OF(backward_task));
  }
  if (gradients->initial_h) {
    OF(multiply_packed)(batch, hidden, width, from_h, width, packed, gradients->initial_h, hidden, 1);
    if (has_two) OF(add)(carry, gradients->initial_h, states);
  }
  if (gradients->initial_c) OF(add)(carry, gradients->initial_c, states);
  if (gradients->x)
    OF(multiply)(rows, inputs, width, from_x, width, 0, layer->weight_ih, inputs, 0, gradients->x, inputs,
        !gradients->x_is_undefined, product);
  OF(weight_gradients)(layer, gradients, from_x, from_h, product);
  if (gradients->projection) memcpy(gradients->projection, from_x, rows * width * sizeof *from_x);
  if (gradients->bias_ih) OF(add_sums)(sums_x, row_tasks, width, gradients->bias_ih);
  if (gradients->bias_hh) OF(add_sums)(sums_h, row_tasks, width, gradients->bias_hh);
}

#undef WITH_VECTORS
#undef WITH_ACTIVATION
