import Autograd
import CLoops
import Testing

@testable import NeuralNetworks

@Suite("The fused classifier on every kind of processor")
struct ClassifierElementTests {
  /// Shapes around the widths of vectors, and some of several blocks of rows and of classes.
  static let shapes = [
    (1, 1, 1), (2, 3, 7), (5, 8, 16), (3, 17, 33), (9, 4, 65), (130, 5, 70), (300, 3, 9_001), (1_030, 2, 1_025),
  ]

  @Test("has the losses and gradients of the textbook's formula", arguments: Processor.available, shapes)
  func equalsTheFormula(_ processor: Processor, _ shape: (rows: Int, features: Int, classes: Int)) {
    check(Float.self, processor, shape, tolerance: 2e-5)
    check(Double.self, processor, shape, tolerance: 1e-12)
  }

  @Test("judges by a packed weight to the bit as by the weight itself", arguments: Processor.available)
  func packedWeight(_ processor: Processor) {
    let kernels = unroll_kernels_for_f32(processor.inC).pointee
    var random = SeededGenerator(seed: 12)
    for (rows, features, classes) in Self.shapes + [(20, 700, 1_100), (7, 801, 90)] {
      func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in .random(in: -1...1, using: &random) } }
      let (h, weight) = (numbers(rows * features), numbers(features * classes))
      let targets = (0..<rows).map { _ in Int32.random(in: 0..<Int32(classes), using: &random) }
      var packed = [Float](repeating: .nan, count: kernels.packed_classes_size(features, classes))
      kernels.pack_classes(weight, features, classes, &packed)
      var losses = [[Double]](repeating: Array(repeating: .nan, count: rows), count: 2)
      for (place, packed) in [nil, packed].enumerated() {
        losses[place].withUnsafeMutableBufferPointer { losses in
          h.withUnsafeBufferPointer { h in
            weight.withUnsafeBufferPointer { weight in
              targets.withUnsafeBufferPointer { targets in
                withPacked(packed) { packed in
                  guard let h = h.baseAddress, let weight = weight.baseAddress, let targets = targets.baseAddress,
                    let losses = losses.baseAddress
                  else { return }
                  var classifier = unroll_classifier_f32(
                    rows: rows, features: features, classes: classes, h: h, weight: weight, bias: nil,
                    packed_weight: packed, targets: targets, losses: losses)
                  withScratch(kernels.classifier_scratch(&classifier)) { kernels.classify(&classifier, nil, $0) }
                }
              }
            }
          }
        }
      }
      #expect(losses[0] == losses[1] && losses[0].allSatisfy(\.isFinite), "\(rows), \(features), \(classes)")
    }
  }

  @Test("judges what is left where a whole block of classes is impossible", arguments: Processor.available)
  func impossibleClasses(_ processor: Processor) {
    let classes = 3_000
    for possible in [0..<7, 1_500..<1_507, 2_993..<3_000] {
      var bias = [Double](repeating: -.infinity, count: classes)
      for place in possible { bias[place] = 0 }
      let target = Int32(possible.lowerBound + 3)
      let weight = [Double](repeating: 0.5, count: classes)
      let loss = Double.classify(
        [1], weight, bias, [target], features: 1, classes: classes, gradients: nil, on: processor)
      #expect(abs(loss[0] - 1.9459101490553132) < 1e-12)  // ln 7
    }
  }

  private func withPacked(_ numbers: [Float]?, _ body: (UnsafePointer<Float>?) -> Void) {
    guard let numbers else { return body(nil) }
    numbers.withUnsafeBufferPointer { body($0.baseAddress) }
  }

  private func check<F: ClassifierElement>(
    _: F.Type, _ processor: Processor, _ shape: (rows: Int, features: Int, classes: Int), tolerance: Double
  ) {
    let (rows, features, classes) = shape
    var random = SeededGenerator(seed: UInt64(rows * classes))
    func numbers(_ count: Int) -> [F] { (0..<count).map { _ in F(Double.random(in: -1...1, using: &random)) } }
    let (h, weight, bias) = (numbers(rows * features), numbers(features * classes), numbers(classes))
    let targets = (0..<rows).map { _ in Int32.random(in: 0..<Int32(classes), using: &random) }
    // What is there before must not matter.
    var found = (h: numbers(h.count), weight: numbers(weight.count), bias: numbers(classes))
    var losses: [Double] = []
    found.h.withUnsafeMutableBufferPointer { ofH in
      found.weight.withUnsafeMutableBufferPointer { ofWeight in
        found.bias.withUnsafeMutableBufferPointer { ofBias in
          guard let a = ofH.baseAddress, let b = ofWeight.baseAddress, let c = ofBias.baseAddress else { return }
          losses = F.classify(
            h, weight, bias, targets, features: features, classes: classes,
            gradients: ClassifierGradients(h: a, weight: b, bias: c), on: processor)
        }
      }
    }
    let judged = F.classify(
      h, weight, bias, targets, features: features, classes: classes, gradients: nil, on: processor)
    let alone = F.classify(
      h, weight, nil, targets, features: features, classes: classes, gradients: nil, on: processor)

    var expected = (
      h: [Double](repeating: 0, count: h.count), weight: [Double](repeating: 0, count: weight.count),
      bias: [Double](repeating: 0, count: classes)
    )
    for row in 0..<rows {
      var scores = (0..<classes).map { c in
        (0..<features).reduce(0.0) { $0 + Double(h[row * features + $1]) * Double(weight[$1 * classes + c]) }
      }
      let target = Int(targets[row])
      #expect(abs(alone[row] - loss(scores, target)) < tolerance)
      for c in 0..<classes { scores[c] += Double(bias[c]) }
      let value = loss(scores, target)
      #expect(abs(losses[row] - value) < tolerance)
      #expect(abs(judged[row] - value) < tolerance)
      for c in 0..<classes {
        let probability = Double.exp(scores[c] - scores[target] - value)
        let g = (probability - (c == target ? 1 : 0)) / Double(rows)
        expected.bias[c] += g
        for i in 0..<features {
          expected.h[row * features + i] += g * Double(weight[i * classes + c])
          expected.weight[i * classes + c] += g * Double(h[row * features + i])
        }
      }
    }
    for (ours, theirs) in [
      (found.h, expected.h), (found.weight, expected.weight), (found.bias, expected.bias),
    ] {
      #expect(zip(ours, theirs).allSatisfy { abs(Double($0) - $1) < tolerance })
    }
  }

  /// −ln softmax(scores)[target]
  private func loss(_ scores: [Double], _ target: Int) -> Double {
    let greatest = scores.max() ?? 0
    return Double.log(scores.reduce(0) { $0 + Double.exp($1 - greatest) }) + greatest - scores[target]
  }
}
