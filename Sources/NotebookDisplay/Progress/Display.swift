/// A place in the notebook's output that shows a value and can show another instead.
public struct DisplayHandle: Sendable {
  let id: UInt32

  /// Shows `value` in this place. Outside a notebook it is printed.
  public func update(_ value: Any) {
    let data = DisplayData(describing: value)
    if let connection = CellConnection.current {
      connection.send(.update(id: id, data: data))
    } else {
      print(data.plain)
    }
  }
}

/// Shows a value in the notebook at once, whatever follows. Outside a notebook its text is printed.
@discardableResult
public func display(_ value: Any) -> DisplayHandle {
  let data = DisplayData(describing: value)
  let handle = DisplayHandle(id: UInt32.random(in: 1 ... .max))
  if let connection = CellConnection.current {
    connection.send(.display(id: handle.id, data: data))
  } else {
    print(data.plain)
  }
  return handle
}

/// Removes what the cell has shown so far; with `wait`, not before there is something new, so that nothing flickers.
/// Outside a notebook it does nothing.
public func clearOutput(wait: Bool = false) {
  CellConnection.current?.send(.clear(wait: wait))
}
