// TextUI: what a character terminal shows and sends, as plain values.
//
// A `Canvas` is a grid of cells with roles; a `Key` and a `MouseEvent` are what comes back. Nothing here
// knows a terminal: NcursesTerminal turns roles into attributes and bytes into keys, and a test compares
// a canvas with a text. Text passes the gate on its way into a cell, so nothing else needs to.

/// A place on a canvas, counted from 0, from the upper left.
package struct Position: Hashable, Sendable {
  package var row: Int
  package var column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// An extent in cells; never negative.
package struct Size: Hashable, Sendable {
  package var rows: Int
  package var columns: Int

  package init(rows: Int, columns: Int) {
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }
}

/// A part of a canvas; it may be empty, and never has a negative extent.
package struct Rect: Hashable, Sendable {
  package var origin: Position
  package var size: Size

  package init(row: Int, column: Int, rows: Int, columns: Int) {
    origin = Position(row: row, column: column)
    size = Size(rows: rows, columns: columns)
  }

  package var isEmpty: Bool { size.rows == 0 || size.columns == 0 }
  package var firstRow: Int { origin.row }
  package var firstColumn: Int { origin.column }
  /// The row after the last one.
  package var endRow: Int { origin.row + size.rows }
  /// The column after the last one.
  package var endColumn: Int { origin.column + size.columns }

  package func contains(_ position: Position) -> Bool {
    (firstRow..<endRow).contains(position.row)
      && (firstColumn..<endColumn).contains(position.column)
  }

  /// The rectangle without a margin on each side; empty where the margins leave nothing.
  package func inset(rows: Int, columns: Int) -> Rect {
    Rect(
      row: firstRow + rows, column: firstColumn + columns,
      rows: size.rows - 2 * rows, columns: size.columns - 2 * columns)
  }
}
