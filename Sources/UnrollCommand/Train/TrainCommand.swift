import ArgumentParser
import Foundation
import JSONTree
import LanguageModels
import NeuralNetworks
import WholeFiles

/// `unroll train`: a recurrent language model learns a text.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a recurrent language model on a text.",
    discussion: """
      The folder gets checkpoint.json, its weights in safetensors, losses.jsonl and learning-curve.svg. Ctrl-C finishes \
      the step and saves; --resume carries on exactly where training stopped, however it stopped. docs/training.md says more.
      """)

  enum Tokens: String, ExpressibleByArgument, CaseIterable { case characters, words }

  @Argument(help: "The text, in UTF-8; with --resume only where it has moved.")
  var text: String?

  @Option(name: .shortAndLong, help: "The folder of the model.")
  var model: String

  @Flag(help: "Carry on with the model in the folder. The limits and the patience may be new.")
  var resume = false

  @Option(help: "Which checkpoint to carry on from: latest, previous or best. (default: latest)")
  var checkpoint: CheckpointFolder.Which?

  @Option(help: "What a token is: characters or words. (default: characters)")
  var tokens: Tokens?

  @Option(help: "The share of the text, from its end, that validations are on. (default: 0.1)")
  var heldOut: Double?

  @Option(help: "Types that occur less often are read as one unknown type. (default: 1, of words 2)")
  var minimumCount: Int?

  @Flag(help: "No type for unknown words: one in the held-out part is an error.")
  var noUnknown = false

  @Option(help: "A list of JSON with the types in the order of their ids, instead of counting them.")
  var vocabulary: String?

  @Option(
    help: "Begin with the parameters of this safetensors file, as PyTorch's word-language-model example names them.")
  var weights: String?

  @OptionGroup(title: "The network") var network: NetworkOptions
  @OptionGroup(title: "How it learns") var learning: LearningOptions

  func validate() throws {
    if checkpoint != nil && !resume {
      throw ValidationError("--checkpoint says where to resume; give --resume with it.")
    }
    if !resume && text == nil { throw ValidationError("A new model needs a text; give its path.") }
    if let heldOut, !(heldOut >= 0 && heldOut < 1) {
      throw ValidationError("--held-out is \(heldOut); it must be at least 0 and below 1.")
    }
    if let minimumCount, minimumCount < 1 {
      throw ValidationError("--minimum-count is \(minimumCount); it must be an integer from 1 on.")
    }
    if noUnknown, let minimumCount, minimumCount > 1 {
      throw ValidationError("--minimum-count leaves words out, and --no-unknown leaves nothing to read them as.")
    }
  }

  func run() throws {
    let folder = CheckpointFolder(model)
    guard !resume else { return try folder.whileTraining { try resumed(folder) } }
    try begun(folder)
  }

  private func begun(_ folder: CheckpointFolder) throws {
    guard let text else { throw ValidationError("A new model needs a text; give its path.") }
    if folder.isOccupied { throw CheckpointError.occupied(folder: model) }
    let rules = rules(nil)
    let plan = learning.plan(rules.tokenization, isHeldOut: rules.heldOutFraction > 0)
    try plan.check()
    let optimizer = learning.optimizerConfiguration()
    try optimizer.check()
    let given = try vocabulary.map { try VocabularyFile.read($0, rules.tokenization, hasUnknown: !noUnknown) }
    try Folder.make(model)
    try folder.whileTraining {
      if folder.isOccupied { throw CheckpointError.occupied(folder: model) }
      // As it will be found when the folder is resumed from elsewhere.
      let path = URL(filePath: text).standardizedFileURL.path
      let corpus = try MappedCorpus(path, rules, vocabulary: given, folder: model)
      let configuration = network.configuration(corpus.vocabulary)
      try configuration.check()
      let first = try weights.map { try PretrainedWeights.load($0, configuration) }
      let run = try TrainingRun<ModelInUse>.begin(
        configuration, optimizer: optimizer, plan: plan, corpus: corpus, folder: folder, weights: first)
      try TrainingSession(folder: folder).finish(run)
    }
  }

  /// How the text is to be cut and counted: what was given, in the place of `base` or of the defaults.
  private func rules(_ base: MappedCorpus.Rules?) -> MappedCorpus.Rules {
    let tokenization = tokens.map { $0 == .words ? .words : .characters } ?? base?.tokenization ?? .characters
    let defaultCount = tokenization == .words && !noUnknown ? 2 : 1
    return MappedCorpus.Rules(
      tokenization: tokenization, heldOutFraction: heldOut ?? base?.heldOutFraction ?? 0.1,
      minimumCount: minimumCount ?? base?.minimumCount ?? defaultCount,
      unknownType: noUnknown ? nil : base.map(\.unknownType) ?? Vocabulary.defaultUnknownType)
  }

  private func resumed(_ folder: CheckpointFolder) throws {
    let which = checkpoint ?? .latest
    let (description, snapshot) = try folder.load(which)
    let plan = learning.applied(to: description.plan)
    try checkUnchanged(description, plan)
    try plan.check()
    let corpus = try MappedCorpus(description, at: text, folder: model)
    if which != .latest { try folder.makeLatest(which) }
    let run = try TrainingRun<ModelInUse>.resume(
      description, snapshot, plan: plan, corpus: corpus, folder: folder)
    try TrainingSession(folder: folder).finish(run)
  }

  /// A model that goes on is the one that was begun: other options than limits and patience may be repeated, not changed.
  private func checkUnchanged(_ description: CheckpointDescription, _ plan: TrainingPlan) throws {
    var fixed = plan
    (fixed.epochs, fixed.steps, fixed.minutes, fixed.patience) = (
      description.plan.epochs, description.plan.steps, description.plan.minutes, description.plan.patience
    )
    let changed = [
      ("network", network.applied(to: description.network) != description.network),
      ("rule of learning", learning.optimizerConfiguration(description.optimizer) != description.optimizer),
      ("plan", fixed != description.plan),
      ("cut of the text", rules(description.rules) != description.rules),
      ("vocabulary or the first weights", vocabulary != nil || weights != nil),
    ].filter(\.1).map(\.0)
    if let what = changed.first {
      throw ValidationError(
        "The \(what) of a model that is resumed cannot be changed; --epochs, --steps, --minutes and --patience can.")
    }
  }
}

extension CheckpointFolder.Which: ExpressibleByArgument {}

/// A vocabulary from a file.
enum VocabularyFile {
  /// The types that a file lists, the unknown one last.
  static func read(_ path: String, _ tokenization: Tokenization, hasUnknown: Bool) throws -> Vocabulary {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: try FileReader.contents(of: path)[...])
    } catch let error as JSONValue.SyntaxError {
      throw ValidationError("\(path) is not JSON at byte \(error.offset): \(error.reason).")
    }
    guard let types = value.arrayValue?.compactMap(\.stringValue), types.count == value.arrayValue?.count else {
      throw ValidationError("\(path) is not a list of texts, as [\"the\", \"of\"].")
    }
    let isListed = types.last == Vocabulary.defaultUnknownType
    return try Vocabulary(
      types: hasUnknown && !isListed ? types + [Vocabulary.defaultUnknownType] : types,
      counts: [Int](repeating: 0, count: types.count + (hasUnknown && !isListed ? 1 : 0)), hasUnknown: hasUnknown,
      tokenization: tokenization)
  }
}
