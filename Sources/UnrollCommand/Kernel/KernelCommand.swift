import ArgumentParser

/// `unroll kernel`: Swift in Jupyter.
struct KernelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel", abstract: "Swift in Jupyter.",
    subcommands: [KernelInstall.self, KernelUninstall.self, KernelDoctor.self])
}
