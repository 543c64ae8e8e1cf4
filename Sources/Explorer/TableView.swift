import AtlasModel
import TextUI

/// A table on the screen: headings stay, rows scroll; only those on the screen are put into words.
struct TableView: ViewContent {
  struct Column: Sendable {
    let title: String
    /// Columns of the screen; nil for the one that takes what is left.
    let width: Int?
    /// Fewer columns of the screen than this, and it is left out.
    let from: Int

    init(_ title: String, _ width: Int?, from: Int = 0) {
      self.title = title
      self.width = width
      self.from = from
    }
  }

  struct Row: Sendable {
    /// One for each column.
    let cells: [String]
    let page: PageID
    let terms: [String]
    let words: String
    /// What is copied, or cited, instead of the page's link.
    var copied: String?
    var citation: CitationRequest?
    /// The link that the row is about.
    var target: NamedLink?
    /// Whether it is a goal, or a link that is not seen: set off from the others.
    let isMarked: Bool
  }

  let title: String
  let counts: String
  let rowCount: Int
  let emptySentence: String
  let columns: [Column]
  /// By what the orders sort that there are.
  let orders: [ListOrder: String]
  /// A row in words, counted from 0.
  let row: @Sendable (Int) -> Row

  var headRows: Int { 1 }

  private func has(_ row: Int) -> Bool { (0..<rowCount).contains(row) }
  func page(row: Int, column: Int) -> PageID? { has(row) ? self.row(row).page : nil }
  func terms(row: Int, column: Int) -> [String] { has(row) ? self.row(row).terms : [] }
  func words(row: Int, column: Int) -> String { has(row) ? self.row(row).words : "" }
  func copied(row: Int, column: Int) -> String? { has(row) ? self.row(row).copied : nil }

  func target(row: Int, column: Int) -> NamedLink? { has(row) ? self.row(row).target : nil }
  func words(of order: ListOrder) -> String? { orders[order] }
  func citation(row: Int, column: Int) -> CitationRequest? {
    has(row) ? self.row(row).citation : nil
  }

  /// Where the shown columns begin, and how wide each is.
  private func layout(_ width: Int) -> [(place: Int, start: Int, width: Int)] {
    let shown = columns.indices.filter { columns[$0].from <= width }
    let fixed = shown.reduce(0) { $0 + (columns[$1].width.map { $0 + 2 } ?? 0) }
    var start = 1
    return shown.map { place in
      let own = columns[place].width ?? max(4, width - 2 - fixed)
      defer { start += own + 2 }
      return (place, start, own)
    }
  }

  func draw(_ view: ViewState, in area: Rect, on canvas: inout Canvas) {
    let layout = layout(area.size.columns)
    for column in layout {
      canvas.write(
        StyledText(columns[column.place].title, role: .heading),
        at: Position(row: area.firstRow, column: column.start), limit: column.width,
        isCutMarked: true)
    }
    let last = min(rowCount, view.top + max(0, area.size.rows - headRows))
    for number in view.top..<max(view.top, last) {
      let row = self.row(number)
      let line = area.firstRow + headRows + number - view.top
      for column in layout {
        let room = max(0, min(column.width, area.endColumn - 1 - column.start))
        canvas.write(
          StyledText(row.cells[column.place], role: row.isMarked ? .warning : .plain),
          at: Position(row: line, column: column.start), limit: room, isCutMarked: true)
      }
      guard number == view.row else { continue }
      let rect = Rect(row: line, column: 0, rows: 1, columns: area.size.columns)
      canvas.paint(rect) { _ in .selected }
      canvas.write("▶", at: rect.origin, role: .selected)
    }
  }
}
