/// A term made ready for matching.
struct CompiledTerm: Sendable {
  let term: Term
  let count: Int
  /// What is looked for in texts of one byte a character; empty where a text of ASCII cannot hold the term.
  let wanted: [WantedByte]
  /// The same in `TextCorpus.latin`, for a term whose accents count; empty where a byte cannot say it.
  let latin: [WantedByte]
  /// Whether a folded text answers it: then no text must be compared scalar by scalar.
  let isFoldable: Bool
  /// The bits that the signature of every text has that holds the term.
  let signature: UInt64
  /// Where in the term the character stands that texts hold least often.
  let rarest: Int
  let beginsBlank: Bool
  let endsBlank: Bool
  /// The most that it can be worth.
  let best: Int
  /// For texts that must be compared scalar by scalar: a byte for each scalar of the term, counted from 1.
  let codes: [UInt32: UInt8]
  /// The same for the scalars of ASCII, by what stands in the text.
  let codesOfASCII: [UInt8]
  let coded: [WantedByte]
  /// The term as it stands in a folded text: whatever holds the term holds these bytes in their order.
  let folded: [WantedByte]

  init(_ term: Term) {
    self.term = term
    count = term.scalars.count
    let isASCII = term.scalars.allSatisfy { $0 < 0x80 }
    isFoldable = isASCII && !term.isCaseSensitive && !term.isAccentSensitive
    wanted =
      isASCII
      ? term.scalars.map { WantedByte(UInt8($0), ignoringCase: !term.isCaseSensitive) } : []
    let isLatin =
      term.isAccentSensitive && term.scalars.allSatisfy { $0 < 0x80 || 0xA0...0xFF ~= $0 }
    latin =
      isLatin
      ? term.scalars.map { WantedByte(UInt8($0), ignoringCase: !term.isCaseSensitive) } : []
    signature = Self.signature(of: term)
    rarest =
      term.scalars.indices.max { Self.rarity(term.scalars[$0]) < Self.rarity(term.scalars[$1]) }
      ?? 0
    beginsBlank = term.scalars.first.map { CharacterClass($0) == .white } ?? false
    endsBlank = term.scalars.last.map { CharacterClass($0) == .white } ?? false
    best = term.kind == .word ? Score.bestWord(of: count) : Score.best(of: count)
    var codes: [UInt32: UInt8] = [:]
    for scalar in term.scalars where codes[scalar] == nil {
      codes[scalar] = UInt8(min(codes.count + 1, 255))
    }
    self.codes = codes
    codesOfASCII = (0..<0x80).map { codes[term.compared($0, class: CharacterClass($0))] ?? 0 }
    folded = term.scalars.map { scalar in
      WantedByte(TextCorpus.foldedByte(of: scalar), ignoringCase: false)
    }
    coded = term.scalars.map { WantedByte(codes[$0] ?? 0, ignoringCase: false) }
  }

  private static func signature(of term: Term) -> UInt64 {
    let bits = term.scalars.reduce(0) { bits, scalar in
      bits | (scalar < 0x80 ? TextCorpus.signature(of: UInt8(scalar)) : TextCorpus.beyondASCIIBit)
    }
    guard term.kind == .suffix || term.kind == .equal, let last = term.scalars.last, last < 0x80,
      CharacterClass(last) != .white
    else { return bits }
    return bits | TextCorpus.signature(ofLast: UInt8(last))
  }

  /// How seldom a character stands in Latin text, from 0.
  private static func rarity(_ scalar: UInt32) -> Int {
    let commonFirst = Array(" etaoinsrhldcumfpgwybvkxjqz".utf8)
    let lower = CharacterFolding.lowercase(scalar)
    guard lower < 0x80 else { return commonFirst.count + 1 }
    return commonFirst.firstIndex(of: UInt8(lower)) ?? commonFirst.count
  }
}

/// A query made ready for matching: as often and by as many threads as one likes.
package struct CompiledQuery: Sendable {
  package let query: Query
  let groups: [[CompiledTerm]]
  /// The bits that the signature of every text has that can meet the query.
  let signature: UInt64
  /// The most that a text can be worth.
  let best: Int

  package init(_ query: Query) {
    self.query = query
    groups = query.groups.map { $0.map(CompiledTerm.init) }
    signature = groups.reduce(0) { bits, group in
      guard group.count == 1, let only = group.first, !only.term.isInverse else { return bits }
      return bits | only.signature
    }
    best = groups.reduce(0) { $0 + Self.best(of: $1) }
  }

  static func best(of group: [CompiledTerm]) -> Int {
    group.map { $0.term.isInverse ? 0 : $0.best }.max() ?? 0
  }
}

/// A term as the kernels read it: nothing in it is counted or copied on its way through a loop.
struct PlannedTerm {
  let kind: TermKind
  let isInverse: Bool
  /// Whether the next term belongs to the same group.
  let isJoined: Bool
  let isFoldable: Bool
  let beginsBlank: Bool
  let endsBlank: Bool
  let rarest: Int
  /// The most that its group can be worth.
  let groupBest: Int
  let signature: UInt64
  /// Nil where a text of ASCII cannot hold the term.
  let wanted: UnsafeBufferPointer<WantedByte>?
  /// The term in Latin-1; nil where a byte cannot say it, or accents do not count.
  let latin: UnsafeBufferPointer<WantedByte>?
  /// What a folded text holds in this order that holds the term.
  let folded: UnsafeBufferPointer<WantedByte>
  /// Its place among all terms of the query, counted from 0.
  let place: Int
}

/// The terms of a query in memory of their own, for one kernel.
struct QueryPlan: ~Copyable {
  let terms: UnsafeMutablePointer<PlannedTerm>
  private let wanted: UnsafeMutableBufferPointer<WantedByte>
  /// The same terms as values, for the rare ways that need more of them.
  let compiled: [CompiledTerm]
  /// The most that a text can be worth.
  let best: Int
  /// Whether there is one term alone, and not an inverse one.
  let isSingle: Bool

  init(_ query: CompiledQuery) {
    best = query.best
    isSingle =
      query.groups.count == 1 && query.groups[0].count == 1 && !query.groups[0][0].term.isInverse
    compiled = query.groups.flatMap { $0 }
    wanted = .allocate(
      capacity: compiled.reduce(1) { $0 + $1.wanted.count + $1.folded.count + $1.latin.count })
    terms = .allocate(capacity: max(1, compiled.count))
    var free = 0
    var place = 0
    for group in query.groups {
      for (index, term) in group.enumerated() {
        let end = free + term.wanted.count
        _ = wanted[free..<end].initialize(from: term.wanted)
        let foldedEnd = end + term.folded.count
        _ = wanted[end..<foldedEnd].initialize(from: term.folded)
        let latinEnd = foldedEnd + term.latin.count
        _ = wanted[foldedEnd..<latinEnd].initialize(from: term.latin)
        (terms + place).initialize(
          to: PlannedTerm(
            kind: term.term.kind, isInverse: term.term.isInverse, isJoined: index + 1 < group.count,
            isFoldable: term.isFoldable, beginsBlank: term.beginsBlank, endsBlank: term.endsBlank,
            rarest: term.rarest, groupBest: CompiledQuery.best(of: group),
            signature: term.signature,
            wanted: term.wanted.isEmpty ? nil : UnsafeBufferPointer(rebasing: wanted[free..<end]),
            latin: term.latin.isEmpty
              ? nil : UnsafeBufferPointer(rebasing: wanted[foldedEnd..<latinEnd]),
            folded: UnsafeBufferPointer(rebasing: wanted[end..<foldedEnd]),
            place: place))
        free = latinEnd
        place += 1
      }
    }
  }

  deinit {
    wanted.deallocate()
    terms.deallocate()
  }
}
