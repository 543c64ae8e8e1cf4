import AtlasModel
import FuzzyMatching
import TextUI

extension State {
  /// The rows of the screen between the header and the status line.
  var viewArea: Rect {
    let first = min(1, size.rows)
    let last = max(first, derived.arrangement.status.firstRow)
    return Rect(row: first, column: 0, rows: last - first, columns: size.columns)
  }

  private func visibleViewRows(_ content: any ViewContent) -> Int {
    max(
      1,
      viewArea.size.rows - content.headRows(inArea: viewArea.size.rows)
        - content.footRows(inArea: viewArea.size.rows))
  }

  /// Whether the row in hand of an open view is on the screen, where there is one.
  package var isViewRowVisible: Bool {
    guard let view, let content = derived.view, content.rowCount > 0 else { return true }
    return (view.top..<view.top + visibleViewRows(content)).contains(view.row)
      && (0..<content.rowCount).contains(view.row)
      && (0..<max(1, content.columnCount)).contains(view.column)
  }

  mutating func open(_ kind: ViewKind, comparing subject: CompareSubject? = nil) {
    guard view?.kind != kind else { return }
    remember()
    prompt = nil
    view = ViewState(kind, comparing: subject)
    refresh()
    skipHeadings(.forward)
  }

  /// The page that is in hand: of a view its row's, or else what the detail shows.
  var pageInHand: PageID? {
    guard let view, let content = derived.view else { return page }
    return content.page(row: view.row, column: view.column)
  }

  // MARK: Keys

  /// What a command does in a view; nil where it does what it does everywhere.
  mutating func performInView(_ command: Command) -> [Effect]? {
    guard let content = derived.view, view != nil else { return nil }
    let steps = count ?? 1
    let page = max(1, visibleViewRows(content) - 1)
    switch command {
    case .moveDown: moveInView(by: steps)
    case .moveUp: moveInView(by: -steps)
    case .halfPageDown: moveInView(by: steps * max(1, page / 2))
    case .halfPageUp: moveInView(by: -steps * max(1, page / 2))
    case .pageDown, .scrollDetailDown: moveInView(by: steps * page)
    case .pageUp, .scrollDetailUp: moveInView(by: -steps * page)
    case .moveToFirst: moveInView(to: (count ?? 1) - 1)
    case .moveToLast: moveInView(to: (count ?? .max) - 1)
    case .paneLeft, .scrollLeft, .previousPane: moveSideways(by: -steps)
    case .paneRight, .scrollRight, .nextPane: moveSideways(by: steps)
    case .nextGroup: moveToHeading(.forward)
    case .previousGroup: moveToHeading(.backward)
    case .zoomIn: zoomView(by: steps)
    case .fold where content.zoomLevels != nil: zoomView(by: -steps)
    case .enter: return enterFromView()
    case .open: return openFromView()
    case .filter:
      let line = view?.line
      view?.lineBefore = line
    case .clearFilters:
      view?.line = InputLine()
      message = "The filter is cleared"
    case .foldAll, .fold:
      view?.isFolded.toggle()
      message = view?.isFolded == true ? "What is empty is left out" : "All rows are shown"
    case .orderByAtlas: orderView(.atlas)
    case .orderByName: orderView(.name)
    case .orderByCount: orderView(.count)
    case .orderByRelevance: orderView(.relevance)
    case .orderByYear: orderView(.year)
    case .escape, .quit:
      if view?.line.text.isEmpty == false {
        view?.line = InputLine()
      } else {
        view = nil
      }
    case .copyLink:
      if let view, let request = content.citation(row: view.row, column: view.column) {
        return [.cite(request)]
      }
      guard let view, let text = content.copied(row: view.row, column: view.column) else {
        return nil
      }
      return [.copy(text)]
    case .turn, .zoom, .grow, .shrink, .resetSizes, .wrap, .nextMatch, .previousMatch, .nextLink,
      .previousLink, .hints,
      .copyHint, .chooseLink, .toggleSelection, .range, .selectAll, .focusFirst, .focusSecond,
      .focusDetail, .matching:
      message =
        "\(keys.label(of: command)) is no key here; \(keys.label(of: .quit)) closes the view, and then it is"
    default: return nil
    }
    return []
  }

  private mutating func orderView(_ order: ListOrder) {
    guard view?.kind != .timeline else {
      message = "The timeline stands in the order of time"
      return
    }
    guard let words = derived.view?.words(of: order) else {
      message = "There is no such order here"
      return
    }
    view?.order = order
    view?.row = 0
    message = "Sorted " + words
  }

  /// Over columns, or over groups of rows where a view has those instead.
  private mutating func moveSideways(by steps: Int) {
    guard let view, let content = derived.view else { return }
    if let row = content.row(steps, groupsFrom: view.row) {
      moveInView(to: row)
    } else {
      self.view?.column += steps
    }
  }

  private mutating func zoomView(by steps: Int) {
    guard let view, let content = derived.view, let levels = content.zoomLevels else {
      message =
        "\(keys.label(of: .zoomIn)) is for the timeline; \(keys.label(of: .timeline)) opens it"
      return
    }
    let zoom = min(max(levels.lowerBound, view.zoom + steps), levels.upperBound)
    self.view?.zoom = zoom
    message = content.words(zoom: zoom, row: view.row) + "; \(keys.label(of: .fold)) shows more"
  }

  private mutating func moveInView(by rows: Int) {
    guard let view else { return }
    moveInView(to: view.row + rows)
    skipHeadings(rows < 0 ? .backward : .forward)
  }

  /// Rows that a long document makes between two keys.
  private static let sliceCount = 2000

  /// Makes the next rows of a document that is not finished.
  mutating func goOnWithView() {
    guard let count = derived.view?.rowCount, derived.view?.isUnfinished == true else { return }
    derived.view?.layOut(atLeast: count + Self.sliceCount)
  }

  private mutating func moveInView(to row: Int) {
    derived.view?.layOut(atLeast: row)
    guard let content = derived.view else { return }
    view?.row = min(max(0, row), max(0, content.rowCount - 1))
    skipHeadings(.forward)
  }

  /// From a heading to the next row that is none; back again where there is none.
  private mutating func skipHeadings(_ direction: Direction) {
    guard let content = derived.view, let row = view?.row, content.rowCount > 0 else { return }
    let rows =
      direction == .forward
      ? Array(row..<content.rowCount) + stride(from: row, through: 0, by: -1)
      : stride(from: row, through: 0, by: -1) + Array(row..<content.rowCount)
    view?.row = rows.first { !content.isHeading($0) } ?? row
  }

  private mutating func moveToHeading(_ direction: Direction) {
    guard let content = derived.view, let row = view?.row else { return }
    if let row = content.row(direction == .forward ? 1 : -1, groupsFrom: row) {
      return moveInView(to: row)
    }
    let headings = (0..<content.rowCount).filter(content.isGroup)
    let heading =
      direction == .forward
      ? headings.first { $0 > row } : headings.last { $0 < row - 1 }
    guard let heading else { return }
    moveInView(to: heading)
  }

  /// Opens the page of what is in hand, at the statement where there is one.
  mutating func enterFromView() -> [Effect] {
    guard let view, let content = derived.view,
      let page = content.page(row: view.row, column: view.column)
    else {
      message = "Nothing to open here"
      return []
    }
    let terms = content.terms(row: view.row, column: view.column)
    follow(page)
    guard !terms.isEmpty else { return [] }
    search = terms[0]
    searchTerms = terms
    matchInHand = nil
    refresh()
    if let first = derived.matches.first {
      matchInHand = 0
      bringIntoView(first)
    }
    return []
  }

  /// Opens the link in hand, or that of the page in hand.
  private mutating func openFromView() -> [Effect] {
    guard let view, let content = derived.view else { return [] }
    let link =
      content.target(row: view.row, column: view.column)?.link
      ?? content.page(row: view.row, column: view.column).flatMap {
        atlas.link(of: $0, in: edition)
      }
    guard let link else {
      message = "There is no link to open here"
      return []
    }
    return open(link)
  }

  // MARK: Typing

  mutating func takeInViewPrompt(_ key: Key) -> [Effect] {
    switch keys.promptCommand(for: key) {
    case .keep:
      view?.lineBefore = nil
      return keep(view?.line.text ?? "")
    case .restore:
      if let before = view?.lineBefore { view?.line = before }
      view?.lineBefore = nil
    case .next: moveInView(by: 1)
    case .previous: moveInView(by: -1)
    case .nextPage: moveInView(by: 10)
    case .previousPage: moveInView(by: -10)
    case .suspend: return [.suspend]
    case .complete: editView { $0.completeField() }
    case .matching:
      changeMatching()
      editView { _ in }
    case .earlierQuery, .laterQuery: break
    case nil where key == Key(.backspace) && view?.line.scalars.isEmpty == true:
      view?.lineBefore = nil
    case nil:
      if let command = keys.editCommand(for: key) {
        editView { $0.edit(command) }
      } else if let typed = key.typed {
        editView { $0.insert(typed) }
      }
    }
    return []
  }

  mutating func editView(_ change: (inout InputLine) -> Void) {
    guard var line = view?.line else { return }
    change(&line)
    view?.line = line
    view?.row = 0
    lists.prepare()
    refresh()
    skipHeadings(.forward)
  }

  // MARK: What follows

  /// Keeps the row and the column in hand among those that are there, and on the screen.
  mutating func keepViewInView() {
    guard var view, let content = derived.view else { return }
    view.row = min(max(0, view.row), max(0, content.rowCount - 1))
    view.column = min(max(0, view.column), max(0, content.columnCount - 1))
    let rows = visibleViewRows(content)
    // The heading over the first row in hand is seen with it.
    let first = view.row > 0 && content.isHeading(view.row - 1) ? view.row - 1 : view.row
    view.top = min(max(min(view.top, first), view.row - rows + 1), max(0, content.rowCount - rows))
    view.left = min(view.left, view.column)
    while view.left < view.column,
      view.left + content.visibleColumns(from: view.left, width: size.columns) <= view.column
    {
      view.left += 1
    }
    self.view = view
  }

  // MARK: On the screen

  func drawView(on frame: inout Frame) {
    guard let view, let content = derived.view else { return }
    drawBar(
      derived.arrangement.header, left: StyledText(" " + content.title, role: .title),
      rights: [" \(content.counts) · \(editionWords) ", " \(content.counts) ", ""], on: &frame)
    let area = viewArea
    if content.rowCount == 0 {
      drawSentence(content.emptySentence, in: area, on: &frame)
    } else {
      content.draw(view, in: area, on: &frame.canvas)
      frame.cursor = Position(
        row: min(
          area.firstRow + content.headRows(inArea: area.size.rows) + view.row - view.top,
          max(0, area.endRow - 1)),
        column: 0)
    }
    drawFooter(on: &frame)
    let status = derived.arrangement.status
    if view.isTyping {
      drawLine(
        view.line, name: "filter " + view.kind.rawValue, found: content.counts, in: status,
        on: &frame)
    } else if status != derived.arrangement.footer || !message.isEmpty {
      let words =
        message.isEmpty
        ? (pendingKeys.isEmpty
          ? content.words(row: view.row, column: view.column) : Keymap.label(of: pendingKeys))
        : message
      drawMessage(words, in: status, on: &frame)
    }
    if isWhichKeyShown { drawWhichKey(on: &frame) }
  }
}

// MARK: Mouse

extension State {
  /// The wheel moves, a press takes a row in hand, a double one opens it.
  mutating func takeInView(_ event: MouseEvent) -> [Effect] {
    guard let view, let content = derived.view else { return [] }
    let firstRow = viewArea.firstRow + content.headRows(inArea: viewArea.size.rows)
    let row = event.position.row - firstRow + view.top
    let isOnRow =
      event.position.row >= firstRow
      && event.position.row < viewArea.endRow - content.footRows(inArea: viewArea.size.rows)
      && row < content.rowCount
    switch event.action {
    case .wheelDown: self.view?.row += 3
    case .wheelUp: self.view?.row -= 3
    case .press: if isOnRow, !content.isHeading(row) { self.view?.row = row }
    case .doublePress: if isOnRow, row == view.row { return enterFromView() }
    }
    return []
  }
}
