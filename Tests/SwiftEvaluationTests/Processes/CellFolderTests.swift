import Foundation
import Testing

@testable import SwiftEvaluation

@Suite struct CellFolderTests {
  private let temporary = FileManager.default.temporaryDirectory

  @Test func aFolderIsItsOwnersAlone() throws {
    let folder = try CellFolder.create()
    defer { try? FileManager.default.removeItem(at: folder) }
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
    #expect(attributes[.posixPermissions] as? Int == 0o700)
    #expect(
      folder.deletingLastPathComponent().path
        == CellFolder.parent(environment: ProcessInfo.processInfo.environment).path)
  }

  @Test func whoeverNamesATemporaryFolderGetsIt() throws {
    let folder = try emptyFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(CellFolder.parent(environment: [:], memory: folder, room: 1) == folder)
    #expect(CellFolder.parent(environment: ["TMPDIR": temporary.path], memory: folder, room: 1) == temporary)
  }

  @Test func memoryMustHaveRoom() throws {
    let folder = try emptyFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(CellFolder.parent(environment: [:], memory: folder, room: .max) == temporary)
    #expect(CellFolder.parent(environment: [:], memory: folder.appending(path: "none"), room: 1) == temporary)
  }

  private func emptyFolder() throws -> URL {
    let folder = temporary.appending(path: "unroll-folder-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
