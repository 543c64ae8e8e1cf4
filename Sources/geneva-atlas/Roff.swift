/// A page for `man`, as it is written line by line; what roff would take for its own is escaped here.
struct Roff {
  /// The page; each line is ended.
  private(set) var text = ""
  private var isAfterHeading = false

  mutating func title(_ name: String, section: Int, date: String, source: String, volume: String) {
    let words = [source, volume].map(Self.quoted).joined(separator: " ")
    text += ".TH \(Self.quoted(name)) \(section) \(date) \(words)\n"
    // Neither hyphens where a word breaks nor gaps between words: much of the page is typed as it stands.
    text += ".nh\n.ad l\n"
    // What stands for a character where the terminal has ASCII alone.
    for (character, words) in [("\u{2191}", "Up"), ("\u{2193}", "Down"), ("\u{2026}", "...")] {
      text += ".if d fchar .fchar \(Self.escaped(character)) \(words)\n"
    }
  }

  mutating func heading(_ name: String) {
    text += ".SH \(Self.quoted(name))\n"
    isAfterHeading = true
  }

  mutating func subheading(_ name: String) {
    text += ".SS \(Self.quoted(name))\n"
    isAfterHeading = true
  }

  mutating func paragraph(_ words: String) {
    beginParagraph()
    text += "\(Self.line(words))\n"
  }

  /// A heading begins a paragraph by itself.
  private mutating func beginParagraph() {
    if !isAfterHeading { text += ".PP\n" }
    isAfterHeading = false
  }

  /// A line that stays one, such as a call of the program: its first words bold.
  mutating func call(_ bold: String, _ rest: [String]) {
    let words = ["\\fB\(Self.escaped(bold))\\fR"] + rest.map(Self.escaped)
    beginParagraph()
    text += words.joined(separator: " ") + "\n"
  }

  /// A term in bold, its value in italics, and beside them what they mean.
  ///
  /// - Parameter width: Columns from the term to the words.
  mutating func item(_ term: String, value: String = "", _ words: String, width: Int = 16) {
    let italic = value.isEmpty ? "" : " \\fI\(Self.escaped(value))\\fR"
    isAfterHeading = false
    text += ".TP \(width)\n\\fB\(Self.escaped(term))\\fR\(italic)\n\(Self.line(words))\n"
  }

  /// Items without empty lines between them.
  mutating func closeItems(_ write: (inout Roff) -> Void) {
    text += ".PD 0\n"
    write(&self)
    text += ".PD\n"
  }

  /// Lines that are copied as they stand.
  mutating func example(_ lines: [String]) {
    beginParagraph()
    text += ".RS 4\n.nf\n"
    for line in lines { text += Self.line(line) + "\n" }
    text += ".fi\n.RE\n"
  }
}

extension Roff {
  /// Text that begins a line: a dot or an apostrophe there would be a request.
  private static func line(_ words: String) -> String {
    let escaped = escaped(words)
    return words.hasPrefix(".") || words.hasPrefix("'") ? "\\&" + escaped : escaped
  }

  /// Text as an argument of a macro.
  private static func quoted(_ words: String) -> String { "\"\(escaped(words))\"" }

  /// Text as it is to be seen: what the formatter would turn into something else is named.
  static func escaped(_ words: String) -> String {
    var escaped = ""
    for scalar in words.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\(rs"
      case "-": escaped += "\\-"
      case "'": escaped += "\\(aq"
      case "`": escaped += "\\(ga"
      case "\"": escaped += "\\(dq"
      case "^": escaped += "\\(ha"
      case "~": escaped += "\\(ti"
      case "\n": escaped += " "
      case _ where scalar.isASCII: escaped.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        escaped += "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
      }
    }
    return escaped
  }
}
