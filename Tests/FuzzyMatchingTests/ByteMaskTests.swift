import RandomNumbers
import Testing

@testable import FuzzyMatching

@Suite struct ByteMaskTests {
  /// Bytes near the edges of what is told apart: letters, digits, what lies beside them, and no ASCII.
  private static let bytes: [UInt8] =
    Array("aAbBzZmM059 _/@`[{:^~".utf8) + [0, 1, 0x20, 0x7F, 0x80, 0x81, 0xC1, 0xE1, 0xFF]

  private func block(_ numbers: inout SeededNumbers, count: Int) -> [UInt8] {
    let isNarrow = numbers.isOneIn(2)
    return (0..<count).map { _ in
      isNarrow ? numbers.pick(Self.bytes) : UInt8(numbers.number(0...255))
    }
  }

  private func wanted(_ numbers: inout SeededNumbers) -> WantedByte {
    WantedByte(numbers.pick(Self.bytes), ignoringCase: numbers.isOneIn(2))
  }

  private func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + repeatElement(bytes.first ?? 0, count: ByteMask.padding)
  }

  private func bits(_ places: some Sequence<Int>) -> UInt64 {
    places.reduce(0) { $0 | 1 << UInt64($1) }
  }

  private func places(of wanted: WantedByte, in bytes: [UInt8], from start: Int = 0) -> [Int] {
    (start..<max(start, bytes.count)).filter { wanted.isFound(bytes[$0]) }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `vectors and their portable twin find the same bytes`(seed: UInt64) {
    var numbers = SeededNumbers(state: seed)
    for _ in 0..<2000 {
      let block = block(&numbers, count: 16)
      let wanted = wanted(&numbers)
      let expected = UInt32(bits(places(of: wanted, in: block)))
      withUnsafePointer(to: wanted) { wanted in
        #expect(ByteMask.mask16(block, wanted) == expected, "\(block) \(wanted.pointee)")
        #expect(ByteMask.portableMask16(block, wanted) == expected, "\(block)")
      }
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `vectors and their portable twin know letters, digits and what is no ASCII`(seed: UInt64) {
    var numbers = SeededNumbers(state: seed)
    for _ in 0..<2000 {
      let block = block(&numbers, count: 16)
      let high = UInt32(bits(block.indices.filter { block[$0] > 0x7F }))
      #expect(ByteMask.highMask16(block) == high, "\(block)")
      #expect(ByteMask.portableHighMask16(block) == high, "\(block)")
      #expect(ByteMask.wordMask16(block) == ByteMask.portableWordMask16(block), "\(block)")
    }
  }

  @Test func `every byte is a letter or digit or is not`() {
    let words = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
    for byte in 0...255 as ClosedRange<UInt8> {
      let block = [UInt8](repeating: byte, count: 16)
      let expected: UInt32 = words.contains(byte) ? 0xFFFF : 0
      #expect(ByteMask.wordMask16(block) == expected, "\(byte)")
      #expect(ByteMask.portableWordMask16(block) == expected, "\(byte)")
    }
  }

  @Test func `only letters have a case that may not count`() {
    for byte in 0...255 as ClosedRange<UInt8> {
      // Small letters whose capital lies 32 before them in Latin-1 too.
      let capital = byte &- 0x20
      let isLetter =
        byte >= 0x20
        && CharacterFolding.lowercase(UInt32(capital)) == UInt32(byte) && capital != byte
      #expect(WantedByte(byte, ignoringCase: true).caseBit == (isLetter ? 0x20 : 0), "\(byte)")
      #expect(WantedByte(byte, ignoringCase: false).caseBit == 0, "\(byte)")
    }
  }

  @Test func `the exact twin of a letter is not its capital`() {
    let wanted = WantedByte(0x61, ignoringCase: true)
    #expect(wanted.isFound(0x41) && wanted.isFound(0x61))
    #expect(!wanted.exact.isFound(0x41) && wanted.exact.isFound(0x61))
  }

  @Test func `64 bytes are four times 16`() {
    var numbers = SeededNumbers(state: 64)
    for _ in 0..<500 {
      let block = block(&numbers, count: 64)
      let wanted = wanted(&numbers)
      let expected = bits(places(of: wanted, in: block))
      withUnsafePointer(to: wanted) { #expect(ByteMask.mask64(block, $0) == expected, "\(block)") }
      let high = bits(block.indices.filter { block[$0] > 0x7F })
      #expect(ByteMask.highMask64(block) == high, "\(block)")
    }
  }

  @Test func `the first place is the first from a place on`() {
    var numbers = SeededNumbers(state: 1)
    for _ in 0..<4000 {
      let bytes = block(&numbers, count: numbers.number(0...70))
      let start = numbers.number(0...bytes.count)
      let wanted = wanted(&numbers)
      let expected = places(of: wanted, in: bytes, from: start).first ?? bytes.count
      let found = withUnsafePointer(to: wanted) {
        ByteMask.first($0, in: padded(bytes), from: start, count: bytes.count)
      }
      #expect(min(found, bytes.count) == expected, "\(bytes) \(wanted) \(start)")
    }
  }

  @Test func `the last place is the last before an end`() {
    var numbers = SeededNumbers(state: 2)
    for _ in 0..<4000 {
      let bytes = block(&numbers, count: numbers.number(1...70))
      let end = numbers.number(1...bytes.count)
      let wanted = wanted(&numbers)
      guard let expected = places(of: wanted, in: Array(bytes.prefix(end))).last else { continue }
      let found = withUnsafePointer(to: wanted) {
        ByteMask.last($0, in: padded(bytes), before: end)
      }
      #expect(found == expected, "\(bytes) \(wanted) \(end)")
    }
  }

  @Test func `occurrences come one after the other, each once`() {
    var numbers = SeededNumbers(state: 3)
    for _ in 0..<4000 {
      let bytes = block(&numbers, count: numbers.number(1...70))
      let start = numbers.number(0...bytes.count - 1)
      let wanted = wanted(&numbers)
      let expected = places(of: wanted, in: bytes, from: start)
      #expect(occurrences(of: wanted, in: bytes, from: start) == expected, "\(bytes) \(start)")
    }
  }

  private func occurrences(of wanted: WantedByte, in bytes: [UInt8], from start: Int) -> [Int] {
    padded(bytes).withUnsafeBufferPointer { text in
      withUnsafePointer(to: wanted) { wanted in
        guard let text = text.baseAddress else { return [] }
        var places: [Int] = []
        var rest = Occurrences(of: wanted, in: text, from: start, to: bytes.count)
        while true {
          let place = rest.next()
          if place >= bytes.count { return places }
          places.append(place)
        }
      }
    }
  }
}
