/// The texts of a corpus that meet a query, best first.
///
/// Order: score, then fewer characters without the blanks around, then the order of the corpus. A query that
/// cannot be ranked (nothing but `!`, or nothing at all) keeps the order of the corpus.
package struct Ranking: Hashable, Sendable {
  /// Score (inverted), trimmed length and number of each text, packed so that sorting is comparing numbers.
  let keys: [UInt64]
  /// How many texts meet the query, whether they are among those ranked or not.
  package let matchCount: Int

  package var count: Int { keys.count }

  /// The number in the corpus, counted from 0, of the text at a place.
  package func item(at place: Int) -> Int { Int(UInt32(truncatingIfNeeded: keys[place])) }
  package func score(at place: Int) -> Int { 0xFFFF - Int(keys[place] >> 48) }
  package var items: [Int] { keys.indices.map(item) }

  static let empty = Ranking(keys: [], matchCount: 0)
}

extension TextCorpus {
  /// How many texts make it worth while to use a second thread: starting one takes some 50 µs, matching
  /// some 30 ns a text (`Benchmarks/FilterBenchmark`).
  package static let parallelCount = 50_000

  /// Texts that a worker takes at once; between two such chunks it looks whether it is still wanted.
  static let chunkCount = 4096

  /// The best texts for a query.
  ///
  /// - Parameters:
  ///   - limit: how many are wanted in order; nil for all. All are counted in any case.
  ///   - candidates: the texts to look at, rising; nil for all.
  package func ranking(
    of query: CompiledQuery, limit: Int? = nil, among candidates: [UInt32]? = nil
  ) -> Ranking {
    withPointers { pointers in
      var kernel = MatchKernel(query)
      var collector = RankCollector(query, limit: limit)
      collector.makeRoom(for: candidates?.count ?? pointers.count)
      if let candidates {
        collector.collect(candidates, of: pointers, &kernel)
      } else {
        collector.collect(0..<pointers.count, of: pointers, &kernel)
      }
      return collector.takeRanking()
    } ?? .empty
  }

  /// The texts that meet a query, in the order of the corpus, not ranked.
  ///
  /// - Parameter range: the texts to look at; nil for all.
  package func matches(of query: CompiledQuery, within range: Range<Int>? = nil) -> [UInt32] {
    withPointers { pointers in
      var kernel = MatchKernel(query)
      var found: [UInt32] = []
      for item in range ?? 0..<pointers.count {
        if let signatures = pointers.signatures,
          signatures[item] & query.signature != query.signature
        {
          continue
        }
        if kernel.score(item, of: pointers, bar: .max) >= 0 { found.append(UInt32(item)) }
      }
      return found
    } ?? []
  }

  /// Those of some texts that meet a query, in the order in which they are given.
  package func matches(of query: CompiledQuery, among candidates: [UInt32]) -> [UInt32] {
    withPointers { pointers in
      var kernel = MatchKernel(query)
      return candidates.filter { kernel.score(Int($0), of: pointers, bar: .max) >= 0 }
    } ?? []
  }
}

/// Gathers what a scan finds: everything, or the best so many of it.
struct RankCollector: Sendable {
  private let limit: Int
  private let query: CompiledQuery
  private let isRanked: Bool
  private let isCounted: Bool
  private(set) var keys: [UInt64] = []
  private(set) var matchCount = 0
  /// Scores below this are not among the best any more.
  private var bar = 0
  /// A key that is not below this is not among the best.
  private var threshold = UInt64.max
  /// For each score how many kept texts have it; empty where all are kept.
  private var counts: [Int]
  /// Kept texts with a score of `bar` or more.
  private var keptCount = 0

  /// - Parameter limit: how many are wanted; nil for all.
  init(_ query: CompiledQuery, limit: Int?) {
    self.query = query
    self.limit = limit ?? .max
    isRanked = query.query.isRanked
    isCounted = limit != nil && limit != 0 && isRanked
    counts = isCounted ? Array(repeating: 0, count: min(query.best, 0xFFFF) + 1) : []
  }

  /// Makes room for all of so many texts where all may be kept: memory that is never written to costs nothing,
  /// moving what was found to a larger place does.
  mutating func makeRoom(for count: Int) {
    if limit == .max { keys.reserveCapacity(count) }
  }

  /// Takes what meets the query among texts that follow each other.
  mutating func collect(
    _ items: Range<Int>, of corpus: borrowing CorpusPointers, _ kernel: inout MatchKernel
  ) {
    guard let signatures = corpus.signatures else {
      for item in items { collect(item, of: corpus, &kernel) }
      return
    }
    // Signatures first, without a branch that could be foretold wrongly; then the texts that are left, which
    // are asked for before they are needed.
    let signature = query.signature
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: TextCorpus.chunkCount) { left in
      var start = items.lowerBound
      while start < items.upperBound {
        let end = min(start &+ TextCorpus.chunkCount, items.upperBound)
        var count = 0
        for item in start..<end {
          left[count] = UInt32(truncatingIfNeeded: item)
          count &+= signatures[item] & signature == signature ? 1 : 0
        }
        for place in 0..<count {
          corpus.prefetch(Int(left[min(place &+ 16, count &- 1)]))
          collect(Int(left[place]), of: corpus, &kernel)
        }
        start = end
      }
    }
  }

  /// Takes what meets the query among some texts.
  mutating func collect(
    _ items: [UInt32], of corpus: borrowing CorpusPointers, _ kernel: inout MatchKernel
  ) {
    let signature = query.signature
    for item in items {
      if let signatures = corpus.signatures, signatures[Int(item)] & signature != signature {
        continue
      }
      collect(Int(item), of: corpus, &kernel)
    }
  }

  @inline(__always)
  private mutating func collect(
    _ item: Int, of corpus: borrowing CorpusPointers, _ kernel: inout MatchKernel
  ) {
    guard isRanked else {
      guard kernel.score(item, of: corpus, bar: .max) >= 0 else { return }
      matchCount += 1
      if keys.count < limit { keys.append(UInt64(item)) }
      return
    }
    if threshold < .max {
      // Even the best score would not bring it among the first: whether it matches is all that counts.
      let best = UInt64(0xFFFF &- min(kernel.plan.best, 0xFFFF)) << 48
      if best | kernel.tables.trimmedCount(item, of: corpus) << 32 | UInt64(item) >= threshold {
        if kernel.score(item, of: corpus, bar: .max) >= 0 { matchCount &+= 1 }
        return
      }
    }
    let score = kernel.score(item, of: corpus, bar: bar)
    if score < 0 { return }
    matchCount &+= 1
    if score < bar { return }
    let rank = UInt64(0xFFFF &- min(score, 0xFFFF)) << 48
    let key = rank | kernel.tables.trimmedCount(item, of: corpus) << 32 | UInt64(item)
    if key >= threshold { return }
    keys.append(key)
    if isCounted { raiseBar(by: score) }
  }

  /// Counts a kept text, and leaves out the lowest score where there are enough without it.
  @inline(__always)
  private mutating func raiseBar(by score: Int) {
    let score = min(score, counts.count - 1)
    counts[score] &+= 1
    keptCount &+= 1
    while keptCount &- counts[bar] >= limit {
      keptCount &-= counts[bar]
      bar &+= 1
    }
    // Many equal scores: the lengths decide.
    if keys.count >= 1 << 14, keys.count / 4 >= limit { cut() }
  }

  /// Keeps the best, and the worst of them as what the next must be better than.
  private mutating func cut() {
    leaveOutWhatIsBelowTheBar()
    RadixSort.sort(&keys)
    if keys.count > limit { keys.removeSubrange(limit...) }
    if let last = keys.last { threshold = last }
    for score in counts.indices { counts[score] = 0 }
    for key in keys { counts[min(0xFFFF - Int(key >> 48), counts.count - 1)] += 1 }
    keptCount = keys.count
    bar = min(keys.last.map { 0xFFFF - Int($0 >> 48) } ?? 0, counts.count - 1)
  }

  private mutating func leaveOutWhatIsBelowTheBar() {
    guard bar > 0 else { return }
    let lowest = UInt64(0xFFFF - bar) << 48 | 0xFFFF_FFFF_FFFF
    keys.removeAll { $0 > lowest }
  }

  mutating func merge(_ other: RankCollector) {
    matchCount += other.matchCount
    keys.append(contentsOf: other.keys)
  }

  /// What was gathered, best first; nothing is left, so that nothing is copied.
  mutating func takeRanking() -> Ranking {
    leaveOutWhatIsBelowTheBar()
    var best: [UInt64] = []
    swap(&best, &keys)
    RadixSort.sort(&best)
    if best.count > limit { best.removeSubrange(limit...) }
    return Ranking(keys: best, matchCount: matchCount)
  }
}

/// Sorts keys that are all different, a byte at a time from the least significant one.
enum RadixSort {
  /// - Complexity: O(keys), up to eight passes; bytes in which all keys agree cost none.
  static func sort(_ keys: inout [UInt64]) {
    guard keys.count > 2048 else { return keys.sort() }
    var spread: UInt64 = 0
    // Keys come in the order of the corpus: mostly their low half is sorted already.
    var isRising = true
    var before: UInt64 = 0
    for key in keys {
      spread |= key ^ keys[0]
      if key & 0xFFFF_FFFF < before & 0xFFFF_FFFF { isRising = false }
      before = key
    }
    // Each pass fills it whole.
    var other = [UInt64](unsafeUninitializedCapacity: keys.count) { $1 = keys.count }
    for pass in (isRising ? 4 : 0)..<8 where spread >> UInt64(pass * 8) & 0xFF != 0 {
      scatter(keys, into: &other, shift: UInt64(pass * 8))
      swap(&keys, &other)
    }
  }

  private static func scatter(_ keys: [UInt64], into other: inout [UInt64], shift: UInt64) {
    keys.withUnsafeBufferPointer { keys in
      other.withUnsafeMutableBufferPointer { other in
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { places in
          places.initialize(repeating: 0)
          for key in keys { places[Int(key >> shift & 0xFF)] &+= 1 }
          var sum = 0
          for byte in 0..<256 { (places[byte], sum) = (sum, sum + places[byte]) }
          for key in keys {
            let byte = Int(key >> shift & 0xFF)
            other[places[byte]] = key
            places[byte] &+= 1
          }
        }
      }
    }
  }
}
