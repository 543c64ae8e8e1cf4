import FuzzyMatching
import Testing

@Suite struct TextCorpusTests {
  private func corpus(_ text: String, separator: UInt8 = 0x0A) -> TextCorpus {
    TextCorpus(lines: Array(text.utf8), separator: separator, signed: false)
  }

  private func texts(_ corpus: TextCorpus) -> [String] {
    (0..<corpus.count).map { corpus.scalars(of: $0).string }
  }

  private func scalars(_ bytes: [UInt8]) -> [UInt32] {
    TextCorpus(lines: bytes, separator: 0x0A, signed: false).scalars(of: 0)
  }

  @Test(
    arguments: [
      ("a\nb\n", ["a", "b"]), ("a\nb", ["a", "b"]), ("a", ["a"]), ("", []), ("\n\n", ["", ""]),
      ("\na\n\n\nb\n\n", ["", "a", "", "", "b", ""]), (" \n", [" "]),
      ("a\r\nb", ["a\r", "b"]), ("a\0b\n", ["a\0b"]), ("é\nb\nü", ["é", "b", "ü"]),
    ])
  func `lines end at the separator, the last one at the end too, and empty ones are lines`(
    text: String, expected: [String]
  ) {
    #expect(texts(corpus(text)) == expected)
  }

  /// Each part is cut after a line, wherever lines end and whatever they hold.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `a stream read in parts is the stream read in one`(seed: UInt64) {
    var random = RandomTexts(seed: seed)
    for count in [0, 1, 2, 3, 10, 300] {
      var lines = (0..<count).map { _ in random.text() }.lines
      if seed % 2 == 0, !lines.isEmpty { lines.removeLast() }
      let whole = TextCorpus(lines: lines, separator: 0, signed: true)
      for parts in [2, 3, 7, 500] {
        let parted = TextCorpus(lines: lines, separator: 0, signed: true, parts: parts)
        #expect(parted.count == whole.count)
        for item in 0..<min(parted.count, whole.count) {
          #expect(parted.range(of: item) == whole.range(of: item))
          #expect(parted.scalars(of: item) == whole.scalars(of: item))
        }
        for typed in ["a", "é", "!b", "'ab"] {
          let query = CompiledQuery(Query(typed))
          #expect(parted.ranking(of: query) == whole.ranking(of: query))
        }
      }
    }
  }

  @Test func `lines may end with NUL and then hold line feeds`() {
    #expect(texts(corpus("a\nb\0\0c\0é", separator: 0)) == ["a\nb", "", "c", "é"])
    #expect(texts(corpus("a\0", separator: 0)) == ["a"])
  }

  @Test(arguments: [1, 2, 15, 16, 17, 62, 63, 64, 65, 66, 127, 128, 129, 200])
  func `lines are found wherever blocks of 64 bytes end`(count: Int) {
    for last in ["a", "é", "人"] {
      let line = String(repeating: "a", count: count - 1) + last
      for text in ["\(line)\n\(line)\nb\(line)", "é\n\(line)\n", "\(line)\n\n\(line)\n\n"] {
        let corpus = corpus(text)
        let ended = text.hasSuffix("\n") ? text.dropLast() : text[...]
        let expected = ended.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(texts(corpus) == expected.map(String.init))
        let isASCII = expected.map { $0.utf8.allSatisfy { $0 < 0x80 } }
        #expect((0..<corpus.count).map(corpus.isASCII) == isASCII)
      }
    }
  }

  @Test(
    arguments: [
      ([0x80], 1), ([0xFF, 0xFE], 2), ([0xC3], 1), ([0xC0, 0xAF], 2), ([0xE2, 0x82], 2),
      ([0xED, 0xA0, 0x80], 3), ([0xE0, 0x80, 0x80], 3), ([0xF0, 0x9F, 0x91], 3),
      ([0xF4, 0x90, 0x80, 0x80], 4), ([0xF5, 0x80], 2),
    ] as [([UInt8], Int)])
  func `each byte that is no UTF-8 becomes one replacement character`(bytes: [UInt8], count: Int) {
    let replaced = [UInt32](repeating: 0xFFFD, count: count)
    #expect(scalars(bytes) == replaced)
    #expect(scalars([0x61] + bytes + [0x62]) == [0x61] + replaced + [0x62])
  }

  @Test func `every scalar survives the way through UTF-8`() {
    let edges: [UInt32] = [
      0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF,
    ]
    var bytes: [UInt8] = []
    for scalar in edges { UTF8Decoding.append(scalar, to: &bytes) }
    #expect(scalars(bytes) == edges)
    #expect(String(decoding: bytes, as: UTF8.self).scalars == edges)
  }

  @Test func `what cannot be read is found by its replacement`() {
    let corpus = TextCorpus(
      lines: [0x61, 0xFF, 0x62, 0x0A, 0x61, 0x62], separator: 0x0A, signed: false)
    #expect(corpus.ranking(of: CompiledQuery(Query("'a\u{FFFD}b"))).items == [0])
    #expect(corpus.ranking(of: CompiledQuery(Query("ab"))).items == [1, 0])
  }

  @Test func `a text is handed on with the bytes it came with`() {
    let corpus = corpus("data\nGenève\n")
    #expect(Array(corpus.bytes(of: 0)) == Array("data".utf8))
    #expect(Array(corpus.bytes(of: 1)) == Array("Genève".utf8))
  }

  /// Signatures only leave out what cannot match: so with and without them the same is found.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `signatures change nothing that is found`(seed: UInt64) {
    var random = RandomTexts(seed: seed)
    let texts = (0..<200).map { _ in random.text() }
    let plain = TextCorpus(lines: texts.lines, separator: 0, signed: false)
    let signed = TextCorpus(lines: texts.lines, separator: 0, signed: true)
    for _ in 0..<60 {
      let typed = random.typedQuery(for: random.numbers.pick(texts))
      let query = CompiledQuery(Query(typed))
      #expect(plain.ranking(of: query) == signed.ranking(of: query), "[\(typed.string)]")
      #expect(plain.matches(of: query) == signed.matches(of: query), "[\(typed.string)]")
    }
  }
}
