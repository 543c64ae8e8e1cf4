import PlainText

extension MarkdownText {
  /// A name that leads to an address.
  static func link(_ name: String, to address: LinkAddress) -> String {
    "[\(escaped(name))](\(destination(address)))"
  }

  /// A link as the destination of a named one, in angle brackets.
  ///
  /// There, unlike in an autolink, every reader takes `&amp;` for one character, so that the address stays what
  /// it is. A bar stays too: a destination is not part of a table.
  private static func destination(_ address: LinkAddress) -> String {
    let text = address.text
    return "<\(text.contains(";") ? text.replacing("&", with: "&amp;") : text)>"
  }
}
