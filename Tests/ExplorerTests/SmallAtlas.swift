import AtlasModel
import Explorer
import Properties
import Testing
import TextUI

/// Three actors, four issues, two editions: small enough to know by heart, with each case once.
enum SmallAtlas {
  static let document = SampleAtlas.smallText

  static func atlas() throws -> Atlas { SampleAtlas.small }
}

/// The atlas that the program carries, for what only much text shows.
enum BundledAtlas {
  static func atlas() throws -> Atlas { SampleAtlas.bundled }
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
