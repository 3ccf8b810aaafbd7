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

// The first `count` of W numbers; the others are 0.
INLINE V OF(load_first)(const SCALAR *p, long count) {
  if (count >= W) return OF(load)(p);
  SCALAR part[W] = {0};
  long done = 0;
  FULLY_UNROLLED for (long step = W / 2; step > 0; step /= 2) if (count & step) {
    memcpy(part + done, p + done, step * sizeof *p);
    done += step;
  }
  return OF(load)(part);
}

INLINE void OF(store_first)(SCALAR *p, V v, long count) {
  if (count >= W) return OF(store)(p, v);
  SCALAR part[W];
  OF(store)(part, v);
  long done = 0;
  FULLY_UNROLLED for (long step = W / 2; step > 0; step /= 2) if (count & step) {
    memcpy(p + done, part + done, step * sizeof *p);
    done += step;
  }
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
