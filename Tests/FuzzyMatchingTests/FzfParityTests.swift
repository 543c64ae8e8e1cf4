import FuzzyMatching
import Testing

/// The lines that fzf finds, in its order, byte for byte: compared with fzf itself where it is installed (a
/// program from 0.60 on, on `PATH` or named by `FZF`), and with what fzf 0.74.5 said everywhere.
@Suite struct FzfParityTests {
  /// Lines, and what is printed for each.
  private struct Lines: Sendable {
    let bytes: [UInt8]
    let corpus: TextCorpus
    private let printed: [[UInt8]]

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      let corpus = TextCorpus(lines: bytes, separator: 0x0A, signed: false)
      self.corpus = corpus
      printed = (0..<corpus.count).map { item in
        var line: [UInt8] = []
        for scalar in corpus.scalars(of: item) { UTF8Decoding.append(scalar, to: &line) }
        return line + [0x0A]
      }
    }

    func items(_ query: [UInt32]) -> [Int] {
      corpus.ranking(of: CompiledQuery(Query(query))).items
    }

    /// What fzf ought to print.
    func output(_ query: [UInt32]) -> [UInt8] {
      items(query).reduce(into: []) { $0 += printed[$1] }
    }

    /// The number of the line, counted from 1, that each printed line is.
    func numbers(in output: [UInt8]) -> [Int] {
      output.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map { line in
        1 + (printed.firstIndex { $0.dropLast().elementsEqual(line) } ?? -1)
      }
    }
  }

  /// The first line in which two outputs differ; nil where they are the same.
  private func difference(_ ours: [UInt8], _ fzfs: [UInt8]) -> String? {
    if ours == fzfs { return nil }
    let (ours, fzfs) = (
      ours.split(separator: 0x0A, omittingEmptySubsequences: false),
      fzfs.split(separator: 0x0A, omittingEmptySubsequences: false)
    )
    let place = zip(ours, fzfs).enumerated().first { $1.0 != $1.1 }?.offset
    let line = place ?? min(ours.count, fzfs.count)
    func text(_ lines: [ArraySlice<UInt8>]) -> String {
      line < lines.count ? String(decoding: lines[line].prefix(200), as: UTF8.self) : "(no line)"
    }
    return "line \(line + 1): ours [\(text(ours))], fzf's [\(text(fzfs))]"
  }

  private func utf8(_ scalars: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in scalars where scalar != 0 { UTF8Decoding.append(scalar, to: &bytes) }
    return bytes
  }

  // MARK: Random queries

  /// Six hundred lines: most as people list them, some very long, some that are no UTF-8.
  private static let random: (lines: Lines, texts: [[UInt32]]) = {
    var random = RandomTexts(seed: 1)
    var texts = (0..<580).map { _ in random.text().filter { $0 != 0 } }
    texts += [300, 1000, 3000, 16_000].map { random.text(count: $0) }
    texts += (0..<5).map { [UInt32](repeating: 0x61, count: 10 << $0) + [0x62] }
    var bytes: [UInt8] = []
    for text in texts { bytes += Array(text.string.utf8) + [0x0A] }
    for broken in [[0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F]] as [[UInt8]] {
      bytes += Array("data ".utf8) + broken + Array("gov\n".utf8) + broken + [0x0A]
    }
    return (Lines(bytes), texts)
  }()

  @Test(.enabled(if: Fzf.found != nil, "no fzf to compare with"), arguments: 1...8)
  func `any query finds what fzf finds, in its order, byte for byte`(seed: Int) throws {
    let fzf = try #require(Fzf.found)
    let (lines, texts) = Self.random
    var random = RandomTexts(seed: UInt64(seed) + 100)
    let isRun: Void? = try File.with(lines.bytes) { path in
      for _ in 0..<200 {
        let typed = random.typedQuery(for: random.numbers.pick(texts)).filter { $0 != 0 }
        let expected = try #require(fzf.filter(utf8(typed), input: path))
        #expect(difference(lines.output(typed), expected) == nil, "query [\(typed.string)]")
      }
    }
    #expect(isRun != nil)
  }

  // MARK: Expectations

  private static let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast().joined(separator: "/")

  /// Every query with the numbers of the lines, counted from 1, that fzf finds, in its order.
  private func expectations() throws -> [(query: String, numbers: [Int])] {
    let bytes = try #require(File.bytes(at: Self.folder + "/expectations.tsv"))
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { row in
      let fields = row.split(separator: "\t", omittingEmptySubsequences: false)
      return (String(fields[0]), fields.last?.split(separator: " ").compactMap { Int($0) } ?? [])
    }
  }

  private func lines() throws -> Lines {
    Lines(try #require(File.bytes(at: Self.folder + "/expectations-lines.txt")))
  }

  @Test func `what fzf said of our own lines is what they give`() throws {
    let lines = try lines()
    let rows = try expectations()
    #expect(rows.count > 150)
    for row in rows {
      #expect(lines.items(row.query.scalars).map { $0 + 1 } == row.numbers, "query [\(row.query)]")
    }
  }

  /// To add an expectation: add its query and a tab, and take the numbers from what fails here.
  @Test(.enabled(if: Fzf.found != nil, "no fzf to compare with"))
  func `fzf still says what it said of our own lines`() throws {
    let fzf = try #require(Fzf.found)
    let lines = try lines()
    let rows = try expectations()
    try File.with(lines.bytes) { path in
      for row in rows {
        let output = try #require(fzf.filter(Array(row.query.utf8), input: path))
        #expect(lines.numbers(in: output) == row.numbers, "query [\(row.query)]")
      }
    }
  }
}
