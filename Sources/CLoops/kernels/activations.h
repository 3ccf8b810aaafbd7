// exp, tanh and the logistic sigmoid on vectors, within 2, 3 and 3 units in the last place (tests sweep the whole range
// against the C library). e^r − 1 on [−ln 2 / 2, ln 2 / 2] is r + r² q(r), with q the Taylor series cut where its rest is below half
// a unit; scaling by powers of two is exact.

// e^r − 1 for r = x − k ln 2, and k. ln 2 is split so that k times its first part is exact.
INLINE V OF(reduced_expm1)(V x, V *k) {
#if SINGLE
  const SCALAR shift = 0x1.8p23f, ln2_high = 0x1.62e4p-1f, ln2_low = 0x1.7f7d1cp-20f;
#else
  const SCALAR shift = 0x1.8p52, ln2_high = 0x1.62e42feep-1, ln2_low = 0x1.a39ef35793c76p-33;
#endif
  // Adding the shift rounds to a whole number.
  *k = (x * (SCALAR)0x1.71547652b82fep0 + shift) - shift;
  V r = x - *k * ln2_high;
  r = r - *k * ln2_low;
#if SINGLE
  V q = OF(all)(1 / 5040.f);
  q = q * r + 1 / 720.f;
  q = q * r + 1 / 120.f;
#else
  V q = OF(all)(1 / 87178291200.);
  q = q * r + 1 / 6227020800.;
  q = q * r + 1 / 479001600.;
  q = q * r + 1 / 39916800.;
  q = q * r + 1 / 3628800.;
  q = q * r + 1 / 362880.;
  q = q * r + 1 / 40320.;
  q = q * r + 1 / 5040.;
  q = q * r + 1 / 720.;
  q = q * r + 1 / 120.;
#endif
  q = q * r + (SCALAR)(1 / 24.);
  q = q * r + (SCALAR)(1 / 6.);
  q = q * r + (SCALAR)0.5;
  return r + r * r * q;
}

// 2^k for a whole k in the range of normal exponents.
INLINE V OF(power_of_two)(V k) {
#if SINGLE
  return (V)((I)(k + (0x1.8p23f + 127)) << 23);
#else
  return (V)((I)(k + (0x1.8p52 + 1023)) << 52);
#endif
}

INLINE V OF(clamped)(V x, SCALAR low, SCALAR high) {
  // Comparisons with NaN are false, so that NaN stays.
  x = OF(choose)((I)(x < low), OF(all)(low), x);
  return OF(choose)((I)(x > high), OF(all)(high), x);
}

INLINE V OF(exp)(V x) {
#if SINGLE
  x = OF(clamped)(x, -104, 89);
#else
  x = OF(clamped)(x, -746, 710);
#endif
  V k, expm1 = OF(reduced_expm1)(x, &k);
  // In two halves, since 2^k alone may be too large or too small for a normal number.
  V half = (V)(k * (SCALAR)0.5);
  half = half + (SCALAR)(SINGLE ? 0x1.8p23 : 0x1.8p52) - (SCALAR)(SINGLE ? 0x1.8p23 : 0x1.8p52);
  return (1 + expm1) * OF(power_of_two)(half) * OF(power_of_two)(k - half);
}

// tanh |x| = (e^2|x| − 1) / (e^2|x| + 1), with e^2|x| − 1 formed without cancellation.
INLINE V OF(tanh)(V x) {
  const I sign = (I)OF(all)((SCALAR)-0.0);
  V size = (V)((I)x & ~sign);
  V k, expm1 = OF(reduced_expm1)(OF(clamped)(2 * size, 0, SINGLE ? 20 : 40), &k);
  V scale = OF(power_of_two)(k);
  expm1 = scale * expm1 + (scale - 1);
  return (V)((I)(expm1 / (expm1 + 2)) | ((I)x & sign));
}

// 1 / (1 + e^−x), as e^x / (1 + e^x) where x is negative: nothing overflows.
INLINE V OF(sigmoid)(V x) {
  const I sign = (I)OF(all)((SCALAR)-0.0);
  V e = OF(exp)((V)((I)x | sign));
  return OF(choose)((I)(x < 0), e, OF(all)(1)) / (1 + e);
}

INLINE V OF(activated)(V x, enum unroll_activation activation) {
  switch (activation) {
  case unroll_identity: return x;
  case unroll_relu: return OF(choose)((I)(x < 0), (V){}, x);
  case unroll_tanh: return OF(tanh)(x);
  case unroll_sigmoid: return OF(sigmoid)(x);
  }
  __builtin_unreachable();
}

// The cotangent of x, given that of y = activation(x).
INLINE V OF(activation_pullback)(V g, V y, enum unroll_activation activation) {
  switch (activation) {
  case unroll_identity: return g;
  case unroll_relu: return OF(choose)((I)(y > 0), g, (V){});
  case unroll_tanh: return g * (1 - y * y);
  case unroll_sigmoid: return g * (y * (1 - y));
  }
  __builtin_unreachable();
}

#define EACH(name, function)                                                                                          \
  static void OF(name)(const SCALAR *x, SCALAR *y, long count) {                                                      \
    long i = 0;                                                                                                       \
    for (; i + W <= count; i += W) OF(store)(y + i, function(OF(load)(x + i)));                                       \
    if (i < count) OF(store_first)(y + i, function(OF(load_first)(x + i, count - i)), count - i);                     \
  }
EACH(exp_all, OF(exp))
EACH(tanh_all, OF(tanh))
EACH(sigmoid_all, OF(sigmoid))
#undef EACH
