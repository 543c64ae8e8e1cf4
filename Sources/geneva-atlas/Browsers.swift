import Glibc

/// The browsers that a reader names in `$BROWSER`, as commands to start without a shell.
///
/// The variable is a list, parted by colons, of what one would type in a shell, of which no more is meant than
/// words: blanks part them, quotes and backslashes keep blanks, colons and each other, and a `&` at the end is
/// left out, for every browser runs beside us. Nothing else means anything: `$(…)`, `;` and `|` are letters.
enum Browsers {
  /// One browser of the list.
  enum Choice: Equatable {
    /// The program first.
    case command([String])
    /// A quotation mark without its end, so that nobody can tell what is meant.
    case unreadable
  }

  /// More browsers than this are a mishap.
  private static let countLimit = 16

  /// Browsers that draw on the terminal of the one who starts them, which here is ours: they get none.
  private static let terminalPrograms: Set = [
    "browsh", "cha", "edbrowse", "elinks", "links", "links2", "lynx", "netrik", "retawq", "w3m",
    "www-browser",
  ]

  /// Whether a program, by its name or path, needs a terminal of its own.
  static func needsTerminal(_ program: String) -> Bool {
    terminalPrograms.contains(program.split(separator: "/").last.map(String.init) ?? program)
  }

  /// The browsers of the list, the one to try first at the beginning.
  static func choices(in variable: String) -> [Choice] {
    parts(of: variable).prefix(countLimit).compactMap { part in
      // A path with blanks, as within Windows, is typed without quotes by most.
      if part.contains(" "), part.contains("/"), access(part, X_OK) == 0 { return .command([part]) }
      guard let words = words(of: part) else { return .unreadable }
      return words.isEmpty ? nil : .command(words)
    }
  }

  /// The list at its colons, but for those in quotes and behind a backslash.
  private static func parts(of list: String) -> [String] {
    var reader = QuoteReader()
    var parts = [""]
    for character in list {
      if character == ":", !reader.isQuoted {
        parts.append("")
      } else {
        reader.read(character)
        parts[parts.count - 1].append(character)
      }
    }
    return parts.map { part in
      var part = part.drop { $0 == " " }
      while part.last == " " { part.removeLast() }
      if part.last == "&" { part.removeLast() }
      while part.last == " " { part.removeLast() }
      return String(part)
    }
  }

  /// The words of a command; nil where a quotation mark has no end.
  private static func words(of command: String) -> [String]? {
    var reader = QuoteReader()
    var words: [String] = []
    var word: String?
    for character in command {
      if character == " ", !reader.isQuoted {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + (reader.read(character).map { String($0) } ?? "")
      }
    }
    if let word { words.append(word) }
    return reader.isQuoted ? nil : words
  }
}

/// Reads quotation marks and backslashes as a shell does.
private struct QuoteReader {
  private var quote: Character?
  private var isEscaped = false

  /// Whether the next character means nothing but itself, or its quotation has no end yet.
  var isQuoted: Bool { quote != nil || isEscaped }

  /// Takes the next character; what it stands for, or nil where it only quotes others.
  @discardableResult
  mutating func read(_ character: Character) -> Character? {
    if isEscaped {
      isEscaped = false
    } else if character == "\\", quote != "'" {
      isEscaped = true
      return nil
    } else if character == quote {
      quote = nil
      return nil
    } else if quote == nil, character == "'" || character == "\"" {
      quote = character
      return nil
    }
    return character
  }
}
