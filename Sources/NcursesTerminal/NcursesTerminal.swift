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
  case twoTerminals
  case termIsUnset
  case termIsDumb
  case noTerminfo(term: String)
  case noSignalPipe(errno: Int32)
}

package struct NcursesTerminal: ~Copyable {
  /// Set where TERM was not known and another entry is used instead.
  package let substitutedTerm: String?
  let attributes: Attributes
  /// The end of the pipe in which signals are read.
  let signals: Int32
  var decoder = KeyDecoder()
  var isMouseOn: Bool
  /// Whether the terminal is as it was before, since we are stopped or on the way to the end.
  var isGivenBack = false
  /// Signals that came while we were stopped.
  var pendingSignals: [Int32] = []
  /// Whether the last read stopped at its limit with more to read.
  var hasMoreInput = false
  private var isOpen = true
  /// What ncurses holds: cells that stay the same are not handed over again.
  var shown: Canvas?

  static let pasteOn = "\u{1B}[?2004h"
  static let pasteOff = "\u{1B}[?2004l"
  /// Presses, releases and the wheel (1000) as SGR reports (1006), which have no last column.
  static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
  static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"
  private static let commonReset = mouseOff + pasteOff + "\u{1B}[?1049l\u{1B}[?25h\u{1B}[0m"
  /// 25 ms: what newsboat, nnn and visidata wait for the rest of a sequence; longer is felt.
  private static let escapeDelay: Int32 = 25
  /// Rows, and columns: no window is larger; a pty may claim to be, and every cell costs memory.
  static let sizeLimit: Int32 = 1_000

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
    guard terminals_differ(STDIN_FILENO, STDOUT_FILENO) == 0 else { throw .twoTerminals }
    guard let wanted = getenv("TERM").map({ String(cString: $0) }), !wanted.isEmpty else {
      throw .termIsUnset
    }
    guard wanted != "dumb" else { throw .termIsDumb }
    // Before newterm: ncurses leaves alone what is caught already. After it: whatever it took.
    guard signal_pipe_open() >= 0 else { throw .noSignalPipe(errno: errno) }
    var used: String?
    // What is true of every terminal that has an alternate screen, until its own entry is known.
    crash_guard_arm(STDOUT_FILENO, Self.commonReset, Self.commonReset.utf8.count)
    Self.tellSize()
    for term in [wanted, "xterm-256color", "vt100"] where used == nil {
      if shim_newterm(term, shim_stdout(), shim_stdin()) != nil { used = term }
    }
    // Drawing looks at the size again, so it is told until that is done.
    if used != nil {
      shim_leave_out_character_sets()
      shim_gather_output()
    }
    Self.forgetSize()
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
    // What the runtime has to say of a trap would be lost with the screen.
    errors_hold()
    setReports()
  }

  /// LINES and COLUMNS, exported by some shells, would freeze the size; a size beyond the limit is told by them.
  private static func tellSize() {
    forgetSize()
    var rows: Int32 = 0
    var columns: Int32 = 0
    terminal_size(STDOUT_FILENO, &rows, &columns)
    if rows > sizeLimit { setenv("LINES", "\(sizeLimit)", 1) }
    if columns > sizeLimit { setenv("COLUMNS", "\(sizeLimit)", 1) }
  }

  private static func forgetSize() {
    unsetenv("LINES")
    unsetenv("COLUMNS")
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
    return mouseOff + pasteOff + capability("sgr0") + capability("rmkx") + capability("rmcup")
      + capability("cnorm")
  }

  /// The string of a capability, without padding; empty where the terminal has none.
  private static func capability(_ name: String) -> String {
    guard let value = shim_capability(name) else { return "" }
    let text = String(cString: value)
    // Padding such as `$<5>` is for terminals of wire and steel.
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    return text.split(separator: "$<").enumerated().map { place, part in
      place == 0 ? String(part) : String(part.drop { $0 != ">" }.dropFirst())
    }.joined()
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

  /// Back to the screen of the shell.
  static func leave() {
    terminal_discard_flood(STDIN_FILENO)
    send(mouseOff + pasteOff)
    endwin()
    // Once more behind the alternate screen: emulators built on libvterm (vim's, Emacs's) keep with it
    // whether the cursor was shown when it was entered.
    send(capability("cnorm"))
  }

  private static func close(isGivenBack: Bool) {
    defer {
      crash_guard_disarm()
      errors_release()
    }
    if isGivenBack { return }
    // In the background the modes of the terminal are set back all the same, instead of being stopped.
    signal(SIGTTOU, SIG_IGN)
    leave()
  }
}
