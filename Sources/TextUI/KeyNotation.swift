// Keys as text, in vim's notation: `j`, `<tab>`, `<c-d>`, `<s-tab>`, `<m-n>`, `<lt>` for `<` itself.
// Scripts of `--keys` may also say `<click 5,10>`, `<double-click 5,10>`, `<wheel-up 5,10>`,
// `<wheel-down 5,10>` (row and column counted from 1), `<resize 80x24>`, `<paste any text>` and `<wait>`.

/// A part of a script that is no key.
package struct KeyNotationError: Error, Hashable, Sendable, CustomStringConvertible {
  package let part: String

  package var description: String {
    "'\(part)' is no key; expected a character or one of "
      + KeyNotation.names.map { "<\($0.0)>" }.joined(separator: " ")
      + " <f1>, with c-, m- or s- before the name, or <click 5,10> <double-click 5,10>"
      + " <wheel-up 5,10> <wheel-down 5,10> <resize 80x24> <paste text> <wait>"
  }
}

package enum KeyNotation {
  /// Names of keys that are no characters, and what help calls them.
  static let names: [(String, Key.Base, label: String)] = [
    ("enter", .enter, "Enter"), ("esc", .escape, "Esc"), ("tab", .tab, "Tab"),
    ("bs", .backspace, "Backspace"), ("del", .delete, "Del"), ("ins", .insert, "Ins"),
    ("up", .up, "↑"), ("down", .down, "↓"), ("left", .left, "←"), ("right", .right, "→"),
    ("home", .home, "Home"), ("end", .end, "End"), ("pgup", .pageUp, "PgUp"),
    ("pgdn", .pageDown, "PgDn"), ("space", .character(" "), "Space"),
    ("lt", .character("<"), "<"),
  ]

  /// What vim takes beside these names.
  private static let aliases: [String: Key.Base] = [
    "cr": .enter, "return": .enter, "escape": .escape, "backspace": .backspace,
    "delete": .delete, "insert": .insert, "pageup": .pageUp, "pagedown": .pageDown,
  ]

  /// The keys of a text without clicks and other events.
  ///
  /// - Throws: ``KeyNotationError`` for what is no key.
  package static func keys(in text: String) throws(KeyNotationError) -> [Key] {
    var keys: [Key] = []
    for event in try events(in: text) {
      guard case .key(let key) = event else { throw KeyNotationError(part: text) }
      keys.append(key)
    }
    return keys
  }

  /// The events of a script.
  ///
  /// - Throws: ``KeyNotationError`` for the first part that is none.
  package static func events(in script: String) throws(KeyNotationError) -> [InputEvent] {
    var events: [InputEvent] = []
    // By scalars: an accent after `>` is a key, though the two make one character.
    var rest = script.unicodeScalars[...]
    while let first = rest.first {
      rest.removeFirst()
      guard first == "<" else {
        events.append(.key(.character(first)))
        continue
      }
      guard let end = endOfName(in: rest) else {
        throw KeyNotationError(part: "<" + String(rest))
      }
      guard let event = event(named: rest[..<end]) else {
        throw KeyNotationError(part: "<\(String(rest[..<end]))>")
      }
      events.append(event)
      rest = rest[end...].dropFirst()
    }
    return events
  }

  /// Where the `>` stands that ends a name; in `<m->>` it is the second one.
  private static func endOfName(
    in rest: Substring.UnicodeScalarView
  ) -> Substring.UnicodeScalarView.Index? {
    guard let end = rest.firstIndex(of: ">") else { return nil }
    let next = rest.index(after: end)
    let isKeyItself =
      end > rest.startIndex && next < rest.endIndex && rest[next] == ">"
      && modifiers(before: rest[..<end]).rest.isEmpty
    return isKeyItself ? next : end
  }

  private static func event(named name: Substring.UnicodeScalarView) -> InputEvent? {
    guard name.contains(" ") else {
      return key(named: name).map { .key($0) } ?? (String(name) == "wait" ? .pause : nil)
    }
    let words = name.split(separator: " ", maxSplits: 1).map { Substring($0) }
    guard words.count == 2 else { return key(named: name).map { .key($0) } }
    switch words[0] {
    case "click": return position(words[1]).map { .mouse(MouseEvent(.press, at: $0)) }
    case "double-click": return position(words[1]).map { .mouse(MouseEvent(.doublePress, at: $0)) }
    case "wheel-up": return position(words[1]).map { .mouse(MouseEvent(.wheelUp, at: $0)) }
    case "wheel-down": return position(words[1]).map { .mouse(MouseEvent(.wheelDown, at: $0)) }
    case "resize": return size(words[1]).map { .resize($0) }
    case "paste": return .paste(String(words[1]))
    default: return nil
    }
  }

  /// No terminal is larger, and a canvas of a million cells still fits anywhere.
  static let cellLimit = 1_000_000

  /// A size as options and scripts write it: columns, `x`, rows; nil where it is none or too large.
  package static func size(_ text: some StringProtocol) -> Size? {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1],
      1...10_000 ~= columns, 1...10_000 ~= rows, rows * columns <= cellLimit
    else { return nil }
    return Size(rows: rows, columns: columns)
  }

  private static func position(_ text: Substring) -> Position? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let row = parts[0], let column = parts[1], row > 0, column > 0
    else { return nil }
    return Position(row: row - 1, column: column - 1)
  }

  /// Names and modifiers in capitals mean the same: `<C-D>` is `<c-d>`.
  private static func key(named name: Substring.UnicodeScalarView) -> Key? {
    let (modifiers, rest) = modifiers(before: name)
    let word = String(rest).lowercased()
    if let base = names.first(where: { $0.0 == word })?.1 ?? aliases[word] {
      return Key(base, modifiers).asSent
    }
    if word.first == "f", let number = Int(word.dropFirst()), 1...24 ~= number {
      return Key(.function(number), modifiers)
    }
    guard rest.count == 1, let scalar = rest.first, !modifiers.isEmpty else { return nil }
    return Key(.character(scalar), modifiers).asSent
  }

  /// The modifiers that a name begins with, and what they are held with.
  private static func modifiers(
    before name: Substring.UnicodeScalarView
  ) -> (Key.Modifiers, rest: Substring.UnicodeScalarView) {
    var modifiers: Key.Modifiers = []
    var rest = name
    while rest.dropFirst().first == "-" {
      switch rest.first {
      case "c", "C": modifiers.insert(.control)
      case "m", "M", "a", "A": modifiers.insert(.alt)
      case "s", "S": modifiers.insert(.shift)
      default: return (modifiers, rest)
      }
      rest = rest.dropFirst(2)
    }
    return (modifiers, rest)
  }

  /// Keys as they are written: the inverse of ``keys(in:)``.
  package static func text(of keys: [Key]) -> String { keys.map(text).joined() }

  private static func text(of key: Key) -> String {
    let name: String
    switch key.base {
    case .function(let number): name = "f\(number)"
    case .character(let scalar) where scalar != " " && scalar != "<":
      if key.modifiers.isEmpty { return String(scalar) }
      name = String(scalar)
    default: name = names.first { $0.1 == key.base }?.0 ?? "?"
    }
    let modifiers: [(Key.Modifiers, String)] = [(.control, "c-"), (.alt, "m-"), (.shift, "s-")]
    let before = modifiers.filter { key.modifiers.contains($0.0) }.map(\.1).joined()
    return "<\(before)\(name)>"
  }
}

extension Key {
  /// The key as terminals send it: `^i` is Tab, `^m` Enter, `^[` Esc; control knows no capitals, and a
  /// shifted letter is the capital.
  fileprivate var asSent: Key {
    guard case .character(var scalar) = base else { return self }
    var modifiers = modifiers
    if modifiers.contains(.control) {
      if let small = scalar.properties.lowercaseMapping.unicodeScalars.first { scalar = small }
      switch scalar {
      case "i": return Key(.tab, modifiers.subtracting(.control))
      case "m": return Key(.enter, modifiers.subtracting(.control))
      case "[": return Key(.escape, modifiers.subtracting(.control))
      case " ": scalar = "@"
      default: break
      }
    } else if modifiers.contains(.shift), scalar.properties.isAlphabetic,
      let capital = scalar.properties.uppercaseMapping.unicodeScalars.first
    {
      scalar = capital
      modifiers.remove(.shift)
    }
    return Key(.character(scalar), modifiers)
  }

  /// Whether terminals have a way to send it, and it is not taken by the terminal itself (`^\` quits).
  package var isSendable: Bool {
    switch base {
    case .character(let scalar):
      if modifiers.contains(.shift) { return false }
      if modifiers.contains(.control) {
        return "a"..."z" ~= scalar || "@]^_".unicodeScalars.contains(scalar)
      }
      return !modifiers.contains(.alt) || !"[O]PX^_".unicodeScalars.contains(scalar)
    case .up, .down, .left, .right, .home, .end: return true
    case .tab: return modifiers.isSubset(of: .alt) || modifiers == .shift
    case .escape: return modifiers.isEmpty
    case .enter, .backspace, .delete, .insert, .pageUp, .pageDown, .function:
      return modifiers.isSubset(of: .alt)
    }
  }
}

extension Key {
  /// The key as help and the footer show it: `j`, `^d`, `Tab`, `S-Tab`, `M-n`, `↓`.
  package var label: String {
    var label: String
    switch base {
    case .function(let number): label = "F\(number)"
    case .character(let scalar) where scalar != " ": label = String(scalar)
    default: label = KeyNotation.names.first { $0.1 == base }?.label ?? "?"
    }
    if modifiers.contains(.control) { label = "^" + label }
    if modifiers.contains(.shift) { label = "S-" + label }
    if modifiers.contains(.alt) { label = "M-" + label }
    return label
  }
}
