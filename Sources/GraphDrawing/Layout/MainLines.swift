/// The lines of a drawing that should be straight, and the segments that give way to them.
///
/// First come edges over several rows, from bend to bend (the inner segments of Brandes and Köpf). Then come the
/// longest chains of nodes: each vertex continues to the one below with the longest way to go, and of the vertices
/// that continue to it, it follows the one with the longest chain behind it. In an unrolled network that is the
/// recurrence, which so runs straight down from the first state to the last, and beside it the running sum of losses.
struct MainLines {
  /// The main line's link up from each vertex, as an index into the links of `up`, and down, into those of `down`.
  private(set) var above: [Int?]
  private(set) var below: [Int?]
  /// Whether a segment crosses a main line or branches off it.
  private(set) var givesWay: [Bool]

  private let rows: [[Int]]
  private let position: [Int]
  private let up: Adjacency
  private let down: Adjacency

  /// - Parameters:
  ///   - up: the segments by their lower vertices, each vertex's links from left to right.
  ///   - down: the segments by their upper vertices, likewise.
  init(_ graph: LayeredGraph, _ order: RowOrder, up: Adjacency, down: Adjacency) {
    let count = graph.rowVertexCount
    rows = order.rows
    position = order.position
    self.up = up
    self.down = down
    above = [Int?](repeating: nil, count: count)
    below = above
    givesWay = [Bool](repeating: false, count: graph.uppers.count)
    let isBend = (0..<count).map { graph.kinds[$0] == .bend }
    choose(
      above: (0..<count).map { vertex in isBend[vertex] ? up.range(vertex).first { isBend[up.links[$0].vertex] } : nil
      },
      below: (0..<count).map { vertex in
        isBend[vertex] ? down.range(vertex).first { isBend[down.links[$0].vertex] } : nil
      })
    markCrossings()
    let continued = continuations(isBend)
    choose(above: followed(continued, isBend), below: continued)
    markCrossings()
    for vertex in 0..<count {
      for link in up[vertex] where !isMain(link, of: vertex) && (above[vertex] != nil || below[link.vertex] != nil) {
        givesWay[link.edge] = true
      }
    }
  }

  /// Makes main lines of the links that both of their ends have chosen, where there is no main line yet.
  private mutating func choose(above chosenAbove: [Int?], below chosenBelow: [Int?]) {
    for vertex in above.indices where above[vertex] == nil {
      guard let upward = chosenAbove[vertex] else { continue }
      let link = up.links[upward]
      guard below[link.vertex] == nil, let downward = chosenBelow[link.vertex],
        down.links[downward].edge == link.edge, !givesWay[link.edge]
      else { continue }
      above[vertex] = upward
      below[link.vertex] = downward
    }
  }

  /// For each vertex the link down to the neighbour with the longest way to go, counted in nodes; nil if two have it.
  private func continuations(_ isBend: [Bool]) -> [Int?] {
    var length = [Int](repeating: 0, count: isBend.count)
    return chosen(rows.reversed(), links: down) { link in
      length[down.links[link].vertex]
    } finish: { vertex, longest in
      length[vertex] = longest + (isBend[vertex] ? 0 : 1)
    }
  }

  /// For each vertex the link up to the neighbour with the longest chain among those that continue to the vertex; nil
  /// if two have it.
  private func followed(_ continued: [Int?], _ isBend: [Bool]) -> [Int?] {
    var length = [Int](repeating: 0, count: isBend.count)
    return chosen(rows, links: up) { link in
      let above = up.links[link].vertex
      return continued[above].map { down.links[$0].edge == up.links[link].edge } ?? false ? length[above] : nil
    } finish: { vertex, longest in
      length[vertex] = longest + (isBend[vertex] ? 0 : 1)
    }
  }

  /// Visits the vertices row by row and chooses for each the link with the greatest length; nil where
  /// links to two neighbours have it.
  private func chosen(
    _ rows: [[Int]], links: Adjacency, length: (_ link: Int) -> Int?,
    finish: (_ vertex: Int, _ longest: Int) -> Void
  ) -> [Int?] {
    var chosen = [Int?](repeating: nil, count: position.count)
    for row in rows {
      for vertex in row {
        var longest = -1
        for link in links.range(vertex) {
          guard let length = length(link) else { continue }
          if length > longest {
            (longest, chosen[vertex]) = (length, link)
          } else if length == longest, let rival = chosen[vertex],
            links.links[rival].vertex != links.links[link].vertex
          {
            chosen[vertex] = nil
          }
        }
        finish(vertex, max(longest, 0))
      }
    }
    return chosen
  }

  private func isMain(_ link: Adjacency.Link, of vertex: Int) -> Bool {
    above[vertex].map { up.links[$0].vertex == link.vertex } ?? false
  }

  /// Marks what crosses a main line: Algorithm 1 of Brandes and Köpf.
  private mutating func markCrossings() {
    for row in rows.indices.dropFirst() {
      var checked = 0
      var leftLimit = 0
      for (index, vertex) in rows[row].enumerated() {
        guard above[vertex] != nil || index == rows[row].count - 1 else { continue }
        let rightLimit = above[vertex].map { position[up.links[$0].vertex] } ?? rows[row - 1].count - 1
        for other in rows[row][checked...index] {
          for link in up[other] where !isMain(link, of: other) {
            let end = position[link.vertex]
            if end < leftLimit || end > rightLimit { givesWay[link.edge] = true }
          }
        }
        checked = index + 1
        leftLimit = rightLimit
      }
    }
  }
}
