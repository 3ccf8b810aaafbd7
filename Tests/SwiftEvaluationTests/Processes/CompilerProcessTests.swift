import CProcess
import Foundation
import Testing

@testable import SwiftEvaluation

@Suite struct CompilerProcessTests {
  private var library: URL { get throws { try #require(try Toolchain().compilerLibrary) } }
  private var program: URL { get throws { try #require(try Libraries(products: TestNotebook.products).compilerHost) } }

  @Test func everyCellHasItsAnswer() async throws {
    let process = try #require(CompilerProcess(program: try program, library: try library))
    process.begin(["-c", "/nowhere/to/be/found.swift"])
    #expect(await process.answer() == .notCompiled)
    process.begin(["-c", "x.swift"], key: URL(filePath: "/nowhere/to/be/found"))
    #expect(await process.answer() == .notCompiled)
    process.openGate()
    process.begin([])
    #expect(await process.answer() == .notCompiled)
    process.begin([String(repeating: "x", count: 1 << 17)])
    #expect(await process.answer() == .gone)
  }

  @Test func withoutTheLibraryItEnds() async throws {
    let process = try #require(CompilerProcess(program: try program, library: URL(filePath: "/nowhere.so")))
    #expect(await process.answer() == .gone)
  }

  /// As when the program that started it is killed.
  @Test func itEndsWithItsChannel() throws {
    var pair: [CInt] = [-1, -1]
    #expect(unroll_packet_sockets(&pair) == 0)
    var pid: pid_t = 0
    #expect(Spawning.spawn(&pid, try program.path, [try library.path], [pair[1], pair[1], pair[1], pair[1]]) == 0)
    close(pair[1])
    close(pair[0])
    var status: CInt = -1
    #expect(waitpid(pid, &status, 0) == pid && unroll_exited(status) && unroll_exit_status(status) == 0)
  }
}
