import Testing

@testable import Autograd

/// Every wrong use stops with one sentence that names the operation, the shapes, and what would fit; optimised or not.
struct WrongUseTests {
  struct Use: Sendable {
    let sentence: String
    let body: @Sendable () -> Void

    init(_ sentence: String, _ body: @escaping @Sendable () -> Void) {
      self.sentence = sentence
      self.body = body
    }
  }

  private static var u: Tensor { Tensor([1, 2], requiresGrad: true) }
  private static var matrix: Tensor { .zeros([2, 3]) }
  private static var double: Tensor { .zeros([2], dtype: .float64) }

  static let uses: [Use] = [
    // Shapes.
    Use("Add: shapes (2, 3) and (2,) do not fit: sizes 3 and 2 differ and neither is 1") { _ = matrix + u },
    Use("mv: a matrix (m, k) times a vector (k,) is needed; got (2, 3) and (2,)") { _ = matrix.mv(u) },
    Use("matmul: (2, 3) times (2, 3): inner sizes 3 and 2 differ") { _ = matrix.matmul(matrix) },
    Use("both operands need at least one axis") { _ = matrix.matmul(.zeros([])) },
    Use("leading axes: shapes (2,) and (3,) do not fit") { _ = Tensor.zeros([2, 1, 1]).matmul(.zeros([3, 1, 1])) },
    Use("dot: two vectors are needed; got shapes (2, 3) and (2,)") { _ = matrix.dot(u) },
    Use("outer: two vectors are needed; got shapes (2,) and (2, 3)") { _ = u.outer(matrix) },
    Use("broadcast: shape (2, 3) does not fit into (3,)") { _ = matrix.broadcast(to: [3]) },
    Use("reshape: a tensor of shape (2, 3) has 6 elements and does not fit [4, -1]") { _ = matrix.reshape([4, -1]) },
    Use("squeeze: axis 0 of (2, 3) has size 2, not 1") { _ = matrix.squeeze(axis: 0) },
    Use("T: a matrix has two axes; this tensor has shape (2,)") { _ = u.T },
    Use("permute: [0] names 1 axes of a tensor with shape (2, 3)") { _ = matrix.permute([0]) },
    Use("where: shapes") { _ = Tensor.where(u, matrix, matrix) },
    Use("item: a tensor of shape (2,) has 2 elements, not one") { _ = u.item() },
    Use("Tensor: 3 elements were given for shape (2,), which has 2") { _ = Tensor([1.0, 2, 3], shape: [2]) },
    Use("Tensor: the nested lists differ in length: 2 and 1 elements along axis 1") { _ = Tensor([[1, 2], [3]]) },
    Use("Tensor: the nested lists have different depths") { _ = Tensor([[1, 2], 3]) },
    Use("a tensor has at most 8") { _ = Tensor.zeros([1, 1, 1, 1, 1, 1, 1, 1, 1]) },
    Use("has the axis size -1") { _ = Tensor.zeros([-1]) },
    // Element types.
    Use("Mul: dtypes float32 and float64 differ; convert one with to(_:)") { _ = u * double },
    Use("mv: dtypes float32 and float64 differ") { _ = Tensor.zeros([1, 2]).mv(double) },
    Use("matmul: dtypes float32 and float64 differ") { _ = matrix.matmul(.zeros([3, 1], dtype: .float64)) },
    Use("greater: dtypes float32 and float64 differ") { _ = u.greater(double) },
    Use("where: dtypes float64, float32 and float32 differ") { _ = Tensor.where(double, u, u) },
    Use("isClose: dtypes float32 and float64 differ") { _ = u.isClose(double) },
    // Axes.
    Use("sum: axis 2 is out of range for a tensor with 2 axes (-2 to 1 would fit)") { _ = matrix.sum(axis: 2) },
    Use("sum: axis -1 is named twice in [1, -1]") { _ = matrix.sum(axes: [1, -1]) },
    Use("sum: axis 0 is out of range for a tensor with 0 axes") { _ = Tensor(1).sum(axis: 0) },
    Use("transpose: axis -3 is out of range for a tensor with 2 axes") { _ = matrix.transpose(-3, 0) },
    Use("permute: [0, 0] names an axis twice") { _ = matrix.permute([0, 0]) },
    Use("softmax: axis 1 is out of range") { _ = u.softmax(axis: 1) },
    Use("clamp: min 1.0 is greater than max 0.0") { _ = u.clamp(min: 1, max: 0) },
    // Derivatives.
    Use("backward: the tensor of shape () needs no gradient; set requiresGrad on a leaf") { Tensor(1).backward() },
    Use("backward: the gradient of a single number is defined, not of shape (2,); reduce it first") { u.backward() },
    Use("gradients: the tensor of shape () needs no gradient") { _ = gradients(of: Tensor(1), withRespectTo: []) },
    Use("gradients: the gradient of a single number is defined, not of shape (2,)") {
      _ = gradients(of: u * 2, withRespectTo: [], createGraph: true)
    },
    Use("grad: only a leaf that requires a gradient has one to set") { (u * 2).grad = nil },
    Use("grad: the leaf has shape (2,) and dtype float32") { u.grad = matrix },
    Use("requiresGrad = false: only a leaf can be switched off; use detach() on a result") {
      var y = u * 2
      y.requiresGrad = false
    },
  ]

  @Test(arguments: uses.indices)
  func stopsWithASentence(number: Int) async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [number] in
      Self.uses[number].body()
    }
    let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(text.contains(Self.uses[number].sentence))
  }
}
