import Foundation
import Testing

/// Promised: a program with nothing to do does nothing, and a terminal that is slow or shared is not noticed.
///
/// That nothing happens can only be observed for a while: a second here, which no result depends on.
@Suite struct RestPromiseTests {
  private static let observation: Int32 = 1_000

  /// All of them at once: what is observed of one passes for the others too.
  @Test func `at rest it sends nothing, is not woken and takes no time`() throws {
    let keys = ["", "/wto", "?", "gm", "y", "sgrid", "yy", "\u{1B}[200~never ending"]
    let terminals = try keys.map { keys in
      let terminal = try Program.startBrowsing()
      terminal.type(keys)
      return terminal
    }
    // Beyond the letters of a chord that come after 0.3 s, and a paste that is given up after 0.5 s.
    for terminal in terminals { terminal.readUntilSilent(for: Self.observation) }
    let before = try terminals.map { try $0.processStatus }
    _ = terminals[0].readSome(within: Self.observation)
    for (place, terminal) in terminals.enumerated() {
      #expect(!terminal.readSome(within: 0), "\(keys[place])")
      let after = try terminal.processStatus
      #expect(after.sleeps == before[place].sleeps, "\(keys[place])")
      #expect(after.ticks == before[place].ticks, "\(keys[place])")
      #expect(after.state == "S", "\(keys[place])")
      terminal.send(signal: SIGTERM)
      #expect(terminal.end() & 0x7F == SIGTERM)
    }
  }

  /// Sets the terminal so that reads and writes fail instead of waiting, for all who share it.
  private static let noWaiting =
    "python3 -c 'import fcntl, os; fcntl.fcntl(1, fcntl.F_SETFL, os.O_RDWR | os.O_NONBLOCK)'; "

  @Test(arguments: ["", noWaiting])
  func `a terminal that does not read costs no time, and loses nothing`(script: String) throws {
    let terminal = try EmulatedTerminal(
      ["/bin/bash", "-c", "\(script)exec \"$ATLAS\""],
      environment: Program.environment(["ATLAS": Program.path]))
    terminal.wait(for: "q quit")
    terminal.stopOutput()
    terminal.type("jj")
    // Until it waits for the terminal.
    try #require(
      terminal.watch { (try? $0.processStatus.state) == "S" }, "it waits without a pause")
    let before = try terminal.processStatus
    #expect(!terminal.readSome(within: Self.observation))
    let after = try terminal.processStatus
    // A tick is 10 ms: what the keys before may still have taken.
    #expect(after.ticks - before.ticks <= 10)
    terminal.startOutput()
    let screen = try Program.screen(after: "jj")
    terminal.wait { $0.text == screen }
    #expect(terminal.text == screen)
    terminal.type("q")
    #expect(terminal.end() == 0)
    terminal.expectGivenBack()
  }

  @Test(arguments: ["", noWaiting])
  func `a slow terminal and signals in the midst of writing lose no cell`(script: String) throws {
    let terminal = try EmulatedTerminal(
      ["/bin/bash", "-c", "\(script)exec \"$ATLAS\""], rows: 100, columns: 250,
      environment: Program.environment(["ATLAS": Program.path]))
    terminal.wait(for: "q quit")
    terminal.type("j")
    // Fifty whole screens are more than the kernel holds: it waits for us in the midst of one.
    for _ in 0..<50 {
      terminal.type("\u{0C}")
      for signal in [SIGURG, SIGWINCH, SIGCONT, SIGCHLD] { terminal.send(signal: signal) }
      try #require(
        terminal.watch { (try? $0.processStatus.state) == "S" }, "it waits without a pause")
    }
    let screen = try Program.run(["--keys", "j", "--size", "250x100", "--dump"]).output
      .trimmingCharacters(in: .newlines)
    terminal.type("kj")
    terminal.wait { $0.text == screen }
    #expect(terminal.text == screen)
    terminal.settle()
    terminal.type("q")
    #expect(terminal.end() == 0)
  }
}
