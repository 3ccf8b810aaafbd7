import Testing

@testable import JSONTree

struct JSONValueAccessTests {
  let value: JSONValue = ["name": "h", "size": 2, "rate": 0.5, "on": false, "shape": [2, 3], "none": .null]

  @Test func givesWhatIsThere() {
    #expect(value["name"]?.stringValue == "h")
    #expect(value["size"]?.integerValue == 2)
    #expect(value["size"]?.doubleValue == 2)
    #expect(value["rate"]?.doubleValue == 0.5)
    #expect(value["on"]?.booleanValue == false)
    #expect(value["shape"]?[1]?.integerValue == 3)
    #expect(value["shape"]?.arrayValue?.count == 2)
    #expect(value["none"]?.isNull == true)
    #expect(value.objectValue?.map(\.name) == ["name", "size", "rate", "on", "shape", "none"])
  }

  @Test func givesNothingWhereSomethingElseIs() {
    #expect(value["absent"] == nil)
    #expect(value[0] == nil)
    #expect(value["shape"]?[2] == nil)
    #expect(value["shape"]?[-1] == nil)
    #expect(value["shape"]?["name"] == nil)
    #expect(value["name"]?.integerValue == nil)
    #expect(value["rate"]?.integerValue == nil)
    #expect(value["size"]?.stringValue == nil)
    #expect(value["name"]?.doubleValue == nil)
    #expect(value["none"]?.booleanValue == nil)
    #expect(value["none"]?.objectValue == nil)
    #expect(value.arrayValue == nil)
  }

  @Test func setsMembersAtTheirPlace() {
    let object: JSONValue = ["a": 1, "b": 2]
    #expect(object.setting("a", to: "x") == ["a": "x", "b": 2])
    #expect(object.setting("c", to: 3) == ["a": 1, "b": 2, "c": 3])
    #expect(object.setting("a", to: nil) == ["b": 2])
    #expect(object.setting("c", to: nil) == object)
  }
}
