import PlainText

extension MarkdownText {
  /// A link as the destination of a named one, in angle brackets.
  ///
  /// There, unlike in an autolink, `&amp;` is read as one character.
  static func destination(_ address: LinkAddress) -> String {
    let link = link(address)
    return link.contains(";") ? link.replacing("&", with: "&amp;") : link
  }
}
