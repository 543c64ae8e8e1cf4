import Foundation
import Testing

/// The binary in a real terminal: every wait is for something on the screen.
@Suite struct TerminalTests {
  static let enterAlternateScreen = "\u{1B}[?1049h"
  static let leaveAlternateScreen = "\u{1B}[?1049l"

  @Test func `it starts, browses and quits, and gives the screen back`() throws {
    let terminal = try Program.start()
    terminal.wait(for: "Geneva Digital Atlas")
    terminal.wait(for: "q quit")
    terminal.type("j")
    terminal.wait(for: "Issues of ITU 19/19")
    terminal.type("l/was\r")
    terminal.wait(for: "ITU · E-waste")
    terminal.type("q")
    #expect(terminal.end() == 0)
    terminal.expectGivenBack()
  }

  @Test func `the screen is what a dump prints`() throws {
    for (keys, rows, columns) in [
      ("jl/was\r", 24, 80), ("x", 40, 120), ("jll", 18, 50), ("j", 5, 20),
      ("gt80j+", 24, 80),
    ] {
      let terminal = try Program.start(rows: rows, columns: columns)
      terminal.wait(for: "quit")
      terminal.type(keys)
      let notation = keys.replacingOccurrences(of: "\r", with: "<enter>")
      let dump = try Program.run(["--keys", notation, "--size", "\(columns)x\(rows)", "--dump"])
      let expected = dump.output.trimmingCharacters(in: .newlines)
      terminal.wait { $0.text.trimmingCharacters(in: .newlines) == expected }
      #expect(terminal.text.trimmingCharacters(in: .newlines) == expected)
      terminal.type("Q")
      #expect(terminal.end() == 0)
    }
  }

  @Test func `wide and combining characters stand in their columns`() throws {
    let path = try TemporaryFile(
      """
      { "schema": 1, "editions": [ { "id": "2022", "name": "E", "date": "2022" } ],
        "actors": [ { "id": "wide", "label": "中文组织", "name": "한국 👍 né è ẹ́",
          "website": "https://a.org/", "websiteStatus": "seen", "sources": { "2022": "1" },
          "sections": [] } ] }
      """)
    let terminal = try Program.start("--no-bundled", "--data", path.path)
    terminal.type("j")
    terminal.wait(for: "中文组织 · 한국 👍 né è ẹ́")
    let borders = terminal.text.split(separator: "\n").dropFirst().dropLast(2)
    // Every line of the boxes ends in a border: nothing has pushed it away.
    #expect(borders.allSatisfy { "┐│┘┃┓┛".contains($0.last ?? " ") })
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  @Test func `a resize draws the screen that a fresh start would have`() throws {
    let terminal = try Program.startBrowsing()
    terminal.resize(rows: 40, columns: 120)
    terminal.wait(for: "8 actors · 50 issues · newest text")
    terminal.wait { $0.text.split(separator: "\n").dropFirst().first?.count == 120 }
    terminal.resize(rows: 3, columns: 10)
    terminal.wait(for: "too small")
    terminal.resize(rows: 24, columns: 80)
    let fresh = try Program.run(["--dump"]).output.trimmingCharacters(in: .newlines)
    terminal.wait { $0.text == fresh }
    #expect(terminal.text == fresh)
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func `a signal ends it, seen by the parent, with the terminal given back`(signal: Int32) throws {
    let terminal = try Program.startBrowsing()
    terminal.send(signal: signal)
    let status = terminal.end()
    #expect(status & 0x7F == signal)
    terminal.expectGivenBack()
  }

  @Test(arguments: [SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGUSR1])
  func `a crash gives the terminal back before it ends the program`(signal: Int32) throws {
    let terminal = try Program.startBrowsing()
    terminal.send(signal: signal)
    let status = terminal.end()
    #expect(status & 0x7F == signal)
    terminal.expectGivenBack()
  }

  @Test func `it is suspended by its key and resumes with the same screen`() throws {
    // A shell with job control: it says when the job has stopped, and goes on with it.
    let terminal = try EmulatedTerminal(
      ["/bin/bash", "--norc", "--noprofile", "-i"],
      environment: Program.environment(["PS1": "ready> "]))
    terminal.wait(for: "ready>")
    terminal.type("\(Program.path)\r")
    terminal.wait(for: "q quit")
    terminal.type("j")
    let before = try Program.screen(after: "j")
    terminal.wait { $0.text == before }
    terminal.type("\u{1A}")
    terminal.wait(for: "Stopped")
    // Given back while stopped: the shell's own screen, no reports, lines edited by the shell.
    #expect(!terminal.text.contains("Geneva Digital Atlas ›"))
    #expect(
      terminal.output.components(separatedBy: Self.enterAlternateScreen).count
        == terminal.output.components(separatedBy: Self.leaveAlternateScreen).count)
    terminal.type("fg\r")
    terminal.wait { $0.text == before }
    #expect(terminal.text == before)
    terminal.type("q")
    terminal.wait {
      $0.text.contains("fg\n") && $0.text.trimmingCharacters(in: .newlines).hasSuffix("ready>")
    }
    terminal.type("exit\r")
    _ = terminal.end()
  }

  @Test func `a terminal that does not read keeps no signal from ending it`() throws {
    let terminal = try Program.startBrowsing()
    // As after ^S: whatever the program writes from here on keeps it waiting.
    terminal.stopOutput()
    terminal.type("j")
    terminal.send(signal: SIGTERM)
    #expect(terminal.endWithoutReading() & 0x7F == SIGTERM)
  }

  @Test func `stopped by its key and told to end, it ends`() throws {
    let terminal = try EmulatedTerminal(
      ["/bin/bash", "--norc", "--noprofile", "-i"],
      environment: Program.environment(["PS1": "ready> "]))
    terminal.wait(for: "ready>")
    terminal.type("\(Program.path)\r")
    terminal.wait(for: "q quit")
    terminal.type("\u{1A}")
    terminal.wait(for: "Stopped")
    terminal.type("kill %1; tail --pid=$(jobs -p) -f /dev/null; echo \"it has\" ended\r")
    terminal.wait(for: "it has ended")
    terminal.type("exit\r")
    _ = terminal.end()
  }

  @Test func `stopped from outside and continued, it draws its screen anew`() throws {
    let terminal = try Program.startBrowsing()
    terminal.type("j")
    let before = try Program.screen(after: "j")
    terminal.wait { $0.text == before }
    terminal.send(signal: SIGSTOP)
    terminal.waitUntilStopped()
    terminal.resize(rows: 30, columns: 90)
    terminal.resize(rows: 24, columns: 80)
    terminal.send(signal: SIGCONT)
    terminal.type("j")
    terminal.wait(for: "Issues of WTO")
    terminal.type("k")
    terminal.wait { $0.text == before }
    #expect(terminal.text == before)
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  @Test func `a stop that nobody could continue is no stop`() throws {
    // The program leads a session of its own here: there is no shell with job control.
    let terminal = try Program.startBrowsing()
    terminal.type("\u{1A}")
    terminal.wait(for: "No shell is there to go back to")
    terminal.send(signal: SIGTSTP)
    terminal.type("j")
    terminal.wait(for: "Issues of ITU")
    #expect(!terminal.output.contains(Self.leaveAlternateScreen))
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  @Test func `a terminal that is closed ends it`() throws {
    let terminal = try Program.startBrowsing()
    #expect(terminal.closeAndWait() & 0x7F == SIGHUP)
  }

  @Test func `a paste that never ends does not swallow the keys after it`() throws {
    let terminal = try Program.startBrowsing()
    terminal.type("\u{1B}[200~never ending")
    terminal.wait(for: "Pasted text is not read as keys")
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  @Test func `^c cancels what is typed, and ends the program at the top with 130`() throws {
    let terminal = try Program.startBrowsing()
    terminal.type("/xyz")
    terminal.wait(for: "filter actors› xyz")
    terminal.type("\u{03}")
    terminal.wait(for: "Actors 8/8")
    terminal.type("\u{03}")
    #expect(terminal.end() >> 8 == 130)
    terminal.expectGivenBack()
  }

  @Test func `a paste that spells keys is text`() throws {
    let terminal = try Program.startBrowsing()
    terminal.type("\u{1B}[200~qQ\u{3}\u{1B}[201~")
    terminal.wait(for: "Pasted text is not read as keys")
    terminal.type("/\u{1B}[200~wto\n\u{1B}[201~")
    terminal.wait(for: "WTO · World Trade Organization")
    terminal.type("\rq")
    #expect(terminal.end() == 0)
  }

  @Test(arguments: ["xterm-256color", "tmux-256color", "screen-256color", "linux"])
  func `keys and clicks work whatever the terminal is called`(term: String) throws {
    let terminal = try Program.startBrowsing(environment: ["TERM": term])
    terminal.type("\u{1B}[B")
    terminal.wait(for: "Issues of ITU")
    terminal.type("\u{1B}OB")
    terminal.wait(for: "Issues of WTO")
    terminal.type("\u{1B}[<0;5;7M\u{1B}[<0;5;7m")
    terminal.wait(for: "Issues of UNECE")
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  @Test func `NO_COLOR sends no colour`() throws {
    let terminal = try Program.startBrowsing(environment: ["NO_COLOR": "1"])
    terminal.type("jl/e\rll;;Q")
    #expect(terminal.end() == 0)
    let colours = terminal.output.matches(of: /\x1B\[[0-9;]*m/).filter { sequence in
      sequence.output.dropFirst(2).dropLast().split(separator: ";").contains { parameter in
        (30...38).contains(Int(parameter) ?? 0) || (40...48).contains(Int(parameter) ?? 0)
      }
    }
    #expect(colours.isEmpty)
  }

  @Test(
    arguments: [
      ["LANG": "", "LC_ALL": "C"], ["LANG": ""], ["LANG": "xx_XX.UTF-8"], ["LANG": "POSIX"],
    ])
  func `under a locale that says nothing it runs, and sends valid UTF-8`(locale: [String: String])
    throws
  {
    let terminal = try Program.start(environment: locale)
    terminal.wait(for: "┏━ Actors 8/8")
    terminal.type("q")
    #expect(terminal.end() == 0)
    #expect(String(validating: terminal.bytes, as: UTF8.self) != nil)
  }

  @Test func `an unknown TERM is replaced, and said`() throws {
    let terminal = try Program.start(environment: ["TERM": "no-such-terminal"])
    terminal.wait(for: "TERM is “no-such-terminal”, which is not known here")
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  @Test(arguments: ["dumb", ""])
  func `a terminal that cannot draw is refused in one line`(term: String) throws {
    let terminal = try Program.start(environment: ["TERM": term])
    #expect(terminal.end() >> 8 == 2)
    #expect(terminal.text.contains("geneva-atlas: cannot start: TERM is"))
    #expect(!terminal.output.contains("\u{1B}"))
  }
}

/// A file that goes with the value.
final class TemporaryFile {
  let path: String

  init(_ text: String, suffix: String = ".json") throws {
    path = NSTemporaryDirectory() + "geneva-atlas-" + UUID().uuidString + suffix
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
