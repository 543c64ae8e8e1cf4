import RandomNumbers
import Testing

@testable import AtlasModel

/// Documents that went wrong in thousands of ways: each is an atlas or is refused with a fault, the same in
/// every run, and none ends the program.
@Suite struct MutationTests {
  /// What stands in documents, and what should not.
  private static let pieces: [[UInt8]] =
    [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "\\udc00", "\\u0000", "null",
      "true", "1e999",
      "-", "0", "01", "\u{FEFF}", "\u{202E}", "e\u{301}", "😀", "\"id\"", "\"sections\"", "\"2022\"",
      "\"x\":",
      "{\"id\":\"itu\"}", "https://a@b/", "\n", " ", "\u{0}",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF0, 0x9F]]

  private static func mutated(_ document: [UInt8], _ random: inout SeededNumbers) -> [UInt8] {
    var bytes = document
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      guard !bytes.isEmpty else { break }
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 0...40, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.removeSubrange(place..<end)
      case 2:
        bytes.insert(
          contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &random))
      case 3: bytes.removeSubrange(place...)
      case 4: bytes.replaceSubrange(place..<end, with: pieces.randomElement(using: &random) ?? [])
      default: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
      }
    }
    return bytes
  }

  /// What is said of a document: its faults, or nothing.
  private static func account(of bytes: [UInt8]) -> [String] {
    do {
      let atlas = try AtlasReader.read([[SourceDocument(name: "a.json", bytes: bytes)]])
      // What was taken can be written and read again.
      let written = Array(atlas.json.document.utf8)
      #expect(throws: Never.self) {
        try AtlasReader.read([[SourceDocument(name: "again.json", bytes: written)]])
      }
      return []
    } catch {
      #expect(!error.faults.isEmpty)
      #expect(error.faults.count == 20 || error.omittedCount == 0)
      #expect(error.faults.allSatisfy { ($0.line ?? 0) > 0 && ($0.column ?? 0) > 0 })
      return error.faults.map(\.description)
    }
  }

  @Test(arguments: UInt64(1)...8)
  func `a document that went wrong is an atlas or is refused, never the end`(seed: UInt64) {
    let whole = Array(DocumentFaultTests.whole.utf8)
    var random = SeededNumbers(state: seed)
    var refused = 0
    for _ in 0..<500 {
      let bytes = Self.mutated(whole, &random)
      let account = Self.account(of: bytes)
      #expect(account == Self.account(of: bytes))
      refused += account.isEmpty ? 0 : 1
    }
    // Most are refused, and some changes do no harm.
    #expect(250..<500 ~= refused)
  }

  @Test func `a document cut anywhere is refused, and a value less too`() throws {
    let whole = Array(DocumentFaultTests.whole.utf8)
    for end in 0..<whole.count {
      let account = Self.account(of: Array(whole.prefix(end)))
      #expect(
        account.count == 1 && account[0].contains("the document ends in the middle of a value"))
    }
    let tape = try JSONTape(parsing: whole)
    for node in tape.nodes where node.kind == .object || node.kind == .array {
      for replacement in ["null", "7", "\"x\"", "{}", "[]", "[null]", "{\"x\":{\"y\":[]}}"] {
        var bytes = whole
        bytes.replaceSubrange(Int(node.start)..<Int(node.end), with: Array(replacement.utf8))
        _ = Self.account(of: bytes)
      }
    }
  }
}
