import ArgumentParser
import KernelInstallation

/// `unroll kernel doctor`: what the kernel needs, line by line.
struct KernelDoctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Say what the kernel needs, what of it is missing, and how to get that.")

  func run() throws {
    let findings = Doctor(ThisMachine()).findings
    for finding in findings { print(finding.line) }
    if findings.contains(where: { $0.found == nil }) { throw ExitCode.failure }
  }
}
