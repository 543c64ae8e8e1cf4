import AtlasModel
import Explorer
import Foundation
import Testing
import TextUI

/// Promised: a key costs at most 200 bytes more than the text of the cells that changed where only the selection
/// moves, and otherwise 20 more for every piece of one look, to which the terminal has to be led and told the look.
@Suite struct RepaintPromiseTests {
  private static let budget = 200
  /// `ESC [ 12 ; 34 H` to get there, `ESC ( B ESC [ 0 ; 1 m` for the look: what ncurses sends for xterm.
  private static let pieceBudget = 20

  private struct Cell: Equatable {
    var text: String
    var look: CellLook
  }

  private func cells(of terminal: EmulatedTerminal) -> [Cell] {
    (0..<terminal.rows).flatMap { row in
      (0..<terminal.columns).map { column in
        Cell(
          text: terminal.text(row: row, column: column),
          look: terminal.look(row: row, column: column))
      }
    }
  }

  @Test(
    arguments: [
      "jjjjkkGK", "ljjjjjjjjkkkk)))((Gjk", "jl)jjlJJJKK\u{04}\u{15}\u{06}\u{02}))((Gkk",
      "xjjjjl\u{04}jjkk", "?jjkk", "jjljjlllw}}{{", "lG\u{15}\u{15}\u{04}jjzjjJJz",
    ], [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120)])
  func `a key sends little more than what it changes`(keys: String, size: Size) throws {
    let atlas = try Self.atlas.get()
    var state = State(atlas: atlas, size: size)
    let terminal = try Program.startBrowsing(rows: size.rows, columns: size.columns)
    var shown = screen(of: state)
    var isReady = terminal.wait { $0.text == shown }
    var before = cells(of: terminal)
    for key in keys.unicodeScalars {
      var next = state
      _ = next.update(.input(.key(Self.key(key))))
      let expected = screen(of: next)
      // A key that changes nothing leaves nothing to wait for.
      if expected == shown { continue }
      state = next
      shown = expected
      let sent = terminal.bytes.count
      terminal.type(String(key))
      isReady = isReady && terminal.wait { $0.text == expected }
      try #require(isReady, "\(keys): after \(key.debugDescription) \(terminal.text)")
      // The cursor and the looks may come behind the last character: until it sleeps.
      terminal.watch { (try? $0.processStatus.state) == "S" }
      while terminal.readSome(within: 0) {}
      let after = cells(of: terminal)
      let rewritten = zip(before, after).filter { $0.text != $1.text }.count
      let changed = zip(before, after).filter { $0 != $1 }.map(\.1.text.utf8.count).reduce(0, +)
      // A mark, another one, and the numbers of the row in the border.
      let pieces = rewritten <= 12 ? 0 : pieceCount(before, after, columns: size.columns)
      let limit = Self.budget + changed + Self.pieceBudget * pieces
      let count = terminal.bytes.count - sent
      #expect(
        count <= limit,
        "\(keys) at \(size): \(key.debugDescription) sent \(count) bytes for \(rewritten) new texts"
      )
      before = after
    }
    terminal.type("Q")
    #expect(terminal.end() == 0)
  }

  @Test func `a picture is handed to the terminal in one piece`() throws {
    let terminal = try Program.startBrowsing(rows: 24, columns: 80)
    for (key, words) in [("j", "International Telecommunication Union"), ("j", "World Trade")] {
      try #require(terminal.wait { !$0.text.contains(words) })
      let before = try terminal.writeCount
      terminal.type(key)
      try #require(terminal.wait { $0.text.contains(words) })
      terminal.watch { (try? $0.processStatus.state) == "S" }
      let count = try terminal.writeCount - before
      #expect((1...2).contains(count), "\(count) writes")
    }
    terminal.type("Q")
    #expect(terminal.end() == 0)
  }

  /// How many runs of cells changed, each in one row and of one look.
  private func pieceCount(_ before: [Cell], _ after: [Cell], columns: Int) -> Int {
    after.indices.count { place in
      guard before[place] != after[place] else { return false }
      let isFirst = place % columns == 0 || before[place - 1] == after[place - 1]
      return isFirst || after[place - 1].look != after[place].look
    }
  }

  private func screen(of state: State) -> String {
    state.render().canvas.text.trimmingCharacters(in: .newlines)
  }

  private static func key(_ scalar: Unicode.Scalar) -> Key {
    scalar.value < 0x20
      ? .control(Unicode.Scalar(UInt8(scalar.value + 0x60))) : .character(scalar)
  }

  /// The atlas of the program under test.
  private static let atlas = Result {
    try AtlasReader.read([
      [SourceDocument(name: "export", bytes: Array(try Program.run(["export"]).output.utf8))]
    ])
  }
}

extension EmulatedTerminal {
  /// How often the program has called the system to write anything.
  fileprivate var writeCount: Int {
    get throws {
      let text = try String(contentsOfFile: "/proc/\(process)/io", encoding: .utf8)
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("syscw: ") })
      return try #require(Int(line.dropFirst(7)))
    }
  }
}
