import PlainText

/// What is wrong with a command line, as far as it can be told from the line alone.
enum LineFault {
  typealias Argument = CommandDescription.Argument

  case unknownCommand(String, near: [String])
  case unknownOption(String, of: CommandDescription, near: [String])
  case noValue(Argument)
  /// A value that the parser takes for an option.
  case valueLikeOption(Argument, String)
  case valueOfFlag(Argument)
  case notOneOf(Argument, String)
  case notANumber(Argument, String)
  /// An option that may stand once, with two values.
  case twice(Argument, String, String)
  case extraWord(String, of: CommandDescription)
  case missingWord(Argument, of: CommandDescription)

  /// The first fault of a line that the parser has refused; nil where it is none of these.
  static func first(in words: [String]) throws(Failure) -> LineFault? {
    let line = try line(of: words)
    return line.faults.first ?? line.lack
  }

  /// A fault that the parser says nothing of: it lets the last of two values win, and shows all help for a
  /// command that is none.
  ///
  /// The line is only read where it may have one, since that takes some milliseconds.
  static func unnoticed(in words: [String]) throws(Failure) -> LineFault? {
    let names = words.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }.map {
      $0.prefix { $0 != "=" }
    }
    guard words.first == "help" || Set(names).count < names.count else { return nil }
    return try line(of: words).faults.first {
      switch $0 {
      case .twice, .unknownCommand: true
      case .unknownOption, .noValue, .valueLikeOption, .valueOfFlag, .notOneOf, .notANumber,
        .extraWord, .missingWord:
        false
      }
    }
  }

  private static func line(of words: [String]) throws(Failure) -> TypedLine {
    TypedLine(words + [""], of: try CommandDescription.program())
  }
}

extension TypedLine {
  /// What a line that ends here lacks.
  fileprivate var lack: LineFault? {
    guard case .value(let argument, _) = wanted else { return nil }
    if argument.kind == .option { return .noValue(argument) }
    let isThere = argument.isOptional || (argument.isRepeating && positionalCount > 0)
    return isThere ? nil : .missingWord(argument, of: command)
  }
}

extension LineFault: CustomStringConvertible {
  var description: String {
    switch self {
    case .unknownCommand(let word, let names):
      return "'\(word)' is no command" + nearestHint(nearestNames(to: word, among: names))
    case .unknownOption(let word, of: let command, let names):
      let name = String(word.prefix { $0 != "=" })
      return "'\(command.commandName)' has no option '\(name)'"
        + nearestHint(nearestNames(to: name, among: names.filter { $0.hasPrefix("--") }))
    case .noValue(let option):
      return
        "\(Self.name(of: option)) stands without its value; expected \(Self.wanted(by: option))"
    case .valueLikeOption(let option, let word):
      let name = Self.name(of: option)
      return "\(name) is followed by '\(word)', which reads as an option; "
        + "expected \(Self.wanted(by: option)), and where it begins with a dash \(name)=\(word)"
    case .valueOfFlag(let flag): return "\(Self.name(of: flag)) takes no value"
    case .notOneOf(let argument, let word):
      return "\(Self.name(of: argument)) is '\(word)'; expected \(Self.wanted(by: argument))"
        + nearestHint(nearestNames(to: word, among: argument.allValues ?? []))
    case .notANumber(let argument, let word):
      return "\(Self.name(of: argument)) is '\(word)'; expected a number"
    case .twice(let option, let first, let second):
      return "\(Self.name(of: option)) stands twice, as '\(first)' and '\(second)'; expected once"
    case .extraWord(let word, of: let command):
      let names = command.positionals.map { Self.name(of: $0) }
      return "'\(word)' is one word too many; '\(command.commandName)' takes "
        + (names.isEmpty ? "none" : names.joined(separator: " "))
    case .missingWord(let argument, of: let command):
      return "'\(command.commandName)' needs \(Self.name(of: argument)); "
        + "expected \(Self.wanted(by: argument))"
    }
  }

  private static func name(of argument: Argument) -> String {
    argument.typedNames.last ?? (argument.valueName ?? "value").uppercased()
  }

  private static func wanted(by argument: Argument) -> String {
    if let known = argument.allValues { return "one of \(known.joined(separator: ", "))" }
    let words = argument.abstract ?? ""
    if argument.kind == .positional, !words.isEmpty {
      return words.hasSuffix(".") ? String(words.dropLast()) : words
    }
    let name = argument.valueName ?? "value"
    return "aeiou".contains(name.prefix(1)) ? "an \(name)" : "a \(name)"
  }
}
