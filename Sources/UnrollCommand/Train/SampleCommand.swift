import ArgumentParser
import Autograd
import Foundation
import LanguageModels

/// `unroll sample`: a text drawn from a model, as it comes.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Write a text with a language model.")

  @Argument(help: "The folder of the model.")
  var model: String

  @Option(help: "A text to go on from; it is written first.")
  var prompt: String?

  @Option(help: "How many characters or words to draw.")
  var length = 500

  @Option(help: "1 draws from the model itself, less is bolder, 0 takes the likeliest always.")
  var temperature = 1.0

  @Option(help: "Draw from this many of the likeliest only.")
  var topK: Int?

  @Option(help: "Draw from the likeliest only that have this share of the probability together.")
  var topP: Double?

  @Option(help: "Decides what is drawn; another text each time without it.")
  var seed: UInt64?

  @Option(help: "Which checkpoint: latest, previous or best. (default: the best, if there were validations)")
  var checkpoint: CheckpointFolder.Which?

  func validate() throws {
    if length < 0 { throw ValidationError("--length is \(length); it cannot be negative.") }
  }

  func run() throws {
    let sampler = try CategoricalSampler(temperature: temperature, topK: topK, topP: topP)
    var stored = try StoredModel<ModelInUse>(CheckpointFolder(model), checkpoint)
    let vocabulary = stored.description.vocabulary
    let start = try prompt.map { try vocabulary.encode($0) } ?? []
    var generator = SeededGenerator(seed: seed ?? UInt64.random(in: .min ... .max))
    if let prompt { write(prompt) }
    try stored.model.generate(
      length, after: start.isEmpty ? vocabulary.neutralPrompt : start, vocabulary, sampler, using: &generator
    ) { write($0) }
    write("\n")
  }

  /// Writes at once; false where nobody reads any more.
  @discardableResult
  private func write(_ text: String) -> Bool {
    (try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))) != nil
  }
}
