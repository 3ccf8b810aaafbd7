import ArgumentParser

/// The command line over the libraries; it parses arguments and nothing else.
@main
struct UnrollCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unroll", abstract: "An RNN laboratory: from two-by-two matrices to a language model.")
}
