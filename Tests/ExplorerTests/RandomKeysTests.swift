import Explorer
import Testing
import TextUI

/// SplitMix64: small, seeded, the same everywhere.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct RandomKeysTests {
  static let scripts =
    Keymap.standard.bindings.flatMap(\.keys).map { InputEvent.key($0[0]) }
    + "gyad;13priv é/mt".unicodeScalars.map { .key(.character($0)) }

  private func event(_ numbers: inout SeededNumbers) -> InputEvent {
    switch Int.random(in: 0..<40, using: &numbers) {
    case 0:
      return .resize(
        Size(
          rows: Int.random(in: 1...60, using: &numbers),
          columns: Int.random(in: 1...220, using: &numbers)))
    case 1...3:
      let actions: [MouseAction] = [.press, .doublePress, .wheelUp, .wheelDown]
      let position = Position(
        row: Int.random(in: 0..<50, using: &numbers),
        column: Int.random(in: 0..<200, using: &numbers))
      return .mouse(MouseEvent(actions.randomElement(using: &numbers) ?? .press, at: position))
    case 4: return .paste("e-waste\u{1B}[31m\n")
    case 5: return .pause
    default: return Self.scripts.randomElement(using: &numbers) ?? .key(Key(.enter))
    }
  }

  private static let boxSigns: Set<Unicode.Scalar> = [
    "─", "│", "┌", "┐", "└", "┘", "━", "┃", "┏", "┓", "┗", "┛",
  ]

  /// The cells of a border in which nothing but its lines may stand: the sides and the corners.
  private static func edges(of rect: Rect) -> [Position] {
    (rect.firstRow..<rect.endRow).flatMap { row in
      [
        Position(row: row, column: rect.firstColumn),
        Position(row: row, column: rect.endColumn - 1),
      ]
    }
  }

  /// What must hold after any key: the rows in hand are on the screen, the cursor is in it.
  private func check(_ state: State, after steps: Int, seed: UInt64) {
    let frame = state.render()
    let size = state.size
    // A pane that draws beyond its rectangle would overwrite a border: its own or another's.
    let broken = state.bordersOnScreen.flatMap { border in
      Self.edges(of: border).filter { position in
        guard let glyph = frame.canvas[position].glyph else { return true }
        return !Self.boxSigns.contains(glyph.base)
      }
    }
    #expect(broken.isEmpty, "seed \(seed), step \(steps), size \(size): \(broken.prefix(4))")
    #expect(
      (0..<max(1, size.rows)).contains(frame.cursor.row)
        && (0..<max(1, size.columns)).contains(frame.cursor.column),
      "seed \(seed), step \(steps): cursor \(frame.cursor) in \(size)")
    for pane in state.panesOnScreen where pane != .detail {
      let isSelectionVisible = state.isSelectionVisible(in: pane)
      #expect(isSelectionVisible, "seed \(seed), step \(steps): \(pane)")
    }
    // Half a wide glyph would be a cell without a glyph behind one that is not wide.
    for row in 0..<size.rows {
      for column in 0..<size.columns
      where frame.canvas[Position(row: row, column: column)].glyph == nil {
        let before = frame.canvas[Position(row: row, column: max(0, column - 1))]
        #expect(before.glyph?.width == 2, "seed \(seed), step \(steps)")
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `no sequence of keys breaks the screen`(seed: UInt64) throws {
    var numbers = SeededNumbers(state: seed)
    // Odd seeds walk through much text, even ones through every case of a small atlas.
    let atlas = try seed % 2 == 0 ? SmallAtlas.atlas() : BundledAtlas.atlas()
    var state = State(atlas: atlas, size: Size(rows: 24, columns: 80))
    for step in 0..<400 {
      for effect in state.update(.input(event(&numbers))) {
        guard case .copy(let text) = effect else { continue }
        _ = state.update(
          .copied(CopyOutcome(text: text, confirmed: [], unconfirmed: [], failed: [])))
      }
      check(state, after: step, seed: seed)
    }
  }

  @Test func `every size from nothing up draws the bundled atlas`() throws {
    let atlas = try BundledAtlas.atlas()
    var state = State(atlas: atlas, size: Size(rows: 24, columns: 80))
    for event in try KeyNotation.events(in: "jljjl/a<enter>") { _ = state.update(.input(event)) }
    for (rows, columns) in [
      (0, 0), (1, 1), (2, 2), (1, 200), (60, 1), (5, 20), (6, 39), (16, 61), (15, 61), (46, 84),
      (50, 40), (24, 99), (24, 100), (24, 169), (24, 170), (3, 300), (300, 3),
    ] {
      _ = state.update(.input(.resize(Size(rows: rows, columns: columns))))
      check(state, after: rows * 1000 + columns, seed: 0)
    }
  }
}
