import CPosix
import Explorer
import PlainText
import TOMLKit
import TextUI

/// Reads the text of the configuration file: what it says goes into a configuration, what is wrong is noted there.
///
/// The parser knows lines and columns of faults in the notation alone; a wrong key or value is named by its
/// path, as in `keys.copy-lnk`.
enum ConfigurationReader {
  /// - Returns: Why the text is no TOML, so that nothing of it holds; nil where it is.
  static func read(_ text: String, into configuration: inout Configuration) -> String? {
    if let fault = faultOfTheParser(text) { return fault }
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      let place = error.source.begin
      return ":\(place.line):\(place.column): "
        + error.description.prefix(1).lowercased() + error.description.dropFirst()
        + "; nothing of the file holds"
    } catch {
      return ": no TOML: \(error)"
    }
    var reader = Reader(configuration: configuration)
    // Not the table's own iterator: it traps where a key holds U+0000, which no name here does.
    for key in table.keys { reader.read(key, table[key]) }
    configuration = reader.configuration
    return nil
  }

  /// Why the text is nothing for the parser, with the line, counted from 1, where it breaks; nil if it is not.
  ///
  /// toml++ 3.4 asserts what a broken file may break (`[=]` is enough), so a child tries first: half a
  /// millisecond, and only where there is a file. It reads from the beginning on, so that what breaks it with
  /// some lines does so with more, and the first one is found by halving.
  private static func faultOfTheParser(_ text: String) -> String? {
    switch trial(text) {
    case TRIAL_CRASHED: break
    case TRIAL_LATE: return ": takes more than \(patience) s to read; nothing of the file holds"
    default: return nil
    }
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    var (safe, broken) = (0, lines.count)
    while broken - safe > 1 {
      let middle = (safe + broken) / 2
      if trial(text[..<lines[middle - 1].endIndex]) == TRIAL_CRASHED {
        broken = middle
      } else {
        safe = middle
      }
    }
    return ":\(broken): the parser cannot go on here, so it is no TOML; nothing of the file holds"
  }

  /// Seconds after which a parser that goes on is taken to hang: the largest file takes a few hundredths.
  private static let patience: UInt32 = 1

  private static func trial(_ text: some StringProtocol) -> Int {
    Int(trial_of({ _ = try? TOMLTable(string: String(cString: $0)) }, String(text), patience))
  }
}

/// What stands in the file, key by key.
private struct Reader {
  var configuration: Configuration

  private static let known = [
    "theme", "color", "borders", "mouse", "lead", "edition", "clipboard", "browser", "keys",
  ]

  mutating func read(_ key: String, _ value: (any TOMLValueConvertible)?) {
    guard let value else { return note(key, "no such key") }
    switch key {
    case "theme": choice(key, value, into: \.theme)
    case "color": choice(key, value, into: \.color)
    case "borders": choice(key, value, into: \.borders)
    case "lead": choice(key, value, into: \.lead)
    case "mouse":
      if let isOn = value.bool {
        configuration.mouse.set(isOn, by: .file)
      } else {
        note(key, "expected true or false, found \(Self.words(for: value))")
      }
    case "edition":
      if let edition = value.string {
        configuration.edition.set(edition, by: .file)
      } else {
        note(
          key, "expected \"newest\" or an edition such as \"2022\", found \(Self.words(for: value))"
        )
      }
    case "clipboard": command(key, value, into: \.clipboard)
    case "browser": command(key, value, into: \.browser)
    case "keys":
      if let table = value.table {
        keys(table)
      } else {
        note(key, "expected a table such as [keys], found \(Self.words(for: value))")
      }
    default: note(key, "no such key" + Self.hint(nearestNames(to: key, among: Self.known)))
    }
  }

  private mutating func note(_ key: String, _ words: String) {
    configuration.note(": \(key): \(words)")
  }

  /// One of a few words.
  private mutating func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ value: any TOMLValueConvertible,
    into setting: WritableKeyPath<Configuration, Configuration.Setting<Value>>
  ) {
    if let text = value.string, let choice = Value(rawValue: text) {
      configuration[keyPath: setting].set(choice, by: .file)
      return
    }
    let choices = Value.allCases.map { "\"\($0.rawValue)\"" }
    let expected = choices.dropLast().joined(separator: ", ") + " or " + (choices.last ?? "")
    note(key, "expected \(expected), found \(Self.words(for: value))")
  }

  /// A program and its arguments; an empty array is none.
  private mutating func command(
    _ key: String, _ value: any TOMLValueConvertible,
    into setting: WritableKeyPath<Configuration, Configuration.Setting<[String]>>
  ) {
    guard let array = value.array else {
      return note(
        key,
        "expected an array of strings such as [\"program\", \"--option\"], "
          + "found \(Self.words(for: value))")
    }
    var words: [String] = []
    for (place, word) in array.enumerated() {
      guard let text = word.string else {
        return note("\(key)[\(place)]", "expected a string, found \(Self.words(for: word))")
      }
      words.append(text)
    }
    guard words.first != "" else { return note("\(key)[0]", "expected the name of a program") }
    if key == "browser", let program = words.first, Browsers.needsTerminal(program) {
      return note(
        "\(key)[0]",
        "\(program) needs a terminal of its own; name one, as in "
          + "[\"xterm\", \"-e\", \"\(program)\", \"%s\"]")
    }
    if !words.isEmpty { configuration[keyPath: setting].set(words, by: .file) }
  }
}

// MARK: Keys

extension Reader {
  private mutating func keys(_ table: TOMLTable) {
    var changes: [Command: [[Key]]] = [:]
    for name in table.keys {
      let path = "keys.\(name)"
      guard let value = table[name], let command = Command(named: name) else {
        note(path, "no such command" + Self.hint(Command.names(near: name)))
        continue
      }
      if let keys = chords(path, value) { changes[command] = keys }
    }
    let (keymap, refused) = Keymap.standard.changed(changes)
    configuration.keys = keymap
    configuration.changedKeys = Set(
      changes.keys.filter { command in
        let keys = keymap.keys(of: command)
        return keys == changes[command] || keys != Keymap.standard.keys(of: command)
      })
    for refusal in refused { note("keys.\(refusal.command.name)", Self.words(for: refusal)) }
  }

  /// The keys of a command: a string, an array of strings, or false; nil where nothing of it can be used.
  private mutating func chords(_ path: String, _ value: any TOMLValueConvertible) -> [[Key]]? {
    if let chord = value.string { return self.chord(path, chord).map { [$0] } }
    if value.bool == false { return [] }
    guard let array = value.array else {
      note(path, "expected a key, an array of keys, or false, found \(Self.words(for: value))")
      return nil
    }
    var chords: [[Key]] = []
    for (place, value) in array.enumerated() {
      if let text = value.string {
        if let chord = self.chord("\(path)[\(place)]", text) { chords.append(chord) }
      } else {
        note("\(path)[\(place)]", "expected a key, found \(Self.words(for: value))")
      }
    }
    return chords.isEmpty && !array.isEmpty ? nil : chords
  }

  private mutating func chord(_ path: String, _ text: String) -> [Key]? {
    do throws(KeyNotationError) {
      let keys = try KeyNotation.keys(in: text)
      if !keys.isEmpty, keys.count <= Self.longestChord { return keys }
      note(path, "expected one to \(Self.longestChord) keys, found \(keys.count)")
    } catch {
      note(
        path,
        "'\(error.part)' is no key; expected vim's notation, as in j, gg, <c-d>, <s-tab>, <f5>")
    }
    return nil
  }

  private static let longestChord = 8

  // MARK: Words

  private static func words(for refusal: KeyRefusal) -> String {
    let keys = KeyNotation.text(of: refusal.keys)
    switch refusal.fault {
    case .taken(let other):
      return "\(keys) is \(other.name) already; give that another key, or false"
    case .begins(let other, let chord):
      return "\(keys) begins \(KeyNotation.text(of: chord)), which is \(other.name)"
    case .begun(let other, let chord):
      return "\(keys) begins with \(KeyNotation.text(of: chord)), which is \(other.name)"
    case .digit: return "\(keys) begins with a digit, and digits are counts"
    case .wayOut(let key):
      return "\(KeyNotation.text(of: [key])) within \(keys) takes back what was begun"
    case .unsendable(let key): return "terminals do not send \(KeyNotation.text(of: [key]))"
    case .noEnd: return "no key would be left to quit with; it keeps those that it had"
    }
  }

  private static func hint(_ names: [String]) -> String {
    names.first.map { "; did you mean \($0)?" } ?? ""
  }

  /// What was found, shortly: a text as it is, anything else by its kind.
  private static func words(for value: any TOMLValueConvertible) -> String {
    if let text = value.string { return "\"\(text.prefix(40))\"\(text.count > 40 ? "…" : "")" }
    if let isOn = value.bool { return "\(isOn)" }
    if let number = value.int { return "\(number)" }
    return value.type == .array ? "an array" : "a \(value.type)"
  }
}
