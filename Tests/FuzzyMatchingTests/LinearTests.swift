import Testing

@testable import FuzzyMatching

/// Texts and terms that repeat themselves, which drive a careless search to comparing every place to its end:
/// the way that takes over for them says the same.
@Suite struct LinearTests {
  private static let count = 100_000

  private func repeated(_ piece: String, _ count: Int) -> String {
    String(repeating: piece, count: count / piece.unicodeScalars.count)
  }

  private func score(_ kind: TermKind, _ typed: String, _ text: String) -> Int? {
    let query = CompiledQuery(Query(groups: [[Term(kind, typed)]]))
    let ranking = TextCorpus([text]).ranking(of: query)
    return ranking.count == 1 ? ranking.score(at: 0) : nil
  }

  /// What a term in one piece is worth, every place compared to its end; for terms of small letters.
  private func exactByAllPlaces(_ typed: String, _ text: String) -> Int? {
    let (typed, text) = (typed.scalars, text.scalars)
    var best: Int?
    for place in 0...text.count - typed.count {
      guard text[place..<place + typed.count] == typed[...] else { continue }
      let bonus =
        place == 0
        ? Score.boundaryWhite
        : Score.bonus(after: CharacterClass(text[place - 1]), at: CharacterClass(text[place]))
      best = max(best ?? 0, bonus)
      // Of all places the first that begins a word counts.
      if bonus >= Score.boundary { break }
    }
    return best.map {
      Score.match * typed.count + $0 * Score.firstMultiplier
        + max($0, Score.consecutive) * (typed.count - 1)
    }
  }

  @Test(arguments: ["z", "zzy", "ж"])
  func `a piece of what repeats itself is found as by comparing every place`(piece: String) {
    let text = repeated(piece, Self.count)
    let run = repeated(piece, 30)
    let first = String(piece.prefix(1))
    for typed in [run, run + first + first + first + "e", run + piece + "e" + run] {
      for tail in ["", "x" + typed, first + typed, "-\(typed)/\(typed)"] {
        let whole = (tail.isEmpty ? "" : "x") + text + tail
        #expect(score(.exact, typed, whole) == exactByAllPlaces(typed, whole), "\(typed)")
      }
    }
  }

  @Test(arguments: [("z", "Z"), ("ж", "Ж")])
  func `of pieces that overlap the one that is worth most counts`(small: String, capital: String) {
    let run = repeated(small, 30)
    let typed = run + "e" + run
    let once = "x" + repeated(small, Self.count) + "e"
    let found = Score.match * 61
    #expect(score(.exact, typed, once + run) == found + Score.consecutive * 60)
    let overlapping = once + capital + run.dropFirst() + "e" + run
    #expect(score(.exact, typed, overlapping) == found + Score.camel * 62)
  }

  @Test(arguments: ["z", "ж"])
  func `words that repeat themselves are found as whole words`(word: String) {
    let text = repeated(word + " ", Self.count)
    let typed = repeated(word + " ", 50) + "e"
    #expect(score(.word, typed, text) == nil)
    #expect(score(.word, typed, text + "ex") == nil)
    let found = Score.boundaryWhite + Score.match * 51 + Score.boundaryWhite * 52
    #expect(score(.word, typed, text + "e") == found)
    #expect(score(.word, typed, text + "e\(word) " + typed) == found)
  }

  @Test(arguments: ["z", "ж"])
  func `a word of which the text has only longer ones is not found`(sign: String) {
    let word = repeated(sign, 40)
    let text = repeated(word + sign + "-", Self.count)
    #expect(score(.word, word, text) == nil)
    let found = Score.boundaryWhite + Score.match * 40 + Score.boundaryWhite * 41
    #expect(score(.word, word, text + " " + word) == found)
  }

  @Test(arguments: ["z", "ж"])
  func `the first end of a term counts in a text too long for the best match`(sign: String) {
    let text = "x" + repeated(sign, Self.count)
    let typed = repeated(sign, 100) + "e"
    #expect(score(.fuzzy, typed, text) == nil)
    let unbroken = Score.match * 101 + Score.consecutive * 100
    #expect(score(.fuzzy, typed, text + "e") == unbroken)
    #expect(score(.fuzzy, typed, text + "e " + typed) == unbroken)
  }

  @Test(arguments: ["z", "ж"])
  func `the best match is found where every character of the text is typed`(sign: String) {
    let typed = repeated(sign, 60)
    let text = "x" + repeated(sign, 1000)
    #expect(score(.fuzzy, typed, text) == Score.match * 60 + Score.consecutive * 59)
    #expect(score(.fuzzy, typed, text + " " + typed) == Score.best(of: 60))
    #expect(score(.fuzzy, typed + "e", text) == nil)
  }

  @Test(arguments: [TermKind.prefix, .suffix, .equal, .exact, .fuzzy, .word])
  func `blanks without end around a text do not count`(kind: TermKind) {
    for blank in [" ", "\t", "\u{3000}"] {
      let blanks = repeated(blank, Self.count)
      #expect(score(kind, "a", blanks) == nil)
      let found = kind == .word ? Score.bestWord(of: 1) : Score.best(of: 1)
      #expect(score(kind, "a", blanks + "a" + blanks) == found, "\(blank.scalars)")
    }
  }

  @Test func `a gap without end costs more than its ends are worth`() {
    let text = "a" + repeated("x", Self.count) + "bc"
    #expect(score(.fuzzy, "abc", text) == 0)
    let both = CompiledQuery(Query("abc | z x"))
    #expect(TextCorpus([text]).ranking(of: both).score(at: 0) == 0)
  }
}
