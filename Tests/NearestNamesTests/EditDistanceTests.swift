import NearestNames
import Testing

struct EditDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("time", "time", 0), ("tiem", "time", 1), ("tmieit", "timeit", 1),
    ("who", "whos", 1), ("sitting", "kitten", 3), ("ca", "abc", 3), ("héllo", "hello", 1),
  ])
  func countsEdits(_ a: String, _ b: String, _ distance: Int) {
    #expect(editDistance(a, b) == distance)
    #expect(editDistance(b, a) == distance)
  }
}
