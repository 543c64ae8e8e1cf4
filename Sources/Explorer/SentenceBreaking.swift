/// Where the sentences of a paragraph end.
///
/// A rule for the prose of this atlas, not for all of English: a stop, question or exclamation mark ends a
/// sentence where a blank and a capital, a digit or an opening quote follow, outside round brackets and
/// double quotes, and not after the abbreviations below or a single capital (*J. Smith*).
package enum SentenceBreaking {
  /// The sentences of a text without the blanks between them; together they are the whole text.
  /// - Complexity: O(text).
  package static func sentences(of text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var sentences: [String] = []
    var start = 0
    var depth = 0
    var place = 0
    while place < scalars.count {
      switch scalars[place] {
      case "(", "[", "“": depth += 1
      case ")", "]", "”": depth = max(0, depth - 1)
      case ".", "!", "?":
        var end = place + 1
        while end < scalars.count, isClosing(scalars[end]) {
          if scalars[end] != "’" { depth = max(0, depth - 1) }
          end += 1
        }
        if depth == 0, isBegin(scalars, after: end), !isAbbreviation(scalars[start...place]) {
          sentences.append(String(String.UnicodeScalarView(scalars[start..<end])))
          start = end
          while start < scalars.count, scalars[start] == " " { start += 1 }
        }
        place = end - 1
      default: break
      }
      place += 1
    }
    if start < scalars.count {
      sentences.append(String(String.UnicodeScalarView(scalars[start...])))
    }
    return sentences
  }

  private static func isClosing(_ scalar: Unicode.Scalar) -> Bool {
    [")", "]", "”", "’"].contains(scalar)
  }

  /// Whether nothing follows, or a blank and what a sentence may begin with.
  private static func isBegin(_ scalars: [Unicode.Scalar], after end: Int) -> Bool {
    guard end < scalars.count else { return true }
    guard scalars[end] == " ", let next = scalars[end...].first(where: { $0 != " " }) else {
      return false
    }
    return next.properties.isUppercase || next.properties.numericType != nil
      || ["“", "‘", "("].contains(next)
  }

  private static func isAbbreviation(_ sentence: ArraySlice<Unicode.Scalar>) -> Bool {
    let word = sentence.dropLast().reversed().prefix { $0 != " " && $0 != "(" }.reversed()
    let text = String(String.UnicodeScalarView(word))
    if word.count == 1, let letter = word.first, letter.properties.isUppercase { return true }
    return [
      "No", "Nos", "Res", "Rev", "Art", "Dr", "Mr", "Ms", "Prof", "St", "vs", "e.g", "i.e", "cf",
    ]
    .contains(text)
  }
}
