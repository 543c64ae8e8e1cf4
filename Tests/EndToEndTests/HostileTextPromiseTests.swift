import Foundation
import Testing

/// Promised: whatever strings hold, not one sequence of their making reaches the terminal.
@Suite struct HostileTextPromiseTests {
  /// Commands for terminals, signs that turn or hide text, and bait for formats; none is the program's own.
  static let hostile = [
    "\u{1B}]0;owned\u{07}", "\u{1B}]52;c;b3duZWQ=\u{07}", "\u{1B}[5;53mX", "\u{1B}[?1003h",
    "\u{1B}[6n",
    "\u{1B}c", "\u{1B}P$q\u{1B}\\", "\u{1B}[3J", "\u{9B}5mX", "\u{9D}0;owned\u{9C}",
    "\u{90}x\u{9C}",
    "a\u{202E}b\u{2066}c", "a\u{200B}b\u{FEFF}c\u{AD}d\u{2060}e", "a\u{E0041}\u{E007F}b",
    "a\u{7F}\u{08}\u{0B}\u{0E}\u{05}b", "%n%s%n%s%99999d%x",
  ]
  private static let all = hostile.joined(separator: "x")

  /// After the end: the screen of the shell with nothing on it, and nothing foreign ever sent.
  private func expectClean(
    _ terminal: EmulatedTerminal, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(EscapeAudit.foreign(in: terminal.bytes) == [], sourceLocation: sourceLocation)
    #expect(!terminal.properties.hasTitle, sourceLocation: sourceLocation)
  }

  private func quit(
    _ terminal: EmulatedTerminal, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    terminal.settle(sourceLocation: sourceLocation)
    terminal.type("Q")
    #expect(terminal.end() == 0, sourceLocation: sourceLocation)
    #expect(
      terminal.text.trimmingCharacters(in: .newlines) == "", sourceLocation: sourceLocation)
    expectClean(terminal, sourceLocation: sourceLocation)
    terminal.expectGivenBack(sourceLocation: sourceLocation)
  }

  @Test func `the audit knows the program's own sequences from others`() {
    let own =
      "\u{1B}[?1049h\u{1B}[22;0;0t\u{1B}[1;24r\u{1B}(B\u{1B}[m\u{1B}[0;1;38;5;226m\u{1B}[2Jé\r\n"
    #expect(EscapeAudit.foreign(in: Array(own.utf8)) == [])
    for text in Self.hostile where !text.hasPrefix("%") {
      #expect(!EscapeAudit.foreign(in: Array(text.utf8)).isEmpty, "\(text.debugDescription)")
    }
  }

  @Test func `a query on the command line`() throws {
    for text in [Self.all, "%n%s%n%s%99999d%x"] {
      let terminal = try Program.start("--", text)
      terminal.wait(for: "search everything›")
      if text.hasPrefix("%") { terminal.wait(for: text) }
      quit(terminal)
    }
  }

  @Test(arguments: ["/", "s", ":", "?", "ll/", "O"])
  func `what is typed and pasted where text is entered`(key: String) throws {
    let terminal = try Program.startBrowsing()
    terminal.feed("\(key)\u{1B}[200~\(Self.all)\u{1B}[201~".utf8)
    quit(terminal)
  }

  @Test func `names of files, options, values and ids in messages`() throws {
    for text in [Self.all, "%n%s%n%s%99999d%x"] {
      for arguments in [
        ["--data", "/nonexistent/\(text)"], ["check", "/nonexistent/\(text)"], ["--\(text)"],
        ["--theme", text], ["--keys", text, "--dump"], ["--size", text, "--dump"], ["show", text],
        ["list", text], ["--edition", text], ["cite", "itu", "--style", text], ["help", text],
        ["list", "actors", "--actor", text], ["search", text], ["compare", text, text],
      ] {
        let terminal = try EmulatedTerminal(
          [Program.path, "--color", "never"] + arguments, environment: Program.environment())
        _ = terminal.end()
        expectClean(terminal)
        #expect(!terminal.output.contains("\u{1B}"), "\(arguments.debugDescription)")
      }
    }
  }

  @Test func `a file whose content and name are hostile`() throws {
    for text in [Self.all] + Self.hostile.prefix(2) {
      let escaped = text.unicodeScalars.flatMap { scalar in
        scalar.utf16.map { String(format: "\\u%04X", $0) }
      }.joined()
      for document in [
        text, "{ \"schema\": 1, \"\(text)\": 1 }", "{ \"schema\": 1, \"\(escaped)\": 1 }",
        """
        { "schema": 1, "baskets": [ { "id": "\(escaped)", "name": "\(escaped)" } ],
          "issues": [ { "id": "x", "name": "X", "basket": "\(escaped)", "summary": "S.",
            "url": "https://a.org/\(escaped)" } ] }
        """,
      ] {
        let file = try TemporaryFile(document)
        let terminal = try Program.start("--no-bundled", "--data", file.path)
        let status = terminal.end()
        #expect(status >> 8 == 1, "\(document.debugDescription)")
        expectClean(terminal)
        #expect(!terminal.output.contains("\u{1B}"))
      }
    }
  }

  @Test func `settings, stars, earlier queries and the browser's name`() throws {
    let escaped = Self.all.unicodeScalars.map { String(format: "\\U%08X", $0.value) }.joined()
    let home = try ConfigurationHome(
      "theme = \"\(escaped)\"\n[keys]\n\"\(escaped)\" = \"\(escaped)\"")
    for file in ["stars", "queries"] {
      try Data((Self.hostile.joined(separator: "\n") + "\n").utf8)
        .write(to: URL(fileURLWithPath: home.folder + "/geneva-atlas/" + file))
    }
    let terminal = try Program.startBrowsing(
      environment: home.environment.merging([
        "XDG_STATE_HOME": home.folder, "BROWSER": Self.all, "COLORFGBG": Self.all,
        "ESCDELAY": Self.all,
      ]) { $1 })
    terminal.type("jo")
    terminal.wait(for: "No browser here")
    for _ in 0..<Self.hostile.count { terminal.type("/\u{1B}p\u{1B}p\u{1B}") }
    terminal.type("gsj")
    terminal.settle()
    // The address goes to the terminal's clipboard, since no browser opened it: that sequence was asked for.
    let sent = terminal.bytes
    terminal.type("Q")
    #expect(terminal.end() == 0)
    let text = String(decoding: sent, as: UTF8.self)
      .replacing(/\x1B\]52;c;[A-Za-z0-9+\/=]*\x07/, with: "")
    #expect(EscapeAudit.foreign(in: Array(text.utf8)) == [])
    #expect(!terminal.properties.hasTitle)
  }

  @Test func `two thousand marks on one letter move no border`() throws {
    let marks = String(repeating: "\u{0301}\u{0327}\u{20DD}", count: 700)
    let file = try TemporaryFile(
      """
      { "schema": 1, "editions": [ { "id": "2022", "name": "E", "date": "2022" } ],
        "actors": [ { "id": "marked", "label": "x%n%s", "name": "q\(marks)r %n%s%99999d",
          "website": "https://a.org/", "websiteStatus": "seen", "sources": { "2022": "1" },
          "sections": [] } ] }
      """.precomposedStringWithCanonicalMapping)
    let terminal = try Program.start("--no-bundled", "--data", file.path)
    terminal.wait(for: "q quit")
    terminal.type("j")
    terminal.wait(for: "%n%s%99999d")
    let borders = terminal.text.split(separator: "\n").dropFirst().dropLast(2)
    #expect(borders.allSatisfy { "┐│┘┃┓┛".contains($0.last ?? " ") })
    quit(terminal)
  }
}
