import Unroll

/// Section 2: a bigram model with two words, and a recurrent network that is the same model.
struct BigramLab {
  private let table = Tensor([[0.6, 0.4], [0.3, 0.7]])

  func run() throws {
    heading("2  Bigram language models as recurrent networks")
    let vocabulary = try Vocabulary(["a", "b"])
    print("T, with a row for each previous word:\n\(table)\n")
    let sequences = ["aaaaaabbaa", "babbbbabbb"].map { text in (text, try? vocabulary.encode(text)) }
    for (name, (text, ids)) in zip(["A", "B"], sequences) {
      let sequence = try OneHot.encode(ids ?? [], vocabularySize: 2)
      print("Probability of \(name), \(text): \(fixed(sequenceProbability(sequence, table).item(), 5))")
    }
    print("\nThe tiny RNN: σ(x) = x, U = I, V = 0, W = Tᵀ, h0 = 0. Its outputs are the rows of T, at every step:\n")
    let (U, V, W) = (Tensor.eye(2), Tensor.zeros([2, 2]), table.T)
    var (h, product) = (Tensor.zeros([2]), 1.0)
    let ids = sequences.first.flatMap(\.1) ?? []
    for (step, id) in ids.enumerated() {
      h = U.mv(Tensor.eye(2)[id]) + V.mv(h)
      let output = W.mv(h)
      if step < 3 { print("x\(step + 1) = \(vocabulary.types[id]):  o\(step + 1) = \(output)") }
      if step + 1 < ids.count { product *= output.scalars[ids[step + 1]] }
    }
    print("…\nThe product of its outputs at the next words is \(fixed(product, 5)), as before.")
    print(
      """

      For N word types the same holds with N×N: σ the identity, V = 0 and any U and W with W U = Tᵀ.
      The smallest such network has as many hidden units as T has rank.
      """)
  }
}
