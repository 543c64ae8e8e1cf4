import AtlasModel
import FuzzyMatching
import TextUI

/// Lines that were made for one width, each leading to a page; a sign in the margin shows the one in hand.
struct DocumentView: ViewContent {
  /// An element, and the page where it leads.
  struct Piece {
    let element: Element
    let page: PageID?

    init(_ element: Element, _ page: PageID?) {
      self.element = element
      self.page = page
    }
  }
  typealias Part = @Sendable () -> [Piece]

  struct Line: Sendable {
    let text: StyledText
    /// Where it leads, whichever column is in hand.
    let page: PageID?
    var isHeading = false
    /// Where its columns begin on the screen, by the number of the column; none where it has none.
    var columns: [Int: Int] = [:]
    /// What it is of, by the number of the column.
    var leads: [Int: ComparisonReport.Lead] = [:]

    /// What is meant with a column in hand: what stands in it, or what the whole line is of.
    func lead(column: Int) -> ComparisonReport.Lead? {
      leads[column] ?? (columns.isEmpty ? leads.min { $0.key < $1.key }?.value : nil)
    }
  }

  let title: String
  let counts: String
  let emptySentence: String
  private(set) var lines: [Line]
  /// What stands below the lines and was not needed yet, in parts; and the columns that it will have.
  private var rest: ArraySlice<Part>
  private let width: Int
  let columnCount: Int
  /// Where a column leads, where no line of it is of a statement.
  private let columnPages: [PageID]
  /// What is in hand with a page, in full.
  private let columnWords: (@Sendable (PageID) -> String)?

  init(
    title: String, counts: String, emptySentence: String, lines: [Line],
    rest: ArraySlice<Part> = [], width: Int = 0, columnCount: Int = 1,
    columnPages: [PageID] = [], columnWords: (@Sendable (PageID) -> String)? = nil
  ) {
    self.title = title
    self.counts = counts
    self.emptySentence = emptySentence
    self.lines = lines
    self.rest = rest
    self.width = width
    self.columnCount = columnCount
    self.columnPages = columnPages
    self.columnWords = columnWords
  }

  var rowCount: Int { lines.count }
  var isUnfinished: Bool { !rest.isEmpty }

  /// Breaks more of it into lines, whole parts at a time.
  mutating func layOut(atLeast count: Int) {
    while lines.count < count, let part = rest.popFirst() {
      let pieces = part()
      let layout = PageLayout(pieces.map(\.element), width: width, isWrapped: true)
      lines += zip(layout.lines, layout.styledTexts).map { line, text in
        let element = layout.elements[line.span.element]
        return Line(
          text: text, page: pieces[line.span.element].page,
          isHeading: line.span.range.lowerBound == 0
            && (element.kind == .heading
              || element.indent == 0 && element.text.runs.first?.role == .label)
        )
      }
    }
  }

  /// Headings are where `(` and `)` go; one can stand on them, and open them.
  func isHeading(_ row: Int) -> Bool { false }
  func isGroup(_ row: Int) -> Bool { lines[row].isHeading }

  func terms(row: Int, column: Int) -> [String] {
    guard lines.indices.contains(row) else { return [] }
    return [lines[row].lead(column: column)?.term].compactMap { $0 }
  }

  func page(row: Int, column: Int) -> PageID? {
    if lines.indices.contains(row), let lead = lines[row].lead(column: column) { return lead.page }
    if columnPages.indices.contains(column) { return columnPages[column] }
    return lines.indices.contains(row) ? lines[row].page : nil
  }

  func words(row: Int, column: Int) -> String {
    if let columnWords, let page = page(row: row, column: column) { return columnWords(page) }
    guard lines.indices.contains(row) else { return "" }
    return lines[...row].last { $0.isHeading }?.text.text ?? ""
  }

  func draw(_ view: ViewState, in area: Rect, on canvas: inout Canvas) {
    for (offset, line) in lines.dropFirst(view.top).prefix(area.size.rows).enumerated() {
      let row = area.firstRow + offset
      canvas.write(
        line.text, at: Position(row: row, column: 2), limit: max(0, area.size.columns - 2))
      guard view.top + offset == view.row else { continue }
      // The blank before a column is the second of its separator.
      let column = line.columns[view.column].map { $0 == 0 ? 0 : $0 + 1 } ?? 0
      canvas.write("▶", at: Position(row: row, column: column), role: .selected)
    }
  }
}
