package import TextUI

/// One of the three panes that can have the focus.
package enum Pane: Hashable, Sendable, CaseIterable {
  case first
  case second
  case detail
}

/// What stands where on a screen of a given size: the one place of row and column arithmetic for panes.
///
/// The breakpoints are those of lazygit and of what 80 columns can hold: below 61 columns or 16 rows one
/// pane, to 99 the lists over each other beside the detail, to 169 three columns, beyond a fourth for
/// what leads on; where a window is narrow and tall, the lists stand above the detail.
package struct Arrangement: Hashable, Sendable {
  package enum Shape: Hashable, Sendable {
    case tooSmall
    case single
    case twoColumns
    case portrait
    case threeColumns
    case withSide
  }

  package static let smallest = Size(rows: 5, columns: 20)
  /// Longer lines of text are harder to read.
  static let textLimit = 80

  package let shape: Shape
  package let header: Rect
  /// The panes on the screen, borders included.
  package private(set) var panes: [Pane: Rect] = [:]
  /// What leads on from a page, beside it; nil where it stands below the text.
  package private(set) var side: Rect?
  /// Messages and prompts; the footer's row where there is only one.
  package let status: Rect
  package let footer: Rect
  package let hasBorders: Bool
  /// How much larger than usual the lists are, in columns, or rows where they stand above; as much of what was
  /// asked for as leaves room for the rest.
  private(set) var widening = 0

  /// - Parameters:
  ///   - list: The list that last had the focus: the larger one where they share a column.
  ///   - lead: What stands first; the issues get the wider column, for their names are longer.
  ///   - widening: How much larger than usual the lists are to be.
  package init(
    size: Size, focus: Pane, list: Pane, lead: Lead, isZoomed: Bool, widening: Int = 0
  ) {
    let rows = size.rows
    let columns = size.columns
    let isTooSmall = rows < Self.smallest.rows || columns < Self.smallest.columns
    let isPortrait = (40...84).contains(columns) && rows >= 46
    shape =
      if isTooSmall {
        .tooSmall
      } else if isPortrait {
        .portrait
      } else if columns <= 60 || rows < 16 {
        .single
      } else if columns < 100 {
        .twoColumns
      } else if columns < 170 {
        .threeColumns
      } else {
        .withSide
      }
    header = Rect(row: 0, column: 0, rows: min(1, rows), columns: columns)
    let hasStatus = shape != .single && shape != .tooSmall
    footer = Rect(row: max(0, rows - 1), column: 0, rows: min(1, rows), columns: columns)
    status =
      hasStatus ? Rect(row: rows - 2, column: 0, rows: 1, columns: columns) : footer
    hasBorders = columns >= 40
    let body = Rect(
      row: 1, column: 0, rows: max(0, rows - (hasStatus ? 3 : 2)), columns: columns)
    if shape == .tooSmall { return }
    if shape == .single || isZoomed {
      panes[focus] = body
      return
    }
    place(within: body, list: list, lead: lead, widening: widening)
  }

  /// A size as it was meant, with what was added to it, within limits.
  private mutating func widened(_ usual: Int, by widening: Int, _ limits: ClosedRange<Int>) -> Int {
    let size = min(max(usual + widening, limits.lowerBound), limits.upperBound)
    self.widening = size - usual
    return size
  }

  private mutating func place(within body: Rect, list: Pane, lead: Lead, widening: Int) {
    let columns = body.size.columns
    switch shape {
    case .tooSmall, .single: return
    case .twoColumns:
      let left = widened(min(36, max(26, columns * 2 / 5)), by: widening, 18...columns - 26)
      stack(
        within: Rect(row: body.firstRow, column: 0, rows: body.size.rows, columns: left),
        larger: list)
      panes[.detail] = Rect(
        row: body.firstRow, column: left, rows: body.size.rows, columns: columns - left)
    case .portrait:
      let upper = widened(
        body.size.rows * 2 / 5, by: widening, 8...body.size.rows - 8)
      let lists = Rect(row: body.firstRow, column: 0, rows: upper, columns: columns)
      if columns > 60 {
        let left = columns * 2 / 5
        panes[.first] = Rect(row: lists.firstRow, column: 0, rows: upper, columns: left)
        panes[.second] = Rect(
          row: lists.firstRow, column: left, rows: upper, columns: columns - left)
      } else {
        stack(within: lists, larger: list)
      }
      panes[.detail] = Rect(
        row: lists.endRow, column: 0, rows: body.size.rows - upper, columns: columns)
    case .threeColumns, .withSide:
      let actors = shape == .withSide ? 34 : columns / 5
      let usual = shape == .withSide ? 46 : min(columns * 3 / 10, columns - actors - 46)
      let most = columns - actors - (shape == .withSide ? Self.textLimit : 40)
      let issues = widened(usual, by: widening, 16...max(16, most))
      let (first, second) = lead == .actors ? (actors, issues) : (issues, actors)
      let rest = columns - first - second
      // The text is at most 80 cells, and what is left beyond its borders goes to the side.
      let detail = shape == .withSide ? min(Self.textLimit + 4, rest - 30) : rest
      panes[.first] = Rect(row: body.firstRow, column: 0, rows: body.size.rows, columns: first)
      panes[.second] = Rect(
        row: body.firstRow, column: first, rows: body.size.rows, columns: second)
      panes[.detail] = Rect(
        row: body.firstRow, column: first + second, rows: body.size.rows, columns: detail)
      if shape == .withSide {
        side = Rect(
          row: body.firstRow, column: first + second + detail, rows: body.size.rows,
          columns: rest - detail)
      }
    }
  }

  /// One list over the other; the larger takes two thirds.
  private mutating func stack(within rect: Rect, larger: Pane) {
    let share = rect.size.rows * (larger == .first ? 2 : 1) / 3
    let upper = max(3, share)
    panes[.first] = Rect(
      row: rect.firstRow, column: rect.firstColumn, rows: upper, columns: rect.size.columns)
    panes[.second] = Rect(
      row: rect.firstRow + upper, column: rect.firstColumn, rows: rect.size.rows - upper,
      columns: rect.size.columns)
  }

  /// Where a pane's rows or lines are drawn, without its borders; empty if it is not on the screen.
  package func content(of pane: Pane) -> Rect {
    guard let rect = panes[pane] else { return Rect(row: 0, column: 0, rows: 0, columns: 0) }
    return content(of: rect)
  }

  package func content(of rect: Rect) -> Rect {
    hasBorders ? rect.inset(rows: 1, columns: 1) : rect
  }

  /// Columns of running text in the detail, one blank on each side left out.
  package var textWidth: Int { textWidth(of: content(of: .detail)) }

  /// Columns of text in the side panel; 0 where there is none.
  package var sideTextWidth: Int { side.map { textWidth(of: content(of: $0)) } ?? 0 }

  /// Columns left blank before running text.
  package var textMargin: Int { hasBorders ? 1 : 0 }

  private func textWidth(of content: Rect) -> Int {
    max(1, min(Self.textLimit, content.size.columns - (hasBorders ? 2 : 1)))
  }
}
