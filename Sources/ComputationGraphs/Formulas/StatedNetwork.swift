import Autograd

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The recurrent network that a statement describes, for a number of word types.
///
/// h_t = σ(U x_t + V h_{t−1}) and o_t = W h_t with h_0 = 0, where x_t is the one-hot vector of the t-th word.
struct StatedNetwork {
  let u: SquareMatrix
  let v: SquareMatrix
  let w: SquareMatrix
  let activation: StatedActivation

  /// The outputs for a sequence of words.
  func outputs(for words: [Int]) -> [[Double]] {
    var state = [Double](repeating: 0, count: u.size)
    return words.map { word in
      let recurrent = v * state
      state = activated((0..<u.size).map { u[$0, word] + recurrent[$0] })
      return w * state
    }
  }

  private func activated(_ x: [Double]) -> [Double] {
    switch activation {
    case .multiple(let factor): x.map { factor * $0 }
    case .relu: x.map { max(0, $0) }
    case .tanh: x.map { tanh($0) }
    case .sigmoid: x.map { 1 / (1 + exp(-$0)) }
    case .softmax: Self.softmax(x)
    }
  }

  private static func softmax(_ x: [Double]) -> [Double] {
    let largest = x.max() ?? 0
    let powers = x.map { exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}

/// The matrices that names stand for, with one T of one size.
struct StatementValues {
  let table: SquareMatrix
  private let statement: ParameterStatement
  private var values: [String: SquareMatrix] = [:]
  private var open: Set<String> = []
  private var generator: SeededGenerator

  init(_ statement: ParameterStatement, table: SquareMatrix, generator: SeededGenerator) {
    self.statement = statement
    self.table = table
    self.generator = generator
  }

  /// The network, or nil when a matrix has no inverse or is defined by itself.
  mutating func network() -> StatedNetwork? {
    if let (left, right, value) = statement.product, left != right {
      let free = SquareMatrix.invertible(table.size, using: &generator)
      guard let inverse = free.inverse, let product = matrix(value) else { return nil }
      values[right] = free
      values[left] = product * inverse
    }
    guard let u = matrix(.name("U")), let v = matrix(.name("V")), let w = matrix(.name("W")) else { return nil }
    return StatedNetwork(u: u, v: v, w: w, activation: statement.activation ?? .identity)
  }

  /// A number is that multiple of the identity, which only 0 uses.
  private mutating func matrix(_ expression: MatrixExpression) -> SquareMatrix? {
    switch expression {
    case .number(let number): return number * SquareMatrix.identity(table.size)
    case .identity: return .identity(table.size)
    case .name("T"): return table
    case .name(let name): return named(name)
    case .sum(let parts):
      var sum = SquareMatrix.zeros(table.size)
      for part in parts {
        guard let term = matrix(part) else { return nil }
        sum = sum + term
      }
      return sum
    case .product(let parts):
      var product = SquareMatrix.identity(table.size)
      for part in parts {
        guard let factor = matrix(part) else { return nil }
        product = product * factor
      }
      return product
    case .transpose(let part): return matrix(part)?.transposed
    case .inverse(let part): return matrix(part)?.inverse
    }
  }

  private mutating func named(_ name: String) -> SquareMatrix? {
    if let value = values[name] { return value }
    guard open.insert(name).inserted else { return nil }
    defer { open.remove(name) }
    let value: SquareMatrix?
    if let definition = statement.matrices[name] {
      value = matrix(definition)
    } else {
      // Nothing is said about it, so it may be any.
      value = .invertible(table.size, using: &generator)
    }
    values[name] = value
    return value
  }
}
