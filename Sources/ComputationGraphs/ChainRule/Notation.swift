#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Numbers in formulas: six significant digits, powers of ten where the number is very large or small.
enum NumberNotation {
  static func latex(_ number: Double) -> String {
    if number.isNaN { return "\\mathrm{NaN}" }
    if number.isInfinite { return number < 0 ? "-\\infty" : "\\infty" }
    if number == 0 { return "0" }
    var exponent = Int(floor(log10(abs(number))))
    guard exponent < -4 || exponent > 6 else { return plain(number, decimals: max(0, 5 - exponent)) }
    // In two steps: the power itself may be too small for a number.
    let scaled = exponent < -200 ? number * 1e200 / pow(10, Double(exponent + 200)) : number / pow(10, Double(exponent))
    var mantissa = plain(scaled, decimals: 5)
    if mantissa == "10" || mantissa == "-10" {
      mantissa.removeLast()
      exponent += 1
    }
    return "\(mantissa) \\times 10^{\(exponent)}"
  }

  /// At most so many decimals, without zeros at the end.
  private static func plain(_ number: Double, decimals: Int) -> String {
    let scale = pow(10, Double(decimals))
    let scaled = Int((abs(number) * scale).rounded())
    let digits = String(scaled)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    var fraction = padded.suffix(decimals)
    while fraction.last == "0" { fraction.removeLast() }
    let sign = number < 0 && scaled > 0 ? "-" : ""
    return sign + padded.dropLast(decimals) + (fraction.isEmpty ? "" : ".\(fraction)")
  }
}

/// Names of variables as mathematics writes them: `h_1` for `h1`, `W_{\mathrm{ih}}` for `W_ih`, `\alpha` for `alpha`.
enum NameNotation {
  static func latex(_ name: String) -> String {
    if let index = TimeIndex(name) {
      let step = String(index.step)
      // What nobody named has an identifier such as `Mul#2`.
      let letters = index.base.count > 1 && index.base.hasSuffix("#") ? String(index.base.dropLast()) : index.base
      return "\(base(letters))_\(step.count == 1 ? step : "{\(step)}")"
    }
    let parts = name.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, parts[1].allSatisfy(isPlain) else {
      return base(name)
    }
    let subscripted = base(String(parts[1]))
    return "\(base(String(parts[0])))_\(parts[1].count == 1 ? subscripted : "{\(subscripted)}")"
  }

  private static func base(_ name: String) -> String {
    if name.count == 1, let character = name.first, character.isLetter { return name }
    if greek.contains(name) { return "\\\(name)" }
    return !name.isEmpty && name.allSatisfy(isPlain) ? "\\mathrm{\(name)}" : text(name)
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
  }

  /// The letters that TeX knows by name.
  private static let greek = Set(
    ("alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi chi psi omega "
      + "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega").split(separator: " ").map(String.init))

  /// Any text, shown as it is. What is special to TeX stands outside `\text`, where every renderer knows it; and no letter
  /// follows a `<`, so that a page never takes it for markup.
  private static func text(_ name: String) -> String {
    var (result, run) = ("", "")
    func closed() -> String { run.isEmpty ? "" : "\\text{\(run)}" }
    for scalar in name.unicodeScalars {
      let special: String? =
        switch scalar {
        case "\\": "\\backslash "
        case "^": "{\\wedge}"
        case "~": "{\\sim}"
        case "<", ">", "|", "\"", "'", "`": "{\(scalar)}"
        case "{", "}", "$", "&", "#", "_", "%": "\\\(scalar)"
        case _ where scalar.properties.generalCategory == .control: "{\\cdot}"
        default: nil
        }
      if let special {
        result += closed() + special
        run = ""
      } else {
        run.unicodeScalars.append(scalar)
      }
    }
    return "{\(result)\(closed())}"
  }
}
