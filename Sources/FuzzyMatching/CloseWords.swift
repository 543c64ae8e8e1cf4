/// A typed word, and how many slips of the fingers lie between it and others.
///
/// A slip is a letter left out, put in, taken for another, or two neighbours swapped (the optimal string
/// alignment distance, Damerau 1964 and Levenshtein 1966).
package struct CloseWords: Sendable {
  private let typed: [UInt32]

  /// - Parameter typed: folded.
  init(_ typed: [UInt32]) { self.typed = typed }

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

  private func distance(
    to word: ArraySlice<UInt32>, atMost limit: Int
  ) -> (slips: Int, isWhole: Bool)? {
    guard word.count + limit >= typed.count else { return nil }
    // More of the word than this cannot be the beginning that was meant.
    let isCut = word.count > typed.count + limit + 1
    let word = Array(word.prefix(typed.count + limit + 1))
    var beforeLast: [Int] = []
    var last = Array(0...word.count)
    for (row, letter) in typed.enumerated() {
      var present = [row + 1]
      for (column, other) in word.enumerated() {
        var slips = min(
          last[column + 1] + 1, present[column] + 1, last[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == word[column - 1], typed[row - 1] == other {
          slips = min(slips, beforeLast[column - 1] + 1)
        }
        present.append(slips)
      }
      if present.allSatisfy({ $0 > limit }) { return nil }
      (beforeLast, last) = (last, present)
    }
    guard let whole = last.last, let least = last.min(), least <= limit else { return nil }
    return (least, whole == least && !isCut)
  }
}
