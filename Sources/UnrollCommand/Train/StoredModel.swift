import LanguageModels

/// A model out of its folder, to be read from.
struct StoredModel<Model: TrainableLanguageModel & ~Copyable>: ~Copyable {
  let description: CheckpointDescription
  let which: CheckpointFolder.Which
  var model: Model

  /// The checkpoint asked for; where none is, the best, or the latest of a model without validations.
  init(_ folder: CheckpointFolder, _ which: CheckpointFolder.Which?) throws {
    let hasBest = (try? folder.description(.best)) != nil
    let which = which ?? (hasBest ? .best : .latest)
    let (description, snapshot) = try folder.load(which)
    var model = Model(description.network, optimizer: description.optimizer, seed: description.plan.seed)
    try model.restore(snapshot)
    self.description = description
    self.which = which
    self.model = model
  }
}
