import Foundation
import RandomNumbers
import Testing

/// Promised: no input hangs the program or ends it badly, and TERM ends it afterwards as before.
@Suite struct HostileInputPromiseTests {
  /// Told to end, it does, and gives the terminal back; it may have quit before, since bytes may spell that.
  private func expectEnds(
    _ terminal: EmulatedTerminal, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    terminal.send(signal: SIGTERM)
    let status = terminal.end()
    let isClean = [0, 130 << 8, SIGTERM, SIGQUIT].contains(status)
    #expect(isClean, "status \(status)", sourceLocation: sourceLocation)
    terminal.expectGivenBack(sourceLocation: sourceLocation)
  }

  @Test func `three thousand keys at once are read to the last one`() throws {
    let terminal = try Program.startBrowsing()
    terminal.feed((String(repeating: "jk", count: 1_500) + "j").utf8)
    let screen = try Program.screen(after: "j")
    terminal.wait { $0.text == screen }
    #expect(terminal.text == screen)
    terminal.feed(("/" + String(repeating: "x\u{7F}", count: 1_500) + "wto\r").utf8)
    terminal.wait(for: "WTO · World Trade Organization")
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  /// The megabyte once, since every character is read by itself; where it goes to, a part of it says as much.
  @Test(arguments: [("", 80_000), ("/", 4_000), ("s", 4_000), ("gf/", 4_000), (":", 4_000)])
  func `a paste of a megabyte is swallowed, and no key in it is pressed`(
    key: String, count: Int
  ) throws {
    let terminal = try Program.startBrowsing()
    let text = Array(
      Array(repeating: Array("qQ\r\n\u{3}\u{1A}é\u{1B}[Ax".utf8), count: count).joined())
    #expect(
      terminal.feed(Array("\(key)\u{1B}[200~".utf8) + text + Array("\u{1B}[201~".utf8)))
    terminal.settle()
    terminal.type("q")
    #expect(terminal.end() == 0)
    terminal.expectGivenBack()
  }

  @Test func `what the terminal marks as a paste is not read as keys`() throws {
    let terminal = try Program.startBrowsing()
    terminal.paste("gm")
    terminal.wait(for: "Pasted text is not read as keys")
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  @Test func `a signal in the midst of a paste does not turn the rest of it into keys`() throws {
    let terminal = try Program.startBrowsing()
    terminal.readUntilSilent(for: 100)
    let start = try terminal.processStatus
    terminal.type("\u{1B}[200~pasted")
    // Woken by it, it has read it when it sleeps again.
    terminal.watch {
      let status = try? $0.processStatus
      return status?.state == "S" && (status?.sleeps ?? 0) > start.sleeps
    }
    let asleep = try terminal.processStatus
    terminal.send(signal: SIGWINCH)
    terminal.watch { ((try? $0.processStatus.sleeps) ?? .max) > asleep.sleeps }
    terminal.type("qQ\u{1B}[201~")
    terminal.wait(for: "Pasted text is not read as keys")
    terminal.settle()
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `random bytes leave it alive, or end it well`(seed: UInt64) throws {
    var numbers = SeededNumbers(state: seed)
    var bytes = (0..<50_000).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    // What quits is left out of three in four, so that the others go deep.
    if seed % 4 != 0 {
      bytes.removeAll { [0x03, 0x1C, UInt8(ascii: "q"), UInt8(ascii: "Q")].contains($0) }
    }
    var rest = bytes[...]
    while !rest.isEmpty {
      let terminal = try Program.startBrowsing()
      // Where one of them may quit, all come at once: what comes behind the end is the shell's.
      let part = rest.prefix(seed % 4 == 0 ? 2_000 : 50_000)
      terminal.feed(part)
      expectEnds(terminal)
      rest = rest.dropFirst(part.count)
    }
  }

  /// The kernel, too, would take them for keys: `^Z` throws away what gives the screen back and nobody has read yet.
  @Test func `a flood of keys that nobody has read is not left to the shell`() throws {
    let folder = try TemporaryFolder()
    let commands = """
      (echo $BASHPID > '\(folder.path)/pid'; exec "$ATLAS"); read -r line; echo "read <$line>"
      """
    let terminal = try EmulatedTerminal(
      ["/bin/bash", "-c", commands], environment: Program.environment(["ATLAS": Program.path]))
    terminal.wait(for: "q quit")
    let process = try #require(pid_t(folder.text("pid").dropLast()))
    kill(process, SIGSTOP)
    terminal.watch { _ in (try? ProcessStatus(of: process).state) == "T" }
    terminal.type(String(repeating: "j", count: 6_000))
    kill(process, SIGTERM)
    kill(process, SIGCONT)
    terminal.wait { $0.leftovers == [] }
    terminal.type("a line\n")
    terminal.wait(for: "read <a line>")
    #expect(terminal.end() == 0)
  }

  @Test func `sequences cut at every place, and reports of no mouse, do no harm`() throws {
    let whole = [
      "\u{1B}[200~", "\u{1B}[201~", "\u{1B}[<0;10;10M", "\u{1B}[1;5C", "\u{1B}OA", "\u{1B}[15~",
      "\u{1B}]11;rgb:00/00/00\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\", "\u{1B}[?62;1;52c", "\u{1B}[M !!",
      "\u{1B}[57414;129u",
    ]
    var cut: [[UInt8]] = [[0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x91]]
    for text in whole {
      cut += (1...text.utf8.count).map { Array(text.utf8.prefix($0)) }
    }
    let mice = [
      "0;0;0M", "999999;99999999;1M", "0;300;300M", ";;M", "-1;5;5M", "0;5M", "0;5;5;5M", "M", "m",
      "64;65535;65535M", "35;1;1M", "99999999999999999999;1;1M", "0;18446744073709551615;1M",
    ].map { Array("\u{1B}[<\($0)".utf8) }
    let terminal = try Program.startBrowsing()
    for bytes in cut + mice {
      #expect(terminal.feed(bytes))
      #expect(terminal.feed("j".utf8))
    }
    // Ends a paste that was begun, and a string that was.
    terminal.feed("\u{1B}[201~\u{07}\u{1B}\\".utf8)
    terminal.settle()
    expectEnds(terminal)
  }

  @Test func `bytes that are no character keep no key back`() throws {
    let terminal = try Program.startBrowsing()
    for byte in [0xFF, 0xC3, 0xE9, 0x80, 0xF8] as [UInt8] {
      terminal.feed([byte] + Array(repeating: byte, count: 40))
      terminal.settle()
    }
    expectEnds(terminal)
  }

  /// ncurses then has the key already, where nothing tells that it waits.
  @Test(arguments: [0xC3, 0xE2, 0xF0] as [UInt8])
  func `a key behind the beginning of a character is read without another one`(byte: UInt8) throws {
    let terminal = try Program.startBrowsing()
    terminal.feed([byte] + Array("\u{1B}[B".utf8))
    let screen = try Program.screen(after: "j")
    terminal.wait { $0.text == screen }
    #expect(terminal.text == screen)
    expectEnds(terminal)
  }
}
