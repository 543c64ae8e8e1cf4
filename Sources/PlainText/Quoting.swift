/// A text in quotation marks for a complaint; what is long, and nobody would read, ends in `…`.
package func quoted(_ text: String) -> String { "'\(shortened(text))'" }

/// The beginning of a text, `…` where more follows.
///
/// - Complexity: O(1), however long the text is.
package func shortened(_ text: String) -> String {
  let limit = 80
  let scalars = text.unicodeScalars
  guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
    end < scalars.endIndex
  else { return text }
  return String(text[..<end]) + "…"
}
