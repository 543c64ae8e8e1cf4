#if arch(x86_64) || arch(arm64)
  import CByteMask
#endif

/// Where one byte stands among many: the single question that every kind of match is made of.
///
/// A character is looked for after a case bit is set in the text: see ``WantedByte``.
enum ByteMask {
  /// Loads may read this many bytes beyond what is asked for; every arena is padded by them.
  static let padding = 64

  #if arch(x86_64) || arch(arm64)
    /// Bit i says whether byte i of the 16 from `text` is the one looked for.
    @inline(__always)
    static func mask16(
      _ text: UnsafePointer<UInt8>, _ wanted: UnsafePointer<WantedByte>
    ) -> UInt32 {
      byte_mask_16(text, wanted)
    }

    /// Bit i says whether byte i of the 16 from `text` is no ASCII.
    @inline(__always)
    static func highMask16(_ text: UnsafePointer<UInt8>) -> UInt32 { byte_mask_high_16(text) }

    /// Bit i says whether byte i of the 16 from `text` is an ASCII letter or digit.
    @inline(__always)
    static func wordMask16(_ text: UnsafePointer<UInt8>) -> UInt32 { byte_mask_word_16(text) }
  #else
    @inline(__always)
    static func mask16(
      _ text: UnsafePointer<UInt8>, _ wanted: UnsafePointer<WantedByte>
    ) -> UInt32 {
      portableMask16(text, wanted)
    }

    @inline(__always)
    static func highMask16(_ text: UnsafePointer<UInt8>) -> UInt32 { portableHighMask16(text) }

    @inline(__always)
    static func wordMask16(_ text: UnsafePointer<UInt8>) -> UInt32 { portableWordMask16(text) }
  #endif

  /// The same for 64 bytes.
  @inline(__always)
  static func mask64(
    _ text: UnsafePointer<UInt8>, _ wanted: UnsafePointer<WantedByte>
  ) -> UInt64 {
    UInt64(mask16(text, wanted)) | UInt64(mask16(text + 16, wanted)) << 16
      | UInt64(mask16(text + 32, wanted)) << 32 | UInt64(mask16(text + 48, wanted)) << 48
  }

  @inline(__always)
  static func highMask64(_ text: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(highMask16(text)) | UInt64(highMask16(text + 16)) << 16
      | UInt64(highMask16(text + 32)) << 32 | UInt64(highMask16(text + 48)) << 48
  }

  @inline(__always)
  static func wordMask64(_ text: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(wordMask16(text)) | UInt64(wordMask16(text + 16)) << 16
      | UInt64(wordMask16(text + 32)) << 32 | UInt64(wordMask16(text + 48)) << 48
  }

  /// The bits of the first so many of 64 bytes; all where there are as many or more.
  @inline(__always)
  static func first64(_ count: Int) -> UInt64 {
    count < 64 ? (1 << UInt64(count)) &- 1 : ~0
  }

  /// The first place from `place` on where a byte stands; `count` or more where it does not.
  @inline(__always)
  static func first(
    _ wanted: UnsafePointer<WantedByte>, in text: UnsafePointer<UInt8>, from place: Int, count: Int
  ) -> Int {
    var place = place
    while place < count {
      let mask = mask16(text + place, wanted)
      if mask != 0 { return place &+ mask.trailingZeroBitCount }
      place &+= 16
    }
    return count
  }

  /// The last place before `end` where a byte stands, which must stand somewhere before it.
  @inline(__always)
  static func last(
    _ wanted: UnsafePointer<WantedByte>, in text: UnsafePointer<UInt8>, before end: Int
  ) -> Int {
    var end = end
    while end >= 16 {
      let mask = mask16(text + (end &- 16), wanted)
      if mask != 0 { return end &+ 15 &- (mask.leadingZeroBitCount) }
      end &-= 16
    }
    let mask = mask16(text, wanted) & ((1 << UInt32(end)) &- 1)
    return 31 &- mask.leadingZeroBitCount
  }
}

/// The places where a byte stands, one after the other.
struct Occurrences {
  private let text: UnsafePointer<UInt8>
  private let wanted: UnsafePointer<WantedByte>
  private let end: Int
  /// Where the present 16 bytes begin, and those of their places that were not given yet.
  private var block: Int
  private var mask: UInt32

  /// From `start`, which must lie before `end`, up to it.
  @inline(__always)
  init(
    of wanted: UnsafePointer<WantedByte>, in text: UnsafePointer<UInt8>, from start: Int,
    to end: Int
  ) {
    self.text = text
    self.wanted = wanted
    self.end = end
    block = start
    mask = ByteMask.mask16(text + start, wanted)
  }

  /// The next place; `end` or more where there is none any more.
  @inline(__always)
  mutating func next() -> Int {
    while mask == 0 {
      block &+= 16
      if block >= end { return end }
      mask = ByteMask.mask16(text + block, wanted)
    }
    let place = block &+ mask.trailingZeroBitCount
    mask &= mask &- 1
    return place
  }
}

/// A byte as it is looked for: 16 times, as a vector is compared with it.
struct WantedByte: Hashable, Sendable {
  private let values: SIMD16<UInt8>
  private let caseBits: SIMD16<UInt8>
  let value: UInt8
  /// 0x20 for a letter whose case does not count; then `value` is the small letter.
  let caseBit: UInt8
  /// Whether it is a letter or a digit, which may stand at the beginning of a word.
  let isWord: Bool

  private init(_ value: UInt8, caseBit: UInt8) {
    self.value = value
    self.caseBit = caseBit
    values = SIMD16(repeating: value)
    caseBits = SIMD16(repeating: caseBit)
    isWord = (value | 0x20) &- 0x61 < 26 || value &- 0x30 < 10
  }

  init(_ value: UInt8, ignoringCase isCaseIgnored: Bool) {
    // In Latin-1 as in ASCII; the division sign, ß and ÿ have no capital there.
    let isLetter = value &- 0x61 < 26 || value &- 0xE0 < 31 && value != 0xF7
    self.init(value, caseBit: isCaseIgnored && isLetter ? 0x20 : 0)
  }

  /// The same byte with its case.
  var exact: WantedByte { WantedByte(value, caseBit: 0) }

  @inline(__always)
  func isFound(_ byte: UInt8) -> Bool { byte | caseBit == value }
}

// MARK: Without vectors

extension ByteMask {
  /// What the vectors say, eight bytes at a time: for other processors, and for tests to compare with.
  static func portableMask16(
    _ text: UnsafePointer<UInt8>, _ wanted: UnsafePointer<WantedByte>
  ) -> UInt32 {
    let wanted = wanted.pointee
    let spread: UInt64 = 0x0101_0101_0101_0101
    var mask: UInt32 = 0
    for half in 0..<2 {
      let bytes = UnsafeRawPointer(text).loadUnaligned(
        fromByteOffset: half * 8, as: UInt64.self)
      let difference =
        (UInt64(littleEndian: bytes) | spread &* UInt64(wanted.caseBit))
        ^ (spread &* UInt64(wanted.value))
      // The high bit of each byte that is zero, exactly: no carry leaves a byte.
      let low = (difference & (spread &* 0x7F)) &+ (spread &* 0x7F)
      let zeros = ~(low | difference) & (spread &* 0x80)
      mask |= gathered(zeros) << UInt32(half * 8)
    }
    return mask
  }

  static func portableHighMask16(_ text: UnsafePointer<UInt8>) -> UInt32 {
    var mask: UInt32 = 0
    for half in 0..<2 {
      let bytes = UnsafeRawPointer(text).loadUnaligned(
        fromByteOffset: half * 8, as: UInt64.self)
      mask |= gathered(UInt64(littleEndian: bytes) & 0x8080_8080_8080_8080) << UInt32(half * 8)
    }
    return mask
  }

  static func portableWordMask16(_ text: UnsafePointer<UInt8>) -> UInt32 {
    (0..<16).reduce(0) { mask, place in
      let byte = text[place]
      let isWord = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
      return mask | (isWord ? 1 : 0) << UInt32(place)
    }
  }

  /// The high bits of eight bytes side by side.
  private static func gathered(_ highBits: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: ((highBits >> 7) &* 0x0102_0408_1020_4080) >> 56)
  }
}
