/// A number with a fixed number of decimals; as it is where that would be longer than fifteen digits.
func fixed(_ number: Double, _ decimals: Int) -> String {
  let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
  guard abs(number) * Double(scale) < 1e15 else { return String(number) }
  let scaled = Int((abs(number) * Double(scale)).rounded())
  let sign = number < 0 && scaled > 0 ? "-" : ""
  if decimals == 0 { return sign + String(scaled) }
  let fraction = String(scaled % scale)
  return sign + "\(scaled / scale)." + String(repeating: "0", count: decimals - fraction.count) + fraction
}
