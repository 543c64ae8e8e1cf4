/// The words of a query, each of which must stand somewhere in one of the texts of a row.
package struct WordQuery: Hashable, Sendable {
  package let words: [FoldedText]

  package init(_ text: String) {
    words = text.split(separator: " ").map { FoldedText(String($0)) }
      .filter { !$0.scalars.isEmpty }
  }

  package var isEmpty: Bool { words.isEmpty }

  /// Where the words stand in a row of several texts (its name first, then its aliases).
  ///
  /// A word is looked for in the texts in their order and marked in the first that holds it.
  /// - Returns: Nil where a word stands in none; otherwise, for each text, the matched ranges of its
  ///   scalars, counted from 0, rising, without overlap.
  /// - Complexity: O(words × scalars of the texts × length of a word).
  package func matches(in texts: [FoldedText]) -> [[Range<Int>]]? {
    var matches: [[Range<Int>]] = Array(repeating: [], count: texts.count)
    for word in words {
      var isFound = false
      for (place, text) in texts.enumerated() {
        guard let range = text.firstRange(of: word) else { continue }
        matches[place].append(range)
        isFound = true
        break
      }
      if !isFound { return nil }
    }
    return matches.map(Self.merged)
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}

extension FoldedText {
  /// The first place where another text stands, preferring the beginning of a word.
  func firstRange(of word: FoldedText) -> Range<Int>? {
    var inside: Range<Int>?
    for start in starts(of: word) {
      let range = originalRange(from: start, count: word.scalars.count)
      if start == 0 || !scalars[start - 1].properties.isAlphabetic { return range }
      if inside == nil { inside = range }
    }
    return inside
  }

  /// All places where another text stands, without overlap: what a search in running text marks.
  package func ranges(of word: FoldedText) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var free = 0
    for start in starts(of: word) where start >= free {
      ranges.append(originalRange(from: start, count: word.scalars.count))
      free = start + word.scalars.count
    }
    return ranges
  }

  private func starts(of word: FoldedText) -> [Int] {
    guard let first = word.scalars.first, word.scalars.count <= scalars.count else { return [] }
    return (0...scalars.count - word.scalars.count).filter { start in
      scalars[start] == first
        && scalars[start..<start + word.scalars.count].elementsEqual(word.scalars)
    }
  }

  private func originalRange(from start: Int, count: Int) -> Range<Int> {
    Int(origins[start])..<Int(origins[start + count - 1]) + 1
  }
}
