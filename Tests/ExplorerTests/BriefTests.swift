import AtlasModel
import Explorer
import PlainText
import Testing
import TextUI

@Suite struct BriefTests {
  private static func text(
    _ subject: Brief.Subject, of atlas: Atlas, _ choice: EditionChoice = .newest,
    in format: Brief.Format = .text
  ) throws -> String {
    try #require(Brief(of: subject, in: atlas, choice)).text(in: format)
  }

  private static let alpha = Brief.Subject.actor(Actor.ID("alpha"))
  private static let standards = Brief.Subject.issue(Issue.ID("standards"))

  /// Every actor and issue of the atlas that the program carries, in every edition and in the newest.
  private static func bundled() throws -> [(Brief, Atlas, EditionChoice)] { try all.get() }

  private static let all = Result {
    let atlas = try BundledAtlas.atlas()
    let subjects =
      atlas.actors.map { Brief.Subject.actor($0.id) } + atlas.issues.map { .issue($0.id) }
    let choices = [EditionChoice.newest] + atlas.editions.map { .only($0.id) }
    return try choices.flatMap { choice -> [(Brief, Atlas, EditionChoice)] in
      try subjects.map { (try #require(Brief(of: $0, in: atlas, choice)), atlas, choice) }
    }
  }

  @Test func `an actor's brief is what it is, its issues by basket, figures, links, whose text`()
    throws
  {
    #expect(
      try Self.text(Self.alpha, of: try SmallAtlas.atlas()) == """
        Alpha · Alpha Union
        established 1865

        Alpha is nearly 160 years old.

        November 2023: our copy of its profile ends after “Overview”.

        What it works on
        Infrastructure – Digital standards
        Human rights
          Privacy – Alpha respects privacy. (October 2022)

        Figures
          42 – standards of the Alpha Series (Digital standards, October 2022)
          nearly 160 years – age (Overview, November 2023)
          goal: 2030 – end of the series (Digital standards, October 2022)

        Links
          Website: https://alpha.example.org/
          Alpha Series (unchecked): https://alpha.example.org/series

        (Geneva Digital Atlas, October 2022 and November 2023, paraphrased by geneva-
        atlas)

        """)
  }

  @Test func `an issue's brief says who does what, and marks goals`() throws {
    #expect(
      try Self.text(Self.standards, of: try SmallAtlas.atlas(), in: .markdown) == """
        # Digital standards

        *Infrastructure*

        What makes things fit.

        See also: Cloud computing (Beta).

        ## Who does what

        - **Alpha** (October 2022)
        - **Beta** – Beta opens its standards. (November 2023)

        ## Figures

        - **42** – standards of the Alpha Series (Alpha, October 2022)
        - **goal: 2030** – end of the series (Alpha, October 2022)

        ## Links

        - [Alpha Series](<https://alpha.example.org/series>) (unchecked)

        (Geneva Digital Atlas, October 2022 and November 2023, paraphrased by geneva-atlas)

        """)
  }

  @Test func `an issue without a section says so, and who names it`() throws {
    #expect(
      try Self.text(.issue(Issue.ID("encryption")), of: try SmallAtlas.atlas()) == """
        Encryption
        Human rights

        Secrets kept.

        Named in passing by Alpha.

        None of the three profiles has a section on it.

        (Geneva Digital Atlas, October 2022, paraphrased by geneva-atlas)

        """)
  }

  @Test func `one edition alone quotes nothing of another`() throws {
    let text = try Self.text(
      .issue(Issue.ID("privacy")), of: try SmallAtlas.atlas(), .only(Edition.ID("2023")))
    #expect(text.contains("\nNo section on it stands in our copy of November 2023.\n"))
    #expect(!text.contains("Alpha respects"))
    for (brief, _, choice) in try Self.bundled() {
      guard case .only(let id) = choice else { continue }
      let date = id.text == "2022" ? "November 2023" : "October 2022"
      for case .item(_, _, let source) in brief.elements {
        #expect(!source.contains(date), "\(brief.title)")
      }
    }
  }

  @Test func `every brief is one page of 80 columns`() throws {
    for (brief, _, choice) in try Self.bundled() {
      let lines = brief.text(in: .text).split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast()
      #expect(lines.count <= Brief.lineLimit, "\(brief.title) \(choice)")
      #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= 80 }, "\(brief.title)")
    }
  }

  /// The sentences of an edition, and each with the one that follows it.
  private static func sentences(of atlas: Atlas, in edition: Edition.ID) -> Set<String> {
    let texts = atlas.actors.flatMap(\.sections).filter { $0.sources.editions.contains(edition) }
      .flatMap { $0.blocks(in: edition) }
    return Set(
      texts.flatMap { block in
        let sentences = SentenceBreaking.sentences(of: block.text)
        return sentences + zip(sentences, sentences.dropFirst()).map { "\($0) \($1)" }
      })
  }

  @Test func `what an actor does is told in whole sentences, under the edition that has them`()
    throws
  {
    let atlas = try BundledAtlas.atlas()
    let known = atlas.editions.map { ($0.dateInWords, Self.sentences(of: atlas, in: $0.id)) }
    let titles = Set(atlas.actors.flatMap(\.sections).map(\.title))
    for (brief, _, _) in try Self.bundled() {
      let start = brief.elements.firstIndex { $0 == .heading("Figures") } ?? brief.elements.count
      for case .item(let lead, let text, let source) in brief.elements[..<start] {
        let isWhole = known.contains { date, sentences in
          (source.isEmpty || source == date) && sentences.contains(text)
        }
        let isHeadings = text.split(separator: "; ").allSatisfy { titles.contains(String($0)) }
        #expect(isWhole || isHeadings, "\(lead): \(text)")
      }
    }
  }

  @Test func `figures are five at most, counted ones first, and every goal is called one`() throws {
    for (brief, atlas, _) in try Self.bundled() {
      let facts = atlas.actors.flatMap(\.sections).flatMap(\.facts)
      let start = brief.elements.firstIndex { $0 == .heading("Figures") } ?? brief.elements.count
      let end = brief.elements.firstIndex { $0 == .heading("Links") } ?? brief.elements.count
      var isCounted: [Bool] = []
      for case .item(let lead, let text, _) in brief.elements[min(start, end)..<end] {
        let fact = try #require(
          facts.first { $0.valueInWords == lead && (text.isEmpty || $0.measures == text) })
        #expect(fact.isTarget == lead.hasPrefix("goal: "))
        isCounted.append(fact.number != nil && [.count, .amount, .percentage].contains(fact.kind))
      }
      #expect(isCounted.count <= 5)
      #expect(isCounted == isCounted.filter { $0 } + isCounted.filter { !$0 }, "\(brief.title)")
    }
  }

  @Test func `a goal stands behind what is reached, and a figure keeps its note`() throws {
    let document = SmallAtlas.document.replacing(
      "\"kind\": \"count\", \"number\": 42 }",
      with: """
        "kind": "count", "number": 42, "target": true },
        { "value": "7", "measures": "standards so far", "kind": "count", "number": 7, "note": "A doubt." }
        """
    ).replacing("42 standards by", with: "42 standards, 7 so far, by")
    let atlas = try AtlasReader.read([[SourceDocument(name: "s", bytes: Array(document.utf8))]])
    let text = try Self.text(Self.standards, of: atlas)
    #expect(
      text.contains(
        """

        Figures
          7 – standards so far (Alpha, October 2022; A doubt.)
          goal: 42 – standards of the Alpha Series (Alpha, October 2022)
          goal: 2030 – end of the series (Alpha, October 2022)

        """))
  }

  @Test func `links that were seen come first, the others carry their mark`() throws {
    for (brief, _, _) in try Self.bundled() {
      var isSeen: [Bool] = []
      for case .link(_, let link) in brief.elements {
        isSeen.append(link.status == .seen)
        let mark = link.status.mark.map { " " + $0 } ?? ""
        let text = brief.text(in: .text)
        #expect(
          text.contains("\(mark): \(link.address.text)\n")
            || text.contains("\(mark):\n    \(link.address.text)\n"), "\(link.address.text)")
      }
      #expect(isSeen == isSeen.filter { $0 } + isSeen.filter { !$0 }, "\(brief.title)")
    }
  }

  @Test func `what has no room is counted, with the command that shows it`() throws {
    let issues = (1...300).map {
      """
      { "id": "i\($0)", "name": "Issue number \($0) of very many issues", "basket": "b\($0 % 9)", "summary": "S." }
      """
    }
    let sections = (1...300).map {
      """
      { "kind": "issue", "issue": "i\($0)", "title": "Issue \($0)", "sources": { "e": "\($0)" },
        "blocks": [ { "text": "Many works on issue number \($0) as well." } ] }
      """
    }
    let document = """
      { "schema": 1, "editions": [ { "id": "e", "name": "E", "date": "2024-01-31" } ],
        "baskets": [ \((0...8).map { "{ \"id\": \"b\($0)\", \"name\": \"B\($0)\" }" }.joined(separator: ",")) ],
        "issues": [ \(issues.joined(separator: ",")) ],
        "actors": [ { "id": "many", "label": "Many", "name": "Many", "website": "https://example.org/",
          "websiteStatus": "seen", "sources": { "e": "1" }, "sections": [ \(sections.joined(separator: ",")) ] } ] }
      """
    let atlas = try AtlasReader.read([[SourceDocument(name: "many", bytes: Array(document.utf8))]])
    let brief = try #require(Brief(of: .actor(Actor.ID("many")), in: atlas, .newest))
    let text = brief.text(in: .text)
    #expect(
      text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= Brief.lineLimit)
    let rest = try #require(text.firstMatch(of: /and (\d+) more issues: geneva-atlas show many\n/))
    let named = text.matches(of: /Issue\s+number\s+\d+/).count
    #expect(try #require(Int(rest.output.1)) + named == 300)
    #expect(
      text.hasSuffix("(Geneva Digital Atlas, 31 January 2024, paraphrased by geneva-atlas)\n"))
  }

  @Test
  func `the HTML page is one file with a title and a language, and nothing of the data is markup`()
    throws
  {
    let document = SmallAtlas.document.replacing(
      "Beta Laboratory", with: "<b>R&D</b> \\\"x\\\" 'y' <script>"
    )
    .replacing("\"label\": \"Beta\"", with: "\"label\": \"B<b>\"")
    let atlas = try AtlasReader.read([[SourceDocument(name: "s", bytes: Array(document.utf8))]])
    let html = try Self.text(.actor(Actor.ID("beta")), of: atlas, in: .html)
    #expect(
      html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"))
    #expect(html.hasSuffix("</body>\n</html>\n"))
    #expect(
      html.contains(
        "<h1>B&lt;b&gt; · &lt;b&gt;R&amp;D&lt;/b&gt; &quot;x&quot; &#39;y&#39; &lt;script&gt;</h1>\n"
      ))
    #expect(html.contains("<title>B&lt;b&gt; · "))
    #expect(html.contains("prefers-color-scheme: dark"))
    #expect(!html.contains("<script") && !html.contains("<b>"))
    #expect(
      html.contains(
        "<li><a href=\"https://beta.example.org/\" rel=\"noreferrer\">Website</a> <small>(derived)</small></li>\n"
      ))
  }
}
