import Explorer
import Testing
import TextUI

/// Other keys than those of the table.
@Suite struct KeyChangesTests {
  /// The table after changes in vim's notation, keys of one command parted by blanks.
  private func changed(
    _ changes: [Command: String]
  ) throws -> (keymap: Keymap, refused: [KeyRefusal]) {
    Keymap.standard.changed(
      try changes.mapValues { keys in
        try keys.split(separator: " ").map { try KeyNotation.keys(in: String($0)) }
      })
  }

  private func refusal(
    _ command: Command, _ keys: String, _ fault: KeyFault
  ) throws -> KeyRefusal {
    KeyRefusal(command: command, keys: try KeyNotation.keys(in: keys), fault: fault)
  }

  @Test func `each command has a name of its own, by which it is found`() {
    let names = Command.allCases.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Command.allCases.allSatisfy { Command(named: $0.name) == $0 })
    #expect(Command.copyLink.name == "copy-link")
    #expect(Command.orderByAtlas.name == "order-by-atlas")
    #expect(Command(named: "copy-lnk") == nil)
    #expect(Command.names(near: "copy-lnk").first == "copy-link")
  }

  @Test func `each command of the table can be bound by its name`() {
    #expect(Set(Keymap.standard.bindings.map(\.command)) == Set(Command.allCases))
  }

  @Test func `new keys take the place of the old ones`() throws {
    let (keymap, refused) = try changed([.copyLink: "c <f5>", .zoom: ""])
    #expect(refused.isEmpty)
    #expect(keymap.label(of: .copyLink) == "c")
    #expect(keymap.reading(of: [.character("y"), .character("y")]) == .unknown)
    #expect(keymap.reading(of: [Key(.function(5))]) == .command(.copyLink))
    #expect(keymap.keys(of: .zoom) == [])
  }

  @Test func `two commands change places`() throws {
    let (keymap, refused) = try changed([.moveDown: "k", .moveUp: "j"])
    #expect(refused.isEmpty)
    #expect(keymap.reading(of: [.character("k")]) == .command(.moveDown))
  }

  @Test func `a key keeps the meaning that it has`() throws {
    let (keymap, refused) = try changed([.zoom: "x <f5>", .fold: "<f5> <f6>"])
    #expect(
      refused == [
        try refusal(.zoom, "x", .taken(by: .turn)), try refusal(.fold, "<f5>", .taken(by: .zoom)),
      ])
    #expect(keymap.reading(of: [.character("x")]) == .command(.turn))
    #expect(keymap.label(of: .fold) == "F6")
  }

  @Test func `keys that hide others are refused`() throws {
    let gd = try KeyNotation.keys(in: "gd")
    let (keymap, refused) = try changed([.zoom: "g nz <f5>", .mouse: "<f5>z"])
    #expect(
      refused.contains(try refusal(.mouse, "<f5>z", .begun(by: .zoom, keys: [Key(.function(5))]))))
    #expect(
      refused.contains(try refusal(.zoom, "nz", .begun(by: .nextMatch, keys: [.character("n")]))))
    let hidden = refused.first { $0.keys == [.character("g")] }
    guard case .begins(_, let chord) = hidden?.fault else {
      Issue.record("g was not refused: \(refused)")
      return
    }
    #expect(chord.first == .character("g"))
    #expect(keymap.reading(of: gd) == .command(.focusDetail))
    #expect(keymap.label(of: .mouse) == "M")
  }

  @Test func `keys that could never be pressed are refused, and the old ones stay`() throws {
    let (keymap, refused) = try changed([
      .zoom: "5x", .fold: "<f5><esc>", .wrap: "<c-enter>", .edition: "<c-1>",
    ])
    #expect(
      Set(refused) == [
        try refusal(.zoom, "5x", .digit), try refusal(.fold, "<f5><esc>", .wayOut(Key(.escape))),
        try refusal(.wrap, "<c-enter>", .unsendable(Key(.enter, .control))),
        try refusal(.edition, "<c-1>", .unsendable(.control("1"))),
      ])
    #expect([.zoom, .fold, .wrap, .edition].map { keymap.label(of: $0) } == ["z", "-", "w", "E"])
  }

  @Test func `a command that stays as it is keeps its key from others`() throws {
    let (keymap, refused) = try changed([.turn: "j", .zoom: "x"])
    #expect(
      Set(refused) == [
        try refusal(.turn, "j", .taken(by: .moveDown)), try refusal(.zoom, "x", .taken(by: .turn)),
      ])
    #expect(keymap.label(of: .turn) == "x")
    #expect(keymap.label(of: .zoom) == "z")
  }

  @Test func `one key to quit with is always left`() throws {
    let (keymap, refused) = try changed([.quit: "", .quitNow: "", .cancel: "", .zoom: "q"])
    #expect(refused.contains(KeyRefusal(command: .quit, keys: [], fault: .noEnd)))
    #expect(keymap.reading(of: [.character("q")]) == .command(.quit))
    #expect(try changed([.quit: "", .quitNow: ""]).refused.isEmpty)
  }

  @Test func `the screen says the keys that are bound`() throws {
    let keys = try changed([.copyLink: "c", .help: "<f2>", .nextLink: "", .moveDown: "<f5>"]).keymap
    let preferences = Preferences(keys: keys)
    let session = try Session("<f5>", size: "140x24", preferences: preferences)
    #expect(session.row(-1).contains("c copy"))
    #expect(session.row(-1).contains("F2 help"))
    #expect(session.page == "alpha")
    #expect(
      try Session("j", preferences: preferences).row(-2) == " j is no key here; F2 shows all keys")
    let help = try Session("<f2>", size: "100x200", preferences: preferences).screen
    #expect(help.contains("copy the link in hand, or the page's; 3c copies link 3"))
    #expect(help.contains("2‹next-link› takes it in hand, 2o opens it, 2c copies it"))
    #expect(help.contains("10F5"))
    #expect(!help.contains("take the next link in hand"))
    #expect(
      try Session("", size: "100x40", preferences: preferences).screen.contains(
        "F5            down a list (k up)"))
  }

  @Test func `with hardly a key left every screen is drawn`() throws {
    let changes = Dictionary(
      uniqueKeysWithValues: Command.allCases.filter { $0 != .quit }.map { ($0, [[Key]]()) })
    let keys = Keymap.standard.changed(changes).keymap
    for size in ["20x5", "48x18", "80x24", "200x50"] {
      let session = try Session("j?l", size: size, preferences: Preferences(keys: keys))
      #expect(session.row(-1) == " q quit" || session.row(-1).contains("is no key here"))
    }
  }

  @Test func `borders of ASCII leave the letters alone`() throws {
    let screen = try Session("j", preferences: Preferences(borders: .ascii)).screen
    #expect(screen.contains("#= Actors 3/3 ="))
    #expect(screen.contains("Union d’Álpha"))
    #expect(screen.unicodeScalars.allSatisfy { !(0x2500...0x257F).contains($0.value) })
  }
}
