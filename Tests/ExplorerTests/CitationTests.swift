import AtlasModel
import Explorer
import Testing

@Suite struct CitationTests {
  private static func day() throws -> CalendarDay { try #require(CalendarDay("2026-11-02")) }

  private static func entry(_ actor: String, _ issue: String) -> PageID {
    .entry(Entry.ID(actor: Actor.ID(actor), issue: Issue.ID(issue)))
  }

  private static func citation(
    _ page: PageID, _ choice: EditionChoice = .newest, quoting: Citation.Quotation? = nil
  ) throws -> Citation {
    try #require(
      Citation(of: page, in: try SmallAtlas.atlas(), choice, quoting: quoting, accessed: try day()))
  }

  @Test func `a plain citation names actor, issue, edition, link with its mark and the day`() throws
  {
    #expect(
      try Self.citation(Self.entry("alpha", "standards")).plain
        == "“Alpha Union: Digital standards”, First edition (October 2022), "
        + "see Alpha Series, https://alpha.example.org/series (unchecked), accessed 2 November 2026."
    )
  }

  @Test func `the newest edition of what is shown is cited, or the chosen one`() throws {
    let page = Self.entry("beta", "cloud")
    #expect(try Self.citation(page).edition.id.text == "2023")
    #expect(try Self.citation(page, .only(Edition.ID("2022"))).edition.id.text == "2022")
    #expect(try Self.citation(page, .only(Edition.ID("2022"))).key == "gda-2022-beta-cloud")
    #expect(try Self.citation(Self.entry("alpha", "privacy")).edition.id.text == "2022")
  }

  @Test func `no edition is cited that our copy of has not the page`() throws {
    let atlas = try SmallAtlas.atlas()
    let later = EditionChoice.only(Edition.ID("2023"))
    for page in [Self.entry("alpha", "privacy"), .issue(Issue.ID("privacy"))] {
      #expect(Citation(of: page, in: atlas, later, accessed: try Self.day()) == nil)
    }
    let fact = try #require(
      atlas.actor(Actor.ID("alpha"))?.sections.first?.facts.first { $0.value == "157 years" })
    #expect(
      Citation(
        of: .actor(Actor.ID("alpha")), in: atlas, later, quoting: .fact(fact),
        accessed: try Self.day()) == nil)
  }

  @Test func `the whole atlas is cited by the edition alone`() throws {
    let citation = try Self.citation(.atlas)
    #expect(citation.plain == "First edition, updated (November 2023), accessed 2 November 2026.")
    #expect(citation.key == "gda-2023")
    #expect(citation.bibtex.hasPrefix("@book{gda-2023,\n"))
    #expect(!citation.bibtex.contains("booktitle"))
  }

  @Test
  func
    `a fact is a sentence with its citation, in the edition that has it, and called a paraphrase`()
    throws
  {
    let atlas = try SmallAtlas.atlas()
    let facts = try #require(atlas.actor(Actor.ID("alpha"))?.sections.first?.facts)
    let old = try Self.citation(
      .actor(Actor.ID("alpha")), .only(Edition.ID("2022")), quoting: .fact(facts[0]))
    #expect(
      old.sentence
        == "157 years – age. “Alpha Union”, First edition (October 2022), "
        + "see the website of Alpha, https://alpha.example.org/, accessed 2 November 2026. Paraphrased by geneva-atlas."
    )
    #expect(old.key == "gda-2022-alpha-age")
    #expect(old.bibtex.contains("The words are a paraphrase by geneva-atlas."))
    let goal = try #require(atlas.actor(Actor.ID("alpha"))?.sections[1].facts.last)
    let cited = try Self.citation(Self.entry("alpha", "standards"), quoting: .fact(goal))
    #expect(cited.sentence.hasPrefix("goal: 2030 – end of the series. “"))
  }

  @Test func `a mention is cited with its own link`() throws {
    let atlas = try SmallAtlas.atlas()
    let mention = try #require(atlas.actor(Actor.ID("alpha"))?.sections[1].mentions.first)
    let citation = try Self.citation(Self.entry("alpha", "standards"), quoting: .mention(mention))
    #expect(citation.target?.name == "Alpha Series")
    #expect(citation.key == "gda-2022-alpha-standards-alpha-series")
  }

  @Test func `a BibTeX record has the month, the link, the day and what the link is`() throws {
    #expect(
      try Self.citation(.issue(Issue.ID("cloud"))).bibtex == """
        @incollection{gda-2023-issue-cloud,
          key = {Geneva Digital Atlas},
          title = {{Cloud computing}},
          booktitle = {{First edition, updated}},
          year = {2023},
          month = nov,
          url = {https://dig.watch/cloud},
          urldate = {2026-11-02},
          note = {Beta has a section on it. The link leads to the Digital Watch page on this issue (unchecked).}
        }
        """)
  }

  @Test func `a CSL-JSON record has dates as parts`() throws {
    #expect(
      try Self.citation(Self.entry("beta", "standards")).cslJSON.line == """
        {"id": "gda-2023-beta-standards", "type": "chapter", \
        "title": "Beta Laboratory: Digital standards", \
        "container-title": "First edition, updated", "issued": {"date-parts": [[2023, 11]]}, \
        "accessed": {"date-parts": [[2026, 11, 2]]}, "URL": "https://beta.example.org/", \
        "note": "The link leads to the website of Beta (derived)."}
        """)
  }

  @Test func `Markdown links what it leads to and says what was not seen`() throws {
    #expect(
      try Self.citation(Self.entry("alpha", "standards")).markdown
        == "“Alpha Union: Digital standards”, *First edition* (October 2022), "
        + "see [Alpha Series](<https://alpha.example.org/series>) (unchecked), accessed 2 November 2026."
    )
  }

  @Test func `keys of several records differ`() throws {
    let citation = try Self.citation(.atlas)
    let text = Citation.text(of: [citation, citation, citation], in: .bibtex)
    #expect(
      text.matches(of: /@book\{(.*),/).map { String($0.output.1) } == [
        "gda-2023", "gda-2023-2", "gda-2023-3",
      ])
    let atlas = try BundledAtlas.atlas()
    let pages =
      [PageID.atlas] + atlas.actors.map { .actor($0.id) } + atlas.issues.map { .issue($0.id) }
      + atlas.baskets.map { .basket($0.id) } + atlas.entries.map { .entry($0.id) }
    let keys = try pages.map {
      try #require(Citation(of: $0, in: atlas, .newest, accessed: try Self.day())).key
    }
    #expect(Set(keys).count == keys.count && keys.count > 110)
  }

  @Test func `text of another edition on the page and headings of its own are in the note`() throws
  {
    let citation = try #require(
      Citation(
        of: Self.entry("itu", "telecommunications-infrastructure"), in: try BundledAtlas.atlas(),
        .newest, accessed: try Self.day()))
    #expect(
      citation.notes.prefix(2) == [
        "It stands under “Telecommunication infrastructure”, “5G”, “Satellite”, “Emergency telecommunications”.",
        "“Emergency telecommunications” stands in the text of October 2022.",
      ])
  }

  @Test func `what commands in LaTeX is escaped, accents stay`() throws {
    let document = SmallAtlas.document.replacing(
      "\"name\": \"Digital standards\"",
      with: "\"name\": \"R&D 50% $1 #2 a_b {c} \\\\x ~y ^z <é> d--e `f\"")
    let atlas = try AtlasReader.read([[SourceDocument(name: "s", bytes: Array(document.utf8))]])
    let citation = try #require(
      Citation(of: .issue(Issue.ID("standards")), in: atlas, .newest, accessed: try Self.day()))
    #expect(
      citation.bibtex.contains(
        ##"title = {{R\&D 50\% \$1 \#2 a\_b \{c\} \textbackslash{}x \textasciitilde{}y "##
          + ##"\textasciicircum{}z \textless{}é\textgreater{} d-{}-e \textasciigrave{}f}},"##))
  }

  @Test(
    arguments: [
      ("2026-11-22", "22 November 2026"), ("2024-02-29", "29 February 2024"),
      ("2000-02-29", "29 February 2000"), ("2026-02-29", nil), ("1900-02-29", nil),
      ("2026-13-01", nil), ("2026-00-10", nil), ("2026-1-01", nil), ("2026-11-31", nil),
      ("22.11.2026", nil), ("+026-11-22", nil), ("", nil), ("2026-11-22-", nil),
    ])
  func `a day is one of the calendar, or none`(text: String, words: String?) {
    #expect(CalendarDay(text)?.inWords == words)
    #expect((CalendarDay(text)?.text ?? text) == text)
  }
}
