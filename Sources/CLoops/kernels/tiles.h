// The innermost products: a tile of up to eight rows and four vectors of columns, whose sums stay in registers.

// The most rows of a tile of so many vectors: sums, a row of B and a broadcast element of A fill the registers.
INLINE long OF(tallest)(long vectors) {
  if (REGISTERS == 32) return vectors == 4 ? 6 : 8;
  return vectors == 4 ? 2 : vectors == 3 ? 4 : vectors == 2 ? 6 : 8;
}

// How a tile's left operand lies: element (r, l) is a[r * row + l % run * step + l / run * jump]. Where its columns lie
// evenly, a run is as long as they are many; where it is in panels itself, a panel's columns are a run.
struct OF(left) {
  long row, step, run, jump;
};

// What will be packed next is fetched into the second cache, a line now and then, while tiles are multiplied: rows of
// `lines` lines each, of which `rows` are left, each row `skip` bytes behind the end of the one before.
struct OF(ahead) {
  const char *place;
  long line, lines, skip, rows;
};

INLINE void OF(fetch_ahead)(struct OF(ahead) *ahead) {
  if (ahead->rows == 0) return;
  __builtin_prefetch(ahead->place, 0, 2);
  ahead->place += line_bytes;
  if (++ahead->line < ahead->lines) return;
  ahead->line = 0;
  ahead->place += ahead->skip;
  ahead->rows--;
}

// S = A B, or S += A B, for R rows of S and A and N vectors of columns. B is a panel; or, if it is to be packed, it lies in
// rows `b_stride` apart, which go into the panel `packed` on the way: beside this many multiply-adds that costs nothing.
// Each sum is formed in the order of l; tiles of few sums form up to four interleaved ones each, since a processor
// starts the next fused multiply-add on a sum only four cycles after the one before.
INLINE void OF(tile)(
    const long R, const long N, const int packs, long k, const SCALAR *a, const struct OF(left) *left, const SCALAR *b,
    long b_stride, SCALAR *packed, SCALAR *s, long s_stride, int adding, struct OF(ahead) *ahead) {
  const long step = left->step, run = left->run, jump = left->jump;
  const long P = R * N <= 2 ? 4 : R * N <= 6 ? 2 : 1;
  V sums[4][8][4];
  FULLY_UNROLLED for (long p = 0; p < P; p++)
  FULLY_UNROLLED for (long r = 0; r < R; r++)
  FULLY_UNROLLED for (long v = 0; v < N; v++) sums[p][r][v] = (V){};
  // The step before which the places of the sums are fetched: late enough that B does not push them out of the nearest
  // cache again.
  const long fetching = greatest(0, k - 32) / P * P;
  const SCALAR *rows[8];
  FULLY_UNROLLED for (long r = 0; r < R; r++) rows[r] = a + r * left->row;
#define STEP(p)                                                                                                       \
  {                                                                                                                   \
    V columns[4];                                                                                                     \
    FULLY_UNROLLED for (long v = 0; v < N; v++) {                                                                     \
      const SCALAR *place = b + (p)*b_stride + v * W;                                                                 \
      columns[v] = OF(load)(place);                                                                                   \
      if (packs) {                                                                                                    \
        __builtin_prefetch(place + OF(rows_ahead) * b_stride);                                                        \
        OF(store)(packed + ((p)*N + v) * W, columns[v]);                                                              \
      }                                                                                                               \
    }                                                                                                                 \
    FULLY_UNROLLED for (long r = 0; r < R; r++) {                                                                     \
      V factor = OF(all)(rows[r][(l + (p)) * step]);                                                                  \
      FULLY_UNROLLED for (long v = 0; v < N; v++) sums[p][r][v] += factor * columns[v];                               \
    }                                                                                                                 \
  }
  for (long start = 0; start < k; start += run) {
    const long end = least(run, k - start);
    long l = 0;
    // Rows that lie in panels are far from the next panel's: no processor looks ahead so far by itself.
    if (jump)
      FULLY_UNROLLED for (long r = 0; r < R; r++)
      FULLY_UNROLLED for (long v = 0; v < 4; v++) __builtin_prefetch(rows[r] + R * left->row + v * W);
    for (; l + P <= end; l += P) {
      if (start + l == fetching)
        FULLY_UNROLLED for (long r = 0; r < R; r++)
        FULLY_UNROLLED for (long v = 0; v < N; v++) __builtin_prefetch(s + r * s_stride + v * W, 1);
      // The next tile's rows, unless they follow this one's; a lower tile has none.
      if (R >= 5 && step == 1 && !jump && l % (line_bytes / (long)sizeof *a) == 0)
        FULLY_UNROLLED for (long r = 0; r < R; r++) __builtin_prefetch(rows[r] + R * left->row + l, 0, 2);
      if (ahead && l % 4 == 0) OF(fetch_ahead)(ahead);
      FULLY_UNROLLED for (long p = 0; p < P; p++) STEP(p)
      b += P * b_stride;
      if (packs) packed += P * N * W;
    }
    for (; l < end; l++) {
      STEP(0)
      b += b_stride;
      if (packs) packed += N * W;
    }
    FULLY_UNROLLED for (long r = 0; r < R; r++) rows[r] += jump;
  }
#undef STEP
  FULLY_UNROLLED for (long r = 0; r < R; r++)
  FULLY_UNROLLED for (long v = 0; v < N; v++) {
    V sum = sums[0][r][v];
    if (P >= 2) sum += sums[1][r][v];
    if (P == 4) sum += sums[2][r][v] + sums[3][r][v];
    SCALAR *place = s + r * s_stride + v * W;
    OF(store)(place, adding ? OF(load)(place) + sum : sum);
  }
}

typedef void (*OF(tile_function))(
    long, const SCALAR *, const struct OF(left) *, const SCALAR *, SCALAR *, long, int, struct OF(ahead) *);

#define TILE(R, N)                                                                                                    \
  static void OF(tile_##R##_##N)(                                                                                     \
      long k, const SCALAR *a, const struct OF(left) *left, const SCALAR *b, SCALAR *s, long s_stride, int adding,    \
      struct OF(ahead) *ahead) {                                                                                      \
    OF(tile)(R, N, 0, k, a, left, b, N *W, 0, s, s_stride, adding, ahead);                                            \
  }
#define TILES(R) TILE(R, 1) TILE(R, 2) TILE(R, 3) TILE(R, 4)
TILES(1) TILES(2) TILES(3) TILES(4) TILES(5) TILES(6)
TILE(7, 1) TILE(7, 2) TILE(7, 3) TILE(8, 1) TILE(8, 2) TILE(8, 3)
#undef TILES
#undef TILE

#define TILES(R) {OF(tile_##R##_1), OF(tile_##R##_2), OF(tile_##R##_3), OF(tile_##R##_4)}
static const OF(tile_function) OF(tiles)[8][4] = {
    TILES(1), TILES(2), TILES(3), TILES(4), TILES(5), TILES(6),
    {OF(tile_7_1), OF(tile_7_2), OF(tile_7_3), 0}, {OF(tile_8_1), OF(tile_8_2), OF(tile_8_3), 0},
};
#undef TILES

// The rows of a tile that packs its panel, and how many there have to be with the others below it: then no tile is so small
// that its sums are interleaved, and packing on the way changes no bit.
enum { OF(packing_rows) = 6, OF(worth_packing_rows) = 10 };

typedef void (*OF(packing_tile_function))(
    long, const SCALAR *, const struct OF(left) *, const SCALAR *, long, SCALAR *, SCALAR *, long, int);

#define TILE(N)                                                                                                       \
  static void OF(packing_tile_##N)(                                                                                   \
      long k, const SCALAR *a, const struct OF(left) *left, const SCALAR *b, long b_stride, SCALAR *packed, SCALAR *s, \
      long s_stride, int adding) {                                                                                    \
    OF(tile)(OF(packing_rows), N, 1, k, a, left, b, b_stride, packed, s, s_stride, adding, 0);                        \
  }
TILE(2)
#if REGISTERS == 32
TILE(3) TILE(4)
#endif
#undef TILE

// Of two vectors and more.
static const OF(packing_tile_function) OF(packing_tiles)[OF(strip) - 1] = {
    OF(packing_tile_2),
#if REGISTERS == 32
    OF(packing_tile_3), OF(packing_tile_4),
#endif
};

// Rows of B that are multiplied before the next: with narrow panels a panel's stay in the first cache beside the tile of A,
// with wide ones in the second beside a block of A.
enum { OF(deepest) = (REGISTERS == 32 ? 704 : 384) * 4 / (int)sizeof(SCALAR) };

INLINE long OF(depth_blocks)(long k) { return greatest(1, (k + OF(deepest) - 1) / OF(deepest)); }

// A matrix of k columns whose rows lie `stride` apart.
INLINE struct OF(left) OF(rows_apart)(long stride, long k) {
  return (struct OF(left)){.row = stride, .step = 1, .run = k, .jump = 0};
}

// S = A B, or S += A B, for one packed panel; where A's columns are in several runs, k is at most `deepest`.
INLINE void OF(panel_product)(
    long rows, long k, const SCALAR *a, const struct OF(left) *left, const SCALAR *b, long vectors, SCALAR *s,
    long s_stride, int adding, struct OF(ahead) *ahead) {
  const long parts = left->run < k ? 1 : OF(depth_blocks)(k);
  for (long strip = 0; strip < vectors; strip += OF(strip)) {
    const long width = least(OF(strip), vectors - strip), tallest = OF(tallest)(width);
    const long count = (rows + tallest - 1) / tallest;
    for (long part = 0; part < parts; part++) {
      const long first = start_of(part, parts, k), depth = start_of(part + 1, parts, k) - first;
      for (long tile = 0; tile < count; tile++) {
        const long row = start_of(tile, count, rows), height = start_of(tile + 1, count, rows) - row;
        OF(tiles)[height - 1][width - 1](
            depth, a + row * left->row + first, left, b + (strip * k + first * width) * W,
            s + row * s_stride + strip * W, s_stride, adding || part > 0, ahead);
      }
    }
  }
}
