import Testing

@testable import Autograd

struct NumberFormatTests {
  @Test func oneNotationForAll() {
    #expect(NumberFormat(for: [1, -20]).text(1) == "  1.")
    #expect(NumberFormat(for: [1, 0.5]).text(1) == "1.0000")
    #expect(NumberFormat(for: [1, 1e9]).text(1) == "1.0000e+00")
    #expect(NumberFormat(for: []).text(0) == "0.")
  }

  @Test func theBoundsOfScientificNotation() {
    #expect(NumberFormat(for: [1e-4, 0.1]).text(0.1) == "0.1000")
    #expect(NumberFormat(for: [0.9e-4, 0.01]).text(0.01) == "1.0000e-02")
    #expect(NumberFormat(for: [1, 1000]).text(1) == "   1.")
    #expect(NumberFormat(for: [1, 1001]).text(1) == "1.0000e+00")
  }

  @Test func numbersAreAlignedToTheRight() {
    let format = NumberFormat(for: [-1.5, 10.25])
    #expect(format.width == 7)
    #expect(format.text(.nan) == "    nan")
    #expect(format.text(-.infinity) == "   -inf")
  }

  @Test func theLongestNumberFits() {
    let greatest = Double.greatestFiniteMagnitude
    #expect(NumberFormat(for: [greatest]).text(greatest) == "1.7977e+308")
    #expect(NumberFormat(for: [1.5]).text(-greatest).utf8.count == 315)
  }
}
