import AtlasModel
import Explorer
import PlainText

/// One link on its way to a browser, by argument vector and without a shell.
struct Opening {
  let link: Link
  private var commands: [HelperCommand]
  /// Programs that ended with a fault.
  var failed: [String] = []

  init(link: Link, environment: HelperEnvironment) {
    self.link = link
    let address = link.address
    commands = Self.browsers(in: environment["BROWSER"], for: address.text)
    if environment["WSL_DISTRO_NAME"] != nil {
      commands.append(HelperCommand("wslview", address.text))
    }
    // Without a display xdg-open may start a browser inside this terminal.
    if environment.hasDisplay || (environment["WAYLAND_DISPLAY"] != nil && !environment.isRemote) {
      commands.append(HelperCommand("xdg-open", address.text))
    }
  }

  /// `$BROWSER`: commands parted by colons; the address takes the place of `%s`, or stands at the end.
  private static func browsers(in value: String?, for address: String) -> [HelperCommand] {
    (value ?? "").split(separator: ":").compactMap { command in
      var words = command.split(separator: " ").map(String.init)
      guard !words.isEmpty else { return nil }
      let name = words.removeFirst()
      let hasPlace = words.contains { $0.contains("%s") }
      // An address keeps the rule: it has no blank, quote or leading dash that could mean more.
      let arguments =
        hasPlace ? words.map { $0.replacing("%s", with: address) } : words + [address]
      return HelperCommand(name, arguments)
    }
  }

  mutating func next() -> HelperCommand? {
    commands.isEmpty ? nil : commands.removeFirst()
  }

  /// What to tell where none is left to try.
  var lastResult: OpenOutcome.Result {
    failed.last.map { .failed(by: $0) } ?? .noOpener
  }
}
