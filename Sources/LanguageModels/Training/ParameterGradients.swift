import CLoops

/// The gradients of a language model's parameters in one window.
///
/// The table of words has gradients for the rows of the words that occur, and no others; where it is the output's weight
/// too, it is among the others, which are dense.
struct ParameterGradients: ~Copyable {
  private let dense: FloatMemory
  /// The dense gradients' places; nil for a table that has rows.
  private let places: [Range<Int>?]
  /// What the output's packed weight needs behind its gradient: zeros in training.
  private let room: Range<Int>
  /// The words whose rows were met.
  var rows: TableRows
  private var partialSums: [Double]

  /// - Parameter outputSize: room for the output's weight, which is packed there for evaluation.
  init(of parameters: borrowing LearntParameters, tied: Bool, outputSize: Int) {
    var plan = MemoryPlan()
    var (places, room): ([Range<Int>?], Range<Int>) = ([], 0..<0)
    for index in parameters.all.indices {
      let count = parameters.all[index].place.count
      let place = index == parameters.table && !tied ? nil : plan.part(count)
      places.append(place)
      guard index == parameters.outputWeight, let place, outputSize > count else { continue }
      _ = plan.part(outputSize - count)
      room = place.upperBound..<place.lowerBound + outputSize
    }
    (self.places, self.room) = (places, room)
    dense = FloatMemory(count: plan.count)
    rows = TableRows(count: parameters.all[parameters.table].shape.max() ?? 0)
    partialSums = []
  }

  /// The dense gradient of a parameter, or nil for a table that has rows.
  subscript(index: Int) -> UnsafeMutablePointer<Float>? { places[index].map { dense.start + $0.lowerBound } }

  /// Makes a dense gradient zero.
  func clear(_ index: Int) {
    guard let place = places[index] else { return }
    (dense.start + place.lowerBound).update(repeating: 0, count: place.count)
  }

  /// Makes the room behind the output's gradient zero again.
  func clearRoom() { (dense.start + room.lowerBound).update(repeating: 0, count: room.count) }

  /// √Σ g².
  mutating func norm(_ kernels: unroll_kernels_f32, _ window: borrowing WindowMemory, rowWidth: Int) -> Double {
    (sumOfSquares(dense.start, dense.count, kernels)
      + sumOfSquares(window[window.parts.rows], rows.met.count * rowWidth, kernels)).squareRoot()
  }

  /// The name of a parameter whose gradient is not finite.
  mutating func firstNotFinite(of parameters: borrowing LearntParameters, _ kernels: unroll_kernels_f32) -> String {
    for index in parameters.all.indices {
      guard let place = places[index] else { continue }
      if !sumOfSquares(dense.start + place.lowerBound, place.count, kernels).isFinite {
        return parameters.all[index].name
      }
    }
    return parameters.all[parameters.table].name
  }

  private mutating func sumOfSquares(
    _ start: UnsafePointer<Float>, _ count: Int, _ kernels: unroll_kernels_f32
  ) -> Double {
    let needed = count / 16_384 + 1
    if partialSums.count < needed { partialSums = Array(repeating: 0, count: needed) }
    return partialSums.withUnsafeMutableBufferPointer { sums in
      sums.baseAddress.map { kernels.sum_of_squares(start, count, $0) } ?? 0
    }
  }
}
