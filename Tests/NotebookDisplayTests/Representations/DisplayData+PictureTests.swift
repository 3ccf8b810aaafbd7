import Foundation
import NotebookDisplay
import Testing

struct DisplayDataPictureTests {
  @Test func `A picture comes as an image with words, as SVG, and as the words`() throws {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>50 % é #1 & '\n'</text></svg>"
    let data = DisplayData(svg: svg, alternative: "Half, \"a < b\"")
    #expect(data.representations.map(\.type) == [.html, .svg, .plain])
    #expect(data.text(.svg) == svg && data.plain == "Half, \"a < b\"")
    let html = try #require(data.text(.html))
    #expect(html.contains(" alt=\"Half, &quot;a &lt; b&quot;\" "))
    let parts = html.split(separator: "\"", omittingEmptySubsequences: false)
    let address = try #require(parts.dropFirst().first)
    #expect(address.hasPrefix("data:image/svg+xml,") && !address.contains { "<>#&\n".contains($0) })
    #expect(address.dropFirst("data:image/svg+xml,".count).removingPercentEncoding == svg)
  }
}
