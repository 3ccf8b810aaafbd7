import Autograd
import CLoops

extension FusedLanguageModel {
  /// Memory for a window of these tokens; the one of the window before, if that had its shape.
  mutating func takeMemory(_ inputs: [Int32], _ targets: [Int32], _ streams: Int) -> WindowMemory {
    require(
      streams > 0 && !inputs.isEmpty && inputs.count % streams == 0 && inputs.count == targets.count,
      "FusedLanguageModel: \(inputs.count) inputs and \(targets.count) targets for \(streams) streams; "
        + "as many of both, and the same number for each stream, are needed")
    let words = Int32(configuration.vocabularySize)
    require(
      !inputs.contains { $0 < 0 || $0 >= words } && !targets.contains { $0 < 0 || $0 >= words },
      "FusedLanguageModel: a word outside 0..<\(words)")
    let steps = inputs.count / streams
    if let memory = memory.take(), memory.steps == steps, memory.streams == streams { return memory }
    return newMemory(steps: steps, streams: streams)
  }

  private func newMemory(steps: Int, streams: Int) -> WindowMemory {
    var (kept, scratch) = (0, 0)
    let any = parameters.values.start
    for index in 0..<configuration.layers {
      var layer = layer(index, x: any, outputs: any, kept: any, steps: steps, streams: streams, states: nil)
      kept = max(kept, kernels.kept_size(&layer))
      scratch = max(scratch, kernels.forward_scratch(&layer), kernels.backward_scratch(&layer))
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 1) { losses in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: 1) { targets in
        guard let losses = losses.baseAddress, let targets = targets.baseAddress else { return }
        var classifier = classifier(any, targets, losses, count: steps * streams)
        scratch = max(scratch, kernels.classifier_scratch(&classifier))
      }
    }
    return WindowMemory(configuration, steps: steps, streams: streams, kept: kept, scratch: scratch)
  }

  /// The recurrent layers' outputs, into the window's memory.
  func forward(
    _ inputs: [Int32], in window: borrowing WindowMemory, isFirst: Bool, dropping: Bool,
    states: borrowing CarriedStates
  ) {
    lookUp(inputs, in: window)
    if dropping && configuration.embeddingSize != nil {
      drop(window[window.inputs], window[window.inputs], count: window.inputs.count, site: 0)
    }
    for index in 0..<configuration.layers {
      var layer = layer(index, in: window, isFirst: isFirst, dropping: dropping, states: states)
      kernels.forward(&layer, window[window.scratch])
      if dropping {
        let memory = window.layers[index]
        drop(window[memory.outputs], window[memory.dropped], count: memory.outputs.count, site: index + 1)
      }
    }
  }

  /// Copies the words' rows to where the first layer reads them.
  private func lookUp(_ inputs: [Int32], in window: borrowing WindowMemory) {
    let table = parameters.value(parameters.table)
    let target = window[configuration.embeddingSize == nil ? projectionPlace(window) : window.inputs]
    let width = rowWidth
    if configuration.tied {
      // The table lies as the output reads it: a word is a column.
      for (place, word) in inputs.enumerated() {
        for i in 0..<width { target[place * width + i] = table[i * configuration.vocabularySize + Int(word)] }
      }
    } else {
      for (place, word) in inputs.enumerated() {
        (target + place * width).update(from: table + Int(word) * width, count: width)
      }
    }
  }

  /// Where a layer without inputs of its own expects the inputs' part of its gates.
  private func projectionPlace(_ window: borrowing WindowMemory) -> Range<Int> {
    gates == 1 ? window.layers[0].outputs : window.layers[0].kept
  }

  /// E, or G H for words that are read one-hot.
  var rowWidth: Int { configuration.embeddingSize ?? gates * configuration.hiddenSize }

  var gates: Int { configuration.gates }

  /// Σ −ln p over the targets. If the model is to learn, the gradients of their mean: those of the output's parameters,
  /// and the cotangent of what the output sees, into `upper`.
  mutating func classify(
    _ targets: [Int32], in window: borrowing WindowMemory, dropping: Bool, learning: Bool
  ) -> Double {
    let last = window.layers[configuration.layers - 1]
    let h = window[dropping ? last.dropped : last.outputs]
    guard let losses = window.losses.baseAddress else { return 0 }
    return targets.withUnsafeBufferPointer { targets in
      guard let start = targets.baseAddress else { return 0 }
      var classifier = classifier(h, start, losses, count: targets.count)
      if learning {
        var wanted = unroll_classifier_gradients_f32(
          scale: 1 / Float(targets.count), h: window[window.upper], weight: gradients[parameters.outputWeight],
          bias: gradients[parameters.outputBias])
        kernels.classify(&classifier, &wanted, window[window.scratch])
      } else {
        kernels.classify(&classifier, nil, window[window.scratch])
      }
      return window.losses.prefix(targets.count).reduce(0, +)
    }
  }

  /// Gradients of the layers' parameters and of the words' rows, from the cotangent of what the output sees.
  mutating func backward(_ inputs: [Int32], in window: borrowing WindowMemory, isFirst: Bool, dropping: Bool) {
    var (upper, lower) = (window[window.upper], window[window.lower])
    for index in (0..<configuration.layers).reversed() {
      let memory = window.layers[index]
      if dropping { drop(upper, upper, count: memory.outputs.count, site: index + 1) }
      var layer = layer(index, in: window, isFirst: isFirst, dropping: dropping, states: carried)
      let first = parameters.layers[index]
      for offset in 0..<4 { gradients.clear(first + offset) }
      let isOneHot = index == 0 && configuration.embeddingSize == nil
      lower.update(repeating: 0, count: inputs.count * layer.inputs * (isOneHot ? 0 : 1))
      var wanted = unroll_recurrent_gradients_f32(
        outputs: upper, final_h: nil, final_c: nil, x: isOneHot ? nil : lower, weight_ih: gradients[first],
        weight_hh: gradients[first + 1], bias_ih: gradients[first + 2], bias_hh: gradients[first + 3], initial_h: nil,
        initial_c: nil, projection: isOneHot ? window[window.projection] : nil)
      kernels.backward(&layer, &wanted, window[window.scratch])
      swap(&upper, &lower)
    }
    if configuration.embeddingSize == nil {
      addRows(inputs, window[window.projection], in: window)
    } else {
      if dropping { drop(upper, upper, count: window.inputs.count, site: 0) }
      addRows(inputs, upper, in: window)
    }
  }

  /// Adds the cotangents of words' rows, in the order of the words.
  private mutating func addRows(
    _ inputs: [Int32], _ cotangents: UnsafePointer<Float>, in window: borrowing WindowMemory
  ) {
    let width = rowWidth
    if configuration.tied {
      guard let gradient = gradients[parameters.table] else { return }
      for (place, word) in inputs.enumerated() {
        for i in 0..<width { gradient[i * configuration.vocabularySize + Int(word)] += cotangents[place * width + i] }
      }
      return
    }
    gradients.rows.removeAll()
    let rows = window[window.rows]
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

  /// What the last step of a window leaves for the next.
  func keepStates(of window: borrowing WindowMemory, in states: borrowing CarriedStates) {
    let last = (window.steps - 1) * states.size
    for index in 0..<configuration.layers {
      states.hidden(index).update(from: window[window.layers[index].outputs] + last, count: states.size)
      // An LSTM keeps four gates of all steps first.
      states.cell(index)?.update(
        from: window[window.layers[index].kept] + 4 * window.steps * states.size + last, count: states.size)
    }
  }

  private func drop(
    _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, count: Int, site: Int
  ) {
    Dropout(probability: configuration.dropout, seed: seed, step: updates, site: site)
      .apply(source, target, count: count)
  }

  private func layer(
    _ index: Int, in window: borrowing WindowMemory, isFirst: Bool, dropping: Bool, states: borrowing CarriedStates
  ) -> unroll_recurrent_f32 {
    let memory = window.layers[index]
    var x: UnsafePointer<Float>?
    if index > 0 {
      let below = window.layers[index - 1]
      x = UnsafePointer(window[dropping ? below.dropped : below.outputs])
    } else if configuration.embeddingSize != nil {
      x = UnsafePointer(window[window.inputs])
    }
    return layer(
      index, x: x, outputs: window[memory.outputs], kept: window[memory.kept], steps: window.steps,
      streams: window.streams, states: isFirst ? nil : (states.hidden(index), states.cell(index)))
  }

  private func layer(
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

  private func classifier(
    _ h: UnsafePointer<Float>, _ targets: UnsafePointer<Int32>, _ losses: UnsafeMutablePointer<Double>, count: Int
  ) -> unroll_classifier_f32 {
    unroll_classifier_f32(
      rows: count, features: configuration.hiddenSize, classes: configuration.vocabularySize, h: h,
      weight: parameters.value(parameters.outputWeight), bias: parameters.value(parameters.outputBias),
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
