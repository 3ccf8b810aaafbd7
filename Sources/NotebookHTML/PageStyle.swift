/// How the page looks, in light and in dark.
enum PageStyle {
  /// For the page itself.
  static let page = """

    :root { color-scheme: light dark; --line: light-dark(#d8dee6, #3a424d); --soft: light-dark(#f5f7f9, #1d2228);
      --quiet: light-dark(#5c6773, #9aa5b1); --red: light-dark(#b3261e, #ff8a80); }
    body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.55 system-ui, sans-serif; }
    section { margin: 1.2rem 0; }
    pre { margin: 0; padding: .6rem .8rem; overflow-x: auto; font: .88rem/1.45 ui-monospace, monospace; }
    code { font: .88em ui-monospace, monospace; }
    .markdown pre, .source { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; }
    .prompt { font: .75rem ui-monospace, monospace; color: var(--quiet); }
    .output { margin: .3rem 0; }
    .output pre { padding: .3rem .8rem; }
    .stderr { color: var(--quiet); }
    .error { border-left: 3px solid var(--red); }
    .formula { font-family: ui-serif, serif; font-style: italic; white-space: pre-wrap; }
    img { max-width: 100%; background: #fff; }
    iframe { width: 100%; border: 0; resize: vertical; background: #fff; }
    table { border-collapse: collapse; } th, td { border: 1px solid var(--line); padding: .2rem .6rem; }
    .bold { font-weight: bold; } .colour1 { color: var(--red); } .colour2 { color: light-dark(#1b7f3b, #7bd88f); }
    .colour3 { color: light-dark(#8a6100, #e7c55f); } .colour4 { color: light-dark(#1f5fbf, #82b1ff); }
    .colour5 { color: light-dark(#8e3db0, #d79bf0); } .colour6 { color: light-dark(#0b7a83, #6fd6de); }
    .colour0, .colour7 { color: var(--quiet); }

    """

  /// For a cell's own HTML, in its frame.
  static let fragment = """
    body { margin: .3rem .8rem; font: .9rem/1.4 system-ui, sans-serif; color: #111; }
    table { border-collapse: collapse; } th, td { border: 1px solid #d8dee6; padding: .15rem .5rem; text-align: right; }
    """
}
