// AtlasModel: the atlas as a value, and how it is read.
//
// Documents → `JSONTape` (strict syntax, one flat array, no string made) → `DocumentReader` (typed values,
// every fault with its place) → `AtlasReader` (references between documents) → `Atlas` (immutable, indexed).
//
// The reader is our own because what we promise cannot be had from Foundation's: it takes trailing commas
// and UTF-16, keeps the first of two equal keys, and stops at the first fault. A tape rather than a tree:
// a node costs 16 bytes and no allocation, and place and JSON pointer are computed only for a fault.

/// What a JSON text is not allowed to be (RFC 8259), and where, as a byte offset counted from 0.
package struct JSONSyntaxFault: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case byteOrderMark
    case notUTF8
    case endOfText
    case unexpected(UInt8, expected: String)
    case textAfterValue
    case controlCharacter(UInt8)
    case badEscape
    case loneSurrogate
    case badNumber
    case badWord
    case tooDeep(limit: Int)
    case tooLarge(byteLimit: Int)
  }
  package let kind: Kind
  package let offset: Int
}

/// A checked JSON text as a flat list of values in document order.
struct JSONTape: Sendable {
  enum Kind: UInt8 {
    case object
    case array
    case string
    case number
    case `true`
    case `false`
    case null
  }

  /// A value or a key.
  ///
  /// A container is followed by what it holds; an object alternates keys and values.
  struct Node {
    var kind: Kind
    /// Strings: whether there is a backslash.
    var hasEscapes = false
    /// Strings: whether there is nothing but printable ASCII, so that nothing can be wrong with it.
    var isPlain = true
    /// The bytes of the value, counted from 0; those of a string without its quotes.
    var start: UInt32
    var end: UInt32 = 0
    /// The node that follows this value and all that it holds.
    var next: UInt32 = 0
  }

  /// Deeper is refused: no document of ours needs more than nine.
  static let depthLimit = 512
  /// Offsets are 32 bits wide.
  static let byteLimit = Int(UInt32.max) - 1

  let bytes: [UInt8]
  let nodes: [Node]

  init(parsing bytes: [UInt8]) throws(JSONSyntaxFault) {
    guard bytes.count <= Self.byteLimit else {
      throw JSONSyntaxFault(kind: .tooLarge(byteLimit: Self.byteLimit), offset: 0)
    }
    var parser = JSONParser(bytes: bytes)
    try parser.parse()
    self.bytes = bytes
    nodes = parser.nodes
  }

  subscript(node: Int) -> Node { nodes[node] }

  /// The text of a string node, escapes resolved.
  func text(of node: Int) -> String {
    let value = nodes[node]
    let range = Int(value.start)..<Int(value.end)
    return value.hasEscapes
      ? Self.unescaped(bytes[range]) : String(decoding: bytes[range], as: UTF8.self)
  }

  /// Whether a key without escapes is spelled so.
  func isSpelled(_ key: StaticString, at node: Int) -> Bool {
    let value = nodes[node]
    guard Int(value.end - value.start) == key.utf8CodeUnitCount, !value.hasEscapes else {
      return value.hasEscapes && text(of: node) == key.description
    }
    var place = Int(value.start)
    for byte in UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount) {
      if bytes[place] != byte { return false }
      place += 1
    }
    return true
  }

  /// The JSON pointer (RFC 6901) of a value; empty for the whole text.
  func pointer(to wanted: Int) -> String {
    var pointer = ""
    var container = 0
    while container != wanted {
      var child = container + 1
      var index = 0
      while true {
        let isObject = nodes[container].kind == .object
        let value = isObject ? child + 1 : child
        let next = Int(nodes[value].next)
        if wanted < next {
          let step = isObject ? text(of: child) : String(index)
          pointer += "/" + step.replacing("~", with: "~0").replacing("/", with: "~1")
          container = wanted == child ? wanted : value
          break
        }
        child = next
        index += 1
      }
    }
    return pointer
  }

  /// Line and column of a byte, counted from 0 in the given bytes.
  ///
  /// Both are counted from 1; columns count Unicode scalars.
  static func place(
    ofByte offset: Int, in bytes: some Sequence<UInt8>
  ) -> (line: Int, column: Int) {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return (line, column)
  }

  /// Resolves the escapes of a string that the parser has checked.
  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var place = bytes.startIndex
    func unit(at start: Int) -> UInt32 {
      bytes[start..<start + 4].reduce(0) { $0 << 4 | UInt32(JSONParser.hexValue($1) ?? 0) }
    }
    while place < bytes.endIndex {
      guard bytes[place] == UInt8(ascii: "\\") else {
        text.append(bytes[place])
        place += 1
        continue
      }
      let escape = bytes[place + 1]
      place += 2
      switch escape {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "u"):
        var value = unit(at: place)
        place += 4
        if 0xD800..<0xDC00 ~= value {
          value = 0x10000 + (value - 0xD800) << 10 + (unit(at: place + 2) - 0xDC00)
          place += 6
        }
        text += Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
      default: text.append(escape)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
