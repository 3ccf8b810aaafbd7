// B in panels: a panel is up to four vectors of columns wide, and holds its part of B row after row, closely.

struct OF(panel) {
  // Vectors, and the column of each: column + v * step.
  long vectors, column, step;
  // Columns that exist in the last vector or, with several gates, in every one.
  long last;
  // Where the panel begins, in vectors of the whole packed matrix's width.
  long offset;
};

// Vectors of a tile: with few registers a panel of more is stored, and multiplied, in strips of two.
enum { OF(strip) = REGISTERS == 32 ? 4 : 2 };

INLINE long OF(vectors_of)(long n, long gates) { return gates * ((n / gates + W - 1) / W); }

// An even number of panels, where there are several, is fair to two threads.
INLINE long OF(panel_count)(long n, long gates) {
  if (gates > 1) return (n / gates + W - 1) / W;
  long count = (OF(vectors_of)(n, 1) + OF(strip) - 1) / OF(strip);
  return count > 1 ? rounded_up(count, 2) : count;
}

INLINE struct OF(panel) OF(panel_at)(long index, long n, long gates) {
  if (gates > 1) {
    long column = index * W;
    return (struct OF(panel)){
        .vectors = gates, .column = column, .step = n / gates, .last = least(W, n / gates - column),
        .offset = index * gates};
  }
  long vectors = OF(vectors_of)(n, 1), count = OF(panel_count)(n, 1);
  long start = start_of(index, count, vectors), end = start_of(index + 1, count, vectors);
  return (struct OF(panel)){
      .vectors = end - start, .column = start * W, .step = W, .last = least(W, n - (end - 1) * W), .offset = start};
}

// Columns that exist in vector v.
INLINE long OF(columns)(struct OF(panel) panel, long gates, long v) {
  return gates > 1 || v == panel.vectors - 1 ? panel.last : W;
}

static long OF(packed_size)(long k, long n, long gates) { return OF(vectors_of)(n, gates) * W * k; }

// Rows ahead of the one being packed that are fetched: a panel has but a few lines of each, too few to be foreseen.
enum { OF(rows_ahead) = 8 };

INLINE void OF(pack_rows_of_panel)(
    const SCALAR *b, long stride, long k, long gates, struct OF(panel) panel, SCALAR *packed) {
  for (long first = 0; first < panel.vectors; first += OF(strip)) {
    const long end = least(panel.vectors, first + OF(strip));
    for (long l = 0; l < k; l++)
      for (long v = first; v < end; v++, packed += W) {
        const SCALAR *place = b + l * stride + panel.column + v * panel.step;
        __builtin_prefetch(place + OF(rows_ahead) * stride);
        OF(store)(packed, OF(load_first)(place, OF(columns)(panel, gates, v)));
      }
  }
}

INLINE void OF(pack_columns_of_panel)(
    const SCALAR *b, long stride, long k, long gates, struct OF(panel) panel, SCALAR *packed) {
  for (long v = 0; v < panel.vectors; v++) {
    const long first = v / OF(strip) * OF(strip), width = least(OF(strip), panel.vectors - first) * W;
    const long column = panel.column + v * panel.step, columns = OF(columns)(panel, gates, v);
    SCALAR *target = packed + first * W * k + (v - first) * W;
    const SCALAR *source = b + column * stride;
    for (long l = 0; l < k; l += W) {
      V rows[W];
      const long count = least(W, k - l);
      if (columns == W && count == W)
        FULLY_UNROLLED for (long i = 0; i < W; i++) rows[i] = OF(load)(source + i * stride + l);
      else
        for (long i = 0; i < W; i++) rows[i] = i < columns ? OF(load_first)(source + i * stride + l, count) : (V){};
      OF(transpose)(rows);
      if (count == W)
        FULLY_UNROLLED for (long i = 0; i < W; i++) OF(store)(target + (l + i) * width, rows[i]);
      else
        for (long i = 0; i < count; i++) OF(store)(target + (l + i) * width, rows[i]);
    }
  }
}

// Packs k rows of one panel. `b` is at the first of these rows (or, if transposed, of these columns).
static void OF(pack_panel)(
    const SCALAR *b, long stride, int transposed, long k, long gates, struct OF(panel) panel, SCALAR *packed) {
  if (transposed) OF(pack_columns_of_panel)(b, stride, k, gates, panel, packed);
  else OF(pack_rows_of_panel)(b, stride, k, gates, panel, packed);
}

static void OF(pack)(
    const SCALAR *b, long stride, int transposed, long k, long n, long gates, SCALAR *packed) {
  for (long index = 0; index < OF(panel_count)(n, gates); index++) {
    struct OF(panel) panel = OF(panel_at)(index, n, gates);
    OF(pack_panel)(b, stride, transposed, k, gates, panel, packed + panel.offset * W * k);
  }
}
