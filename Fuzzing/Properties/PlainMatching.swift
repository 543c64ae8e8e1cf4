package import FuzzyMatching

/// Matching by the plain and slow way, which the fast one is held against.
package enum PlainMatching {
  /// A text that meets a query, by its place among the texts.
  package struct Found: Hashable, Sendable {
    package let place: Int
    package let score: Int
  }

  /// What is left of a score when it is packed for ranking.
  package static func packed(_ score: Int) -> Int { min(max(0, score), 0xFFFF) }

  /// The sum of what the first met term of each group is worth; nil where a group is not met.
  package static func worth(of text: [UInt32], for query: Query) -> Int? {
    var total = 0
    for group in query.groups {
      var worth: Int?
      for term in group {
        let match = term.match(in: text)
        if term.isInverse, match == nil { worth = 0 }
        if !term.isInverse, let match {
          worth = match.score
          break
        }
      }
      guard let worth else { return nil }
      total += worth
    }
    return packed(total)
  }

  /// Every text that meets a query, best first: by score, then by length without blanks around, then by place.
  package static func ranking(of query: Query, in texts: [[UInt32]]) -> [Found] {
    let found = texts.indices.compactMap { place in
      worth(of: texts[place], for: query).map { Found(place: place, score: $0) }
    }
    guard query.isRanked else { return found }
    let keys = found.map { [-$0.score, trimmedCount(texts[$0.place]), $0.place] }
    return found.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }.map { found[$0] }
  }

  private static func trimmedCount(_ text: [UInt32]) -> Int {
    text.drop { CharacterClass($0) == .white }.reversed().drop { CharacterClass($0) == .white }
      .count
  }

  /// Whether the places of a match rise and hold what was typed.
  package static func spells(_ term: Term, _ places: [Int], in text: [UInt32]) -> Bool {
    guard places.allSatisfy(text.indices.contains),
      zip(places, places.dropFirst()).allSatisfy({ $0 < $1 })
    else { return false }
    // Beyond the limits of the best match, fuzzy terms lower every character.
    return [false, true].contains { isGreedy in
      places.map { term.compared(text[$0], class: CharacterClass(text[$0]), isGreedy: isGreedy) }
        == term.scalars
    }
  }
}
