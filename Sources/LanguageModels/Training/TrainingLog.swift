import JSONTree
import WholeFiles

/// The losses of a training, a line of JSON for each record, in a file that a resume cuts back to the checkpoint's step.
struct TrainingLog: ~Copyable {
  /// One line.
  struct Record: Equatable {
    /// Steps taken.
    var step: Int
    /// Epochs finished.
    var epoch: Int
    /// The mean loss of the steps since the last record, in nats a token; nil for a validation.
    var loss: Double?
    /// The loss over the held-out part; nil for steps of training.
    var validationLoss: Double?
    /// The learning rate and the gradient's norm of the last step.
    var learningRate: Double?
    var gradientNorm: Double?
    /// Seconds of training so far.
    var seconds: Double
  }

  /// The file's name in the folder of a model.
  static let fileName = "losses.jsonl"

  private var file: AppendedFile

  /// Bytes written.
  var length: Int { file.length }

  /// Opens the log and keeps its first bytes.
  init(_ path: String, keeping length: Int) throws(FileError) {
    file = try AppendedFile(path, keeping: length)
  }

  mutating func append(_ record: Record) throws(FileError) {
    try file.append(record.json.encoded + [UInt8(ascii: "\n")])
  }

  /// Has the disk keep the log.
  func synchronize() throws(FileError) { try file.synchronize() }

  /// The records of a log; lines that are none are passed over.
  static func records(_ path: String) -> [Record] {
    guard let bytes = try? MappedBytes(path) else { return [] }
    var records: [Record] = []
    var start = 0
    for end in bytes.indices where bytes[end] == UInt8(ascii: "\n") {
      if let value = try? JSONValue(parsing: ArraySlice(Array(bytes[start..<end]))), let record = Record(value) {
        records.append(record)
      }
      start = end + 1
    }
    return records
  }
}

extension TrainingLog.Record {
  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init(name: "step", value: .integer(step)), .init(name: "epoch", value: .integer(epoch)),
    ]
    for (name, value) in [
      ("loss", loss), ("validationLoss", validationLoss), ("learningRate", learningRate),
      ("gradientNorm", gradientNorm), ("seconds", (seconds * 1_000).rounded() / 1_000),
    ] {
      if let value { members.append(.init(name: name, value: JSONValue(value))) }
    }
    return .object(members)
  }

  fileprivate init?(_ value: JSONValue) {
    guard let step = value["step"]?.integerValue, let epoch = value["epoch"]?.integerValue,
      let seconds = value["seconds"]?.doubleValue
    else { return nil }
    self.init(
      step: step, epoch: epoch, loss: value["loss"]?.doubleValue, validationLoss: value["validationLoss"]?.doubleValue,
      learningRate: value["learningRate"]?.doubleValue, gradientNorm: value["gradientNorm"]?.doubleValue,
      seconds: seconds)
  }
}
