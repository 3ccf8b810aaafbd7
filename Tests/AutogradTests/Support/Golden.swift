import Foundation

@testable import Autograd

/// A node of `Golden/lab.json`, PyTorch's numbers for the lab.
struct Golden {
  let path: String
  private let node: Any

  static func lab() throws -> Golden {
    let file = URL(fileURLWithPath: Bundle.module.bundlePath + "/Golden/lab.json")
    return Golden(path: "lab", node: try JSONSerialization.jsonObject(with: Data(contentsOf: file)))
  }

  private init(path: String, node: Any) {
    self.path = path
    self.node = node
  }

  private var members: [String: Any] { node as? [String: Any] ?? [:] }

  subscript(_ key: String) -> Golden { Golden(path: "\(path).\(key)", node: members[key] ?? NSNull()) }

  var keys: [String] { members.keys.sorted() }

  /// The numbers, by `hex`, which is exact; nil where the file has null, as for an input that nothing depends on.
  var numbers: [Double]? {
    if let list = node as? [Double] { return list }
    return (members["hex"] as? [String])?.map { Double($0) ?? .nan }
  }

  var shape: [Int]? { members["shape"] as? [Int] ?? (node as? [Double]).map { [$0.count] } }

  var isNull: Bool { node is NSNull }

  var text: String? { node as? String }

  func tensor(_ dtype: DType, requiresGrad: Bool = false) -> Tensor {
    Tensor(numbers ?? [.nan], shape: shape ?? [], dtype: dtype, requiresGrad: requiresGrad)
  }

  /// Where tensors and nulls stand below: what a complete comparison has to meet.
  var paths: Set<String> {
    if shape != nil || isNull { return [path] }
    return members.keys.reduce(into: []) { $0.formUnion(self[$1].paths) }
  }
}
