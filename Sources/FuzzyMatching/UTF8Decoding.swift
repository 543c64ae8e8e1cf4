/// UTF-8 from outside, read to the end whatever it is.
///
/// Each byte that cannot be part of a scalar becomes one U+FFFD, as in fzf (and in Go); the standard library
/// makes one of several such bytes, and lists would not come out alike.
package enum UTF8Decoding {
  package static let replacement: UInt32 = 0xFFFD

  /// - Complexity: O(bytes).
  @inline(__always)
  package static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, _ take: (UInt32) -> Void
  ) {
    var place = 0
    let count = bytes.count
    while place < count {
      let byte = bytes[place]
      if byte < 0x80 {
        take(UInt32(byte))
        place += 1
        continue
      }
      let (scalar, length) = scalar(at: place, in: bytes)
      take(scalar)
      place += length
    }
  }

  /// The scalar that begins with a byte beyond ASCII, and its bytes.
  private static func scalar(
    at place: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> (UInt32, Int) {
    let first = UInt32(bytes[place])
    let (length, smallest): (Int, UInt32)
    switch first {
    case 0xC2...0xDF: (length, smallest) = (2, 0x80)
    case 0xE0...0xEF: (length, smallest) = (3, 0x800)
    case 0xF0...0xF4: (length, smallest) = (4, 0x10000)
    default: return (replacement, 1)
    }
    guard place + length <= bytes.count else { return (replacement, 1) }
    var scalar = first & (0x7F >> UInt32(length))
    for next in place + 1..<place + length {
      guard bytes[next] & 0xC0 == 0x80 else { return (replacement, 1) }
      scalar = scalar << 6 | UInt32(bytes[next] & 0x3F)
    }
    guard scalar >= smallest, scalar <= 0x10FFFF, !(0xD800...0xDFFF).contains(scalar) else {
      return (replacement, 1)
    }
    return (scalar, length)
  }

  /// Adds a scalar to bytes, in UTF-8.
  package static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case 0..<0x80: bytes.append(UInt8(scalar))
    case 0..<0x800:
      bytes.append(UInt8(0xC0 | scalar >> 6))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    case 0..<0x10000:
      bytes.append(UInt8(0xE0 | scalar >> 12))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    default:
      bytes.append(UInt8(0xF0 | scalar >> 18))
      bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}
