/// For every vertex, the vertices at the other end of its edges, in one flat array (compressed rows).
///
/// The neighbours of a vertex keep the order in which their edges were given.
struct Adjacency {
  /// A neighbour, and the edge that leads to it.
  struct Link {
    let vertex: Int
    let edge: Int
  }

  /// The links of vertex `v` are `links[starts[v]..<starts[v + 1]]`.
  private let starts: [Int]
  private(set) var links: [Link]

  /// The edges from each vertex of `owners` to its partner in `neighbours`, gathered by owner in linear time.
  init(count: Int, owners: [Int], neighbours: [Int]) {
    var starts = [Int](repeating: 0, count: count + 1)
    for owner in owners { starts[owner + 1] += 1 }
    for vertex in 0..<count { starts[vertex + 1] += starts[vertex] }
    var next = starts
    var links = [Link](repeating: Link(vertex: 0, edge: 0), count: owners.count)
    for (edge, owner) in owners.enumerated() {
      links[next[owner]] = Link(vertex: neighbours[edge], edge: edge)
      next[owner] += 1
    }
    self.starts = starts
    self.links = links
  }

  /// Where the links of `vertex` stand in ``links``.
  func range(_ vertex: Int) -> Range<Int> { starts[vertex]..<starts[vertex + 1] }

  /// The links of `vertex`.
  subscript(vertex: Int) -> ArraySlice<Link> { links[range(vertex)] }

  /// How many links `vertex` has.
  func degree(_ vertex: Int) -> Int { starts[vertex + 1] - starts[vertex] }

  /// Sorts the links of `vertex` by the position of the neighbour; links to one neighbour stay in order of their edges.
  mutating func sortLinks(of vertex: Int, by position: [Int]) {
    let range = range(vertex)
    guard range.count > 1 else { return }
    links[range].sort { (position[$0.vertex], $0.edge) < (position[$1.vertex], $1.edge) }
  }
}
