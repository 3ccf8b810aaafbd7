import Foundation

/// The order of the optimiser's passes over a cell: its code is on the whole as fast as that of the compiler's own order,
/// which takes the optimiser 1.5 times as long.
///
/// By itself the compiler optimises each body that it brings in from a library, such as the generic `map`, from end to end
/// three times, although only what is specialised from it will be part of the cell: of 15,000 runs of a pass over a function
/// for a cell of two lines, three quarters go there. Here the generic functions that a cell uses are specialised first,
/// then what came from libraries is forgotten, and the rest goes through one long round.
///
/// `make bench CASES=optimized-code` runs programs that were compiled so beside the same by `-O`: the median of 17 takes as
/// long, the slowest 1.4 times as long.
enum OptimizerPasses {
  /// Writes the list for the compiler; nil where that fails, or where the compiler may have other passes than these.
  ///
  /// Cells import libraries that this compiler built, so that it is the cells' compiler too.
  static func write(to file: URL) -> URL? {
    #if compiler(>=6.3) && compiler(<6.4)
      return (try? Data(text.utf8).write(to: file)) == nil ? nil : file
    #else
      return nil
    #endif
  }

  /// One document for each round. The compiler does not keep a round's name, and a pass is called by its tag in quotes.
  private static var text: String {
    rounds.map { round in
      let passes = round.split(whereSeparator: \.isWhitespace).map { "'\"\($0)\"'" }
      return "---\nname: \"\"\npasses: [ \(passes.joined(separator: ", ")) ]\n"
    }.joined() + "...\n"
  }

  private static let rounds = [
    // Bodies of what is called in other modules.
    """
    for-each-loop-unroll simplification access-marker-elim sil-deadfuncelim performance-linker temp-rvalue-elimination
    """,
    // Generic functions become those of the types they are used with.
    """
    allocbox-to-stack lower-aggregate-instrs early-sroa mem2reg simplify-cfg sil-combine generic-specializer
    devirtualizer early-inline mem2reg simplify-cfg dce
    """,
    // What came from libraries is forgotten. Then loops and accesses, while calls of arrays and strings still mean what they
    // are called.
    """
    late-deadfuncelim lower-aggregate-instrs sil-combine early-sroa mem2reg sil-combine simplify-cfg
    condition-forwarding loop-rotate dce high-level-cse sil-combine simplify-cfg access-enforcement-release
    access-enforcement-opts string-optimization
    """,
    // What later cells see of this one is written here, and values lose their owners.
    """
    sil-deadfuncelim deadobject-elim global-property-opt compute-escape-effects compute-side-effects stack-promotion
    let-properties-opt copy-propagation semantic-arc-opts copy-to-borrow-optimization serialize-sil
    ownership-model-eliminator late-deadfuncelim
    """,
    // The long round.
    """
    allocbox-to-stack destroy-addr-hoisting temp-lvalue-elimination lower-aggregate-instrs sroa mem2reg sil-combine
    simplify-cfg loop-invariant-code-motion array-count-propagation bcopts dce cowarray-opt dce array-property-opt
    string-optimization devirtualizer generic-specializer arc-sequence-opts destroy-hoisting copy-propagation
    semantic-arc-opts copy-to-borrow-optimization inline mem2reg performance-constant-propagation
    jumpthread-simplify-cfg sil-combine simplify-cfg cse redundant-load-elimination cow-opts redundant-phi-elimination
    cse dce early-codemotion arc-sequence-opts temp-rvalue-elimination simplify-cfg retain-sinking release-hoisting
    arc-sequence-opts destroy-hoisting copy-propagation semantic-arc-opts copy-to-borrow-optimization
    dead-arg-signature-opt loop-unroll
    """,
    // Closures, and globals that are constants.
    """
    sil-deadfuncelim dead-store-elimination deadobject-elim simplify-cfg performance-constant-propagation simplify-cfg
    initialize-static-globals constant-capture-propagation closure-specialize stack-promotion simplify-cfg
    condition-forwarding sil-combine
    """,
    // Stores and copies that the rounds before have left.
    """
    dead-store-elimination deadobject-elim temp-rvalue-elimination late-codemotion retain-sinking release-hoisting
    arc-sequence-opts
    """,
    // What must come last.
    """
    late-deadfuncelim code-sinking loop-invariant-code-motion simplify-cfg access-enforcement-opts stack-promotion
    remove-redundant-overflow-checks merge-cond_fails dce sil-combine simplify-cfg strip-object-headers
    late-release-hoisting optimize-hop-to-executor access-enforcement-opts access-enforcement-wmo
    access-enforcement-dom loop-invariant-code-motion stack-protection sil-debuginfo-gen
    """,
  ]
}
