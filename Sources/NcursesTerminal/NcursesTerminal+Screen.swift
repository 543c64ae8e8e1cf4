import CNcurses
import CPosix
import Glibc
package import TextUI

// What goes to the terminal.

extension NcursesTerminal {
  package var size: Size {
    Size(rows: Int(shim_lines()), columns: Int(shim_columns()))
  }

  /// Shows a canvas; ncurses sends what differs from what is on the screen.
  package mutating func present(_ canvas: Canvas, cursor: Position, isCursorShown: Bool) {
    if isGivenBack { return }
    Self.blockOutput()
    let rows = min(canvas.size.rows, size.rows)
    let columns = min(canvas.size.columns, size.columns)
    let before = shown?.size == canvas.size ? shown : nil
    for row in 0..<rows {
      for column in 0..<columns {
        let place = Position(row: row, column: column)
        guard let before else {
          put(canvas, at: place)
          continue
        }
        guard canvas.differs(from: before, at: place) else { continue }
        put(canvas, at: place)
        // A blank between this and another change goes on with their role: it is sent with them.
        guard column + 2 < columns else { continue }
        let blank = Position(row: row, column: column + 1)
        if canvas.isBlank(at: blank), !canvas.differs(from: before, at: blank),
          canvas.differs(from: before, at: Position(row: row, column: column + 2))
        {
          put(canvas, at: blank)
        }
      }
    }
    shown = canvas
    curs_set(isCursorShown ? 1 : 0)
    move(Int32(cursor.row), Int32(cursor.column))
    refresh()
  }

  /// Hands one cell to ncurses.
  private func put(_ canvas: Canvas, at place: Position) {
    guard let glyph = canvas[place].glyph else { return }
    let look = attributes[canvas.sentRole(at: place) { attributes.showsOnBlanks($0) }]
    var text: (wchar_t, wchar_t, wchar_t, wchar_t, wchar_t) = (0, 0, 0, 0, 0)
    text.0 = wchar_t(bitPattern: glyph.base.value)
    if !glyph.marks.isEmpty {
      withUnsafeMutableBytes(of: &text) { bytes in
        let scalars = bytes.assumingMemoryBound(to: wchar_t.self)
        for (place, mark) in glyph.marks.prefix(Glyph.markLimit).enumerated() {
          scalars[place + 1] = wchar_t(bitPattern: mark.value)
        }
      }
    }
    // The last cell reports an error, since the cursor cannot go on from there; it is drawn.
    _ = withUnsafePointer(to: &text) { text in
      text.withMemoryRebound(to: wchar_t.self, capacity: 5) { scalars in
        shim_put(Int32(place.row), Int32(place.column), scalars, look.attributes, look.pair)
      }
    }
  }

  /// Makes writing wait for a terminal that does not read.
  ///
  /// Whoever shares the terminal (a program before us in the same shell) may have set it so that a write fails
  /// instead, and ncurses would try it again and again without a pause.
  private static func blockOutput() {
    let flags = fcntl(STDOUT_FILENO, F_GETFL)
    if flags >= 0, flags & O_NONBLOCK != 0 {
      _ = fcntl(STDOUT_FILENO, F_SETFL, flags & ~O_NONBLOCK)
    }
  }

  /// Forgets what ncurses believes to be on the screen: the next picture is sent whole.
  package mutating func redraw() {
    clearok(shim_stdscr(), true)
  }

  package mutating func setMouse(isOn: Bool) {
    isMouseOn = isOn
    send(isOn ? Self.mouseOn : Self.mouseOff)
  }

  mutating func setReports() {
    send(Self.pasteOn + (isMouseOn ? Self.mouseOn : ""))
  }

  /// Sends bytes past ncurses, such as OSC 52: nothing that moves the cursor or draws.
  package mutating func send(_ text: String) { Self.send(text) }

  static func send(_ text: String) {
    fflush(shim_stdout())
    _ = write_whole(STDOUT_FILENO, text, text.utf8.count)
  }
}
