// The last layer of a classifier and its loss, in blocks of rows: the scores of all rows never exist at once, and each
// block's are used for everything that is wanted of them while they are there. Where the losses alone are wanted, blocks of
// classes follow one another too, whose sums are put together as M. Milakov and N. Gimelshein do (Online normalizer
// calculation for softmax, arXiv:1805.02867).

// Rows of a block. The more, the less often the weights are read; the scores should come near to fitting into the third
// cache.
INLINE long OF(classifier_rows)(const struct OF(unroll_classifier) *c) {
  const long fitting = 8400000 / greatest(1, c->classes);
  return least(c->rows, greatest(128, least(1024, fitting / 6 * 6)));
}

// Scores lie in panels: the product that makes them writes a panel's rows one after another, and that of the weight's
// gradient reads them as they are. Columns that fill the last vector are no scores.
INLINE long OF(scores_size)(long rows, long classes) { return rows * rounded_up(classes, W); }

// Rows whose losses alone are wanted: of their scores only a block of classes is kept at a time.
INLINE long OF(judged_rows)(const struct OF(unroll_classifier) *c) { return least(c->rows, 1024); }

// What is known of a row's scores so far: the greatest, and the sum of e^(score − greatest).
struct OF(known_scores) {
  double greatest, total;
};

INLINE long OF(known_size)(long rows) {
  return rounded_up(rows * (long)(sizeof(struct OF(known_scores)) / sizeof(SCALAR)), W);
}

// Less than every score but −∞: where a block has no other, the sum over it stays a number.
#define LOWEST ((SCALAR)(SINGLE ? -0x1.fffffep127 : -0x1.fffffffffffffp1023))

static long OF(classifier_scratch)(const struct OF(unroll_classifier) *c) {
  const long rows = OF(classifier_rows)(c), judged = OF(judged_rows)(c), block = least(OF(block_columns), c->classes);
  const long forward = OF(multiply_scratch)(rows, c->classes, c->features, 0);
  // The weight's gradient packs the features alone.
  const long backward =
      greatest(OF(multiply_scratch)(rows, c->features, c->classes, 0), c->features * least(rows, OF(deepest)));
  return greatest(
      OF(scores_size)(rows, c->classes) + greatest(forward, backward),
      OF(known_size)(judged) + OF(scores_size)(judged, block) + OF(multiply_scratch)(judged, block, c->features, 0));
}

INLINE SCALAR OF(sum_of)(V v) {
  SCALAR sum = 0;
  FULLY_UNROLLED for (long i = 0; i < W; i++) sum += v[i];
  return sum;
}

// A comparison with NaN is false: a NaN among scores is not the greatest.
INLINE V OF(greater)(V a, V b) { return OF(choose)((I)(b > a), b, a); }

INLINE SCALAR OF(greatest_of)(V v) {
  SCALAR most = v[0];
  FULLY_UNROLLED for (long i = 1; i < W; i++) most = v[i] > most ? v[i] : most;
  return most;
}

// e^x for x ≤ 0; what is too small for a normal number becomes the smallest one.
INLINE V OF(exp_of_negative)(V x) {
  const V least = OF(all)(SINGLE ? -87 : -708);
  x = OF(choose)((I)(x < least), least, x);
  V k, expm1 = OF(reduced_expm1)(x, &k);
  return (1 + expm1) * OF(power_of_two)(k);
}

// A panel of scores: those of a row are whole vectors of columns that exist, and perhaps one more with `rest` of them.
struct OF(score_panel) {
  SCALAR *scores;
  long column, vectors, whole, rest;
};

INLINE long OF(panels_of_block)(long classes, long block) {
  return OF(panel_count)(least(OF(block_columns), classes - block), 1);
}

// A panel of a block's scores.
INLINE struct OF(score_panel) OF(score_panel_at)(
    SCALAR *scores, long all_rows, long row, long classes, long block, long index) {
  const struct OF(panel) panel = OF(panel_at)(index, least(OF(block_columns), classes - block), 1);
  return (struct OF(score_panel)){
      .scores = OF(in_panels)(scores, all_rows, 0, panel, row), .column = block + panel.column,
      .vectors = panel.vectors, .whole = panel.vectors - (panel.last < W), .rest = panel.last < W ? panel.last : 0};
}

// The scores of one row and vector with their biases.
INLINE V OF(biased)(struct OF(score_panel) panel, long r, long v, const SCALAR *bias) {
  V scores = OF(load)(panel.scores + (r * panel.vectors + v) * W);
  return bias ? scores + OF(load)(bias + panel.column + v * W) : scores;
}

// The same of the last vector; what is no score is `other`.
INLINE V OF(biased_rest)(struct OF(score_panel) panel, long r, const SCALAR *bias, SCALAR other) {
  V scores = OF(load)(panel.scores + (r * panel.vectors + panel.whole) * W);
  if (bias) scores += OF(load_first)(bias + panel.column + panel.whole * W, panel.rest);
  FULLY_UNROLLED for (long i = 0; i < W; i++) if (i >= panel.rest) scores[i] = other;
  return scores;
}

// Rows that one task turns into probabilities: beside one another in each panel.
enum { OF(softmax_rows) = 4 };

// The greatest of a block's scores, place by place in a vector, and where the targets' scores are.
INLINE void OF(greatest_of_block)(
    SCALAR *scores, long all_rows, long row, const long rows, const struct OF(unroll_classifier) *c,
    const int32_t *targets, long block, V *most, SCALAR **target) {
  for (long index = 0; index < OF(panels_of_block)(c->classes, block); index++) {
    const struct OF(score_panel) panel = OF(score_panel_at)(scores, all_rows, row, c->classes, block, index);
    FULLY_UNROLLED for (long r = 0; r < rows; r++) {
      const long place = targets[r] - panel.column;
      if (place >= 0 && place < panel.vectors * W) target[r] = panel.scores + r * panel.vectors * W + place;
    }
    // The next panels' parts of these rows lie elsewhere, where no processor looks ahead by itself.
    const SCALAR *next = panel.scores + 6 * panel.vectors * W * all_rows;
    FULLY_UNROLLED for (long line = 0; line < rows * 4; line++) __builtin_prefetch(next + line * W);
    for (long v = 0; v < panel.whole; v++)
      FULLY_UNROLLED for (long r = 0; r < rows; r++) most[r] = OF(greater)(most[r], OF(biased)(panel, r, v, c->bias));
    if (panel.rest)
      FULLY_UNROLLED for (long r = 0; r < rows; r++)
          most[r] = OF(greater)(most[r], OF(biased_rest)(panel, r, c->bias, -(SCALAR)__builtin_inff()));
  }
}

// Adds the sums of e^(score − greatest) of a block to `total`, and keeps the numbers in place of the scores if that is
// wanted. Sums are formed block by block, so that their rounding errors stay those of a short sum.
INLINE void OF(exponentials_of_block)(
    SCALAR *scores, long all_rows, long row, const long rows, const struct OF(unroll_classifier) *c, long block,
    const SCALAR *greatest, int keeps, double *total) {
  V sums[OF(softmax_rows)];
  FULLY_UNROLLED for (long r = 0; r < rows; r++) sums[r] = (V){};
  for (long index = 0; index < OF(panels_of_block)(c->classes, block); index++) {
    const struct OF(score_panel) panel = OF(score_panel_at)(scores, all_rows, row, c->classes, block, index);
    for (long v = 0; v < panel.whole; v++)
      FULLY_UNROLLED for (long r = 0; r < rows; r++) {
        V e = OF(exp_of_negative)(OF(biased)(panel, r, v, c->bias) - greatest[r]);
        if (keeps) OF(store)(panel.scores + (r * panel.vectors + v) * W, e);
        sums[r] += e;
      }
    if (panel.rest)
      FULLY_UNROLLED for (long r = 0; r < rows; r++) {
        V e = OF(exp_of_negative)(OF(biased_rest)(panel, r, c->bias, 0) - greatest[r]);
        FULLY_UNROLLED for (long i = 0; i < W; i++) if (i >= panel.rest) e[i] = 0;
        if (keeps) OF(store)(panel.scores + (r * panel.vectors + panel.whole) * W, e);
        sums[r] += e;
      }
  }
  FULLY_UNROLLED for (long r = 0; r < rows; r++) total[r] += OF(sum_of)(sums[r]);
}

// −ln softmax(s + b)[target] of `rows` rows, and in place of s its gradient times `scale`.
INLINE void OF(softmax_of_rows)(
    SCALAR *scores, long all_rows, long row, const long rows, const struct OF(unroll_classifier) *c,
    const int32_t *targets, double *losses, SCALAR scale) {
  const long classes = c->classes;
  V most[OF(softmax_rows)];
  double total[OF(softmax_rows)];
  SCALAR greatest[OF(softmax_rows)], factor[OF(softmax_rows)];
  SCALAR *target[OF(softmax_rows)];
  FULLY_UNROLLED for (long r = 0; r < rows; r++) {
    most[r] = OF(all)(-(SCALAR)__builtin_inff());
    target[r] = scores;
    total[r] = 0;
  }
  for (long block = 0; block < classes; block += OF(block_columns))
    OF(greatest_of_block)(scores + block * all_rows, all_rows, row, rows, c, targets, block, most, target);
  FULLY_UNROLLED for (long r = 0; r < rows; r++) {
    greatest[r] = OF(greatest_of)(most[r]);
    losses[r] = greatest[r] - (*target[r] + (c->bias ? c->bias[targets[r]] : 0));
  }
  for (long block = 0; block < classes; block += OF(block_columns))
    OF(exponentials_of_block)(scores + block * all_rows, all_rows, row, rows, c, block, greatest, 1, total);
  FULLY_UNROLLED for (long r = 0; r < rows; r++) {
    losses[r] += __builtin_log(total[r]);
    factor[r] = (SCALAR)(scale / total[r]);
  }
  for (long block = 0; block < classes; block += OF(block_columns))
    for (long index = 0; index < OF(panels_of_block)(classes, block); index++) {
      const struct OF(score_panel) panel =
          OF(score_panel_at)(scores + block * all_rows, all_rows, row, classes, block, index);
      FULLY_UNROLLED for (long r = 0; r < rows; r++)
        for (long v = 0; v < panel.vectors; v++) {
          SCALAR *place = panel.scores + (r * panel.vectors + v) * W;
          OF(store)(place, OF(load)(place) * factor[r]);
        }
    }
  FULLY_UNROLLED for (long r = 0; r < rows; r++) *target[r] -= scale;
}

// What one block of classes adds to what is known of `rows` rows. Until all are seen, `losses` has the targets' scores.
INLINE void OF(judge_rows)(
    SCALAR *scores, long all_rows, long row, const long rows, const struct OF(unroll_classifier) *c,
    const int32_t *targets, double *losses, long block, struct OF(known_scores) *known) {
  V most[OF(softmax_rows)];
  double total[OF(softmax_rows)] = {0};
  SCALAR greatest[OF(softmax_rows)];
  SCALAR *target[OF(softmax_rows)] = {0};
  FULLY_UNROLLED for (long r = 0; r < rows; r++) most[r] = OF(all)(LOWEST);
  OF(greatest_of_block)(scores, all_rows, row, rows, c, targets, block, most, target);
  FULLY_UNROLLED for (long r = 0; r < rows; r++) greatest[r] = OF(greatest_of)(most[r]);
  OF(exponentials_of_block)(scores, all_rows, row, rows, c, block, greatest, 0, total);
  FULLY_UNROLLED for (long r = 0; r < rows; r++) {
    const double before = known[r].greatest, now = before > greatest[r] ? before : greatest[r];
    known[r].total = known[r].total * __builtin_exp(before - now) + total[r] * __builtin_exp(greatest[r] - now);
    known[r].greatest = now;
    if (target[r]) losses[r] = *target[r] + (c->bias ? c->bias[targets[r]] : 0);
  }
}

struct OF(softmax_block) {
  const struct OF(unroll_classifier) *classifier;
  SCALAR *scores;
  // Rows, the first of which is the classifier's `first`.
  long first, rows;
  // Of the gradient, where it is wanted.
  SCALAR scale;
  // Else the block's first class, and what is known of the rows.
  long classes_before;
  struct OF(known_scores) *known;
};

static void OF(softmax_task)(void *context, long task) {
  const struct OF(softmax_block) *block = context;
  const struct OF(unroll_classifier) *c = block->classifier;
  const long row = task * OF(softmax_rows);
  const int32_t *targets = c->targets + block->first + row;
  double *losses = c->losses + block->first + row;
#define ROWS(count)                                                                                                   \
  if (block->known)                                                                                                   \
    OF(judge_rows)(                                                                                                   \
        block->scores, block->rows, row, count, c, targets, losses, block->classes_before, block->known + row);       \
  else                                                                                                                \
    OF(softmax_of_rows)(block->scores, block->rows, row, count, c, targets, losses, block->scale);                    \
  return;
  switch (least(OF(softmax_rows), block->rows - row)) {
  case 1: ROWS(1)
  case 2: ROWS(2)
  case 3: ROWS(3)
  default: ROWS(4)
  }
#undef ROWS
}

INLINE void OF(run_softmax)(struct OF(softmax_block) *block, long classes) {
  OF(run)((block->rows + OF(softmax_rows) - 1) / OF(softmax_rows), block->rows * classes * 8, block, OF(softmax_task));
}

static long OF(packed_classes_size)(long features, long classes) { return OF(scores_size)(features, classes); }

// Block by block of classes, each in panels.
static void OF(pack_classes)(const SCALAR *weight, long features, long classes, SCALAR *packed) {
  for (long class = 0; class < classes; class += OF(block_columns))
    OF(pack)(
        weight + class, classes, 0, features, least(OF(block_columns), classes - class), 1, packed + class * features);
}

// The losses alone: what a block of classes has to say about some rows is taken from its scores while they are near.
static void OF(judge)(const struct OF(unroll_classifier) *c, SCALAR *scratch) {
  const long limit = OF(judged_rows)(c), blocks = (c->rows + limit - 1) / greatest(1, limit);
  struct OF(known_scores) *known = (void *)scratch;
  SCALAR *scores = scratch + OF(known_size)(limit);
  SCALAR *product = scores + OF(scores_size)(limit, least(OF(block_columns), c->classes));
  for (long block = 0; block < blocks; block++) {
    const long first = start_of(block, blocks, c->rows), rows = start_of(block + 1, blocks, c->rows) - first;
    for (long row = 0; row < rows; row++)
      known[row] = (struct OF(known_scores)){.greatest = LOWEST, .total = 0};
    for (long class = 0; class < c->classes; class += OF(block_columns)) {
      const long classes = least(OF(block_columns), c->classes - class);
      struct OF(product) forward = {
          .m = rows, .n = classes, .k = c->features, .a = c->h + first * c->features, .a_stride = c->features,
          .b = c->packed_weight ? c->packed_weight + class * c->features : c->weight + class, .b_stride = c->classes,
          .b_in_panels = c->packed_weight != NULL, .c = scores, .c_in_panels = 1};
      OF(carry_out)(&forward, 1, product);
      struct OF(softmax_block) softmax = {
          .classifier = c, .scores = scores, .first = first, .rows = rows, .classes_before = class, .known = known};
      OF(run_softmax)(&softmax, classes);
    }
    for (long row = 0; row < rows; row++)
      c->losses[first + row] = __builtin_log(known[row].total) + (known[row].greatest - c->losses[first + row]);
  }
}

static void OF(classify)(
    const struct OF(unroll_classifier) *c, const struct OF(unroll_classifier_gradients) *g, SCALAR *scratch) {
  if (!g) return OF(judge)(c, scratch);
  const long limit = OF(classifier_rows)(c);
  SCALAR *scores = scratch, *product = scratch + OF(scores_size)(limit, c->classes);
  if (g->bias && !g->adding) memset(g->bias, 0, c->classes * sizeof(SCALAR));
  const long blocks = (c->rows + limit - 1) / limit;
  for (long block = 0; block < blocks; block++) {
    const long first = start_of(block, blocks, c->rows), rows = start_of(block + 1, blocks, c->rows) - first;
    const SCALAR *h = c->h + first * c->features;
    struct OF(product) forward = {
        .m = rows, .n = c->classes, .k = c->features, .a = h, .a_stride = c->features, .b = c->weight,
        .b_stride = c->classes, .c = scores, .c_in_panels = 1};
    OF(carry_out)(&forward, 1, product);
    struct OF(softmax_block) softmax = {
        .classifier = c, .scores = scores, .first = first, .rows = rows, .scale = g->scale};
    OF(run_softmax)(&softmax, c->classes);
    if (g->h) {
      struct OF(product) of_h = {
          .m = rows, .n = c->features, .k = c->classes, .a = scores, .a_in_panels = 1, .b = c->weight,
          .b_stride = c->classes, .b_transposed = 1, .c = g->h + first * c->features, .c_stride = c->features};
      OF(carry_out)(&of_h, 1, product);
    }
    if (g->weight) {
      struct OF(product) of_weight = {
          .m = c->features, .n = c->classes, .k = rows, .a = h, .a_stride = c->features, .a_transposed = 1, .b = scores,
          .b_in_panels = 1, .c = g->weight, .c_stride = c->classes, .adding = g->adding || block > 0, .b_sums = g->bias};
      OF(carry_out)(&of_weight, 1, product);
    }
  }
}

#undef LOWEST
