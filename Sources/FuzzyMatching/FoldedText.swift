import PlainText

/// A text without case, accents and bent marks; places are those of its scalars.
package struct FoldedText: Hashable, Sendable {
  /// One for each scalar of the text.
  package let scalars: [UInt32]

  package init(_ text: String) {
    scalars = text.unicodeScalars.map {
      CharacterFolding.folded(CharacterFolding.plainMark($0.value))
    }
  }

  /// All places where another text stands, without overlap: what a search in running text marks.
  package func ranges(of word: FoldedText) -> [Range<Int>] {
    guard let first = word.scalars.first else { return [] }
    var ranges: [Range<Int>] = []
    var start = 0
    while start + word.scalars.count <= scalars.count {
      let end = start + word.scalars.count
      if scalars[start] == first, scalars[start..<end].elementsEqual(word.scalars) {
        ranges.append(start..<end)
        start = end
      } else {
        start += 1
      }
    }
    return ranges
  }
}
