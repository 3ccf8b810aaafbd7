import JSONTree
import WholeFiles

/// The readable part of a checkpoint: all but the tensors.
package struct CheckpointDescription: Sendable, Equatable {
  /// The model.
  package var network: NetworkConfiguration
  /// How it learns.
  package var optimizer: OptimizerConfiguration
  /// What was chosen before the first step.
  package var plan: TrainingPlan
  /// The text that it learns from.
  package var text: MappedText.Identity
  /// The tokens of that text.
  package var tokenCount: Int
  /// Those of them to learn from; the rest is held out.
  package var trainingCount: Int
  /// The word types.
  package var vocabulary: Vocabulary
  /// Where training stands.
  package var position: TrainingPosition
  /// The model's counts and random state.
  package var words: [TrainingSnapshot.Word]

  package init(
    network: NetworkConfiguration, optimizer: OptimizerConfiguration, plan: TrainingPlan, text: MappedText.Identity,
    tokenCount: Int, trainingCount: Int, vocabulary: Vocabulary, position: TrainingPosition,
    words: [TrainingSnapshot.Word]
  ) {
    (self.network, self.optimizer, self.plan, self.text) = (network, optimizer, plan, text)
    (self.tokenCount, self.trainingCount, self.vocabulary) = (tokenCount, trainingCount, vocabulary)
    (self.position, self.words) = (position, words)
  }
}

/// The file of a checkpoint's tensors, as its description names it.
struct WeightsReference: Equatable {
  var file: String
  var size: Int
  var sha256: String
}

extension CheckpointDescription {
  static let format = "unroll language model"
  static let version = 1

  /// The description as a file: an object of JSON with a line for each member. The last member is the SHA-256 of the
  /// members before it, without white space between them.
  func encoded(weights: WeightsReference) -> [UInt8] {
    let content: JSONValue = [
      "format": .string(Self.format), "version": .integer(Self.version), "network": network.json,
      "optimizer": optimizer.json, "plan": plan.json,
      "text": [
        "path": .string(text.path), "size": .integer(text.size), "sha256": .string(text.sha256),
        "tokenization": .string(vocabulary.tokenization.rawValue), "tokens": .integer(tokenCount),
        "trainingTokens": .integer(trainingCount),
      ],
      "position": position.json,
      "words": .object(words.map { JSONValue.Member(name: $0.name, value: .string(String($0.value))) }),
      "weights": [
        "file": .string(weights.file), "size": .integer(weights.size), "sha256": .string(weights.sha256),
      ],
      "vocabulary": [
        "hasUnknown": .boolean(vocabulary.unknown != nil), "types": JSONValue(vocabulary.types),
        "counts": .array(vocabulary.counts.map(JSONValue.integer)),
      ],
    ]
    let members = (content.objectValue ?? []) + [.init(name: "sha256", value: .string(Self.checksum(content)))]
    let lines = members.map { "  \(JSONValue.quoted($0.name)): \($0.value.text)" }
    return Array(("{\n" + lines.joined(separator: ",\n") + "\n}\n").utf8)
  }

  private static func checksum(_ content: JSONValue) -> String {
    var hash = SHA256()
    hash.update(content.encoded)
    return hash.hexadecimalDigest
  }

  /// Reads what `encoded` wrote.
  static func decode(
    _ bytes: [UInt8]
  ) throws(JSONFields.Problem) -> (description: CheckpointDescription, weights: WeightsReference) {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes[...])
    } catch {
      throw JSONFields.Problem(part: "description", reason: "it is not JSON at byte \(error.offset): \(error.reason)")
    }
    let fields = try JSONFields(value)
    guard try fields.string("format") == format else {
      throw fields.problem("format", "it is not \"\(format)\"")
    }
    let version = try fields.integer("version")
    guard version == Self.version else {
      throw fields.problem("version", "it is \(version), and this program reads version \(Self.version)")
    }
    guard try fields.string("sha256") == checksum(value.setting("sha256", to: nil)) else {
      throw fields.problem("sha256", "it is not that of the members before it; one of them was changed")
    }
    let weights = try fields.object("weights")
    return (
      try CheckpointDescription(fields),
      WeightsReference(
        file: try weights.string("file"), size: try weights.natural("size"), sha256: try weights.string("sha256"))
    )
  }

  private init(_ fields: JSONFields) throws(JSONFields.Problem) {
    network = try NetworkConfiguration(fields.object("network"))
    optimizer = try OptimizerConfiguration(fields.object("optimizer"))
    plan = try TrainingPlan(fields.object("plan"))
    let text = try fields.object("text")
    self.text = MappedText.Identity(
      path: try text.string("path"), size: try text.natural("size"), sha256: try text.string("sha256"))
    tokenCount = try text.natural("tokens")
    trainingCount = try text.natural("trainingTokens")
    guard trainingCount <= tokenCount else {
      throw text.problem("trainingTokens", "it is \(trainingCount), and the text has \(tokenCount) tokens")
    }
    guard let tokenization = Tokenization(rawValue: try text.string("tokenization")) else {
      throw text.problem(
        "tokenization", "it is none of " + Tokenization.allCases.map(\.rawValue).joined(separator: ", "))
    }
    position = try TrainingPosition(fields.object("position"))
    words = []
    let named = try fields.object("words")
    for (name, _) in try named.texts() { words.append(.init(name: name, value: try named.word(name))) }
    vocabulary = try Self.vocabulary(fields.object("vocabulary"), tokenization)
    guard vocabulary.count == network.vocabularySize else {
      throw fields.problem(
        "vocabulary.types", "there are \(vocabulary.count), and the network has \(network.vocabularySize)")
    }
  }

  private static func vocabulary(
    _ fields: JSONFields, _ tokenization: Tokenization
  ) throws(JSONFields.Problem) -> Vocabulary {
    let types = try fields.array("types", of: "a text", \.stringValue)
    let counts = try fields.array("counts", of: "an integer", \.integerValue)
    guard types.count == counts.count else {
      throw fields.problem("counts", "there are \(counts.count) for \(types.count) types")
    }
    do {
      return try Vocabulary(
        types: types, counts: counts, hasUnknown: try fields.boolean("hasUnknown"), tokenization: tokenization)
    } catch let error as TextError {
      throw fields.problem("types", error.description)
    } catch let error as JSONFields.Problem {
      throw error
    } catch {
      throw fields.problem("types", "\(error)")
    }
  }
}
