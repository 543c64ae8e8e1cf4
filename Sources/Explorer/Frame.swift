package import TextUI

/// One picture of the screen.
package struct Frame: Sendable {
  package var canvas: Canvas
  /// Where the terminal's cursor stands: in a prompt, or on the row in hand, for screen readers follow it.
  package var cursor: Position
  /// Whether the cursor is shown: only where something is typed.
  package var isCursorShown: Bool
}

extension State {
  package func render() -> Frame {
    var frame = Frame(
      canvas: Canvas(size: size, repertoire: repertoire), cursor: Position(row: 0, column: 0),
      isCursorShown: false)
    guard derived.arrangement.shape != .tooSmall else {
      drawTooSmall(on: &frame)
      return frame
    }
    if overlay != nil {
      drawOverlay(on: &frame)
      return frame
    }
    if chooser != nil {
      drawChooser(on: &frame)
      return frame
    }
    if searching != nil {
      drawSearch(on: &frame)
      return frame
    }
    if view != nil {
      drawView(on: &frame)
      return frame
    }
    drawHeader(on: &frame)
    for pane in [Pane.first, .second] where derived.arrangement.panes[pane] != nil {
      drawList(pane, on: &frame)
    }
    if derived.arrangement.panes[.detail] != nil { drawDetail(on: &frame) }
    if let side = derived.arrangement.side { drawSide(in: side, on: &frame) }
    drawFooter(on: &frame)
    drawStatus(on: &frame)
    drawHints(on: &frame)
    if isWhichKeyShown { drawWhichKey(on: &frame) }
    return frame
  }

  private func drawTooSmall(on frame: inout Frame) {
    let smallest = Arrangement.smallest
    let text = Array(
      "terminal too small (need \(smallest.columns)×\(smallest.rows))".unicodeScalars)
    for (row, range) in LineBreaking.lines(of: text, width: size.columns).enumerated() {
      frame.canvas.write(
        String(String.UnicodeScalarView(text[range])), at: Position(row: row, column: 0))
    }
  }

  /// The box of a pane, its title in the upper edge and its place in the lower one.
  ///
  /// The focus is heavy lines and a reversed title, so that it can be seen without colour.
  func drawBox(
    _ rect: Rect, title: StyledText, position: String, hasFocus: Bool, on frame: inout Frame
  ) {
    guard derived.arrangement.hasBorders, rect.size.rows >= 2, rect.size.columns >= 2 else {
      return
    }
    let signs = borders.signs(hasFocus: hasFocus)
    let role: Role = hasFocus ? .focusedBorder : .border
    let last = Position(row: rect.endRow - 1, column: rect.endColumn - 1)
    for row in [rect.firstRow, last.row] {
      frame.canvas.fill(
        Rect(row: row, column: rect.firstColumn, rows: 1, columns: rect.size.columns),
        with: signs.horizontal, role: role)
    }
    for column in [rect.firstColumn, last.column] {
      frame.canvas.fill(
        Rect(row: rect.firstRow, column: column, rows: rect.size.rows, columns: 1),
        with: signs.vertical, role: role)
    }
    let corners = [
      (Position(row: rect.firstRow, column: rect.firstColumn), signs.upperLeft),
      (Position(row: rect.firstRow, column: last.column), signs.upperRight),
      (Position(row: last.row, column: rect.firstColumn), signs.lowerLeft),
      (last, signs.lowerRight),
    ]
    for (corner, sign) in corners { frame.canvas.put(Glyph(base: sign), at: corner, role: role) }
    let room = rect.size.columns - 5
    frame.canvas.write(
      title, at: Position(row: rect.firstRow, column: rect.firstColumn + 2), limit: room,
      isCutMarked: true
    ) { _, run in hasFocus && run.role == .title ? .focusedTitle : run.role }
    let width = DisplayWidth.of(position) + 2
    if !position.isEmpty, width <= room {
      frame.canvas.write(
        " \(position) ", at: Position(row: last.row, column: last.column - 1 - width), role: role)
    }
  }
}

/// The lines around panes, letters apart: a font may have these and lack the others.
package enum Borders: String, Hashable, Sendable, CaseIterable {
  case unicode
  case ascii

  fileprivate func signs(hasFocus: Bool) -> BoxSigns {
    switch self {
    case .unicode: hasFocus ? .heavy : .light
    case .ascii: hasFocus ? .heavyASCII : .lightASCII
    }
  }

  /// The line after a heading.
  var rule: Unicode.Scalar { signs(hasFocus: false).horizontal }
}

private struct BoxSigns {
  let horizontal: Unicode.Scalar
  let vertical: Unicode.Scalar
  let upperLeft: Unicode.Scalar
  let upperRight: Unicode.Scalar
  let lowerLeft: Unicode.Scalar
  let lowerRight: Unicode.Scalar

  static let light = BoxSigns(
    horizontal: "─", vertical: "│", upperLeft: "┌", upperRight: "┐", lowerLeft: "└",
    lowerRight: "┘")
  static let heavy = BoxSigns(
    horizontal: "━", vertical: "┃", upperLeft: "┏", upperRight: "┓", lowerLeft: "┗",
    lowerRight: "┛")

  static let lightASCII = BoxSigns(
    horizontal: "-", vertical: "|", upperLeft: "+", upperRight: "+", lowerLeft: "+",
    lowerRight: "+")
  static let heavyASCII = BoxSigns(
    horizontal: "=", vertical: "#", upperLeft: "#", upperRight: "#", lowerLeft: "#",
    lowerRight: "#")
}
