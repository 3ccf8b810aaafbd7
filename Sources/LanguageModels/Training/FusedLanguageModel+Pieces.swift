import Autograd
import CLoops
import NeuralNetworks

extension FusedLanguageModel {
  /// The plan for a window of so many steps: one piece where all is kept, else equal pieces.
  func plan(steps: Int, streams: Int, _ checkpointing: ActivationCheckpointing) -> WindowPlan {
    func plan(pieces: Int, places: Int) -> WindowPlan {
      let length = (steps + pieces - 1) / pieces
      return WindowPlan(
        shape: .init(steps: steps, streams: streams, checkpointing: checkpointing),
        schedule: CheckpointSchedule(pieces: (steps + length - 1) / length, places: places),
        parts: parts(steps: length, of: steps, streams: streams))
    }
    switch checkpointing {
    case .none: return plan(pieces: 1, places: 0)
    case .squareRoot:
      let schedule = CheckpointSchedule.squareRoot(of: steps)
      return plan(pieces: schedule.pieces, places: schedule.places)
    case .limit(let bytes):
      var best = (pieces: steps, places: 0, run: Int.max)
      for places in 0..<steps {
        guard let pieces = fewestPieces(steps, streams, within: bytes, places: places) else { break }
        let length = (steps + pieces - 1) / pieces
        // Each place keeps one state, so that more than one for each piece are of no use.
        let run = CheckpointSchedule.advances(pieces: pieces, places: min(places, pieces - 1)) * length
        if run < best.run { best = (pieces, places, run) }
        if places >= pieces - 1 { break }
      }
      return plan(pieces: best.pieces, places: best.places)
    }
  }

  /// The fewest pieces of a window that fit into so many bytes beside the kept states; nil where not even single steps do.
  private func fewestPieces(_ steps: Int, _ streams: Int, within bytes: Int, places: Int) -> Int? {
    let left = bytes - WindowStates.bytes(configuration, streams: streams, places: places)
    func fits(_ length: Int) -> Bool { parts(steps: length, of: steps, streams: streams).bytes <= left }
    guard fits(1) else { return nil }
    var (fitting, tooLong) = (1, steps + 1)
    while tooLong - fitting > 1 {
      let middle = (fitting + tooLong) / 2
      if fits(middle) { fitting = middle } else { tooLong = middle }
    }
    return (steps + fitting - 1) / fitting
  }

  package func leastActivationMemory(steps: Int, streams: Int) -> Int {
    parts(steps: 1, of: steps, streams: streams).bytes
      + WindowStates.bytes(configuration, streams: streams, places: 0)
  }

  /// The layout of a piece's memory.
  func parts(steps: Int, of windowSteps: Int, streams: Int) -> WindowParts {
    var (kept, scratch) = (0, 0)
    let any = parameters.values.start
    for steps in Set([steps, windowSteps % steps]) where steps > 0 {
      for index in 0..<configuration.layers {
        var layer = layer(index, x: any, outputs: any, kept: any, steps: steps, streams: streams, states: nil)
        kept = max(kept, kernels.kept_size(&layer))
        scratch = max(scratch, kernels.forward_scratch(&layer), kernels.backward_scratch(&layer))
      }
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 1) { losses in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: 1) { targets in
        guard let losses = losses.baseAddress, let targets = targets.baseAddress else { return }
        for steps in Set([steps, windowSteps % steps]) where steps > 0 {
          var classifier = classifier(any, targets, losses, count: steps * streams)
          scratch = max(scratch, kernels.classifier_scratch(&classifier))
        }
      }
    }
    return WindowParts(
      configuration, steps: steps, streams: streams, tokens: windowSteps * streams, kept: kept, scratch: scratch)
  }

  /// The memory of the window before, if it had this layout, else a new one.
  mutating func takeMemory(_ parts: WindowParts) -> WindowMemory {
    if let memory = memory.take(), memory.parts == parts { return memory }
    unroll_return_freed_memory()
    return WindowMemory(parts)
  }

  func check(_ window: TrainingWindow) {
    let (inputs, targets, streams) = (window.inputs.count, window.targets.count, window.streams)
    require(
      streams > 0 && targets > 0 && targets <= inputs && inputs % streams == 0 && targets % streams == 0,
      "FusedLanguageModel: \(inputs) inputs and \(targets) targets for \(streams) streams; "
        + "as many targets as inputs or fewer, and the same number for each stream, are needed")
    require(
      0...window.steps ~= window.carriedSteps,
      "FusedLanguageModel: a state after \(window.carriedSteps) of \(window.steps) steps")
    let words = Int32(configuration.vocabularySize)
    require(
      !window.inputs.contains { $0 < 0 || $0 >= words } && !window.targets.contains { $0 < 0 || $0 >= words },
      "FusedLanguageModel: a word outside 0..<\(words)")
  }

  /// Runs a window's pieces forward and backward by the plan: their gradients, and the sum of the losses. The states that
  /// are carried on are left in `states.next`.
  mutating func differentiate(
    _ window: TrainingWindow, _ plan: WindowPlan, in memory: borrowing WindowMemory, _ states: inout WindowStates
  ) -> Double {
    for layer in parameters.layers { for offset in 0..<4 { gradients.clear(layer + offset) } }
    gradients.rows.removeAll()
    var sum = 0.0
    for action in plan.schedule.actions {
      switch action {
      case .advance(let pieces):
        for index in pieces {
          let piece = piece(index, of: window, plan)
          run(piece, in: memory, states)
          keepStates(after: piece.steps.count, of: piece, in: memory, to: states.current)
        }
      case .keep(let place): states.keep(in: place)
      case .restart(let place): if let place { states.restart(from: place) }
      case .differentiate(let index):
        let piece = piece(index, of: window, plan)
        run(piece, in: memory, states)
        let last = window.carriedSteps - piece.steps.lowerBound
        if 1...piece.steps.count ~= last { keepStates(after: last, of: piece, in: memory, to: states.next) }
        let before = window.stepsBeforeTargets
        let predicted = max(piece.steps.lowerBound, before)..<max(piece.steps.upperBound, before)
        let places = (predicted.lowerBound - before) * window.streams..<(predicted.upperBound - before) * window.streams
        sum += classify(
          window.targets[places], of: piece, in: memory, learning: 1 / Float(window.targets.count),
          adding: !piece.isLast)
        guard sum.isFinite else { return sum }
        states.earlier.clear()
        backward(piece, in: memory, states)
        swap(&states.later, &states.earlier)
      }
    }
    return sum
  }

  private func piece(_ index: Int, of window: TrainingWindow, _ plan: WindowPlan) -> WindowPiece {
    let steps = plan.steps(ofPiece: index)
    return WindowPiece(
      steps: steps, inputs: window.inputs[steps.lowerBound * window.streams..<steps.upperBound * window.streams],
      startsAtZero: window.isFirst && index == 0, isLast: steps.upperBound == window.steps,
      dropping: configuration.dropout > 0)
  }

  /// Forward from the state that the window before left, or from what the walk has come to.
  private func run(_ piece: WindowPiece, in memory: borrowing WindowMemory, _ states: borrowing WindowStates) {
    if piece.steps.lowerBound == 0 {
      forward(piece, in: memory, states: carried)
    } else {
      forward(piece, in: memory, states: states.current)
    }
  }
}
