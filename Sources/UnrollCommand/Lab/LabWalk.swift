import ArgumentParser
import Foundation
import Unroll

/// `unroll lab walk`: the whole lab in the terminal, then the same on a real text.
struct LabWalk: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "walk", abstract: "Work the whole lab through in the terminal, then go on to a real text.")

  @Option(help: "The text to count and to train on, in UTF-8.")
  var text: String

  @Option(help: "The folder for the computation graphs (DOT and SVG).")
  var pictures = "out"

  @Option(help: "How many characters of the text the recurrent network learns from.")
  var characters = 2_000_000

  @Option(help: "Number of hidden units of the recurrent network.")
  var hidden = 128

  @Option(help: "Seed of all random numbers.")
  var seed: UInt64 = 187

  func validate() throws {
    if characters < 1 { throw ValidationError("--characters is \(characters); at least 1 is needed.") }
    if hidden < 1 { throw ValidationError("--hidden is \(hidden); at least 1 is needed.") }
  }

  func run() throws {
    // A text that cannot be read is reported before anything is done.
    let reader = try TextLab(path: text, characters: characters, hidden: hidden, seed: seed)
    let forward = ForwardLab()
    forward.run()
    let graphs = GraphLab(folder: pictures)
    try graphs.draw("computation_graph", outputs: forward.outputs, variables: forward.variables)
    try BigramLab().run()
    try BackwardLab(graphs: graphs).run()
    try reader.run()
  }
}

/// A heading between two sections, bold in a terminal.
func heading(_ title: String) {
  print(isatty(STDOUT_FILENO) == 1 ? "\n\u{1B}[1m\(title)\u{1B}[0m\n" : "\n\(title)\n")
}

/// A number with a fixed number of decimals.
func fixed(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
