import AtlasModel
import Explorer
import Glibc
import PlainText

/// One link on its way to a browser, by argument vector and without a shell.
struct Opening {
  private enum Refusal {
    case fault
    case needsTerminal
    case unreadable

    /// What is said of it, behind its name.
    var words: String {
      switch self {
      case .fault: "could not"
      case .needsTerminal: "needs a terminal of its own"
      case .unreadable: "has a quotation mark without its end"
      }
    }
  }

  let link: Link
  private var commands: [HelperCommand] = []
  private let configured: HelperCommand?
  /// What was asked for and did not open it, and why.
  private var refused: [(name: String, refusal: Refusal)] = []

  /// The configured program first, then `$BROWSER`, then what this system opens addresses with.
  init(link: Link, environment: HelperEnvironment) {
    self.link = link
    let address = link.address.text
    configured = Self.command(environment.browser, for: address)
    commands = [configured].compactMap { $0 }
    for choice in Browsers.choices(in: environment["BROWSER"] ?? "") {
      guard case .command(let words) = choice, let command = Self.command(words, for: address)
      else {
        refused.append(("BROWSER", .unreadable))
        continue
      }
      if Browsers.needsTerminal(words[0]) {
        refused.append((command.name, .needsTerminal))
      } else {
        commands.append(command)
      }
    }
    if environment.isWithinWindows {
      commands.append(HelperCommand("wslview", address))
      // It ends with 1 whatever it did.
      var explorer = HelperCommand("explorer.exe", address)
      explorer.tellsByExitCode = false
      commands.append(explorer)
    }
    // Without a display xdg-open may start a browser inside this terminal.
    if environment.hasDisplay || environment.hasWaylandDisplay {
      commands.append(HelperCommand("xdg-open", address))
    }
    #if os(macOS)
      if !environment.isRemote { commands.append(HelperCommand("open", address)) }
    #endif
  }

  /// A program and its arguments; the address takes the place of `%s`, or stands at the end.
  ///
  /// An address keeps the rule of links: it has no blank, quote or leading dash that could mean more.
  private static func command(_ words: [String], for address: String) -> HelperCommand? {
    guard let program = words.first else { return nil }
    // In one pass, so that what the address holds stays as it is; `%%` is a percent sign.
    let pieces = words.dropFirst().map {
      $0.split(separator: "%%", omittingEmptySubsequences: false)
    }
    let hasPlace = pieces.contains { $0.contains { $0.contains("%s") } }
    let filled = pieces.map { word in
      word.map { $0.replacing("%s", with: address) }.joined(separator: "%")
    }
    return HelperCommand(arguments: [program] + filled + (hasPlace ? [] : [address]))
  }

  mutating func next() -> HelperCommand? {
    commands.isEmpty ? nil : commands.removeFirst()
  }

  /// What became of the command that ``next()`` gave last, if it has not opened the link.
  ///
  /// A program that is not there is no fault, unless the reader has named it in the configuration.
  mutating func note(_ command: HelperCommand, _ result: HelperResult) {
    if !result.isMissing || command == configured { refused.append((command.name, .fault)) }
  }

  /// Which program opened it, and which ones that were asked for could not.
  func account(of command: HelperCommand) -> String {
    command.name
      + refused.filter { $0.name != command.name }
      .map { "; \($0.name) \($0.refusal.words)" }.joined()
  }

  /// What to tell where none is left to try: the last program that could not, or what none could be made of.
  var lastResult: OpenOutcome.Result {
    let last = refused.last { $0.refusal == .fault } ?? refused.last
    guard let last else { return .noOpener }
    let words = "\(last.name) \(last.refusal.words)"
    return .failed(last.refusal == .fault ? words + " open it" : words)
  }
}
