// The last layer of a classifier and its loss, in blocks of rows: the scores of all rows never exist at once, and each
// block's are used for everything that is wanted of them while they are there.

// Rows of a block. The more, the less often the weights are read; the block's scores must fit into the third cache.
INLINE long OF(classifier_rows)(const struct OF(unroll_classifier) *c) {
  const long fitting = 6000000 / greatest(1, c->classes);
  return least(c->rows, greatest(128, least(512, fitting / 6 * 6)));
}

// Rows that one task turns into probabilities.
enum { OF(softmax_rows) = 4 };

static long OF(classifier_scratch)(const struct OF(unroll_classifier) *c) {
  const long rows = OF(classifier_rows)(c);
  const long forward = OF(multiply_scratch)(rows, c->classes, c->features, 0);
  const long backward = greatest(
      OF(multiply_scratch)(rows, c->features, c->classes, 0), OF(multiply_scratch)(c->features, c->classes, rows, 1));
  return rounded_up(rows * c->classes, W) + greatest(forward, backward);
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

// The first `count` of W scores, the others −∞.
INLINE V OF(load_scores)(const SCALAR *p, long count) {
  if (count >= W) return OF(load)(p);
  V v = OF(load_first)(p, count);
  FULLY_UNROLLED for (long i = 0; i < W; i++) if (i >= count) v[i] = -(SCALAR)__builtin_inff();
  return v;
}

// e^x for x ≤ 0; what is too small for a normal number becomes the smallest one.
INLINE V OF(exp_of_negative)(V x) {
  const V least = OF(all)(SINGLE ? -87 : -708);
  x = OF(choose)((I)(x < least), least, x);
  V k, expm1 = OF(reduced_expm1)(x, &k);
  return (1 + expm1) * OF(power_of_two)(k);
}

// −ln softmax(s + b)[target], and in place of s its gradient times `scale` if that is wanted. Sums are formed in blocks,
// so that their rounding errors stay those of a short sum.
static double OF(softmax_row)(SCALAR *s, const SCALAR *bias, long classes, long target, int wants_gradient, SCALAR scale) {
  const V lowest = OF(all)(-(SCALAR)__builtin_inff());
  V most[4] = {lowest, lowest, lowest, lowest};
  for (long i = 0; i < classes; i += W) {
    V v = OF(load_scores)(s + i, classes - i);
    if (bias) {
      v = v + OF(load_first)(bias + i, classes - i);
      OF(store_first)(s + i, v, classes - i);
    }
    V *m = &most[i / W % 4];
    *m = OF(greater)(*m, v);
  }
  const SCALAR greatest =
      OF(greatest_of)(OF(greater)(OF(greater)(most[0], most[1]), OF(greater)(most[2], most[3])));
  const SCALAR at_target = s[target] - greatest;
  double total = 0;
  for (long start = 0; start < classes; start += 64 * W) {
    V sums[2] = {{0}, {0}};
    for (long i = start; i < least(classes, start + 64 * W); i += W) {
      V e = OF(exp_of_negative)(OF(load_scores)(s + i, classes - i) - greatest);
      if (wants_gradient) OF(store_first)(s + i, e, classes - i);
      sums[i / W % 2] += e;
    }
    total += OF(sum_of)(sums[0] + sums[1]);
  }
  if (wants_gradient) {
    const SCALAR factor = (SCALAR)(scale / total);
    for (long i = 0; i < classes; i += W)
      OF(store_first)(s + i, OF(load_first)(s + i, classes - i) * factor, classes - i);
    s[target] -= scale;
  }
  return __builtin_log(total) - at_target;
}

struct OF(softmax_block) {
  const struct OF(unroll_classifier) *classifier;
  SCALAR *scores;
  long first, rows;
  int wants_gradient;
  SCALAR scale;
};

static void OF(softmax_task)(void *context, long task) {
  const struct OF(softmax_block) *block = context;
  const struct OF(unroll_classifier) *c = block->classifier;
  for (long row = task * OF(softmax_rows); row < least(block->rows, (task + 1) * OF(softmax_rows)); row++)
    c->losses[block->first + row] = OF(softmax_row)(
        block->scores + row * c->classes, c->bias, c->classes, c->targets[block->first + row], block->wants_gradient,
        block->scale);
}

// Columns of the bias's gradient that one task adds up.
enum { OF(column_sums) = 64 };

struct OF(columns) {
  const SCALAR *scores;
  SCALAR *sums;
  long rows, classes;
};

static void OF(column_task)(void *context, long task) {
  const struct OF(columns) *p = context;
  const long start = task * OF(column_sums) * W, end = least(p->classes, start + OF(column_sums) * W);
  for (long row = 0; row < p->rows; row++)
    for (long i = start; i < end; i += W)
      OF(store_first)(
          p->sums + i,
          OF(load_first)(p->sums + i, end - i) + OF(load_first)(p->scores + row * p->classes + i, end - i), end - i);
}

static void OF(classify)(
    const struct OF(unroll_classifier) *c, const struct OF(unroll_classifier_gradients) *g, SCALAR *scratch) {
  const long limit = OF(classifier_rows)(c);
  SCALAR *scores = scratch, *product = scratch + rounded_up(limit * c->classes, W);
  if (g && g->bias) memset(g->bias, 0, c->classes * sizeof(SCALAR));
  const long blocks = (c->rows + limit - 1) / limit;
  for (long block = 0; block < blocks; block++) {
    const long first = start_of(block, blocks, c->rows), rows = start_of(block + 1, blocks, c->rows) - first;
    const SCALAR *h = c->h + first * c->features;
    OF(multiply)(
        rows, c->classes, c->features, h, c->features, 0, c->weight, c->classes, 0, scores, c->classes, 0, product);
    struct OF(softmax_block) softmax = {
        .classifier = c, .scores = scores, .first = first, .rows = rows, .wants_gradient = g != NULL,
        .scale = g ? g->scale : 0};
    OF(run)((rows + OF(softmax_rows) - 1) / OF(softmax_rows), rows * c->classes * 8, &softmax, OF(softmax_task));
    if (!g) continue;
    if (g->h)
      OF(multiply)(
          rows, c->features, c->classes, scores, c->classes, 0, c->weight, c->classes, 1, g->h + first * c->features,
          c->features, 0, product);
    if (g->weight)
      OF(multiply)(
          c->features, c->classes, rows, h, c->features, 1, scores, c->classes, 0, g->weight, c->classes, block > 0,
          product);
    if (g->bias) {
      struct OF(columns) columns = {.scores = scores, .sums = g->bias, .rows = rows, .classes = c->classes};
      OF(run)(
          (c->classes + OF(column_sums) * W - 1) / (OF(column_sums) * W), rows * c->classes, &columns, OF(column_task));
    }
  }
}
