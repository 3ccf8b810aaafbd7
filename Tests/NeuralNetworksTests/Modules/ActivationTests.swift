import Autograd
import Testing

@testable import NeuralNetworks

struct ActivationTests {
  @Test func eachIsItsFunction() {
    let x = Tensor([-1, 0, 2], shape: [3], dtype: .float64)
    #expect(Activation.identity(x).scalars == [-1, 0, 2])
    #expect(Activation.relu(x).scalars == [0, 0, 2])
    #expect(Activation.tanh(x).scalars == x.tanh().scalars)
    #expect(Activation.sigmoid(x).scalars == x.sigmoid().scalars)
    #expect(Activation.custom { $0 * 3 }(x).scalars == [-3, 0, 6])
  }
}
