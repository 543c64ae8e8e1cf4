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
      case "$": escaped += "\\"
      case "~":
        escaped += "&#126;"
        continue
      case "&" where name(from: place, to: ";", in: scalars) != nil:
        escaped += "&amp;"
        continue
      case ":" where name(from: place, to: ":", in: scalars) != nil: escaped += "\\"
      case _ where place == mark: escaped += "\\"
      default: break
      }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped
  }

  /// A link as its address in angle brackets.
  ///
  /// The bar, which would end a cell of a table, becomes its percent code; so does the semicolon of what some
  /// readers take for another character (`&lt;`) in addresses too, and others do not.
  package static func link(_ address: LinkAddress) -> String {
    let scalars = Array(address.text.unicodeScalars)
    var link = "<"
    var semicolon: Int?
    for (place, scalar) in scalars.enumerated() {
      switch scalar {
      case "|": link += "%7C"
      case ";" where place == semicolon: link += "%3B"
      default: link.unicodeScalars.append(scalar)
      }
      if scalar == "&" { semicolon = name(from: place, to: ";", in: scalars) ?? semicolon }
    }
    return link + ">"
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

  /// The place where a name ends that begins after a place: of `&lt;` or `&#38;`, or of `:smile:`.
  private static func name(
    from place: Int, to end: Unicode.Scalar, in scalars: [Unicode.Scalar]
  ) -> Int? {
    let rest = scalars[(place + 1)...].prefix(64)
    guard let end = rest.firstIndex(of: end), end > place + 1 else { return nil }
    let isName = rest[..<end].allSatisfy {
      switch $0 {
      case "a"..."z", "A"..."Z", "0"..."9", "#", "_", "+", "-": true
      default: false
      }
    }
    return isName ? end : nil
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
