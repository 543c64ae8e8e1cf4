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
  /// Whether no word stands across the beginning of a place, counted from 0.
  package func beginsWord(at place: Int) -> Bool {
    place <= 0 || !CharacterClass(self[place - 1]).isInWord
  }

  /// Whether no word goes on at a place, which may be the end.
  package func endsWord(at place: Int) -> Bool {
    place >= count || !CharacterClass(self[place]).isInWord
  }

  /// All places where other scalars stand in one piece, rising, without overlap; none where there are none.
  ///
  /// - Parameter compared: a scalar of this text as it is compared.
  package func pieces(
    equalTo wanted: [UInt32], comparing compared: (UInt32) -> UInt32 = { $0 }
  ) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    eachPiece(equalTo: wanted, comparing: compared) { pieces.append($0) }
    return pieces
  }

  /// The same one by one.
  @inline(__always)
  package func eachPiece(
    equalTo wanted: [UInt32], comparing compared: (UInt32) -> UInt32, found: (Range<Int>) -> Void
  ) {
    guard let first = wanted.first else { return }
    var start = 0
    while start + wanted.count <= count {
      if compared(self[start]) == first,
        (1..<wanted.count).allSatisfy({ compared(self[start + $0]) == wanted[$0] })
      {
        found(start..<start + wanted.count)
        start += wanted.count
      } else {
        start += 1
      }
    }
  }
}
