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
  package func ranges(of word: FoldedText) -> [Range<Int>] { scalars.pieces(equalTo: word.scalars) }
}

extension [UInt32] {
  /// All places where other scalars stand in one piece, rising, without overlap; none where there are none.
  package func pieces(equalTo wanted: [UInt32]) -> [Range<Int>] {
    guard let first = wanted.first else { return [] }
    var pieces: [Range<Int>] = []
    var start = 0
    while start + wanted.count <= count {
      let end = start + wanted.count
      if self[start] == first, self[start..<end].elementsEqual(wanted) {
        pieces.append(start..<end)
        start = end
      } else {
        start += 1
      }
    }
    return pieces
  }
}
