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
    let helperCount = min(threads - 1, count / Self.parallelCount)
    // The first text that nobody has taken yet.
    let next = Atomic(0)
    var collectors = Workers.run(helpers: helperCount) {
      var collector = RankCollector(query, limit: limit)
      _ = withPointers { pointers in
        var kernel = MatchKernel(query)
        while !isCancelled.isSet {
          let start = next.add(Self.chunkCount, ordering: .relaxed).oldValue
          guard start < pointers.count else { break }
          let end = min(start + Self.chunkCount, pointers.count)
          collector.collect(start..<end, of: pointers, &kernel)
        }
      }
      return collector
    }
    if isCancelled.isSet { return nil }
    var all = collectors.removeFirst()
    for collector in collectors { all.merge(collector) }
    return all.takeRanking()
  }
}

/// A word from one thread to others that nobody waits for their answer any more.
package final class Cancellation: Sendable {
  private let flag = Atomic(false)

  package init() {}

  package var isSet: Bool { flag.load(ordering: .relaxed) }

  package func set() { flag.store(true, ordering: .relaxed) }
}
