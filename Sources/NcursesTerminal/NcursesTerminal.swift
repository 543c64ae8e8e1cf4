// NcursesTerminal: TextUI on one side, ncurses on the other; nobody else sees ncurses.
//
// One value owns the screen from `init` to `restore`. It never installs a handler of its own through
// ncurses: signals come through CPosix's pipe, so that the loop sleeps in one `poll`. The screen is
// restored on every way out: `restore` for an orderly end, CPosix's crash guard for a trap. newterm is
// used, not initscr, which ends the process itself on an unknown TERM.

import CNcurses
import CPosix
import Glibc
package import TextUI

/// Why there can be no screen.
package enum TerminalFault: Error, Hashable, Sendable {
  case inputIsNoTerminal
  case outputIsNoTerminal
  case termIsUnset
  case termIsDumb
  case noTerminfo(term: String)
  case noSignalPipe(errno: Int32)
}

/// What the loop woke up for.
package struct Wakeup: Sendable {
  package var hasInput = false
  package var isHungUp = false
  /// Signals that came, in their order.
  package var signals: [Int32] = []
  /// Those of the watched descriptors that are readable.
  package var readable: [Int32] = []
}

package struct NcursesTerminal: ~Copyable {
  /// Set where TERM was not known and another entry is used instead.
  package let substitutedTerm: String?
  private let attributes: Attributes
  private let signals: Int32
  private var decoder = KeyDecoder()
  private var isMouseOn: Bool
  /// Whether the terminal is as it was before, since we are stopped or on the way to the end.
  private var isGivenBack = false
  /// Signals that came while we were stopped.
  private var pendingSignals: [Int32] = []
  /// Whether the last read stopped at its limit with more to read.
  private var hasMoreInput = false
  private var isOpen = true
  /// What ncurses holds: cells that stay the same are not handed over again.
  private var shown: Canvas?

  private static let pasteOn = "\u{1B}[?2004h"
  private static let pasteOff = "\u{1B}[?2004l"
  /// Presses, releases and the wheel (1000) as SGR reports (1006), which have no last column.
  private static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
  private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"
  private static let commonReset = mouseOff + pasteOff + "\u{1B}[?1049l\u{1B}[?25h\u{1B}[0m"
  /// 25 ms: what newsboat, nnn and visidata wait for the rest of a sequence; longer is felt.
  private static let escapeDelay: Int32 = 25
  private static let sizeLimit: Int32 = 1_000
  /// Milliseconds after which nothing more of a paste is to come: far more than a slow line makes between
  /// two packets.
  private static let silence: Int32 = 500

  /// Takes the terminal over.
  ///
  /// - Parameters:
  ///   - isMouseOn: Whether clicks and the wheel are asked for.
  ///   - theme: How roles look.
  ///   - hasColours: False for the theme's attributes alone, as under NO_COLOR.
  /// - Throws: ``TerminalFault``; the terminal is then as it was.
  package init(
    isMouseOn: Bool, theme: Theme, hasColours: Bool
  ) throws(TerminalFault) {
    guard isatty(STDIN_FILENO) == 1 else { throw .inputIsNoTerminal }
    guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNoTerminal }
    guard let wanted = getenv("TERM").map({ String(cString: $0) }), !wanted.isEmpty else {
      throw .termIsUnset
    }
    guard wanted != "dumb" else { throw .termIsDumb }
    // Exported by some shells, they would freeze the size.
    unsetenv("LINES")
    unsetenv("COLUMNS")
    // Before newterm: ncurses leaves alone what is caught already. After it: whatever it took.
    guard signal_pipe_open() >= 0 else { throw .noSignalPipe(errno: errno) }
    var used: String?
    // What is true of every terminal that has an alternate screen, until its own entry is known.
    crash_guard_arm(STDOUT_FILENO, Self.commonReset, Self.commonReset.utf8.count)
    let output = drawing_open(STDOUT_FILENO)
    let stream = output < 0 ? shim_stdout() : shim_stream(output)
    for term in [wanted, "xterm-256color", "vt100"] where used == nil {
      if shim_newterm(term, stream, shim_stdin()) != nil { used = term }
    }
    guard let used else {
      crash_guard_disarm()
      throw .noTerminfo(term: wanted)
    }
    substitutedTerm = used == wanted ? nil : used
    signals = signal_pipe_open()
    self.isMouseOn = isMouseOn
    attributes = Attributes(theme: theme, hasColours: hasColours)
    Self.setModes()
    Self.defineKeys()
    let reset = Self.resetSequence
    reset.withCString { crash_guard_arm(STDOUT_FILENO, $0, reset.utf8.count) }
    setReports()
  }

  /// cbreak without flow control; `^c` and `^z` come as keys, `^\` stays a signal.
  private static func setModes() {
    cbreak()
    noecho()
    nonl()
    keypad(shim_stdscr(), true)
    nodelay(shim_stdscr(), true)
    leaveok(shim_stdscr(), false)
    scrollok(shim_stdscr(), false)
    if getenv("ESCDELAY") == nil { shim_set_escdelay(escapeDelay) }
    var modes = termios()
    guard tcgetattr(STDIN_FILENO, &modes) == 0 else { return }
    modes.c_iflag &= ~tcflag_t(IXON | IXOFF)
    modes.c_lflag &= ~tcflag_t(IEXTEN)
    let disabled = cc_t(0)  // _POSIX_VDISABLE
    withUnsafeMutableBytes(of: &modes.c_cc) { keys in
      keys[Int(VINTR)] = disabled
      keys[Int(VSUSP)] = disabled
    }
    tcsetattr(STDIN_FILENO, TCSANOW, &modes)
    def_prog_mode()
  }

  private static func defineKeys() {
    for sequence in KeyDecoder.sequences { define_key(sequence.text, sequence.code) }
  }

  /// Everything that gives a screen back, for the crash guard: at most 512 bytes.
  private static var resetSequence: String {
    func capability(_ name: String) -> String {
      guard let value = shim_capability(name) else { return "" }
      // Padding such as `$<5>` is for terminals of wire and steel.
      return String(cString: value).split(separator: "$<").enumerated().map { place, part in
        place == 0 ? String(part) : String(part.drop { $0 != ">" }.dropFirst())
      }.joined()
    }
    return mouseOff + pasteOff + capability("sgr0") + capability("cnorm") + capability("rmkx")
      + capability("rmcup")
  }

  /// Gives the terminal back.
  ///
  /// Harmless when done twice.
  package mutating func restore() {
    guard isOpen else { return }
    isOpen = false
    Self.close(isGivenBack: isGivenBack)
  }

  deinit {
    // An owner that forgot `restore` leaves no broken screen behind.
    if isOpen { Self.close(isGivenBack: isGivenBack) }
  }

  private static func close(isGivenBack: Bool) {
    defer { crash_guard_disarm() }
    if isGivenBack { return }
    // In the background the modes of the terminal are set back all the same, instead of being stopped.
    signal(SIGTTOU, SIG_IGN)
    send(mouseOff + pasteOff)
    endwin()
  }
}

// MARK: Showing

extension NcursesTerminal {
  package var size: Size {
    Size(rows: Int(shim_lines()), columns: Int(shim_columns()))
  }

  /// Shows a canvas; ncurses sends what differs from what is on the screen.
  package mutating func present(_ canvas: Canvas, cursor: Position, isCursorShown: Bool) {
    if isGivenBack { return }
    let rows = min(canvas.size.rows, size.rows)
    let columns = min(canvas.size.columns, size.columns)
    let before = shown?.size == canvas.size ? shown : nil
    for row in 0..<rows {
      for column in 0..<columns {
        let place = Position(row: row, column: column)
        guard let before else {
          put(canvas, at: place)
          continue
        }
        guard canvas.differs(from: before, at: place) else { continue }
        put(canvas, at: place)
        // Blanks beside it may go on with another role.
        for neighbour in [column - 1, column + 1] where 0..<columns ~= neighbour {
          let place = Position(row: row, column: neighbour)
          if canvas.isBlank(at: place), !canvas.differs(from: before, at: place) {
            put(canvas, at: place)
          }
        }
      }
    }
    shown = canvas
    drawing_begin()
    curs_set(isCursorShown ? 1 : 0)
    move(Int32(cursor.row), Int32(cursor.column))
    refresh()
    drawing_end()
  }

  /// Hands one cell to ncurses.
  private func put(_ canvas: Canvas, at place: Position) {
    guard let glyph = canvas[place].glyph else { return }
    let look = attributes[canvas.sentRole(at: place) { attributes.showsOnBlanks($0) }]
    var text: (wchar_t, wchar_t, wchar_t, wchar_t, wchar_t) = (0, 0, 0, 0, 0)
    text.0 = wchar_t(bitPattern: glyph.base.value)
    if !glyph.marks.isEmpty {
      withUnsafeMutableBytes(of: &text) { bytes in
        let scalars = bytes.assumingMemoryBound(to: wchar_t.self)
        for (place, mark) in glyph.marks.prefix(Glyph.markLimit).enumerated() {
          scalars[place + 1] = wchar_t(bitPattern: mark.value)
        }
      }
    }
    // The last cell reports an error, since the cursor cannot go on from there; it is drawn.
    _ = withUnsafePointer(to: &text) { text in
      text.withMemoryRebound(to: wchar_t.self, capacity: 5) { scalars in
        shim_put(Int32(place.row), Int32(place.column), scalars, look.attributes, look.pair)
      }
    }
  }

  /// Forgets what ncurses believes to be on the screen: the next picture is sent whole.
  package mutating func redraw() {
    clearok(shim_stdscr(), true)
  }

  package mutating func setMouse(isOn: Bool) {
    isMouseOn = isOn
    send(isOn ? Self.mouseOn : Self.mouseOff)
  }

  private mutating func setReports() {
    send(Self.pasteOn + (isMouseOn ? Self.mouseOn : ""))
  }

  /// Sends bytes past ncurses, such as OSC 52: nothing that moves the cursor or draws.
  package mutating func send(_ text: String) { Self.send(text) }

  private static func send(_ text: String) {
    fflush(shim_stdout())
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      if written < 0, errno == EAGAIN {
        var polled = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        _ = poll(&polled, 1, -1)
        continue
      }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}

// MARK: Listening

extension NcursesTerminal {
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
    for _ in 0..<4096 {
      var code: wint_t = 0
      switch wget_wch(shim_stdscr(), &code) {
      case KEY_CODE_YES: events += decoder.take(.code(Int32(code)), time: time)
      case OK:
        guard let scalar = Unicode.Scalar(UInt32(code)) else { continue }
        events += decoder.take(.character(scalar), time: time)
      default:
        hasMoreInput = false
        return events + decoder.flush()
      }
    }
    return events
  }

  /// What was begun and not ended by a silence; nothing while something may still come.
  package mutating func giveUpWaiting() -> [InputEvent] {
    decoder.isWaiting ? decoder.giveUp() : []
  }

  /// After a change of the window: the size it has now.
  package mutating func takeNewSize() -> Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    terminal_size(STDOUT_FILENO, &rows, &columns)
    // No window is larger; a pty may claim to be, and every cell costs memory.
    rows = min(rows, Self.sizeLimit)
    columns = min(columns, Self.sizeLimit)
    if rows > 0, columns > 0 {
      resize_term(rows, columns)
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
  package mutating func suspend() {
    if !isGivenBack {
      send(Self.mouseOff + Self.pasteOff)
      endwin()
      isGivenBack = true
    }
    repeat {
      signal_stop_group()
      pendingSignals += readSignals()
      if pendingSignals.contains(where: Self.ending.contains) { return }
    } while mustWait
    takeBack()
  }

  /// The signals that end the program, with the terminal given back.
  package static let ending = [SIGTERM, SIGHUP, SIGINT, SIGQUIT]

  /// Whether the terminal is another's, and somebody is there to continue us when it is ours.
  private var mustWait: Bool {
    tcgetpgrp(STDIN_FILENO) != getpgrp() && signal_can_stop() != 0
  }

  /// Takes the terminal over again after a stop that somebody else caused.
  package mutating func resume() {
    if mustWait { suspend() } else { takeBack() }
  }

  private mutating func takeBack() {
    isGivenBack = false
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
