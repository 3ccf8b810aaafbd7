import ArgumentParser

/// `unroll lab`: the lab in the terminal.
struct LabCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lab", abstract: "Work a lab through, or check a learner's notebook, in the terminal.",
    subcommands: [LabWalk.self, LabCheck.self], defaultSubcommand: LabWalk.self)
}
