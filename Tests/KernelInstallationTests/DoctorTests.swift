import Foundation
import Testing

@testable import KernelInstallation

/// A machine with these programs and libraries, and nothing else.
struct ToyMachine: Machine {
  var environment = ["PATH": "/bin:/opt/bin"]
  var home = "/nowhere"
  var isDarwin = false
  var programs: Set<String> = []
  var libraries: Set<String> = []
  var links: [String: String] = [:]

  func canLoad(_ library: String) -> Bool { libraries.contains(library) }
  func isExecutable(_ path: String) -> Bool { programs.contains(path) || links[path] != nil }
  func resolved(_ path: String) -> String { links[path] ?? path }
}

struct DoctorTests {
  /// A machine with everything but the kernel, which looks for it in `folder`.
  func whole(_ folder: String) -> ToyMachine {
    ToyMachine(
      environment: ["PATH": "/bin:/opt/bin", "JUPYTER_DATA_DIR": folder],
      programs: ["/swift/bin/swift-frontend", "/swift/bin/ld.lld", "/bin/sourcekit-lsp", "/opt/bin/jupyter"],
      libraries: ["libzmq.so.5", "libopenblas.so.0"], links: ["/bin/swift": "/swift/bin/swift-driver"])
  }

  func missing(_ machine: ToyMachine) -> [String] {
    Doctor(machine).findings.filter { $0.found == nil }.map(\.name)
  }

  @Test func everythingIsMissingOnABareMachine() {
    let all = ["swift", "swift-frontend", "ld.lld", "sourcekit-lsp", "libzmq", "libopenblas", "jupyter", "the kernel"]
    #expect(missing(ToyMachine()) == all)
    for finding in Doctor(ToyMachine()).findings {
      #expect(finding.line == "✗ \(finding.name) is missing (\(finding.purpose)): \(finding.remedy)")
      #expect(!finding.remedy.isEmpty)
    }
    var mac = ToyMachine()
    mac.isDarwin = true
    #expect(missing(mac) == ["swift", "swift-frontend", "sourcekit-lsp", "libzmq", "jupyter", "the kernel"])
    #expect(Doctor(mac).findings.contains { $0.remedy == "brew install zeromq" })
  }

  @Test func findsProgramsBesideTheRealSwiftAndOnThePath() {
    let findings = Doctor(whole("/nowhere")).findings
    #expect(missing(whole("/nowhere")) == ["the kernel"])
    #expect(
      findings.compactMap(\.found).prefix(4) == [
        "/bin/swift", "/swift/bin/swift-frontend", "/swift/bin/ld.lld", "/bin/sourcekit-lsp",
      ])
  }

  @Test func looksWhetherTheKernelsProgramIsThere() throws {
    let data = FileManager.default.temporaryDirectory.appending(path: "unroll-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: data) }
    let folder = KernelspecFolder(dataFolder: data)
    try folder.install(Kernelspec(executable: "/moved/unroll"))
    var machine = whole(data)
    #expect(missing(machine) == ["the program /moved/unroll"])
    machine.programs.insert("/moved/unroll")
    #expect(missing(machine).isEmpty)
    #expect(Doctor(machine).findings.last?.line == "✓ the kernel: \(folder.path), which starts /moved/unroll")
  }

  @Test func thisMachineAnswers() {
    let machine = ThisMachine()
    #expect(machine.isExecutable("/bin/sh"))
    #expect(!machine.isExecutable("/bin"))
    #expect(!machine.isExecutable("/nowhere/sh"))
    #expect(machine.find("sh") != nil)
    #expect(!machine.canLoad("libnowhere.so.99"))
    #expect(machine.home.hasPrefix("/"))
  }
}
