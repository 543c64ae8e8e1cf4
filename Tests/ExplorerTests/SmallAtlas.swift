import AtlasModel
import CAtlasDocuments
import Explorer
import Testing
import TextUI

/// Three actors, four issues, two editions: small enough to know by heart, with each case once.
enum SmallAtlas {
  static func atlas() throws -> Atlas {
    try AtlasReader.read([[SourceDocument(name: "small.json", bytes: Array(document.utf8))]])
  }

  static let document = """
    {
      "schema": 1,
      "editions": [
        { "id": "2022", "name": "First edition", "date": "2022-10" },
        { "id": "2023", "name": "First edition, updated", "date": "2023-11" }
      ],
      "baskets": [
        { "id": "infrastructure", "name": "Infrastructure" },
        { "id": "human-rights", "name": "Human rights" }
      ],
      "issues": [
        { "id": "cloud", "name": "Cloud computing", "basket": "infrastructure", "aliases": ["hosting"],
          "summary": "Computing on request.", "url": "https://dig.watch/cloud", "status": "unchecked" },
        { "id": "standards", "name": "Digital standards", "basket": "infrastructure", "seeAlso": ["cloud"],
          "summary": "What makes things fit." },
        { "id": "privacy", "name": "Privacy", "basket": "human-rights", "otherNames": { "fr": "Vie privée" },
          "summary": "Being left alone." },
        { "id": "encryption", "name": "Encryption", "basket": "human-rights", "summary": "Secrets kept." }
      ],
      "actors": [
        { "id": "alpha", "label": "Alpha", "name": "Alpha Union", "established": 1865,
          "otherNames": [ { "name": "Union d’Álpha", "language": "fr" } ],
          "website": "https://alpha.example.org/", "websiteStatus": "seen", "cutIn": ["2023"],
          "sources": { "2022": "1-9" },
          "sections": [
            { "kind": "overview", "title": "Overview", "sources": { "2022": "10", "2023": "1" },
              "blocks": [
                { "text": "Alpha is 157 years old.", "editions": ["2022"] },
                { "text": "Alpha is nearly 160 years old.", "editions": ["2023"] } ],
              "facts": [
                { "value": "157 years", "measures": "age", "kind": "duration", "editions": ["2022"] },
                { "value": "nearly 160 years", "measures": "age", "kind": "duration", "editions": ["2023"] } ] },
            { "kind": "issue", "issue": "standards", "title": "Digital standards",
              "touches": ["encryption"], "sources": { "2022": "12-14" },
              "blocks": [
                { "text": "With Beta, Alpha writes the Alpha Series of 42 standards by 2030, for:" },
                { "text": "numbering in 中文 and other scripts;", "style": "item" },
                { "text": "encryption.", "style": "item" } ],
              "facts": [
                { "value": "42", "measures": "standards of the Alpha Series", "kind": "count", "number": 42 },
                { "value": "2030", "measures": "end of the series", "kind": "date", "year": 2030, "target": true } ],
              "mentions": [
                { "name": "Alpha Series", "kind": "standard", "url": "https://alpha.example.org/series", "status": "unchecked" },
                { "name": "Beta", "kind": "body", "actor": "beta" } ],
              "note": "The number is of 2021." },
            { "kind": "issue", "issue": "privacy", "title": "Privacy", "sources": { "2022": "16-17" },
              "blocks": [ { "text": "Alpha respects privacy." } ] }
          ] },
        { "id": "beta", "label": "Beta", "name": "Beta Laboratory",
          "website": "https://beta.example.org/", "websiteStatus": "derived", "sources": { "2022": "20" },
          "sections": [
            { "kind": "issue", "issue": "cloud", "title": "Cloud computing", "ownTerm": "distributed computing",
              "sources": { "2022": "21", "2023": "5" },
              "blocks": [ { "text": "Beta computes in a grid since 2002." } ],
              "facts": [ { "value": "2002", "measures": "first year of the grid", "kind": "date", "year": 2002 } ] },
            { "kind": "issue", "issue": "standards", "title": "Digital standards",
              "sources": { "2022": "23", "2023": "7" },
              "blocks": [ { "text": "Beta opens its standards." } ] }
          ] },
        { "id": "gamma", "label": "Gamma", "name": "Gamma Institute",
          "website": "https://gamma.example.org/", "websiteStatus": "seen", "sources": { "2022": "30" },
          "sections": [] }
      ]
    }
    """
}

/// The atlas that the program carries, for what only much text shows.
enum BundledAtlas {
  static func atlas() throws -> Atlas {
    let documents = (0..<atlas_document_count()).map { place in
      let document = atlas_document_at(place)
      return SourceDocument(
        name: String(cString: document.name),
        bytes: Array(UnsafeBufferPointer(start: document.bytes, count: document.count)))
    }
    return try AtlasReader.read([documents])
  }
}

/// A session without a terminal: keys go in, screens come out.
struct Session {
  private(set) var state: State
  /// What was to be done outside, oldest first.
  private(set) var effects: [Effect] = []

  init(
    _ script: String = "", size: String = "80x24", preferences: Preferences = Preferences()
  ) throws {
    let extent = try #require(KeyNotation.size(size))
    state = State(atlas: try SmallAtlas.atlas(), size: extent, preferences: preferences)
    try press(script)
  }

  mutating func press(_ script: String) throws {
    for event in try KeyNotation.events(in: script) { effects += state.update(.input(event)) }
  }

  mutating func happen(_ event: Event) { effects += state.update(event) }

  var screen: String { state.render().canvas.text }

  /// The row of the screen, counted from 1; the last one is -1.
  func row(_ number: Int) -> String {
    let rows = screen.split(separator: "\n", omittingEmptySubsequences: false)
    return String(rows[number > 0 ? number - 1 : rows.count + number])
  }

  var page: String { state.page.text }
}

/// Compares screens, and shows both where they differ.
func expectScreen(
  _ session: Session, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let screen = session.screen
  #expect(
    screen == expected, "\nexpected:\n\(expected)\ngot:\n\(screen)", sourceLocation: sourceLocation)
}
