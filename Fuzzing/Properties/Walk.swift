package import Explorer
import TextUI

/// A walk through the explorer by events, which looks after each of them whether all is as it must be.
package struct Walk {
  package private(set) var state: State

  package init(_ state: State) { self.state = state }

  /// Takes an event, and answers what it wants done: nothing can be copied, opened or kept here, so that all
  /// that is said about it comes on the screen.
  package mutating func take(_ event: Event) {
    for effect in state.update(event) {
      switch effect {
      case .copy(let text):
        _ = state.update(
          .copied(CopyOutcome(text: text, confirmed: [], unconfirmed: [], failed: [])))
      case .open(let link): _ = state.update(.opened(OpenOutcome(link: link, result: .noOpener)))
      case .star(let page, let isOn):
        _ = state.update(.starKept(ids: isOn ? [page.text] : [], failure: isOn ? nil : "disk full"))
      case .quit, .suspend, .redraw, .mouse, .cite, .keepQuery, .wake, .pick: break
      }
    }
  }
}

extension State {
  private static let boxSigns: Set<Unicode.Scalar> = [
    "─", "│", "┌", "┐", "└", "┘", "━", "┃", "┏", "┓", "┗", "┛",
  ]
  private static let asciiBoxSigns: Set<Unicode.Scalar> = ["-", "|", "+", "=", "#"]

  /// What must hold after any event and does not, in words; nil where all holds.
  ///
  /// No border is overwritten, no glyph cut in half,
  /// the rows in hand are on the screen, and the cursor is in it.
  package var brokenInvariant: String? {
    let frame = render()
    // A pane that draws beyond its rectangle would overwrite a border: its own or another's.
    let signs = frame.canvas.repertoire == .ascii ? Self.asciiBoxSigns : Self.boxSigns
    let broken = bordersOnScreen.lazy.flatMap(\.edges).first { position in
      frame.canvas[position].glyph.map { !signs.contains($0.base) } ?? true
    }
    if let broken { return "size \(size): the border is broken at \(broken)" }
    guard (0..<max(1, size.rows)).contains(frame.cursor.row),
      (0..<max(1, size.columns)).contains(frame.cursor.column)
    else { return "size \(size): the cursor is at \(frame.cursor)" }
    for pane in panesOnScreen where pane != .detail && !isSelectionVisible(in: pane) {
      return "size \(size): the row in hand of \(pane) is not on the screen"
    }
    guard isViewRowVisible else { return "size \(size): the view’s row is not on the screen" }
    // Half a wide glyph would be a cell without a glyph behind one that is not wide.
    for row in 0..<size.rows {
      for column in 0..<size.columns
      where frame.canvas[Position(row: row, column: column)].glyph == nil {
        let before = frame.canvas[Position(row: row, column: max(0, column - 1))]
        if before.glyph?.width != 2 { return "size \(size): half a glyph at \(row), \(column)" }
      }
    }
    return nil
  }
}

extension Rect {
  /// The cells of a border in which nothing but its lines may stand: the sides and the corners.
  fileprivate var edges: [Position] {
    (firstRow..<endRow).flatMap { row in
      [Position(row: row, column: firstColumn), Position(row: row, column: endColumn - 1)]
    }
  }
}
