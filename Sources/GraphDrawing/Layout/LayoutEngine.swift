/// How a graph is laid out.
public enum LayoutEngine: Sendable, CaseIterable {
  /// As a time lattice where the graph is one, else in layers.
  case automatic
  /// In rows from top to bottom, each node below what it is computed from.
  case layered
  /// Over time: a column for each time step, from left to right, and what all steps share once, beside them.
  case timeLattice
}
