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
    var builder = TextCorpusBuilder()
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
  /// - Parameters:
  ///   - signed: whether many queries will follow, so that making signatures pays.
  ///   - parts: into how many the stream is cut, each read by a thread of its own.
  package init(lines bytes: consuming [UInt8], separator: UInt8, signed: Bool, parts: Int = 1) {
    let count = bytes.count
    bytes.append(contentsOf: repeatElement(separator, count: ByteMask.padding))
    plain = bytes
    let builder = plain.withUnsafeBufferPointer {
      TextCorpusBuilder.lines(of: $0, count: count, separator: separator, parts: parts)
    }
    finish(builder)
    if signed { makeSignatures() }
  }

  private mutating func finish(_ builder: consuming TextCorpusBuilder) {
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
