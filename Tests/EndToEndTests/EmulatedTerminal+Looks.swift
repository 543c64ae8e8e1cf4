import CVTerm
import Testing

/// How a cell is drawn, as far as the emulator keeps it (it has nothing faint).
struct CellLook: Hashable {
  var isBold: Bool
  var isUnderlined: Bool
  var isReversed: Bool
  /// Numbers of the palette; nil for the terminal's own colour.
  var foreground: UInt8?
  var background: UInt8?

  static let plain = CellLook(isBold: false, isUnderlined: false, isReversed: false)

  /// The same without its colours.
  var withoutColour: CellLook {
    CellLook(isBold: isBold, isUnderlined: isUnderlined, isReversed: isReversed)
  }
}

extension EmulatedTerminal {
  /// The look of a cell; row and column are counted from 0.
  func look(row: Int, column: Int) -> CellLook {
    var cell = VTermScreenCell()
    vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
    func number(_ colour: VTermColor, own: VTermColorType) -> UInt8? {
      colour.type & UInt8(own.rawValue) != 0 ? nil : colour.indexed.idx
    }
    return CellLook(
      isBold: cell.attrs.bold != 0, isUnderlined: cell.attrs.underline != 0,
      isReversed: cell.attrs.reverse != 0,
      foreground: number(cell.fg, own: VTERM_COLOR_DEFAULT_FG),
      background: number(cell.bg, own: VTERM_COLOR_DEFAULT_BG))
  }

  /// The looks of a text of narrow characters where it first stands on the screen; a failure where it does not.
  func looks(of text: String, sourceLocation: SourceLocation = #_sourceLocation) -> [CellLook] {
    let lines = self.text.split(separator: "\n", omittingEmptySubsequences: false)
    for (row, line) in lines.enumerated() {
      guard let range = line.firstRange(of: text) else { continue }
      let column = line.distance(from: line.startIndex, to: range.lowerBound)
      return (column..<column + text.count).map { look(row: row, column: $0) }
    }
    Issue.record("'\(text)' is not on the screen:\n\(self.text)", sourceLocation: sourceLocation)
    return Array(repeating: .plain, count: text.count)
  }

  /// The looks of all cells.
  var allLooks: Set<CellLook> {
    Set((0..<rows).flatMap { row in (0..<columns).map { look(row: row, column: $0) } })
  }
}
