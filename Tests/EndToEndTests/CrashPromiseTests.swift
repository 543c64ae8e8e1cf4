import Foundation
import Testing

/// Promised: a crash leaves a terminal behind that works, and its report on it.
@Suite struct CrashPromiseTests {
  /// The shell's screen before the program, on which everything has to be again.
  private func start(
    _ script: String = "exec \"$ATLAS\"", environment: [String: String] = [:]
  ) throws -> EmulatedTerminal {
    let terminal = try EmulatedTerminal(
      ["/bin/bash", "-c", "echo 'the screen before'; \(script)"],
      environment: Program.environment(["ATLAS": Program.path].merging(environment) { $1 }))
    terminal.wait(for: "q quit")
    return terminal
  }

  @Test(arguments: MachineFault.all)
  func `a fault of the running program gives the terminal back`(fault: MachineFault) throws {
    let terminal = try start()
    try fault.put(into: MachineFault.drawing, of: terminal)
    terminal.type("j")
    #expect(terminal.end() & 0x7F == fault.signal)
    terminal.expectGivenBack()
    #expect(
      terminal.text.contains(
        """
        the screen before
        geneva-atlas: crashed (\(try #require(Self.names[fault.signal]))); \
        that is a fault of the program, not of yours
        """))
  }

  private static let names = [
    SIGILL: "SIGILL", SIGTRAP: "SIGTRAP", SIGSEGV: "SIGSEGV", SIGFPE: "SIGFPE",
  ]

  @Test func `on a stack of 512 KiB calls without end are survived by the terminal`() throws {
    let terminal = try start("ulimit -s 512; exec \"$ATLAS\"")
    try MachineFault.endlessCall.put(into: MachineFault.drawing, of: terminal)
    terminal.type("j")
    #expect(terminal.end() & 0x7F == SIGSEGV)
    terminal.expectGivenBack()
  }

  @Test func `what the runtime says of a trap stands on the screen of the shell`() throws {
    let terminal = try start()
    try MachineFault.trap(saying: "Fatal error: \u{1B}[31mIndex out of range\n")
      .put(into: MachineFault.drawing, of: terminal)
    terminal.type("j")
    #expect(terminal.end() & 0x7F == MachineFault.trap.signal)
    terminal.expectGivenBack()
    #expect(
      terminal.text.contains("the screen before\nFatal error: ?[31mIndex out of range\ngeneva-"))
  }

  @Test func `standard error that leads elsewhere is left alone`() throws {
    let file = try TemporaryFile("")
    let terminal = try start("exec \"$ATLAS\" 2>'\(file.path)'")
    try MachineFault.trap(saying: "Fatal error").put(into: MachineFault.drawing, of: terminal)
    terminal.type("j")
    _ = terminal.end()
    let report = try String(contentsOfFile: file.path, encoding: .utf8)
    #expect(report.hasPrefix("Fatal errorgeneva-atlas: crashed ("))
    #expect(!terminal.text.contains("crashed"))
  }

  @Test func `the backtrace of Swift begins on the screen of the shell, not on the program's`()
    throws
  {
    // As in the terminal of somebody who has a toolchain: it may ask whether to go on.
    let terminal = try start(environment: ["SWIFT_BACKTRACE": ""]
    )
    try MachineFault.trap.put(into: MachineFault.drawing, of: terminal)
    terminal.type("j")
    terminal.wait(for: "Backtrace took")
    #expect(terminal.leftovers.filter { !$0.contains("line discipline") } == [])
    #expect(!terminal.text.contains("Geneva Digital Atlas ›"))
    terminal.type("q")
    #expect(terminal.end() & 0x7F == MachineFault.trap.signal)
    terminal.expectGivenBack()
    let output = terminal.output
    let left = output.range(of: TerminalTests.leaveAlternateScreen)?.lowerBound
    let report = output.range(of: "Program crashed")?.lowerBound
    #expect((left ?? output.endIndex) < (report ?? output.startIndex))
  }

  @Test func `a fault while the terminal is given back ends the program all the same`() throws {
    let terminal = try start()
    try MachineFault.trap.put(into: MachineFault.rescue, of: terminal)
    try MachineFault.all[2].put(into: MachineFault.drawing, of: terminal)
    terminal.type("j")
    let status = terminal.end()
    #expect([MachineFault.trap.signal, SIGSEGV].contains(status & 0x7F))
    #expect(terminal.text.contains("Geneva"))
  }

  @Test func `a crash in the midst of crashes cuts no sequence`() throws {
    let faults = [SIGSEGV, SIGILL, SIGBUS, SIGFPE, SIGTRAP, SIGABRT, SIGUSR1, SIGSYS]
    let terminal = try start()
    for signal in faults { terminal.send(signal: signal) }
    #expect(faults.contains(terminal.end() & 0x7F))
    terminal.expectGivenBack()
    #expect(terminal.text.hasPrefix("the screen before\n"))
  }

  @Test(arguments: [SIGALRM, SIGUSR2, SIGPROF, SIGIO, SIGPWR, SIGVTALRM, 34, 64])
  func `whatever signal ends it, the terminal is given back`(signal: Int32) throws {
    let terminal = try start()
    terminal.send(signal: signal)
    #expect(terminal.end() & 0x7F == signal)
    terminal.expectGivenBack()
  }

  @Test func `a signal that was ignored from the beginning stays so`() throws {
    let terminal = try start("trap '' USR1; exec \"$ATLAS\"")
    for _ in 0..<3 { terminal.send(signal: SIGUSR1) }
    terminal.type("j")
    terminal.wait(for: "Issues of ITU")
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  @Test func `a crash before the screen touches nothing`() throws {
    // It reads lines from the terminal, and has drawn nothing.
    let terminal = try EmulatedTerminal(
      [Program.path, "filter", "x"], environment: Program.environment())
    terminal.watch { (try? $0.processStatus.state) == "S" }
    terminal.send(signal: SIGSEGV)
    #expect(terminal.end() & 0x7F == SIGSEGV)
    #expect(terminal.output == "" && terminal.isCooked)
  }

  @Test func `a crash while the screen is taken from a terminal that does not read ends it`() throws
  {
    let terminal = try EmulatedTerminal(
      ["/bin/bash", "-c", "read; exec \"$ATLAS\""],
      environment: Program.environment(["ATLAS": Program.path]))
    terminal.stopOutput()
    terminal.type("\n")
    terminal.watch {
      let status = try? $0.processStatus
      return status?.name == "geneva-atlas" && status?.state == "S"
    }
    terminal.send(signal: SIGILL)
    #expect(terminal.endWithoutReading() & 0x7F == SIGILL)
    #expect(terminal.isCooked)
  }

  @Test func `a crash while it is stopped leaves the terminal to the shell`() throws {
    let terminal = try JobShell()
    terminal.start()
    terminal.stop()
    // The line that the shell edits while its job crashes.
    terminal.emulator.type("kill -SEGV %1; kill -CONT %1; wait %1; echo \"it\" was $?\r")
    terminal.emulator.wait(for: "it was 139")
    let output = terminal.emulator.output
    let left = output.ranges(of: TerminalTests.leaveAlternateScreen)
    #expect(left.count == 1)
    terminal.emulator.type("echo \"still\" edited\r")
    terminal.emulator.wait(for: "still edited")
    // The shell edits its line, as before.
    #expect(terminal.emulator.watch { !$0.isCooked })
    terminal.end()
  }
}
