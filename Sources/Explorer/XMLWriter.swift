import PlainText

/// Writes XML: elements on lines of their own, every name's value and every text escaped.
struct XMLWriter {
  typealias Attributes = [(name: String, value: String)]

  private(set) var text = #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
  private var opened: [String] = []

  mutating func open(_ name: String, _ attributes: Attributes = []) {
    write("<\(name)\(Self.written(attributes))>")
    opened.append(name)
  }

  mutating func close() {
    guard let name = opened.popLast() else { preconditionFailure("nothing is open") }
    write("</\(name)>")
  }

  /// An element that holds text, or nothing.
  mutating func add(_ name: String, _ attributes: Attributes = [], _ content: String = "") {
    let start = "<\(name)\(Self.written(attributes))"
    write(content.isEmpty ? start + "/>" : "\(start)>\(Self.escaped(content))</\(name)>")
  }

  private mutating func write(_ line: String) {
    text += String(repeating: "  ", count: opened.count) + line + "\n"
  }

  private static func written(_ attributes: Attributes) -> String {
    attributes.map { #" \#($0.name)="\#(escaped($0.value))""# }.joined()
  }

  /// The text as it stands between tags and between quotes; what no XML may hold has its stand-in.
  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      case "\u{FFFE}", "\u{FFFF}": escaped.append("\u{FFFD}")
      default: escaped.append(TextGate.standIn(for: scalar))
      }
    }
    return String(escaped)
  }
}
