import Foundation
import Testing

/// A folder of its own for a test; gone with the value.
final class TemporaryFolder {
  let path = NSTemporaryDirectory() + "geneva-atlas-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, with the folders that lead there.
  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
    let file = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// The bytes of a file; nil where there is none.
  func bytes(_ name: String) -> [UInt8]? {
    (try? Data(contentsOf: URL(fileURLWithPath: path + "/" + name))).map { Array($0) }
  }

  func text(_ name: String) -> String { String(decoding: bytes(name) ?? [], as: UTF8.self) }
}

/// What the system says of processes, in `/proc`.
enum Processes {
  /// The fields of `/proc/PID/stat` behind the name: the state first, then the parent; nil where it is gone.
  private static func status(of process: pid_t) -> [Substring]? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return nil }
    return text[text.index(after: end)...].split(separator: " ")
  }

  /// The children of a process, those included that have ended and wait to be taken up.
  static func children(of process: pid_t) throws -> [pid_t] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }
      .filter { status(of: $0)?[1] == "\(process)" }
  }

  /// Starts a process: threads of a test runner block signals, and a child would inherit that.
  static func withoutBlockedSignals<Started>(
    _ start: () throws -> Started
  ) rethrows -> Started {
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try start()
  }

  /// Waits until a condition holds that nothing tells of; false where it does not within the patience that a
  /// terminal is given.
  static func watch(until condition: () -> Bool) -> Bool {
    // Every look is followed by a pause: 3000 of them are the same half minute.
    for _ in 0..<EmulatedTerminal.patience / 10 {
      if condition() { return true }
      _ = poll(nil, 0, 10)
    }
    return false
  }

  /// Waits until a process has ended; false where it does not.
  ///
  /// What has ended but has no parent that cares does nothing any more.
  static func waitForEnd(of process: pid_t) -> Bool { watch { !isRunning(process) } }

  /// The processes of a group.
  static func group(_ leader: pid_t) throws -> [pid_t] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }
      .filter { status(of: $0)?[2] == "\(leader)" }
  }

  static func isRunning(_ process: pid_t) -> Bool { ![nil, "Z"].contains(status(of: process)?[0]) }
}

extension Program {
  /// Every command, as far as it needs no terminal, with what it needs to print something.
  static let commands: [[String]] = [
    ["list", "actors"], ["list", "facts", "--format", "tsv"], ["show", "itu", "e-waste"],
    ["brief", "cern"], ["search", "grid"], ["compare", "itu", "unece"], ["changes"], ["matrix"],
    ["timeline"], ["cite", "itu"], ["pick", "issues", "--query", "e-waste", "-1"], ["filter", "x"],
    ["check"], ["export"], ["config"], ["completions", "bash"], ["manual"], ["--dump"], ["--help"],
    [],
  ]

  /// Runs a script of bash for every command, which is `"$@"` there with the program in front; the commands that
  /// ended otherwise than expected, with what they printed.
  static func each(
    _ script: String, environment: [String: String] = [:], expecting: (Result) -> Bool
  ) throws -> [String] {
    try commands.compactMap { command in
      let words = ([path] + command).map { "'\($0)'" }.joined(separator: " ")
      let result = try shell("set -- \(words); \(script)", environment: environment)
      return expecting(result) ? nil : "\(command): \(result)"
    }
  }

  /// What makes the next command of a shell somebody without rights, where the shell is root's.
  static let asNobody =
    getuid() == 0 ? "setpriv --reuid=65534 --clear-groups" : ""
}
