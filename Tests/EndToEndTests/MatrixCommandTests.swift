import Foundation
import FoundationXML
import Testing

/// `matrix`: who says how much on what, for a pipe, a script and a report.
@Suite struct MatrixCommandTests {
  @Test func `a pipe gets all rows and all columns, nothing cut`() throws {
    let printed = try Program.run([
      "matrix", "--basket", "economic", "--actor", "wto", "--actor", "iheid",
    ])
    #expect(printed.code == 0 && printed.complaint.isEmpty)
    #expect(
      printed.output == """
        6 of 50 issues × 2 of 8 actors, newest text of each section

                                          Graduate
                                   WTO    Institute  all
        Economic (6)
          E-commerce and trade     ■■■■              1
          Digital business models  ·                 –
          Taxation                                   –
          Consumer protection      ·                 –
          Future of work                  ■■         1
          Cryptocurrencies                ·          –
        Issues with a section      1      1          2

        ■ to ■■■■■: length of the text in these profiles, not work done; · named only

        """)
  }

  @Test func `on a narrow terminal names break, and actors come one part under the other`() throws {
    let terminal = try EmulatedTerminal(
      ["/bin/sh", "-c", "'\(Program.path)' matrix --issue gender-rights-online"], rows: 40,
      columns: 40, environment: Program.environment())
    #expect(terminal.end() == 0)
    #expect(
      terminal.text.trimmingCharacters(in: .newlines) == """
        1 of 50 issues × 8 of 8 actors, newest
        text of each section

                     ITU   WTO   UNCTAD all
        Human rights (1)
          Gender     ■■■■        ■      2
          rights
          online
        Issues with  1     0     1      2
        a section

                     UNECE IGF   CERN  all
        Human rights (1)
          Gender           ·           2
          rights
          online
        Issues with  0     0     0     2
        a section

                           Graduate
                     UNIGE Institute all
        Human rights (1)
          Gender                     2
          rights
          online
        Issues with  0     0         2
        a section

        ■ to ■■■■■: length of the text in these
        profiles, not work done; · named only
        """)
  }

  private struct Records: Decodable {
    struct Actor: Decodable {
      let actor: String
      let label: String
      let total: Int
    }
    struct Issue: Decodable {
      struct Cell: Decodable {
        let actor: String
        let weight: Int?
        let named: Bool?
        let url: String?
      }
      let issue: String
      let name: String
      let cells: [Cell]
      let total: Int
    }
    let actors: [Actor]
    let issues: [Issue]
    let total: Int
  }

  private func records(_ arguments: [String] = []) throws -> Records {
    let printed = try Program.run(arguments + ["matrix", "--format", "json"])
    return try JSONDecoder().decode(Records.self, from: Data(printed.output.utf8))
  }

  @Test func `rows for a script say the same as records, and have totals`() throws {
    let records = try records()
    let rows = try Program.run(["matrix", "--format", "tsv"]).output.split(separator: "\n")
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    #expect(rows[0] == ["issue", "name", "basket"] + records.actors.map(\.actor) + ["total"])
    for (row, issue) in zip(rows.dropFirst(), records.issues) {
      let cells = records.actors.map { actor in
        let cell = issue.cells.first { $0.actor == actor.actor }
        return cell?.weight.map(String.init) ?? (cell?.named == true ? "named" : "0")
      }
      #expect(row[0] == issue.issue)
      #expect(Array(row.dropFirst(3)) == cells + [String(issue.total)])
      #expect(issue.cells.count { $0.weight != nil } == issue.total)
    }
    let totals = records.actors.map { String($0.total) } + [String(records.total)]
    #expect(rows.count == records.issues.count + 2)
    #expect(rows.last == ["", "Issues with a section", ""] + totals)
  }

  @Test func `it is narrowed by actor, issue, basket and edition`() throws {
    func size(_ arguments: String...) throws -> [Int] {
      let printed = try Program.run(["matrix", "--format", "tsv"] + arguments).output
      let rows = printed.split(separator: "\n")
      return [rows.count - 2, rows[0].split(separator: "\t").count - 4]
    }
    #expect(try size() == [50, 8])
    #expect(try size("--actor", "itu", "--actor", "wto") == [50, 2])
    #expect(try size("--issue", "e-waste", "--issue", "ai", "--actor", "UIT") == [2, 1])
    #expect(try size("--basket", "economic") == [6, 8])
    let (both, one) = (
      try Program.run(["matrix"]).output, try Program.run(["matrix", "--edition", "2023"]).output
    )
    #expect(both != one)
    for format in ["text", "svg"] {
      let nothing = try Program.run([
        "matrix", "--format", format, "--issue", "e-waste", "--basket", "economic",
      ])
      #expect(nothing.code == 1 && nothing.output.isEmpty)
      #expect(nothing.complaint == "geneva-atlas: nothing found\n")
    }
  }

  /// What an XML parser that knows nothing of us finds in a picture.
  private final class Picture: NSObject, XMLParserDelegate {
    private(set) var texts: [String] = []
    private(set) var titles: [String] = []
    private(set) var addresses: [String] = []
    private(set) var names: Set<String> = []
    private(set) var root: [String: String] = [:]
    private(set) var signCount = 0
    private(set) var fault: (any Error)?
    private var content = ""

    init(_ document: String) {
      super.init()
      let parser = XMLParser(data: Data(document.utf8))
      parser.delegate = self
      if !parser.parse() { fault = parser.parserError }
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      names.insert(name)
      content = ""
      if name == "svg" { root = attributes }
      if name == "circle" || name == "rect" { signCount += 1 }
      if let address = attributes["href"] { addresses.append(address) }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { content += string }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      if name == "text" { texts.append(content) }
      if name == "title" { titles.append(content) }
    }

    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) { fault = error }
  }

  private func picture(_ arguments: String...) throws -> Picture {
    let printed = try Program.run(arguments + ["matrix", "--format", "svg"])
    #expect(printed.code == 0 && printed.complaint.isEmpty)
    let picture = Picture(printed.output)
    #expect(picture.fault == nil)
    return picture
  }

  @Test func `the picture is XML that says what the records say`() throws {
    let records = try records()
    let picture = try picture()
    // Labels, then for each issue its name and its total; at last the totals.
    let rows = records.issues.flatMap { [$0.name, $0.total == 0 ? "–" : String($0.total)] }
    let baskets: Set = [
      "Infrastructure", "Cybersecurity", "Human rights", "Legal and regulatory", "Economic",
      "Development", "Sociocultural",
    ]
    let head =
      ["Geneva Digital Atlas: who says how much on what"]
      + ["50 issues × 8 actors, newest text of each section"] + records.actors.map(\.label) + [
        "all"
      ]
    let totals =
      ["Issues with a section"] + records.actors.map { String($0.total) }
      + [String(records.total)]
    var texts = picture.texts
    #expect(texts.prefix(head.count).elementsEqual(head))
    texts.removeFirst(head.count)
    let found = texts.prefix(rows.count + baskets.count)
    // A basket and an issue may have the same name: the basket is the first of them.
    var left = baskets
    #expect(found.filter { left.remove($0) == nil } == rows)
    texts.removeFirst(rows.count + baskets.count)
    #expect(texts.prefix(totals.count).elementsEqual(totals))
    // A sign for each cell, six in the legend, and the ground.
    #expect(picture.signCount == records.issues.flatMap(\.cells).count + 7)
    #expect(
      picture.titles.contains(
        "ITU · E-waste: has a section, weight 4 of 5 · "
          + "https://www.itu.int/en/council/Documents/basic-texts/RES-182-E.pdf (unchecked)"))
  }

  @Test func `it can be heard, fetches nothing and runs nothing`() throws {
    let picture = try picture("--edition", "2022")
    #expect(picture.root["role"] == "img")
    #expect(picture.root["lang"] == "en" && picture.root["xml:lang"] == "en")
    #expect(picture.titles.first == "Geneva Digital Atlas: who says how much on what")
    #expect(
      picture.names == [
        "svg", "title", "desc", "rect", "circle", "line", "text", "g", "a",
      ])
    #expect(picture.addresses.allSatisfy { $0.contains(/^(https?:\/\/|mailto:)/) })
    #expect(picture.texts.contains { $0.hasPrefix("Source: ") && $0.contains("October 2022") })
    #expect(picture.texts.contains { $0.hasSuffix("not work done.") })
  }

  @Test func `names that XML would read otherwise are the same in it`() throws {
    let file = try TemporaryFile(
      #"""
      { "schema": 1, "editions": [ { "id": "e", "name": "E & <e>", "date": "2025" } ],
        "baskets": [ { "id": "b", "name": "B & <b> \"b\"" } ],
        "issues": [ { "id": "i", "name": "<script>alert('1')</script> ]]> &amp; \uFFFF", "basket": "b",
          "summary": "S.", "url": "https://example.org/?a=1&b=2", "status": "derived" } ],
        "actors": [ { "id": "a", "label": "A&<A>", "name": "A", "website": "https://a.example.org/",
          "websiteStatus": "seen", "sources": { "e": "1" }, "sections": [
            { "kind": "issue", "issue": "i", "title": "T", "sources": { "e": "2" },
              "blocks": [ { "text": "T." } ] } ] } ] }
      """#)
    let picture = try picture("--no-bundled", "--data", file.path)
    #expect(picture.texts.contains("A&<A>"))
    #expect(picture.texts.contains("B & <b> \"b\""))
    #expect(picture.texts.contains("<script>alert('1')</script> ]]> &amp; \u{FFFD}"))
    #expect(picture.addresses == ["https://example.org/?a=1&b=2", "https://a.example.org/"])
    #expect(picture.titles.contains("https://example.org/?a=1&b=2 (derived)"))
    #expect(!picture.names.contains("script"))
  }
}
