import Autograd

/// The account of a derivative: a row for each path, with the partial derivatives on its edges, their product, and the
/// sum of the products so far. The last sum is the derivative.
///
/// Rows are computed as they are asked for. Products are those of the chain rule, the factor nearest to the output first,
/// so they hold for matrices too.
public struct PathLedger<Order: Sequence & Sendable>: Sequence, Sendable where Order.Element == Path {
  let network: PathNetwork
  let order: Order
  /// The partials on all edges, where they are single numbers.
  private let numbers: [Double]?

  init(_ network: PathNetwork, in order: Order) {
    self.network = network
    self.order = order
    numbers = network.numbers()
  }

  /// One path and what it contributes.
  public struct Row: Sendable {
    /// The path.
    public let path: Path
    /// The product of the partials along it: ∂output/∂input as far as this path goes.
    public let product: Jacobian
    /// The products of this and all rows before it, added up.
    public let sum: Jacobian
    let network: PathNetwork
    fileprivate let numbers: [Double]?

    /// The identifiers of the path's nodes, from the input to the output.
    public var ids: [String] { path.positions.map { network.graph.nodes[$0].id } }

    /// The local partial derivatives on the path's edges, from the output to the input: the factors of ``product`` in
    /// their order.
    public var partials: [Jacobian] {
      var vertex = network.vertices.count - 1
      return path.edges.map { edge in
        defer { vertex = network.origins[edge] }
        return numbers.map { Jacobian($0[edge]) } ?? network.jacobian(of: edge, into: vertex)
      }
    }
  }

  /// Computes the rows one by one.
  public struct Iterator: IteratorProtocol {
    private let ledger: PathLedger
    private var paths: Order.Iterator
    private var sum: Jacobian?

    init(_ ledger: PathLedger) {
      self.ledger = ledger
      paths = ledger.order.makeIterator()
    }

    /// The next row.
    public mutating func next() -> Row? {
      guard let path = paths.next() else { return nil }
      let product = ledger.product(along: path)
      let total = sum.map { $0 + product } ?? product
      sum = total
      return Row(path: path, product: product, sum: total, network: ledger.network, numbers: ledger.numbers)
    }
  }

  /// An iterator at the first row.
  public func makeIterator() -> Iterator { Iterator(self) }

  private func product(along path: Path) -> Jacobian {
    if let numbers { return Jacobian(path.edges.reduce(1) { $0 * numbers[$1] }) }
    let last = network.vertices.count - 1
    let (output, input) = (network.tensor(last), network.tensor(0))
    var rows: [Double] = []
    for seed in output.unitCotangents {
      var (vertex, cotangent) = (last, Tensor?.some(seed))
      for edge in path.edges {
        let place = edge - network.edges(into: vertex).lowerBound
        cotangent = cotangent.flatMap { network.pulled($0, into: vertex)[place] }
        vertex = network.origins[edge]
      }
      rows += cotangent?.scalars ?? [Double](repeating: 0, count: input.count)
    }
    return Jacobian(rows: output.count, columns: input.count, elements: rows)
  }
}

extension Paths {
  /// The ledger of these paths, in the order of the program.
  public func ledger() -> PathLedger<Paths> { PathLedger(network, in: self) }

  /// The ledger with the shortest paths first.
  public func ledgerByLength() -> PathLedger<RankedPaths> { PathLedger(network, in: byLength()) }

  /// The ledger with the largest contributions first.
  ///
  /// - Throws: As ``byContribution()``.
  public func ledgerByContribution() throws(ComputationGraphError) -> PathLedger<RankedPaths> {
    PathLedger(network, in: try byContribution())
  }
}
