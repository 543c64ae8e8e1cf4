import AtlasModel
import FuzzyMatching
import TextUI

/// The matrix on the screen: headings stay, rows and columns scroll, row and column in hand stand out.
struct MatrixView: ViewContent {
  private enum Line {
    case basket(Basket, count: Int)
    case issue(Matrix.Row)
  }
  private let matrix: Matrix
  private let lines: [Line]
  private let issueCount: Int

  init(_ matrix: Matrix, of atlas: Atlas) {
    self.matrix = matrix
    lines = matrix.groups.flatMap { group in
      [.basket(group.basket, count: group.rows.count)] + group.rows.map { .issue($0) }
    }
    issueCount = atlas.issues.count
  }

  var title: String { "Matrix: who says how much on what" }
  var counts: String {
    "\(matrix.rows.count)/\(issueCount) issues × \(matrix.actors.count) actors"
  }
  var rowCount: Int { lines.count }
  var columnCount: Int { max(1, matrix.actors.count) }
  var headRows: Int { 1 }
  func footRows(inArea rows: Int) -> Int { rows < 7 ? 0 : 2 }
  var emptySentence: String { "No issue matches. Esc clears the filter." }

  func isHeading(_ row: Int) -> Bool {
    if case .basket = lines[row] { true } else { false }
  }

  private func issue(_ row: Int) -> Matrix.Row? {
    guard lines.indices.contains(row), case .issue(let issue) = lines[row] else { return nil }
    return issue
  }

  func page(row: Int, column: Int) -> PageID? {
    guard let issue = issue(row) else { return nil }
    guard matrix.actors.indices.contains(column), issue[column].hasSection else {
      return .issue(issue.issue.id)
    }
    return .entry(Entry.ID(actor: matrix.actors[column].id, issue: issue.issue.id))
  }

  func words(row: Int, column: Int) -> String {
    guard let issue = issue(row) else { return "" }
    guard matrix.actors.indices.contains(column) else { return issue.issue.name }
    return "\(matrix.actors[column].label) · \(issue.issue.name): \(issue[column].words)"
  }

  // MARK: Columns of the screen

  /// Columns of the totals at the right edge, and of an actor.
  private static let totalWidth = 4
  private static let widestName = 40

  private func nameWidth(_ width: Int) -> Int {
    min(Self.widestName, max(10, width - Self.totalWidth - 6 * min(matrix.actors.count, 8)))
  }

  private func columnWidth(_ width: Int) -> Int {
    let room = width - nameWidth(width) - Self.totalWidth
    return min(12, max(4, room / max(1, matrix.actors.count)))
  }

  func visibleColumns(from left: Int, width: Int) -> Int {
    max(1, (width - nameWidth(width) - Self.totalWidth) / columnWidth(width))
  }

  func draw(_ view: ViewState, in area: Rect, on canvas: inout Canvas) {
    let names = nameWidth(area.size.columns)
    let width = columnWidth(area.size.columns)
    let shown = matrix.actors.indices.dropFirst(view.left)
      .prefix(visibleColumns(from: view.left, width: area.size.columns))
    let total = area.endColumn - Self.totalWidth
    func column(_ place: Int) -> Int { names + (place - view.left) * width }

    canvas.fill(
      Rect(row: area.firstRow, column: 0, rows: 1, columns: area.size.columns), role: .plain)
    for place in shown {
      // Three letters of an id tell more than two of a label and a sign that it is cut.
      let isNarrow = width < 6
      let actor = matrix.actors[place]
      canvas.write(
        StyledText(
          isNarrow ? actor.id.text.uppercased() : actor.label,
          role: place == view.column ? .focusedTitle : .title),
        at: Position(row: area.firstRow, column: column(place)), limit: width - 1,
        isCutMarked: !isNarrow)
    }
    canvas.write("all", at: Position(row: area.firstRow, column: total), role: .label)

    let rows = max(0, area.size.rows - headRows - footRows(inArea: area.size.rows))
    for (offset, line) in lines.dropFirst(view.top).prefix(rows).enumerated() {
      let row = area.firstRow + headRows + offset
      switch line {
      case .basket(let basket, let count):
        canvas.write(
          StyledText("\(basket.name) (\(count))", role: .heading),
          at: Position(row: row, column: 1), limit: names - 2, isCutMarked: true)
      case .issue(let issue):
        let isInHand = view.top + offset == view.row
        canvas.write(
          StyledText(issue.issue.name, role: issue.isEmpty ? .faint : .plain),
          at: Position(row: row, column: 2), limit: names - 3, isCutMarked: true)
        for place in shown {
          let cell = issue[place]
          canvas.write(
            cell.sign(columns: width - 1), at: Position(row: row, column: column(place)),
            role: cell.hasSection ? .match : .faint, limit: width - 1)
        }
        canvas.write(
          issue.count == 0 ? "–" : String(issue.count), at: Position(row: row, column: total),
          role: .label)
        if isInHand { markHand(row, column(view.column), width, area, on: &canvas) }
      }
    }
    drawFoot(view, shown, column, total, area, on: &canvas)
  }

  /// The row in hand is reversed, and its cell once more set off.
  private func markHand(
    _ row: Int, _ column: Int, _ width: Int, _ area: Rect, on canvas: inout Canvas
  ) {
    let line = Rect(row: row, column: 0, rows: 1, columns: area.size.columns)
    canvas.paint(line) { _ in .selectedElsewhere }
    canvas.paint(Rect(row: row, column: column, rows: 1, columns: width - 1)) { _ in .selected }
    canvas.write("▶", at: line.origin, role: .selected)
  }

  /// Totals of the columns, and what the signs mean.
  private func drawFoot(
    _ view: ViewState, _ shown: some Sequence<Int>, _ column: (Int) -> Int, _ total: Int,
    _ area: Rect, on canvas: inout Canvas
  ) {
    let footRows = footRows(inArea: area.size.rows)
    guard footRows > 0 else { return }
    let row = area.endRow - footRows
    let totals = matrix.totals
    canvas.write(
      "Issues with a section", at: Position(row: row, column: 1), role: .label,
      limit: column(view.left) - 2)
    for place in shown {
      canvas.write(
        String(totals[place]), at: Position(row: row, column: column(place)), role: .label)
    }
    canvas.write(
      String(totals.reduce(0, +)), at: Position(row: row, column: total), role: .label)
    let signs = (1...5).map {
      Matrix.Cell.section(weight: $0).sign(columns: columnWidth(area.size.columns) - 1)
    }
    canvas.write(
      StyledText(
        "\(signs[0]) to \(signs[4]): length of the text in these profiles, not work done; · named only",
        role: .faint),
      at: Position(row: row + 1, column: 1), limit: area.size.columns - 2, isCutMarked: true)
  }
}
