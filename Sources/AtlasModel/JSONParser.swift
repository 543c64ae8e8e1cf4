/// Reads a JSON text once, from its first byte to its last, without recursion.
///
/// - Complexity: O(bytes), whatever the bytes are.
struct JSONParser {
  let bytes: [UInt8]
  private(set) var nodes: [JSONTape.Node] = []
  private var place = 0
  /// The containers that are still open, outermost first.
  private var open: [Int] = []
  /// Whether a value is due or begun, rather than a key, a comma or an end.
  private var isAtValue = false

  /// How many bytes are read between two reports.
  static let reportInterval = 1 << 18

  init(bytes: [UInt8]) {
    self.bytes = bytes
    // Our documents have a value in 20 bytes; what is reserved and not needed takes no memory.
    nodes.reserveCapacity(bytes.count / 12)
  }

  /// - Parameter report: Called now and then with the number of bytes that are read.
  mutating func parse(report: (Int) -> Void) throws(JSONSyntaxFault) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw fault(.byteOrderMark) }
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      throw fault(.byteOrderMark)
    }
    skipBlanks()
    try value()
    var nextReport = Self.reportInterval
    while let container = open.last {
      try member(of: container)
      if place >= nextReport {
        report(place)
        nextReport = place + Self.reportInterval
      }
    }
    skipBlanks()
    if place < bytes.count { throw fault(.textAfterValue) }
  }

  /// Reads what follows inside the innermost container: its next value, or its end.
  private mutating func member(of container: Int) throws(JSONSyntaxFault) {
    let isObject = nodes[container].kind == .object
    let closer = UInt8(ascii: isObject ? "}" : "]")
    let isFirst = nodes.count == container + 1
    skipBlanks()
    guard place < bytes.count else { throw fault(.endOfText) }
    if bytes[place] == closer {
      place += 1
      close(container)
      return
    }
    if !isFirst {
      try take(UInt8(ascii: ","), expected: isObject ? "',' or '}'" : "',' or ']'")
      skipBlanks()
    }
    if isObject {
      guard place < bytes.count else { throw fault(.endOfText) }
      guard bytes[place] == UInt8(ascii: "\"") else {
        throw unexpected(expected: "a key in double quotes")
      }
      try string()
      skipBlanks()
      try take(UInt8(ascii: ":"), expected: "':'")
      skipBlanks()
    }
    try value()
  }

  private mutating func value() throws(JSONSyntaxFault) {
    isAtValue = true
    guard place < bytes.count else { throw fault(.endOfText) }
    switch bytes[place] {
    case UInt8(ascii: "{"): try begin(.object)
    case UInt8(ascii: "["): try begin(.array)
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try word("true", .true)
    case UInt8(ascii: "f"): try word("false", .false)
    case UInt8(ascii: "n"): try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    default: throw unexpected(expected: "a value")
    }
    isAtValue = false
  }

  private mutating func begin(_ kind: JSONTape.Kind) throws(JSONSyntaxFault) {
    guard open.count < JSONTape.depthLimit else {
      throw fault(.tooDeep(limit: JSONTape.depthLimit))
    }
    open.append(nodes.count)
    nodes.append(.init(kind: kind, start: UInt32(place)))
    place += 1
  }

  private mutating func close(_ container: Int) {
    nodes[container].end = UInt32(place)
    nodes[container].next = UInt32(nodes.count)
    open.removeLast()
  }

  private mutating func append(_ kind: JSONTape.Kind, from start: Int, to end: Int) {
    nodes.append(
      .init(
        kind: kind, start: UInt32(start), end: UInt32(end), next: UInt32(nodes.count + 1)))
  }

  private mutating func string() throws(JSONSyntaxFault) {
    place += 1
    let start = place
    var hasEscapes = false
    var isPlain = true
    while true {
      skipPlainText()
      guard place < bytes.count else { throw fault(.endOfText) }
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "\""):
        append(.string, from: start, to: place)
        nodes[nodes.count - 1].hasEscapes = hasEscapes
        nodes[nodes.count - 1].isPlain = isPlain
        place += 1
        return
      case UInt8(ascii: "\\"):
        hasEscapes = true
        isPlain = false
        try escape()
      case 0..<0x20: throw fault(.controlCharacter(byte))
      case 0x80...:
        isPlain = false
        try multibyteScalar()
      case 0x7F:
        isPlain = false
        place += 1
      default: place += 1
      }
    }
  }

  /// Goes on in steps of eight bytes while there is nothing but printable ASCII without quotes and backslashes.
  private mutating func skipPlainText() {
    place = bytes.withUnsafeBytes { bytes in
      let ones: UInt64 = 0x0101_0101_0101_0101
      let highBits = ones << 7
      var place = place
      while place + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
        // The highest bit of a byte of `x - ones & ~x` is set where the lowest zero byte of x is, and never
        // where there is none; what stands above that does not matter here.
        let quotes = word ^ ones &* UInt64(UInt8(ascii: "\""))
        let slashes = word ^ ones &* UInt64(UInt8(ascii: "\\"))
        let deletes = word ^ ones &* 0x7F
        var odd = word | (word &- ones &* 0x20) & ~word
        odd |= (quotes &- ones) & ~quotes
        odd |= (slashes &- ones) & ~slashes
        odd |= (deletes &- ones) & ~deletes
        odd &= highBits
        // A word is read with its first byte lowest, whatever the machine.
        guard odd == 0 else { return place + odd.trailingZeroBitCount / 8 }
        place += 8
      }
      return place
    }
  }

  /// One well-formed UTF-8 sequence of two to four bytes (Unicode table 3-7).
  private mutating func multibyteScalar() throws(JSONSyntaxFault) {
    let lead = bytes[place]
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: (0, 0...0)
      }
    guard length > 0, place + length <= bytes.count, second ~= bytes[place + 1] else {
      throw fault(.notUTF8)
    }
    for follower in place + 2..<max(place + 2, place + length)
    where !(0x80...0xBF ~= bytes[follower]) {
      throw fault(.notUTF8)
    }
    place += length
  }

  private mutating func escape() throws(JSONSyntaxFault) {
    guard place + 1 < bytes.count else { throw fault(.endOfText) }
    switch bytes[place + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      place += 2
    case UInt8(ascii: "u"):
      let unit = try hexUnit(at: place + 2)
      if 0xDC00..<0xE000 ~= unit { throw fault(.loneSurrogate) }
      if 0xD800..<0xDC00 ~= unit {
        guard place + 7 < bytes.count, bytes[place + 6] == UInt8(ascii: "\\"),
          bytes[place + 7] == UInt8(ascii: "u"),
          0xDC00..<0xE000 ~= (try hexUnit(at: place + 8))
        else { throw fault(.loneSurrogate) }
        place += 6
      }
      place += 6
    default: throw fault(.badEscape)
    }
  }

  private func hexUnit(at start: Int) throws(JSONSyntaxFault) -> UInt32 {
    guard start + 4 <= bytes.count else { throw fault(.endOfText) }
    var unit: UInt32 = 0
    for byte in bytes[start..<start + 4] {
      guard let digit = Self.hexValue(byte) else { throw fault(.badEscape) }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private mutating func number() throws(JSONSyntaxFault) {
    let start = place
    if bytes[place] == UInt8(ascii: "-") { place += 1 }
    if place < bytes.count, bytes[place] == UInt8(ascii: "0") {
      place += 1
    } else {
      try digits()
    }
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      place += 1
      try digits()
    }
    if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place < bytes.count, bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-")
      {
        place += 1
      }
      try digits()
    }
    // "01" and "1x" are no numbers followed by something: they are no numbers.
    if place < bytes.count, isWordByte(bytes[place]) { throw fault(.badNumber) }
    append(.number, from: start, to: place)
  }

  private mutating func digits() throws(JSONSyntaxFault) {
    let start = place
    while place < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[place] { place += 1 }
    if place == start { throw fault(.badNumber) }
  }

  private mutating func word(
    _ spelling: StaticString, _ kind: JSONTape.Kind
  ) throws(JSONSyntaxFault) {
    let start = place
    while place < bytes.count, isWordByte(bytes[place]) { place += 1 }
    guard String(decoding: bytes[start..<place], as: UTF8.self) == spelling.description else {
      place = start
      throw fault(.badWord)
    }
    append(kind, from: start, to: place)
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "+"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private mutating func take(_ byte: UInt8, expected: String) throws(JSONSyntaxFault) {
    guard place < bytes.count else { throw fault(.endOfText) }
    guard bytes[place] == byte else {
      throw unexpected(expected: expected)
    }
    place += 1
  }

  private mutating func skipBlanks() {
    while place < bytes.count {
      switch bytes[place] {
      case 0x20, 0x0A, 0x0D, 0x09: place += 1
      default: return
      }
    }
  }

  /// What is wrong with the character in hand, where another was expected.
  private func unexpected(expected: String) -> JSONSyntaxFault {
    var rest = bytes[place...].makeIterator()
    var decoder = UTF8()
    return switch decoder.decode(&rest) {
    case .scalarValue(let scalar): fault(.unexpected(scalar, expected: expected))
    case .error, .emptyInput: fault(.notUTF8)
    }
  }

  private func fault(_ kind: JSONSyntaxFault.Kind) -> JSONSyntaxFault {
    JSONSyntaxFault(kind: kind, offset: place, pointer: pointer)
  }

  /// The JSON pointer to the value that is due or begun, or else to the container in hand.
  private var pointer: String {
    var pointer = ""
    for (depth, container) in open.enumerated() {
      let isInnermost = depth == open.count - 1
      if isInnermost, !isAtValue { break }
      let value = isInnermost ? nodes.count : open[depth + 1]
      if nodes[container].kind == .object {
        pointer += JSONTape.step(JSONTape.text(of: nodes[value - 1], in: bytes))
      } else {
        var index = 0
        var item = container + 1
        while item < value {
          item = Int(nodes[item].next)
          index += 1
        }
        pointer += JSONTape.step(String(index))
      }
    }
    return pointer
  }
}
