import TextUI

extension State {
  /// A click chooses and focuses, a second one on a link follows it; a double click is `Enter`.
  mutating func take(_ event: MouseEvent) -> [Effect] {
    // A count or a chord that was begun was meant for a key.
    count = nil
    pendingKeys = []
    isWhichKeyShown = false
    hints = nil
    if overlay != nil {
      switch event.action {
      case .wheelDown: scrollOverlay(by: 3)
      case .wheelUp: scrollOverlay(by: -3)
      case .press, .doublePress: break
      }
      return []
    }
    if chooser != nil { return takeInChooser(event) }
    if searching != nil { return takeInSearch(event) }
    if view != nil { return takeInView(event) }
    if let side = derived.arrangement.side, side.contains(event.position) {
      return takeInSide(event, side)
    }
    guard
      let pane = Pane.allCases.first(where: {
        derived.arrangement.panes[$0]?.contains(event.position) ?? false
      })
    else { return [] }
    switch event.action {
    case .wheelDown: scroll(pane, by: 3)
    case .wheelUp: scroll(pane, by: -3)
    case .press: return press(in: pane, at: event.position)
    case .doublePress: return doublePress(in: pane, at: event.position)
    }
    return []
  }

  private mutating func press(in pane: Pane, at position: Position) -> [Effect] {
    focus(on: pane)
    let area = derived.arrangement.content(of: pane)
    guard area.contains(position) else { return [] }
    if pane == .detail {
      let target = derived.detail.target(
        line: detailTop + position.row - area.firstRow,
        column: position.column - area.firstColumn - derived.arrangement.textMargin + detailColumn)
      return press(target: target)
    }
    if let row = clickedRow(in: pane, at: position) { select(row, in: pane) }
    return []
  }

  /// A first click takes a link in hand, a second one follows it: none opens by accident.
  private mutating func press(target: Int?) -> [Effect] {
    guard let target else { return [] }
    if link == target { return followLink() }
    link = target
    return []
  }

  private mutating func doublePress(in pane: Pane, at position: Position) -> [Effect] {
    if pane == .detail { return press(in: pane, at: position) }
    // The first press chose the row; where lists share a column it may have moved from under the pointer.
    guard pane == focus, let row = row(in: pane) else { return [] }
    if row.isBasket {
      fold()
      return []
    }
    return enter()
  }

  private mutating func takeInSide(_ event: MouseEvent, _ side: Rect) -> [Effect] {
    switch event.action {
    case .wheelDown: sideTop += 3
    case .wheelUp: sideTop -= 3
    case .press, .doublePress:
      let area = derived.arrangement.content(of: side)
      guard area.contains(event.position) else { return [] }
      focus(on: .detail)
      return press(
        target: derived.side.target(
          line: sideTop + event.position.row - area.firstRow,
          column: event.position.column - area.firstColumn - derived.arrangement.textMargin))
    }
    return []
  }

  private func clickedRow(in pane: Pane, at position: Position) -> Row? {
    let area = derived.arrangement.content(of: pane)
    guard area.contains(position), let content = content(of: pane) else { return nil }
    let place = position.row - area.firstRow + (pane == .first ? firstTop : secondTop)
    return content.rows.indices.contains(place) ? content.rows[place].row : nil
  }

  /// Moves what a pane shows; the row in hand goes along where it would leave the screen.
  private mutating func scroll(_ pane: Pane, by rows: Int) {
    if pane == .detail {
      detailTop += rows
      return
    }
    guard let content = content(of: pane), let row = row(in: pane),
      let place = content.place(of: row)
    else { return }
    let visible = max(1, visibleRows(of: pane))
    let last = max(0, content.rows.count - visible)
    let top = min(max(0, (pane == .first ? firstTop : secondTop) + rows), last)
    let moved = min(max(place, top), top + visible - 1)
    if moved != place { select(content.rows[moved].row, in: pane) }
    if pane == .first { firstTop = top } else { secondTop = top }
  }
}
