/// target ← the transpose of a row-major matrix of rows × columns, in blocks that stay in the nearest cache.
@inlinable
package func transpose<Scalar>(
  _ matrix: UnsafePointer<Scalar>, rows: Int, columns: Int, into target: UnsafeMutablePointer<Scalar>
) {
  let block = 16
  for top in stride(from: 0, to: rows, by: block) {
    for left in stride(from: 0, to: columns, by: block) {
      for row in top..<Swift.min(top + block, rows) {
        for column in left..<Swift.min(left + block, columns) {
          target[column * rows + row] = matrix[row * columns + column]
        }
      }
    }
  }
}
