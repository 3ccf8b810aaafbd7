/// What the evaluator's additions to a cell call. Not for use by hand.
public enum CellScript {
  /// Shows the value of the cell's last expression.
  public static func show<Value>(_ value: Value) {
    // A task is started, and something displayed, for what that does; their handles say nothing.
    guard Value.self != Void.self, Value.self != DisplayHandle.self, !"\(Value.self)".hasPrefix("Task<") else { return }
    let data = DisplayData(describing: value)
    if let connection = CellConnection.current {
      connection.send(.result(data))
    } else {
      print(data.plain)
    }
  }

  /// Reports a global by its name.
  public static func report<Value>(_ name: String, _ value: Value) {
    let message = CellMessage.value(
      name: name, type: TypeName.of(Value.self), data: DisplayData(describing: value), json: JSONText.of(value))
    CellConnection.current?.send(message)
  }

  /// Reports a global's type alone.
  public static func reportType<Value>(_ name: String, of value: Value) {
    let message = CellMessage.value(name: name, type: TypeName.of(Value.self), data: DisplayData([]), json: nil)
    CellConnection.current?.send(message)
  }

  /// Hands a global to the library that asked for it.
  public static func deliver<Value>(_ index: Int, _ value: Value, to context: UnsafeMutableRawPointer) {
    context.assumingMemoryBound(to: [Int: Any].self).pointee[index] = value
  }

  /// Offers a variable to the library that asked for those of one type; read only if it is of that type.
  public static func offer<Value>(_ name: String, to context: UnsafeMutableRawPointer, _ value: () -> Value) {
    context.assumingMemoryBound(to: OfferedVariables.self).pointee.offer(name, value)
  }

  /// The end of a cell that awaits: it is never resumed, because a program would end here.
  public static func finish() async {
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in CellConnection.current?.finish() }
  }
}
