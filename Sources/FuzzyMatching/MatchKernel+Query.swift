#if arch(x86_64) || arch(arm64)
  import CByteMask
#endif

extension MatchKernel {
  /// What a text of a corpus is worth for the query; −1 where it does not meet it.
  ///
  /// - Parameter bar: what is worth less need not be worked out: then any number from 0 up to the true
  ///   score is returned. `Int.max` asks for no more than whether the query is met.
  @inline(__always)
  mutating func score(_ item: Int, of corpus: borrowing CorpusPointers, bar: Int) -> Int {
    if plan.isSingle {
      let score = score(item, of: corpus, plan.terms, bar: bar)
      return score == Self.missing ? -1 : max(0, score)
    }
    var total = 0
    var place = 0
    // How much of the best score may be lost on the way.
    var slack = bar == .max ? -1 : plan.best &- bar
    let count = plan.compiled.count
    while place < count {
      var isMet = false
      var isDecided = false
      var worth = 0
      while true {
        let term = plan.terms + place
        place += 1
        if !isDecided {
          let termBar = slack < 0 ? Int.max : term.pointee.groupBest &- slack
          let score = score(item, of: corpus, term, bar: termBar)
          if score != Self.missing {
            if !term.pointee.isInverse {
              isMet = true
              isDecided = true
              worth = score
            }
          } else if term.pointee.isInverse {
            isMet = true
            worth = 0
          }
        }
        if !term.pointee.isJoined {
          slack &-= term.pointee.groupBest &- worth
          break
        }
      }
      if !isMet { return -1 }
      total &+= worth
    }
    // A single score of fzf may be below 0, their sum not.
    return max(0, total)
  }

  /// What a text is worth for one term, whether the term is inverse or not; ``missing`` where it lacks it.
  @inline(__always)
  mutating func score(
    _ item: Int, of corpus: borrowing CorpusPointers, _ term: UnsafePointer<PlannedTerm>, bar: Int
  ) -> Int {
    if let signatures = corpus.signatures,
      signatures[item] & term.pointee.signature != term.pointee.signature
    {
      return Self.missing
    }
    let entry = corpus.items[item]
    if entry.place & TextCorpus.foldedBit == 0 {
      guard let wanted = term.pointee.wanted else { return Self.missing }
      let cells = Cells(
        text: corpus.plain + Int(entry.place), count: Int(entry.count), classes: nil)
      return score(term, wanted, in: cells, bar: bar)
    }
    let place = Int(entry.place & TextCorpus.placeBits)
    if term.pointee.isFoldable, let wanted = term.pointee.wanted {
      let cells = Cells(
        text: corpus.folded + place, count: Int(entry.count), classes: corpus.classes + place)
      return score(term, wanted, in: cells, bar: bar)
    }
    if entry.place & TextCorpus.unevenBit == 0, let wanted = term.pointee.latin {
      let cells = Cells(
        text: corpus.latin + place, count: Int(entry.count), classes: corpus.classes + place)
      return score(term, wanted, in: cells, bar: bar)
    }
    return codedScore(entry, place, of: corpus, term, bar: bar)
  }

  /// A term whose case counts and accents do not, or one beyond Latin-1: the text is first written anew with a
  /// byte for each character that the term has.
  @inline(never)
  private mutating func codedScore(
    _ entry: TextCorpus.Item, _ place: Int, of corpus: borrowing CorpusPointers,
    _ planned: UnsafePointer<PlannedTerm>, bar: Int
  ) -> Int {
    let count = Int(entry.count)
    if !mayHold(planned.pointee.folded, in: corpus.folded + place, count: count) {
      return Self.missing
    }
    let number = planned.pointee.place
    let codes = plan.compiled[number].codes
    if codes.count > 255 { return slowScore(entry, of: corpus, plan.compiled[number].term) }
    let length = plan.compiled[number].count
    let isGreedy = length > Self.termLimit || count * length > Self.cellLimit
    let classes = corpus.classes + place
    let codesOfASCII = plan.compiled[number].codesOfASCII
    let wanted = plan.compiled[number].coded
    let capacity = count + ByteMask.padding
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { text -> Int in
      text.initialize(repeating: 0)
      guard let start = text.baseAddress else { return Self.missing }
      var written = 0
      UTF8Decoding.decode(
        UnsafeBufferPointer(rebasing: corpus.bytes[corpus.originals[Int(entry.original)]])
      ) { scalar in
        if scalar < 0x80 {
          start[written] = codesOfASCII[Int(scalar)]
        } else {
          let known = CharacterClass(rawValue: classes[written] & 7) ?? .nonWord
          let compared = plan.compiled[number].term.compared(
            scalar, class: known, isGreedy: isGreedy)
          start[written] = codes[compared] ?? 0
        }
        written += 1
      }
      let cells = Cells(text: start, count: count, classes: classes)
      return wanted.withUnsafeBufferPointer { score(planned, $0, in: cells, bar: bar) }
    }
  }

  /// Whether a folded text holds a term's characters in their order, or says nothing about it.
  private func mayHold(
    _ wanted: UnsafeBufferPointer<WantedByte>, in text: UnsafePointer<UInt8>, count: Int
  ) -> Bool {
    guard let first = wanted.baseAddress else { return true }
    var place = 0
    for index in 0..<wanted.count {
      place = ByteMask.first(first + index, in: text, from: place, count: count)
      if place >= count {
        // A character that folds to a capital may stand for any of a term.
        var capital = WantedByte(TextCorpus.capital, ignoringCase: false)
        return ByteMask.first(&capital, in: text, from: 0, count: count) < count
      }
      place += 1
    }
    return true
  }

  /// A term of more different characters than a byte can tell apart, which nobody types: time plays no part.
  @inline(never)
  private func slowScore(
    _ entry: TextCorpus.Item, of corpus: borrowing CorpusPointers, _ term: Term
  ) -> Int {
    var text: [UInt32] = []
    UTF8Decoding.decode(
      UnsafeBufferPointer(rebasing: corpus.bytes[corpus.originals[Int(entry.original)]])
    ) { text.append($0) }
    return term.match(in: text)?.score ?? Self.missing
  }

  @inline(__always)
  private mutating func score(
    _ term: UnsafePointer<PlannedTerm>, _ wanted: UnsafeBufferPointer<WantedByte>, in cells: Cells,
    bar: Int
  ) -> Int {
    switch term.pointee.kind {
    case .fuzzy: fuzzy(wanted, in: cells, bar: bar)
    case .exact: exact(term, wanted, in: cells, asWord: false, bar: bar)
    case .word: exact(term, wanted, in: cells, asWord: true, bar: bar)
    case .prefix: prefix(term, wanted, in: cells)
    case .suffix: suffix(term, wanted, in: cells)
    case .equal: equal(term, wanted, in: cells)
    }
  }
}

/// The arrays of a corpus as addresses, for as long as a scan takes.
struct CorpusPointers: ~Copyable {
  let plain: UnsafePointer<UInt8>
  let bytes: UnsafeBufferPointer<UInt8>
  let folded: UnsafePointer<UInt8>
  let classes: UnsafePointer<UInt8>
  let latin: UnsafePointer<UInt8>
  let items: UnsafePointer<TextCorpus.Item>
  let count: Int
  let originals: UnsafeBufferPointer<Range<Int>>
  /// Nil where none were made.
  let signatures: UnsafePointer<UInt64>?

  /// Asks for the beginning of a text that will be looked at soon.
  @inline(__always)
  func prefetch(_ item: Int) {
    #if arch(x86_64) || arch(arm64)
      let place = items[item].place
      let isFolded = place & TextCorpus.foldedBit != 0
      let start = (isFolded ? folded : plain) + Int(place & TextCorpus.placeBits)
      byte_mask_prefetch(start)
      byte_mask_prefetch(start + Int(items[item].count))
    #endif
  }
}

extension TextCorpus {
  /// Lends the arrays to a scan; nil comes back where there is no text at all.
  func withPointers<Result>(_ body: (borrowing CorpusPointers) -> Result) -> Result? {
    plain.withUnsafeBufferPointer { plain in
      folded.withUnsafeBufferPointer { folded in
        classes.withUnsafeBufferPointer { classes in
          latin.withUnsafeBufferPointer { latin in
            items.withUnsafeBufferPointer { items in
              originals.withUnsafeBufferPointer { originals in
                signatures.withUnsafeBufferPointer { signatures -> Result? in
                  guard let plainStart = plain.baseAddress, let foldedStart = folded.baseAddress,
                    let classesStart = classes.baseAddress, let latinStart = latin.baseAddress,
                    let itemsStart = items.baseAddress, !items.isEmpty
                  else { return nil }
                  return body(
                    CorpusPointers(
                      plain: plainStart, bytes: plain, folded: foldedStart, classes: classesStart,
                      latin: latinStart, items: itemsStart, count: items.count,
                      originals: originals,
                      signatures: signatures.isEmpty ? nil : signatures.baseAddress))
                }
              }
            }
          }
        }
      }
    }
  }
}
