/// How many characters must be inserted, removed, replaced, or swapped with their neighbour to turn `a` into `b`, no part
/// being edited twice (optimal string alignment).
/// - Complexity: O(length of a × length of b).
package func editDistance(_ a: String, _ b: String) -> Int {
  let (a, b) = (Array(a), Array(b))
  // rows[2][j] is the distance of what was read of a to the first j of b; the rows above are those of one and two less.
  var rows = [[Int](), [], Array(0...b.count)]
  for i in a.indices {
    rows = [rows[1], rows[2], [i + 1]]
    for j in b.indices {
      let replaced = rows[1][j] + (a[i] == b[j] ? 0 : 1)
      var least = min(replaced, rows[1][j + 1] + 1, rows[2][j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, rows[0][j - 1] + 1) }
      rows[2].append(least)
    }
  }
  return rows[2][b.count]
}
