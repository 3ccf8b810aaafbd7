import Testing

@testable import LanguageModels

@Suite struct ActivationCheckpointingTests {
  @Test func isReadAsItIsWritten() {
    for (text, value) in [
      ("none", ActivationCheckpointing.none), ("sqrt", .squareRoot), ("1B", .limit(bytes: 1)),
      ("1500B", .limit(bytes: 1500)), ("64kB", .limit(bytes: 64_000)), ("50MB", .limit(bytes: 50_000_000)),
      ("3GB", .limit(bytes: 3_000_000_000)),
    ] {
      #expect(ActivationCheckpointing(text) == value)
      #expect(value.description == text)
    }
    #expect(ActivationCheckpointing("1000") == .limit(bytes: 1000))
    #expect(ActivationCheckpointing("20 mb") == .limit(bytes: 20_000_000))
  }

  @Test(arguments: ["", "MB", "0MB", "-3MB", "1.5MB", "3 MiB", "sqr", "99999999999999999999", "9999999999999GB", "５MB"])
  func whatItIsNotIsRefused(text: String) {
    #expect(ActivationCheckpointing(text) == nil)
  }
}
