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
    case unexpected(Unicode.Scalar, expected: String)
    case textAfterValue
    case controlCharacter(UInt8)
    case badEscape
    case loneSurrogate
    case badNumber
    case badWord
    case tooDeep(limit: Int)
    case tooLarge(byteCount: Int)
  }
  package let kind: Kind
  package let offset: Int
  /// The JSON pointer (RFC 6901) to what was being read.
  package let pointer: String
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

  let bytes: [UInt8]
  let nodes: [Node]

  /// - Parameter report: Called now and then with the number of bytes that are read.
  init(parsing bytes: [UInt8], report: (Int) -> Void = { _ in }) throws(JSONSyntaxFault) {
    // Offsets are 32 bits wide, and the limit is far below that.
    guard bytes.count <= SourceDocument.byteLimit else {
      throw JSONSyntaxFault(kind: .tooLarge(byteCount: bytes.count), offset: 0, pointer: "")
    }
    var parser = JSONParser(bytes: bytes)
    try parser.parse(report: report)
    self.bytes = bytes
    nodes = parser.nodes
  }

  subscript(node: Int) -> Node { nodes[node] }

  /// The text of a string node, escapes resolved; that of any other value as it stands.
  func text(of node: Int) -> String { Self.text(of: nodes[node], in: bytes) }

  static func text(of node: Node, in bytes: [UInt8]) -> String {
    let text = bytes[Int(node.start)..<Int(node.end)]
    return node.hasEscapes ? unescaped(text) : String(decoding: text, as: UTF8.self)
  }

  /// Which of some keys stands at a node, whether or not it is written with escapes.
  func place(ofKey node: Int, among keys: [StaticString]) -> Int? {
    let value = nodes[node]
    guard value.hasEscapes else { return keys.firstIndex { isSpelled($0, at: node) } }
    let text = text(of: node)
    return keys.firstIndex { key in
      text.utf8.elementsEqual(
        UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    }
  }

  /// Whether a key without escapes is spelled so.
  private func isSpelled(_ key: StaticString, at node: Int) -> Bool {
    let value = nodes[node]
    guard Int(value.end - value.start) == key.utf8CodeUnitCount else { return false }
    var place = Int(value.start)
    for byte in UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount) {
      if bytes[place] != byte { return false }
      place += 1
    }
    return true
  }

  /// The JSON pointers (RFC 6901) of values and keys, empty for the whole text.
  ///
  /// - Parameter wanted: Nodes, rising: there is one walk for all of them.
  func pointers(to wanted: [Int]) -> [String] {
    /// A container around the place in hand, its own pointer, and where the walk stands in it.
    struct Level {
      let container: Int
      let pointer: String
      var child: Int
      var index = 0
    }
    var levels = [Level(container: 0, pointer: "", child: 1)]
    return wanted.map { node in
      while levels.count > 1, node >= Int(nodes[levels[levels.count - 1].container].next) {
        levels.removeLast()
      }
      while true {
        var level = levels[levels.count - 1]
        guard node > level.container else { return level.pointer }
        let isObject = nodes[level.container].kind == .object
        var value = isObject ? level.child + 1 : level.child
        while node >= Int(nodes[value].next) {
          level.child = Int(nodes[value].next)
          level.index += 1
          value = isObject ? level.child + 1 : level.child
        }
        levels[levels.count - 1] = level
        let step = Self.step(isObject ? text(of: level.child) : String(level.index))
        if node <= value { return level.pointer + step }
        levels.append(Level(container: value, pointer: level.pointer + step, child: value + 1))
      }
    }
  }

  /// A key or an index as part of a JSON pointer.
  static func step(_ name: String) -> String {
    "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
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
        text += UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter
      default: text.append(escape)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
