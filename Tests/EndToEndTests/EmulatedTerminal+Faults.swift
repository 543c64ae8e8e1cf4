import CVTerm
import Foundation
import Testing

// What happens to terminals: floods, silences, sizes that no window has.

extension EmulatedTerminal {
  /// Types bytes, however many, and takes what the program writes meanwhile; false if it ended, or hung, before
  /// the terminal had taken them all.
  @discardableResult
  func feed(_ bytes: some Collection<UInt8>) -> Bool {
    let flags = fcntl(descriptor, F_GETFL)
    _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
    defer { _ = fcntl(descriptor, F_SETFL, flags) }
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      var polled = pollfd(fd: descriptor, events: Int16(POLLIN | POLLOUT), revents: 0)
      let ready = poll(&polled, 1, Self.patience)
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { return false }
      if polled.revents & Int16(POLLIN) != 0 {
        guard readSome(within: 0) else { return false }
      } else if polled.revents & Int16(POLLHUP | POLLERR) != 0 {
        return false
      }
      if polled.revents & Int16(POLLOUT) != 0 {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, min($0.count, 2048)) }
        if count > 0 { rest = rest.dropFirst(count) }
      }
    }
    return true
  }

  /// Leaves whatever is open, and waits until all that was typed before has been read and drawn.
  func settle(sourceLocation: SourceLocation = #_sourceLocation) {
    for _ in 0..<8 { feed("\u{1B}".utf8) }
    feed("\u{1B}[200~x\u{1B}[201~".utf8)
    wait(for: "Pasted text is not read as keys", sourceLocation: sourceLocation)
    type("X")
    wait(for: "All filters cleared", sourceLocation: sourceLocation)
  }

  /// Tells the program a size that the emulator does not have.
  func claim(rows: UInt16, columns: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }

  /// Takes what the program writes until there has been nothing for so many milliseconds.
  func readUntilSilent(for milliseconds: Int32) {
    while readSome(within: milliseconds) {}
  }

  /// Whether the program has ended; it stays to be waited for.
  var hasEnded: Bool {
    var details = siginfo_t()
    return waitid(P_PID, id_t(process), &details, WEXITED | WNOHANG | WNOWAIT) == 0
      && details.si_signo == SIGCHLD
  }

  /// Waits until a condition on something other than the screen holds, as on `/proc`; false if it never does.
  @discardableResult
  func watch(until condition: (EmulatedTerminal) -> Bool) -> Bool {
    Processes.watch { condition(self) }
  }
}

/// What the kernel tells of a running process.
struct ProcessStatus: Equatable {
  /// Time on the processor, in ticks of 10 ms.
  let ticks: Int
  /// How often it has gone to sleep: as often as it was woken.
  let sleeps: Int
  /// Resident memory in KiB.
  let residentKibibytes: Int
  /// `S` while it sleeps, `T` while it is stopped.
  let state: Character
  /// The name of the program: the shell's own before `exec`.
  let name: String
  /// The set of the signals that it keeps waiting, as in proc(5).
  let blockedSignals: UInt64

  init(of process: pid_t) throws {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    func field(_ name: String) -> Substring {
      let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") } ?? ""
      return line.split(whereSeparator: \.isWhitespace).dropFirst().first ?? ""
    }
    sleeps = try #require(Int(field("voluntary_ctxt_switches")))
    residentKibibytes = Int(field("VmRSS")) ?? 0
    state = field("State").first ?? "?"
    name = String(field("Name"))
    blockedSignals = UInt64(field("SigBlk"), radix: 16) ?? 0
    let times =
      try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
      .split(separator: ")").last?.split(separator: " ") ?? []
    // Fields 14 and 15 of proc(5); the state behind the name in brackets is the third.
    try #require(times.count > 13)
    ticks = try #require(Int(times[11])) + #require(Int(times[12]))
  }
}

extension EmulatedTerminal {
  var processStatus: ProcessStatus { get throws { try ProcessStatus(of: process) } }
}
