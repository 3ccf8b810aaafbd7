import Autograd
import Testing

@testable import NeuralNetworks

struct TensorBytesTests {
  @Test func readsEveryFloatingPointTypeAsTorchWidensIt() throws {
    let golden = try Golden("dtypes")
    let double = try golden.tensor("values.F64")
    #expect(double.dtype == .float64)
    #expect(double.scalars.dropLast() == [1.5, 0, 65504, 6e-8, -1.0 / 3, .infinity, -.infinity])
    #expect(double.scalars[1].sign == .minus && double.scalars[7].isNaN)
    #expect(try golden.tensor("values.F32").dtype == .float32)
    for name in ["F16", "BF16"] {
      let (values, widened) = (try golden.tensor("values.\(name)"), try golden.tensor("widened.\(name)"))
      #expect(values.dtype == .float32)
      #expect(values.floats.dropLast().map(\.bitPattern) == widened.floats.dropLast().map(\.bitPattern))
      #expect(values.floats[7].isNaN)
    }
    #expect(try golden.tensor("scalar").shape == [] && golden.tensor("scalar").item() == 2.5)
    #expect(try golden.tensor("empty").shape == [0, 3])
    #expect(try golden.tensor("Ĝ “x”\n\\").scalars == [0, 1, 2, 3, 4, 5])
  }

  @Test func whatIsNoTensorIsNil() throws {
    let file = try Golden("dtypes").file
    #expect(file.tensor(named: "integers") == nil && file.tensor(named: "flags") == nil)
    #expect(file.tensor(named: "none") == nil)
  }

  @Test(arguments: ["[1,1,1,1,1,1,1,1,1]", "[0,2147483648]", "[65536,0,65536]"])
  func shapesThatNoTensorCanHaveAreNil(_ shape: String) throws {
    let bytes = shape.contains("0,") || shape.contains(",0") ? 0 : 4
    let entry = SafetensorsHeaderTests.tensor("a", "F32", shape, "0", "\(bytes)")
    let file = try Safetensors(decoding: SafetensorsHeaderTests.file("{\(entry)}", data: bytes))
    #expect(file.names == ["a"] && file.tensor(named: "a") == nil)
  }

  @Test func writesWhatItReads() throws {
    let tensors: [(name: String, tensor: Tensor)] = [
      ("f", Tensor([1, -0.0, .infinity, .leastNonzeroMagnitude] as [Float], shape: [2, 2])),
      ("d", Tensor([1.0, -0.0, .infinity, .leastNonzeroMagnitude], shape: [4], dtype: .float64)),
      ("e", Tensor.zeros([0, 3])),
    ]
    let file = try Safetensors(decoding: Safetensors(tensors).encoded())
    #expect(file.names == ["f", "d", "e"])
    for (name, tensor) in tensors {
      let read = try #require(file.tensor(named: name))
      #expect(read.shape == tensor.shape && read.dtype == tensor.dtype)
      #expect(read.scalars.map(\.bitPattern) == tensor.scalars.map(\.bitPattern))
    }
  }
}
