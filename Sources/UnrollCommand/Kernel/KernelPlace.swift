import ArgumentParser
import KernelInstallation

/// Where the kernel is installed.
struct KernelPlace: ParsableArguments {
  @Flag(help: "For this account, whichever Jupyter it starts. This is the default.")
  var user = false

  @Option(help: "For the Jupyter below this folder only, such as a Python environment.")
  var prefix: String?

  func validate() throws {
    if user && prefix != nil { throw ValidationError("--user and --prefix name two places; give one of them.") }
  }

  func folder(on machine: any Machine) -> KernelspecFolder {
    if let prefix { return KernelspecFolder(dataFolder: JupyterFolders.dataFolder(prefix: machine.resolved(prefix))) }
    let folders = JupyterFolders(environment: machine.environment, home: machine.home, prefixes: [])
    return KernelspecFolder(dataFolder: folders.user)
  }
}
