import PlainText

/// Text as part of a LaTeX document or a BibTeX record.
///
/// Letters with accents and typographic marks stay as they are: BibTeX passes their bytes on, and LaTeX has
/// read UTF-8 by itself since 2018.
enum LaTeXText {
  /// A text in which no character commands.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&", "%", "$", "#", "_", "{", "}": escaped += "\\\(scalar)"
      case "\\": escaped += "\\textbackslash{}"
      case "~": escaped += "\\textasciitilde{}"
      case "^": escaped += "\\textasciicircum{}"
      case "<": escaped += "\\textless{}"
      case ">": escaped += "\\textgreater{}"
      case "`": escaped += "\\textasciigrave{}"
      // Two hyphens would be read as a dash.
      case "-" where previous == "-": escaped += "{}-"
      default: escaped.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return escaped
  }

  /// An address in a field that is read letter for letter: only braces would be counted.
  static func verbatim(_ address: LinkAddress) -> String {
    address.text.replacing("{", with: "%7B").replacing("}", with: "%7D")
  }
}
