import AtlasModel
import Testing

/// Strictness by RFC 8259: what JSONTestSuite calls `y_` is taken, what it calls `n_` is refused.
@Suite struct JSONSyntaxTests {
  /// The syntax fault of a text, or nil.
  ///
  /// A text that is JSON is still no document of the atlas.
  private func syntaxFault(_ bytes: [UInt8]) -> (
    kind: JSONSyntaxFault.Kind, line: Int?, column: Int?
  )? {
    do {
      _ = try AtlasReader.read([[SourceDocument(name: "test.json", bytes: bytes)]])
    } catch {
      for fault in error.faults {
        if case .syntax(let kind) = fault.problem { return (kind, fault.line, fault.column) }
      }
    }
    return nil
  }

  @Test(
    arguments: [
      "[]", "{}", "[[]]", " [1] ", "[0]", "[-0]", "[1e5]", "[1E+2]", "[0.5e-3]", "[123.456]",
      "\"\"", "\"é\"", "[true,false,null]", "{\"a\":{\"b\":[]}}", "[\"\\u0041\\n\\\\\\/\"]",
      "[\"\\uD83D\\uDE00\"]", "\"\u{7F}\"", "[\"\u{2028}\"]", "1", "\t\r\n []", "{\"\":0}",
      "[1e400]", "[\"\\u0000\"]",
    ])
  func `well-formed JSON is taken`(text: String) {
    #expect(syntaxFault(Array(text.utf8))?.kind == nil)
  }

  @Test(
    arguments: [
      "", " ", "[", "]", "{", "[1,]", "[,1]", "[1,,2]", "[1 2]", "{\"a\":1,}", "{\"a\" 1}",
      "{\"a\":}", "{a:1}", "{1:1}", "{'a':1}", "[1]x", "[1][2]", "{}}", "[01]", "[1.]", "[.5]",
      "[+1]", "[-]", "[1e]", "[1e+]", "[0x1]", "[NaN]", "[Infinity]", "[nul]", "[True]", "[truex]",
      "\"", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\uZZZZ\"", "\"\\uD83D\"", "\"\\uDE00\"",
      "\"\\uD83Dx\"", "\"\\uD83D\\u0041\"", "\"a\nb\"", "\"a\tb\"", "\"\u{0}\"", "// x\n[]",
      "[/**/1]", "[1,\n", "{\"a\":1 \"b\":2}", "[\u{A0}1]", "[1e1.5]", "[--1]", "[1a]",
      "\u{FEFF}[]",
    ])
  func `ill-formed JSON is refused`(text: String) {
    #expect(syntaxFault(Array(text.utf8)) != nil)
  }

  @Test(
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xE0, 0x80, 0xAF, 0x22],
      [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xC3],
      [0x22, 0xE2, 0x82, 0x22], [0x22, 0x80, 0x22], [0xFF, 0xFE, 0x5B, 0x00, 0x5D, 0x00],
      [0x00, 0x5B, 0x00, 0x5D],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
    #expect(syntaxFault(bytes) != nil)
  }

  @Test func `a fault has its line and column, counted in characters`() throws {
    let fault = try #require(syntaxFault(Array("{\n  \"é\": 01\n}".utf8)))
    #expect(fault.kind == .badNumber)
    #expect(fault.line == 2)
    #expect(fault.column == 9)
  }

  @Test func `a million brackets are refused, not followed`() {
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(syntaxFault(deep)?.kind == .tooDeep(limit: 512))
  }
}
