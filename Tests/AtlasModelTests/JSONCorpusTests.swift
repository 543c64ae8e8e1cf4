import Testing

@testable import AtlasModel

/// Strict by RFC 8259, and total: what every reader has to take is taken, everything else refused in words.
@Suite struct JSONCorpusTests {
  @Test func `the corpus is whole`() {
    #expect(JSONCorpus.taken.count + JSONCorpus.repeatedKeys.count == 95)
    #expect(JSONCorpus.refused.count == 188)
    let open = [JSONCorpus.hugeNumbers, JSONCorpus.openAndTaken, JSONCorpus.openAndRefused]
    #expect(open.map(\.count) == [10, 1, 24])
  }

  @Test(arguments: JSONCorpus.taken + JSONCorpus.openAndTaken)
  func `what is JSON is taken`(text: JSONCase) throws {
    _ = try JSONTape(parsing: text.bytes)
  }

  @Test(arguments: JSONCorpus.repeatedKeys)
  func `a key that stands twice is refused by name`(text: JSONCase) throws {
    let told = try #require(faults(in: text.bytes))
    #expect(told.contains { $0.problem == .repeatedKey("a") && $0.pointer == "/a" })
    #expect(told.contains { $0.description.hasSuffix("the key 'a' stands here twice; keep one") })
  }

  @Test(arguments: JSONCorpus.refused)
  func `what is no JSON is refused where it stops to be`(text: JSONCase) throws {
    _ = try expectRefusal(of: text)
  }

  /// Invalid UTF-8, other encodings, byte order marks and halves of surrogate pairs.
  @Test(arguments: JSONCorpus.openAndRefused)
  func `what could be read as another text is refused`(text: JSONCase) throws {
    let fault = try expectRefusal(of: text)
    // UTF-16 without a mark is UTF-8 with zeros in it.
    #expect(isAboutItsCharacters(fault) || text.bytes.contains(0), "\(fault)")
  }

  /// The grammar knows no range; the field that holds the number has one, see `NumberTests`.
  @Test(arguments: JSONCorpus.hugeNumbers)
  func `a number is JSON however large it is`(text: JSONCase) throws {
    _ = try JSONTape(parsing: text.bytes)
  }

  private func isAboutItsCharacters(_ fault: JSONSyntaxFault) -> Bool {
    switch fault.kind {
    case .notUTF8, .byteOrderMark, .loneSurrogate: true
    default: false
    }
  }

  /// A refusal with a place and a sentence, at the first byte at which the text cannot be JSON any more: all
  /// before it could still have become some.
  private func expectRefusal(
    of text: JSONCase, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSONSyntaxFault {
    let thrown = #expect(throws: JSONSyntaxFault.self, sourceLocation: sourceLocation) {
      try JSONTape(parsing: text.bytes)
    }
    let fault = try #require(thrown, sourceLocation: sourceLocation)
    let before = Array(text.bytes.prefix(fault.offset))
    if fault.kind == .textAfterValue {
      _ = try JSONTape(parsing: before)
    } else {
      let cut = #expect(throws: JSONSyntaxFault.self, sourceLocation: sourceLocation) {
        try JSONTape(parsing: before)
      }
      #expect(cut?.offset == before.count, "\(fault)", sourceLocation: sourceLocation)
    }
    let told = try #require(faults(in: text.bytes)?.first, sourceLocation: sourceLocation)
    #expect((told.line ?? 0) > 0 && (told.column ?? 0) > 0, sourceLocation: sourceLocation)
    #expect(told.problem == .syntax(fault.kind), sourceLocation: sourceLocation)
    #expect("\(fault.kind)".contains(" "), sourceLocation: sourceLocation)
    return fault
  }

  private func faults(in bytes: [UInt8]) -> [Fault]? {
    do {
      _ = try AtlasReader.read([[SourceDocument(name: "test.json", bytes: bytes)]])
      return nil
    } catch {
      return error.faults
    }
  }
}

/// Where a text stops to be JSON, as a line that an editor can jump to, with a JSON pointer.
@Suite struct JSONFaultTests {
  @Test(
    arguments: [
      ("", "1:1: the document ends in the middle of a value; is it whole?"),
      (
        "{\n  \"é\": 01\n}",
        "2:9: /é: not a number as JSON writes it; expected one such as 12, -0.5 or 1e6"
      ),
      ("[1, 2,]", "1:7: /2: expected a value, found ']' (U+005D)"),
      (
        "{\"a\": [true, {\"b\": nul}]}",
        "1:20: /a/1/b: expected true, false, null or a string in double quotes"
      ),
      ("{\"a\": [[], {}, [[1 2]]]}", "1:20: /a/2/0: expected ',' or ']', found '2' (U+0032)"),
      (
        "{\"a/b\": {\"c~d\": \"\t\"}}",
        "1:18: /a~1b/c~0d: a raw control character U+0009 in a string; remove it"
      ),
      (
        "{\"\\u0061\": \"\\x\"}",
        "1:13: /a: an escape that JSON does not know; expected \\n, \\t, \\\", \\\\ or \\u and four hexadecimal digits"
      ),
      ("{\"a\": 1, }", "1:10: expected a key in double quotes, found '}' (U+007D)"),
      ("{\"a\": {\"b\" 1}}", "1:12: /a: expected ':', found '1' (U+0031)"),
      ("{\"a\": {\"b\":", "1:12: /a/b: the document ends in the middle of a value; is it whole?"),
      ("[é]", "1:2: /0: expected a value, found U+00E9"),
      ("[]\n\n  x", "3:3: something follows the end of the document's one value; remove it"),
      ("\u{FEFF}{}", "1:1: not UTF-8 without a byte order mark; save it as plain UTF-8"),
      (
        "[\"\\ud83d\"]",
        "1:3: /0: half of a surrogate pair; expected \\uD83D\\uDE00 or the character itself"
      ),
    ])
  func `a text that is no JSON is refused with line, column and pointer`(
    text: String, words: String
  ) {
    let error = #expect(throws: AtlasFaults.self) {
      try AtlasReader.read([[SourceDocument(name: "a.json", bytes: Array(text.utf8))]])
    }
    #expect(error?.faults.map(\.description) == ["a.json:" + words])
  }

  @Test func `a byte that is no character is told as such wherever it stands`() {
    for bytes in [[0x9C], [0x5B, 0xC3], [0x5B, 0x31, 0xFF], [0x22, 0xE2, 0x82, 0x22]] as [[UInt8]] {
      let fault = #expect(throws: JSONSyntaxFault.self) { try JSONTape(parsing: bytes) }
      #expect(fault?.kind == .notUTF8)
    }
  }

  @Test func `levels are followed up to a limit, which is told with a short pointer`() throws {
    func nested(_ count: Int) -> [UInt8] {
      Array(
        (String(repeating: "{\"a\":", count: count) + "1" + String(repeating: "}", count: count))
          .utf8)
    }
    _ = try JSONTape(parsing: nested(512))
    let error = #expect(throws: AtlasFaults.self) {
      try AtlasReader.read([[SourceDocument(name: "a.json", bytes: nested(513))]])
    }
    let pointer = String(repeating: "/a", count: 16)
    #expect(
      error?.faults.map(\.description) == [
        "a.json:1:2561: \(pointer)/…: more than 512 levels of brackets; no document of the atlas has ten"
      ])
    #expect(error?.faults.first?.pointer == String(repeating: "/a", count: 512))
  }

  @Test func `a document longer than the limit is refused unread`() {
    let fault = #expect(throws: JSONSyntaxFault.self) {
      try JSONTape(parsing: Array(repeating: 0, count: SourceDocument.byteLimit + 1))
    }
    #expect(fault?.kind == .tooLarge(byteCount: 134_217_729))
    #expect(
      fault.map { "\($0.kind)" }
        == "134217729 bytes are more than the 134217728 of one document; part it")
  }

  @Test func `strings are found to their end whatever stands where in a word of eight bytes`()
    throws
  {
    for length in 0..<20 {
      for place in 0...length {
        for (odd, fault) in [
          ("\"", nil), ("\\n", nil), ("é", nil), ("\u{7F}", nil),
          ("\u{1F}", JSONSyntaxFault.Kind.controlCharacter(0x1F)),
          ("\u{0}", .controlCharacter(0)), (" ", nil), ("!", nil), ("#", nil), ("[", nil),
          ("]", nil), ("~", nil),
        ] as [(String, JSONSyntaxFault.Kind?)] {
          let before = String(repeating: "a", count: place)
          let after = String(repeating: "b", count: length - place)
          let text = odd == "\"" ? "\"\(before)\"" : "\"\(before)\(odd)\(after)\""
          do {
            let tape = try JSONTape(parsing: Array(text.utf8))
            #expect(fault == nil)
            let value = odd == "\"" ? before : before + (odd == "\\n" ? "\n" : odd) + after
            #expect(tape.text(of: 0) == value)
            let isPlain = value.utf8.allSatisfy { 0x20...0x7E ~= $0 }
            #expect(tape[0].isPlain == isPlain)
          } catch {
            #expect(error.kind == fault && error.offset == place + 1)
          }
        }
      }
    }
  }

  @Test func `pointers of many values are those of each alone`() throws {
    let text = #"{"a":[1,{"b":[],"~/":{"c":[[0],[1,2]]}},[]],"":{"":3},"d":4}"#
    let tape = try JSONTape(parsing: Array(text.utf8))
    let nodes = Array(tape.nodes.indices)
    let pointers = tape.pointers(to: nodes)
    #expect(pointers == nodes.map { tape.pointers(to: [$0])[0] })
    #expect(
      Set(pointers) == [
        "", "/a", "/a/0", "/a/1", "/a/1/b", "/a/1/~0~1", "/a/1/~0~1/c", "/a/1/~0~1/c/0",
        "/a/1/~0~1/c/0/0",
        "/a/1/~0~1/c/1", "/a/1/~0~1/c/1/0", "/a/1/~0~1/c/1/1", "/a/2", "/", "//", "/d",
      ])
  }
}
