import FuzzyMatching
import Properties
import Testing

@Suite struct RankingTests {
  private func corpus(_ random: inout RandomTexts, count: Int) -> ([[UInt32]], TextCorpus) {
    let texts = (0..<count).map { _ in random.text() }
    return (texts, TextCorpus(texts.map(\.string)))
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `order is by score, then by length without blanks around, then by place`(seed: UInt64) {
    var random = RandomTexts(seed: seed)
    let (texts, corpus) = corpus(&random, count: 60)
    for _ in 0..<50 {
      let typed = random.typedQuery(for: random.numbers.pick(texts))
      let query = Query(typed)
      let ranking = corpus.ranking(of: CompiledQuery(query))
      let expected = PlainMatching.ranking(of: query, in: texts)
      #expect(ranking.items == expected.map(\.place), "[\(typed.string)]")
      #expect(ranking.matchCount == expected.count)
      guard query.isRanked else { continue }
      #expect(expected.indices.map(ranking.score) == expected.map(\.score), "[\(typed.string)]")
    }
  }

  @Test func `of equal scores the shorter text comes first, then the earlier one`() {
    let corpus = TextCorpus(["gov long", "gov", "  gov  ", "gov lon", "gov\t"])
    #expect(corpus.ranking(of: CompiledQuery(Query("gov"))).items == [1, 2, 4, 3, 0])
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `a limit gives the beginning of the whole order and counts all`(seed: UInt64) {
    var random = RandomTexts(seed: seed)
    let (texts, corpus) = corpus(&random, count: 300)
    for _ in 0..<30 {
      let typed = random.typedQuery(for: random.numbers.pick(texts))
      let query = CompiledQuery(Query(typed))
      let whole = corpus.ranking(of: query)
      for limit in [1, 2, 3, 7, 40, 299, 300, 301] {
        let best = corpus.ranking(of: query, limit: limit)
        #expect(best.items == Array(whole.items.prefix(limit)), "[\(typed.string)] \(limit)")
        #expect(best.matchCount == whole.count, "[\(typed.string)] \(limit)")
      }
    }
  }

  @Test func `a limit knows that a whole word may be worth more than any other match`() {
    let corpus = TextCorpus(["(gov) x", "x gov x", "gov", "x gov"])
    let query = CompiledQuery(Query("'gov' | data"))
    for limit in 1...4 {
      let best = corpus.ranking(of: query, limit: limit).items
      #expect(best == Array([2, 3, 1, 0].prefix(limit)))
    }
  }

  @Test func `where no text is wanted all are counted`() {
    let corpus = TextCorpus(["data", "gov", "open data"])
    let ranking = corpus.ranking(of: CompiledQuery(Query("data")), limit: 0)
    #expect(ranking.count == 0 && ranking.matchCount == 2)
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `to look at some texts is to leave out the others`(seed: UInt64) {
    var random = RandomTexts(seed: seed)
    let (texts, corpus) = corpus(&random, count: 200)
    for _ in 0..<30 {
      let typed = random.typedQuery(for: random.numbers.pick(texts))
      let query = CompiledQuery(Query(typed))
      let candidates = (0..<200 as Range<UInt32>).filter { _ in random.numbers.isOneIn(2) }
      let some = Set(candidates.map(Int.init))
      let expected = corpus.ranking(of: query).items.filter(some.contains)
      #expect(corpus.ranking(of: query, among: candidates).items == expected)
      #expect(
        corpus.ranking(of: query, limit: 5, among: candidates).items == Array(expected.prefix(5)))
      #expect(corpus.matches(of: query, among: candidates).map(Int.init) == expected.sorted())
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `matches are what is ranked, in the order of the corpus`(seed: UInt64) {
    var random = RandomTexts(seed: seed)
    let (texts, corpus) = corpus(&random, count: 200)
    for _ in 0..<30 {
      let typed = random.typedQuery(for: random.numbers.pick(texts))
      let query = CompiledQuery(Query(typed))
      let ranked = corpus.ranking(of: query).items.sorted()
      #expect(corpus.matches(of: query).map(Int.init) == ranked)
    }
  }

  @Test(
    arguments: [
      ("!gov", [0, 1, 3, 4]), ("!gov !'x", [0, 1, 3, 4]), ("!gov | !data", [0, 1, 2, 3, 4]),
      ("", [0, 1, 2, 3, 4]),
    ])
  func `what cannot be ranked keeps its order`(typed: String, expected: [Int]) {
    let corpus = TextCorpus(["long open data", "data", "open gov", "", "  data"])
    let ranking = corpus.ranking(of: CompiledQuery(Query(typed)))
    #expect(ranking.items == expected)
    #expect(corpus.ranking(of: CompiledQuery(Query(typed)), limit: 2).items == [0, 1])
  }

  @Test func `a corpus without texts has nothing to rank`() {
    for query in ["", "a", "!a"].map({ CompiledQuery(Query($0)) }) {
      #expect(TextCorpus([]).ranking(of: query).items == [])
      #expect(TextCorpus([]).ranking(of: query, limit: 3, threads: 2)?.items == [])
      #expect(TextCorpus([]).matches(of: query) == [])
    }
  }

  @Test func `an empty text meets what asks for nothing in it`() {
    let corpus = TextCorpus(["", " "])
    #expect(corpus.ranking(of: CompiledQuery(Query("!a"))).items == [0, 1])
    #expect(corpus.ranking(of: CompiledQuery(Query("a"))).items == [])
    #expect(corpus.ranking(of: CompiledQuery(Query("\\ "))).items == [1])
  }
}
