// Vectors of W numbers, V, and of W integers as wide, I.
#define W (VECTOR_BYTES / (long)sizeof(SCALAR))
#define V OF(vector)
#define I OF(integers)

typedef SCALAR V __attribute__((vector_size(VECTOR_BYTES)));
typedef INTEGER I __attribute__((vector_size(VECTOR_BYTES)));

INLINE V OF(load)(const SCALAR *p) {
  V v;
  memcpy(&v, p, sizeof v);
  return v;
}

INLINE void OF(store)(SCALAR *p, V v) { memcpy(p, &v, sizeof v); }

INLINE V OF(all)(SCALAR x) { return x - (V){}; }

// 0, 1, 2, …
INLINE I OF(numbered)(void) {
  I numbers;
  FULLY_UNROLLED for (long i = 0; i < W; i++) numbers[i] = (INTEGER)i;
  return numbers;
}

// The first `count` of W numbers; the others are 0. Nothing behind them is touched.
INLINE V OF(load_first)(const SCALAR *p, long count) {
  if (count >= W) return OF(load)(p);
#if VECTOR_BYTES == 64
  const unsigned mask = (1u << count) - 1;
  return SINGLE ? (V)_mm512_maskz_loadu_ps(mask, p) : (V)_mm512_maskz_loadu_pd(mask, p);
#elif VECTOR_BYTES == 32
  const __m256i mask = (__m256i)(OF(numbered)() < (INTEGER)count);
  return SINGLE ? (V)_mm256_maskload_ps((const float *)p, mask) : (V)_mm256_maskload_pd((const double *)p, mask);
#else
  SCALAR part[W] = {0};
  long done = 0;
  FULLY_UNROLLED for (long step = W / 2; step > 0; step /= 2) if (count & step) {
    memcpy(part + done, p + done, step * sizeof *p);
    done += step;
  }
  return OF(load)(part);
#endif
}

INLINE void OF(store_first)(SCALAR *p, V v, long count) {
  if (count >= W) return OF(store)(p, v);
#if VECTOR_BYTES == 64
  const unsigned mask = (1u << count) - 1;
  if (SINGLE) _mm512_mask_storeu_ps(p, mask, (__m512)v);
  else _mm512_mask_storeu_pd(p, mask, (__m512d)v);
#elif VECTOR_BYTES == 32
  const __m256i mask = (__m256i)(OF(numbered)() < (INTEGER)count);
  if (SINGLE) _mm256_maskstore_ps((float *)p, mask, (__m256)v);
  else _mm256_maskstore_pd((double *)p, mask, (__m256d)v);
#else
  SCALAR part[W];
  OF(store)(part, v);
  long done = 0;
  FULLY_UNROLLED for (long step = W / 2; step > 0; step /= 2) if (count & step) {
    memcpy(p + done, part + done, step * sizeof *p);
    done += step;
  }
#endif
}

// `a` where the mask has ones, `b` where it has zeros.
INLINE V OF(choose)(I mask, V a, V b) { return (V)(((I)a & mask) | ((I)b & ~mask)); }

// a_0 b_0 a_1 b_1 …, in two vectors: the first and the second half.
INLINE void OF(interleave)(V a, V b, V *first, V *second) {
#if VECTOR_BYTES == 64 && SINGLE
  *first = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  *second = __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
#elif VECTOR_BYTES == 64 || (VECTOR_BYTES == 32 && SINGLE)
  *first = __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
  *second = __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
#elif VECTOR_BYTES == 32 || SINGLE
  *first = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  *second = __builtin_shufflevector(a, b, 2, 6, 3, 7);
#else
  *first = __builtin_shufflevector(a, b, 0, 2);
  *second = __builtin_shufflevector(a, b, 1, 3);
#endif
}

// Transposes W vectors of W numbers: log₂ W rounds, in each of which vector i and vector i + W / 2 are interleaved.
INLINE void OF(transpose)(V *rows) {
  FULLY_UNROLLED for (long round = 1; round < W; round *= 2) {
    V mixed[W];
    FULLY_UNROLLED for (long i = 0; i < W / 2; i++)
        OF(interleave)(rows[i], rows[i + W / 2], &mixed[2 * i], &mixed[2 * i + 1]);
    FULLY_UNROLLED for (long i = 0; i < W; i++) rows[i] = mixed[i];
  }
}
