// Matrix products of any size, in tasks that the shapes alone decide: which thread does a task changes no bit.
//
// The blocking is that of K. Goto and R. A. van de Geijn, Anatomy of high-performance matrix multiplication, ACM
// Transactions on Mathematical Software 34 (2008), article 12: a block of A stays in the second cache while all panels of
// B pass through the first.

// The most rows of a block of A: whole tiles of six.
enum { OF(block_rows) = 240 };
// Columns of B that are packed at a time.
enum { OF(block_columns) = 1024 };
// Multiply-adds below which a product is not worth a second thread.
enum { OF(worth_threads) = 500000 };
// Tasks that a product is cut into at least, so that no thread waits long for another.
enum { OF(fair_tasks) = 32 };
// A transposed A is first brought into the order in which tiles read it: six rows after six, column after column.
enum { OF(packed_rows) = 6 };

INLINE void OF(run)(long tasks, long work, void *context, void (*body)(void *, long)) {
  if (work < OF(worth_threads) || tasks == 1)
    for (long task = 0; task < tasks; task++) body(context, task);
  else
    unroll_parallel(tasks, context, body);
}

// Where a matrix of n columns and `rows` rows lies in panels: blocks of columns one after another, each in panels as packed
// ones are, with whole vectors. `first` is a block's first column, `column` the first of one of its panels.
INLINE SCALAR *OF(in_panels)(SCALAR *start, long rows, long first, struct OF(panel) panel, long row) {
  return start + (first + panel.offset * W) * rows + row * panel.vectors * W;
}

struct OF(product) {
  // Rows of A are cut into `row_tasks` blocks of `rows` each, the last of fewer.
  long m, n, k, rows, row_tasks, column_tasks;
  // The block of rows with which the tasks begin: 1 where the first block was multiplied when B was packed.
  long first_row_task;
  const SCALAR *a, *b;
  long a_stride, b_stride, c_stride;
  int a_transposed, b_transposed, adding;
  // Whether A, B or C lies in panels; its stride is then not used.
  int a_in_panels, b_in_panels, c_in_panels;
  // How many of A's first columns have no row of B: where several products have one A, some may begin later.
  long without;
  // This round's rows of B, of which there are `depth`, and its columns.
  long first_row, depth, first_column, columns;
  // How many columns of A lie packed, and which of them is this round's first.
  long packed_depth, packed_column;
  // A in this round: where it begins, and how it lies; transposed, how tiles of it lie that are as tall as can be, and
  // the last one.
  const SCALAR *left;
  struct OF(left) lies, lies_last;
  // Rows that a panel holds, and which of them is this round's first.
  long panel_rows, panel_row;
  SCALAR *c, *a_tiles, *b_panels;
  // The sums of B's columns are added to these, unless NULL.
  SCALAR *b_sums;
};

INLINE void OF(cut_rows)(struct OF(product) *p) {
  const long blocks = greatest(1, (p->m + OF(block_rows) - 1) / OF(block_rows));
  p->rows = greatest(OF(packed_rows), rounded_up((p->m + blocks - 1) / blocks, OF(packed_rows)));
  p->row_tasks = (p->m + p->rows - 1) / p->rows;
}

// Cuts the panels into groups while there are few blocks of rows.
INLINE void OF(cut_columns)(struct OF(product) *p) {
  const long panels = OF(panel_count)(p->columns, 1), blocks = greatest(1, p->row_tasks - p->first_row_task);
  p->column_tasks = least(panels, (OF(fair_tasks) + blocks - 1) / blocks);
}

// Whether this round's sums are added to what C has.
INLINE int OF(is_adding)(const struct OF(product) *p) { return p->adding || p->first_row > p->without; }

// Where the sums of a panel begin in C.
INLINE SCALAR *OF(sums_at)(const struct OF(product) *p, struct OF(panel) panel, long row) {
  return p->c_in_panels ? OF(in_panels)(p->c, p->m, p->first_column, panel, row)
                        : p->c + row * p->c_stride + p->first_column + panel.column;
}

// C = or += A B for a block of rows and one panel.
INLINE void OF(multiply_panel)(
    const struct OF(product) *p, long row, long rows, const SCALAR *b, struct OF(panel) panel, int adding,
    struct OF(ahead) *ahead) {
  SCALAR *c = OF(sums_at)(p, panel, row), *s = c;
  // Sums of a panel with missing columns are formed aside.
  SCALAR aside[OF(block_rows) * 4 * W] __attribute__((aligned(64)));
  const int is_whole = panel.last == W || p->c_in_panels;
  const long s_stride = panel.last == W && !p->c_in_panels ? p->c_stride : panel.vectors * W;
  if (!is_whole) s = aside;
  if (!p->a_tiles)
    OF(panel_product)(
        rows, p->depth, p->left + row * p->lies.row, &p->lies, b, panel.vectors, s, s_stride, is_whole && adding, ahead);
  else
    for (long r = 0; r < rows; r += OF(packed_rows)) {
      const long height = least(OF(packed_rows), rows - r);
      OF(tiles)[height - 1][panel.vectors - 1](
          p->depth, p->a_tiles + (row + r) * p->packed_depth + p->packed_column * height,
          height == OF(packed_rows) ? &p->lies : &p->lies_last, b, s + r * s_stride, s_stride, is_whole && adding,
          ahead);
    }
  if (is_whole) return;
  for (long r = 0; r < rows; r++)
    for (long v = 0; v < panel.vectors; v++) {
      const long columns = OF(columns)(panel, 1, v);
      SCALAR *place = c + r * p->c_stride + v * W;
      V sum = OF(load)(aside + r * s_stride + v * W);
      OF(store_first)(place, adding ? OF(load_first)(place, columns) + sum : sum, columns);
    }
}

// sums += the sums of a panel's columns.
INLINE void OF(add_columns_of)(const long vectors, const SCALAR *b, long depth, struct OF(panel) panel, SCALAR *sums) {
  V total[2][4] = {};
  long l = 0;
  for (; l + 2 <= depth; l += 2, b += 2 * vectors * W)
    FULLY_UNROLLED for (long v = 0; v < vectors; v++) {
      total[0][v] += OF(load)(b + v * W);
      total[1][v] += OF(load)(b + (vectors + v) * W);
    }
  if (l < depth) FULLY_UNROLLED for (long v = 0; v < vectors; v++) total[0][v] += OF(load)(b + v * W);
  FULLY_UNROLLED for (long v = 0; v < vectors; v++) {
    const long columns = OF(columns)(panel, 1, v);
    SCALAR *place = sums + panel.column + v * W;
    OF(store_first)(place, OF(load_first)(place, columns) + total[0][v] + total[1][v], columns);
  }
}

INLINE void OF(add_columns)(const SCALAR *b, long depth, struct OF(panel) panel, SCALAR *sums) {
  switch (panel.vectors) {
  case 1: return OF(add_columns_of)(1, b, depth, panel, sums);
  case 2: return OF(add_columns_of)(2, b, depth, panel, sums);
  case 3: return OF(add_columns_of)(3, b, depth, panel, sums);
  default: return OF(add_columns_of)(4, b, depth, panel, sums);
  }
}

static void OF(multiply_task)(void *context, long task) {
  const struct OF(product) *p = context;
  const long row = (p->first_row_task + task / p->column_tasks) * p->rows, rows = least(p->rows, p->m - row);
  const long group = task % p->column_tasks, panels = OF(panel_count)(p->columns, 1);
  for (long index = start_of(group, p->column_tasks, panels); index < start_of(group + 1, p->column_tasks, panels);
       index++) {
    struct OF(panel) panel = OF(panel_at)(index, p->columns, 1);
    const SCALAR *b = p->b_panels + panel.offset * W * p->panel_rows + p->panel_row * panel.vectors * W;
    OF(multiply_panel)(p, row, rows, b, panel, OF(is_adding)(p), 0);
    if (p->b_sums && row == 0) OF(add_columns)(b, p->depth, panel, p->b_sums + p->first_column);
  }
}

static void OF(multiply_packed)(
    long m, long n, long k, const SCALAR *a, long a_stride, const SCALAR *packed, SCALAR *c, long c_stride, int adding) {
  struct OF(product) p = {
      .m = m, .n = n, .k = k, .c = c, .c_stride = c_stride, .adding = adding, .columns = n, .panel_rows = k,
      .b_panels = (SCALAR *)packed};
  OF(cut_rows)(&p);
  OF(cut_columns)(&p);
  const long parts = OF(depth_blocks)(k);
  for (long part = 0; part < parts; part++) {
    p.first_row = p.panel_row = start_of(part, parts, k);
    p.depth = start_of(part + 1, parts, k) - p.first_row;
    p.left = a + p.first_row;
    p.lies = OF(rows_apart)(a_stride, p.depth);
    OF(run)(p.row_tasks * p.column_tasks, m * n * p.depth, &p, OF(multiply_task));
  }
}

INLINE void OF(pack_rows)(
    const long rows, long depth, const SCALAR *restrict a, long stride, SCALAR *restrict packed) {
  for (long l = 0; l < depth; l++)
    FULLY_UNROLLED for (long r = 0; r < rows; r++) packed[l * rows + r] = a[l * stride + r];
}

// Packs a block of rows of a transposed A. A few of its columns at a time, each of which lies closely: with strides of a
// power of two whole columns would push one another out of the caches.
static void OF(pack_rows_task)(void *context, long task) {
  const struct OF(product) *p = context;
  const long end = least((task + 1) * p->rows, p->m);
  enum { columns = 16 };
  for (long l = 0; l < p->depth; l += columns)
    for (long row = task * p->rows; row < end; row += OF(packed_rows)) {
      const long rows = least(OF(packed_rows), end - row), depth = least(columns, p->depth - l);
      const SCALAR *a = p->a + (p->first_row + l) * p->a_stride + row;
      SCALAR *packed = p->a_tiles + row * p->depth + l * rows;
      switch (rows) {
      case 1: OF(pack_rows)(1, depth, a, p->a_stride, packed); break;
      case 2: OF(pack_rows)(2, depth, a, p->a_stride, packed); break;
      case 3: OF(pack_rows)(3, depth, a, p->a_stride, packed); break;
      case 4: OF(pack_rows)(4, depth, a, p->a_stride, packed); break;
      case 5: OF(pack_rows)(5, depth, a, p->a_stride, packed); break;
      default: OF(pack_rows)(OF(packed_rows), depth, a, p->a_stride, packed);
      }
    }
}

// The panel `index` of this round's block of columns, which is packed next; behind the last one it is the first of the next
// block or, if there is none, of the next round.
INLINE struct OF(ahead) OF(ahead_at)(const struct OF(product) *p, long index) {
  long row = p->first_row, first = p->first_column;
  if (index >= OF(panel_count)(p->columns, 1)) {
    index = 0;
    first += OF(block_columns);
    if (first >= p->n) {
      first = 0;
      row += p->depth;
    }
  }
  if (row >= p->k) return (struct OF(ahead)){};
  const struct OF(panel) panel = OF(panel_at)(index, least(OF(block_columns), p->n - first), 1);
  const long depth = least(p->depth, p->k - row), column = first + panel.column;
  const long columns = least(panel.vectors * W, p->n - column);
  const long rows = p->b_transposed ? columns : depth, length = p->b_transposed ? depth : columns;
  row -= p->without;
  const SCALAR *start = p->b_transposed ? p->b + column * p->b_stride + row : p->b + row * p->b_stride + column;
  const long stride = p->b_stride * (long)sizeof *start;
  const long lines = (length * (long)sizeof *start + line_bytes - 1) / line_bytes + (stride % line_bytes > 0);
  return (struct OF(ahead)){
      .place = (const char *)start, .lines = lines, .skip = stride - lines * line_bytes, .rows = rows};
}

// Packs a panel of B while it is multiplied with the first block of rows of A.
static void OF(pack_and_multiply_task)(void *context, long task) {
  const struct OF(product) *p = context;
  const struct OF(panel) panel = OF(panel_at)(task, p->columns, 1);
  const long row = p->first_row - p->without, rows = least(p->rows, p->m), few = OF(packing_rows);
  SCALAR *packed = p->b_panels + panel.offset * W * p->depth;
  struct OF(ahead) ahead = OF(ahead_at)(p, task + 1);
  const SCALAR *b = p->b_transposed ? p->b + p->first_column * p->b_stride + row
                                    : p->b + row * p->b_stride + p->first_column;
  if (p->b_transposed || panel.last < W || panel.vectors < 2 || rows < OF(worth_packing_rows)) {
    OF(pack_panel)(b, p->b_stride, p->b_transposed, p->depth, 1, panel, packed);
    return OF(multiply_panel)(p, 0, rows, packed, panel, OF(is_adding)(p), &ahead);
  }
  OF(packing_tiles)[panel.vectors - 2](
      p->depth, p->a_tiles ? p->a_tiles + p->packed_column * few : p->left, &p->lies, b + panel.column, p->b_stride,
      packed, OF(sums_at)(p, panel, 0), p->c_in_panels ? panel.vectors * W : p->c_stride, OF(is_adding)(p));
  OF(multiply_panel)(p, few, rows - few, packed, panel, OF(is_adding)(p), &ahead);
}

static long OF(multiply_scratch)(long m, long n, long k, int a_transposed) {
  const long depth = least(k, OF(deepest));
  return OF(packed_size)(depth, least(n, OF(block_columns)), 1) + (a_transposed ? m * depth : 0);
}

// The rows of B that the next round multiplies. Where A lies in panels they are those of several panels of one width,
// none of which is cut.
INLINE void OF(next_round)(struct OF(product) *p) {
  if (!p->a_in_panels) {
    const long parts = OF(depth_blocks)(p->k);
    long part = 0;
    while (start_of(part, parts, p->k) < p->first_row) part++;
    p->depth = start_of(part + 1, parts, p->k) - p->first_row;
    p->left = p->a + p->first_row;
    p->lies = OF(rows_apart)(p->a_stride, p->depth);
    if (p->a_transposed) {
      p->lies = (struct OF(left)){.row = 1, .step = OF(packed_rows), .run = p->depth};
      p->lies_last = (struct OF(left)){.row = 1, .step = p->m % OF(packed_rows), .run = p->depth};
    }
    return;
  }
  const long block = p->first_row / OF(block_columns) * OF(block_columns);
  const long columns = least(OF(block_columns), p->k - block), count = OF(panel_count)(columns, 1);
  long index = 0;
  while (OF(panel_at)(index, columns, 1).column < p->first_row - block) index++;
  const struct OF(panel) panel = OF(panel_at)(index, columns, 1);
  const long width = panel.vectors * W;
  p->left = OF(in_panels)((SCALAR *)p->a, p->m, block, panel, 0);
  p->lies = (struct OF(left)){.row = width, .step = 1, .run = width, .jump = p->m * width};
  p->depth = 0;
  for (; index < count && p->depth + width <= OF(deepest); index++) {
    if (OF(panel_at)(index, columns, 1).vectors != panel.vectors) break;
    p->depth = least(p->depth + width, columns - (p->first_row - block));
  }
}

// A round of one of several products of one A, whose round it is.
INLINE void OF(carry_out_round)(struct OF(product) *p, const struct OF(product) *round, SCALAR *scratch) {
  const long skipped = least(round->depth, greatest(0, p->without - round->first_row));
  if (skipped > 0 && skipped == round->depth) return;
  p->first_row = round->first_row + skipped;
  p->depth = round->depth - skipped;
  p->left = round->left;
  p->lies = round->lies;
  p->lies_last = round->lies_last;
  p->a_tiles = round->a_tiles;
  p->packed_depth = round->depth;
  p->packed_column = skipped;
  OF(cut_rows)(p);
  for (p->first_column = 0; p->first_column < p->n; p->first_column += OF(block_columns)) {
    p->columns = least(OF(block_columns), p->n - p->first_column);
    if (p->b_in_panels) {
      p->panel_rows = p->k;
      p->panel_row = p->first_row;
      p->b_panels = (SCALAR *)p->b + p->first_column * p->k;
    } else {
      p->panel_rows = p->depth;
      p->panel_row = 0;
      p->b_panels = scratch;
      OF(run)(
          OF(panel_count)(p->columns, 1), (least(p->rows, p->m) + 8) * p->columns * p->depth, p,
          OF(pack_and_multiply_task));
      p->first_row_task = 1;
    }
    OF(cut_columns)(p);
    OF(run)(
        (p->row_tasks - p->first_row_task) * p->column_tasks, p->m * p->columns * p->depth, p, OF(multiply_task));
  }
}

// C = A B, or C += A B, as the products say; they have one A, and if it is not transposed there is but one of them.
static void OF(carry_out)(struct OF(product) *products, long count, SCALAR *scratch) {
  struct OF(product) round = products[0];
  long columns = 0;
  for (long i = 0; i < count; i++) columns = greatest(columns, products[i].b_in_panels ? 0 : products[i].n);
  OF(cut_rows)(&round);
  round.first_row = 0;
  do {
    OF(next_round)(&round);
    if (round.a_transposed) {
      round.a_tiles = scratch + OF(packed_size)(least(round.k, OF(deepest)), least(columns, OF(block_columns)), 1);
      OF(run)(round.row_tasks, round.m * round.depth * 8, &round, OF(pack_rows_task));
    }
    for (long i = 0; i < count; i++) OF(carry_out_round)(&products[i], &round, scratch);
    round.first_row += round.depth;
  } while (round.first_row < round.k);
}

static void OF(multiply)(
    long m, long n, long k, const SCALAR *a, long a_stride, int a_transposed, const SCALAR *b, long b_stride,
    int b_transposed, SCALAR *c, long c_stride, int adding, SCALAR *scratch) {
  struct OF(product) p = {
      .m = m, .n = n, .k = k, .a = a, .b = b, .a_stride = a_stride, .b_stride = b_stride, .c_stride = c_stride,
      .a_transposed = a_transposed, .b_transposed = b_transposed, .adding = adding, .c = c};
  OF(carry_out)(&p, 1, scratch);
}
