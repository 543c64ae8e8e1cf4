import PlainText

extension Command {
  /// What the configuration file calls it, such as `copy-link`: the name of the case in small letters and dashes.
  package var name: String { Self.names[self] ?? "" }

  /// - Parameter name: as the configuration file has it.
  package init?(named name: String) {
    guard let command = Self.named[name] else { return nil }
    self = command
  }

  /// The names that may be meant by one that no command has, nearest first.
  package static func names(near typed: String) -> [String] {
    nearestNames(to: typed, among: allCases.map(\.name))
  }

  private static let names = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, kebabCase("\($0)")) })
  private static let named = Dictionary(uniqueKeysWithValues: names.map { ($1, $0) })

  /// Capitals that follow each other are one word: `copyJSON` is `copy-json`.
  private static func kebabCase(_ name: String) -> String {
    var wasUppercase = false
    return name.reduce(into: "") { kebab, character in
      let beginsWord = character.isUppercase && !wasUppercase
      kebab += (beginsWord ? "-" : "") + character.lowercased()
      wasUppercase = character.isUppercase
    }
  }
}
