import Testing

@testable import ComputationGraphs

@Suite struct NotationTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (1, "1"), (-1.5, "-1.5"), (0.1 + 0.2, "0.3"), (1.0 / 3, "0.333333"), (123456, "123456"),
    (1234567, "1234567"), (1.5e7, "1.5 \\times 10^{7}"), (0.0001, "0.0001"), (-2.5e-5, "-2.5 \\times 10^{-5}"),
    (9.9999999e-6, "1 \\times 10^{-5}"), (.infinity, "\\infty"), (-.infinity, "-\\infty"), (.nan, "\\mathrm{NaN}"),
    (1e300, "1 \\times 10^{300}"),
    (.greatestFiniteMagnitude, "1.79769 \\times 10^{308}"), (.leastNonzeroMagnitude, "4.94066 \\times 10^{-324}"),
  ])
  func `Numbers have six digits`(number: Double, latex: String) { #expect(NumberNotation.latex(number) == latex) }

  @Test(arguments: [
    ("U", "U"), ("h1", "h_1"), ("h_12", "h_{12}"), ("h₃", "h_3"), ("W_ih", "W_{\\mathrm{ih}}"), ("x_t", "x_t"),
    ("alpha", "\\alpha"), ("Sigma", "\\Sigma"), ("Alpha", "\\mathrm{Alpha}"), ("sigma2", "\\sigma_2"),
    ("loss", "\\mathrm{loss}"), ("Mul#12", "\\mathrm{Mul}_{12}"), ("σ", "σ"), ("my var", "{\\text{my var}}"),
    ("日本", "{\\text{日本}}"), ("", "{}"),
    ("<script>", "{{<}\\text{script}{>}}"), ("a\\b", "{\\text{a}\\backslash \\text{b}}"),
    ("x$y%", "{\\text{x}\\$\\text{y}\\%}"), ("a\nb", "{\\text{a}{\\cdot}\\text{b}}"), ("_", "{\\_}"),
  ])
  func `Names as mathematics writes them`(name: String, latex: String) { #expect(NameNotation.latex(name) == latex) }
}
