// FuzzyMatching: a query and texts in, matches and the order of the best out.
//
// Two questions, two answers. Lines of anything are ranked exactly as fzf ranks them (`TextCorpus.ranking`),
// because whoever pipes lines through a filter knows that order. Names of the atlas are ranked as a reader
// of it expects (`NameIndex`): by acronym, initials, whole words, pieces, abbreviations, slips.
//
// Speed comes from the shape of the data. Texts lie in one array, a byte a character, so that one compare
// answers for sixteen of them; a signature of 64 bits says beforehand that most texts cannot match; the
// score matrix is walked only where a typed character stands (`MatchKernel`), and not at all where the best
// so many cannot change (`RankCollector`). Tried and left: an index of positions for each text, which is
// larger than the text and slower than looking again; floats; a String anywhere in the loops.

/// Texts made ready for matching: one contiguous stretch of bytes, one byte a character.
///
/// A text of ASCII alone stays where it is. Any other is kept a second time with one byte for each scalar:
/// its folded ASCII character, or 0x80 where it has none, beside it what class each scalar is of, and a third
/// time as Latin-1, for terms whose accents count. So one loop over bytes serves all, and places are counted
/// in scalars in all.
///
/// Items are numbered from 0 in the order in which they were added; there may be 4 294 967 295 of them.
package struct TextCorpus: Sendable {
  struct Item {
    /// Where its characters begin: in `plain`, or in `folded` with the first bit below set.
    var place: UInt64
    /// Characters.
    var count: UInt32
    /// For a text that is not ASCII alone: its number in `originals`.
    var original: UInt32
  }

  static let foldedBit: UInt64 = 1 << 63
  /// Beside it: a scalar beyond Latin-1 has a lower case within it (the Kelvin sign is a k), so that `latin`
  /// does not answer terms whose case does not count.
  static let unevenBit: UInt64 = 1 << 62
  /// What of `Item.place` is a place.
  static let placeBits: UInt64 = ~(foldedBit | unevenBit)

  /// All texts as they were given, in UTF-8; padded.
  private(set) var plain: [UInt8]
  /// Folded characters and classes of the texts that are not ASCII alone; padded.
  private(set) var folded: [UInt8] = []
  private(set) var classes: [UInt8] = []
  /// The same texts as they are where a byte can say it, as `latinByte(of:)`; padded.
  private(set) var latin: [UInt8] = []
  /// Where such texts stand in `plain`.
  private(set) var originals: [Range<Int>] = []
  private(set) var items: [Item] = []
  /// For each item which characters it holds, as `signature(of:)` says; empty unless they were asked for.
  private(set) var signatures: [UInt64] = []

  package var count: Int { items.count }

  /// What stands for a scalar in `folded`.
  static func foldedByte(of scalar: UInt32) -> UInt8 {
    switch CharacterFolding.folded(scalar) {
    case 0x41...0x5A: capital
    case let folded where folded < 0x80: UInt8(folded)
    default: other
    }
  }

  /// What stands for a scalar in `latin`: the scalar itself from ASCII or from U+00A0 to U+00FF.
  static func latinByte(of scalar: UInt32) -> UInt8 {
    scalar < 0x80 || 0xA0...0xFF ~= scalar ? UInt8(scalar) : other
  }

  /// Set in `classes` for `_`, which a whole word is ranked lower beside.
  static let underscoreBit: UInt8 = 0x80
  /// What stands in `folded` for a scalar that folds to no ASCII character, in `latin` for one beyond it, and
  /// in `folded` for one (such as a small
  /// capital) that folds to a capital, which only a term with capitals can mean.
  static let other: UInt8 = 0x80
  static let capital: UInt8 = 0x81
  /// The signature's bit of a text that is not ASCII alone.
  static let beyondASCIIBit: UInt64 = 1 << 63

  /// Texts one by one, such as names.
  package init(_ texts: some Sequence<String>) {
    plain = []
    var builder = Builder()
    for text in texts {
      let start = plain.count
      plain.append(contentsOf: text.utf8)
      let range = start..<plain.count
      plain.withUnsafeBufferPointer { bytes in
        builder.add(range, isASCII: bytes[range].allSatisfy { $0 < 0x80 }, of: bytes)
      }
    }
    plain.append(contentsOf: repeatElement(0, count: ByteMask.padding))
    finish(builder)
    makeSignatures()
  }

  /// The lines of a stream, each without its end; the last one need not have one.
  ///
  /// - Parameter signed: whether many queries will follow, so that making signatures pays.
  package init(lines bytes: consuming [UInt8], separator: UInt8, signed: Bool) {
    let count = bytes.count
    bytes.append(contentsOf: repeatElement(separator, count: ByteMask.padding))
    plain = bytes
    var builder = Builder()
    plain.withUnsafeBufferPointer { builder.addLines(of: $0, count: count, separator: separator) }
    finish(builder)
    if signed { makeSignatures() }
  }

  private mutating func finish(_ builder: consuming Builder) {
    builder.folded.append(contentsOf: repeatElement(0, count: ByteMask.padding))
    builder.classes.append(contentsOf: repeatElement(0, count: ByteMask.padding))
    builder.latin.append(contentsOf: repeatElement(0, count: ByteMask.padding))
    folded = builder.folded
    classes = builder.classes
    latin = builder.latin
    originals = builder.originals
    items = builder.items
  }

  /// The bytes of a text as it was given.
  package func bytes(of item: Int) -> ArraySlice<UInt8> { plain[range(of: item)] }

  /// Whether a text was given in ASCII alone, so that it can be handed on as it is.
  package func isASCII(_ item: Int) -> Bool { items[item].place & Self.foldedBit == 0 }

  package func range(of item: Int) -> Range<Int> {
    let entry = items[item]
    if entry.place & Self.foldedBit != 0 { return originals[Int(entry.original)] }
    return Int(entry.place)..<Int(entry.place) + Int(entry.count)
  }

  /// The scalars of a text; U+FFFD for each byte that is no UTF-8.
  package func scalars(of item: Int) -> [UInt32] {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(Int(items[item].count))
    read(item, into: &scalars)
    return scalars
  }

  /// The same in place of what an array held.
  package func read(_ item: Int, into scalars: inout [UInt32]) {
    scalars.removeAll(keepingCapacity: true)
    plain.withUnsafeBufferPointer { bytes in
      let bytes = UnsafeBufferPointer(rebasing: bytes[range(of: item)])
      if isASCII(item) {
        for byte in bytes { scalars.append(UInt32(byte)) }
      } else {
        UTF8Decoding.decode(bytes) { scalars.append($0) }
      }
    }
  }
}

// MARK: Signatures

extension TextCorpus {
  /// The bits of a character: letters and digits have one each, marks share five; two capitals share one
  /// beside that of their letter, for terms to which case matters.
  static func signature(of byte: UInt8) -> UInt64 {
    switch byte {
    case 0x61...0x7A: 1 << UInt64(byte - 0x61)
    case 0x41...0x5A: 1 << UInt64(byte - 0x41) | 1 << (50 + UInt64(byte - 0x41) / 2)
    case 0x30...0x39: 1 << UInt64(26 + byte - 0x30)
    case 0x20: 1 << 36
    case 0x80: beyondASCIIBit
    case 0x81: ~0
    default: 1 << (37 + UInt64(byte) % 5)
    }
  }

  /// The bits of capitals: a folded text shows none, but may have had each.
  private static let capitalBits: UInt64 = (1 << 13 - 1) << 50

  /// The bit of the last character that is no blank, for terms that stand at the end; one of eight.
  static func signature(ofLast byte: UInt8) -> UInt64 {
    let isCapital = (0x41...0x5A).contains(byte)
    return byte < 0x80 ? 1 << (42 + UInt64(isCapital ? byte | 0x20 : byte) % 8) : 0xFF << 42
  }

  private mutating func makeSignatures() {
    let bits = (0..<256).map { Self.signature(of: UInt8($0)) }
    let white = CharacterClass.white.rawValue
    signatures = items.map { item in
      let isFolded = item.place & Self.foldedBit != 0
      return (isFolded ? folded : plain).withUnsafeBufferPointer { bytes in
        bits.withUnsafeBufferPointer { bits in
          let start = Int(item.place & Self.placeBits)
          var signature = isFolded ? Self.beyondASCIIBit | Self.capitalBits : 0
          var end = start + Int(item.count)
          for place in start..<end { signature |= bits[Int(bytes[place])] }
          while end > start, BonusTable.classOfASCII[Int(bytes[end - 1])] == white { end -= 1 }
          return end > start ? signature | Self.signature(ofLast: bytes[end - 1]) : signature
        }
      }
    }
  }
}

// MARK: Building

extension TextCorpus {
  private struct Builder {
    var items: [Item] = []
    var folded: [UInt8] = []
    var classes: [UInt8] = []
    var latin: [UInt8] = []
    var originals: [Range<Int>] = []
    private var traits = ScalarTraits()

    mutating func add(_ range: Range<Int>, isASCII: Bool, of bytes: UnsafeBufferPointer<UInt8>) {
      precondition(items.count < UInt32.max, "more texts than can be numbered")
      if isASCII {
        items.append(
          Item(place: UInt64(range.lowerBound), count: UInt32(range.count), original: 0))
        return
      }
      let start = folded.count
      // No text has more scalars than bytes.
      let most = range.count
      var isUneven = false
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 3 * most) { room in
        var count = 0
        UTF8Decoding.decode(UnsafeBufferPointer(rebasing: bytes[range])) { scalar in
          let traits = traits[scalar]
          room[count] = traits.byte
          room[most &+ count] = traits.classByte
          room[2 &* most &+ count] = traits.latinByte
          if traits.isUneven { isUneven = true }
          count &+= 1
        }
        folded.append(contentsOf: UnsafeBufferPointer(rebasing: room[..<count]))
        classes.append(contentsOf: UnsafeBufferPointer(rebasing: room[most..<most + count]))
        latin.append(contentsOf: UnsafeBufferPointer(rebasing: room[2 * most..<2 * most + count]))
      }
      items.append(
        Item(
          place: UInt64(start) | TextCorpus.foldedBit | (isUneven ? TextCorpus.unevenBit : 0),
          count: UInt32(folded.count - start),
          original: UInt32(originals.count)))
      originals.append(range)
    }

    /// Walks 64 bytes at a time: where lines end, and whether anything in them is no ASCII.
    mutating func addLines(
      of bytes: UnsafeBufferPointer<UInt8>, count: Int, separator: UInt8
    ) {
      guard let start = bytes.baseAddress, count > 0 else { return }
      items.reserveCapacity(count / 48)
      let end = WantedByte(separator, ignoringCase: false)
      var lineStart = 0
      var isASCII = true
      var block = 0
      while block < count {
        var ends = withUnsafePointer(to: end) { ByteMask.mask64(start + block, $0) }
        var high = ByteMask.highMask64(start + block)
        // The padding is made of line ends: the last line ends there, and nothing after it.
        if block + 64 > count { high &= (1 << UInt64(count - block)) - 1 }
        while ends != 0 {
          let bit = ends.trailingZeroBitCount
          let lineEnd = min(block + bit, count)
          let before = (UInt64(1) << UInt64(bit)) - 1
          if high & before != 0 { isASCII = false }
          high &= ~before
          if block + bit < count || lineStart < count {
            add(lineStart..<lineEnd, isASCII: isASCII, of: bytes)
          }
          lineStart = lineEnd + 1
          isASCII = true
          ends &= ends - 1
        }
        if high != 0 { isASCII = false }
        block += 64
      }
      if lineStart < count { add(lineStart..<count, isASCII: isASCII, of: bytes) }
    }
  }
}

/// What folding and classes say of each scalar, asked of the Unicode tables once for each.
private struct ScalarTraits {
  /// For each 256 scalars where their traits begin; -1 where none of them was asked for yet.
  private var pages = [Int32](repeating: -1, count: 0x1100)
  private var traits: [Traits] = []

  struct Traits {
    /// What stands in `folded`.
    var byte: UInt8
    var classByte: UInt8
    /// What stands in `latin`.
    var latinByte: UInt8
    /// Whether it is beyond Latin-1 and its lower case within.
    var isUneven: Bool
  }

  private static let unknown: UInt8 = 0xFF

  subscript(_ scalar: UInt32) -> Traits {
    @inline(__always)
    mutating get {
      let page = Int(pages[Int(scalar >> 8)])
      if page >= 0 {
        let known = traits[page &+ Int(scalar & 0xFF)]
        if known.classByte != Self.unknown { return known }
      }
      return find(scalar)
    }
  }

  @inline(never)
  private mutating func find(_ scalar: UInt32) -> Traits {
    var page = Int(pages[Int(scalar >> 8)])
    if page < 0 {
      page = traits.count
      pages[Int(scalar >> 8)] = Int32(page)
      let none = Traits(byte: 0, classByte: Self.unknown, latinByte: 0, isUneven: false)
      traits.append(contentsOf: repeatElement(none, count: 256))
    }
    let found = Self.traits(of: scalar)
    traits[page + Int(scalar & 0xFF)] = found
    return found
  }

  private static func traits(of scalar: UInt32) -> Traits {
    let underscore: UInt8 = scalar == 0x5F ? TextCorpus.underscoreBit : 0
    return Traits(
      byte: TextCorpus.foldedByte(of: scalar),
      classByte: CharacterClass(scalar).rawValue | underscore,
      latinByte: TextCorpus.latinByte(of: scalar),
      isUneven: scalar > 0xFF && CharacterFolding.lowercase(scalar) <= 0xFF)
  }
}
