import AtlasModel
import TextUI

/// A view beside Browse.
package enum ViewKind: String, Hashable, Sendable, CaseIterable {
  case matrix
  case facts
  case links
  case editions
  case compare
  case timeline
}

/// Where a view stands: what was asked, what is in hand, what is scrolled.
///
/// Browse's history keeps it whole.
struct ViewState: Hashable, Sendable {
  let kind: ViewKind
  /// What narrows it, in the query language.
  var line = InputLine()
  /// What ``line`` was before typing began; nil while nothing is typed.
  var lineBefore: InputLine?
  /// The row and column in hand, and the first ones on the screen, counted from 0.
  var row = 0
  var column = 0
  var top = 0
  var left = 0
  var order = ListOrder.atlas
  /// Whether what is empty is left out.
  var isFolded = false
  /// What is compared, where that is what it shows.
  let subject: CompareSubject?
  /// How much nearer than usual a scale is: each step shows half as much; less than 0 is further away.
  var zoom = 0

  init(_ kind: ViewKind, comparing subject: CompareSubject? = nil) {
    self.kind = kind
    self.subject = subject
  }

  var isTyping: Bool { lineBefore != nil }
}

/// What a view shows: it follows from the atlas, the edition and the query, and is drawn without a state.
///
/// Rows and columns are counted from 0; headings are rows too, but nothing is to be had on them.
protocol ViewContent: Sendable {
  var title: String { get }
  /// How many there are of how many, for the header.
  var counts: String { get }
  var rowCount: Int { get }
  /// Whether rows are still to come, which long documents make between keys.
  var isUnfinished: Bool { get }
  /// Makes so many rows, or all that there are.
  mutating func layOut(atLeast count: Int)
  /// Columns that one moves over; 1 where a row is one thing.
  var columnCount: Int { get }
  /// Rows above those that scroll, and below them in an area of so many rows.
  var headRows: Int { get }
  /// The same in an area of so many rows, where it depends on that.
  func headRows(inArea rows: Int) -> Int
  func footRows(inArea rows: Int) -> Int
  /// Why there is nothing, and what to do; asked only where there are no rows.
  var emptySentence: String { get }

  func isHeading(_ row: Int) -> Bool
  /// Whether `(` and `)` go there.
  func isGroup(_ row: Int) -> Bool
  /// The row so many groups further on, such as years; nil where one moves over columns instead.
  func row(_ groups: Int, groupsFrom row: Int) -> Int?
  /// How far its scale can be zoomed; nil where it has none.
  var zoomLevels: ClosedRange<Int>? { get }
  /// What a scale shows at a zoom level with a row in hand.
  func words(zoom: Int, row: Int) -> String
  /// Where `Enter` leads.
  func page(row: Int, column: Int) -> PageID?
  /// What to mark on that page, so that it opens at the statement.
  func terms(row: Int, column: Int) -> [String]
  /// What is in hand, in full.
  func words(row: Int, column: Int) -> String
  /// What is copied instead of the page's link; nil for the link.
  func copied(row: Int, column: Int) -> String?
  /// The link that is in hand; nil where that is the page's.
  func target(row: Int, column: Int) -> NamedLink?
  /// By what an order sorts; nil where there is no such order here.
  func words(of order: ListOrder) -> String?
  /// What is cited instead of copying the page's link.
  func citation(row: Int, column: Int) -> CitationRequest?
  /// Columns on the screen from a first one on, at least 1.
  func visibleColumns(from left: Int, width: Int) -> Int
  func draw(_ view: ViewState, in area: Rect, on canvas: inout Canvas)
}

extension ViewContent {
  var isUnfinished: Bool { false }
  mutating func layOut(atLeast count: Int) {}
  var columnCount: Int { 1 }
  var headRows: Int { 0 }
  func headRows(inArea rows: Int) -> Int { headRows }
  func footRows(inArea rows: Int) -> Int { 0 }
  func isHeading(_ row: Int) -> Bool { false }
  func isGroup(_ row: Int) -> Bool { isHeading(row) }
  func row(_ groups: Int, groupsFrom row: Int) -> Int? { nil }
  var zoomLevels: ClosedRange<Int>? { nil }
  func words(zoom: Int, row: Int) -> String { "" }
  func terms(row: Int, column: Int) -> [String] { [] }
  func copied(row: Int, column: Int) -> String? { nil }
  func citation(row: Int, column: Int) -> CitationRequest? { nil }
  func target(row: Int, column: Int) -> NamedLink? { nil }
  func words(of order: ListOrder) -> String? { nil }
  func visibleColumns(from left: Int, width: Int) -> Int { columnCount }
}

/// A link, and what it is called.
struct NamedLink: Hashable, Sendable {
  let name: String
  let link: Link
}
