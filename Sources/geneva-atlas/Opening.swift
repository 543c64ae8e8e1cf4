import AtlasModel
import Explorer
import PlainText

/// One link on its way to a browser, by argument vector and without a shell.
struct Opening {
  let link: Link
  private var commands: [HelperCommand] = []
  private let configured: HelperCommand?
  /// Programs that ended with a fault.
  var failed: [String] = []

  /// The configured program first, then `$BROWSER`, then what this system opens addresses with.
  init(link: Link, environment: HelperEnvironment) {
    self.link = link
    let address = link.address.text
    configured = Self.command(environment.browser, for: address)
    commands = [configured].compactMap { $0 }
    commands += (environment["BROWSER"] ?? "").split(separator: ":").compactMap { command in
      Self.command(command.split(separator: " ").map(String.init), for: address)
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
    let arguments = words.dropFirst()
    let hasPlace = arguments.contains { $0.contains("%s") }
    return HelperCommand(
      arguments: [program]
        + (hasPlace ? arguments.map { $0.replacing("%s", with: address) } : arguments + [address]))
  }

  mutating func next() -> HelperCommand? {
    commands.isEmpty ? nil : commands.removeFirst()
  }

  /// A program that is not there is no fault, unless the reader has named it.
  mutating func noteMissing(_ command: HelperCommand) {
    if command == configured { failed.append(command.name) }
  }

  /// Which program opened it, and which one that was asked for before could not.
  func account(of command: HelperCommand) -> String {
    command.name + failed.filter { $0 != command.name }.map { "; \($0) could not" }.joined()
  }

  /// What to tell where none is left to try.
  var lastResult: OpenOutcome.Result {
    failed.last.map { .failed(by: $0) } ?? .noOpener
  }
}
