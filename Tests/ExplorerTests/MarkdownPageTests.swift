import AtlasModel
import Explorer
import Testing

@Suite struct MarkdownPageTests {
  private static func markdown(_ page: PageID, of atlas: Atlas, _ choice: EditionChoice = .newest)
    -> String
  {
    Page(page, of: atlas, in: choice, keys: .standard).markdown
  }

  private static let alphaOnStandards = PageID.entry(
    Entry.ID(actor: Actor.ID("alpha"), issue: Issue.ID("standards")))

  @Test func `a page is headings, paragraphs, items and links with their mark`() throws {
    #expect(
      Self.markdown(Self.alphaOnStandards, of: try SmallAtlas.atlas()) == """
        # Alpha · Digital standards

        *Alpha Union \\| Infrastructure*

        *October 2022*

        With Beta, Alpha writes the Alpha Series of 42 standards by 2030, for:

        - numbering in 中文 and other scripts;
        - encryption.

        Note: The number is of 2021.

        ## Facts

        - **42** – standards of the Alpha Series
        - **2030** – goal: end of the series

        ## Named here

        ### Standards

        - [Alpha Series](<https://alpha.example.org/series>) (unchecked)

        ### Bodies

        - Beta

        ## Also on this issue

        - Beta
        - Digital standards: what it is, who works on it

        ## Touched in passing

        - Encryption

        (Geneva Digital Atlas, October 2022, paraphrased by geneva-atlas)
        """)
  }

  @Test func `what our copy lacks is a quotation before the text`() throws {
    let markdown = Self.markdown(
      Self.alphaOnStandards, of: try SmallAtlas.atlas(), .only(Edition.ID("2023")))
    #expect(
      markdown.contains(
        "\n\n> November 2023: not in our copy, which ends for Alpha after “Overview”; below, October 2022.\n\n"
      ))
  }

  @Test func `running text links what was seen, and leaves what was not to the list below`() throws
  {
    let document = SmallAtlas.document.replacing(
      "\"url\": \"https://alpha.example.org/series\", \"status\": \"unchecked\"",
      with: "\"url\": \"https://alpha.example.org/series?a=1&lt;b=2\", \"status\": \"seen\"")
    let atlas = try AtlasReader.read([[SourceDocument(name: "s", bytes: Array(document.utf8))]])
    let link = "[Alpha Series](<https://alpha.example.org/series?a=1&amp;lt;b=2>)"
    let markdown = Self.markdown(Self.alphaOnStandards, of: atlas)
    #expect(markdown.contains("Alpha writes the \(link) of 42 standards by 2030, for:\n"))
    #expect(markdown.contains("\n- \(link)\n"))
  }

  @Test
  func `a thing that sections name has its link, and who names it with the sentence that does`()
    throws
  {
    let atlas = try SmallAtlas.atlas()
    let thing = try #require(atlas.namedThings(in: .newest).first { $0.name == "Alpha Series" })
    #expect(
      Page(of: thing, in: atlas, .newest).markdown == """
        # Alpha Series

        *Standard*

        - [Alpha Series](<https://alpha.example.org/series>) (unchecked)

        ## Who names it

        - Alpha: Digital standards  October 2022
          - With Beta, Alpha writes the Alpha Series of 42 standards by 2030, for:

        (Geneva Digital Atlas, October 2022, paraphrased by geneva-atlas)
        """)
    #expect(atlas.namedThings(in: .only(Edition.ID("2023"))).isEmpty)
  }

  @Test func `a thing is gathered from all sections that name it, and a longer name is not it`()
    throws
  {
    let things = try BundledAtlas.atlas().namedThings(in: .newest)
    let nations = try #require(things.first { $0.name == "United Nations" })
    #expect(nations.acronyms == ["UN"])
    #expect(nations.places.count > 3)
    for place in nations.places {
      #expect(place.sentence?.contains("United Nations E") != true)
    }
    #expect(Set(things.map { $0.name.lowercased() }).count == things.count)
  }
}
