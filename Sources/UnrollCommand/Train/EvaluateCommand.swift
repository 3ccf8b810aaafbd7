import ArgumentParser
import LanguageModels

/// `unroll evaluate`: how well a model predicts a text.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Judge a language model on a text.",
    discussion: """
      The text is read once, in one stream; its first token is context. Without a text the model is judged on the \
      held-out part of the text that it learnt from.
      """)

  @Argument(help: "The folder of the model.")
  var model: String

  @Argument(help: "The text, in UTF-8.")
  var text: String?

  @Option(help: "Which checkpoint: latest, previous or best. (default: the best, if there were validations)")
  var checkpoint: CheckpointFolder.Which?

  @Option(help: "A list of JSON with the types of the text; an error unless they are the model's.")
  var vocabulary: String?

  func run() throws {
    let folder = CheckpointFolder(model)
    var stored = try StoredModel<ModelInUse>(folder, checkpoint)
    let known = stored.description.vocabulary
    if let vocabulary {
      let other = try VocabularyFile.read(vocabulary, known.tokenization, hasUnknown: known.unknown != nil)
      try known.checkSame(as: other, at: vocabulary)
    }
    let perplexity: Perplexity
    if let text {
      perplexity = try stored.model.perplexity(on: try MappedText(text), known)
    } else {
      let corpus = try MappedCorpus(stored.description, folder: model)
      perplexity = try stored.model.perplexity(on: corpus.tokens, corpus.heldOut, known)
    }
    print(
      NamedValues(rows: [
        ("text", text ?? "held-out part of \(stored.description.text.path)"),
        ("checkpoint", "\(stored.which.rawValue), step \(stored.description.position.step)"),
        ("tokens predicted", "\(perplexity.predictedTokens) \(known.tokenization.rawValue)"),
        ("out of vocabulary", "\(perplexity.unknownTokens)" + (known.unknown == nil ? "" : ", read as one type")),
        ("nats a token", fixed(perplexity.crossEntropy, 4)),
        (known.tokenization == .characters ? "bits a character" : "bits a word", fixed(perplexity.bitsPerToken, 4)),
        ("perplexity", fixed(perplexity.value, 3)),
      ]).text)
  }
}
