public import Autograd
public import ComputationGraphs
import NotebookDisplay

/// The graph of how `outputs` were computed, in which tensors have the names of the notebook's variables that hold them.
///
/// - Parameter expandingFused: Whether a fused operation stands in the graph as its elementary steps.
/// - Throws: ``ComputationGraphError`` when an output was not computed from anything that requires a gradient.
public func computationGraph(
  of outputs: Tensor..., expandingFused: Bool = true
) throws(ComputationGraphError) -> ComputationGraph {
  try ComputationGraph(
    of: outputs, variables: Notebook.variables(of: Tensor.self) ?? [], expandingFused: expandingFused)
}
