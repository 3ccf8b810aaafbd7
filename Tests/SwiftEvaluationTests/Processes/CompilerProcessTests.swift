import CProcess
import Foundation
import Testing

@testable import SwiftEvaluation

@Suite struct CompilerProcessTests {
  private var library: URL { get throws { try #require(try Toolchain().compilerLibrary) } }
  private var program: URL { get throws { try #require(try Libraries(products: TestNotebook.products).compilerHost) } }

  @Test func everyCellHasItsAnswer() async throws {
    let process = try #require(CompilerProcess(program: try program, library: try library))
    for seat in CompilerProcess.seats {
      process.begin(["-c", "/nowhere/to/be/found.swift"], in: seat)
      #expect(await process.answer(in: seat) == .notCompiled)
      process.begin(["-c", "x.swift"], in: seat, key: URL(filePath: "/nowhere/to/be/found"))
      #expect(await process.answer(in: seat) == .notCompiled)
      process.openGate(of: seat)
      process.begin([], in: seat)
      #expect(await process.answer(in: seat) == .notCompiled)
    }
    process.begin([String(repeating: "x", count: 1 << 17)], in: 1)
    for seat in CompilerProcess.seats { #expect(await process.answer(in: seat) == .gone) }
  }

  @Test func withoutTheLibraryItEnds() async throws {
    let process = try #require(CompilerProcess(program: try program, library: URL(filePath: "/nowhere.so")))
    #expect(await process.answer(in: 0) == .gone)
  }

  /// As when the program that started it is killed.
  @Test func itEndsWithItsChannel() throws {
    var pair: [CInt] = [-1, -1]
    #expect(unroll_packet_sockets(&pair) == 0)
    var pid: pid_t = 0
    let descriptors = [CInt](repeating: pair[1], count: Int(UNROLL_SEAT) + CompilerProcess.seats.count)
    #expect(Spawning.spawn(&pid, try program.path, [try library.path], descriptors) == 0)
    close(pair[1])
    close(pair[0])
    var status: CInt = -1
    #expect(waitpid(pid, &status, 0) == pid && unroll_exited(status) && unroll_exit_status(status) == 0)
  }
}
