// What an optimiser does to parameters, in one pass over each. Every number is independent of the others, so that the
// result does not depend on the number of threads.

// Numbers that a task takes.
enum { OF(update_length) = 16384 };

INLINE V OF(square_root)(V v) { return __builtin_elementwise_sqrt(v); }

struct OF(sum_of_squares) {
  const SCALAR *x;
  long count;
  double *sums;
};

static void OF(squares_task)(void *context, long task) {
  const struct OF(sum_of_squares) *p = context;
  const long end = least(p->count, (task + 1) * OF(update_length));
  double total = 0;
  for (long start = task * OF(update_length); start < end; start += 64 * W) {
    V sums[4] = {{0}, {0}, {0}, {0}};
    for (long i = start; i < least(end, start + 64 * W); i += W) {
      V v = OF(load_first)(p->x + i, end - i);
      sums[i / W % 4] += v * v;
    }
    total += OF(sum_of)((sums[0] + sums[1]) + (sums[2] + sums[3]));
  }
  p->sums[task] = total;
}

static double OF(sum_of_squares_all)(const SCALAR *x, long count, double *sums) {
  struct OF(sum_of_squares) p = {.x = x, .count = count, .sums = sums};
  const long tasks = (count + OF(update_length) - 1) / OF(update_length);
  OF(run)(tasks, count, &p, OF(squares_task));
  double total = 0;
  for (long task = 0; task < tasks; task++) total += sums[task];
  return total;
}

struct OF(update) {
  const struct OF(unroll_update) *rule;
  long count;
  SCALAR *parameter, *first, *second;
  const SCALAR *gradient;
};

// One vector's step. `first` and `second` are what the rule remembers.
INLINE V OF(updated)(const struct OF(unroll_update) *u, V x, V g, V *first, V *second) {
  g = g * u->scale + u->penalty * x;
  switch (u->rule) {
  case unroll_sgd: return x - u->rate * g;
  case unroll_momentum:
    *first = u->is_first ? g : u->beta1 * *first + u->fresh1 * g;
    return x - u->rate * (u->nesterov ? g + u->beta1 * *first : *first);
  case unroll_adam:
    *first = u->beta1 * *first + u->fresh1 * g;
    *second = u->beta2 * *second + u->fresh2 * g * g;
    return u->keep * x - u->rate * *first / (OF(square_root)(*second) / u->root + u->epsilon);
  }
  __builtin_unreachable();
}

static void OF(update_task)(void *context, long task) {
  const struct OF(update) *p = context;
  const long end = least(p->count, (task + 1) * OF(update_length));
  for (long i = task * OF(update_length); i < end; i += W) {
    const long count = end - i;
    V first = p->first ? OF(load_first)(p->first + i, count) : (V){};
    V second = p->second ? OF(load_first)(p->second + i, count) : (V){};
    V g = p->gradient ? OF(load_first)(p->gradient + i, count) : (V){};
    OF(store_first)(
        p->parameter + i, OF(updated)(p->rule, OF(load_first)(p->parameter + i, count), g, &first, &second), count);
    if (p->first) OF(store_first)(p->first + i, first, count);
    if (p->second) OF(store_first)(p->second + i, second, count);
  }
}

static void OF(update_all)(
    const struct OF(unroll_update) *rule, long count, SCALAR *parameter, const SCALAR *gradient, SCALAR *first,
    SCALAR *second) {
  struct OF(update) p = {
      .rule = rule, .count = count, .parameter = parameter, .first = first, .second = second, .gradient = gradient};
  OF(run)((count + OF(update_length) - 1) / OF(update_length), count, &p, OF(update_task));
}
