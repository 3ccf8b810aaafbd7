extension FusedLanguageModel {
  package mutating func beginReading() {
    if reader == nil { reader = TokenReader(configuration, parameters, kernels) }
    reader?.reset()
  }

  package mutating func read(_ token: Int32) -> [Float] {
    [Float](unsafeUninitializedCapacity: configuration.vocabularySize) { scores, count in
      read(token, scores: scores)
      count = scores.count
    }
  }

  /// Reads a token and writes the scores of the next into memory for V of them.
  package mutating func read(_ token: Int32, scores: UnsafeMutableBufferPointer<Float>) {
    if reader == nil { beginReading() }
    guard let start = scores.baseAddress else { return }
    reader?.read(Int(token), configuration, parameters, scores: start)
  }
}
