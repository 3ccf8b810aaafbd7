import CProcess
import NotebookDisplay

/// Puts the packets of the process that runs cells together to events.
struct ReportReader {
  /// Output, or something else.
  enum Report {
    case output(OutputEvent)
    case event(ProcessEvent)
  }

  private var parts: [UInt32: [UInt8]] = [:]
  private var stdout = TextDecoder()
  private var stderr = TextDecoder()

  /// What a packet completes; nil for parts, and for what is damaged.
  mutating func report(of packet: UnsafeRawBufferPointer) -> Report? {
    guard packet.count >= MemoryLayout<unroll_packet_header>.size else { return nil }
    let header = packet.loadUnaligned(as: unroll_packet_header.self)
    let body = packet[MemoryLayout<unroll_packet_header>.size...]
    guard header.more == 0 else {
      parts[header.message, default: []].append(contentsOf: body)
      return nil
    }
    guard let earlier = parts.removeValue(forKey: header.message) else {
      return report(header.kind, UnsafeRawBufferPointer(rebasing: body))
    }
    return (earlier + body).withUnsafeBytes { report(header.kind, $0) }
  }

  /// Forgets parts whose message will never be whole, since its process is dead.
  mutating func reset() { parts = [:] }

  private mutating func report(_ kind: UInt32, _ payload: UnsafeRawBufferPointer) -> Report? {
    switch kind {
    case UNROLL_STDOUT.rawValue: return text(stdout.decode(payload)).map { .output(.stdout($0)) }
    case UNROLL_STDERR.rawValue: return text(stderr.decode(payload)).map { .output(.stderr($0)) }
    case UNROLL_READY.rawValue: return .event(.ready)
    case UNROLL_STARTED.rawValue: return .event(.started)
    case UNROLL_DONE.rawValue: return .event(.done)
    case UNROLL_INPUT_WANTED.rawValue: return .event(.inputWanted)
    case UNROLL_LOAD_FAILED.rawValue: return .event(.loadFailed(String(decoding: payload, as: UTF8.self)))
    case UNROLL_LOADED.rawValue:
      guard payload.count > 8 else { return nil }
      let library = String(decoding: payload[8...], as: UTF8.self)
      return .event(.loaded(base: payload.loadUnaligned(as: UInt64.self), library: library))
    case UNROLL_CRASH.rawValue, UNROLL_EXIT.rawValue: return crash(payload).map { .event(.crash($0)) }
    case UNROLL_BRANCH_OVER.rawValue:
      return payload.count == 4 ? .event(.branchOver(status: payload.loadUnaligned(as: Int32.self))) : nil
    default:
      switch CellMessage(kind: kind, payload: payload) {
      case .display(let id, let data): return .output(.display(data, id: id))
      case .update(let id, let data): return .output(.updateDisplay(data, id: id))
      case .clear(let wait): return .output(.clearOutput(wait: wait))
      case .some(let message): return .event(.message(message))
      case nil: return nil
      }
    }
  }

  private func text(_ text: String) -> String? { text.isEmpty ? nil : text }

  private func crash(_ payload: UnsafeRawBufferPointer) -> CrashData? {
    guard payload.count == MemoryLayout<unroll_crash>.size else { return nil }
    var crash = payload.loadUnaligned(as: unroll_crash.self)
    let count = min(Int(crash.count), Int(UNROLL_CRASH_FRAMES))
    let frames = withUnsafeBytes(of: &crash.frames) { Array($0.bindMemory(to: UInt64.self).prefix(count)) }
    return CrashData(
      signal: crash.signal, code: crash.code, address: crash.address, stackPointer: crash.stack_pointer,
      stackLow: crash.stack_low, frames: frames)
  }
}

/// Text that comes in pieces, which may end in the middle of a character.
struct TextDecoder {
  private var rest: [UInt8] = []

  mutating func decode(_ bytes: some Collection<UInt8>) -> String {
    let all = rest + bytes
    let whole = all.count - Self.incompleteEnd(of: all)
    rest = Array(all[whole...])
    return String(decoding: all[..<whole], as: UTF8.self)
  }

  /// How many bytes at the end begin a character that does not end there.
  private static func incompleteEnd(of bytes: [UInt8]) -> Int {
    for (index, byte) in bytes.suffix(3).reversed().enumerated() where byte & 0b1100_0000 != 0b1000_0000 {
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return length > index + 1 ? index + 1 : 0
    }
    return 0
  }
}
