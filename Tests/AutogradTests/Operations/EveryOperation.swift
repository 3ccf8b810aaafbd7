import Testing

@testable import Autograd

/// An operation at a random point: what all of them are tried with alike.
struct OperationCase: Sendable, CustomTestStringConvertible {
  typealias Function = @Sendable ([Tensor]) -> Tensor

  /// The operation as the tape names its type.
  let operation: any Operation.Type
  let form: String
  /// A random point, and the function that is differentiated there.
  let draw: @Sendable (inout SeededGenerator) -> ([Tensor], Function)

  var testDescription: String { form }

  init(
    _ operation: any Operation.Type, _ form: String,
    _ draw: @escaping @Sendable (inout SeededGenerator) -> ([Tensor], Function)
  ) {
    self.operation = operation
    self.form = form
    self.draw = draw
  }

  private static func unary(
    _ operation: any Operation.Type, _ form: String, positive: Bool = false,
    _ function: @escaping @Sendable (Tensor) -> Tensor
  ) -> OperationCase {
    OperationCase(operation, form) { random in
      let shape = random.shape()
      return ([positive ? random.positive(shape) : random.point(shape)], { function($0[0]) })
    }
  }

  private static func binary(
    _ operation: any Operation.Type, _ form: String, positive: Bool = false,
    _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) -> OperationCase {
    OperationCase(operation, form) { random in
      let (a, b) = random.fittingPair()
      let first = positive ? random.positive(a) : random.point(a)
      if a == b, random.chance(0.2) { return ([first], { function($0[0], $0[0]) }) }
      return ([first, random.point(b)], { function($0[0], $0[1]) })
    }
  }

  /// A function along a random axis of a tensor that has one.
  private static func along(
    _ operation: any Operation.Type, _ form: String, _ function: @escaping @Sendable (Tensor, Int) -> Tensor
  ) -> OperationCase {
    OperationCase(operation, form) { random in
      let shape = random.shape(rank: 1...4)
      let axis = random.integer(-shape.count...shape.count - 1)
      return ([random.point(shape)], { function($0[0], axis) })
    }
  }

  /// Every operation that has a derivative, in every form; a new one is added here.
  static let all: [OperationCase] = elementwise + shaping + reducing + indexing + products

  private static let elementwise: [OperationCase] = [
    binary(Add.self, "a + b", +), unary(Add.self, "x + 2") { $0 + 2 }, unary(Add.self, "2 + x") { 2 + $0 },
    binary(Subtract.self, "a - b", -), unary(Subtract.self, "2 - x") { 2 - $0 },
    binary(Multiply.self, "a * b", *), unary(Multiply.self, "x * 3") { $0 * 3 },
    binary(Divide.self, "a / b", /), unary(Divide.self, "2 / x") { 2 / $0 },
    unary(Negate.self, "-x", -), unary(Abs.self, "abs") { $0.abs() }, unary(Relu.self, "relu") { $0.relu() },
    unary(Clamp.self, "clamp(min: 0, max: 1)") { ($0 * 2).clamp(min: 0, max: 1.1) },
    unary(Exp.self, "exp") { $0.exp() }, unary(Log.self, "log", positive: true) { $0.log() },
    unary(Sqrt.self, "sqrt", positive: true) { $0.sqrt() }, unary(Tanh.self, "tanh") { $0.tanh() },
    unary(Sigmoid.self, "sigmoid") { $0.sigmoid() },
    unary(Power.self, "pow(2)") { $0.pow(2) }, unary(Power.self, "pow(3)") { $0.pow(3) },
    unary(Power.self, "pow(-1)") { $0.pow(-1) }, unary(Power.self, "pow(0)") { $0.pow(0) },
    unary(Power.self, "pow(1)") { $0.pow(1) }, unary(Power.self, "pow(0.5)", positive: true) { $0.pow(0.5) },
    unary(Power.self, "pow(2.5)", positive: true) { $0.pow(2.5) },
    binary(TensorPower.self, "pow(b)", positive: true) { $0.pow($1) },
    OperationCase(Where.self, "where") { random in
      let (a, b) = random.fittingPair()
      let (x, y) = (random.point(a), random.point(b))
      let condition = random.point(random.fitting((x + y).shape)).greater(.zeros([], dtype: .float64))
      return ([x, y], { .where(condition.to($0[0].dtype), $0[0], $0[1]) })
    },
  ]

  private static let shaping: [OperationCase] = [
    OperationCase(BroadcastTo.self, "broadcast") { random in
      let target = random.shape()
      return ([random.point(random.fitting(target))], { $0[0].broadcast(to: target) * 1 })
    },
    unary(Reshape.self, "flatten") { $0.flatten() },
    OperationCase(Reshape.self, "reshape") { random in
      let shape = random.shape(rank: 1...4)
      let target = Array(shape.shuffled(using: &random))
      return ([random.point(shape)], { $0[0].reshape(target) })
    },
    OperationCase(Permute.self, "permute") { random in
      let shape = random.shape()
      let order = Array(shape.indices).shuffled(using: &random)
      return ([random.point(shape)], { $0[0].permute(order) })
    },
    OperationCase(Concatenate.self, "concatenate") { random in
      var shape = random.shape(rank: 1...4)
      let axis = random.integer(0...shape.count - 1)
      var parts: [Tensor] = []
      for _ in 0..<random.integer(1...4) {
        shape[axis] = random.size()
        parts.append(random.point(shape))
      }
      return (parts, { .concatenate($0 + [$0[0]], axis: axis) })
    },
    OperationCase(Concatenate.self, "stack") { random in
      let shape = random.shape(rank: 0...3)
      let axis = random.integer(0...shape.count)
      let parts = (0..<random.integer(1...4)).map { _ in random.point(shape) }
      return (parts, { .stack($0 + [$0[0]], axis: axis) })
    },
    OperationCase(Slice.self, "diag of a matrix") { random in
      ([random.point([random.size(), random.size()])], { $0[0].diag() })
    },
    OperationCase(SliceBack.self, "diag of a vector") { random in ([random.point([random.size()])], { $0[0].diag() }) },
  ]

  private static let reducing: [OperationCase] = [
    unary(Sum.self, "sum") { $0.sum() }, along(Sum.self, "sum(axis:)") { $0.sum(axis: $1) },
    along(Sum.self, "sum(axis:keepDim:)") { $0.sum(axis: $1, keepDim: true) },
    OperationCase(Sum.self, "sum(axes:)") { random in
      let shape = random.shape()
      let axes = shape.indices.filter { _ in random.chance(0.5) }
      return ([random.point(shape)], { $0[0].sum(axes: axes) })
    },
    OperationCase(Sum.self, "mean") { random in
      let shape = random.shape(rank: 1...4).map { max($0, 1) }
      let axis = random.integer(0...shape.count - 1)
      return ([random.point(shape)], { $0[0].mean(axis: axis) })
    },
    OperationCase(Extremum.self, "max(axes:)") { random in
      let shape = random.shape().map { max($0, 1) }
      let axes = shape.indices.filter { _ in random.chance(0.5) }
      return ([random.point(shape)], { $0[0].max(axes: axes) })
    },
    OperationCase(Extremum.self, "min(axis:keepDim:)") { random in
      let shape = random.shape(rank: 1...4).map { max($0, 1) }
      let axis = random.integer(0...shape.count - 1)
      return ([random.point(shape)], { $0[0].min(axis: axis, keepDim: true) })
    },
    along(Product.self, "prod(axis:)") { $0.prod(axis: $1) },
    OperationCase(Product.self, "prod(axes:) with zeros") { random in
      let shape = random.shape().map { min($0, 4) }
      let axes = shape.indices.filter { _ in random.chance(0.7) }
      let x = random.point(shape)
      let isKept = Tensor.uniform(shape, dtype: .float64, using: &random).greater(.full([], 0.2, dtype: .float64))
      return ([x * isKept], { $0[0].prod(axes: axes) })
    },
    unary(Norm.self, "norm") { $0.norm() },
    along(Softmax.self, "softmax") { $0.softmax(axis: $1) },
    along(LogSoftmax.self, "logSoftmax") { $0.logSoftmax(axis: $1) },
    OperationCase(CrossEntropy.self, "crossEntropy") { random in
      let (rows, classes) = (random.integer(1...5), random.integer(1...5))
      let targets = (0..<rows).map { _ in random.integer(0...classes - 1) }
      return ([random.point([rows, classes])], { $0[0].crossEntropy(targets: targets) })
    },
  ]

  private static let indexing: [OperationCase] = [
    OperationCase(Slice.self, "slice") { random in
      let shape = random.shape(rank: 1...4)
      let axis = random.integer(0...shape.count - 1)
      let (from, step) = (random.integer(0...shape[axis]), random.integer(1...3))
      let to = random.integer(from...shape[axis])
      return ([random.point(shape)], { $0[0].slice(axis: axis, from: from, to: to, step: step) })
    },
    OperationCase(Slice.self, "select") { random in
      let shape = random.shape(rank: 1...4).map { max($0, 1) }
      let axis = random.integer(0...shape.count - 1)
      let index = random.integer(-shape[axis]...shape[axis] - 1)
      return ([random.point(shape)], { $0[0].select(axis: axis, index: index) })
    },
    OperationCase(Gather.self, "rows") { random in
      let shape = random.shape(rank: 1...3).map { max($0, 1) }
      let indices = (0..<random.integer(0...6)).map { _ in random.integer(0...shape[0] - 1) }
      return ([random.point(shape)], { $0[0].rows(indices) })
    },
    OperationCase(Gather.self, "gather") { random in
      let shape = random.shape(rank: 1...4).map { max($0, 1) }
      let axis = random.integer(0...shape.count - 1)
      let count = shape.reduce(1, *) / shape[axis] * random.integer(0...4)
      let indices = (0..<count).map { _ in random.integer(0...shape[axis] - 1) }
      return ([random.point(shape)], { $0[0].gather(axis: axis, indices: indices) })
    },
    // What a look-up's derivative is made of, met on the way to second derivatives.
    OperationCase(Scatter.self, "derivative of rows") { random in
      let (rows, width) = (random.integer(1...4), random.integer(1...3))
      let indices = (0..<random.integer(1...6)).map { _ in random.integer(0...rows - 1) }
      return (
        [random.point([rows, width])],
        { input in
          let x = input[0].requiresGrad ? input[0] : input[0].requiringGrad()
          let y = x.rows(indices).exp().sum()
          return gradients(of: y, withRespectTo: [x], createGraph: true)[0] ?? x
        }
      )
    },
  ]

  private static let products: [OperationCase] = [
    OperationCase(MatrixVector.self, "mv") { random in
      let (m, k) = random.chance(0.1) ? (27, 23) : (random.size(), random.size())
      return ([random.point([m, k]), random.point([k])], { $0[0].mv($0[1]) })
    },
    OperationCase(MatrixProduct.self, "matmul of matrices") { random in
      let (m, k, n) = random.chance(0.1) ? (9, 11, 13) : (random.size(), random.size(), random.size())
      return ([random.point([m, k]), random.point([k, n])], { $0[0].matmul($0[1]) })
    },
    OperationCase(MatrixProduct.self, "matmul of batches") { random in
      let batch = random.shape(rank: 0...2).map { min($0, 3) }
      let (m, k, n) = (random.size(), random.size(), random.size())
      let (a, b) = (random.fitting(batch) + [m, k], random.fitting(batch) + [k, n])
      return ([random.point(a), random.point(b)], { $0[0].matmul($0[1]) })
    },
    OperationCase(MatrixProduct.self, "matmul of a vector and a matrix") { random in
      let (k, n) = (random.size(), random.size())
      return ([random.point([k]), random.point([k, n])], { $0[0].matmul($0[1]) })
    },
    OperationCase(Sum.self, "dot") { random in
      let k = random.size()
      return ([random.point([k]), random.point([k])], { $0[0].dot($0[1]) })
    },
    OperationCase(Multiply.self, "outer") { random in
      ([random.point([random.size()]), random.point([random.size()])], { $0[0].outer($0[1]) })
    },
  ]
}
