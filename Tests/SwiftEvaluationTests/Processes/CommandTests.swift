import Foundation
import Testing

@testable import SwiftEvaluation

@Suite struct CommandTests {
  @Test func theInputMayComeLate() async {
    let input = LateInput()
    let command = Command(URL(filePath: "/bin/cat"), [], input: input.take)
    let result = Task { await command.run() }
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 1000)
    input.give(bytes)
    #expect(await result.value.succeeded)
    #expect(await result.value.output.utf8.elementsEqual(bytes))
  }

  @Test func aProgramMayEndBeforeItHasReadAll() async {
    let command = Command(URL(filePath: "/bin/true"), [], input: String(repeating: "x", count: 1 << 20))
    #expect(await command.run().succeeded)
  }

  @Test func cancellingKeepsItFromStarting() async {
    let command = Command(URL(filePath: "/bin/true"), []) { fatalError("nobody reads this") }
    command.cancel()
    #expect(await !command.run().succeeded)
  }
}
