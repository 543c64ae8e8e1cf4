import Foundation
import Testing

/// What `cite` prints is read by a citation processor: pandoc with its citeproc.
///
/// It is needed, not looked for: a test that is passed over where it is missing would never be missed.
@Suite struct CitationProcessorTests {
  /// One field after the other, so that what the processor understood can be told apart.
  private static let style = """
    <?xml version="1.0" encoding="utf-8"?>
    <style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
      <info><title>fields</title><id>fields</id><updated>2026-01-01T00:00:00+00:00</updated></info>
      <locale xml:lang="en"><style-options punctuation-in-quote="false"/></locale>
      <citation><layout><text variable="title"/></layout></citation>
      <bibliography><layout delimiter=" | "><group delimiter=" | ">
        <text variable="title"/>
        <text variable="container-title"/>
        <date variable="issued" form="numeric" date-parts="year-month"/>
        <text variable="URL"/>
        <date variable="accessed" form="numeric"/>
        <text variable="note"/>
      </group></layout></bibliography>
    </style>
    """

  /// Every page of the atlas by its id, and the title under which it is to be cited.
  private static func pages() throws -> [(id: String, key: String, title: String)] {
    let export = try #require(
      try JSONSerialization.jsonObject(with: Data(Program.run(["export"]).output.utf8))
        as? [String: Any])
    func names(_ kind: String) -> [(id: String, name: String, label: String)] {
      (export[kind] as? [[String: Any]] ?? []).map { record in
        let name = record["name"] as? String ?? ""
        return (record["id"] as? String ?? "", name, record["label"] as? String ?? name)
      }
    }
    let actors = names("actors").map { actor in
      let holdsLabel = actor.name.contains(actor.label)
      return (actor.id, holdsLabel ? actor.name : "\(actor.name) (\(actor.label))")
    }
    let entries = try #require(
      try JSONSerialization.jsonObject(
        with: Data(Program.run(["list", "entries", "--format", "json"]).output.utf8))
        as? [[String: Any]])
    let issues = names("issues")
    var pages = actors.map { ($0.0, $0.0, $0.1) }
    pages += issues.map { ("issue/\($0.id)", "issue-\($0.id)", $0.name) }
    pages += names("baskets").map { ("basket/\($0.id)", "basket-\($0.id)", $0.name) }
    for entry in entries {
      let actor = try #require(entry["actor"] as? String)
      let issue = try #require(entry["issue"] as? String)
      let actorName = try #require(actors.first { $0.0 == actor }).1
      let issueName = try #require(issues.first { $0.id == issue }).name
      pages.append(("\(actor)/\(issue)", "\(actor)-\(issue)", "\(actorName): \(issueName)"))
    }
    return pages
  }

  /// The entries of the bibliography by key, as the processor writes them out of what `cite` printed.
  private static func bibliography(of pages: [String], style: String) throws -> [String: String] {
    let cited = try Program.run(["cite", "--style", style, "--accessed", "2026-11-02"] + pages)
    #expect(cited.code == 0, "\(cited.complaint)")
    let folder = NSTemporaryDirectory() + "geneva-atlas-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = style == "bibtex" ? "all.bib" : "all.json"
    try cited.output.write(toFile: "\(folder)/\(file)", atomically: true, encoding: .utf8)
    try Self.style.write(toFile: "\(folder)/fields.csl", atomically: true, encoding: .utf8)
    let written = try Program.shell(
      """
      cd '\(folder)' && printf -- '---\\nnocite: "@*"\\n---\\n' |
        pandoc --citeproc --bibliography \(file) --csl fields.csl -t html --wrap=none --fail-if-warnings
      """, environment: ["HOME": folder])
    try #require(
      written.code == 0, "pandoc is needed here (apt-get install pandoc): \(written.complaint)")
    #expect(written.complaint.isEmpty)
    var entries: [String: String] = [:]
    for entry in written.output.matches(of: /(?s)<div id="ref-([^"]*)"[^>]*>\s*(.*?)\s*<\/div>/) {
      let words = entry.output.2.replacing(/<[^>]*>/, with: "").replacing("&amp;", with: "&")
      entries[String(entry.output.1)] = String(words)
    }
    return entries
  }

  @Test func `every page is read as BibTeX and as CSL-JSON, with the same words`() throws {
    let pages = try Self.pages()
    let bibtex = try Self.bibliography(of: pages.map(\.id) + ["atlas"], style: "bibtex")
    let json = try Self.bibliography(of: pages.map(\.id) + ["atlas"], style: "csl-json")
    #expect(bibtex.count == pages.count + 1)
    #expect(bibtex == json)
    for page in pages {
      let keys = ["gda-2022-\(page.key)", "gda-2023-\(page.key)"]
      let entry = try #require(keys.compactMap { bibtex[$0] }.first, "\(page.id)")
      let isLater = bibtex[keys[1]] != nil
      let edition = "Geneva Digital Atlas, second edition" + (isLater ? ", updated" : "")
      let fields = entry.components(separatedBy: " | ")
      #expect(fields.prefix(3) == [page.title, edition, isLater ? "11/2023" : "10/2022"])
      #expect(fields.contains("11/02/2026"))
    }
  }

  @Test(arguments: ["bibtex", "csl-json"])
  func `title, container, date, link, day and note arrive in full`(style: String) throws {
    let entries = try Self.bibliography(
      of: ["itu/e-waste", "cern", "issue/encryption", "wto/e-commerce-and-trade", "atlas"],
      style: style)
    #expect(
      entries == [
        "gda-2022-itu-e-waste":
          "International Telecommunication Union (ITU): E-waste | Geneva Digital Atlas, second edition | "
          + "10/2022 | https://www.itu.int/en/council/Documents/basic-texts/RES-182-E.pdf | 11/02/2026 | "
          + "The link leads to Resolution 182 (unchecked).",
        "gda-2023-cern":
          "European Organization for Nuclear Research (CERN) | "
          + "Geneva Digital Atlas, second edition, updated | 11/2023 | https://home.cern/ | "
          + "11/02/2026 | The link leads to the website of CERN.",
        "gda-2023-issue-encryption":
          "Encryption | Geneva Digital Atlas, second edition, updated | 11/2023 | "
          + "https://dig.watch/topics/encryption | 11/02/2026 | No profile has a section on it. "
          + "The link leads to the Digital Watch page on this issue (unchecked).",
        "gda-2023-wto-e-commerce-and-trade":
          "World Trade Organization (WTO): E-commerce and trade | "
          + "Geneva Digital Atlas, second edition, updated | 11/2023 | "
          + "https://www.wto.org/english/tratop_e/ecom_e/mindec1_e.htm | 11/02/2026 | "
          + "It stands under “Electronic commerce”. "
          + "The link leads to Declaration on Global Electronic Commerce.",
        "gda-2023": "Geneva Digital Atlas, second edition, updated | 11/2023 | 11/02/2026",
      ])
  }

  @Test func `marks and accents of a document of one's own arrive as they are written`() throws {
    let name = "R&D 50% $1 #2 a_b {c} \\x ~y ^z <é> “q” Zürich d--e |f"
    let document = try String(
      data: JSONSerialization.data(withJSONObject: [
        "schema": 1,
        "issues": [
          [
            "id": "marks", "name": name, "basket": "economic", "summary": "S.", "status": "seen",
            "url": "https://example.org/a_b%20c~d?x=1&y={z}#f",
          ]
        ],
      ]), encoding: .utf8)
    let file = try TemporaryFile(try #require(document))
    for style in ["bibtex", "csl-json"] {
      let entries = try Self.bibliography(
        of: ["--data", file.path, "issue/marks"], style: style)
      let fields = entries["gda-2023-issue-marks"]?.components(separatedBy: " | ")
      #expect(fields?.first?.replacing("&lt;", with: "<").replacing("&gt;", with: ">") == name)
      #expect(fields?.dropFirst(3).first?.hasPrefix("https://example.org/a_b%20c~d?x=1&y=") == true)
    }
  }
}
