import CVTerm
import Foundation
import Testing

/// A program in a pseudo-terminal whose screen a real terminal emulator (libvterm) keeps.
///
/// There is no sleeping in it: every wait is for a condition on the screen or for the end of the program.
/// A wait that would never end is given up when the program has been silent for ``patience``, and fails.
final class EmulatedTerminal {
  let terminal: OpaquePointer
  let screen: OpaquePointer
  let properties: EmulatorProperties
  private(set) var descriptor: Int32
  let process: pid_t
  private(set) var rows: Int
  private(set) var columns: Int
  /// Everything that the program has written, as it came.
  private(set) var bytes: [UInt8] = []
  private var status: Int32?

  /// - Parameter environment: The whole environment of the program.
  init(
    _ command: [String], rows: Int = 24, columns: Int = 80, environment: [String: String]
  ) throws {
    self.rows = rows
    self.columns = columns
    terminal = try #require(vterm_new(Int32(rows), Int32(columns)))
    vterm_set_utf8(terminal, 1)
    screen = try #require(vterm_obtain_screen(terminal))
    vterm_screen_enable_altscreen(screen, 1)
    properties = EmulatorProperties(of: screen)
    vterm_screen_reset(screen, 1)
    // All allocations before the fork: the child may only call what is safe there.
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    arguments.append(nil)
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") }
    variables.append(nil)
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    var master: Int32 = -1
    let child = arguments.withUnsafeMutableBufferPointer { arguments in
      variables.withUnsafeMutableBufferPointer { variables in
        guard let vector = arguments.baseAddress, let environment = variables.baseAddress,
          let path = vector[0]
        else { return pid_t(-1) }
        return Processes.withoutBlockedSignals {
          let child = forkpty(&master, nil, nil, &size)
          if child == 0 {
            execve(path, vector, environment)
            _exit(127)
          }
          return child
        }
      }
    }
    for pointer in arguments + variables { free(pointer) }
    process = child
    descriptor = master
    try #require(child > 0)
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    if descriptor >= 0 { close(descriptor) }
    vterm_free(terminal)
  }

  /// Takes what the program writes until a condition holds; false if the program ended before it did.
  @discardableResult
  func wait(until condition: (EmulatedTerminal) -> Bool) -> Bool {
    while !condition(self) {
      if !readSome() { return condition(self) }
    }
    return true
  }

  /// Waits for a text to be on the screen.
  @discardableResult
  func wait(for text: String, sourceLocation: SourceLocation = #_sourceLocation) -> Bool {
    let isThere = wait { $0.text.contains(text) }
    #expect(isThere, "'\(text)' never came:\n\(self.text)", sourceLocation: sourceLocation)
    return isThere
  }

  /// Far longer than any machine takes, so that it decides nothing but a failure.
  static let patience: Int32 = 30_000

  /// Blocks until the program has written something; false at its end.
  private func readSome() -> Bool { readSome(within: Self.patience) }

  /// Takes what the program writes within so many milliseconds; false if that is nothing.
  func readSome(within milliseconds: Int32) -> Bool {
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&polled, 1, milliseconds)
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { return false }
      let count = read(descriptor, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      take(Array(part.prefix(count)))
      return true
    }
  }

  private func take(_ part: [UInt8]) {
    bytes += part
    part.withUnsafeBytes { buffer in
      _ = vterm_input_write(
        terminal, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
    }
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  func resize(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    vterm_set_size(terminal, Int32(rows), Int32(columns))
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }

  func send(signal: Int32) { kill(process, signal) }

  /// Waits for the end; the wait status as waitpid tells it.
  func end() -> Int32 {
    if let status { return status }
    while readSome() {}
    // Silent but not ended: the test shall fail, not hang.
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    if poll(&polled, 1, 0) == 0 { kill(process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    self.status = status
    return status
  }

  /// Stops the terminal's output, as flow control does.
  func stopOutput() { setFlow(TCOOFF) }

  /// Lets the terminal's output go on.
  func startOutput() { setFlow(TCOON) }

  private func setFlow(_ action: Int32) {
    // TIOCGPTPEER: the program's end of the terminal.
    let other = ioctl(descriptor, 0x5441, O_RDWR | O_NOCTTY)
    tcflow(other, action)
    close(other)
  }

  /// Waits for the end without reading what the program writes.
  func endWithoutReading() -> Int32 {
    var status: Int32 = 0
    // Not ended within the patience: the test shall fail, not hang.
    if !watch(until: { $0.hasEnded }) { kill(process, SIGKILL) }
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    self.status = status
    return status
  }

  /// Closes the terminal under the program, as a window that is closed does; its end.
  func closeAndWait() -> Int32 {
    close(descriptor)
    descriptor = -1
    return endWithoutReading()
  }

  /// Waits until a signal has stopped the program.
  func waitUntilStopped() {
    var status: Int32 = 0
    while waitpid(process, &status, WUNTRACED) < 0, errno == EINTR {}
  }

  /// The screen as text, blanks at the ends of lines left out.
  var text: String {
    (0..<rows).map { row in
      var line = ""
      for column in 0..<columns { line += text(row: row, column: column) }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }

  /// What stands in a cell: a blank where that is nothing, nothing in the second half of a wide glyph.
  func text(row: Int, column: Int) -> String {
    var cell = VTermScreenCell()
    vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
    if cell.chars.0 == UInt32.max { return "" }
    return withUnsafeBytes(of: cell.chars) { bytes in
      let scalars = bytes.bindMemory(to: UInt32.self).prefix { $0 != 0 }
      if scalars.isEmpty { return " " }
      return String(String.UnicodeScalarView(scalars.compactMap { Unicode.Scalar($0) }))
    }
  }

  /// Everything written, as text; escapes and all.
  var output: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether lines are edited and echoed and a return is a line feed, as in a shell.
  var isCooked: Bool {
    var modes = termios()
    tcgetattr(descriptor, &modes)
    let local = tcflag_t(ICANON | ECHO | ISIG)
    return modes.c_lflag & local == local && modes.c_iflag & tcflag_t(ICRNL) != 0
  }
}

/// The program under test.
enum Program {
  /// The binary that was built with the tests.
  static let path: String = {
    let bundle = CommandLine.arguments[0]
    var folder = URL(fileURLWithPath: bundle).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("geneva-atlas").path
      if FileManager.default.isExecutableFile(atPath: candidate),
        (try? FileManager.default.attributesOfItem(atPath: candidate)[.type] as? FileAttributeType)
          == .typeRegular
      {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    return "/nonexistent/geneva-atlas"
  }()

  /// What a program in a plain terminal finds, and nothing else.
  static func environment(_ changes: [String: String] = [:]) -> [String: String] {
    let plain = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "xterm-256color", "LANG": "C.UTF-8",
      "HOME": "/nonexistent", "SWIFT_BACKTRACE": "enable=no",
    ]
    // Tests/sanitizers.sh says there where reports go.
    let sanitizers = ProcessInfo.processInfo.environment.filter {
      ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
    }
    return plain.merging(sanitizers) { $1 }.merging(changes) { $1 }.filter { !$0.value.isEmpty }
  }

  static func start(
    _ arguments: String..., rows: Int = 24, columns: Int = 80,
    environment changes: [String: String] = [:]
  ) throws -> EmulatedTerminal {
    try EmulatedTerminal(
      [path] + arguments, rows: rows, columns: columns, environment: environment(changes))
  }

  /// Starts the program and waits for its first whole screen: the footer is drawn last.
  static func startBrowsing(
    _ arguments: String..., rows: Int = 24, columns: Int = 80,
    environment changes: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> EmulatedTerminal {
    let terminal = try EmulatedTerminal(
      [path] + arguments, rows: rows, columns: columns, environment: environment(changes))
    terminal.wait(for: "q quit", sourceLocation: sourceLocation)
    return terminal
  }

  /// The whole screen after some keys, as `--dump` prints it: what a test may wait for.
  static func screen(after keys: String) throws -> String {
    try run(["--keys", keys, "--dump"]).output.trimmingCharacters(in: .newlines)
  }

  /// What a command printed, what it complained of, and how it ended.
  typealias Result = (output: String, complaint: String, code: Int32)

  /// Runs a command of the program to its end without a terminal.
  static func run(
    _ arguments: [String], environment changes: [String: String] = [:]
  ) throws -> Result {
    try run([path] + arguments, changes)
  }

  /// Runs a script of bash, for pipes and redirections around the program.
  static func shell(
    _ script: String, environment changes: [String: String] = [:]
  ) throws -> Result {
    try run(["/bin/bash", "-c", script], changes)
  }

  private static func run(_ command: [String], _ changes: [String: String]) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.environment = environment(changes)
    let output = Pipe()
    let complaint = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = complaint
    try Processes.withoutBlockedSignals { try process.run() }
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let words = complaint.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      String(decoding: text, as: UTF8.self), String(decoding: words, as: UTF8.self),
      process.terminationStatus
    )
  }
}
