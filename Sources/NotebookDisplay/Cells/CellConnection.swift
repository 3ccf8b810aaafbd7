import Synchronization

/// The way from a library, or a cell, to the evaluator that runs the cell.
///
/// Its other end is the program that loads this library to run cells. Everywhere else there is no connection, and what
/// would be shown in a notebook is printed.
package struct CellConnection: Sendable {
  typealias Send = @convention(c) (UInt32, UnsafeRawPointer?, Int) -> Void
  typealias Request =
    @convention(c) (
      UInt32, UnsafeRawPointer?, Int, UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeMutableRawPointer?>,
      UnsafeMutablePointer<Int>
    ) -> Bool
  typealias Finish = @convention(c) () -> Void

  private let sendMessage: Send
  private let requestAnswer: Request
  private let free: @convention(c) (UnsafeMutableRawPointer?) -> Void
  /// Ends the running cell when its last statement has been reached.
  let finish: Finish

  /// The connection of this process, if it runs cells. Set once, before the first cell: the one piece of state that
  /// belongs to the process, as its standard output does.
  private static let ofProcess = Mutex<CellConnection?>(nil)

  package static var current: CellConnection? { ofProcess.withLock { $0 } }

  fileprivate static func connect(_ connection: CellConnection) { ofProcess.withLock { $0 = connection } }

  fileprivate init(
    send: @escaping Send, request: @escaping Request, finish: @escaping Finish,
    free: @escaping @convention(c) (UnsafeMutableRawPointer?) -> Void
  ) {
    sendMessage = send
    requestAnswer = request
    self.finish = finish
    self.free = free
  }

  package func send(_ message: CellMessage) {
    message.payload.withUnsafeBytes { sendMessage(message.kind.rawValue, $0.baseAddress, $0.count) }
  }

  /// The evaluator's answer; nil where no cell runs that could wait for it.
  ///
  /// Hidden cells that the evaluator has called before it answers are given the context.
  package func request(_ message: CellMessage, context: UnsafeMutableRawPointer?) -> [UInt8]? {
    var answer: UnsafeMutableRawPointer?
    var size = 0
    let isAnswered = message.payload.withUnsafeBytes {
      requestAnswer(message.kind.rawValue, $0.baseAddress, $0.count, context, &answer, &size)
    }
    defer { free(answer) }
    guard isAnswered else { return nil }
    return Array(UnsafeRawBufferPointer(start: answer, count: size))
  }
}

/// Called by the program that runs cells, once, when it has loaded this library.
@_cdecl("unroll_notebook_connect")
func connectNotebook(
  send: @escaping @convention(c) (UInt32, UnsafeRawPointer?, Int) -> Void,
  request:
    @escaping @convention(c) (
      UInt32, UnsafeRawPointer?, Int, UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeMutableRawPointer?>,
      UnsafeMutablePointer<Int>
    ) -> Bool,
  finish: @escaping @convention(c) () -> Void,
  free: @escaping @convention(c) (UnsafeMutableRawPointer?) -> Void
) {
  CellConnection.connect(CellConnection(send: send, request: request, finish: finish, free: free))
}
