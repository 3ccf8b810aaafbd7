import Autograd
import CLoops

/// The gradients of a classifier's mean loss, which replace what is there.
struct ClassifierGradients<Scalar> {
  /// (N, H), (H, C), (C)
  let h: UnsafeMutablePointer<Scalar>
  let weight: UnsafeMutablePointer<Scalar>
  let bias: UnsafeMutablePointer<Scalar>
}

/// Precisions that the fused classifier is compiled in.
///
/// Shapes: N rows, H features, C classes.
protocol ClassifierElement: Element {
  /// −ln softmax(h W + b)[target] of each row, h (N, H), W (H, C), b (C), and the gradients of their mean.
  static func classify(
    _ h: UnsafePointer<Self>, _ weight: UnsafePointer<Self>, _ bias: UnsafePointer<Self>?, _ targets: [Int32],
    features: Int, classes: Int, gradients: ClassifierGradients<Self>?, on processor: Processor
  ) -> [Double]
}

extension Float: ClassifierElement {
  static func classify(
    _ h: UnsafePointer<Float>, _ weight: UnsafePointer<Float>, _ bias: UnsafePointer<Float>?, _ targets: [Int32],
    features: Int, classes: Int, gradients: ClassifierGradients<Float>?, on processor: Processor
  ) -> [Double] {
    let kernels = unroll_kernels_for_f32(processor.inC).pointee
    return withLosses(targets) { targets, losses in
      var classifier = unroll_classifier_f32(
        rows: targets.count, features: features, classes: classes, h: h, weight: weight, bias: bias,
        packed_weight: nil, targets: targets.base, losses: losses)
      withScratch(kernels.classifier_scratch(&classifier)) { scratch in
        guard let gradients else { return kernels.classify(&classifier, nil, scratch) }
        var wanted = unroll_classifier_gradients_f32(
          scale: 1 / Float(targets.count), adding: 0, h: gradients.h, weight: gradients.weight, bias: gradients.bias)
        kernels.classify(&classifier, &wanted, scratch)
      }
    }
  }
}

extension Double: ClassifierElement {
  static func classify(
    _ h: UnsafePointer<Double>, _ weight: UnsafePointer<Double>, _ bias: UnsafePointer<Double>?, _ targets: [Int32],
    features: Int, classes: Int, gradients: ClassifierGradients<Double>?, on processor: Processor
  ) -> [Double] {
    let kernels = unroll_kernels_for_f64(processor.inC).pointee
    return withLosses(targets) { targets, losses in
      var classifier = unroll_classifier_f64(
        rows: targets.count, features: features, classes: classes, h: h, weight: weight, bias: bias,
        packed_weight: nil, targets: targets.base, losses: losses)
      withScratch(kernels.classifier_scratch(&classifier)) { scratch in
        guard let gradients else { return kernels.classify(&classifier, nil, scratch) }
        var wanted = unroll_classifier_gradients_f64(
          scale: 1 / Double(targets.count), adding: 0, h: gradients.h, weight: gradients.weight, bias: gradients.bias)
        kernels.classify(&classifier, &wanted, scratch)
      }
    }
  }
}

/// A loss for each target, written by `body`.
private func withLosses(
  _ targets: [Int32],
  _ body: ((base: UnsafePointer<Int32>, count: Int), UnsafeMutablePointer<Double>) -> Void
) -> [Double] {
  [Double](unsafeUninitializedCapacity: targets.count) { losses, count in
    targets.withUnsafeBufferPointer { targets in
      guard let base = targets.baseAddress, let start = losses.baseAddress else { return }
      start.initialize(repeating: 0, count: targets.count)
      body((base, targets.count), start)
    }
    count = targets.count
  }
}
