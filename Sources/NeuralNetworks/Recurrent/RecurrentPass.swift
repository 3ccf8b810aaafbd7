package import Autograd
import CLoops

/// Which recurrent layer the fused loops run, with its sizes.
///
/// Shapes: T steps, B batch, D inputs, H hidden, G gates (Elman 1, LSTM 4, GRU 3).
package struct RecurrentShape: BitwiseCopyable, Sendable {
  package enum Cell: UInt32, BitwiseCopyable, Sendable {
    case elman, lstm, gru
  }

  /// The Elman cell's σ; the other cells have theirs.
  package enum Activation: UInt32, BitwiseCopyable, Sendable {
    case identity, relu, tanh, sigmoid
  }

  package var cell: Cell
  package var activation: Activation
  package var steps: Int
  package var batch: Int
  package var inputs: Int
  package var hidden: Int

  package init(cell: Cell, activation: Activation = .tanh, steps: Int, batch: Int, inputs: Int, hidden: Int) {
    self.cell = cell
    self.activation = activation
    self.steps = steps
    self.batch = batch
    self.inputs = inputs
    self.hidden = hidden
  }

  /// G
  package var gates: Int { cell == .lstm ? 4 : cell == .gru ? 3 : 1 }

  /// Elements that ``RecurrentPass/kept`` needs: of what the gates were, which backward reads.
  package var keptCount: Int { [.elman: 0, .lstm: 5, .gru: 4][cell, default: 0] * steps * batch * hidden }
}

/// A recurrent layer's forward pass and back-propagation through time on raw memory, without the tape.
///
/// The inputs' part of all steps is one product, and so is each weight's gradient, over time × batch; in the loop over
/// time one product with the packed hidden weights is left, through whose sums the gates go while they are in the cache.
/// Weights have PyTorch's layout and order of gates; all memory is the caller's and can be used again for the next pass.
/// Threads are those of ``ThreadPool``, whose number changes no bit. Back-propagation: P. J. Werbos, Backpropagation
/// through time, Proceedings of the IEEE 78 (1990), 1550–1560.
package struct RecurrentPass<F: RecurrentElement> {
  package var shape: RecurrentShape
  /// (T, B, D)
  package var x: UnsafePointer<F>
  /// (G H, D)
  package var weightIH: UnsafePointer<F>
  /// (G H, H)
  package var weightHH: UnsafePointer<F>
  /// (G H), or nil for none
  package var biasIH: UnsafePointer<F>?
  /// (G H), or nil for none
  package var biasHH: UnsafePointer<F>?
  /// h_0 (B, H), or nil for zeros
  package var initialH: UnsafePointer<F>?
  /// c_0 (B, H) of an LSTM, or nil for zeros
  package var initialC: UnsafePointer<F>?
  /// (B): the steps of each sequence, 1 to T; nil where all have T. Outputs behind a sequence's end are zeros.
  package var lengths: UnsafePointer<Int>?
  /// h of each step, (T, B, H): written by forward, read by backward
  package var outputs: UnsafeMutablePointer<F>
  /// ``RecurrentShape/keptCount`` elements, written by forward and read by backward. Of an LSTM the gates (T, B, 4 H),
  /// then c (T, B, H); nil for an Elman layer.
  package var kept: UnsafeMutablePointer<F>?

  package init(
    _ shape: RecurrentShape, x: UnsafePointer<F>, weightIH: UnsafePointer<F>, weightHH: UnsafePointer<F>,
    outputs: UnsafeMutablePointer<F>, kept: UnsafeMutablePointer<F>?
  ) {
    self.shape = shape
    self.x = x
    self.weightIH = weightIH
    self.weightHH = weightHH
    self.outputs = outputs
    self.kept = kept
  }

  /// Elements of scratch memory for ``forward(scratch:on:)``.
  package func forwardScratchCount(on processor: Processor = .current) -> Int {
    F.scratchCount(of: self, backward: false, processor)
  }

  /// Elements of scratch memory for ``backward(_:scratch:on:)``.
  package func backwardScratchCount(on processor: Processor = .current) -> Int {
    F.scratchCount(of: self, backward: true, processor)
  }

  /// Writes ``outputs`` and ``kept``.
  package func forward(scratch: UnsafeMutablePointer<F>, on processor: Processor = .current) {
    F.forward(self, scratch, processor)
  }

  /// Adds the operands' cotangents to those in `gradients`, or writes them where these are undefined, after a forward pass
  /// over the same memory. In the order x, weightIH, weightHH: where two are one, the first alone may be undefined.
  package func backward(
    _ gradients: RecurrentGradients<F>, scratch: UnsafeMutablePointer<F>, on processor: Processor = .current
  ) {
    F.backward(self, gradients, scratch, processor)
  }
}

/// Cotangents of a recurrent layer's results, and where to add those of its operands; nil where there is none or none is
/// wanted.
package struct RecurrentGradients<F> {
  /// Of the outputs, (T, B, H).
  package var outputs: UnsafePointer<F>?
  /// Of h and c after each sequence's last step, (B, H).
  package var finalH: UnsafePointer<F>?
  package var finalC: UnsafePointer<F>?
  /// Of the operands, in their shapes.
  package var x: UnsafeMutablePointer<F>?
  package var weightIH: UnsafeMutablePointer<F>?
  package var weightHH: UnsafeMutablePointer<F>?
  package var biasIH: UnsafeMutablePointer<F>?
  package var biasHH: UnsafeMutablePointer<F>?
  package var initialH: UnsafeMutablePointer<F>?
  package var initialC: UnsafeMutablePointer<F>?
  /// Those that are replaced, not added to.
  package var undefined: UndefinedCotangents = []

  package init() {}
}

/// Which of a layer's large cotangents have nothing in their memory yet.
package struct UndefinedCotangents: OptionSet, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static var x: UndefinedCotangents { UndefinedCotangents(rawValue: 1) }
  package static var weightIH: UndefinedCotangents { UndefinedCotangents(rawValue: 2) }
  package static var weightHH: UndefinedCotangents { UndefinedCotangents(rawValue: 4) }
}
