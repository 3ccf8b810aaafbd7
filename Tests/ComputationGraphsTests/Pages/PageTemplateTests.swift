import Foundation
import JSONTree
import Testing

@testable import ComputationGraphs

@Suite struct PageTemplateTests {
  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ]) func `Base 64`(text: String, encoded: String) {
    #expect(PageTemplate.base64(Array(text.utf8)) == encoded)
  }

  @Test func `Marks in what a learner wrote are text`() {
    let page = PageTemplate.document(title: "{{script}}", summary: "{{graph}}", content: .string("{{script}}</script>"))
    #expect(page.contains("<title>{{script}}</title>"))
    #expect(page.contains(">{{graph}} Every node"))
    #expect(page.contains("\"{{script}}\\u003c/script>\""))
    #expect(page.components(separatedBy: "</script>").count == 3)
  }
}
