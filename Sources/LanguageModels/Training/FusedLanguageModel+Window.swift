import Autograd
import CLoops

/// Steps of a window that are run as one.
struct WindowPiece {
  /// Where they are in the window.
  let steps: Range<Int>
  /// What is read in them.
  let inputs: ArraySlice<Int32>
  /// Whether the state before them is zero.
  let startsAtZero: Bool
  /// Whether nothing of the window comes after them.
  let isLast: Bool
  /// Whether numbers are left out.
  let dropping: Bool
}

extension FusedLanguageModel {
  /// The recurrent layers' outputs, into the window's memory.
  func forward(_ piece: WindowPiece, in window: borrowing WindowMemory, states: borrowing CarriedStates) {
    let parts = window.parts
    lookUp(piece, in: window)
    if piece.dropping, let width = configuration.embeddingSize {
      drop(window[parts.inputs], window[parts.inputs], width: width, of: piece, window, site: 0)
    }
    for index in 0..<configuration.layers {
      var layer = layer(index, of: piece, in: window, states: states)
      kernels.forward(&layer, window[parts.scratch])
      if piece.dropping {
        let memory = parts.layers[index]
        drop(
          window[memory.outputs], window[memory.dropped], width: configuration.hiddenSize, of: piece, window,
          site: index + 1)
      }
    }
  }

  /// Copies the words' rows to where the first layer reads them.
  private func lookUp(_ piece: WindowPiece, in window: borrowing WindowMemory) {
    let table = parameters.value(parameters.table)
    let target = window[configuration.embeddingSize == nil ? projectionPlace(window.parts) : window.parts.inputs]
    let width = rowWidth
    if configuration.tied {
      // The table lies as the output reads it: a word is a column.
      for (place, word) in piece.inputs.enumerated() {
        for i in 0..<width { target[place * width + i] = table[i * configuration.vocabularySize + Int(word)] }
      }
    } else {
      for (place, word) in piece.inputs.enumerated() {
        (target + place * width).update(from: table + Int(word) * width, count: width)
      }
    }
  }

  /// Where a layer without inputs of its own expects the inputs' part of its gates.
  private func projectionPlace(_ parts: WindowParts) -> Range<Int> {
    gates == 1 ? parts.layers[0].outputs : parts.layers[0].kept
  }

  /// E, or G H for words that are read one-hot.
  var rowWidth: Int { configuration.embeddingSize ?? gates * configuration.hiddenSize }

  var gates: Int { configuration.gates }

  /// Σ −ln p over the targets, those of the piece's last steps. If the model is to learn, the gradients of their sum
  /// times `scale`: those of the output's parameters, added up over the pieces of a window, and the cotangent of what the
  /// output sees, into `upper`.
  mutating func classify(
    _ targets: ArraySlice<Int32>, of piece: WindowPiece, in window: borrowing WindowMemory, learning scale: Float?,
    adding: Bool
  ) -> Double {
    let last = window.parts.layers[configuration.layers - 1]
    let skipped = (piece.inputs.count - targets.count) * configuration.hiddenSize
    if scale != nil { window[window.parts.upper].update(repeating: 0, count: skipped) }
    guard !targets.isEmpty, let losses = window.losses.baseAddress else { return 0 }
    let h = window[piece.dropping ? last.dropped : last.outputs] + skipped
    return targets.withUnsafeBufferPointer { targets in
      guard let start = targets.baseAddress else { return 0 }
      var classifier = classifier(h, start, losses, count: targets.count)
      if let scale {
        var wanted = unroll_classifier_gradients_f32(
          scale: scale, adding: adding ? 1 : 0, h: window[window.parts.upper] + skipped,
          weight: gradients[parameters.outputWeight], bias: gradients[parameters.outputBias])
        kernels.classify(&classifier, &wanted, window[window.parts.scratch])
      } else {
        kernels.classify(&classifier, nil, window[window.parts.scratch])
      }
      return window.losses.prefix(targets.count).reduce(0, +)
    }
  }

  /// Adds the gradients of the layers' parameters and of the words' rows, from the cotangents of what the output sees and
  /// of the states after the piece (`states.later`); adds those of the states before it to `states.earlier`.
  mutating func backward(
    _ piece: WindowPiece, in window: borrowing WindowMemory, _ states: borrowing WindowStates
  ) {
    let (parts, isFirst) = (window.parts, piece.steps.lowerBound == 0)
    var (upper, lower) = (window[parts.upper], window[parts.lower])
    for index in (0..<configuration.layers).reversed() {
      if piece.dropping {
        drop(upper, upper, width: configuration.hiddenSize, of: piece, window, site: index + 1)
      }
      var layer =
        isFirst
        ? layer(index, of: piece, in: window, states: carried)
        : layer(index, of: piece, in: window, states: states.current)
      let first = parameters.layers[index]
      let isOneHot = index == 0 && configuration.embeddingSize == nil
      var wanted = unroll_recurrent_gradients_f32(
        outputs: upper, final_h: piece.isLast ? nil : UnsafePointer(states.later.hidden(index)),
        final_c: piece.isLast ? nil : states.later.cell(index).map { UnsafePointer($0) }, x: isOneHot ? nil : lower,
        weight_ih: gradients[first], weight_hh: gradients[first + 1], bias_ih: gradients[first + 2],
        bias_hh: gradients[first + 3], initial_h: isFirst ? nil : states.earlier.hidden(index),
        initial_c: isFirst ? nil : states.earlier.cell(index), x_is_undefined: 1, weight_ih_is_undefined: 0,
        weight_hh_is_undefined: 0, projection: isOneHot ? window[parts.projection] : nil)
      kernels.backward(&layer, &wanted, window[parts.scratch])
      swap(&upper, &lower)
    }
    if let width = configuration.embeddingSize {
      if piece.dropping { drop(upper, upper, width: width, of: piece, window, site: 0) }
      addRows(piece.inputs, upper, in: window)
    } else {
      addRows(piece.inputs, window[parts.projection], in: window)
    }
  }

  /// Adds the cotangents of words' rows, in the order of the words.
  private mutating func addRows(
    _ inputs: ArraySlice<Int32>, _ cotangents: UnsafePointer<Float>, in window: borrowing WindowMemory
  ) {
    let width = rowWidth
    if configuration.tied {
      guard let gradient = gradients[parameters.table] else { return }
      for (place, word) in inputs.enumerated() {
        for i in 0..<width { gradient[i * configuration.vocabularySize + Int(word)] += cotangents[place * width + i] }
      }
      return
    }
    let rows = window[window.parts.rows]
    for (place, word) in inputs.enumerated() {
      let (row, isNew) = gradients.rows.place(of: word)
      let (source, target) = (cotangents + place * width, rows + row * width)
      if isNew {
        target.update(from: source, count: width)
      } else {
        for i in 0..<width { target[i] += source[i] }
      }
    }
  }

  /// Copies the states after so many steps of a piece.
  func keepStates(
    after steps: Int, of piece: WindowPiece, in window: borrowing WindowMemory, to states: borrowing CarriedStates
  ) {
    let last = (steps - 1) * states.size
    for index in 0..<configuration.layers {
      let layer = window.parts.layers[index]
      states.hidden(index).update(from: window[layer.outputs] + last, count: states.size)
      // An LSTM keeps four gates of all steps first.
      states.cell(index)?.update(
        from: window[layer.kept] + 4 * piece.steps.count * states.size + last, count: states.size)
    }
  }

  private func drop(
    _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, width: Int, of piece: WindowPiece,
    _ window: borrowing WindowMemory, site: Int
  ) {
    Dropout(probability: configuration.dropout, seed: seed, step: updates, site: site)
      .apply(
        source, target, from: piece.steps.lowerBound * window.parts.streams * width, count: piece.inputs.count * width)
  }

  private func layer(
    _ index: Int, of piece: WindowPiece, in window: borrowing WindowMemory, states: borrowing CarriedStates
  ) -> unroll_recurrent_f32 {
    let memory = window.parts.layers[index]
    var x: UnsafePointer<Float>?
    if index > 0 {
      let below = window.parts.layers[index - 1]
      x = UnsafePointer(window[piece.dropping ? below.dropped : below.outputs])
    } else if configuration.embeddingSize != nil {
      x = UnsafePointer(window[window.parts.inputs])
    }
    return layer(
      index, x: x, outputs: window[memory.outputs], kept: window[memory.kept], steps: piece.steps.count,
      streams: window.parts.streams, states: piece.startsAtZero ? nil : (states.hidden(index), states.cell(index)))
  }

  func layer(
    _ index: Int, x: UnsafePointer<Float>?, outputs: UnsafeMutablePointer<Float>, kept: UnsafeMutablePointer<Float>,
    steps: Int, streams: Int, states: (hidden: UnsafeMutablePointer<Float>, cell: UnsafeMutablePointer<Float>?)?
  ) -> unroll_recurrent_f32 {
    let first = parameters.layers[index]
    let (cell, activation) = configuration.kind.kernel
    return unroll_recurrent_f32(
      cell: cell, activation: activation, steps: steps, batch: streams,
      inputs: index == 0 ? configuration.embeddingSize ?? configuration.vocabularySize : configuration.hiddenSize,
      hidden: configuration.hiddenSize, x: x, weight_ih: x == nil ? nil : UnsafePointer(parameters.value(first)),
      weight_hh: parameters.value(first + 1), bias_ih: parameters.value(first + 2),
      bias_hh: parameters.value(first + 3), initial_h: states.map { UnsafePointer($0.hidden) },
      initial_c: states?.cell.map { UnsafePointer($0) }, lengths: nil, outputs: outputs, kept: kept)
  }

  func classifier(
    _ h: UnsafePointer<Float>, _ targets: UnsafePointer<Int32>, _ losses: UnsafeMutablePointer<Double>, count: Int
  ) -> unroll_classifier_f32 {
    unroll_classifier_f32(
      rows: count, features: configuration.hiddenSize, classes: configuration.vocabularySize, h: h,
      weight: parameters.value(parameters.outputWeight), bias: parameters.value(parameters.outputBias),
      packed_weight: outputIsPacked ? gradients[parameters.outputWeight].map { UnsafePointer($0) } : nil,
      targets: targets, losses: losses)
  }
}

extension NetworkConfiguration.Kind {
  /// The kernels' names for it.
  var kernel: (unroll_cell, unroll_activation) {
    switch self {
    case .elman(.identity): (unroll_elman, unroll_identity)
    case .elman(.relu): (unroll_elman, unroll_relu)
    case .elman(.tanh): (unroll_elman, unroll_tanh)
    case .elman(.sigmoid): (unroll_elman, unroll_sigmoid)
    case .lstm: (unroll_lstm, unroll_identity)
    case .gru: (unroll_gru, unroll_identity)
    }
  }
}
