import FuzzyMatching
import RandomNumbers
import Testing

/// So many texts that threads share them, and that what is below the best is thrown away on the way.
@Suite struct LargeCorpusTests {
  private static let corpus: TextCorpus = {
    var numbers = SeededNumbers(state: 7)
    var lines: [UInt8] = []
    for _ in 0..<160_000 {
      for _ in 0..<numbers.number(1...3) {
        lines += Array(numbers.pick(RandomTexts.words).utf8) + [0x20]
      }
      lines.append(0x0A)
    }
    return TextCorpus(lines: lines, separator: 0x0A, signed: false)
  }()

  private static let queries = ["data !z", "é | 'gov", "!a"]

  @Test(arguments: queries)
  func `the order does not depend on the number of threads`(typed: String) {
    let query = CompiledQuery(Query(typed))
    let alone = Self.corpus.ranking(of: query)
    #expect(alone.count > 1000)
    for threads in [1, 2, 4] {
      #expect(Self.corpus.ranking(of: query, limit: nil, threads: threads) == alone, "\(threads)")
    }
  }

  @Test(arguments: queries)
  func `neither do the best ones, nor how many there are`(typed: String) {
    let query = CompiledQuery(Query(typed))
    let whole = Self.corpus.ranking(of: query)
    for (limit, threads) in [(1, 1), (50, 2), (3000, 4)] {
      let best = Self.corpus.ranking(of: query, limit: limit, threads: threads)
      #expect(best?.items == Array(whole.items.prefix(limit)), "\(limit) \(threads)")
      #expect(best?.matchCount == whole.count, "\(limit) \(threads)")
    }
  }

  @Test func `among equal texts the first ones are the best`() {
    let corpus = TextCorpus(repeatElement("data", count: 120_000))
    for limit in [1, 10, 5000] {
      let best = corpus.ranking(of: CompiledQuery(Query("data")), limit: limit, threads: 2)
      #expect(best?.items == Array(0..<limit))
      #expect(best?.matchCount == 120_000)
    }
  }

  @Test(arguments: [1, 2, 4])
  func `nothing comes of a search that is cancelled`(threads: Int) {
    let isCancelled = Cancellation()
    isCancelled.set()
    let ranking = Self.corpus.ranking(
      of: CompiledQuery(Query("data")), limit: nil, threads: threads, isCancelled: isCancelled)
    #expect(ranking == nil)
  }
}
