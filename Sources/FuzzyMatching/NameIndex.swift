/// What a name is to the thing that it names; earlier ones count more.
package enum NameKind: UInt8, Hashable, Sendable, Comparable {
  /// What lists show: an acronym, a title.
  case label
  /// The name in full.
  case name
  /// What others call it: an alias, another language, the actor's own term.
  case otherName
  /// What it belongs to, such as a basket or a topic.
  case group
  /// What it stands beside, such as the actor of a programme: it helps to find what another term names.
  case context
  /// What only a scoped term asks for, such as the year of a fact.
  case scoped

  package static func < (left: NameKind, right: NameKind) -> Bool { left.rawValue < right.rawValue }

  /// Whether many things have such a name, and none is shown by it.
  package var isShared: Bool { self >= .context }
}

/// One of the names under which something is found.
package struct IndexedName: Hashable, Sendable {
  package let text: String
  package let kind: NameKind
  /// The field in which a scoped term looks for it, such as `actor`.
  package let field: String

  package init(_ text: String, _ kind: NameKind, field: String) {
    self.text = text
    self.kind = kind
    self.field = field
  }
}

/// How well a term fits a name, best last: what the atlas ranks by before it asks fzf's score.
package enum Fit: Int, Hashable, Sendable, Comparable {
  /// A word that differs from the term by a slip or two of the fingers.
  case close = 1
  /// The term's characters in their order, as abbreviations have them.
  case fuzzy
  /// In one piece, somewhere within a word.
  case inside
  /// In one piece from the beginning of a word.
  case wordPrefix
  /// A whole word.
  case word
  /// From the beginning of the name.
  case prefix
  /// From the beginning of the name, to the end of a word.
  case prefixWord
  /// The first letters of the name's words, with or without small words such as *and*.
  case initials
  /// The whole name.
  case whole

  package static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }

  /// Fewer letters than this are only looked for at the beginning of words, unless they were quoted.
  package static let insideCount = 5
}

/// A thing that a query has found.
package struct NameHit: Hashable, Sendable {
  /// The number of the record, counted from 0 in the order in which they were given.
  package let record: Int
  /// What it is ranked by: more is better.
  package let points: Int
  /// Whether a term of the query fits no name anywhere but a word that is close to it.
  package let isClose: Bool
}

/// Names of things, ranked for a query as a reader of the atlas expects.
///
/// fzf's order is made for paths; names are asked for by acronym, by initials, by the beginning of a word. So
/// each term first has a ``Fit`` with each name; fzf's scores decide only among fuzzy ones. Means of fits
/// rank the records, then the order in which they were given.
///
/// A name is kept once with the records that have it, however many they are: what an actor is called finds
/// all its entries, and is compared with a term once.
package struct NameIndex: Sendable {
  let names: NameTable
  /// For each record the numbers of the names of its own, those of a record together, what is shown first.
  private let ownNames: [UInt32]
  private let ownStarts: [Int]
  /// The uses of names by records: those of a name together, by record.
  private let uses: [NameUse]
  private let useStarts: [Int]
  /// For each record how many names are known with it and those before it; names are numbered as records
  /// first have them.
  private let knownCounts: [Int]
  /// What is taken from a record's points for what it is.
  let handicaps: [Int]

  /// That a record has a name.
  struct NameUse {
    let record: UInt32
    /// Where the name stands among the record's own, counted from 0, up to 63.
    let place: UInt8
  }

  package var recordCount: Int { handicaps.count }

  /// - Parameters:
  ///   - records: for each the names under which it is found, what is shown first.
  ///   - handicap: points that a record starts below others; 100 are a step of ``Fit``.
  package init(_ records: [[IndexedName]], handicap: (Int) -> Int = { _ in 0 }) {
    var builder = NameTable.Builder()
    var ownNames: [UInt32] = []
    var ownStarts = [0]
    var knownCounts: [Int] = []
    var found: [(name: UInt32, use: NameUse)] = []
    // For each name the record that was last seen to have it.
    var latest: [Int] = []
    for (record, recordNames) in records.enumerated() {
      for name in recordNames {
        let number = builder.number(of: name)
        if number == latest.count { latest.append(-1) }
        guard latest[number] != record else { continue }
        latest[number] = record
        let place = UInt8(min(63, ownNames.count - ownStarts[record]))
        found.append((UInt32(number), NameUse(record: UInt32(record), place: place)))
        if !name.kind.isShared { ownNames.append(UInt32(number)) }
      }
      ownStarts.append(ownNames.count)
      knownCounts.append(latest.count)
    }
    names = NameTable(builder)
    (uses, useStarts) = Self.gathered(found, nameCount: latest.count)
    self.ownNames = ownNames
    self.ownStarts = ownStarts
    self.knownCounts = knownCounts
    handicaps = records.indices.map(handicap)
  }

  /// The uses in the order of their names, and where those of each name begin.
  private static func gathered(
    _ found: [(name: UInt32, use: NameUse)], nameCount: Int
  ) -> ([NameUse], [Int]) {
    var starts = [Int](repeating: 0, count: nameCount + 1)
    for (name, _) in found { starts[Int(name) + 1] += 1 }
    for name in 0..<nameCount { starts[name + 1] += starts[name] }
    var next = starts
    var uses = [NameUse](repeating: NameUse(record: 0, place: 0), count: found.count)
    for (name, use) in found {
      uses[next[Int(name)]] = use
      next[Int(name)] += 1
    }
    return (uses, starts)
  }

  /// The numbers of a record's own names.
  func ownNumbers(of record: Int) -> ArraySlice<UInt32> {
    ownNames[ownStarts[record]..<ownStarts[record + 1]]
  }

  /// A record's own names, what is shown first.
  package func ownNames(of record: Int) -> [IndexedName] {
    ownNumbers(of: record).map { names.originals[Int($0)] }
  }

  /// All names that some records have are among these.
  func numbers(of records: Range<Int>) -> Range<Int> {
    0..<(records.isEmpty ? 0 : knownCounts[records.upperBound - 1])
  }

  /// Which of some records have a name.
  func uses(of name: Int, in records: Range<Int>) -> ArraySlice<NameUse> {
    let all = uses[useStarts[name]..<useStarts[name + 1]]
    guard
      all.first.map({ Int($0.record) < records.lowerBound }) ?? false
        || all.last.map({ Int($0.record) >= records.upperBound }) ?? false
    else { return all }
    let start = all.partition { Int($0) >= records.lowerBound }
    return all[start..<all[start...].partition { Int($0) >= records.upperBound }]
  }
}

extension ArraySlice<NameIndex.NameUse> {
  /// Where the records begin that a rising condition holds for.
  fileprivate func partition(_ holds: (UInt32) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle].record) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
