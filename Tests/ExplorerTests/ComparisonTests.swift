import AtlasModel
import Explorer
import Testing

/// Actors beside each other: what more than one says, and what one says alone.
@Suite struct ComparisonTests {
  private static let document = """
    { "schema": 1,
      "editions": [
        { "id": "2022", "name": "First", "date": "2022-10" },
        { "id": "2023", "name": "Second", "date": "2023-11" } ],
      "baskets": [ { "id": "rights", "name": "Rights" } ],
      "issues": [
        { "id": "privacy", "name": "Privacy", "basket": "rights", "summary": "It is." },
        { "id": "access", "name": "Access", "basket": "rights", "summary": "It is." },
        { "id": "gender", "name": "Gender rights", "basket": "rights", "summary": "It is." },
        { "id": "tax", "name": "Taxation", "basket": "rights", "summary": "It is." } ],
      "actors": [
        { "id": "one", "label": "One", "name": "Union One", "website": "https://one.org/",
          "websiteStatus": "seen", "sources": { "2022": "1" },
          "sections": [
            { "kind": "issue", "issue": "privacy", "title": "Private life", "touches": ["gender"],
              "sources": { "2022": "2", "2023": "2" },
              "blocks": [
                { "text": "One has 5 members.", "editions": ["2022"] },
                { "text": "One has 7 members | and 2 seats.", "editions": ["2023"] },
                { "text": "the World *Summit*;", "style": "item" } ],
              "facts": [
                { "value": "5", "measures": "members", "kind": "count", "editions": ["2022"] },
                { "value": "7", "measures": "members", "kind": "count", "asOf": "2023", "editions": ["2023"] },
                { "value": "2", "measures": "seats", "kind": "count", "target": true, "editions": ["2023"] } ],
              "mentions": [
                { "name": "World Summit on the Information Society", "acronym": "WSIS", "kind": "event" },
                { "name": "Société", "kind": "body" },
                { "name": "Two", "kind": "body", "actor": "two" } ] } ] },
        { "id": "two", "label": "Two", "name": "Two", "website": "https://two.org/",
          "websiteStatus": "seen", "cutIn": ["2023"], "sources": { "2022": "1" },
          "sections": [
            { "kind": "overview", "title": "Overview", "sources": { "2022": "2", "2023": "2" },
              "blocks": [ { "text": "Two is." } ] },
            { "kind": "issue", "issue": "privacy", "title": "Privacy", "touches": ["access"],
              "sources": { "2022": "4" },
              "blocks": [ { "text": "Two has 9 members." } ],
              "facts": [ { "value": "9", "measures": "members", "kind": "count" } ],
              "mentions": [
                { "name": "wsis", "kind": "event" }, { "name": "SOCIETE", "kind": "body" } ] },
            { "kind": "issue", "issue": "access", "title": "Access", "sources": { "2022": "6" },
              "blocks": [ { "text": "Two opens." } ] } ] },
        { "id": "three", "label": "Three", "name": "Three", "website": "https://three.org/",
          "websiteStatus": "seen", "sources": { "2022": "1" }, "sections": [] } ] }
    """

  private func atlas() throws -> Atlas {
    try AtlasReader.read([[SourceDocument(name: "two.json", bytes: Array(Self.document.utf8))]])
  }

  private func comparison(
    on issue: String? = nil, _ choice: EditionChoice = .newest
  ) throws -> Comparison {
    Comparison(
      of: [Actor.ID("one"), Actor.ID("two")], on: issue.map { AtlasModel.Issue.ID($0) },
      in: try atlas(), choice: choice)
  }

  @Test func `facts that measure the same stand in one row, each in its newest edition`() throws {
    let rows = try comparison(on: "privacy").facts.map { row in
      row.first.measures + ": "
        + row.said.map { $0.map(\.statement.value).joined() }.joined(separator: " | ")
    }
    #expect(rows == ["members: 7 | 9", "seats: 2 | "])
  }

  @Test func `a thing is known by name or acronym, without case and accents`() throws {
    let rows = try comparison(on: "privacy").mentions.map { row in
      "\(row.first.name) \(row.isShared ? "shared" : "alone")"
    }
    #expect(
      rows == ["World Summit on the Information Society shared", "Société shared", "Two alone"])
  }

  @Test func `a name joins two rows that were apart`() throws {
    let atlas = try AtlasReader.read([
      [
        SourceDocument(
          name: "two.json",
          bytes: Array(
            Self.document.replacing(
              "{ \"name\": \"wsis\", \"kind\": \"event\" }",
              with: "{ \"name\": \"Société\", \"acronym\": \"wsis\", \"kind\": \"event\" }"
            ).replacing(", { \"name\": \"SOCIETE\", \"kind\": \"body\" }", with: "").utf8))
      ]
    ])
    let comparison = Comparison(of: [Actor.ID("one"), Actor.ID("two")], in: atlas)
    #expect(comparison.mentions.map { $0.said.map(\.count) } == [[2, 1], [1, 0]])
  }

  @Test func `issues tell who has a section, who names them in passing, and who lacks them`() throws
  {
    let issues = try comparison().issues.map { issue in
      "\(issue.issue): \(issue.holders) \(issue.namers) \(issue.lacking)"
    }
    #expect(issues == ["privacy: [0, 1] [] []", "access: [1] [] []", "gender: [] [0] []"])
    let later = try comparison(.only(Edition.ID("2023"))).issues.map { issue in
      "\(issue.issue): \(issue.holders) \(issue.namers) \(issue.lacking)"
    }
    #expect(later == ["privacy: [0] [] [1]", "access: [] [] [1]", "gender: [] [0] []"])
  }

  @Test func `one naming the other is told, with the section`() throws {
    let comparison = try comparison(on: "privacy")
    #expect(comparison.namings.map { "\($0.namer) \($0.named)" } == ["one two"])
    #expect(comparison.namings.first?.sections.map(\.place) == [0])
  }

  @Test func `an actor without sections is an empty column`() throws {
    let comparison = Comparison(
      of: [Actor.ID("three"), Actor.ID("one")], in: try atlas())
    #expect(comparison.sections.map(\.count) == [0, 1])
    #expect(comparison.mentions.map(\.sayers) == [[1], [1], [1]])
  }

  @Test func `columns stand side by side where each has 30`() throws {
    let report = ComparisonReport(try comparison(on: "privacy"), in: try atlas())
    let text = report.lines(width: 63).joined(separator: "\n")
    let expected = """
      One and Two on Privacy

      One                            │ Two
      Name: Union One                │ Name: Two
      Sections: 1                    │ Sections: 1
      Text of: November 2023         │ Text of: October 2022
      Facts: 2                       │ Facts: 1
      Things named: 3                │ Things named: 2

      Text

      One                            │ Two
      Private life, November 2023    │ Privacy, October 2022
                                     │
      One has 7 members | and 2      │ Two has 9 members.
      seats.                         │
      • the World *Summit*;          │

      Facts

      Measured by more than one:
      • One: 7 (as of 2023); Two: 9 – members

      Only One                       │ Only Two
      • goal: 2 – seats              │ Nothing alone.

      Named here

      Named by more than one:
      • World Summit on the Information Society (WSIS), event: One,
        Two
      • Société, body: One, Two

      Only One                       │ Only Two
      • Two, body                    │ Nothing alone.

      Who names whom

      • One names Two in: Private life

      (Geneva Digital Atlas, October 2022 and November 2023,
      paraphrased by geneva-atlas)
      """
    #expect(text == expected, "\n\(text)")
  }

  @Test func `a column short of 30 they stand one below the other`() throws {
    let report = ComparisonReport(try comparison(), in: try atlas())
    let text = report.lines(width: 62).joined(separator: "\n")
    let expected = """
      One and Two on all issues

      One
      Name: Union One
      Issues with a section: 1
      Sections: 1
      Text of: November 2023
      Facts: 2
      Things named: 3

      Two
      Name: Two
      Issues with a section: 2
      Sections: 3
      Text of: October 2022 and November 2023
      Facts: 1
      Things named: 2

      Issues

      More than one has a section on:
      • Privacy: One, Two

      None has a section on, but somebody names:
      • Gender rights (in passing: One)

      Only One
      No issue alone.

      Only Two
      • Access

      Facts

      Measured by more than one:
      • One: 7 (as of 2023); Two: 9 – members

      Only One
      1 of its own.

      Only Two
      Nothing alone.

      Named here

      Named by more than one:
      • World Summit on the Information Society (WSIS), event: One,
        Two
      • Société, body: One, Two

      Only One
      1 of its own.

      Only Two
      Nothing alone.

      Who names whom

      • One names Two in: Private life

      (Geneva Digital Atlas, October 2022 and November 2023,
      paraphrased by geneva-atlas)
      """
    #expect(text == expected, "\n\(text)")
  }

  @Test func `Markdown has tables, and shows every character of a text`() throws {
    let report = ComparisonReport(try comparison(on: "privacy"), in: try atlas())
    let text = report.markdown.joined(separator: "\n")
    let expected = """
      # One and Two on Privacy

      |  | One | Two |
      |---|---|---|
      | Name | Union One | Two |
      | Sections | 1 | 1 |
      | Text of | November 2023 | October 2022 |
      | Facts | 2 | 1 |
      | Things named | 3 | 2 |

      ## Text

      ### One: Private life, November 2023

      One has 7 members \\| and 2 seats.

      - the World \\*Summit\\*;

      ### Two: Privacy, October 2022

      Two has 9 members.

      ## Facts

      | Measures | One | Two |
      |---|---|---|
      | members | 7 (as of 2023) | 9 |
      | seats | goal: 2 | – |

      ## Named here

      | Name | One | Two |
      |---|---|---|
      | World Summit on the Information Society (WSIS) | event | event |
      | Société | body | body |
      | Two | body | – |

      ## Who names whom

      - One names Two in: Private life

      (Geneva Digital Atlas, October 2022 and November 2023, paraphrased by geneva-atlas)
      """
    #expect(text == expected, "\n\(text)")
  }
}
