import AtlasModel
import CPosix
import Explorer
import Glibc
import NcursesTerminal
import TextUI

/// The loop: what the terminal sends goes in, what the explorer draws comes out.
///
/// It sleeps in one `poll` on the terminal, the signals and the helpers; at rest nothing wakes it.
struct Session: ~Copyable {
  private var state: State
  private var terminal: NcursesTerminal
  private var helpers = HelperBench()
  /// Monotonic time in milliseconds at which the explorer wants to be woken; nil for never.
  private var wakeTime: Int64?
  /// What was picked, by its places in the list; nil until something was.
  private var picked: [Int]?
  private let configuration: Configuration
  /// Whether the reader knows that queries are not kept.
  private var hasToldOfQueries = false

  /// Runs until the reader, or a signal, ends it; the terminal is then as it was.
  ///
  /// - Throws: ``Failure`` where there is no terminal to draw on.
  ///
  /// - Returns: How it ended, and what was picked where that was asked for.
  static func run(
    atlas: Atlas, preferences: Preferences, configuration: Configuration, events: [InputEvent]
  ) throws(Failure) -> (end: End, picked: [Int]?) {
    let terminal: NcursesTerminal
    do {
      terminal = try NcursesTerminal(
        isMouseOn: preferences.isMouseOn, theme: configuration.theme.value,
        hasColours: configuration.hasScreenColours)
    } catch {
      throw Failure(.usage, error.words)
    }
    var session = Session(
      state: State(atlas: atlas, size: terminal.size, preferences: preferences),
      terminal: terminal, configuration: configuration)
    let end = session.loop(events)
    session.close(after: end)
    return (end, session.picked)
  }

  private init(
    state: State, terminal: consuming NcursesTerminal, configuration: Configuration
  ) {
    self.state = state
    self.terminal = terminal
    self.configuration = configuration
  }

  private mutating func close(after end: End) {
    terminal.restore()
    helpers.close(within: end.patience)
  }

  private mutating func loop(_ events: [InputEvent]) -> End {
    let unknownTerm = terminal.substitutedTerm.map { used in
      "TERM is “\(Environment.value("TERM") ?? "")”, which is not known here; using \(used)"
    }
    let notices = [unknownTerm, configuration.notice].compactMap { $0 }
    if !notices.isEmpty { _ = state.update(.notice(notices.joined(separator: " · "))) }
    for event in events {
      if let end = perform(state.update(.input(event))) { return end }
    }
    while true {
      let frame = state.render()
      terminal.present(
        frame.canvas, cursor: frame.cursor, isCursorShown: frame.isCursorShown)
      let hasWork = state.hasWork
      let wakeup = terminal.wait(
        watching: helpers.descriptors, milliseconds: hasWork ? 0 : patience)
      // Told to continue and to end at once, as a shell does with a stopped job, it ends.
      if let last = wakeup.signals.first(where: NcursesTerminal.ending.contains) {
        return .signal(last)
      }
      take(wakeup.signals)
      if wakeup.hasInput {
        var events = terminal.readEvents()[...]
        while !events.isEmpty {
          if let end = perform(state.take(from: &events)) { return end }
        }
      }
      if wakeup.isSilent {
        for event in terminal.giveUpWaiting() {
          if let end = perform(state.update(.input(event))) { return end }
        }
      }
      if wakeup.isHungUp {
        return signal_was_ignored(SIGHUP) != 0 ? .exit(128 + SIGHUP) : .signal(SIGHUP)
      }
      if hasWork, !wakeup.hasInput { _ = state.update(.idle) }
      if let time = wakeTime, time <= HelperBench.now {
        wakeTime = nil
        if let end = perform(state.update(.input(.pause))) { return end }
      }
      let outcomes = helpers.ended()
      sendSequences()
      for outcome in outcomes {
        if let end = perform(state.update(outcome)) { return end }
      }
    }
  }

  /// How long there is nothing to do: to the next deadline, or without end.
  private var patience: Int32 {
    let wake = wakeTime.map { Int32(max(0, min($0 - HelperBench.now, 60_000))) }
    return [helpers.milliseconds, wake ?? -1].filter { $0 >= 0 }.min() ?? -1
  }

  private mutating func take(_ signals: [Int32]) {
    if signals.isEmpty { return }
    // Of stops and continuations, as of sizes, the last one counts.
    switch signals.last(where: { $0 == SIGTSTP || $0 == SIGCONT }) {
    case SIGTSTP?: terminal.suspend()
    case SIGCONT?: terminal.resume()
    default: break
    }
    // After a stop the window may have another size too.
    _ = state.update(.input(.resize(terminal.takeNewSize())))
  }

  /// Sends the terminal what copies have for it.
  private mutating func sendSequences() {
    for sequence in helpers.takeSequences() { terminal.send(sequence) }
  }

  /// Keeps a query; that this fails is told once.
  private mutating func keep(_ query: String) -> [Effect] {
    do throws(StateFile.Fault) {
      try QueryHistory.keep(query)
      return []
    } catch {
      if hasToldOfQueries { return [] }
      hasToldOfQueries = true
      return state.update(.notice("The query holds only until the end: \(error.words)"))
    }
  }

  private mutating func perform(_ effects: [Effect]) -> End? {
    var effects = effects
    while !effects.isEmpty {
      switch effects.removeFirst() {
      case .quit(let code): return .exit(code)
      case .suspend:
        if terminal.suspend() {
          effects += state.update(.input(.resize(terminal.takeNewSize())))
        } else {
          effects += state.update(.notice("No shell is there to go back to"))
        }
      case .redraw: terminal.redraw()
      case .mouse(let isOn): terminal.setMouse(isOn: isOn)
      case .copy(let text):
        let outcome = helpers.begin(Copying(text: text, environment: .current(configuration)))
        sendSequences()
        if let outcome { effects += state.update(outcome) }
      case .cite(let request):
        if let text = state.citation(request, accessed: .today) {
          effects.append(.copy(text))
        } else {
          effects += state.update(.notice("Nothing of it stands in this edition"))
        }
      case .keepQuery(let query): effects += keep(query)
      case .wake(let milliseconds): wakeTime = HelperBench.now + Int64(milliseconds)
      case .star(let page, let isOn):
        let failure = Stars.set(page.text, isOn: isOn)
        effects += state.update(.starKept(ids: Stars.ids(), failure: failure))
      case .pick(let places):
        picked = places
        return .exit(0)
      case .open(let link):
        let opening = Opening(link: link, environment: .current(configuration))
        if let outcome = helpers.begin(opening) { effects += state.update(outcome) }
      }
    }
    return nil
  }
}

extension End {
  /// Milliseconds that helpers have for what they are doing; nil for as long as each may take.
  fileprivate var patience: Int64? {
    switch self {
    case .exit: nil
    // Enough to take a text over, and well below the time after which a signal ends the process anyhow.
    case .signal: 200
    }
  }
}

extension TerminalFault {
  /// What is wrong, and what to do.
  fileprivate var words: String {
    switch self {
    case .inputIsNoTerminal:
      "cannot start: standard input is no terminal; 'geneva-atlas list' and 'show' need none"
    case .outputIsNoTerminal:
      "cannot start: standard output is no terminal; 'geneva-atlas list' and 'show' need none"
    case .twoTerminals:
      "cannot start: standard input and standard output are two terminals; expected one for both"
    case .termIsUnset:
      "cannot start: TERM is not set; try TERM=xterm-256color, or 'geneva-atlas list'"
    case .termIsDumb:
      "cannot start: TERM is 'dumb', which has no cursor movement; try TERM=xterm-256color, "
        + "or 'geneva-atlas list'"
    case .noTerminfo(let term):
      "cannot start: nothing is known about the terminal '\(term)', nor about xterm-256color "
        + "or vt100; install ncurses-base, or set TERMINFO"
    case .noSignalPipe(let errno):
      "cannot start: no pipe for signals: \(String(cString: strerror(errno)))"
    }
  }
}
