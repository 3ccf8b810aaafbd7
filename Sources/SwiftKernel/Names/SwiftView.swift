import JupyterKernel

/// A cell as a language server may see it: what is not Swift is replaced by spaces, so that every place stays what it was.
func swiftView(of code: String, magics: MagicTable) -> String {
  var lines: [String] = []
  for (index, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
    let isCellMagic = index == 0 && line.hasPrefix("%%")
    guard isCellMagic || line.hasPrefix("%") || line.hasPrefix("!") else {
      lines.append(String(line))
      continue
    }
    let sign = isCellMagic ? "%%" : "%"
    let name = line.dropFirst(sign.count).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let takesCode = line.hasPrefix("%") && magics[String(name), isCellMagic ? .cell : .line]?.takesCode == true
    let hidden = takesCode ? sign.utf16.count + name.utf16.count : line.utf16.count
    lines.append(String(repeating: " ", count: hidden) + (takesCode ? line.dropFirst(sign.count + name.count) : ""))
  }
  return lines.joined(separator: "\n")
}
