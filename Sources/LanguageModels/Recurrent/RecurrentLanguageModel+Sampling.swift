import Autograd
import NeuralNetworks

extension RecurrentLanguageModel {
  /// Draws `count` words that continue `prompt`, each given the prompt and all words drawn before it.
  ///
  /// At temperature τ a word's probability is softmax(scores / τ): 1 is the model itself, less is bolder, 0 always takes
  /// the likeliest word.
  ///
  /// - Parameter prompt: at least one word, read first from zero states; not part of the result.
  /// - Throws: `.temperature` if it is negative or not finite; `.sequence` if the prompt is empty or has an id outside the
  ///   vocabulary; `.notFinite` if the scores are not numbers.
  public func sample(
    _ count: Int, after prompt: [Int], temperature: Double = 1, using generator: inout some RandomNumberGenerator
  ) throws(SamplingError) -> [Int] {
    require(count >= 0, "RecurrentLanguageModel.sample: \(count) words; the number cannot be negative")
    if prompt.isEmpty { throw .sequence(.tooShort(count: 0, needed: 1)) }
    if let position = prompt.firstIndex(where: { !vocabulary.types.indices.contains($0) }) {
      throw .sequence(
        .outsideVocabulary(id: prompt[position], position: position, vocabularySize: vocabulary.count))
    }
    let sampler = try CategoricalSampler(temperature: temperature)
    var states = recurrent.zeroStates(batch: 1)
    var scores: [Double] = []
    func read(_ word: Int) {
      withoutGradients {
        let (hidden, next) = recurrent.step(embedding([word]), from: states)
        states = next.detach()
        scores = output(hidden).scalars
      }
    }
    for word in prompt { read(word) }
    var words: [Int] = []
    while words.count < count {
      guard let next = sampler.draw(scores: scores, using: &generator) else { throw .notFinite(step: words.count) }
      words.append(next)
      if words.count < count { read(next) }
    }
    return words
  }
}
