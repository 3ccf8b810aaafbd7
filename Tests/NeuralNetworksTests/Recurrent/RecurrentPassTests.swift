import Autograd
import Testing

@testable import NeuralNetworks

/// The loops on raw memory: every kind of processor agrees with the plainest, and memory can be used again.
@Suite struct RecurrentPassTests {
  /// All that a pass reads and writes, for one random layer.
  private struct Memory<F: RecurrentElement> {
    let shape: RecurrentShape
    var operands: [[F]]
    var outputs: [F]
    var kept: [F]
    var gradients: [[F]]
    let cotangents: [[F]]
    let lengths: [Int]

    init(_ shape: RecurrentShape, seed: UInt64) {
      var random = SeededGenerator(seed: seed)
      let states = shape.batch * shape.hidden, width = shape.gates * shape.hidden
      let sizes = [
        shape.steps * shape.batch * shape.inputs, width * shape.inputs, width * shape.hidden, width, width, states,
        states,
      ]
      func numbers(_ count: Int) -> [F] { (0..<count).map { _ in F(Double.random(in: -1...1, using: &random)) } }
      self.shape = shape
      operands = sizes.map(numbers)
      cotangents = [shape.steps * states, states, states].map(numbers)
      gradients = sizes.map { Array(repeating: 0, count: $0) }
      outputs = Array(repeating: .nan, count: shape.steps * states)
      kept = Array(repeating: .nan, count: shape.keptCount)
      lengths = (0..<shape.batch).map { _ in Int.random(in: 1...shape.steps, using: &random) }
    }

    mutating func run(on processor: Processor, times: Int = 1, undefined: UndefinedCotangents = []) {
      func start(_ numbers: inout [F]) -> UnsafeMutablePointer<F>? {
        numbers.withUnsafeMutableBufferPointer { $0.baseAddress }
      }
      // The arrays stay where they are: nothing is appended while the pass holds their addresses.
      var copies = operands
      let inputs = copies.indices.map { start(&copies[$0]) }
      let targets = gradients.indices.map { start(&gradients[$0]) }
      var given = cotangents
      let givenStarts = given.indices.map { start(&given[$0]) }
      var ends = lengths
      guard let x = inputs[0], let ih = inputs[1], let hh = inputs[2], let outputStart = start(&outputs) else { return }
      ends.withUnsafeMutableBufferPointer { ends in
        var pass = RecurrentPass(shape, x: x, weightIH: ih, weightHH: hh, outputs: outputStart, kept: start(&kept))
        pass.biasIH = UnsafePointer(inputs[3])
        pass.biasHH = UnsafePointer(inputs[4])
        pass.initialH = UnsafePointer(inputs[5])
        pass.initialC = UnsafePointer(inputs[6])
        pass.lengths = UnsafePointer(ends.baseAddress)
        var wanted = RecurrentGradients<F>()
        wanted.undefined = undefined
        wanted.outputs = UnsafePointer(givenStarts[0])
        wanted.finalH = UnsafePointer(givenStarts[1])
        if shape.cell == .lstm { wanted.finalC = UnsafePointer(givenStarts[2]) }
        (wanted.x, wanted.weightIH, wanted.weightHH) = (targets[0], targets[1], targets[2])
        (wanted.biasIH, wanted.biasHH, wanted.initialH) = (targets[3], targets[4], targets[5])
        if shape.cell == .lstm { wanted.initialC = targets[6] }
        let count = max(pass.forwardScratchCount(on: processor), pass.backwardScratchCount(on: processor))
        var scratch = [F](repeating: .nan, count: count)
        for _ in 0..<times {
          pass.forward(scratch: &scratch, on: processor)
          pass.backward(wanted, scratch: &scratch, on: processor)
        }
      }
      withExtendedLifetime((copies, given)) {}
    }
  }

  static let shapes: [RecurrentShape] = {
    var random = SeededGenerator(seed: 7)
    return (0..<30).map { index in
      RecurrentShape(
        cell: [.elman, .lstm, .gru][index % 3], activation: [.identity, .relu, .tanh, .sigmoid][index % 4],
        steps: Int.random(in: 1...6, using: &random), batch: Int.random(in: 1...70, using: &random),
        inputs: Int.random(in: 1...40, using: &random),
        hidden: index % 6 == 0 ? 1 : Int.random(in: 2...70, using: &random))
    }
  }()

  @Test(arguments: Processor.available) func processorsAgree(processor: Processor) {
    for (index, shape) in Self.shapes.enumerated() {
      compare(Double.self, shape, UInt64(index), processor, 1e-12)
      compare(Float.self, shape, UInt64(index), processor, 1e-3)
    }
  }

  private func compare<F: RecurrentElement>(
    _: F.Type, _ shape: RecurrentShape, _ seed: UInt64, _ processor: Processor, _ tolerance: Double
  ) {
    var reference = Memory<Double>(shape, seed: seed)
    reference.run(on: .baseline)
    var memory = Memory<F>(shape, seed: seed)
    memory.run(on: processor)
    for (one, other) in zip([memory.outputs] + memory.gradients, [reference.outputs] + reference.gradients) {
      let scale = max(1, other.map(abs).max() ?? 0)
      let worst = zip(one, other).map { abs(Double($0) - $1) }.max() ?? 0
      #expect(worst <= tolerance * scale, "\(F.self) \(shape)")
    }
  }

  /// Only what is undefined is replaced: there stands NaN before.
  @Test(arguments: [UndefinedCotangents.x, .weightIH, .weightHH, [.x, .weightIH, .weightHH]])
  func undefinedCotangentsAreReplaced(undefined: UndefinedCotangents) {
    for (index, shape) in Self.shapes.enumerated() {
      for steps in [1, shape.steps] {
        var shape = shape
        shape.steps = steps
        var added = Memory<Double>(shape, seed: UInt64(index))
        var replaced = added
        for (place, operand) in [UndefinedCotangents.x, .weightIH, .weightHH].enumerated()
        where undefined.contains(operand) {
          replaced.gradients[place] = replaced.gradients[place].map { _ in .nan }
        }
        added.run(on: .current)
        replaced.run(on: .current, undefined: undefined)
        #expect(added.gradients == replaced.gradients, "\(shape)")
      }
    }
  }

  @Test func gradientsAddUpAndMemoryIsUsedAgain() {
    for shape in Self.shapes.prefix(6) {
      var once = Memory<Double>(shape, seed: 3)
      once.run(on: .current)
      var twice = Memory<Double>(shape, seed: 3)
      twice.run(on: .current, times: 2)
      #expect(once.outputs == twice.outputs)
      for (one, two) in zip(once.gradients, twice.gradients) {
        #expect(zip(one, two).allSatisfy { abs(2 * $0 - $1) <= 1e-12 * max(1, abs($1)) })
      }
    }
  }
}
