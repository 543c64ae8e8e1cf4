import RandomNumbers
import Testing

@testable import AtlasModel

/// Documents that drive careless reading to the square of their length: here none of them would ever end.
@Suite struct LinearReadingTests {
  private static let count = 100_000

  /// The first faults of a document, and how many there are in all.
  private func faults(in text: String) -> (told: [String], count: Int) {
    do {
      _ = try AtlasReader.read([[SourceDocument(name: "a.json", bytes: Array(text.utf8))]])
      return ([], 0)
    } catch {
      return (error.faults.map(\.description), error.faults.count + error.omittedCount)
    }
  }

  private func document(_ members: String) -> String { "{\"schema\":1,\(members)}" }

  private func list(_ item: (Int) -> String) -> String {
    (0..<Self.count).map(item).joined(separator: ",")
  }

  /// The whole document with more in its one section.
  private func section(_ old: String, _ new: String) -> String {
    DocumentFaultTests.whole.replacing(old, with: new, maxReplacements: 1)
  }

  @Test func `keys that nobody knows, and keys that stand twice`() {
    let unknown = faults(in: document(list { "\"\\u006b\($0)\":0" }))
    #expect(unknown.count == Self.count)
    #expect(unknown.told.first == "a.json:1:13: /k0: 'k0' is no key here")
    let repeated = faults(in: document("\"x\":{}," + list { _ in "\"x\":[]" }))
    #expect(repeated.count == Self.count + 1)
  }

  @Test func `ids that stand twice, and references to nothing among as many`() {
    let basket = "{\"id\":\"b\",\"name\":\"B\"}"
    #expect(
      faults(in: document("\"baskets\":[" + list { _ in basket } + "]")).count == Self.count - 1)
    let issues = list {
      "{\"id\":\"i\($0)\",\"name\":\"I\",\"basket\":\"b\",\"summary\":\"S.\",\"seeAlso\":[\"x\($0)\"]}"
    }
    let dangling = faults(in: document("\"baskets\":[\(basket)],\"issues\":[\(issues)]"))
    #expect(dangling.count == Self.count)
    #expect(
      dangling.told.first?.hasSuffix("/issues/0/seeAlso/0: 'x0' is no issue of this atlas") == true)
  }

  @Test func `an atlas has as many editions as can be looked through`() {
    let editions = "{ \"id\": \"2022\", \"name\": \"First\", \"date\": \"2022-10\" }"
    let many = list { "{\"id\":\"e\($0)\",\"name\":\"E\",\"date\":\"2022\"}" }
    let tooMany = faults(in: section(editions, editions + "," + many))
    #expect(
      tooMany.told.map { $0.drop { $0 != "/" } } == [
        "/editions/100000: more than 64 editions; leave some out"
      ])
    let ids = list { "\"e\($0)\"" }
    let named = faults(in: section("goals.\"", "goals.\", \"editions\": [\(ids)]"))
    #expect(
      named.told.contains {
        $0.hasSuffix("/blocks/0/editions: more than 64 editions; leave some out")
      })
    let sources = faults(in: section("\"2022\": \"10-12,14\"", list { "\"e\($0)\":\"1\"" }))
    #expect(
      sources.told.contains {
        $0.hasSuffix("/actors/0/sections/0/sources: more than 64 editions; leave some out")
      })
  }

  @Test func `facts of a text that holds as many`() {
    let texts = list { "{\"text\":\"Of \($0).\"}" }
    let facts = list {
      "{\"value\":\"\(Self.count - $0 - 1).\",\"measures\":\"m\",\"kind\":\"count\"}"
    }
    let whole = section("{ \"text\": \"ITU has 2 goals.\" }", "{\"text\":\"2\"},\(texts)")
    #expect(faults(in: whole.replacing("\"facts\": [", with: "\"facts\": [\(facts),")).count == 0)
  }

  @Test func `a value that nearly stands everywhere in a text that repeats itself`() {
    // As long as a text may be.
    let letters = String(repeating: "a", count: 32_767)
    let text = section("ITU has 2 goals.", "2" + letters + letters)
    let found = text.replacing("\"value\": \"2\"", with: "\"value\": \"\(letters)\"")
    #expect(faults(in: found).count == 0)
    let missing = text.replacing("\"value\": \"2\"", with: "\"value\": \"\(letters)b\"")
    #expect(
      faults(in: missing).told.map { $0.suffix(60) } == [
        "aaaaaaaaaaaaaa…' does not stand in the text of edition '2022'".suffix(60)
      ])
  }

  @Test func `accents without end on one letter`() {
    let marks = String(repeating: "\u{301}\u{323}", count: Self.count)
    let marked = faults(in: section("\"Union\"", "\"U\(marks)\""))
    #expect(
      marked.told.map { $0.drop { $0 != "/" } } == [
        "/actors/0/name: a text may not have more than 65536 characters; part it",
        "/actors/0/name: more than 30 accents on one letter from character 2 on; remove them",
      ])
  }

  @Test func `a string with nothing but escapes is as long as what they stand for`() throws {
    let tape = try JSONTape(
      parsing: Array(
        ("\"" + String(repeating: "\\u00e9\\ud83d\\ude00\\n", count: Self.count) + "\"").utf8))
    #expect(tape.text(of: 0) == String(repeating: "é😀\n", count: Self.count))
  }

  @Test func `what is told of a fault is short however long its document is`() {
    let long = String(repeating: "x", count: Self.count)
    for (old, new) in [
      ("\"title\"", "\"\(long)\""), ("\"Union\"", "\"Union\", \"\(long)\": 0"),
      ("\"itu\"", "\"\(long)-\""),
      ("\"2022-10\"", "\"\(long)\""), ("\"seen\"", "\"\(long)\""), ("https://www.itu.int/", long),
      ("https://www.itu.int/", "https://\(long.prefix(2000))/"),
      ("https://www.itu.int/", "\(long.prefix(2000)):x"),
      ("\"schema\": 1", "\"schema\": \(String(repeating: "1", count: Self.count))"),
      ("{ \"2022\": \"1-9\" }", "{ \"\(long)\": \"\(long)\" }"),
      ("\"issue\": \"e-waste\"", "\"issue\": \"\(long)\""),
      ("\"value\": \"2\"", "\"value\": \"\(long)\""),
      ("\"basket\": \"development\"", "\"basket\": \"\(long)\""),
    ] {
      let faults = faults(in: section(old, new))
      #expect(faults.count > 0)
      #expect(
        faults.told.allSatisfy { $0.utf8.count < 400 }, "\(faults.told.map { $0.prefix(200) })")
    }
  }
}

/// Phrases looked for all at once are those that are found one by one.
@Suite struct PhraseSearchTests {
  @Test func `phrases that hold, begin and end each other are found in the groups of their texts`()
  {
    let phrases = ["a", "ab", "bab", "bc", "bca", "c", "caa", "", "é", "d"]
    let texts = ["abccab", "caa", "bca", "xé", "", "babab", "aaaa"]
    var search = PhraseSearch(phrases)
    for (place, text) in texts.enumerated() { search.search(text, of: 1 << place) }
    for (phrase, groups) in zip(phrases, search.found()) where !phrase.isEmpty {
      for (place, text) in texts.enumerated() {
        #expect((groups >> place & 1 == 1) == text.contains(phrase), "\(phrase) in \(text)")
      }
    }
  }

  @Test func `random phrases in random texts are found as one by one`() {
    var random = SeededNumbers(state: 7)
    for _ in 0..<200 {
      func word(_ longest: Int) -> String {
        String(
          (0..<Int.random(in: 1...longest, using: &random)).map { _ in
            "abc".randomElement(using: &random) ?? "a"
          })
      }
      let phrases = (0..<20).map { _ in word(6) }
      let texts = (0..<5).map { _ in word(30) }
      var search = PhraseSearch(phrases)
      for (place, text) in texts.enumerated() { search.search(text, of: 1 << place) }
      let expected = phrases.map { phrase in
        texts.enumerated().reduce(UInt64(0)) {
          $1.element.contains(phrase) ? $0 | 1 << $1.offset : $0
        }
      }
      #expect(search.found() == expected)
    }
  }
}
