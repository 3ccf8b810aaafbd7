private import Dispatch
import JupyterProtocol
private import Synchronization

/// What other threads want sent by the one that owns the sockets.
///
/// Text is gathered: a loop that prints a million lines makes some hundred messages. What is not yet sent is bounded: who
/// writes faster than clients read has to wait.
final class Outbox: Sendable {
  /// One thing to publish.
  enum Publication: Sendable {
    case frames([[UInt8]])
    case text(StreamText)

    var byteCount: Int {
      switch self {
      case .frames(let frames): frames.reduce(0) { $0 + $1.count }
      case .text(let text): text.byteCount
      }
    }
  }

  /// One thing for a channel other than iopub, or for the thread itself.
  enum Order: Sendable {
    case send([[UInt8]], Channel)
    /// Read all that has come on shell, then put a mark behind it.
    case markShell
    /// Send what there is, then end.
    case end
  }

  private struct State {
    var orders: [Order] = []
    var publications: [Publication] = []
    var first = 0
    var byteCount = 0
    var isClosed = false
    var waiting: [DispatchSemaphore] = []

    var isEmpty: Bool { first == publications.count }
  }

  /// Bytes that may wait to be published before their writers have to.
  private let capacity: Int
  private let state = Mutex(State())
  private let waker: Waker

  init(waker: Waker, capacity: Int = 8 << 20) {
    self.waker = waker
    self.capacity = capacity
  }

  // MARK: Any thread

  func order(_ order: Order) {
    state.withLock { $0.orders.append(order) }
    waker.wake()
  }

  /// Publishes `publication` after all that came before, and waits while too much does.
  func publish(_ publication: Publication) {
    let (wakes, turn) = state.withLock { state -> (Bool, DispatchSemaphore?) in
      guard !state.isClosed else { return (false, nil) }
      state.byteCount += publication.byteCount
      // The thread comes back by itself for text that may still grow.
      let wakes = !Self.growLast(of: &state, by: publication)
      guard state.byteCount > capacity else { return (wakes, nil) }
      let turn = DispatchSemaphore(value: 0)
      state.waiting.append(turn)
      return (wakes, turn)
    }
    if wakes { waker.wake() }
    turn?.wait()
  }

  /// Appends `publication`; true if it only made the last text longer, and that is not full.
  private static func growLast(of state: inout State, by publication: Publication) -> Bool {
    guard !state.isEmpty, case .text(let addition) = publication, case .text(var last) = state.publications.last else {
      state.publications.append(publication)
      return false
    }
    // Out of the array first, so that its text is not copied.
    state.publications.removeLast()
    let isTaken = last.append(addition)
    let isFull = last.isFull
    state.publications.append(.text(last))
    if !isTaken { state.publications.append(publication) }
    return isTaken && !isFull
  }

  // MARK: The sockets' thread

  /// All orders since the last call.
  func takeOrders() -> [Order] {
    waker.clear()
    return state.withLock { state in
      defer { state.orders = [] }
      return state.orders
    }
  }

  /// The next thing to publish; nil if there is none, or only text that may still grow and is not to be `flushed`.
  func nextPublication(flushing: Bool) -> Publication? {
    let (publication, woken) = state.withLock { state -> (Publication?, [DispatchSemaphore]) in
      guard !state.isEmpty else { return (nil, []) }
      let publication = state.publications[state.first]
      if case .text(let text) = publication, state.first == state.publications.count - 1, !text.isFull, !flushing {
        return (nil, [])
      }
      state.first += 1
      if state.isEmpty || state.first >= 1024 {
        state.publications.removeFirst(state.first)
        state.first = 0
      }
      state.byteCount -= publication.byteCount
      guard state.byteCount <= capacity / 2 else { return (publication, []) }
      defer { state.waiting = [] }
      return (publication, state.waiting)
    }
    for turn in woken { turn.signal() }
    return publication
  }

  /// Whether anything waits to be published.
  var hasPublications: Bool { state.withLock { !$0.isEmpty } }

  /// From now on nothing is published, and nobody waits.
  func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for turn in waiting { turn.signal() }
  }
}
