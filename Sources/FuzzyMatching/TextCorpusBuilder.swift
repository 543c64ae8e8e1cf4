import Workers

/// The texts of a corpus while it is made.
struct TextCorpusBuilder: Sendable {
  private(set) var items: [TextCorpus.Item] = []
  var folded: [UInt8] = []
  var classes: [UInt8] = []
  var latin: [UInt8] = []
  var originals: [Range<Int>] = []
  private var traits = ScalarTraits()

  mutating func add(_ range: Range<Int>, isASCII: Bool, of bytes: UnsafeBufferPointer<UInt8>) {
    precondition(items.count < UInt32.max, "more texts than can be numbered")
    if isASCII {
      items.append(
        TextCorpus.Item(place: UInt64(range.lowerBound), count: UInt32(range.count), original: 0))
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
      TextCorpus.Item(
        place: UInt64(start) | TextCorpus.foldedBit | (isUneven ? TextCorpus.unevenBit : 0),
        count: UInt32(folded.count - start),
        original: UInt32(originals.count)))
    originals.append(range)
  }

  /// Walks 64 bytes at a time: where lines end, and whether anything in them is no ASCII.
  ///
  /// - Parameter range: ends after a separator, or where the stream does and its padding begins.
  mutating func addLines(
    of bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, separator: UInt8
  ) {
    guard let start = bytes.baseAddress, !range.isEmpty else { return }
    let count = range.upperBound
    items.reserveCapacity(range.count / 48)
    let end = WantedByte(separator, ignoringCase: false)
    var lineStart = range.lowerBound
    var isASCII = true
    var block = range.lowerBound
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

  /// The lines of a padded stream.
  static func lines(
    of bytes: UnsafeBufferPointer<UInt8>, count: Int, separator: UInt8, parts: Int
  ) -> TextCorpusBuilder {
    // Each part ends after a separator.
    var ends: [Int] = []
    for part in 1..<max(1, parts) {
      let place = max(count / parts * part, ends.last ?? 0)
      guard let end = bytes[place..<count].firstIndex(of: separator) else { break }
      ends.append(end + 1)
    }
    let ranges = zip([0] + ends, ends + [count]).map { $0..<$1 }
    nonisolated(unsafe) let bytes = bytes
    let builders = Workers.map(ranges, by: \.count, helpers: ranges.count - 1) { range in
      var builder = TextCorpusBuilder()
      builder.addLines(of: bytes, range, separator: separator)
      return builder
    }
    return builders.dropFirst().reduce(into: builders[0]) { $0.append($1) }
  }

  private mutating func append(_ other: TextCorpusBuilder) {
    items.reserveCapacity(items.count + other.items.count)
    for var item in other.items {
      if item.place & TextCorpus.foldedBit != 0 {
        item.place += UInt64(folded.count)
        item.original += UInt32(originals.count)
      }
      items.append(item)
    }
    precondition(items.count <= UInt32.max, "more texts than can be numbered")
    folded += other.folded
    classes += other.classes
    latin += other.latin
    originals += other.originals
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
