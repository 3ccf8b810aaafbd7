import Testing

@testable import SwiftKernel

struct SwiftViewTests {
  @Test func onlySwiftIsLeftAndStaysInPlace() {
    let cases = [
      ("let a = 1\nb", "let a = 1\nb"), ("%time f(x)", "      f(x)"), ("%timeit -n 3 x", "        -n 3 x"),
      ("!ls 🚀\na", "      \na"), ("%who x", "      "), ("%%time\na", "      \na"),
      ("%%shell\nls", "       \nls"), ("a % b\n %c", "a % b\n %c"), ("%unknown x\n", "          \n"),
    ]
    for (code, view) in cases {
      let seen = swiftView(of: code, magics: .standard)
      #expect(seen == view, "\(code)")
      #expect(seen.utf16.count == code.utf16.count)
    }
  }
}
