/// A matrix of which only the listed elements are stored, row after row (compressed sparse rows).
///
/// Row i is the columns and values at `rowStarts[i] ..< rowStarts[i + 1]`; within a row the columns rise.
struct SparseRows<Value: Sendable>: Sendable {
  private(set) var rowStarts: ContiguousArray<Int> = [0]
  private(set) var columns: ContiguousArray<Int32> = []
  private(set) var values: ContiguousArray<Value> = []

  /// The number of rows.
  var rowCount: Int { rowStarts.count - 1 }

  /// The places, in `columns` and `values`, of a row's elements.
  func places(ofRow row: Int) -> Range<Int> { rowStarts[row]..<rowStarts[row + 1] }

  /// Adds an element to the row that is being written; columns must come in rising order.
  mutating func append(column: Int, _ value: Value) {
    columns.append(Int32(column))
    values.append(value)
  }

  /// Ends the row that is being written.
  mutating func endRow() { rowStarts.append(columns.count) }

  /// The place of the element at (`row`, `column`), or nil if it is not listed. O(log(row length)).
  func place(_ row: Int, _ column: Int) -> Int? {
    var low = rowStarts[row]
    var high = rowStarts[row + 1]
    let end = high
    while low < high {
      let middle = (low + high) / 2
      if columns[middle] < Int32(column) { low = middle + 1 } else { high = middle }
    }
    return low < end && columns[low] == Int32(column) ? low : nil
  }

  /// The same elements with other values.
  func mapValues<Other>(_ transform: (_ row: Int, _ value: Value) -> Other) -> SparseRows<Other> {
    var result = SparseRows<Other>()
    result.columns = columns
    result.rowStarts = rowStarts
    result.values.reserveCapacity(values.count)
    for row in 0..<rowCount {
      for place in places(ofRow: row) { result.values.append(transform(row, values[place])) }
    }
    return result
  }
}

extension SparseRows: Equatable where Value: Equatable {}
