import Synchronization
import Workers

extension TextCorpus {
  /// The best texts for a query, looked for by several threads at once.
  ///
  /// Each takes the next chunk of texts that nobody has, so that none waits for another; the order of what
  /// comes out does not depend on who found it.
  ///
  /// - Parameters:
  ///   - threads: how many may work; fewer do where there are fewer texts than ``parallelCount`` for each.
  ///   - isCancelled: set by another thread when nobody waits for the answer any more: every worker then
  ///     ends with the chunk that it has in hand.
  /// - Returns: nil where it was cancelled.
  package func ranking(
    of query: CompiledQuery, limit: Int?, threads: Int, isCancelled: Cancellation = Cancellation()
  ) -> Ranking? {
    let work = SharedScan(corpus: self, query: query, limit: limit, isCancelled: isCancelled)
    let helperCount = min(threads - 1, count / Self.parallelCount)
    Workers.run(helpers: helperCount) { work.run() }
    return isCancelled.isSet ? nil : work.takeRanking()
  }
}

/// A word from one thread to others that nobody waits for their answer any more.
package final class Cancellation: Sendable {
  private let flag = Atomic(false)

  package init() {}

  package var isSet: Bool { flag.load(ordering: .relaxed) }

  package func set() { flag.store(true, ordering: .relaxed) }
}

/// One scan that several threads share.
private final class SharedScan: Sendable {
  private let corpus: TextCorpus
  private let query: CompiledQuery
  private let limit: Int?
  private let isCancelled: Cancellation
  /// The first text that nobody has taken yet.
  private let next = Atomic(0)
  private let found: Mutex<RankCollector>

  init(corpus: TextCorpus, query: CompiledQuery, limit: Int?, isCancelled: Cancellation) {
    self.corpus = corpus
    self.query = query
    self.limit = limit
    self.isCancelled = isCancelled
    found = Mutex(RankCollector(query, limit: limit))
  }

  func run() {
    var collector = RankCollector(query, limit: limit)
    _ = corpus.withPointers { pointers in
      var kernel = MatchKernel(query)
      while !isCancelled.isSet {
        let start = next.add(TextCorpus.chunkCount, ordering: .relaxed).oldValue
        guard start < pointers.count else { break }
        let end = min(start + TextCorpus.chunkCount, pointers.count)
        collector.collect(start..<end, of: pointers, &kernel)
      }
    }
    found.withLock { $0.merge(collector) }
  }

  func takeRanking() -> Ranking { found.withLock { $0.takeRanking() } }
}
