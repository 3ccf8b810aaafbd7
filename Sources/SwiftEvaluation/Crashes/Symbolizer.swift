import Foundation

/// Finds the learner's lines for addresses in the libraries of cells.
struct Symbolizer: Sendable {
  /// Where a cell's library lies in memory.
  struct Image: Sendable {
    let base: UInt64
    let library: URL
    let size: UInt64
  }

  /// What the debug information says of a crash.
  struct Result: Sendable {
    let frames: [CrashReport.Frame]
    /// The reason of a check that was compiled into the cell.
    let reason: String?
  }

  let program: URL

  /// - Parameters:
  ///   - addresses: the place of the failure, then return addresses outwards.
  ///   - titles: what the cells are called, by the names of files in the debug information.
  func lines(of addresses: [UInt64], images: [Image], titles: [String: String]) async -> Result {
    var places: [(library: URL, offset: UInt64, isInnermost: Bool)] = []
    for (index, address) in addresses.enumerated() {
      guard let image = image(of: address, images) else { continue }
      // A return address is behind its call.
      places.append((image.library, address - image.base - (index == 0 ? 0 : 1), index == 0))
      if places.count == 24 { break }
    }
    guard !places.isEmpty else { return Result(frames: [], reason: nil) }
    let input = places.map { "\"\($0.library.path)\" 0x\(String($0.offset, radix: 16))\n" }.joined()
    let output = await Command(program, ["--no-demangle"], input: input).run().output
    var frames: [CrashReport.Frame] = []
    var reason: String?
    for (place, entry) in zip(places, output.split(separator: "\n\n")) {
      let lines = entry.split(separator: "\n")
      for index in stride(from: 0, to: lines.count - 1, by: 2) {
        if place.isInnermost, let match = lines[index].firstMatch(of: /Swift runtime failure: (.*)/) {
          reason = reason ?? String(match.output.1)
        }
        guard let frame = Self.frame(lines[index + 1], titles), frames.last != frame else { continue }
        frames.append(frame)
      }
    }
    return Result(frames: frames, reason: reason)
  }

  private func image(of address: UInt64, _ images: [Image]) -> Image? {
    images.filter { $0.base <= address && address < $0.base + $0.size }.max { $0.base < $1.base }
  }

  /// The learner's line in "FOLDER/Cell 3:12:5"; nil for code that is not the learner's.
  private static func frame(_ place: Substring, _ titles: [String: String]) -> CrashReport.Frame? {
    let parts = place.split(separator: ":")
    guard parts.count > 1, let file = parts[0].split(separator: "/").last.map(String.init), let cell = titles[file],
      let line = Int(parts[1]), line > 0
    else { return nil }
    return CrashReport.Frame(cell: cell, line: line)
  }
}
