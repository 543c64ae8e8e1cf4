import CNcurses
import CPosix
import Glibc
package import TextUI

// What comes from the terminal, and stopping.

/// What the loop woke up for.
package struct Wakeup: Sendable {
  package var hasInput = false
  package var isHungUp = false
  /// Signals that came, in their order.
  package var signals: [Int32] = []
  /// Those of the watched descriptors that are readable.
  package var readable: [Int32] = []
  /// Whether a paste or a report was begun and nothing more of it came for ``NcursesTerminal/silence``.
  package var isSilent = false
}

extension NcursesTerminal {
  /// Milliseconds after which nothing more of a paste is to come: far more than a slow line makes between
  /// two packets.
  private static let silence: Int32 = 500

  /// Sleeps until the terminal, a signal or a watched descriptor has something, or the time is over.
  ///
  /// - Parameter milliseconds: -1 for no limit.
  package mutating func wait(watching descriptors: [Int32], milliseconds: Int32) -> Wakeup {
    if !pendingSignals.isEmpty {
      defer { pendingSignals = [] }
      return Wakeup(signals: pendingSignals)
    }
    var polled = [STDIN_FILENO, signals] + descriptors
    var events = polled.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    // ncurses may hold input that poll does not see; a paste or a mouse report that was begun and never
    // ended is given up after a silence.
    let begun: Int32 = decoder.isWaiting ? Self.silence : -1
    let limits = [milliseconds, begun].filter { $0 >= 0 }
    let limit = hasMoreInput ? 0 : limits.min() ?? -1
    let count = poll(&events, nfds_t(events.count), limit)
    var wakeup = Wakeup()
    wakeup.hasInput = hasMoreInput
    // A signal that interrupts the sleep is none of a paste's silence: what was begun goes on.
    if count < 0 { wakeup.signals = readSignals() }
    wakeup.isSilent = count == 0 && begun >= 0 && limit == begun
    guard count > 0 else { return wakeup }
    wakeup.hasInput = hasMoreInput || events[0].revents & Int16(POLLIN) != 0
    wakeup.isHungUp = events[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    if events[1].revents != 0 { wakeup.signals = readSignals() }
    polled.removeFirst(2)
    wakeup.readable = zip(polled, events.dropFirst(2)).filter { $1.revents != 0 }.map(\.0)
    return wakeup
  }

  private func readSignals() -> [Int32] {
    var numbers: [Int32] = []
    var bytes = [UInt8](repeating: 0, count: 64)
    while true {
      let count = read(signals, &bytes, bytes.count)
      guard count > 0 else { return numbers }
      numbers += bytes.prefix(count).map { Int32($0) }
    }
  }

  /// All input that has come, as events.
  ///
  /// At most 4096 reads at once, so that a flood does not keep the screen from being drawn.
  package mutating func readEvents() -> [InputEvent] {
    var events: [InputEvent] = []
    let time = monotonicNanoseconds()
    hasMoreInput = true
    var hasFailed = false
    for _ in 0..<4096 {
      var code: wint_t = 0
      switch wget_wch(shim_stdscr(), &code) {
      case KEY_CODE_YES:
        hasFailed = false
        events += decoder.take(.code(Int32(code)), time: time)
      case OK:
        hasFailed = false
        guard let scalar = Unicode.Scalar(UInt32(code)) else { continue }
        events += decoder.take(.character(scalar), time: time)
      default:
        // Bytes that are no character fail as if there were nothing; a key behind them would wait, unseen by
        // poll, for the next one.
        guard hasFailed else {
          hasFailed = true
          continue
        }
        hasMoreInput = false
        return events + decoder.flush()
      }
    }
    return events
  }

  /// What was begun and not ended by a silence.
  package mutating func giveUpWaiting() -> [InputEvent] { decoder.giveUp() }

  /// After a change of the window: the size it has now.
  package mutating func takeNewSize() -> Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    terminal_size(STDOUT_FILENO, &rows, &columns)
    rows = min(rows, Self.sizeLimit)
    columns = min(columns, Self.sizeLimit)
    if rows > 0, columns > 0 {
      resize_term(rows, columns)
      // Cells that a smaller window has cut are gone, even where it has its first size again.
      shown = nil
      redraw()
    }
    return size
  }

  /// Stops with the process group, the terminal as it was before; returns when it goes on in front.
  ///
  /// Continued in the background, where the terminal is another's, it stops again; told to end, it returns
  /// with the terminal given back, and the signal is the next thing that ``wait(watching:milliseconds:)``
  /// tells of.
  ///
  /// - Returns: Whether it has stopped. Where nobody could continue it, as without a shell, nothing happens.
  @discardableResult
  package mutating func suspend() -> Bool {
    if !isGivenBack {
      guard signal_can_stop() != 0 else { return false }
      Self.leave()
      isGivenBack = true
      crash_guard_lower()
    }
    if stop() == .goesOn { resume() }
    return true
  }

  private enum Stop { case goesOn, isToEnd }

  private mutating func stop() -> Stop {
    signal_stop_group()
    // Stops and continuations that came meanwhile are done with.
    pendingSignals += readSignals().filter { $0 != SIGTSTP && $0 != SIGCONT }
    return pendingSignals.contains(where: Self.ending.contains) ? .isToEnd : .goesOn
  }

  /// The signals that end the program, with the terminal given back.
  package static let ending = [SIGTERM, SIGHUP, SIGINT, SIGQUIT]

  /// Whether the terminal is another's, and somebody is there to continue us when it is ours.
  private var mustWait: Bool {
    tcgetpgrp(STDIN_FILENO) != getpgrp() && signal_can_stop() != 0
  }

  /// Takes the terminal over again after a stop, also one that somebody else caused.
  package mutating func resume() {
    while mustWait {
      if stop() == .isToEnd { return }
    }
    takeBack()
  }

  private mutating func takeBack() {
    isGivenBack = false
    crash_guard_raise()
    reset_prog_mode()
    setReports()
    redraw()
  }
}

private func monotonicNanoseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
