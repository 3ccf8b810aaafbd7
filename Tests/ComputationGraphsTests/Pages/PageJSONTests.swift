import JSONTree
import Testing

@testable import ComputationGraphs

@Suite struct PageJSONTests {
  @Test func `Coordinates are tenths`() {
    #expect(JSONValue.coordinates([1.04, -2.55, 0.1 + 0.2, 30]).text == "[1,-2.6,0.3,30]")
  }

  @Test func `Nothing in a script ends it`() {
    let value = JSONValue.string("</script><!--<script>")
    #expect(value.inScript == #""\u003c/script>\u003c!--\u003cscript>""#)
    #expect(throws: Never.self) {
      let read = try JSONValue(parsing: Array(value.inScript.utf8)[...])
      #expect(read == value)
    }
  }
}
