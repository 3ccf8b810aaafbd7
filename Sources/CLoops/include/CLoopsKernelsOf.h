// The kernels of one precision: included once for `SCALAR` float (names end in _f32) and once for double (_f64).
// All matrices are row-major; a stride is the distance between the starts of two rows, in elements.

/// A recurrent layer over a sequence. Shapes: T steps, B batch, D inputs, H hidden, G gates (Elman 1, LSTM 4, GRU 3).
/// Weights and the order of gates are PyTorch's.
struct OF(unroll_recurrent) {
  enum unroll_cell cell;
  /// The Elman cell's; others have theirs.
  enum unroll_activation activation;
  long steps, batch, inputs, hidden;
  /// (T, B, D), (G H, D); both NULL where the inputs' part of the gates, (T, B, G H), lies in `outputs` (Elman) or at the
  /// start of `kept` already
  const SCALAR *_Nullable x, *_Nullable weight_ih;
  /// (G H, H)
  const SCALAR *_Nonnull weight_hh;
  /// (G H), or NULL for none
  const SCALAR *_Nullable bias_ih, *_Nullable bias_hh;
  /// (B, H), or NULL for zeros; the second for LSTM alone
  const SCALAR *_Nullable initial_h, *_Nullable initial_c;
  /// (B): steps of each sequence, 0 to T; NULL where all have T. Outputs behind the end are zeros.
  const long *_Nullable lengths;
  /// (T, B, H): h of each step
  SCALAR *_Nonnull outputs;
  /// What backward needs beside the outputs: `kept_size` elements. LSTM: the gates (T, B, 4 H), then c (T, B, H);
  /// GRU: the gates (T, B, 3 H), then W_hn h + b_hn (T, B, H).
  SCALAR *_Nullable kept;
};

/// Cotangents of such a layer. Results are added to what is there, but for those that are said to be undefined yet; NULL
/// where one is not wanted.
struct OF(unroll_recurrent_gradients) {
  /// (T, B, H), or NULL for zeros
  const SCALAR *_Nullable outputs;
  /// Of the states after each sequence's last step: (B, H), or NULL for zeros
  const SCALAR *_Nullable final_h, *_Nullable final_c;
  /// Of the operands, in their shapes
  SCALAR *_Nullable x, *_Nullable weight_ih, *_Nullable weight_hh, *_Nullable bias_ih, *_Nullable bias_hh;
  SCALAR *_Nullable initial_h, *_Nullable initial_c;
  /// Whether what is there is undefined and gets replaced
  int x_is_undefined, weight_ih_is_undefined, weight_hh_is_undefined;
  /// (T, B, G H): of the inputs' part of the gates. Replaces what is there.
  SCALAR *_Nullable projection;
};

/// The last layer of a classifier and its loss: −Σ ln softmax(h W + b)[target], each row's apart. Shapes: N rows,
/// H features, C classes.
struct OF(unroll_classifier) {
  long rows, features, classes;
  /// (N, H); (H, C): the transpose of PyTorch's
  const SCALAR *_Nonnull h, *_Nonnull weight;
  /// (C), or NULL for none
  const SCALAR *_Nullable bias;
  /// The weight as `pack_classes` lays it out, which makes losses alone faster; or NULL
  const SCALAR *_Nullable packed_weight;
  /// (N), each 0 to C − 1
  const int32_t *_Nonnull targets;
  /// (N): −ln of the target's probability, in nats
  double *_Nonnull losses;
};

/// The gradient of `scale` times the sum of such losses, which replaces what is there; NULL where it is not wanted.
struct OF(unroll_classifier_gradients) {
  SCALAR scale;
  /// Whether the gradients of weight and bias are added to what is there.
  int adding;
  /// (N, H), (H, C), (C); the last only beside the second
  SCALAR *_Nullable h, *_Nullable weight, *_Nullable bias;
};

/// One step of an optimiser for parameters x with gradients g, where g' = scale g + penalty x:
/// - SGD: x − rate g'
/// - with momentum: m = beta1 m + fresh1 g' (m = g' if `is_first`), x − rate m, or with Nesterov's x − rate (g' + beta1 m)
/// - Adam: m = beta1 m + fresh1 g', v = beta2 v + fresh2 g'², keep x − rate m / (√v / root + epsilon)
struct OF(unroll_update) {
  enum unroll_rule rule;
  SCALAR rate, scale, penalty, keep, beta1, fresh1, beta2, fresh2, root, epsilon;
  int is_first, nesterov;
};

struct OF(unroll_kernels) {
  /// Elements of a packed k × n matrix whose columns are `gates` groups of n / gates.
  long (*_Nonnull packed_size)(long k, long n, long gates);
  /// Lays out B (k × n, or stored as n × k if transposed) in panels of columns, as products read it. With several gates
  /// a panel has the same columns of each.
  void (*_Nonnull pack)(
      const SCALAR *_Nonnull b, long stride, int transposed, long k, long n, long gates, SCALAR *_Nonnull packed);
  /// C = A B, or C += A B, with B packed (`gates` 1), A m × k.
  void (*_Nonnull multiply_packed)(
      long m, long n, long k, const SCALAR *_Nonnull a, long a_stride, const SCALAR *_Nonnull packed,
      SCALAR *_Nonnull c, long c_stride, int adding);
  /// Elements of the scratch memory of `multiply`.
  long (*_Nonnull multiply_scratch)(long m, long n, long k, int a_transposed);
  /// C = A B, or C += A B, where A is m × k and B is k × n, or stored transposed.
  void (*_Nonnull multiply)(
      long m, long n, long k, const SCALAR *_Nonnull a, long a_stride, int a_transposed, const SCALAR *_Nonnull b,
      long b_stride, int b_transposed, SCALAR *_Nonnull c, long c_stride, int adding, SCALAR *_Nonnull scratch);

  /// y = f(x), which may be the same memory. Within 2 units in the last place; tanh and sigmoid within 3.
  void (*_Nonnull exp)(const SCALAR *_Nonnull x, SCALAR *_Nonnull y, long count);
  void (*_Nonnull tanh)(const SCALAR *_Nonnull x, SCALAR *_Nonnull y, long count);
  void (*_Nonnull sigmoid)(const SCALAR *_Nonnull x, SCALAR *_Nonnull y, long count);

  long (*_Nonnull kept_size)(const struct OF(unroll_recurrent) *_Nonnull);
  /// Elements of the scratch memory of `forward` and of `backward`.
  long (*_Nonnull forward_scratch)(const struct OF(unroll_recurrent) *_Nonnull);
  long (*_Nonnull backward_scratch)(const struct OF(unroll_recurrent) *_Nonnull);
  void (*_Nonnull forward)(const struct OF(unroll_recurrent) *_Nonnull, SCALAR *_Nonnull scratch);
  void (*_Nonnull backward)(
      const struct OF(unroll_recurrent) *_Nonnull, const struct OF(unroll_recurrent_gradients) *_Nonnull,
      SCALAR *_Nonnull scratch);

  /// Elements of the scratch memory of `classify`: a block's scores, and what its products need.
  long (*_Nonnull classifier_scratch)(const struct OF(unroll_classifier) *_Nonnull);
  /// Elements of a classifier's packed weight, and how it comes about: for one that is used again and again.
  long (*_Nonnull packed_classes_size)(long features, long classes);
  void (*_Nonnull pack_classes)(
      const SCALAR *_Nonnull weight, long features, long classes, SCALAR *_Nonnull packed);
  /// The losses and, unless NULL, their gradients.
  void (*_Nonnull classify)(
      const struct OF(unroll_classifier) *_Nonnull, const struct OF(unroll_classifier_gradients) *_Nullable,
      SCALAR *_Nonnull scratch);

  /// Σ x². `sums` has room for a number for each 16,384 of `count`, or fewer.
  double (*_Nonnull sum_of_squares)(const SCALAR *_Nonnull x, long count, double *_Nonnull sums);
  /// x ← its next value, m and v likewise; a gradient of NULL is zeros, and m and v are NULL where the rule has none.
  void (*_Nonnull update)(
      const struct OF(unroll_update) *_Nonnull, long count, SCALAR *_Nonnull x, const SCALAR *_Nullable gradient,
      SCALAR *_Nullable m, SCALAR *_Nullable v);
};

/// The kernels for a kind of processor, which this machine's must be.
const struct OF(unroll_kernels) *_Nonnull OF(unroll_kernels_for)(enum unroll_processor);
