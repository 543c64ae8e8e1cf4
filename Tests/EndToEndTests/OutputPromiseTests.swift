import Foundation
import Testing

/// Every command where its output, its input or the system's limits are not what one hopes for.
@Suite struct OutputPromiseTests {
  // MARK: Pipes, full disks, closed descriptors

  @Test func `a reader that has seen enough ends every command in silence`() throws {
    let faults = try Program.each(
      "yes x | head -50000 | \"$@\" 2>&1 | head -c 1 > /dev/null; "
        + "echo ${PIPESTATUS[2]}"
    ) {
      $0.output == "0\n" && $0.complaint.isEmpty
    }
    // Without a word it is the screen that was wanted, which there is not.
    #expect(faults.count == 1 && faults.first?.hasPrefix("[]: ") == true, "\(faults)")
  }

  @Test func `a full disk is told by every command`() throws {
    let faults = try Program.each("echo x | \"$@\" > /dev/full") {
      $0.code == 1 && $0.complaint == "geneva-atlas: cannot write: No space left on device\n"
    }
    #expect(faults.isEmpty, "\(faults)")
  }

  @Test func `a file that may not grow is told by every command, and kills none`() throws {
    let folder = try TemporaryFolder()
    let script = "ulimit -f 0; echo x | env --default-signal=XFSZ \"$@\" > '\(folder.path)/out'"
    let faults = try Program.each(script) {
      $0.code == 1 && $0.complaint == "geneva-atlas: cannot write: File too large\n"
    }
    #expect(faults.isEmpty, "\(faults)")
    #expect(folder.bytes("out") == [])
  }

  @Test func `closed standard output is told by every command`() throws {
    let faults = try Program.each("echo x | \"$@\" >&-") {
      $0.code == 1 && $0.output.isEmpty
        // pick says more: there is nowhere to print a choice.
        && $0.complaint.hasPrefix("geneva-atlas: cannot write: Bad file descriptor\n")
    }
    #expect(faults.isEmpty, "\(faults)")
  }

  @Test func `closed standard error and standard input change nothing but what needs them`() throws
  {
    let whole = try Program.each("\"$@\" 2>&- < <(echo x) | sha256sum") { _ in false }
    let plain = try Program.each("\"$@\" 2> /dev/null < <(echo x) | sha256sum") { _ in false }
    #expect(whole == plain)
    let faults = try Program.each("\"$@\" <&- > /dev/null") { result in
      result.code == 0 && result.complaint.isEmpty
        || result.complaint == "geneva-atlas: cannot read standard input: Bad file descriptor\n"
        || result.complaint.contains("standard output is no terminal")
    }
    #expect(faults.isEmpty, "\(faults)")
    let alone = try Program.each("\"$@\" <&- >&- 2>&-") { [1, 2].contains($0.code) }
    #expect(alone.isEmpty, "\(alone)")
  }

  @Test func `a descriptor that was closed is given to no file`() throws {
    let state = try TemporaryFolder()
    let programs = try FakePrograms("wl-copy", "cat > \"$RECORD\"")
    let environment = programs.environment.merging([
      "ATLAS": Program.path, "XDG_STATE_HOME": state.path, "WAYLAND_DISPLAY": "wayland-0",
    ]) { $1 }
    let terminal = try EmulatedTerminal(
      ["/bin/sh", "-c", "exec \"$ATLAS\" --keys '/cern<enter>' 2>&-"],
      environment: Program.environment(environment))
    terminal.wait(for: "q quit")
    let held = try FileManager.default.destinationOfSymbolicLink(
      atPath: "/proc/\(terminal.process)/fd/2")
    #expect(held == "/dev/null")
    terminal.type("b")
    terminal.wait(for: "Starred: CERN")
    terminal.type("yy")
    terminal.wait(for: "Copied (wl-copy)")
    #expect(programs.recorded == "https://home.cern/")
    #expect(state.text("geneva-atlas/stars") == "cern\n")
  }

  /// Runs `export` into a pipe of one page; what arrives when the reader takes a few bytes at a time and lets the
  /// writer be stopped and continued between.
  private func exported(isBlocking: Bool) throws -> [UInt8] {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    // F_SETPIPE_SZ
    try #require(fcntl(ends[1], 1031, 4_096) > 0)
    if !isBlocking { try #require(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["export"]
    process.environment = Program.environment()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(fileDescriptor: ends[1], closeOnDealloc: false)
    process.standardError = FileHandle.nullDevice
    try process.run()
    close(ends[1])
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1_000)
    while case let count = read(ends[0], &part, part.count), count > 0 {
      bytes += part.prefix(count)
      kill(process.processIdentifier, SIGSTOP)
      kill(process.processIdentifier, SIGCONT)
    }
    close(ends[0])
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return bytes
  }

  @Test func `a pipe that takes a little at a time gets all of it`() throws {
    let whole = Array(try Program.run(["export"]).output.utf8)
    #expect(whole.count > 500_000)
    #expect(try exported(isBlocking: true) == whole)
    #expect(try exported(isBlocking: false) == whole)
  }

  // MARK: Arguments

  /// What may stand in an argument and must not be obeyed, as bash writes it.
  private static let bait =
    "$'\\e]0;owned\\a\\e[31m\\x9b\\r\\n\\b\\x7f\\xc2\\x9b\\xff\\xfe\\xed\\xa0\\x80\\u202e\\u2066\\ufeff%n%s'"

  @Test func `arguments that are no text are told as symbols, by every command`() throws {
    let script =
      "{ \"$@\" \(Self.bait); echo $?; \"$@\" --\(Self.bait); echo $?; } < /dev/null 2>&1 "
      + "| iconv -f UTF-8 -t UTF-8"
    let faults = try Program.each(script) { result in
      isInert(result.output) && result.complaint.isEmpty
        && result.output.matches(of: /(?m)^[012]$/).count >= 2
    }
    #expect(faults.isEmpty, "\(faults)")
  }

  @Test func `empty arguments end every command in an orderly way`() throws {
    let faults = try Program.each("\"$@\" '' '' < /dev/null") { result in
      (0...2).contains(result.code) && (result.code == 0 || !result.complaint.isEmpty)
    }
    // A filter that found nothing has nothing to say.
    #expect(faults.allSatisfy { $0.hasPrefix("[\"filter\"") }, "\(faults)")
  }

  @Test func `an argument of 120 000 bytes is shortened where it is told`() throws {
    let long = "\"$(head -c 120000 /dev/zero | tr '\\0' x)\""
    for (command, code) in [
      ("show", 1), ("brief", 1), ("cite", 1), ("compare itu", 1), ("list", 2), ("--lead", 2),
      ("--keys", 2), ("--edition", 2), ("search", 1), ("--dump", 0), ("--data", 1), ("check", 1),
      ("list actors --query", 1), ("completions", 2),
    ] as [(String, Int32)] {
      let result = try Program.shell(
        "'\(Program.path)' \(command) \(long) 2>&1 > /dev/null; exit $?")
      #expect(result.code == code, "\(command): \(result.code) \(result.output.prefix(300))")
      #expect(result.output.utf8.count < 8_000, "\(command): \(result.output.utf8.count)")
    }
  }

  // MARK: Limits

  /// A shell's words that close what it was given beside the standard descriptors: they count too.
  private static let nothingOpen = "for n in {3..200}; do eval \"exec $n>&-\"; done;"

  /// A shell's words that lower a limit.
  private static let limits = ["-n 10", "-s 512", "-v 400000", "-u 1", "-f 0", "-c 0"]

  @Test func `every command prints the same with little of everything`() throws {
    // As somebody without rights, since root is not held to a number of processes.
    let script = { (limits: String) in
      "\(Program.asNobody) bash -c '\(Self.nothingOpen) \(limits) exec \"$@\"' - \"$@\" < <(echo x) 2>&1 | sha256sum"
    }
    let whole = try Program.each(script("")) { _ in false }
    let limits = Self.limits.map { "ulimit \($0);" }.joined(separator: " ")
    #expect(try Program.each(script(limits)) { _ in false } == whole)
  }

  @Test func `a stack too small to start on is told, and one that may grow does`() throws {
    let refused = try Program.shell("ulimit -s 96; \(Program.path) list actors")
    #expect(refused.code == 2 && refused.output.isEmpty)
    #expect(
      refused.complaint == """
        geneva-atlas: cannot start: the stack may not be larger than 96 KiB; \
        expected at least 256, as 'ulimit -s 8192' allows

        """)
    let grown = try Program.shell("ulimit -S -s 96; \(Program.path) list actors")
    let usual = try Program.run(["list", "actors"])
    #expect(grown.code == 0 && grown.output == usual.output)
  }

  @Test(arguments: limits)
  func `the screen comes with little of everything, and a failed save is told`(limit: String) throws
  {
    let state = try TemporaryFolder()
    // No script: with ten descriptors sh reads none.
    let programs = try FakePrograms([:])
    #expect(symlink("/bin/cat", programs.folder + "/wl-copy") == 0)
    for folder in [state.path, programs.folder] { #expect(chmod(folder, 0o777) == 0) }
    let environment = programs.environment.merging([
      "ATLAS": Program.path, "XDG_STATE_HOME": state.path, "WAYLAND_DISPLAY": "wayland-0",
    ]) { $1 }
    let script =
      "\(Program.asNobody) bash -c '\(Self.nothingOpen) ulimit \(limit); exec \"$ATLAS\" --keys \"/cern<enter>\"'"
    let terminal = try EmulatedTerminal(
      ["/bin/bash", "-c", script], columns: 120, environment: Program.environment(environment))
    terminal.wait(for: "q quit")
    terminal.type("b")
    terminal.wait(
      for: limit == "-f 0"
        ? "The star holds only until the end: File too large, writing \(state.path)"
        : "Starred: CERN")
    terminal.type("yy")
    switch limit {
    case "-f 0": terminal.wait(for: "unconfirmed; wl-copy: File too large): https://home.cern/")
    case "-u 1":
      terminal.wait(for: "unconfirmed; wl-copy: Resource temporarily unavailable): https://home")
    default: terminal.wait(for: "Copied (wl-copy): https://home.cern/")
    }
    terminal.type("gm")
    terminal.wait(for: "Matrix: who says how much on what")
    terminal.type("qs")
    terminal.type("grid")
    terminal.wait(for: "search everything› grid")
    terminal.type("\rQ")
    #expect(terminal.end() == 0)
  }
}

/// Whether a text, as it was printed, can do nothing to a terminal or to a reader of it.
///
/// - Parameter mayHaveTabs: as rows of fields have.
func isInert(_ text: String, mayHaveTabs: Bool = true) -> Bool {
  text.unicodeScalars.allSatisfy { scalar in
    switch scalar.value {
    case 0x0A: true
    case 0x09: mayHaveTabs
    case 0...0x1F, 0x7F...0x9F, 0x61C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069,
      0xFEFF, 0xE0000...0xE0FFF:
      false
    default: true
    }
  }
}
