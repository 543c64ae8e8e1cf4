import AtlasModel
import Testing

/// One small bad document a fault: what is wrong is named, with its place, and everything at once.
@Suite struct DocumentFaultTests {
  static let whole = """
    {
      "schema": 1,
      "editions": [ { "id": "2022", "name": "First", "date": "2022-10" } ],
      "baskets": [ { "id": "development", "name": "Development" } ],
      "issues": [ { "id": "e-waste", "name": "E-waste", "basket": "development", "summary": "Scrap." } ],
      "actors": [ {
        "id": "itu", "label": "ITU", "name": "Union",
        "website": "https://www.itu.int/", "websiteStatus": "seen",
        "sources": { "2022": "1-9" },
        "sections": [ {
          "kind": "issue", "issue": "e-waste", "title": "E-waste", "sources": { "2022": "10-12,14" },
          "blocks": [ { "text": "ITU has 2 goals." } ],
          "facts": [ { "value": "2", "measures": "goals", "kind": "count" } ],
          "mentions": [ { "name": "Basel", "kind": "instrument" } ]
        } ]
      } ]
    }
    """

  /// The faults of the document in which one text is replaced by another.
  private func faults(
    _ old: String, _ new: String, sourceLocation: SourceLocation = #_sourceLocation
  ) -> [String] {
    #expect(Self.whole.contains(old), "the whole document lacks it", sourceLocation: sourceLocation)
    return faults(of: Self.whole.replacing(old, with: new, maxReplacements: 1))
  }

  private func faults(of texts: String...) -> [String] {
    let documents = texts.enumerated().map { place, text in
      SourceDocument(name: "\(place).json", bytes: Array(text.utf8))
    }
    do {
      _ = try AtlasReader.read([documents])
      return []
    } catch {
      return error.faults.map(\.description)
    }
  }

  @Test func `the whole document is an atlas`() {
    #expect(faults(of: Self.whole).isEmpty)
  }

  @Test(
    arguments: [
      (
        "\"title\"", "\"titel\"",
        [
          "0.json:10:19: /actors/0/sections/0: the key 'title' is missing",
          "0.json:11:44: /actors/0/sections/0/titel: 'titel' is no key here; nearest: 'title'",
        ]
      ),
      (
        "\"issue\": \"e-waste\"", "\"issue\": \"e-wast\"",
        [
          "0.json:11:33: /actors/0/sections/0/issue: 'e-wast' is no issue of this atlas; nearest: 'e-waste'"
        ]
      ),
      (
        "\"basket\": \"development\"", "\"basket\": \"dev\"",
        ["0.json:5:63: /issues/0/basket: 'dev' is no basket of this atlas; nearest: 'development'"]
      ),
      (
        "https://www.itu.int/", "javascript:alert(1)",
        [
          "0.json:8:16: /actors/0/website: 'javascript' links are not opened; expected http, https or mailto"
        ]
      ),
      (
        "Union", "Uni\\u001bon",
        [
          "0.json:7:42: /actors/0/name: control character U+001B at character 4; remove it"
        ]
      ),
      (
        "Union", "Uni\\u202eon",
        [
          "0.json:7:42: /actors/0/name: a character that turns the direction of text, U+202E at character 4; remove it"
        ]
      ),
      (
        "Union", "Unio\u{301}n",
        [
          "0.json:7:42: /actors/0/name: text is not in normal form C (an accent stands apart from its letter); normalise it to NFC"
        ]
      ),
      ("\"Union\"", "\"\"", ["0.json:7:42: /actors/0/name: a text may not be empty"]),
      (
        "\"Union\"", "\" Union\"",
        ["0.json:7:42: /actors/0/name: a text may not begin or end with a blank"]
      ),
      ("\"Union\"", "17", ["0.json:7:42: /actors/0/name: expected a string, found a number"]),
      (
        "\"schema\": 1", "\"schema\": 2",
        ["0.json:2:13: /schema: this is schema 2, and geneva-atlas reads schema 1"]
      ),
      (
        "\"id\": \"itu\"", "\"id\": \"ITU\"",
        [
          "0.json:7:11: /actors/0/id: 'ITU' is no id; expected small letters, digits and single dashes, as in 'e-waste'"
        ]
      ),
      (
        "\"kind\": \"issue\"", "\"kind\": \"overview\"",
        [
          "0.json:11:36: /actors/0/sections/0/issue: a section of kind 'overview' has no issue; use 'touches' for what it names"
        ]
      ),
      (
        "\"kind\": \"count\"", "\"kind\": \"number\"",
        [
          "0.json:13:63: /actors/0/sections/0/facts/0/kind: 'number' is not known; expected one of date, count, amount, percentage, duration, other"
        ]
      ),
      (
        "\"value\": \"2\"", "\"value\": \"3\"",
        [
          "0.json:13:18: /actors/0/sections/0/facts/0: '3' does not stand in the text of edition '2022'"
        ]
      ),
      (
        "{ \"name\": \"Basel\", \"kind\": \"instrument\" }",
        "{ \"name\": \"Basel\", \"kind\": \"body\" }, { \"name\": \"BASEL\", \"kind\": \"body\" }",
        [
          "0.json:14:58: /actors/0/sections/0/mentions/1: 'BASEL' is mentioned twice in this section; keep one"
        ]
      ),
      (
        "10-12,14", "12-10",
        [
          "0.json:11:85: /actors/0/sections/0/sources/2022: '12-10' are no line ranges; expected rising lines counted from 1, as in '812,814-834'"
        ]
      ),
      (
        "\"2022-10\"", "\"2022-13\"",
        [
          "0.json:3:58: /editions/0/date: '2022-13' is no date; expected 2022, 2022-10 or 2022-10-31"
        ]
      ),
      (
        "\"text\": \"ITU has 2 goals.\"",
        "\"text\": \"ITU has 2 goals.\", \"editions\": [\"2023\"]",
        [
          "0.json:10:19: /actors/0/sections/0: no block of this section stands in the edition '2022'",
          "0.json:12:62: /actors/0/sections/0/blocks/0/editions/0: '2023' is no edition of this atlas; nearest: '2022'",
          "0.json:13:18: /actors/0/sections/0/facts/0: '2' does not stand in the text of edition '2022'",
        ]
      ),
      (
        "\"label\": \"ITU\"", "\"label\": \"ITU\", \"label\": \"UIT\"",
        ["0.json:7:34: /actors/0/label: the key 'label' stands here twice; keep one"]
      ),
      (
        "\"kind\": \"instrument\"", "\"kind\": \"instrument\", \"url\": \"https://a.org/\"",
        [
          "0.json:14:69: /actors/0/sections/0/mentions/0/url: a link needs its 'status': seen, derived or unchecked"
        ]
      ),
    ])
  func `a fault is named with its place`(old: String, new: String, expected: [String]) {
    #expect(faults(old, new) == expected)
  }

  @Test(
    arguments: [
      (
        "\"kind\": \"instrument\"", "\"kind\": \"instrument\", \"status\": \"seen\"",
        "a 'status' without a link says nothing"
      ),
      (
        "\"id\": \"itu\"", "\"id\": \"itu\", \"established\": 0",
        "0 is out of range; expected a year"
      ),
      ("\"issue\": \"e-waste\", ", "", "a section of kind 'issue' must name its issue"),
      (
        "\"schema\": 1", "\"schema\": 1, \"x\": 1, \"\\u0078\": 2",
        "/x: the key 'x' stands here twice; keep one"
      ),
      ("\"schema\": 1", "\"\\u0073chema\": 1", nil),
      (
        "\"title\": \"E-waste\"", "\"title\": \"E-waste\", \"touches\": [\"e-waste\"]",
        "a section does not touch its own issue"
      ),
      (
        "\"summary\": \"Scrap.\"", "\"summary\": \"Scrap.\", \"seeAlso\": [\"e-waste\"]",
        "an issue cannot be its own 'see also'"
      ),
      (
        "[ { \"text\": \"ITU has 2 goals.\" } ]", "[]", "a section needs at least one block of text"
      ),
      (
        "\"label\": \"ITU\"", "\"label\": \"ITU\", \"notes\": [\"a\", \"a\"]",
        "'a' stands here twice; keep one"
      ),
      (
        "\"date\": \"2022-10\" }",
        "\"date\": \"2022-10\" }, { \"id\": \"2023\", \"name\": \"S\", \"date\": \"2023\" }",
        nil
      ),
    ] as [(String, String, String?)])
  func `a rule that is broken is named in words`(old: String, new: String, words: String?) {
    let faults = faults(old, new)
    if let words {
      #expect(faults.contains { $0.contains(words) }, "\(faults)")
    } else {
      #expect(faults.isEmpty)
    }
  }

  @Test func `an edition that the section does not come from is named`() {
    let two = Self.whole.replacing(
      "\"date\": \"2022-10\" }",
      with: "\"date\": \"2022-10\" }, { \"id\": \"2023\", \"name\": \"S\", \"date\": \"2023\" }")
    let broken = two.replacing(
      "\"kind\": \"count\"", with: "\"kind\": \"count\", \"editions\": [\"2022\", \"2023\"]")
    #expect(
      faults(of: broken).contains {
        $0.contains("the section's sources do not name the edition '2023'")
      })
  }

  @Test func `a bad website hides no other fault of its actor`() {
    let broken = Self.whole.replacing("https://www.itu.int/", with: "ftp://itu.int/")
      .replacing("\"label\": \"ITU\"", with: "\"label\": \"\", \"established\": 0")
    #expect(faults(of: broken).count == 3)
  }

  @Test func `a document that cannot be read is no reason to doubt the references of others`() {
    let split = Self.whole.replacing(
      "\"basket\": \"development\"", with: "\"basket\": \"elsewhere\"")
    #expect(faults(of: split, "{ \"schema\": 1, \"baskets\": [ }").count == 1)
  }

  @Test func `every fault of every document is told at once`() {
    let broken = Self.whole.replacing("\"issue\": \"e-waste\"", with: "\"issue\": \"x\"")
      .replacing("\"seen\"", with: "\"sure\"")
    let all = faults(of: broken, "{", "[]", "{ \"schema\": 1, \"other\": 2 }")
    #expect(all.count == 4)
    #expect(Set(all.map { $0.prefix { $0 != ":" } }) == ["0.json", "1.json", "2.json", "3.json"])
  }

  @Test func `faults are told by document and place, in whatever order they are found`() throws {
    // The id is read after the sections, and the list of baskets before both.
    let keys = (10...39).map { "\"k\($0)\": 0" }.joined(separator: ", ")
    let broken = Self.whole.replacing("\"id\": \"itu\"", with: "\"id\": \"ITU\"")
      .replacing("\"kind\": \"issue\",", with: "\(keys), \"kind\": \"issue\",")
    let late = "{ \"schema\": 1, \"actors\": [ {} ], \"baskets\": 0, \"x\": 0 }"
    let documents = [broken, late].map { SourceDocument(name: "a", bytes: Array($0.utf8)) }
    let error = #expect(throws: AtlasFaults.self) { try AtlasReader.read([documents]) }
    #expect(
      error?.faults.map(\.pointer)
        == ["/actors/0/id"] + (10...28).map { "/actors/0/sections/0/k\($0)" })
    #expect(error?.omittedCount == 11 + 9)
    let all = #expect(throws: AtlasFaults.self) {
      try AtlasReader.read([documents], faultLimit: .max)
    }
    #expect(all?.faults.count == 40)
    #expect(all?.omittedCount == 0)
    #expect(
      all?.faults.suffix(9).map(\.pointer)
        == Array(repeating: "/actors/0", count: 7) + ["/baskets", "/x"])
  }

  @Test func `how far reading has come rises from nought to one`() throws {
    let keys = (0..<60_000).map { "\"k\($0)\": 0" }.joined(separator: ", ")
    let texts = [Self.whole, "{ \"schema\": 1, \(keys) }"]
    let documents = texts.map { SourceDocument(name: "a", bytes: Array($0.utf8)) }
    var shares: [Double] = []
    _ = try? AtlasReader.read([documents]) { shares.append($0) }
    #expect(shares.count > 3)
    #expect(shares == shares.sorted())
    #expect(shares.allSatisfy { 0...1 ~= $0 })
  }

  @Test func `the same id twice in one set is a fault that names both documents`() {
    let second = """
      { "schema": 1, "issues": [ { "id": "e-waste", "name": "Again", "basket": "development", "summary": "S." } ] }
      """
    #expect(
      faults(of: Self.whole, second) == [
        "1.json:1:28: /issues/0: the issue 'e-waste' is there already, in 0.json; give one of them another id"
      ])
  }

  @Test func `a record of a later set replaces the earlier one whole`() throws {
    let second = """
      { "schema": 1, "issues": [ { "id": "e-waste", "name": "Scrap", "basket": "development", "summary": "S." } ] }
      """
    let atlas = try AtlasReader.read([
      [SourceDocument(name: "a", bytes: Array(Self.whole.utf8))],
      [SourceDocument(name: "b", bytes: Array(second.utf8))],
    ])
    #expect(atlas.issues.map(\.name) == ["Scrap"])
    #expect(atlas.entries.count == 1)
  }
}
