import Autograd

extension TrainableLanguageModel where Self: ~Copyable {
  /// The perplexity of the model on a text, read once in one stream from the zero state; `Perplexity` states the contract.
  ///
  /// - Throws: `CorpusError.text` with `.unknownWord` where the vocabulary has neither a word nor an unknown type;
  ///   `PerplexityError`.
  package mutating func perplexity(on text: MappedText, _ vocabulary: Vocabulary) throws -> Perplexity {
    try perplexity(vocabulary) { read in
      var position = 0
      try text.forEachToken(of: vocabulary) { (id) throws(CorpusError) in
        if id < 0 {
          throw .text(.unknownWord(text.token(position, by: vocabulary.tokenization), position: position))
        }
        read(id)
        position += 1
      }
    }
  }

  /// The perplexity of the model on a part of a corpus.
  ///
  /// - Throws: `CorpusError` where the file has changed or was cut off; `PerplexityError`.
  package mutating func perplexity(
    on tokens: TokenStore, _ part: Range<Int>, _ vocabulary: Vocabulary
  ) throws -> Perplexity {
    try perplexity(vocabulary) { read in
      for position in part {
        if position % 1024 == 0 || position == part.lowerBound { try tokens.checkLength() }
        read(try tokens.id(at: position))
      }
    }
  }

  private mutating func perplexity(
    _ vocabulary: Vocabulary, _ forEachToken: ((Int32) -> Void) throws -> Void
  ) throws -> Perplexity {
    let window = 256
    var sum = CompensatedSum()
    var (pending, predicted, unknown) = ([Int32](), 0, 0)
    func evaluatePending(_ model: inout Self) {
      guard pending.count > 1 else { return }
      sum.add(
        model.evaluate(
          inputs: Array(pending.dropLast()), targets: Array(pending.dropFirst()), streams: 1, isFirst: predicted == 0))
      predicted += pending.count - 1
      pending.removeFirst(pending.count - 1)
    }
    try forEachToken { id in
      if !pending.isEmpty, Int(id) == vocabulary.unknown { unknown += 1 }
      pending.append(id)
      if pending.count > window { evaluatePending(&self) }
    }
    evaluatePending(&self)
    return try Perplexity(logProbability: -sum.value, predictedTokens: predicted, unknownTokens: unknown)
  }

  /// The mean of −ln p over all targets of `windows`, which do not overlap, in nats a token.
  package mutating func crossEntropy(on windows: TokenWindows) throws(CorpusError) -> Double {
    var sum = CompensatedSum()
    for index in 0..<windows.layout.count {
      let window = try windows.window(index)
      sum.add(
        evaluate(inputs: window.inputs, targets: window.targets, streams: window.streams, isFirst: window.isFirst))
    }
    return sum.value / Double(windows.layout.streamLength * windows.layout.streams)
  }

  /// Draws `count` tokens that continue `prompt`, and calls `emit` with the text of each as it comes; the unknown type is
  /// never drawn.
  ///
  /// - Parameters:
  ///   - prompt: ids that are read first, at least one.
  ///   - emit: gets what the token adds to the text, with the space that is implied before it; false ends the sample.
  /// - Throws: `.notFinite` if the scores are not numbers; `.sequence` for a prompt that the model cannot read.
  package mutating func generate(
    _ count: Int, after prompt: [Int], _ vocabulary: Vocabulary, _ sampler: CategoricalSampler,
    using generator: inout some RandomNumberGenerator, emit: (String) -> Bool
  ) throws(SamplingError) {
    guard var last = prompt.last else { throw .sequence(.tooShort(count: 0, needed: 1)) }
    if let position = prompt.firstIndex(where: { !vocabulary.types.indices.contains($0) }) {
      throw .sequence(
        .outsideVocabulary(id: prompt[position], position: position, vocabularySize: vocabulary.count))
    }
    beginReading()
    for id in prompt.dropLast() { _ = read(Int32(id)) }
    for step in 0..<count {
      var scores = read(Int32(last)).map(Double.init)
      if let unknown = vocabulary.unknown { scores[unknown] = -.infinity }
      guard let next = sampler.draw(scores: scores, using: &generator) else { throw .notFinite(step: step) }
      let before = vocabulary.tokenization.text(of: [vocabulary[last]]).utf8.count
      let both = vocabulary.tokenization.text(of: [vocabulary[last], vocabulary[next]])
      last = next
      if !emit(String(decoding: both.utf8.dropFirst(before), as: UTF8.self)) { return }
    }
  }
}

extension Vocabulary {
  /// What a sample begins with where nothing else is given: the end of a line, or the most frequent type.
  package var neutralPrompt: [Int] { [id(of: "\n") ?? 0] }
}
