import Autograd
import Foundation
import Testing

@testable import NeuralNetworks

struct ModelWeightsTests {
  static func network(_ seed: UInt64, hidden: Int = 3, bias: Bool = true, dtype: DType = .float32) -> GRU {
    var random = SeededGenerator(seed: seed)
    return GRU(inputSize: 2, hiddenSize: hidden, layers: 2, bias: bias, dtype: dtype, using: &random)
  }

  @Test(arguments: [DType.float32, .float64])
  func whatIsSavedLoads(_ dtype: DType) throws {
    try withScratchDirectory { directory in
      let path = directory + "/gru.safetensors"
      let saved = Self.network(1, dtype: dtype)
      try saved.saveWeights(to: path, metadata: [.init(name: "kind", text: "GRU")])
      var loaded = Self.network(2, dtype: dtype)
      #expect(loaded.parameters.map(\.tensor.scalars) != saved.parameters.map(\.tensor.scalars))
      try loaded.loadWeights(from: path)
      #expect(loaded.parameters.map(\.tensor.scalars) == saved.parameters.map(\.tensor.scalars))
      #expect(loaded.parameters.allSatisfy { $0.tensor.requiresGrad && $0.tensor.dtype == dtype })
      #expect(try Safetensors(contentsOf: path).metadata == [.init(name: "kind", text: "GRU")])
    }
  }

  @Test func whatIsNotLearntStaysSo() throws {
    try withScratchDirectory { directory in
      let path = directory + "/linear.safetensors"
      var layer = Linear(weight: Tensor([1, 2] as [Float], shape: [1, 2]))
      try layer.saveWeights(to: path)
      try layer.loadWeights(from: path)
      #expect(!layer.weight.requiresGrad)
    }
  }

  /// Saves one model, loads it into another, and gives what that throws; nothing may have been loaded then.
  func error(_ saved: some Module, into model: GRU) throws -> WeightsError? {
    try withScratchDirectory { directory in
      let path = directory + "/weights"
      try saved.saveWeights(to: path)
      var loaded = model
      let error = #expect(throws: WeightsError.self) { try loaded.loadWeights(from: path) }
      #expect(loaded.parameters.map(\.tensor.scalars) == model.parameters.map(\.tensor.scalars))
      return error
    }
  }

  @Test func namesOfAnotherModel() throws {
    let biases = ["bias_ih_l0", "bias_hh_l0", "bias_ih_l1", "bias_hh_l1"]
    guard case .names(_, biases, [])? = try error(Self.network(1, bias: false), into: Self.network(2)) else {
      Issue.record("missing biases were not named")
      return
    }
    guard case .names(_, [], biases)? = try error(Self.network(1), into: Self.network(2, bias: false)) else {
      Issue.record("unexpected biases were not named")
      return
    }
    let both = try error(ModuleTests.Classifier(), into: Self.network(2))
    #expect(
      both?.description.hasSuffix(
        #"has weights of another model: the model needs "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "#
          + #""weight_ih_l1" and 3 more; the model has no "hidden.weight", "output.weight", "output.bias""#) == true)
  }

  @Test func otherShapesAndElementTypes() throws {
    guard
      case .shape(_, "weight_ih_l0", [9, 2], [12, 2])? = try error(Self.network(1, hidden: 4), into: Self.network(2))
    else {
      Issue.record("another shape was not refused")
      return
    }
    let double = try error(Self.network(1, dtype: .float64), into: Self.network(2))
    #expect(double?.description.hasSuffix(#""weight_ih_l0" has dtype F64, and F32, F16, BF16 fit"#) == true)
    let single = try error(Self.network(1), into: Self.network(2, dtype: .float64))
    #expect(single?.description.hasSuffix(#""weight_ih_l0" has dtype F32, and F64 fits"#) == true)
  }

  @Test func damagedFiles() throws {
    try withScratchDirectory { directory in
      let path = directory + "/weights"
      let whole = Self.network(1).safetensors().encoded()
      for count in stride(from: 0, to: whole.count, by: 7) {
        try Data(whole.prefix(count)).write(to: URL(filePath: path))
        var model = Self.network(2)
        let error = #expect(throws: WeightsError.self) { try model.loadWeights(from: path) }
        guard case .format? = error else {
          Issue.record("\(count) of \(whole.count) bytes: \(String(describing: error))")
          return
        }
        #expect(model.parameters.map(\.tensor.scalars) == Self.network(2).parameters.map(\.tensor.scalars))
      }
    }
  }
}
