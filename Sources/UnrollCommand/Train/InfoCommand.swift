import ArgumentParser
import LanguageModels

/// `unroll info`: what a model is, and how far it has come.
struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Say what a language model is and how far it has come.")

  @Argument(help: "The folder of the model.")
  var model: String

  @Option(help: "Which checkpoint: latest, previous or best. (default: latest)")
  var checkpoint: CheckpointFolder.Which?

  func run() throws {
    let (description, _) = try CheckpointFolder(model).load(checkpoint ?? .latest)
    print(NamedValues(rows: Self.rows(description)).text)
  }

  static func rows(_ description: CheckpointDescription) -> [(String, String)] {
    let (network, position) = (description.network, description.position)
    let isByCharacters = description.vocabulary.tokenization == .characters
    func measured(_ validation: TrainingPosition.Validation?) -> String {
      validation.map {
        "\(fixed($0.loss, 4)) nats, \(TrainingProgress.measure($0.loss, isByCharacters: isByCharacters)), "
          + "step \($0.step)"
      } ?? "none yet"
    }
    var rows = [
      ("network", name(network)),
      ("vocabulary", "\(network.vocabularySize) types of \(description.vocabulary.tokenization.rawValue)"),
      (
        "embedding",
        network.embeddingSize.map { "\($0) numbers" + (network.tied ? ", tied to the output" : "") } ?? "one-hot"
      ),
      ("dropout", "\(network.dropout)"), ("parameters", "\(network.parameterCount)"),
    ]
    rows += network.parameterShapes.map { ("  \($0.name)", $0.shape.map(String.init).joined(separator: " × ")) }
    rows += [
      ("text", description.text.path),
      ("  learnt from", "\(description.trainingCount) of \(description.tokenCount) tokens"),
      ("  SHA-256", description.text.sha256),
      ("training so far", "\(position.step) steps, \(position.epoch) epochs, \(position.tokens) tokens"),
      ("  time", TrainingProgress.clock(position.seconds)), ("held-out loss", measured(position.last)),
      ("  best", measured(position.best)),
    ]
    return rows
  }

  private static func name(_ network: NetworkConfiguration) -> String {
    let kind =
      switch network.kind {
      case .elman(let activation): "Elman, \(activation.rawValue)"
      case .lstm: "LSTM"
      case .gru: "GRU"
      }
    return "\(kind), \(network.layers) \(network.layers == 1 ? "layer" : "layers") of \(network.hiddenSize)"
  }
}
