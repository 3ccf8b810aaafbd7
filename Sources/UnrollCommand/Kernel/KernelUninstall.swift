import ArgumentParser
import KernelInstallation

/// `unroll kernel uninstall`: undoes `unroll kernel install`.
struct KernelUninstall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall", abstract: "Have Jupyter no longer offer Swift; removes only what was installed.")

  @OptionGroup var place: KernelPlace

  func run() throws {
    let folder = place.folder(on: ThisMachine())
    let removed = try folder.uninstall()
    print(removed ? "removed \(folder.path)" : "there is no kernel in \(folder.path)")
  }
}
