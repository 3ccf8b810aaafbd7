import Foundation
import Testing

@testable import Autograd

/// Every operation against measured slopes, at many random points; `Scripts/mutants.py` shows that no term of any rule
/// can be wrong without a failure here.
struct EveryOperationTests {
  /// Points tried for each operation.
  static let trials = 40

  private static func forEachTrial(
    _ test: OperationCase, _ body: ([Tensor], OperationCase.Function) throws -> Void
  ) rethrows {
    var random = SeededGenerator(seed: 187)
    for _ in 0..<trials {
      let (inputs, function) = test.draw(&random)
      try body(inputs, function)
    }
  }

  @Test(arguments: OperationCase.all)
  func firstOrder(_ test: OperationCase) throws {
    try Self.forEachTrial(test) { inputs, function in try checkGradient(of: function, at: inputs) }
  }

  /// Twice, of operands with a history, through a function that bends, so that linear operations show theirs too.
  @Test(arguments: OperationCase.all)
  func secondOrder(_ test: OperationCase) throws {
    try Self.forEachTrial(test) { inputs, function in
      try checkGradient(
        of: { leaves in
          let y = function(leaves.map { $0 * 1 })
          return y * y + y
        }, at: inputs, order: 2)
    }
  }

  /// With all operands but one constant.
  @Test(arguments: OperationCase.all)
  func partialDerivatives(_ test: OperationCase) throws {
    try Self.forEachTrial(test) { inputs, function in
      for variable in inputs.indices where inputs.count > 1 {
        try checkGradient(
          of: { leaf in
            var operands = inputs
            operands[variable] = leaf[0]
            return function(operands)
          }, at: [inputs[variable]])
      }
    }
  }

  /// In single precision, against double precision.
  @Test(arguments: OperationCase.all)
  func singlePrecision(_ test: OperationCase) throws {
    try Self.forEachTrial(test) { inputs, function in
      let exact = try Self.gradient(function, inputs, .float64)
      for (a, b) in zip(try Self.gradient(function, inputs, .float32), exact) {
        let scale = b.reduce(1) { max($0, abs($1)) }
        for (a, b) in zip(a, b) { #expect(abs(a - b) <= 1e-4 * scale) }
      }
    }
  }

  private static func gradient(
    _ function: OperationCase.Function, _ inputs: [Tensor], _ dtype: DType
  ) throws -> [[Double]] {
    let leaves = inputs.map { $0.to(dtype).requiringGrad() }
    let value = function(leaves)
    try #require(value.dtype == dtype)
    return gradients(of: value.sum(), withRespectTo: leaves).map { $0?.scalars ?? [] }
  }

  /// Rounding has no slope to measure, so conversion is tried exactly.
  @Test(arguments: [DType.float32, .float64], [true, false])
  func conversion(dtype: DType, createGraph: Bool) throws {
    let other: DType = dtype == .float32 ? .float64 : .float32
    let x = Tensor([0.5, -2, 3], dtype: dtype, requiresGrad: true)
    let weights = Tensor([0.25, 4, -1], dtype: other)
    let gradient = try #require(
      gradients(of: (x.to(other).pow(2) * weights).sum(), withRespectTo: [x], createGraph: createGraph)[0])
    #expect(gradient.dtype == dtype && gradient.scalars == [0.25, -16, -6])
    guard createGraph else { return }
    #expect(gradients(of: gradient.sum(), withRespectTo: [x])[0]?.scalars == [0.5, 8, -2])
  }

  /// Each case records the operation that it names.
  @Test(arguments: OperationCase.all)
  func recordsTheOperation(_ test: OperationCase) throws {
    var found = false
    Self.forEachTrial(test) { inputs, function in
      var (pending, seen) = ([function(inputs.map { $0.requiringGrad() })], Set<Tensor.TapePosition>())
      while let tensor = pending.popLast() {
        guard seen.insert(tensor.tapePosition).inserted else { continue }
        if let operation = tensor.operation, type(of: operation) == test.operation { found = true }
        pending += tensor.operands
      }
    }
    #expect(found)
  }

  /// The sources name every operation, and so must the table.
  @Test func theTableIsComplete() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
      .replacing("/Tests/AutogradTests/Operations", with: "/Sources/Autograd/Operations")
    var declared: Set<String> = []
    for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
      let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
      for match in text.matches(of: /struct (\w+): (?:Operation|ElementwiseUnary|ElementwiseBinary)\b/) {
        declared.insert(String(match.1))
      }
    }
    #expect(declared.count > 20)
    #expect(declared == Set(OperationCase.all.map { "\($0.operation)" } + ["\(Cast.self)"]))
  }
}
