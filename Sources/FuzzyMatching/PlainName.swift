extension String {
  /// A text of scalars by their values.
  ///
  /// Byte by byte, since appending to a view of scalars takes ten times as long and every name is put together so.
  package init(scalars: ArraySlice<UInt32>) {
    let scalars = scalars.compactMap(Unicode.Scalar.init)
    let byteCount = scalars.reduce(0) { $0 + UTF8.width($1) }
    self.init(unsafeUninitializedCapacity: byteCount) { bytes in
      var place = 0
      for byte in scalars.lazy.compactMap(UTF8.encode).joined() {
        bytes[place] = byte
        place += 1
      }
      return place
    }
  }
}

/// A name as it is compared: bent quotes straight, dashes as hyphens.
struct PlainName {
  let scalars: [UInt32]
  let folded: [UInt32]

  init(_ text: String) {
    self.init(scalars: text.unicodeScalars.map { CharacterFolding.plainMark($0.value) })
  }

  init(scalars: [UInt32]) {
    self.scalars = scalars
    folded = scalars.map(CharacterFolding.folded)
  }

  var text: String { String(scalars: scalars[...]) }

  /// The words: stretches of letters and digits, counted from 0 in scalars.
  var words: [Range<Int>] { stretches { CharacterClass(folded[$0]).isInWord } }

  /// What stands between blanks, without marks at its ends, where it is more than one word: `e-waste`.
  var joinedWords: [Range<Int>] {
    stretches { CharacterClass(folded[$0]) != .white }.compactMap { stretch in
      let inner = stretch.filter { CharacterClass(folded[$0]).isInWord }
      guard let first = inner.first, let last = inner.last, last - first >= inner.count else {
        return nil
      }
      return first..<last + 1
    }
  }

  private func stretches(_ isIn: (Int) -> Bool) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var start: Int?
    for place in folded.indices {
      if isIn(place) {
        start = start ?? place
      } else if let begun = start {
        stretches.append(begun..<place)
        start = nil
      }
    }
    if let start { stretches.append(start..<folded.count) }
    return stretches
  }

  /// Where the words of the initials begin, for those that were typed.
  func initialPlaces(_ typed: [UInt32]) -> [Int]? {
    let words = words
    let counted = words.filter { !Initials.isSmall(folded[$0]) }
    return [counted, words].map { $0.map(\.lowerBound) }
      .first { $0.map { folded[$0] } == typed }
  }
}

/// Up to eight first letters, folded: enough for what anybody types.
struct Initials: Hashable, Sendable {
  private let packed: UInt64

  /// Nil for fewer than two letters, more than eight, or letters beyond Latin ones.
  init?(_ letters: some Collection<UInt32>) {
    guard (2...8).contains(letters.count), letters.allSatisfy({ $0 < 0x80 }) else { return nil }
    packed = letters.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The first letters of a name's words, all of them and without the small ones; none for a single word.
  static func of(_ name: String) -> [Initials] {
    let folded = name.unicodeScalars.map { CharacterFolding.folded($0.value) }
    var all: [UInt32] = []
    var main: [UInt32] = []
    var start: Int?
    for place in 0...folded.count {
      let isInWord = place < folded.count && CharacterClass(folded[place]).isInWord
      if isInWord {
        start = start ?? place
      } else if let begun = start {
        all.append(folded[begun])
        if !isSmall(folded[begun..<place]) { main.append(folded[begun]) }
        start = nil
      }
    }
    return [Initials(all), main.count < all.count ? Initials(main) : nil].compactMap { $0 }
  }

  /// Whether a word is one that initials leave out.
  static func isSmall(_ word: ArraySlice<UInt32>) -> Bool {
    word.count <= 4 && smallWords.contains(word.reduce(0) { $0 << 8 | ($1 & 0xFF) })
  }

  /// Such words of the atlas's languages, their letters packed.
  private static let smallWords: Set<UInt32> = Set(
    """
    a an and at by for from in of on or the to with au aux d de des du en et l la le les par pour sur \
    auf das der die fur im mit und von zu
    """.split(separator: " ").map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } })
}
