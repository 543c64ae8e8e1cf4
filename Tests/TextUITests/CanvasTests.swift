import Testing
import TextUI

@Suite struct CanvasTests {
  private func canvas(_ columns: Int, _ rows: Int = 1) -> Canvas {
    Canvas(size: Size(rows: rows, columns: columns))
  }

  @Test(
    arguments: [
      ("plain", 5), ("é", 1), ("e\u{301}", 1), ("中文", 4), ("│", 1), ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2),
      ("❤️", 1), ("क्‍ष", 2), ("नि", 2), ("", 0), ("\u{1B}", 1), ("한글", 4),
    ])
  func `a text has the width that ncurses gives its cells`(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
    var canvas = canvas(20)
    #expect(canvas.write(text, at: Position(row: 0, column: 0)) == width)
  }

  @Test func `what does not fit is cut, a wide glyph whole`() {
    var canvas = canvas(5)
    canvas.write("ab中文", at: Position(row: 0, column: 0))
    #expect(canvas.text == "ab中")
  }

  @Test
  func `single blanks go on with the role before them, others are plain where it does not show`() {
    var canvas = canvas(16)
    canvas.write("Two words  ", at: Position(row: 0, column: 0), role: .title)
    canvas.write("a b  ", at: Position(row: 0, column: 11), role: .selected)
    let signs = (0..<16).map { column in
      switch canvas.sentRole(at: Position(row: 0, column: column), unless: { $0 == .selected }) {
      case .title: "t"
      case .selected: "s"
      default: "."
      }
    }
    #expect(signs.joined() == "ttttttttt..sssss")
  }

  @Test func `nothing is written outside`() {
    var canvas = canvas(4, 2)
    canvas.write("above", at: Position(row: -1, column: 0))
    canvas.write("below", at: Position(row: 2, column: 0))
    canvas.write("left", at: Position(row: 0, column: -2))
    canvas.write("right", at: Position(row: 1, column: 3))
    #expect(canvas.text == "ft\n   r")
  }

  @Test func `half of a wide glyph is never left`() {
    var left = canvas(6)
    left.write("中文", at: Position(row: 0, column: 0))
    left.write("x", at: Position(row: 0, column: 1))
    #expect(left.text == " x文")
    var right = canvas(6)
    right.write("中文", at: Position(row: 0, column: 0))
    right.write("x", at: Position(row: 0, column: 2))
    #expect(right.text == "中x")
  }

  @Test func `a canvas without rows or columns takes everything and shows nothing`() {
    for (columns, rows) in [(0, 0), (0, 3), (3, 0), (1, 1)] {
      var canvas = canvas(columns, rows)
      canvas.write("text", at: Position(row: 0, column: 0))
      canvas.fill(Rect(row: 0, column: 0, rows: 9, columns: 9), role: .bar)
      canvas.paint(Rect(row: -3, column: -3, rows: 9, columns: 9)) { _ in .match }
      #expect(canvas.cells.count == columns * rows)
    }
  }

  @Test func `more than three marks on a letter are dropped`() {
    var canvas = canvas(4)
    canvas.write(
      "a" + String(repeating: "\u{301}", count: 2000) + "b", at: Position(row: 0, column: 0))
    #expect(canvas[Position(row: 0, column: 0)].glyph?.marks.count == Glyph.markLimit)
    #expect(canvas[Position(row: 0, column: 1)].glyph?.base == "b")
  }

  @Test func `an escape sequence in a text is drawn, not obeyed`() {
    var canvas = canvas(12)
    canvas.write("\u{1B}[2Jx\u{202E}y\u{9B}", at: Position(row: 0, column: 0))
    #expect(canvas.text == "\u{241B}[2Jx\u{FFFD}y\u{FFFD}")
  }

  @Test func `ascii keeps the columns`() {
    var canvas = Canvas(size: Size(rows: 1, columns: 12), repertoire: .ascii)
    canvas.write("é—“中”▶│┃", at: Position(row: 0, column: 0))
    #expect(canvas.text == "e-\"??\">|#")
  }

  @Test func `a cut text ends in an ellipsis`() {
    var canvas = canvas(5)
    canvas.write(
      StyledText("abcdefgh"), at: Position(row: 0, column: 0), limit: 5, isCutMarked: true)
    #expect(canvas.text == "abcd…")
  }
}
