import JSONTree
import JupyterKernel
import NotebookFormat

/// Gathers what a cell puts out into the outputs of a notebook.
struct OutputCollector: Sendable {
  private(set) var outputs: [NotebookFormat.Output] = []
  /// What belongs into displays that this cell does not have.
  private(set) var elsewhere: [(identifier: String, data: MIMEBundle)] = []
  private var places: [String: Int] = [:]
  private var clearsBeforeNext = false

  mutating func receive(_ output: JupyterKernel.Output) {
    switch output {
    case .text(let text, let stream): append(.stream(name: stream.rawValue, text: text))
    case .display(let data, let identifier):
      append(.displayData(data: data.data, metadata: data.metadata))
      if let identifier { places[identifier] = outputs.count - 1 }
    case .update(let data, let identifier):
      if !replace(identifier, data) { elsewhere.append((identifier, data)) }
    case .clear(let wait):
      clearsBeforeNext = wait
      if !wait { clear() }
    }
  }

  /// Shows `data` in a display; false where this cell has no such display.
  mutating func replace(_ identifier: String, _ data: MIMEBundle) -> Bool {
    guard let index = places[identifier] else { return false }
    outputs[index] = .displayData(data: data.data, metadata: data.metadata)
    return true
  }

  /// Adds the value of the last expression, or the error.
  mutating func end(_ end: Result<MIMEBundle?, ExecutionError>, executionCount: Int) {
    switch end {
    case .success(let value?):
      append(.executeResult(executionCount: executionCount, data: value.data, metadata: value.metadata))
    case .success(nil): break
    case .failure(let error): append(.error(name: error.name, value: error.value, traceback: error.traceback))
    }
  }

  private mutating func append(_ output: NotebookFormat.Output) {
    if clearsBeforeNext { clear() }
    clearsBeforeNext = false
    outputs.append(merging: output)
  }

  private mutating func clear() {
    outputs = []
    places = [:]
  }
}
