import ArgumentParser
import KernelInstallation
import Testing

@testable import UnrollCommand

struct KernelPlaceTests {
  /// A machine of which only the environment counts.
  struct Account: Machine {
    var environment = ["JUPYTER_DATA_DIR": "/mine"]
    var home = "/home/me"
    var isDarwin = false
    func canLoad(_ library: String) -> Bool { false }
    func isExecutable(_ path: String) -> Bool { false }
    func resolved(_ path: String) -> String { path == "venv" ? "/home/ada/venv" : path }
  }

  func folder(_ arguments: String...) throws -> String {
    try KernelPlace.parse(arguments).folder(on: Account()).path
  }

  @Test func isTheAccountsUnlessAPrefixIsGiven() throws {
    #expect(try folder() == "/mine/kernels/unroll")
    #expect(try folder("--user") == "/mine/kernels/unroll")
    #expect(try folder("--prefix", "venv") == "/home/ada/venv/share/jupyter/kernels/unroll")
  }

  @Test func isOnePlace() {
    let error = #expect(throws: (any Error).self) { try folder("--user", "--prefix", "venv") }
    #expect(error.map { KernelPlace.fullMessage(for: $0) }?.contains("name two places") == true)
  }
}
