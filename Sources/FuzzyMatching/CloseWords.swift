/// A typed word, and how many slips of the fingers lie between it and others.
///
/// A slip is a letter left out, put in, taken for another, or two neighbours swapped (the optimal string
/// alignment distance, Damerau 1964 and Levenshtein 1966).
package struct CloseWords: Sendable {
  private let typed: [UInt32]
  /// The bits of those of its letters that signatures know one by one.
  private let letters: UInt64

  /// - Parameter typed: folded.
  init(_ typed: [UInt32]) {
    self.typed = typed
    letters = typed.reduce(0) { bits, scalar in
      (0x61...0x7A).contains(scalar) ? bits | TextCorpus.signature(of: UInt8(scalar)) : bits
    }
  }

  /// Whether a text may hold a word so near: a slip makes a letter at most foreign to it.
  func mayBeNear(_ signature: UInt64, atMost limit: Int) -> Bool {
    (letters & ~signature).nonzeroBitCount <= limit
  }

  /// Slips that are forgiven: in short words each letter counts too much.
  static func allowance(_ count: Int) -> Int {
    switch count {
    case 0..<5: 0
    case 5..<8: 1
    default: 2
    }
  }

  /// The least number of slips to a word of a name or to the beginning of one.
  ///
  /// - Returns: Nil where none is so near; whole says whether it is a whole word.
  func distance(to name: PlainName, atMost limit: Int) -> (slips: Int, isWhole: Bool)? {
    var best: (slips: Int, isWhole: Bool)?
    for word in name.words + name.joinedWords {
      guard let found = distance(to: name.folded[word], atMost: best?.slips ?? limit) else {
        continue
      }
      if best.map({ found.slips < $0.slips || found.isWhole && !$0.isWhole }) ?? true {
        best = found
      }
    }
    return best
  }

  /// Where in a name the nearest word stands.
  func place(in name: PlainName, atMost limit: Int) -> Range<Int>? {
    let words = name.words + name.joinedWords
    return words.compactMap { word in
      distance(to: name.folded[word], atMost: limit).map { (word, $0.slips) }
    }.min { $0.1 < $1.1 }?.0
  }

  /// The slips to a word's beginning, whichever part of it is nearest, and whether that is all of it.
  ///
  /// A column of the table of distances is one word of bits: for each row whether it is one more or one
  /// less than the row above (Myers 1999, with swaps by Hyyrö 2003).
  private func distance(
    to word: ArraySlice<UInt32>, atMost limit: Int
  ) -> (slips: Int, isWhole: Bool)? {
    guard (1...64).contains(typed.count), word.count + limit >= typed.count else { return nil }
    // More of the word than this cannot be the beginning that was meant.
    let longest = typed.count + limit + 1
    let last = UInt64(1) << UInt64(typed.count - 1)
    var (more, less): (UInt64, UInt64) = (~0, 0)
    var (equalBefore, diagonalBefore): (UInt64, UInt64) = (0, 0)
    var slips = typed.count
    var least = slips
    for letter in word.prefix(longest) {
      let equal = places(of: letter)
      let swapped = ((~diagonalBefore & equal) << 1) & equalBefore
      let diagonal = (((equal & more) &+ more) ^ more) | equal | less | swapped
      var right = less | ~(diagonal | more)
      var left = diagonal & more
      if right & last != 0 { slips += 1 }
      if left & last != 0 { slips -= 1 }
      least = min(least, slips)
      right = right << 1 | 1
      left <<= 1
      more = left | ~(diagonal | right)
      less = diagonal & right
      (equalBefore, diagonalBefore) = (equal, diagonal)
    }
    guard least <= limit else { return nil }
    return (least, slips == least && word.count <= longest)
  }

  /// A bit for each place of the typed word where a letter stands.
  private func places(of letter: UInt32) -> UInt64 {
    var places: UInt64 = 0
    for (place, other) in typed.enumerated() where other == letter { places |= 1 << UInt64(place) }
    return places
  }
}
