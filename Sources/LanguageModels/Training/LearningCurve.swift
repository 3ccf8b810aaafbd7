/// The losses of a training as a picture: one line for the steps of training, one for the validations.
struct LearningCurve {
  /// The file's name in the folder of a model.
  static let fileName = "learning-curve.svg"

  private struct Point {
    var step: Double
    var loss: Double
  }

  private var training: [Point] = []
  private var heldOut: [Point] = []
  /// More points than a picture can show are averaged in pairs.
  private static let limit = 2_000

  init(_ records: [TrainingLog.Record]) {
    for record in records { add(record) }
  }

  mutating func add(_ record: TrainingLog.Record) {
    if let loss = record.loss { training.append(Point(step: Double(record.step), loss: loss)) }
    if let loss = record.validationLoss { heldOut.append(Point(step: Double(record.step), loss: loss)) }
    training = Self.thinned(training)
    heldOut = Self.thinned(heldOut)
  }

  private static func thinned(_ points: [Point]) -> [Point] {
    guard points.count >= limit else { return points }
    return stride(from: 0, to: points.count - 1, by: 2).map { index in
      let (a, b) = (points[index], points[index + 1])
      return Point(step: b.step, loss: (a.loss + b.loss) / 2)
    }
  }

  /// The picture, legible on light and on dark ground.
  ///
  /// - Parameter unit: what a token is, as "character".
  func svg(unit: String) -> String {
    let points = training + heldOut
    let frame = Frame(
      x: Axis(points.map(\.step), from: 0, ticks: 6), y: Axis(points.map(\.loss), from: nil, ticks: 6))
    var parts = [Self.head, frame.grid(unit: unit)]
    if points.isEmpty {
      parts.append("<text class=\"label\" x=\"390\" y=\"190\" text-anchor=\"middle\">no losses yet</text>")
    }
    parts.append(line(training, "training", frame))
    parts.append(line(heldOut, "held-out", frame))
    if heldOut.count <= 60 {
      parts += heldOut.map { point in
        let (x, y) = frame.place(point.step, point.loss)
        return "<circle class=\"held-out dot\" cx=\"\(fixed(x, 1))\" cy=\"\(fixed(y, 1))\" r=\"3\"/>"
      }
    }
    if let best = heldOut.min(by: { $0.loss < $1.loss }) { parts.append(frame.mark(best.step, best.loss)) }
    parts.append(legend)
    return (parts + ["</svg>"]).filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
  }

  private func line(_ points: [Point], _ kind: String, _ frame: Frame) -> String {
    if points.count < 2 { return "" }
    let places = points.map { point in
      let (x, y) = frame.place(point.step, point.loss)
      return "\(fixed(x, 1)),\(fixed(y, 1))"
    }
    return "<polyline class=\"\(kind)\" points=\"\(places.joined(separator: " "))\"/>"
  }

  private var legend: String {
    var (parts, x) = ([String](), 70.0)
    for (kind, text, points) in [("training", "training", training), ("held-out", "held-out part", heldOut)] {
      guard let last = points.last else { continue }
      let label = "\(text): \(fixed(last.loss, 3))"
      parts.append("<line class=\"\(kind)\" x1=\"\(fixed(x, 0))\" y1=\"24\" x2=\"\(fixed(x + 24, 0))\" y2=\"24\"/>")
      parts.append("<text class=\"label\" x=\"\(fixed(x + 32, 0))\" y=\"28\">\(label)</text>")
      x += 56 + 7.5 * Double(label.count)
    }
    return parts.joined(separator: "\n")
  }

  private static let head = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 400" width="720" height="400" role="img" \
    aria-label="Learning curve: loss by steps of training">
    <style>
    .ground { fill: #ffffff; }
    .grid { stroke: #d8dee4; stroke-width: 1; }
    .axis { stroke: #24292f; stroke-width: 1; }
    .label { fill: #24292f; font: 13px system-ui, sans-serif; }
    .training, .held-out { fill: none; stroke-width: 2; stroke-linejoin: round; }
    .training { stroke: #0969da; }
    .held-out { stroke: #bc4c00; }
    .dot { fill: #bc4c00; stroke: #ffffff; stroke-width: 1; }
    .best { fill: #bc4c00; font: 600 13px system-ui, sans-serif; }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #0d1117; }
      .grid { stroke: #30363d; }
      .axis { stroke: #e6edf3; }
      .label { fill: #e6edf3; }
      .training { stroke: #58a6ff; }
      .held-out { stroke: #f0883e; }
      .dot { fill: #f0883e; stroke: #0d1117; }
      .best { fill: #f0883e; }
    }
    </style>
    <rect class="ground" width="720" height="400"/>
    """
}

/// The range of an axis and the round numbers on it.
private struct Axis {
  let low: Double
  let high: Double
  let ticks: [Double]
  let decimals: Int

  /// - Parameter start: where the axis begins; at a round number below the values where nil.
  init(_ values: [Double], from start: Double?, ticks count: Int) {
    let smallest = start ?? values.min() ?? 0
    let largest = max(values.max() ?? 1, smallest)
    let span = largest > smallest ? largest - smallest : 1
    // The round distance 1, 2 or 5 × 10ⁿ that makes at most `count` of the span.
    var unit = 1.0
    while unit * Double(count) < span { unit *= 10 }
    while unit * Double(count) / 10 >= span { unit /= 10 }
    let distance = [unit / 5, unit / 2, unit].first { $0 * Double(count) >= span } ?? unit
    let first = (smallest / distance).rounded(.down)
    let last = max((largest / distance).rounded(.up), first + 1)
    low = first * distance
    high = last * distance
    ticks = (Int(first)...Int(last)).map { Double($0) * distance }
    var (places, scaled) = (0, distance)
    while abs(scaled - scaled.rounded()) > 1e-6, places < 6 { (places, scaled) = (places + 1, scaled * 10) }
    decimals = places
  }
}

/// Where the axes stand in the picture.
private struct Frame {
  let x: Axis
  let y: Axis
  private let left = 70.0
  private let right = 690.0
  private let top = 48.0
  private let bottom = 340.0

  init(x: Axis, y: Axis) { (self.x, self.y) = (x, y) }

  func place(_ step: Double, _ loss: Double) -> (x: Double, y: Double) {
    (
      left + (step - x.low) / (x.high - x.low) * (right - left),
      bottom - (loss - y.low) / (y.high - y.low) * (bottom - top)
    )
  }

  func grid(unit: String) -> String {
    var parts: [String] = []
    for tick in y.ticks {
      let height = place(x.low, tick).y
      parts.append(line("grid", left, height, right, height))
      parts.append(text(fixed(tick, y.decimals), left - 10, height + 4.5, "end"))
    }
    for tick in x.ticks {
      let across = place(tick, y.low).x
      parts.append(line("axis", across, bottom, across, bottom + 5))
      parts.append(text(grouped(tick), across, bottom + 21, "middle"))
    }
    parts.append(line("axis", left, bottom, right, bottom))
    parts.append(text("steps of training", (left + right) / 2, 388, "middle"))
    parts.append(
      "<text class=\"label\" transform=\"translate(20 194) rotate(-90)\" text-anchor=\"middle\">"
        + "loss, nats a \(unit)</text>")
    return parts.joined(separator: "\n")
  }

  /// Names the best validation.
  func mark(_ step: Double, _ loss: Double) -> String {
    let (across, height) = place(step, loss)
    let isRight = across > (left + right) / 2
    return "<text class=\"best\" x=\"\(fixed(across + (isRight ? -4 : 4), 1))\" y=\"\(fixed(height - 9, 1))\" "
      + "text-anchor=\"\(isRight ? "end" : "start")\">best \(fixed(loss, 3))</text>"
  }

  private func line(_ kind: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
    "<line class=\"\(kind)\" x1=\"\(fixed(x1, 1))\" y1=\"\(fixed(y1, 1))\" x2=\"\(fixed(x2, 1))\" y2=\"\(fixed(y2, 1))\"/>"
  }

  private func text(_ content: String, _ x: Double, _ y: Double, _ anchor: String) -> String {
    "<text class=\"label\" x=\"\(fixed(x, 1))\" y=\"\(fixed(y, 1))\" text-anchor=\"\(anchor)\">\(content)</text>"
  }

  /// A whole number with its thousands apart.
  private func grouped(_ number: Double) -> String {
    if number != number.rounded() { return fixed(number, x.decimals) }
    var (digits, groups) = (String(Int(number)), [String]())
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }
}
