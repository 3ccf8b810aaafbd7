// Matrix products of any size, in tasks that the shapes alone decide: which thread does a task changes no bit.
//
// The blocking is that of K. Goto and R. A. van de Geijn, Anatomy of high-performance matrix multiplication, ACM
// Transactions on Mathematical Software 34 (2008), article 12: a block of A stays in the second cache while all panels of
// B pass through the first.

// Rows of a block of A: whole tiles of six.
enum { OF(block_rows) = 120 };
// Columns of B that are packed at a time.
enum { OF(block_columns) = 2048 };
// Multiply-adds below which a product is not worth a second thread.
enum { OF(worth_threads) = 500000 };
// A transposed A is first brought into the order in which tiles read it: six rows after six, column after column.
enum { OF(packed_rows) = 6 };

INLINE void OF(run)(long tasks, long work, void *context, void (*body)(void *, long)) {
  if (work < OF(worth_threads) || tasks == 1)
    for (long task = 0; task < tasks; task++) body(context, task);
  else
    unroll_parallel(tasks, context, body);
}

struct OF(product) {
  long m, n, k, row_tasks, column_tasks;
  const SCALAR *a, *b;
  long a_stride, b_stride, c_stride;
  int a_transposed, b_transposed, adding;
  // This round's rows of B, of which there are `depth`, and its columns.
  long first_row, depth, first_column, columns;
  // Rows that a panel holds, and which of them is this round's first.
  long panel_rows, panel_row;
  SCALAR *c, *a_tiles, *b_panels;
};

// Cuts a product's rows into blocks, and its panels into groups while there are few blocks.
INLINE void OF(cut)(struct OF(product) *p) {
  const long panels = OF(panel_count)(p->columns, 1);
  p->row_tasks = (p->m + OF(block_rows) - 1) / OF(block_rows);
  p->column_tasks = least(panels, greatest(1, 8 / greatest(1, p->row_tasks)));
}

// C = or += A B for a block of rows and one panel. A is in tiles of six rows, or plain where `a_tiles` is NULL.
INLINE void OF(multiply_panel)(
    const struct OF(product) *p, long row, long rows, const SCALAR *a, long a_stride, const SCALAR *a_tiles,
    const SCALAR *b, struct OF(panel) panel, int adding) {
  SCALAR *c = p->c + row * p->c_stride + p->first_column + panel.column, *s = c;
  // Sums of a panel with missing columns are formed aside.
  SCALAR aside[OF(block_rows) * 4 * W] __attribute__((aligned(64)));
  const int is_whole = panel.last == W;
  const long s_stride = is_whole ? p->c_stride : panel.vectors * W;
  if (!is_whole) s = aside;
  if (!a_tiles)
    OF(panel_product)(rows, p->depth, a, a_stride, b, panel.vectors, s, s_stride, is_whole && adding);
  else
    for (long r = 0; r < rows; r += OF(packed_rows)) {
      const long height = least(OF(packed_rows), rows - r);
      OF(tiles)[height - 1][panel.vectors - 1](
          p->depth, a_tiles + r * p->depth, 1, height, b, s + r * s_stride, s_stride, is_whole && adding);
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

static void OF(multiply_task)(void *context, long task) {
  const struct OF(product) *p = context;
  const long row = task / p->column_tasks * OF(block_rows), rows = least(OF(block_rows), p->m - row);
  const long group = task % p->column_tasks, panels = OF(panel_count)(p->columns, 1);
  for (long index = start_of(group, p->column_tasks, panels); index < start_of(group + 1, p->column_tasks, panels);
       index++) {
    struct OF(panel) panel = OF(panel_at)(index, p->columns, 1);
    OF(multiply_panel)(
        p, row, rows, p->a + row * p->a_stride + p->first_row, p->a_stride,
        p->a_transposed ? p->a_tiles + row * p->depth : 0,
        p->b_panels + panel.offset * W * p->panel_rows + p->panel_row * panel.vectors * W, panel,
        p->adding || p->first_row > 0);
  }
}

static void OF(multiply_packed)(
    long m, long n, long k, const SCALAR *a, long a_stride, const SCALAR *packed, SCALAR *c, long c_stride, int adding) {
  struct OF(product) p = {
      .m = m, .n = n, .k = k, .a = a, .a_stride = a_stride, .c = c, .c_stride = c_stride, .adding = adding,
      .columns = n, .panel_rows = k, .b_panels = (SCALAR *)packed};
  OF(cut)(&p);
  const long parts = OF(depth_blocks)(k);
  for (long part = 0; part < parts; part++) {
    p.first_row = p.panel_row = start_of(part, parts, k);
    p.depth = start_of(part + 1, parts, k) - p.first_row;
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
  const long end = least((task + 1) * OF(block_rows), p->m);
  enum { columns = 16 };
  for (long l = 0; l < p->depth; l += columns)
    for (long row = task * OF(block_rows); row < end; row += OF(packed_rows)) {
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

static void OF(pack_panel_task)(void *context, long task) {
  const struct OF(product) *p = context;
  struct OF(panel) panel = OF(panel_at)(task, p->columns, 1);
  const SCALAR *b = p->b_transposed ? p->b + p->first_column * p->b_stride + p->first_row
                                    : p->b + p->first_row * p->b_stride + p->first_column;
  OF(pack_panel)(b, p->b_stride, p->b_transposed, p->depth, 1, panel, p->b_panels + panel.offset * W * p->depth);
}

static long OF(multiply_scratch)(long m, long n, long k, int a_transposed) {
  const long depth = least(k, OF(deepest));
  return OF(packed_size)(depth, least(n, OF(block_columns)), 1) + (a_transposed ? m * depth : 0);
}

static void OF(multiply)(
    long m, long n, long k, const SCALAR *a, long a_stride, int a_transposed, const SCALAR *b, long b_stride,
    int b_transposed, SCALAR *c, long c_stride, int adding, SCALAR *scratch) {
  struct OF(product) p = {
      .m = m, .n = n, .k = k, .a = a, .b = b, .a_stride = a_stride, .b_stride = b_stride, .c_stride = c_stride,
      .a_transposed = a_transposed, .b_transposed = b_transposed, .adding = adding, .c = c,
      .b_panels = scratch};
  const long depth_parts = OF(depth_blocks)(k);
  p.a_tiles = scratch + OF(packed_size)(least(k, OF(deepest)), least(n, OF(block_columns)), 1);
  for (long part = 0; part < depth_parts; part++) {
    p.first_row = start_of(part, depth_parts, k);
    p.depth = p.panel_rows = start_of(part + 1, depth_parts, k) - p.first_row;
    if (a_transposed)
      OF(run)((m + OF(block_rows) - 1) / OF(block_rows), m * p.depth * 8, &p, OF(pack_rows_task));
    for (p.first_column = 0; p.first_column < n; p.first_column += OF(block_columns)) {
      p.columns = least(OF(block_columns), n - p.first_column);
      OF(run)(OF(panel_count)(p.columns, 1), p.columns * p.depth * 8, &p, OF(pack_panel_task));
      OF(cut)(&p);
      OF(run)(p.row_tasks * p.column_tasks, m * p.columns * p.depth, &p, OF(multiply_task));
    }
  }
}
