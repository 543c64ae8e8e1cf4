import Foundation
import Testing

/// Promised: signals end the program at once and as what they are, or do nothing; the terminal is given back.
@Suite struct SignalPromiseTests {
  private func start(
    _ script: String, environment: [String: String] = [:]
  ) throws -> EmulatedTerminal {
    let terminal = try EmulatedTerminal(
      ["/bin/bash", "-c", script],
      environment: Program.environment(["ATLAS": Program.path].merging(environment) { $1 }))
    terminal.wait(for: "q quit")
    return terminal
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func `a burst of eight ends it as one does`(signal: Int32) throws {
    let terminal = try start("echo 'the screen before'; exec \"$ATLAS\"")
    for _ in 0..<8 { terminal.send(signal: signal) }
    #expect(terminal.end() & 0x7F == signal)
    terminal.expectGivenBack()
    #expect(terminal.text.trimmingCharacters(in: .newlines) == "the screen before")
  }

  @Test func `told without a pause to end, it ends also where the terminal does not read`() throws {
    let terminal = try Program.startBrowsing()
    terminal.stopOutput()
    terminal.type("j")
    // Each of them may not put off what the first one began.
    let hasEnded = terminal.watch {
      $0.send(signal: SIGTERM)
      return $0.hasEnded
    }
    #expect(hasEnded)
    #expect(terminal.endWithoutReading() & 0x7F == SIGTERM)
    #expect(terminal.isCooked)
  }

  /// The program gives up behind a silence; a machine that stands still for as long may miss it, but not every time.
  @Test func `a terminal that reads late is given back all the same`() throws {
    let isGivenBack = try (0..<20).contains { _ in
      let terminal = try Program.startBrowsing()
      terminal.stopOutput()
      terminal.type("j")
      terminal.send(signal: SIGTERM)
      // No end in order is possible any more, and it waits for the terminal, with all signals held back.
      terminal.watch {
        let blocked = (try? $0.processStatus.blockedSignals) ?? 0
        return blocked & (1 << (SIGWINCH - 1)) != 0 || $0.hasEnded
      }
      terminal.startOutput()
      #expect(terminal.end() & 0x7F == SIGTERM)
      return terminal.leftovers == []
    }
    #expect(isGivenBack)
  }

  @Test func `a clipboard program that hangs holds no end up, and is ended too`() throws {
    let programs = try FakePrograms("xclip", "echo $$ > \"$RECORD\"; exec sleep 1000")
    let terminal = try Program.start(
      "--keys", "/cern<enter>yy",
      environment: programs.environment.merging(["DISPLAY": ":9"]) { $1 })
    terminal.wait(for: "CERN · European")
    terminal.watch { _ in programs.recorded.hasSuffix("\n") }
    let helper = try #require(Int32(programs.recorded.trimmingCharacters(in: .newlines)))
    terminal.send(signal: SIGTERM)
    #expect(terminal.end() & 0x7F == SIGTERM)
    terminal.expectGivenBack()
    #expect(terminal.watch { _ in isGone(helper) })
  }

  @Test func `signals that are nobody's business change nothing`() throws {
    let terminal = try Program.startBrowsing()
    terminal.type("j")
    let before = try Program.screen(after: "j")
    let after = try Program.screen(after: "jj")
    terminal.wait { $0.text == before }
    // One after the other, for what one does to the terminal the next may undo.
    for signal in [SIGPIPE, SIGCHLD, SIGURG, SIGXFSZ, SIGCONT, SIGWINCH] {
      for _ in 0..<20 { terminal.send(signal: signal) }
      for (key, screen) in [("j", after), ("k", before)] {
        terminal.type(key)
        terminal.wait { $0.text == screen }
        #expect(terminal.text == screen && terminal.properties.isAlternateScreen, "\(signal)")
      }
    }
    terminal.type("q")
    #expect(terminal.end() == 0)
    terminal.expectGivenBack()
  }

  @Test func `^s and ^q stop nothing`() throws {
    let terminal = try Program.startBrowsing()
    terminal.type("\u{13}j")
    terminal.wait(for: "Issues of ITU")
    terminal.type("\u{11}\u{13}")
    terminal.send(signal: SIGTERM)
    #expect(terminal.end() & 0x7F == SIGTERM)
    terminal.expectGivenBack()
  }

  @Test func `what nohup and background shells ignore stays ignored, and TERM still ends it`()
    throws
  {
    let terminal = try start("trap '' HUP INT QUIT; exec \"$ATLAS\"")
    for signal in [SIGHUP, SIGINT, SIGQUIT] { terminal.send(signal: signal) }
    terminal.type("j")
    terminal.wait(for: "Issues of ITU")
    terminal.send(signal: SIGTERM)
    #expect(terminal.end() & 0x7F == SIGTERM)
    terminal.expectGivenBack()
  }

  @Test func `a terminal that is closed ends it also where hang-ups are ignored`() throws {
    let terminal = try start("trap '' HUP; exec \"$ATLAS\"")
    #expect(terminal.closeAndWait() == (128 + SIGHUP) << 8)
  }

  @Test func `signals that whoever started it has blocked end it all the same`() throws {
    let block =
      "import os, signal; signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32)); "
      + "os.execv(os.environ['ATLAS'], ['geneva-atlas'])"
    let terminal = try start("exec python3 -c \"$BLOCK\"", environment: ["BLOCK": block])
    terminal.send(signal: SIGTERM)
    #expect(terminal.end() & 0x7F == SIGTERM)
    terminal.expectGivenBack()
    let other = try start("exec python3 -c \"$BLOCK\"", environment: ["BLOCK": block])
    try MachineFault.trap.put(into: MachineFault.drawing, of: other)
    other.type("j")
    #expect(other.end() & 0x7F == MachineFault.trap.signal)
    other.expectGivenBack()
  }
}

/// Whether no process of a number runs any more; one that only waits to be taken up does not.
func isGone(_ process: pid_t) -> Bool {
  guard let status = try? ProcessStatus(of: process) else { return true }
  return status.state == "Z"
}

/// Promised: ^z and `fg`, and all that happens in between.
@Suite struct SuspensionPromiseTests {
  @Test func `while it is stopped the terminal is the shell's`() throws {
    let shell = try JobShell()
    shell.start()
    shell.stop()
    // The shell itself edits its line.
    #expect(shell.emulator.leftovers.filter { !$0.contains("line discipline") } == [])
    shell.emulator.type("stty -a | tr ' ' '\\n' | grep -x icanon\r")
    shell.emulator.wait(for: "\nicanon\n")
    shell.emulator.type("fg\r")
    shell.emulator.wait(for: "q quit")
    #expect(shell.emulator.properties.isAlternateScreen && shell.emulator.properties.hasMouse)
    shell.emulator.type("q")
    shell.emulator.wait { $0.leftovers.allSatisfy { $0.contains("line discipline") } }
    shell.end()
  }

  @Test func `a window that was resized meanwhile is filled`() throws {
    let shell = try JobShell()
    shell.start()
    shell.emulator.type("j")
    shell.stop()
    shell.emulator.resize(rows: 30, columns: 100)
    shell.emulator.type("fg\r")
    let expected = try Program.run(["--keys", "j", "--size", "100x30", "--dump"]).output
      .trimmingCharacters(in: .newlines)
    shell.emulator.wait { $0.text == expected }
    #expect(shell.emulator.text == expected)
    shell.emulator.type("q")
    shell.end()
  }

  @Test func `stopped eight times at once, one fg brings it back`() throws {
    let shell = try JobShell()
    shell.start()
    for _ in 0..<8 { kill(try shell.job, SIGTSTP) }
    shell.emulator.wait(for: "Stopped")
    try comesBack(shell)
  }

  /// Also where the kernel would let it draw there.
  @Test(arguments: ["\"$ATLAS\"", "(trap '' TTOU; exec \"$ATLAS\")"])
  func `stopped from outside and sent to the background, it waits there and comes back`(
    command: String
  ) throws {
    let shell = try JobShell()
    shell.start(command)
    kill(try shell.job, SIGSTOP)
    shell.emulator.wait(for: "Stopped")
    shell.emulator.type("bg\r")
    let job = try shell.job
    #expect(shell.emulator.watch { _ in (try? ProcessStatus(of: job).state) == "T" })
    try comesBack(shell)
  }

  /// The script is of one group with it, and is no shell that could continue it.
  @Test func `started by a script and sent to the background, it waits there too and comes back`()
    throws
  {
    let shell = try JobShell()
    shell.start("sh -c '\"$ATLAS\"; :'")
    let script = try shell.job
    let job = try #require(Processes.children(of: script).first)
    shell.stop()
    // The shell tells of the script, which may stop a moment before.
    #expect(shell.emulator.watch { _ in (try? ProcessStatus(of: job).state) == "T" })
    shell.emulator.type("bg; wait %1; echo \"it was\" stopped\r")
    shell.emulator.wait(for: "it was stopped")
    #expect(shell.emulator.watch { _ in (try? ProcessStatus(of: job).state) == "T" })
    try comesBack(shell)
  }

  @Test(arguments: [SIGTTIN, SIGTTOU])
  func `stopped as if it were in the background, it leaves the terminal to the shell`(
    signal: Int32
  ) throws {
    let shell = try JobShell()
    shell.start()
    kill(try shell.job, signal)
    shell.emulator.wait(for: "Stopped")
    #expect(shell.emulator.leftovers.filter { !$0.contains("line discipline") } == [])
    try comesBack(shell)
  }

  @Test(arguments: [SIGTTIN, SIGTTOU])
  func `in the background such a signal stops it once more, and nothing is drawn`(
    signal: Int32
  ) throws {
    let shell = try JobShell()
    shell.start()
    shell.stop()
    let job = try shell.job
    kill(job, signal)
    shell.emulator.type("bg\r")
    #expect(shell.emulator.watch { _ in (try? ProcessStatus(of: job).state) == "T" })
    #expect(!shell.emulator.properties.isAlternateScreen)
    try comesBack(shell)
  }

  @Test func `the terminal of a stopped program that ignores hang-ups is closed: it ends`() throws {
    let shell = try JobShell()
    shell.start("(trap '' HUP; exec \"$ATLAS\")")
    let job = try shell.job
    shell.stop()
    _ = shell.emulator.closeAndWait()
    #expect(shell.emulator.watch { _ in isGone(job) })
  }

  private func comesBack(_ shell: JobShell) throws {
    let screen = try Program.screen(after: "j")
    shell.emulator.type("fg\r")
    shell.emulator.wait(for: "q quit")
    shell.emulator.type("j")
    shell.emulator.wait { $0.text == screen }
    #expect(shell.emulator.text == screen)
    shell.emulator.type("q")
    shell.end()
  }
}
