import JupyterKernel

/// Whether a cell, magics included, can run as it stands.
func cellCompleteness(_ code: String) -> Completeness {
  let parts = CellPart.parts(of: code) { _ in false }
  guard case .magic(let call) = parts.first, call.form == .cell else {
    for part in parts {
      if case .swift(let source) = part {
        let completeness = codeCompleteness(source)
        if completeness != .complete { return completeness }
      }
    }
    return .complete
  }
  // Nobody can tell when the lines below are enough; consoles take an empty one for the end.
  return call.body.hasSuffix("\n") ? .complete : .incomplete(indent: "")
}
