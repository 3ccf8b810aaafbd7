import Autograd
import NeuralNetworks
import Testing
import WholeFiles

@testable import LanguageModels

@Suite struct PretrainedWeightsTests {
  /// PyTorch's names in its word-language-model example.
  private func theirName(_ name: String) -> String {
    name.replacing("embedding.", with: "encoder.").replacing("recurrent.", with: "rnn.")
      .replacing("output.", with: "decoder.")
  }

  private func write(_ floats: [TrainingSnapshot.Floats], to path: String) throws {
    var file = try AtomicFile(path)
    var hash = SHA256()
    try Safetensors.write(floats.map { ($0.name, $0.shape, $0.values) }, to: &file, hash: &hash)
    try file.commit()
  }

  @Test(arguments: NetworkConfiguration.examples)
  func loadsUnderOurNamesAndUnderPyTorchs(network: NetworkConfiguration) throws {
    try withTemporaryFolder { folder in
      let model = AutogradLanguageModel(network, optimizer: OptimizerConfiguration.examples[0], seed: 9)
      let own = model.snapshot().parameters
      var theirs = own.map {
        TrainingSnapshot.Floats(name: theirName($0.name), shape: $0.shape, values: $0.values)
      }
      // PyTorch saves a tied weight under both names.
      if network.tied, let embedding = theirs.first {
        theirs.append(.init(name: "decoder.weight", shape: embedding.shape, values: embedding.values))
      }
      for floats in [own, theirs.reversed()] {
        try write(floats, to: "\(folder)/weights")
        #expect(try PretrainedWeights.load("\(folder)/weights", network).floats == own)
      }
      #expect(
        try Safetensors(contentsOf: "\(folder)/weights").encoded() == FileReader.contents(of: "\(folder)/weights"))
    }
  }

  @Test func anotherArchitectureIsNamed() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/weights"
      let model = AutogradLanguageModel(
        NetworkConfiguration.examples[3], optimizer: OptimizerConfiguration.examples[0], seed: 9)
      try write(model.snapshot().parameters, to: path)
      var network = NetworkConfiguration.examples[3]
      network.layers = 2
      var error = #expect(throws: WeightsError.self) { try PretrainedWeights.load(path, network) }
      #expect(error?.description.contains("the model needs \"recurrent.weight_ih_l1\"") == true)
      network = NetworkConfiguration.examples[3]
      network.kind = .lstm
      error = #expect(throws: WeightsError.self) { try PretrainedWeights.load(path, network) }
      #expect(
        error
          == .shape(path: path, name: "recurrent.weight_ih_l0", expected: [20, 3], found: [15, 3]))
      network = NetworkConfiguration.examples[3]
      (network.hiddenSize, network.embeddingSize, network.tied) = (5, 5, true)
      error = #expect(throws: WeightsError.self) { try PretrainedWeights.load(path, network) }
      #expect(error == .names(path: path, missing: [], unexpected: ["output.weight"]))
    }
  }
}
