import Testing

@testable import Autograd

/// Every value and every gradient of `Golden/lab.json`, in both dtypes, without gaps: what was compared is counted.
struct GoldenTests {
  static let sections = ["forward_step", "scalar_sequences", "bigram", "tiny_bigram_rnn", "looking_back", "edges"]
  static let letters = ["a": [1.0, 0], "b": [0.0, 1]]

  @Test func theFileHasNoOtherSections() throws {
    let lab = try Golden.lab()
    #expect(lab.keys == ["float32", "float64", "note", "source"])
    for dtype in [DType.float64, .float32] {
      #expect(lab[dtype.description].keys == Self.sections.sorted())
      #expect(lab[dtype.description].paths.count == 285)
    }
  }

  @Test(arguments: [DType.float64, .float32])
  func forwardStep(dtype: DType) throws {
    let golden = try Golden.lab()[dtype.description]["forward_step"]
    var comparison = Comparison(dtype: dtype)
    var t: [String: Tensor] = [:]
    for name in ["U", "V", "W", "x1", "x2", "h0"] {
      t[name] = golden["values"][name].tensor(dtype, requiresGrad: true)
    }
    let (U, V, W) = (t["U"]!, t["V"]!, t["W"]!)
    t["a1"] = U.mv(t["x1"]!) + V.mv(t["h0"]!)
    t["h1"] = t["a1"]!.clamp(min: 0)
    t["o1"] = W.mv(t["h1"]!)
    t["a2"] = U.mv(t["x2"]!) + V.mv(t["h1"]!)
    t["h2"] = t["a2"]!.clamp(min: 0)
    t["o2"] = W.mv(t["h2"]!)
    for (name, tensor) in t { comparison.expect(tensor, golden["values"][name]) }

    let sum = t["o1"]!.sum() + t["o2"]!.sum()
    comparison.expect(sum, golden["sum_o1_plus_sum_o2"]["value"])
    comparison.expectGradients(of: sum, t, golden["sum_o1_plus_sum_o2"]["grads"])

    let squared = golden["squared_loss"]
    let y = ["y1", "y2"].map { squared[$0].tensor(dtype) }
    let loss = (t["o1"]! - y[0]).pow(2).sum() + (t["o2"]! - y[1]).pow(2).sum()
    comparison.expect(loss, squared["value"])
    comparison.expect(y[0], squared["y1"])
    comparison.expect(y[1], squared["y2"])
    comparison.expectGradients(of: loss, t, squared["grads"])

    for name in ["h1", "o1", "h2", "o2"] {
      for index in 0..<2 {
        let component = (t[name]! * Tensor(index == 0 ? [1.0, 0] : [0, 1], dtype: dtype)).sum()
        comparison.expectGradients(of: component, t, golden["each_component"]["\(name)[\(index)]"])
      }
    }
    #expect(comparison.compared == golden.paths)
  }

  @Test(arguments: [DType.float64, .float32])
  func scalarSequences(dtype: DType) throws {
    let golden = try Golden.lab()[dtype.description]["scalar_sequences"]
    var comparison = Comparison(dtype: dtype)
    #expect(golden.keys == ["1", "2", "3"])
    for length in 1...3 {
      let golden = golden["\(length)"]
      var t: [String: Tensor] = [:]
      for name in ["U", "V", "W", "h0"] + (1...length + 1).map({ "x\($0)" }) {
        t[name] = golden["values"][name].tensor(dtype, requiresGrad: true)
      }
      var losses: [Tensor] = []
      for step in 1...length {
        t["h\(step)"] = (t["U"]! * t["x\(step)"]! + t["V"]! * t["h\(step - 1)"]!).clamp(min: 0)
        t["o\(step)"] = t["W"]! * t["h\(step)"]!
        losses.append((t["o\(step)"]! - t["x\(step + 1)"]!).pow(2))
      }
      let loss = losses.dropFirst().reduce(losses[0], +)
      for (name, tensor) in t { comparison.expect(tensor, golden["values"][name]) }
      comparison.expect(loss, golden["values"]["L"])
      comparison.expectGradients(of: loss, t, golden["dL"])

      // The local partial of a node is the gradient of its own formula with what it reads taken for given.
      for step in 1...length {
        let partials = golden["local_partials"]
        let (U, V, W) = (t["U"]!.requiringGrad(), t["V"]!.detach(), t["W"]!.detach())
        let (x, next) = (t["x\(step)"]!.detach(), t["x\(step + 1)"]!.detach())
        let (o, h) = (t["o\(step)"]!.requiringGrad(), t["h\(step)"]!.requiringGrad())
        let before = t["h\(step - 1)"]!.requiringGrad()
        comparison.expectGradient(of: (o - next).pow(2), o, partials["dL/do\(step)"])
        comparison.expectGradient(of: W * h, h, partials["do\(step)/dh\(step)"])
        let state = (U * x + V * before).clamp(min: 0)
        comparison.expectGradient(of: state, U, partials["dh\(step)/dU|direct"])
        if step > 1 { comparison.expectGradient(of: state, before, partials["dh\(step)/dh\(step - 1)"]) }
      }
    }
    #expect(comparison.compared == golden.paths)
  }

  @Test(arguments: [DType.float64, .float32])
  func bigram(dtype: DType) throws {
    let golden = try Golden.lab()[dtype.description]["bigram"]
    var comparison = Comparison(dtype: dtype)
    let table = golden["T"].tensor(dtype, requiresGrad: true)
    comparison.expect(table, golden["T"])
    for name in ["seq1", "seq2"] {
      let sequence = try Self.oneHot(golden[name]["text"], dtype)
      let pairs = zip(sequence, sequence.dropFirst()).map { $0.matmul(table).matmul($1) }
      let probability = pairs.dropFirst().reduce(pairs[0], *)
      comparison.expect(probability, golden[name]["probability"])
      comparison.expect(probability.log(), golden[name]["log_probability"])
      let stacked = Tensor.stack(sequence, axis: 0)
      let products = stacked[0..<sequence.count - 1].matmul(table).matmul(stacked[1..<sequence.count].T)
      comparison.expect(products.diag().prod(), golden[name]["probability_by_diag"])
      // A product's gradient in logarithms: ∂ ln p / ∂T counts each pair and divides by its probability.
      let counts = zip(sequence, sequence.dropFirst()).map { $0.outer($1) }.reduce(.zeros([2, 2], dtype: dtype), +)
      let gradient = try #require(gradients(of: probability.log(), withRespectTo: [table])[0])
      #expect(gradient.allClose(counts / table.detach()))
    }
    #expect(comparison.compared == golden.paths)
  }

  @Test(arguments: [DType.float64, .float32])
  func tinyBigramRNN(dtype: DType) throws {
    let golden = try Golden.lab()[dtype.description]
    let (table, rnn) = (golden["bigram"]["T"].tensor(dtype), golden["tiny_bigram_rnn"])
    var comparison = Comparison(dtype: dtype)
    let (U, V, W) = (Tensor.eye(2, dtype: dtype), Tensor.zeros([2, 2], dtype: dtype), table.T)
    let h0 = Tensor.zeros([2], dtype: dtype)
    for (name, letter) in [("v1", "a"), ("v2", "b")] {
      let h1 = U.mv(Tensor(Self.letters[letter]!, dtype: dtype)) + V.mv(h0)
      comparison.expect(h1, rnn[name]["h1"])
      comparison.expect(W.mv(h1), rnn[name]["o1"])
      #expect(W.mv(h1).scalars == table[name == "v1" ? 0 : 1].scalars)
    }
    for name in ["seq1", "seq2"] {
      let sequence = try Self.oneHot(golden["bigram"][name]["text"], dtype)
      var (h, outputs, probability) = (h0, [Tensor](), Tensor(1, dtype: dtype))
      for (step, x) in sequence.enumerated() {
        h = U.mv(x) + V.mv(h)
        outputs.append(W.mv(h))
        if step + 1 < sequence.count { probability = probability * outputs[step].dot(sequence[step + 1]) }
      }
      comparison.expect(Tensor.stack(outputs, axis: 0), rnn[name]["outputs"])
      comparison.expect(probability, rnn[name]["probability"])
    }
    #expect(comparison.compared == rnn.paths)
  }

  @Test(arguments: [DType.float64, .float32])
  func lookingBack(dtype: DType) throws {
    let golden = try Golden.lab()[dtype.description]
    let values = golden["forward_step"]["values"]
    var comparison = Comparison(dtype: dtype)
    var t: [String: Tensor] = [:]
    for name in ["U", "V", "x1", "h0"] { t[name] = values[name].tensor(dtype, requiresGrad: true) }
    let h1 = (t["U"]!.mv(t["x1"]!) + t["V"]!.mv(t["h0"]!)).clamp(min: 0)
    let back = golden["looking_back"]
    comparison.expect(h1, back["h1"])
    h1[0].backward()
    comparison.expect(t["U"]!.grad, back["U_grad"])
    for index in 0..<2 { comparison.expectGradients(of: h1[index], t, back["d h1[\(index)]"]) }
    #expect(comparison.compared == back.paths)
  }

  @Test(arguments: [DType.float64, .float32])
  func edges(dtype: DType) throws {
    let golden = try Golden.lab()[dtype.description]["edges"]
    var comparison = Comparison(dtype: dtype)
    let functions: [String: (Tensor) -> Tensor] = [
      "clamp(min=0)": { $0.clamp(min: 0) }, "clamp(min=0,max=1)": { $0.clamp(min: 0, max: 1) },
      "relu": { $0.relu() }, "abs": { $0.abs() }, "tanh": { $0.tanh() }, "sigmoid": { $0.sigmoid() },
      "softmax": { $0.softmax(axis: 0) }, "log_softmax": { $0.logSoftmax(axis: 0) },
      "prod with one zero": { $0.prod() },
      // Not recorded, since its derivative is 0 everywhere; recorded zeros beside it ask for that derivative.
      "sign": { $0.sign() + $0 * 0 },
    ]
    #expect(Set(golden.keys) == Set(functions.keys))
    for (name, function) in functions {
      let edge = golden[name]
      let x = edge["at"].tensor(dtype, requiresGrad: true)
      comparison.expect(x, edge["at"])
      let y = function(x)
      comparison.expect(y, edge["value"])
      if edge["weights"].isNull {
        comparison.expectGradient(of: y.sum(), x, edge["grad"])
      } else {
        let weights = edge["weights"].tensor(dtype)
        comparison.expect(weights, edge["weights"])
        comparison.expectGradient(of: (y * weights).sum(), x, edge["grad_of_weighted_sum"])
      }
    }
    #expect(comparison.compared == golden.paths)
  }

  private static func oneHot(_ text: Golden, _ dtype: DType) throws -> [Tensor] {
    try #require(text.text).map { Tensor(letters[String($0)]!, dtype: dtype) }
  }
}

/// Compares tensors with golden ones, and remembers which.
private struct Comparison {
  let dtype: DType
  private(set) var compared: Set<String> = []

  init(dtype: DType) { self.dtype = dtype }

  mutating func expect(_ actual: Tensor?, _ expected: Golden) {
    #expect(compared.insert(expected.path).inserted, "\(expected.path) was compared twice")
    guard let numbers = expected.numbers, let actual else {
      #expect(expected.isNull && actual == nil, "\(expected.path): one has a value, the other none")
      return
    }
    #expect(actual.shape == expected.shape && actual.dtype == dtype, "\(expected.path): \(actual.shape)")
    let tolerance = dtype == .float64 ? 1e-12 : 1e-6
    for (a, b) in zip(actual.scalars, numbers) {
      #expect(abs(a - b) <= tolerance * abs(b), "\(expected.path): \(a), not \(b)")
    }
  }

  mutating func expectGradient(of output: Tensor, _ input: Tensor, _ expected: Golden) {
    expect(gradients(of: output, withRespectTo: [input])[0], expected)
  }

  /// By all three ways, of which one is counted: recorded, unrecorded, accumulated in leaves.
  mutating func expectGradients(of output: Tensor, _ inputs: [String: Tensor], _ expected: Golden) {
    let names = expected.keys
    let tensors = names.map { inputs[$0]! }
    for createGraph in [true, false] {
      let before = compared
      let found = gradients(of: output, withRespectTo: tensors, createGraph: createGraph)
      for (name, gradient) in zip(names, found) { expect(gradient, expected[name]) }
      if createGraph { compared = before }
    }
    for leaf in tensors where leaf.isLeaf { leaf.grad = nil }
    output.backward()
    let before = compared
    for (name, leaf) in zip(names, tensors) where leaf.isLeaf {
      compared.remove(expected[name].path)
      expect(leaf.grad, expected[name])
    }
    compared = before
  }
}
