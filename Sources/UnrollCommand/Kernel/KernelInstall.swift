import ArgumentParser
import Foundation
import KernelInstallation

/// `unroll kernel install`: tells Jupyter of this program.
struct KernelInstall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Have Jupyter offer Swift, run by this program.")

  @OptionGroup var place: KernelPlace

  func run() throws {
    let machine = ThisMachine()
    guard let executable = Bundle.main.executablePath else {
      throw ValidationError("The system does not say where this program is.")
    }
    let folder = place.folder(on: machine)
    try folder.install(Kernelspec(executable: machine.resolved(executable)))
    print("Jupyter now offers Swift: \(folder.path)")
  }
}
