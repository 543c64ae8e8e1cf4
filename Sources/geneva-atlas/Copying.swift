import Explorer
import FoundationEssentials
import Glibc
import PlainText

/// One copy on its way: through a helper of this machine and through the terminal, whichever there are.
///
/// What the reader has configured is tried alone. Where there is nothing, or it fails, both ways are tried: inside
/// tmux the variables of a display may be those of another attach, and over ssh only the terminal reaches the
/// reader's own clipboard. What cannot be known is not claimed.
struct Copying {
  enum Step {
    case run(HelperCommand)
    /// A sequence for the terminal, which never answers.
    case send(String)
  }

  /// The ways to a clipboard; what has worked ends its own way, and the configured one all others.
  private enum Way {
    case configured
    case native
    case terminal
  }

  /// The text without controls.
  let text: String
  private var steps: [(way: Way, step: Step)] = []
  private var way = Way.native
  private let sequenceName: String
  private var confirmed: [String] = []
  private var unconfirmed: [String] = []
  private var failed: [(way: Way, words: String)] = []

  /// 74 994 bytes of base64: hterm's limit of 100 000, and what k9s and vim-oscyank keep to.
  static let sequenceLimit = 74_994

  init(text: String, environment: HelperEnvironment) {
    self.text = TextGate.handedOn(text)
    sequenceName = environment["STY"] != nil ? "OSC 52 through screen" : "OSC 52"
    if !environment.clipboard.isEmpty {
      steps.append((.configured, .run(HelperCommand(arguments: environment.clipboard))))
    }
    let isInTmux = environment["TMUX"] != nil
    let sending = self.sequence(in: environment).map(Step.send)
    if !isInTmux, let sending { steps.append((.terminal, sending)) }
    for helper in Self.nativeHelpers(in: environment) { steps.append((.native, .run(helper))) }
    guard isInTmux else { return }
    // tmux drops the sequence of a program inside by default, but sends its own; before 3.2 it cannot, and
    // keeps the text for itself. A tmux that does not answer may be one that is long gone.
    let load = HelperCommand("tmux", "load-buffer", "-w", "-")
    let keep = HelperCommand(arguments: ["tmux", "load-buffer", "-"], name: "tmux buffer")
    steps += [(.terminal, .run(load)), (.terminal, .run(keep))]
    if let sending { steps.append((.terminal, sending)) }
  }

  /// The programs of this machine, best first; none over ssh, where they would fill the wrong clipboard.
  private static func nativeHelpers(in environment: HelperEnvironment) -> [HelperCommand] {
    var helpers: [HelperCommand] = []
    if environment.hasWaylandDisplay { helpers.append(HelperCommand("wl-copy")) }
    if environment.hasDisplay {
      helpers.append(HelperCommand("xclip", "-selection", "clipboard"))
      helpers.append(HelperCommand("xsel", "-ib"))
    }
    if environment.isRemote { return helpers }
    if environment["TERMUX_VERSION"] != nil {
      helpers.append(HelperCommand("termux-clipboard-set"))
    }
    if environment.isWithinWindows {
      var clip = HelperCommand("clip.exe")
      clip.encoding = .utf16
      helpers.append(clip)
    }
    // macOS's own; elsewhere whoever has a program of this name has made it for this.
    helpers.append(HelperCommand("pbcopy"))
    return helpers
  }

  /// What puts the text into the terminal's clipboard; nil where that would be pointless.
  private mutating func sequence(in environment: HelperEnvironment) -> String? {
    // A sequence without a text would empty the clipboard.
    guard !text.isEmpty, Self.takesSequences(environment["TERM"]) else { return nil }
    let encoded = Data(text.utf8).base64EncodedString()
    guard encoded.utf8.count <= Self.sequenceLimit else {
      failed.append((.terminal, "too long for OSC 52"))
      return nil
    }
    let sequence = "\u{1B}]52;c;\(encoded)\u{07}"
    return environment["STY"] != nil ? Self.wrappedForScreen(sequence) : sequence
  }

  /// Terminals without OSC 52 that might print it.
  private static func takesSequences(_ term: String?) -> Bool {
    guard let term else { return false }
    return term != "linux" && term != "dumb" && !term.hasPrefix("vt")
  }

  /// GNU screen passes on what stands in a DCS string, of which old builds take 768 bytes.
  private static func wrappedForScreen(_ sequence: String) -> String {
    var rest = Substring(sequence)
    var wrapped = ""
    while !rest.isEmpty {
      wrapped += "\u{1B}P" + rest.prefix(700) + "\u{1B}\\"
      rest = rest.dropFirst(700)
    }
    return wrapped
  }

  /// What is to be done next; nil where nothing is left.
  mutating func next() -> Step? {
    guard !steps.isEmpty else { return nil }
    let next = steps.removeFirst()
    way = next.way
    if case .send = next.step { unconfirmed.append(sequenceName) }
    return next.step
  }

  /// What became of the command that ``next()`` gave last.
  mutating func note(_ command: HelperCommand, _ result: HelperResult) {
    switch result {
    case .done:
      confirmed.append(command.name)
      let done = way
      steps.removeAll { done == .configured || $0.way == done }
      // Nothing has failed that matters: of two ways to say it to tmux one has worked, and what the reader
      // has configured comes before all others.
      failed.removeAll { done == .configured || done == .terminal && $0.way == .terminal }
    case .failed: failed.append((way, "\(command.name) failed"))
    case .late: failed.append((way, "\(command.name) did not end"))
    case .textUnread: failed.append((way, "\(command.name) did not read the text"))
    case .notStarted(let number):
      // A program that is not there is no fault, unless the reader has named it.
      if !result.isMissing {
        // What keeps one from starting keeps the others too: that is told once.
        let words = ": \(String(cString: strerror(number)))"
        if !failed.contains(where: { $0.words.hasSuffix(words) }) {
          failed.append((way, command.name + words))
        }
      } else if way == .configured {
        failed.append((way, "\(command.name) cannot be started"))
      }
    }
  }

  var outcome: CopyOutcome {
    CopyOutcome(
      text: text, confirmed: confirmed, unconfirmed: unconfirmed, failed: failed.map(\.words))
  }
}
