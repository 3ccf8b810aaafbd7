import Autograd
import NeuralNetworks

extension RecurrentLanguageModel {
  /// The perplexity of the model on `sequence`, each token given all those before it; `Perplexity` states the contract.
  ///
  /// The sequence is read once from zero states, with nothing recorded for gradients.
  ///
  /// - Throws: `.sequence` for fewer than two tokens or an id outside the vocabulary; `.zeroProbability` where a probability
  ///   is so small that its logarithm is −∞; `.notFinite` if the scores are not numbers.
  public func perplexity(on sequence: [Int]) throws(PerplexityError) -> Perplexity {
    try vocabulary.checkPredictable(sequence)
    var meter = PerplexityMeter(vocabulary)
    var states = recurrent.zeroStates(batch: 1)
    let window = 256
    for start in stride(from: 0, to: sequence.count - 1, by: window) {
      let steps = start..<min(start + window, sequence.count - 1)
      let (logProbabilities, final) = withoutGradients {
        let (logits, final) = self(steps.map { [sequence[$0]] }, from: states)
        let places = steps.map { ($0 - start) * vocabulary.count + sequence[$0 + 1] }
        return (logits.logSoftmax(axis: -1).reshape([-1, 1]).rows(places).scalars, final.detach())
      }
      states = final
      for (step, logProbability) in zip(steps, logProbabilities) {
        meter.add(sequence[step + 1], after: sequence[step], logProbability: logProbability)
      }
    }
    return try meter.perplexity()
  }
}
