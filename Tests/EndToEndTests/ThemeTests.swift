import Foundation
import Testing

/// What of the themes reaches terminals of many kinds.
@Suite struct ThemeTests {
  /// A terminal by its number of colours; that of 16 has an entry of its own, which Debian's base lacks.
  enum Kind: String, CaseIterable {
    case cube = "xterm-256color"
    case sixteen = "sixteen-colours"
    case eight = "xterm"
    /// Eight colours, none of them with an underline.
    case console = "linux"
    case mono = "vt100"

    var hasColours: Bool { self != .mono }
  }

  /// A folder with the entry of the terminal of 16 colours.
  private static let terminfo: String = {
    let folder = NSTemporaryDirectory() + "geneva-atlas-terminfo-\(getpid())"
    let source = "\(Kind.sixteen.rawValue),colors#16,use=xterm-256color,"
    _ = try? Program.shell(
      "mkdir -p '\(folder)' && echo '\(source)' > '\(folder)/source' "
        + "&& tic -x -o '\(folder)' '\(folder)/source'")
    return folder
  }()

  private func start(
    _ kind: Kind, _ arguments: [String], _ environment: [String: String] = [:]
  ) throws -> EmulatedTerminal {
    let all = ["TERM": kind.rawValue, "TERMINFO": Self.terminfo].merging(environment) { $1 }
    let terminal = try EmulatedTerminal(
      [Program.path, "--keys", "/un"] + arguments, environment: Program.environment(all))
    terminal.wait(for: "Esc as before")
    terminal.wait(for: "filter actors› un")
    return terminal
  }

  @Test(arguments: ["dark", "light", "high-contrast"], Kind.allCases)
  func `focus, selection and matches are seen by more than colour`(theme: String, kind: Kind) throws
  {
    let terminal = try start(kind, ["--theme", theme])
    let plain = CellLook.plain
    // The selected row, its match and the rest of it.
    let selected = terminal.looks(of: "▶UNCTAD").map(\.withoutColour)
    try #require(selected.count == 7)
    #expect(selected[0] == CellLook(isBold: true, isUnderlined: false, isReversed: true))
    #expect(selected[1] == CellLook(isBold: true, isUnderlined: true, isReversed: true))
    #expect(selected[3] == selected[0])
    // A match in a row that is not selected.
    let other = terminal.looks(of: "UNECE")
    #expect(other[0].withoutColour == CellLook(isBold: true, isUnderlined: true, isReversed: false))
    #expect(other[2] == plain)
    // The pane with the focus has heavy borders, the other ones light and plain ones.
    #expect(terminal.looks(of: "┏━").allSatisfy { $0.isBold })
    #expect(terminal.looks(of: "┌─").allSatisfy { $0 == plain })
    #expect(terminal.looks(of: "Actors ").allSatisfy { $0.isBold && $0.isReversed })
    #expect(
      terminal.allLooks.contains { $0 != $0.withoutColour } == kind.hasColours || kind == .console)
    terminal.type("\rq")
    #expect(terminal.end() == 0)
  }

  @Test(
    arguments: [
      ("dark", Kind.cube, 3, nil), ("dark", .eight, 3, nil), ("light", .cube, 124, nil),
      ("light", .sixteen, 1, nil), ("light", .eight, 1, nil), ("high-contrast", .cube, 16, 226),
      ("high-contrast", .sixteen, 0, 3),
    ] as [(String, Kind, UInt8, UInt8?)])
  func `a theme has its colours, of the 256 where there are so many`(
    theme: String, kind: Kind, foreground: UInt8, background: UInt8?
  ) throws {
    let match = try start(kind, ["--theme", theme]).looks(of: "UNECE")[0]
    #expect(match.foreground == foreground)
    #expect(match.background == background)
  }

  @Test func `where an underline and a colour do not go together, the underline stays`() throws {
    let match = try start(.console, []).looks(of: "UNECE")[0]
    #expect(match == CellLook(isBold: true, isUnderlined: true, isReversed: false))
  }

  @Test func `the theme of the file and a light background are heeded, and an option beats both`()
    throws
  {
    let home = try ConfigurationHome("theme = \"high-contrast\"")
    #expect(try start(.cube, [], home.environment).looks(of: "UNECE")[0].background == 226)
    let light = ["COLORFGBG": "0;15"]
    #expect(try start(.cube, [], light).looks(of: "UNECE")[0].foreground == 124)
    #expect(try start(.cube, ["--theme", "dark"], light).looks(of: "UNECE")[0].foreground == 3)
  }

  @Test(
    arguments: [
      (["NO_COLOR": "1"], []), ([:], ["--color", "never"]),
      (["NO_COLOR": "1"], ["--theme", "high-contrast"]), (["NO_COLOR": "x"], ["--theme", "light"]),
    ] as [([String: String], [String])])
  func `without colour no colour at all is sent`(environment: [String: String], arguments: [String])
    throws
  {
    let terminal = try start(.cube, arguments, environment)
    terminal.type("\rllj;;/e\rQ")
    #expect(terminal.end() == 0)
    let parameters = terminal.output.matches(of: /\x1B\[([0-9;]*)m/).flatMap {
      $0.output.1.split(separator: ";").compactMap { Int($0) }
    }
    #expect(parameters.contains(7) && parameters.contains(4))
    #expect(parameters.allSatisfy { !(30...49).contains($0) && !(90...107).contains($0) })
  }

  @Test
  func
    `colour that was asked for here comes also under NO_COLOR, and an empty NO_COLOR says nothing`()
    throws
  {
    let asked = try start(.cube, ["--color", "always"], ["NO_COLOR": "1"])
    #expect(asked.looks(of: "UNECE")[0].foreground == 3)
    let empty = try EmulatedTerminal(
      ["/usr/bin/env", "NO_COLOR=", Program.path, "--keys", "/un"],
      environment: Program.environment())
    empty.wait(for: "filter actors› un")
    #expect(empty.looks(of: "UNECE")[0].foreground == 3)
  }
}

/// Colours of what commands print.
@Suite struct PrintedColourTests {
  private static let bold = "\u{1B}[1m"
  private static let reset = "\u{1B}[0m"

  @Test(
    arguments: [
      ["list", "actors"], ["show", "itu", "e-waste"], ["search", "grid"], ["check"],
      ["export"],
      ["filter", "x"], ["list", "facts", "--format", "tsv"],
    ])
  func `what is piped is plain, and with --color never also on a terminal`(command: [String]) throws
  {
    let piped = try Program.run(command)
    #expect(!piped.output.contains("\u{1B}"))
    #expect(try Program.run(["--color", "never"] + command).output == piped.output)
    #expect(try Program.run(command + ["--color", "auto"]).output == piped.output)
    guard command[0] != "filter" else { return }
    for (arguments, environment) in [
      (["--color", "never"], [:]), ([], ["NO_COLOR": "1"]), ([], ["TERM": "dumb"]),
    ] as [([String], [String: String])] {
      let terminal = try EmulatedTerminal(
        [Program.path] + command + arguments, environment: Program.environment(environment))
      #expect(terminal.end() == 0)
      #expect(!terminal.output.contains("\u{1B}"))
    }
  }

  @Test func `on a terminal headings, ids and matches stand out`() throws {
    let terminal = try EmulatedTerminal(
      [Program.path, "search", "LHC", "--limit", "5"], rows: 24, columns: 120,
      environment: Program.environment())
    #expect(terminal.end() == 0)
    #expect(terminal.looks(of: "kind").allSatisfy { $0.isBold })
    #expect(terminal.looks(of: "cern").allSatisfy { $0.isBold && $0.foreground == 6 })
    let match = CellLook(isBold: true, isUnderlined: true, isReversed: false, foreground: 3)
    #expect(terminal.looks(of: "LHC").allSatisfy { $0 == match })
  }

  @Test func `asked for always, pipes get colours too, and the same text`() throws {
    for command in [
      ["list", "issues"], ["show", "cern"], ["search", "grid computing"], ["search", "privcy"],
      ["list", "entries", "--query", "ai"],
    ] {
      let plain = try Program.run(command).output
      let coloured = try Program.run(command + ["--color", "always"]).output
      #expect(coloured.contains(Self.bold))
      #expect(coloured.replacing(/\x1B\[[0-9;]*m/, with: "") == plain)
      // What is begun is ended before the end of each line.
      for line in coloured.split(separator: "\n") where line.contains("\u{1B}") {
        #expect(line.matches(of: /\x1B\[0m/).count * 2 == line.matches(of: /\x1B\[/).count)
      }
    }
    let home = try ConfigurationHome("color = \"always\"\ntheme = \"light\"")
    let light = try Program.run(["list", "actors"], environment: home.environment).output
    #expect(light.contains("\u{1B}[1;34mitu\(Self.reset)"))
    // Scripts are not given colours, whatever is asked for.
    let tsv = ["list", "actors", "--format", "tsv"]
    #expect(try Program.run(tsv + ["--color", "always"]).output == (try Program.run(tsv).output))
  }

  @Test func `data cannot make a colour`() throws {
    let file = try TemporaryFile("not \u{1B}[31m JSON")
    let result = try Program.run([
      "check", "--color", "always", file.path + "\u{1B}[31m", file.path,
    ])
    #expect(result.code == 1)
    #expect(!result.output.contains("\u{1B}[31m"))
    #expect(result.output.contains("\u{241B}[31m"))
  }
}
