import Explorer
import FoundationEssentials
import PlainText

/// One copy on its way: through a helper of this machine and through the terminal, whichever there are.
///
/// Both are tried, for inside tmux the variables of a display may be those of another attach, and over ssh
/// only the terminal reaches the reader's own clipboard. What cannot be known is not claimed.
struct Copying {
  /// The text without controls.
  let text: String
  private var helpers: [HelperCommand]
  private var terminalHelpers: [HelperCommand]
  /// What is to be sent to the terminal; nil where that would be pointless.
  let sequence: String?
  private let sequenceName: String?
  private var confirmed: [String] = []
  private var failed: [String] = []

  /// 74 994 bytes of base64: hterm's limit of 100 000, and what k9s and vim-oscyank keep to.
  static let sequenceLimit = 74_994

  init(text: String, environment: HelperEnvironment) {
    self.text = TextGate.handedOn(text)
    helpers = Self.nativeHelpers(in: environment)
    terminalHelpers = []
    if environment["TMUX"] != nil {
      // tmux drops the sequence of a program inside by default, but sends its own.
      terminalHelpers = [HelperCommand("tmux", "load-buffer", "-w", "-")]
      (sequence, sequenceName) = (nil, nil)
    } else {
      let encoded = Data(self.text.utf8).base64EncodedString()
      let isTooLong = encoded.utf8.count > Self.sequenceLimit
      if isTooLong || !Self.takesSequences(environment["TERM"]) {
        (sequence, sequenceName) = (nil, nil)
        if isTooLong { failed.append("too long for OSC 52") }
      } else if environment["STY"] != nil {
        sequence = Self.wrappedForScreen("\u{1B}]52;c;\(encoded)\u{07}")
        sequenceName = "OSC 52 through screen"
      } else {
        sequence = "\u{1B}]52;c;\(encoded)\u{07}"
        sequenceName = "OSC 52"
      }
    }
  }

  /// The programs of this machine, best first; none over ssh, where they would fill the wrong clipboard.
  private static func nativeHelpers(in environment: HelperEnvironment) -> [HelperCommand] {
    var helpers: [HelperCommand] = []
    if environment["WAYLAND_DISPLAY"] != nil, !environment.isRemote {
      helpers.append(HelperCommand("wl-copy"))
    }
    if environment.hasDisplay {
      helpers.append(HelperCommand("xclip", "-selection", "clipboard"))
      helpers.append(HelperCommand("xsel", "-ib"))
    }
    if environment["TERMUX_VERSION"] != nil {
      helpers.append(HelperCommand("termux-clipboard-set"))
    }
    return helpers
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

  /// The next helper to start; nil where none is left.
  mutating func next() -> HelperCommand? {
    if !helpers.isEmpty { return helpers.removeFirst() }
    return terminalHelpers.isEmpty ? nil : terminalHelpers.removeFirst()
  }

  mutating func note(_ command: HelperCommand, isDone: Bool, isLate: Bool) {
    if isDone {
      confirmed.append(command.name)
      // One program of this machine is enough; the terminal's way is another.
      if command.name != "tmux" { helpers = [] }
    } else {
      failed.append(isLate ? "\(command.name) did not end" : "\(command.name) failed")
    }
  }

  var outcome: CopyOutcome {
    CopyOutcome(
      text: text, confirmed: confirmed, unconfirmed: sequenceName.map { [$0] } ?? [],
      failed: failed)
  }
}
