import PlainText

/// Which characters may be sent: all, or ASCII alone with one stand-in for each other.
package enum CharacterRepertoire: Hashable, Sendable {
  case unicode
  case ascii
}

/// One cell of a canvas.
package struct Cell: Hashable, Sendable {
  /// Nil in the second half of a wide glyph.
  package var glyph: Glyph?
  package var role: Role

  package static let blank = Cell(glyph: Glyph(base: " "), role: .plain)
}

/// A grid of cells to draw on.
///
/// Nothing is ever written outside it: what does not fit is cut, a wide glyph whole. A wide glyph has its
/// two cells or none, whatever is written over it.
package struct Canvas: Sendable {
  package let size: Size
  package let repertoire: CharacterRepertoire
  /// Row by row: the cell at (row, column) is at `row * columns + column`.
  package private(set) var cells: [Cell]

  package init(size: Size, repertoire: CharacterRepertoire = .unicode) {
    self.size = size
    self.repertoire = repertoire
    cells = Array(repeating: .blank, count: size.rows * size.columns)
  }

  package subscript(position: Position) -> Cell {
    cells[position.row * size.columns + position.column]
  }

  package var bounds: Rect { Rect(row: 0, column: 0, rows: size.rows, columns: size.columns) }

  /// Writes a text from a place on, at most `limit` columns wide, and cuts what goes beyond the edge.
  ///
  /// - Returns: The columns that were used.
  @discardableResult
  package mutating func write(
    _ text: some StringProtocol, at position: Position, role: Role = .plain, limit: Int = .max
  ) -> Int {
    var column = position.column
    let end = position.column + min(limit, max(0, size.columns - position.column))
    for glyph in Glyphs(text.unicodeScalars) {
      guard column + glyph.width <= end else { break }
      put(glyph, at: Position(row: position.row, column: column), role: role)
      column += glyph.width
    }
    return column - position.column
  }

  /// Puts one glyph; nothing happens where it does not fit on the canvas.
  package mutating func put(_ glyph: Glyph, at position: Position, role: Role) {
    guard (0..<size.rows).contains(position.row), position.column >= 0,
      position.column + glyph.width <= size.columns
    else { return }
    let place = position.row * size.columns + position.column
    let sent = repertoire == .ascii ? ascii(glyph) : glyph
    for half in place..<place + glyph.width { release(half) }
    if sent.width == glyph.width {
      cells[place] = Cell(glyph: sent, role: role)
      if glyph.width == 2 { cells[place + 1] = Cell(glyph: nil, role: role) }
    } else {
      for half in place..<place + glyph.width { cells[half] = Cell(glyph: sent, role: role) }
    }
  }

  /// Fills a part of the canvas with one narrow character.
  package mutating func fill(_ rect: Rect, with scalar: Unicode.Scalar = " ", role: Role) {
    let glyph = Glyph(base: scalar)
    for row in max(0, rect.firstRow)..<max(0, rect.firstRow, min(rect.endRow, size.rows)) {
      for column in rect.firstColumn..<rect.endColumn {
        put(glyph, at: Position(row: row, column: column), role: role)
      }
    }
  }

  /// Gives a part of the canvas another role, its text untouched.
  package mutating func paint(_ rect: Rect, role: (Role) -> Role) {
    for row in max(0, rect.firstRow)..<max(0, rect.firstRow, min(rect.endRow, size.rows)) {
      let columns =
        max(0, rect.firstColumn)..<max(0, rect.firstColumn, min(rect.endColumn, size.columns))
      for column in columns {
        let place = row * size.columns + column
        cells[place].role = role(cells[place].role)
      }
    }
  }

  /// The text of one row, blanks at its end left out.
  package func text(ofRow row: Int) -> String {
    var text = ""
    for cell in cells[row * size.columns..<(row + 1) * size.columns] {
      if let glyph = cell.glyph { text += glyph.text }
    }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// The text of all rows, as `--dump` prints it.
  package var text: String {
    (0..<size.rows).map { text(ofRow: $0) }.joined(separator: "\n")
  }

  /// Whether a cell is another than that of a canvas of the same size.
  package func differs(from other: Canvas, at position: Position) -> Bool {
    let place = position.row * size.columns + position.column
    return cells[place] != other.cells[place]
  }

  package func isBlank(at position: Position) -> Bool {
    isBlank(position.row * size.columns + position.column)
  }

  /// The role that a cell is sent with: its own, but for blanks on which it does not show the cheapest.
  ///
  /// A terminal is told where attributes change. So a single blank goes on with the role before it, and more
  /// of them are plain, whatever they belong to: those at the end of a label are those of an empty line.
  package func sentRole(at position: Position, unless showsOnBlanks: (Role) -> Bool) -> Role {
    let place = position.row * size.columns + position.column
    let role = cells[place].role
    guard isBlank(place), !showsOnBlanks(role) else { return role }
    let isSingle =
      position.column > 0 && !isBlank(place - 1)
      && position.column + 1 < size.columns && !isBlank(place + 1)
    let before = isSingle ? cells[place - 1].role : .plain
    return showsOnBlanks(before) ? .plain : before
  }

  private func isBlank(_ place: Int) -> Bool { cells[place].glyph?.isBlank == true }

  /// Blanks the other half of a wide glyph of which one half is about to be overwritten.
  private mutating func release(_ place: Int) {
    if cells[place].glyph == nil {
      cells[place - 1].glyph = Glyph(base: " ")
      cells[place].glyph = Glyph(base: " ")
    } else if cells[place].glyph?.width == 2 {
      cells[place + 1].glyph = Glyph(base: " ")
    }
  }

  private func ascii(_ glyph: Glyph) -> Glyph {
    glyph.base.isASCII && glyph.marks.isEmpty
      ? glyph : Glyph(base: Normalisation.asciiTwin(of: glyph.base))
  }
}
