/// How the page looks: in light, in dark, and on paper.
enum PageStyle {
  /// For the page itself.
  static let page = screen + formulas + paper

  private static let screen = """

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
    img { max-width: 100%; background: #fff; }
    iframe { width: 100%; border: 0; resize: vertical; background: #fff; }
    .fragment { overflow-x: auto; font-size: .93rem; }
    table { border-collapse: collapse; } th, td { border: 1px solid var(--line); padding: .2rem .6rem; }
    caption { text-align: left; padding: .2rem 0; color: var(--quiet); }
    .bold { font-weight: bold; } .colour1 { color: var(--red); } .colour2 { color: light-dark(#1b7f3b, #7bd88f); }
    .colour3 { color: light-dark(#8a6100, #e7c55f); } .colour4 { color: light-dark(#1f5fbf, #82b1ff); }
    .colour5 { color: light-dark(#8e3db0, #d79bf0); } .colour6 { color: light-dark(#0b7a83, #6fd6de); }
    .colour0, .colour7 { color: var(--quiet); }

    """

  /// What MathML Core leaves to style sheets: how tables of formulas are aligned. Their cells hold no text but boxes,
  /// which Chromium and Firefox move to the right by names of their own alone.
  private static let formulas = """
    math { font-size: 1.08em; }
    math[display=block] { margin: .6rem 0; overflow-x: auto; overflow-y: hidden; padding: .15rem 0; }
    code.formula { white-space: pre-wrap; border-bottom: 1px dotted var(--red); }
    .latex { white-space: pre-wrap; }
    mfrac { padding: 0 .1em; }
    mtd { padding: .45ex .5em; }
    mtable.aligned mtd { padding: .5ex 0; text-align: left; }
    mtable.aligned mtd:nth-child(odd):not(:first-child) { padding-left: 2em; }
    mtable.cases mtd, mtable.lines mtd { text-align: left; }
    mtable.lines mtr:not(:first-child) mtd { padding-left: 2em; }
    mtd.left { text-align: left; }
    mtd.right, mtable.aligned mtd:nth-child(odd) { text-align: right; text-align: -moz-right; text-align: -webkit-right; }
    .overlined > :first-child { border-top: .06em solid; padding-top: .1em; } .overlined > mo { font-size: 0; }
    .vector > mo { font-size: 65%; }
    .boxed { border: 1px solid; padding: .3em; }
    .bold-text { font-weight: bold; } .italic-text { font-style: italic; } .code-text { font-family: monospace; }

    """

  /// On paper nothing can be scrolled or unfolded, and a sheet ends somewhere.
  private static let paper = """
    @page { margin: 18mm 17mm 20mm;
      @bottom-center { content: counter(page); font: 9pt system-ui, sans-serif; color: #5c6773; } }
    @media print {
      :root { color-scheme: light; }
      body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; line-height: 1.45; }
      section { margin: .7rem 0; }
      h1, h2, h3, h4, h5, h6, .prompt, .source.short, caption { break-after: avoid; }
      p, li { orphans: 3; widows: 3; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 8.6pt; orphans: 4; widows: 4; }
      .source { box-decoration-break: clone; }
      .short, img, iframe, tr, li, math, .fragment > div { break-inside: avoid; }
      thead { display: table-header-group; }
      img { max-height: 225mm; object-fit: contain; object-position: left top; }
      iframe { resize: none; }
      .fragment, math[display=block] { overflow: visible; }
      details, .folded:not(:has(.output)) { display: none; }
      a { color: inherit; }
      * { print-color-adjust: exact; }
    }

    """

  /// For a cell's own HTML, in its frame.
  static let fragment = """
    body { margin: .3rem .8rem; font: .9rem/1.4 system-ui, sans-serif; color: #111; }
    table { border-collapse: collapse; } th, td { border: 1px solid #d8dee6; padding: .15rem .5rem; text-align: right; }
    """
}
