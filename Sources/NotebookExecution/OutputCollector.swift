import JSONTree
import NotebookFormat

/// Gathers what a cell puts out into the outputs of a notebook.
struct OutputCollector: Sendable {
  private(set) var outputs: [Output] = []
  /// What belongs into places that this cell does not have.
  private(set) var elsewhere: [(place: UInt32, data: JSONValue)] = []
  private var places: [UInt32: Int] = [:]
  private var clearsBeforeNext = false

  mutating func receive(_ event: CellEvent) {
    switch event {
    case .text(let text, let stream): append(.stream(name: stream, text: text))
    case .shown(let data, let place):
      append(.displayData(data: data))
      places[place] = outputs.count - 1
    case .shownInstead(let data, let place):
      if !replace(place, data) { elsewhere.append((place, data)) }
    case .cleared(let wait):
      clearsBeforeNext = wait
      if !wait { clear() }
    }
  }

  /// Shows `data` in a place; false where this cell has no such place.
  mutating func replace(_ place: UInt32, _ data: JSONValue) -> Bool {
    guard let index = places[place] else { return false }
    outputs[index] = .displayData(data: data)
    return true
  }

  /// Adds the value of the last expression, or the error.
  mutating func end(_ end: CellEnd, executionCount: Int) {
    switch end {
    case .success(let data?): append(.executeResult(executionCount: executionCount, data: data))
    case .success(nil): break
    case .failure(let name, let reason, let traceback): append(.error(name: name, value: reason, traceback: traceback))
    }
  }

  private mutating func append(_ output: Output) {
    if clearsBeforeNext { clear() }
    clearsBeforeNext = false
    outputs.append(merging: output)
  }

  private mutating func clear() {
    outputs = []
    places = [:]
  }
}
