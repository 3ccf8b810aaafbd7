import ArgumentParser

/// The command line over the libraries.
@main
struct UnrollCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unroll", abstract: "An RNN laboratory: from two-by-two matrices to a language model.",
    subcommands: [
      LabCommand.self, KernelCommand.self, RunCommand.self, AssignCommand.self, TrainCommand.self,
      EvaluateCommand.self, SampleCommand.self, InfoCommand.self,
    ])
}
