import ArgumentParser
import LanguageModels

/// What the network is: options that a new model is made by, and that a resumed one can only repeat.
struct NetworkOptions: ParsableArguments {
  enum Kind: String, ExpressibleByArgument, CaseIterable { case lstm, gru, elman }
  enum Activation: String, ExpressibleByArgument, CaseIterable { case tanh, relu, sigmoid, identity }

  @Option(help: "The recurrent layers: lstm, gru or elman. (default: lstm)")
  var kind: Kind?

  @Option(help: "σ of an Elman network: tanh, relu, sigmoid or identity. (default: tanh)")
  var activation: Activation?

  @Option(help: "Numbers that stand for a token; 0 reads tokens one-hot. (default: 64, of words 200)")
  var embedding: Int?

  @Option(help: "Hidden units of a layer. (default: 256, of words 200)")
  var hidden: Int?

  @Option(help: "Recurrent layers. (default: 1)")
  var layers: Int?

  @Option(help: "The probability with which a number is left out in training. (default: 0, of words 0.2)")
  var dropout: Double?

  @Flag(inversion: .prefixedNo, help: "One weight for embedding and output. (default: words yes, characters no)")
  var tied: Bool?

  /// The network that the options and the defaults of its tokens make.
  func configuration(_ vocabulary: Vocabulary) -> NetworkConfiguration {
    let isByWords = vocabulary.tokenization == .words
    let hidden = hidden ?? (isByWords ? 200 : 256)
    let isTied = tied ?? (isByWords && (embedding ?? hidden) == hidden)
    let embedding = embedding ?? (isTied ? hidden : isByWords ? 200 : 64)
    return NetworkConfiguration(
      kind: network(kind ?? .lstm), vocabularySize: vocabulary.count, embeddingSize: embedding == 0 ? nil : embedding,
      hiddenSize: hidden, layers: layers ?? 1, dropout: dropout ?? (isByWords ? 0.2 : 0), tied: isTied)
  }

  /// `configuration` with what was given in its place.
  func applied(to configuration: NetworkConfiguration) -> NetworkConfiguration {
    var result = configuration
    if let kind { result.kind = network(kind) }
    if let embedding { result.embeddingSize = embedding == 0 ? nil : embedding }
    result.hiddenSize = hidden ?? result.hiddenSize
    result.layers = layers ?? result.layers
    result.dropout = dropout ?? result.dropout
    result.tied = tied ?? result.tied
    return result
  }

  private func network(_ kind: Kind) -> NetworkConfiguration.Kind {
    switch kind {
    case .lstm: .lstm
    case .gru: .gru
    case .elman:
      switch activation ?? .tanh {
      case .tanh: .elman(.tanh)
      case .relu: .elman(.relu)
      case .sigmoid: .elman(.sigmoid)
      case .identity: .elman(.identity)
      }
    }
  }

  func validate() throws {
    if activation != nil && kind != .elman {
      throw ValidationError("--activation is of an Elman network; give --kind elman with it.")
    }
  }
}
