// Explorer: the program without its terminal.
//
// `State` is everything that is remembered; `update(event)` changes it and says what is to be done outside
// (`Effect`), `render()` draws it. Both are pure: no file, clock, environment or terminal, so a test is a
// list of keys and a screen. What follows from the state (rows, page, lines) is rebuilt in one place,
// `State+Derived.swift`, and nowhere else.

package import AtlasModel
package import TextUI

/// What the reader chose before the first key.
package struct Preferences: Sendable {
  package var lead: Lead
  package var edition: EditionChoice
  package var repertoire: CharacterRepertoire
  package var borders: Borders
  package var keys: Keymap
  package var isMouseOn: Bool
  /// What is searched for at the start; nothing opens Browse alone.
  package var query: String
  /// Queries of earlier runs, the last one at the end.
  package var queries: [String]
  /// Ids of starred pages, the last one at the end.
  package var stars: [String]
  /// What is to be picked from; nil to browse.
  package var picking: PickList?
  /// Whether the program has never been run before: the first keys are told, once.
  package var isFirstRun = false

  package init(
    lead: Lead = .actors, edition: EditionChoice = .newest,
    repertoire: CharacterRepertoire = .unicode, borders: Borders = .unicode,
    keys: Keymap = .standard, isMouseOn: Bool = true, query: String = "", queries: [String] = [],
    stars: [String] = [], picking: PickList? = nil
  ) {
    self.lead = lead
    self.edition = edition
    self.repertoire = repertoire
    self.borders = borders
    self.keys = keys
    self.isMouseOn = isMouseOn
    self.query = query
    self.queries = queries
    self.stars = stars
    self.picking = picking
  }
}

/// A place that `H` and `L` lead back to: what was chosen, and where the detail stood.
struct Place: Hashable, Sendable {
  var lead: Lead
  var first: Row
  /// What was wanted, whether it was there or not.
  var second: Row
  var focus: Pane
  var detailTop: Int
  var destination: Target.Destination?
  /// The view that was open over Browse; nil for Browse itself.
  var view: ViewState?
}

/// A text in progress: the filter of a list, or the search in the detail.
struct Prompt: Hashable, Sendable {
  let pane: Pane
  var line: InputLine
  /// What `Esc` brings back.
  let before: Snapshot
  var recall = QueryRecall()

  struct Snapshot: Hashable, Sendable {
    let query: String
    let place: Place
  }
}

/// What lies over the panes and takes the keys.
enum Overlay: Hashable, Sendable {
  case help(top: Int)
  /// A text that could not be handed on otherwise, to be selected with the terminal's own mouse.
  case text(title: String, text: String, top: Int)
}

package struct State: Sendable {
  package let atlas: Atlas
  let keys: Keymap
  var lists: ListBuilder
  package var size: Size

  // What is chosen.
  var lead: Lead
  var edition: EditionChoice
  var first: Row = .atlas
  /// What was wanted in the second list; where that is not there, the list shows its first row instead.
  var wantedSecond: Row = .overview
  var focus: Pane = .first
  /// The list that last had the focus.
  var list: Pane = .first
  /// Which way the row in hand, or the detail, moved last.
  var lastMove = Direction.forward
  var folded: Set<Basket.ID> = []
  var isZoomed = false
  var isWrapped = true
  /// How much larger than usual the lists are, in columns or rows.
  var widening = 0
  var isMouseOn: Bool

  // What is typed.
  var firstQuery: String
  var secondQuery = ""
  var search = ""
  /// What is marked on the page where that is more than the search as it was typed.
  var searchTerms: [String]?
  /// The screen of search everything, while it is open.
  var searching: SearchScreen?
  /// Queries that were kept, the last one at the end.
  var queries: [String]
  var matching = Matching.fuzzy
  var order = ListOrder.relevance
  var prompt: Prompt?
  /// Digits before a command; nil where there were none.
  var count: Int?
  /// The beginning of a chord such as `gg`.
  var pendingKeys: [Key] = []
  /// Whether the keys are shown that a chord may go on with.
  var isWhichKeyShown = false
  /// Letters on the links of the screen, while one of them is to be typed.
  var hints: Hints?
  /// The view that is open over Browse.
  var view: ViewState?
  /// A list to choose from, over the whole screen.
  var chooser: Chooser?

  // What is kept together.
  /// Selected pages in the order in which they were selected.
  var selected: [PageID] = []
  /// Where a range of rows begins; nil where none is being made.
  var rangeStart: RangeStart?
  /// Ids of starred pages, the last one at the end.
  var stars: [String]

  // Where one is.
  /// First visible rows and lines, counted from 0.
  var firstTop = 0
  var secondTop = 0
  var detailTop = 0
  /// First visible line of the side panel.
  var sideTop = 0
  /// What was on the screen before the window began to change its size; nil once a key was pressed since.
  var placesBeforeResizing: Scrolling?
  /// Columns by which unwrapped text is moved to the left.
  var detailColumn = 0
  /// The number of the target in hand, counted from 1.
  var link: Int?
  /// The match that `n` went to last, counted from 0.
  var matchInHand: Int?
  var earlier: [Place] = []
  var later: [Place] = []

  var overlay: Overlay?
  /// A calm sentence over the footer; gone with the next key.
  package var message = ""
  /// Why something is copied that was to be opened: the beginning of the next message about a copy.
  var reasonToCopy = ""
  let repertoire: CharacterRepertoire
  let borders: Borders

  /// What follows from all this.
  var derived: Derived

  /// Older places than this many are forgotten.
  static let historyLimit = 100

  package init(atlas: Atlas, size: Size, preferences: Preferences = Preferences()) {
    self.atlas = atlas
    self.size = size
    keys = preferences.keys
    lists = ListBuilder(atlas: atlas)
    lead = preferences.lead
    edition = preferences.edition
    repertoire = preferences.repertoire
    borders = preferences.borders
    isMouseOn = preferences.isMouseOn
    firstQuery = ""
    queries = preferences.queries
    stars = preferences.stars
    derived = Derived()
    if let list = preferences.picking { chooser = Chooser(picking: list) }
    if preferences.isFirstRun {
      message =
        "Welcome: \(keys.label(of: .help)) shows all keys, \(keys.label(of: .searchEverything)) "
        + "searches everything, \(keys.label(of: .quit)) quits"
    }
    refresh()
    if !preferences.query.isEmpty {
      beginSearch(preferences.query)
      refresh()
    }
  }

  /// The page that the detail shows.
  package var page: PageID { derived.page.id }

  /// What is chosen in the second list now.
  package var second: Row {
    derived.second.place(of: wantedSecond) != nil ? wantedSecond : fallback
  }

  /// What stands for a wanted row that is not there: what a filter found, or else the overview.
  private var fallback: Row {
    secondQuery.isEmpty ? .overview : derived.second.firstFound ?? .overview
  }

  /// Whether something lies over the panes and takes the keys.
  var isCovered: Bool { overlay != nil || searching != nil || chooser != nil || view != nil }

  func row(in pane: Pane) -> Row? {
    switch pane {
    case .first: first
    case .second: second
    case .detail: nil
    }
  }

  func content(of pane: Pane) -> ListContent? {
    switch pane {
    case .first: derived.first
    case .second: derived.second
    case .detail: nil
    }
  }

  func query(of pane: Pane) -> String {
    switch pane {
    case .first: firstQuery
    case .second: secondQuery
    case .detail: search
    }
  }

  var place: Place {
    Place(
      lead: lead, first: first, second: wantedSecond, focus: focus, detailTop: detailTop,
      destination: destinationInHand, view: view)
  }
}
