import Testing

@testable import FuzzyMatching

/// The kernel works with bytes and vectors, `Term.match` with scalars and a matrix: here they are held
/// against each other.
@Suite struct KernelTests {
  /// What the kernel says of each text; nil where it does not hold the term.
  private func scores(of term: Term, in corpus: TextCorpus) -> [Int?] {
    let ranking = corpus.ranking(of: CompiledQuery(Query(groups: [[term]])))
    var scores = [Int?](repeating: nil, count: corpus.count)
    for place in 0..<ranking.count { scores[ranking.item(at: place)] = ranking.score(at: place) }
    return scores
  }

  private func wanted(_ term: Term) -> Term {
    var term = term
    term.isInverse = false
    return term
  }

  /// The texts with signatures and, as lines, without.
  private func corpora(of texts: [[UInt32]]) -> [TextCorpus] {
    [
      TextCorpus(texts.map(\.string)),
      TextCorpus(lines: texts.lines, separator: 0, signed: false),
    ]
  }

  /// The first text of which the two ways say different things; nil where they agree.
  private func difference(
    of term: Term, in texts: [[UInt32]], _ corpora: [TextCorpus]
  ) -> String? {
    let term = wanted(term)
    let expected = texts.map { term.match(in: $0).map { min(max(0, $0.score), 0xFFFF) } }
    for corpus in corpora {
      let got = scores(of: term, in: corpus)
      guard let place = texts.indices.first(where: { got[$0] != expected[$0] }) else { continue }
      let scores = [expected[place], got[place]].map { $0.map(String.init) ?? "nothing" }
      return "\(term.kind) [\(term.text)] in [\(texts[place].string)]: slow and fast \(scores)"
    }
    return nil
  }

  @Test(arguments: 1...16 as ClosedRange<UInt64>)
  func `both ways agree on every kind of term`(seed: UInt64) {
    var random = RandomTexts(seed: seed)
    let texts = (0..<40).map { _ in random.text() }.filter { !$0.isEmpty }
    let corpora = corpora(of: texts)
    for _ in 0..<60 {
      let term = random.term(for: random.numbers.pick(texts))
      #expect(difference(of: term, in: texts, corpora) == nil)
    }
  }

  @Test(arguments: [1, 2, 3, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129])
  func `both ways agree where blocks of bytes end`(count: Int) {
    var random = RandomTexts(seed: UInt64(count))
    let texts = (0..<12).map { _ in random.text(count: count) }
    let corpora = corpora(of: texts)
    for limit in [1, 2, 3, 8, 20] {
      for _ in 0..<6 {
        let term = random.term(for: random.numbers.pick(texts), atMost: limit)
        #expect(difference(of: term, in: texts, corpora) == nil)
      }
    }
  }

  /// Few different characters, so that there are many ways to match.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `both ways agree on texts that repeat themselves`(seed: UInt64) {
    var random = RandomTexts(seed: seed)
    let signs = "aaabbAB _/1-é".scalars
    let texts = (0..<40).map { _ in
      (0..<random.numbers.number(1...40)).map { _ in random.numbers.pick(signs) }
    }
    let corpora = corpora(of: texts)
    for _ in 0..<80 {
      let term = random.term(for: random.numbers.pick(texts))
      #expect(difference(of: term, in: texts, corpora) == nil)
    }
  }

  /// Long texts, with stretches in which neither stands, so that what is carried from block to block counts.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `both ways agree on two characters`(seed: UInt64) {
    var random = RandomTexts(seed: seed)
    let signs = "aaiiAI1 _/-".scalars
    let texts = (0..<60).map { _ in
      (0..<random.numbers.number(1...6)).flatMap { _ in
        Array(
          repeating: random.numbers.pick("x 1".scalars), count: random.numbers.pick([0, 2, 70]))
          + (0..<random.numbers.number(1...40)).map { _ in random.numbers.pick(signs) }
      }
    }
    let corpora = corpora(of: texts)
    for first in "aAi1_" {
      for second in "aAiI1_" {
        let term = Query("\(first)\(second)").groups[0][0]
        #expect(difference(of: term, in: texts, corpora) == nil)
      }
    }
  }

  /// Beyond 102 400 cells, or 1000 typed characters, the first match counts instead of the best.
  @Test(arguments: [(10_240, 10), (10_241, 10), (51_201, 2), (20_481, 5), (1025, 100), (1024, 100)])
  func `both ways agree at the edge of the greedy way`(count: Int, length: Int) {
    var random = RandomTexts(seed: UInt64(count))
    let texts = (0..<3).map { _ in random.text(count: count) }
    let corpora = corpora(of: texts)
    for text in texts {
      let spread = stride(from: 0, to: count, by: count / length).map { text[$0] }
      for typed in [Array(spread.prefix(length)), Array(text[500..<500 + length])] {
        let folded = CharacterFolding.unaccented(CharacterFolding.lowercase(typed))
        let term = Term(.fuzzy, folded.string)
        #expect(difference(of: term, in: texts, corpora) == nil)
      }
    }
  }

  @Test(arguments: [999, 1000, 1001, 1500, 3000])
  func `both ways agree on terms of a thousand characters`(length: Int) {
    var random = RandomTexts(seed: UInt64(length))
    let text = random.text(count: length + 40)
    let folded = CharacterFolding.unaccented(CharacterFolding.lowercase(text))
    let corpora = corpora(of: [text])
    for kind in [TermKind.fuzzy, .exact, .word, .prefix, .suffix, .equal] {
      for stretch in [0..<length, 40..<length + 40] {
        let term = Term(kind, "").with(Array(folded[stretch]))
        #expect(difference(of: term, in: [text], corpora) == nil)
      }
    }
  }

  @Test(arguments: [254, 255, 256, 300])
  func `each character of a term counts, however many different ones it has`(count: Int) {
    let typed = (0..<UInt32(count)).map { 0x4E00 + $0 }
    var swapped = typed
    swapped.swapAt(count - 1, count - 2)
    let texts = [typed, swapped, typed.reversed(), typed.map { $0 + 1 }, typed + typed]
    let corpora = corpora(of: texts)
    for kind in [TermKind.fuzzy, .exact, .prefix, .suffix, .equal] {
      let term = Term(kind, "").with(typed)
      #expect(difference(of: term, in: texts, corpora) == nil)
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `the places of a match rise and spell what was typed`(seed: UInt64) {
    var random = RandomTexts(seed: seed)
    for _ in 0..<600 {
      let text = random.text()
      let term = random.term(for: text)
      guard let match = term.match(in: text) else { continue }
      let spelt = match.places.map { term.compared(text[$0], class: CharacterClass(text[$0])) }
      #expect(spelt == term.scalars, "\(term.kind) [\(term.text)] in [\(text.string)]")
      #expect(zip(match.places, match.places.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  /// What cannot be among the best is not worked out, so the best must not be thought too low.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `no text is worth more than the most that its query can be worth`(seed: UInt64) {
    var random = RandomTexts(seed: seed)
    for _ in 0..<300 {
      let text = random.text(words: 2)
      let typed = random.typedQuery(for: text)
      for query in [CompiledQuery(Query(typed)), CompiledQuery(Query("'\(text.string)'"))] {
        let ranking = TextCorpus([text.string]).ranking(of: query)
        guard query.query.isRanked, ranking.count == 1 else { continue }
        #expect(ranking.score(at: 0) <= query.best, "[\(typed.string)] in [\(text.string)]")
      }
    }
  }
}
