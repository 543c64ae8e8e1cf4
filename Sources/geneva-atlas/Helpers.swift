import CPosix
import Explorer
import Glibc

/// What the environment and the configuration say about clipboards, browsers and connections.
struct HelperEnvironment {
  private let values: [String: String]
  /// The arguments of the programs that the reader has chosen; empty where there is none.
  let clipboard: [String]
  let browser: [String]

  static func current(_ configuration: Configuration) -> HelperEnvironment {
    let names = [
      "BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY", "STY", "TERM", "TMUX",
      "WSL_DISTRO_NAME", "TERMUX_VERSION",
    ]
    var values: [String: String] = [:]
    for name in names { values[name] = Environment.value(name) }
    return HelperEnvironment(
      values: values, clipboard: configuration.clipboard.value,
      browser: configuration.browser.value)
  }

  /// The value of a variable; nil where it is unset or empty.
  subscript(name: String) -> String? { values[name] }

  /// Over ssh a helper would fill the clipboard, or open a window, of the other machine.
  var isRemote: Bool { self["SSH_CONNECTION"] != nil || self["SSH_TTY"] != nil }

  /// Whether there is an X display that belongs to the reader: a local one, or one that ssh forwards.
  var hasDisplay: Bool {
    guard let display = self["DISPLAY"] else { return false }
    return !isRemote || display.hasPrefix("localhost:")
  }

  var hasWaylandDisplay: Bool { self["WAYLAND_DISPLAY"] != nil && !isRemote }

  /// Whether Windows is around this system, and its programs are in reach.
  var isWithinWindows: Bool { self["WSL_DISTRO_NAME"] != nil && !isRemote }
}

/// One of several programs to try, in their order, until one does it.
struct HelperCommand: Hashable {
  enum Encoding {
    case utf8
    /// Two bytes a unit, the lower one first, and no mark at the beginning, which would be pasted.
    case utf16
  }

  /// What the reader is told of it.
  let name: String
  /// The program first.
  let arguments: [String]
  var encoding = Encoding.utf8
  /// False for a program whose exit code says nothing.
  var tellsByExitCode = true

  init(_ program: String, _ arguments: String...) {
    self.init(arguments: [program] + arguments)
  }

  /// - Parameter name: What the reader is told, if not the name of the program.
  init(arguments: [String], name: String? = nil) {
    self.name = name ?? arguments[0].split(separator: "/").last.map(String.init) ?? arguments[0]
    self.arguments = arguments
  }

  func bytes(of text: String) -> [UInt8] {
    switch encoding {
    case .utf8: Array(text.utf8)
    case .utf16: text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    }
  }
}

/// How a helper ended, or why there is none.
enum HelperResult: Hashable {
  case done
  case failed
  /// Its time was over.
  case late
  /// It ended well, but without the text that it was given.
  case textUnread
  case notStarted(errno: Int32)

  /// Whether there is no such program, which is no fault where nobody has asked for it.
  var isMissing: Bool {
    switch self {
    case .notStarted(ENOENT), .notStarted(ENOTDIR), .notStarted(EACCES): true
    case .done, .failed, .late, .textUnread, .notStarted: false
    }
  }
}

/// The helpers that run, and what waits for them.
///
/// None is waited for: the loop polls their descriptors. A clipboard program that has not ended after a
/// second is ended with its group (what it left behind on purpose, such as an owner of the selection, lives
/// on); a browser that stays in the foreground has been started, and stays.
struct HelperBench {
  private enum Errand {
    case copy(Int)
    case open(Opening)

    var mayStay: Bool {
      switch self {
      case .copy: false
      case .open: true
      }
    }
  }
  private struct Running {
    let process: helper_process
    let command: HelperCommand
    /// Nil once its time was over: it has been told of, and only has to be taken up when it ends.
    var errand: Errand?
    let mayStay: Bool
    /// Monotonic time in milliseconds after which it is ended.
    let deadline: Int64
  }
  private var running: [Running] = []
  private var copies: [Int: Copying] = [:]
  private var nextCopy = 0
  /// What copies have for the terminal.
  private var sequences: [String] = []

  static let patienceMilliseconds: Int64 = 1_000

  var descriptors: [Int32] { running.map(\.process.ended).filter { $0 >= 0 } }

  /// How long the loop may sleep: to the next deadline, or without end.
  var milliseconds: Int32 {
    if running.isEmpty { return -1 }
    // A kernel without pidfds is asked every 20 ms while a helper runs, and only then.
    let hasAll = running.allSatisfy { $0.process.ended >= 0 }
    let next = running.filter { $0.errand != nil }.map(\.deadline).min()
    guard let next else { return hasAll ? -1 : 20 }
    return Int32(max(0, min(next - Self.now, hasAll ? 60_000 : 20)))
  }

  /// What is to be sent to the terminal now, once.
  mutating func takeSequences() -> [String] {
    defer { sequences = [] }
    return sequences
  }

  /// Starts a copy; an outcome at once where nothing has to be waited for.
  mutating func begin(_ copying: Copying) -> Event? {
    nextCopy += 1
    copies[nextCopy] = copying
    return advance(copy: nextCopy)
  }

  /// Starts to open a link; an outcome at once where there is nothing to open it with.
  mutating func begin(_ opening: Opening) -> Event? {
    var opening = opening
    while let command = opening.next() {
      guard let result = start(command, text: nil, for: .open(opening)) else { return nil }
      opening.note(command, result)
    }
    return .opened(OpenOutcome(link: opening.link, result: opening.lastResult))
  }

  /// The outcomes of helpers that have ended, or were ended because their time was over.
  mutating func ended() -> [Event] {
    var events: [Event] = []
    let now = Self.now
    for helper in running {
      var code: Int32 = 0
      let reaped = helper_reap(helper.process.pid, &code)
      let hasEnded = reaped != 0
      let isLate = !hasEnded && helper.errand != nil && helper.deadline <= now
      let result: HelperResult =
        if isLate {
          .late
        } else if reaped != 1 || (code != 0 && helper.command.tellsByExitCode) {
          .failed
        } else if withUnsafePointer(to: helper.process, helper_has_read) == 0 {
          .textUnread
        } else {
          .done
        }
      guard let place = running.firstIndex(where: { $0.process.pid == helper.process.pid }) else {
        continue
      }
      if hasEnded {
        withUnsafePointer(to: helper.process, helper_forget)
        running.remove(at: place)
      } else if isLate {
        if !helper.mayStay { helper_kill(helper.process.pid) }
        running[place].errand = nil
      } else {
        continue
      }
      if let errand = helper.errand, let event = take(helper.command, errand, result) {
        events.append(event)
      }
    }
    return events
  }

  /// Waits for copies on their way, no longer than their time, and ends what still runs but for browsers.
  ///
  /// - Parameter limit: Milliseconds for all of them together; nil for as long as each may take.
  mutating func close(within limit: Int64?) {
    let end = limit.map { Self.now + $0 } ?? .max
    while running.contains(where: { $0.errand != nil && !$0.mayStay }), Self.now < end {
      var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      _ = poll(&polled, nfds_t(polled.count), Int32(min(Int64(milliseconds), end - Self.now)))
      _ = ended()
    }
    for helper in running where !helper.mayStay { helper_kill(helper.process.pid) }
  }

  private mutating func take(
    _ command: HelperCommand, _ errand: Errand, _ result: HelperResult
  ) -> Event? {
    switch errand {
    case .copy(let number):
      copies[number]?.note(command, result)
      return advance(copy: number)
    case .open(var opening):
      if result == .done || result == .late {
        return .opened(
          OpenOutcome(link: opening.link, result: .started(by: opening.account(of: command))))
      }
      opening.note(command, result)
      return begin(opening)
    }
  }

  /// Starts the next helper of a copy, or tells what became of it.
  private mutating func advance(copy number: Int) -> Event? {
    while let step = copies[number]?.next() {
      switch step {
      case .send(let sequence): sequences.append(sequence)
      case .run(let command):
        let text = copies[number]?.text ?? ""
        guard let result = start(command, text: text, for: .copy(number)) else { return nil }
        copies[number]?.note(command, result)
      }
    }
    guard let copying = copies.removeValue(forKey: number) else { return nil }
    return .copied(copying.outcome)
  }

  /// - Returns: Why it was not started; nil where it runs.
  private mutating func start(
    _ command: HelperCommand, text: String?, for errand: Errand
  ) -> HelperResult? {
    var arguments: [UnsafeMutablePointer<CChar>?] = command.arguments.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var process = helper_process()
    let fault: Int32
    if let text {
      fault = command.bytes(of: text).withUnsafeBytes { bytes in
        helper_start(
          arguments, bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1), bytes.count, &process)
      }
    } else {
      fault = helper_start(arguments, nil, 0, &process)
    }
    guard fault == 0 else { return .notStarted(errno: fault) }
    running.append(
      Running(
        process: process, command: command, errand: errand, mayStay: errand.mayStay,
        deadline: Self.now + Self.patienceMilliseconds))
    return nil
  }

  /// Monotonic time in milliseconds.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}
