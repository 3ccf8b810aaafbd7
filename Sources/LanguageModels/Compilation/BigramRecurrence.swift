import Autograd
import NeuralNetworks

/// The seed's recurrence with σ the identity, run as it stands: V is multiplied even where it is zero.
///
/// V word types, D hidden units, T steps; U (D, V), V (D, D), W (V, D).
struct BigramRecurrence {
  private let cell: ElmanCell
  private let readout: Linear
  private let vocabularySize: Int
  private let dtype: DType

  init(U: Tensor, V: Tensor, W: Tensor) {
    cell = ElmanCell(weightIH: U, weightHH: V, activation: .identity)
    readout = Linear(weight: W)
    vocabularySize = U.shape[1]
    dtype = U.dtype
  }

  /// o_1 … o_T, (T, V), and h_T, (D), for the one-hot inputs `words` from h_0 = `state` (zeros if nil).
  func outputs(for words: [Int], from state: Tensor? = nil) -> (outputs: Tensor, final: Tensor) {
    withoutGradients {
      let (hidden, final) = cell.unroll(oneHot(words), from: state)
      return (readout(hidden), final)
    }
  }

  /// o_1, (words, V), for each of `words` as the first input after h_0 = 0: a batch of sequences of length 1.
  func firstOutputs(for words: [Int]) -> Tensor {
    withoutGradients {
      let hidden = cell.step(oneHot(words), cell.zeroState(batch: words.count))
      return readout(hidden)
    }
  }

  private func oneHot(_ words: [Int]) -> Tensor {
    do {
      return try OneHot.encode(words, vocabularySize: vocabularySize, dtype: dtype)
    } catch {
      fatalError("BigramRecurrence: \(error)")
    }
  }
}
