import AtlasModel
import PlainText
import TextUI

/// Where a range of rows was begun.
struct RangeStart: Hashable, Sendable {
  let pane: Pane
  let row: Row
}

extension State {
  /// The page that a row of a list means, together with what is chosen in the other list.
  func page(of row: Row, in pane: Pane) -> PageID {
    switch pane {
    case .first: Self.page(of: row, .overview)
    case .second: Self.page(of: first, row)
    case .detail: page
    }
  }

  /// The selected pages, those of a range in the making at the end.
  var selection: [PageID] {
    let range = rangePages.filter { !selected.contains($0) }
    return selected + range
  }

  /// The pages of the rows from where the range was begun to the row in hand.
  private var rangePages: [PageID] {
    guard let start = rangeStart, focus == start.pane, let content = content(of: start.pane),
      let from = content.place(of: start.row),
      let to = row(in: start.pane).flatMap({ content.place(of: $0) })
    else { return [] }
    return content.rows[min(from, to)...max(from, to)].filter(\.row.isFound)
      .map { page(of: $0.row, in: start.pane) }
  }

  mutating func toggleSelection() {
    guard focus != .detail, let row = row(in: focus) else {
      toggle(page)
      return
    }
    guard row.isFound else {
      message = "Only actors and issues can be selected"
      return
    }
    toggle(page(of: row, in: focus))
    move(by: 1)
  }

  private mutating func toggle(_ page: PageID) {
    if let place = selected.firstIndex(of: page) {
      selected.remove(at: place)
    } else {
      selected.append(page)
    }
    tellSelection()
  }

  /// Begins a range at the row in hand, or takes in what lies between.
  mutating func toggleRange() {
    if rangeStart != nil {
      selected = selection
      rangeStart = nil
      tellSelection()
    } else if focus != .detail, let row = row(in: focus) {
      rangeStart = RangeStart(pane: focus, row: row)
      message = "Move to the other end; \(keys.label(of: .range)) selects what lies between"
    } else {
      message = "A range is made of the rows of a list"
    }
  }

  mutating func selectAll() {
    guard focus != .detail, let content = content(of: focus) else {
      message = "The rows of a list can be selected, not the text"
      return
    }
    let pane = focus
    let pages = content.rows.filter(\.row.isFound).map { page(of: $0.row, in: pane) }
    var known = Set(selected)
    selected += pages.filter { known.insert($0).inserted }
    tellSelection()
  }

  mutating func clearSelection() {
    rangeStart = nil
    selected = []
    message = "Nothing is selected"
  }

  private mutating func tellSelection() {
    let words = counted(selected.count, "page")
    message =
      selected.isEmpty
      ? "Nothing is selected"
      : "\(words) selected; \(keys.label(of: .copyRows)) copies them, "
        + "\(keys.label(of: .clearSelection)) lets them go"
  }
}
