/// Text as part of a Markdown document: what is read there is the text, letter for letter.
///
/// Escapes are those that CommonMark, GitHub and pandoc read alike. What only counts at the beginning of a line
/// is escaped only there, so that the source stays readable.
package enum MarkdownText {
  /// A text that stands on one line, in a paragraph or a cell of a table.
  package static func escaped(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    let mark = lineStart(scalars)
    var escaped = ""
    for (place, scalar) in scalars.enumerated() {
      switch scalar {
      case "\\", "`", "*", "[", "]", "|": escaped += "\\"
      case "_" where !isInWord(scalars, place): escaped += "\\"
      case "<":
        escaped += "&lt;"
        continue
      case "~":
        escaped += "&#126;"
        continue
      case "&" where beginsReference(scalars, place):
        escaped += "&amp;"
        continue
      case _ where place == mark: escaped += "\\"
      default: break
      }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped
  }

  /// A link as its address in angle brackets; the bar, which would end a cell of a table, as its percent code.
  package static func link(_ address: LinkAddress) -> String {
    "<"
      + address.text.split(separator: "|", omittingEmptySubsequences: false)
      .joined(separator: "%7C") + ">"
  }

  /// Between letters and digits an underscore is no emphasis.
  private static func isInWord(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
    func isWord(_ place: Int) -> Bool {
      guard scalars.indices.contains(place) else { return false }
      let properties = scalars[place].properties
      return properties.isAlphabetic || properties.numericType != nil
    }
    return isWord(place - 1) && isWord(place + 1)
  }

  /// Whether an ampersand begins what would be read as another character: `&lt;`, `&#38;`.
  private static func beginsReference(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
    let rest = scalars[(place + 1)...].prefix(40)
    guard let end = rest.firstIndex(of: ";"), end > place + 1 else { return false }
    return rest[..<end].allSatisfy {
      $0 == "#" || "0"..."9" ~= $0 || "a"..."z" ~= $0 || "A"..."Z" ~= $0
    }
  }

  /// The place of what would make a line that begins so a heading, a list, a quotation or a rule.
  private static func lineStart(_ scalars: [Unicode.Scalar]) -> Int? {
    switch scalars.first {
    case "#", ">", "+", "-": return 0
    default: break
    }
    let digits = scalars.prefix { "0"..."9" ~= $0 }.count
    guard digits > 0, digits < scalars.count, [".", ")"].contains(scalars[digits]) else {
      return nil
    }
    return digits
  }
}
