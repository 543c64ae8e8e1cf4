import CNcurses
package import TextUI

/// What ncurses hands over: a character, or the code of a key.
package enum RawInput: Hashable, Sendable {
  case character(Unicode.Scalar)
  case code(Int32)
}

/// Turns what ncurses reads into events; keeps what is begun until the rest has come.
///
/// Three things do not come as one code: Alt with a key (ESC, then the key), a mouse report (its parts as
/// characters) and a paste (its text as characters between two codes).
package struct KeyDecoder {
  /// Codes of our own for sequences that ncurses has no key for; above KEY_MAX (0777 octal).
  package enum Code {
    static let first: Int32 = 2000
    package static let pasteBegin = first
    package static let pasteEnd = first + 1
    package static let mouse = first + 2
    /// Base code of a cursor key with modifiers; see ``modified``.
    static let modifiedFirst = first + 10
  }

  /// Cursor keys with modifiers, as xterm sends them: `ESC [ 1 ; <modifier> <letter>`.
  static let modified: [(letter: Character, base: Key.Base)] = [
    ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
  ]
  /// xterm's modifier numbers: 1 + shift 1, alt 2, control 4.
  static let modifierNumbers = 2...8

  /// The sequences to define, with their codes.
  package static var sequences: [(text: String, code: Int32)] {
    var sequences: [(String, Int32)] = [
      ("\u{1B}[200~", Code.pasteBegin), ("\u{1B}[201~", Code.pasteEnd), ("\u{1B}[<", Code.mouse),
      // Application and normal cursor keys: a terminal may send either, whatever its entry says.
      ("\u{1B}[A", KEY_UP), ("\u{1B}[B", KEY_DOWN), ("\u{1B}[C", KEY_RIGHT), ("\u{1B}[D", KEY_LEFT),
      ("\u{1B}OA", KEY_UP), ("\u{1B}OB", KEY_DOWN), ("\u{1B}OC", KEY_RIGHT), ("\u{1B}OD", KEY_LEFT),
      ("\u{1B}[H", KEY_HOME), ("\u{1B}OH", KEY_HOME), ("\u{1B}[1~", KEY_HOME),
      ("\u{1B}[F", KEY_END), ("\u{1B}OF", KEY_END), ("\u{1B}[4~", KEY_END),
      ("\u{1B}[Z", KEY_BTAB), ("\u{1B}OP", KEY_F0 + 1),
    ]
    for (place, key) in modified.enumerated() {
      for number in modifierNumbers {
        sequences.append(
          ("\u{1B}[1;\(number)\(key.letter)", Code.modifiedFirst + Int32(place * 10 + number)))
      }
    }
    return sequences
  }

  private static let codes = Dictionary(sequences.map { ($0.text, $0.code) }) { first, _ in first }

  /// Two presses on one cell within this time are a double click: what desktops use.
  static let doubleClickNanoseconds: UInt64 = 400_000_000
  /// More is not kept of one paste: no filter or search needs it.
  static let pasteLimit = 4096

  private var hasEscape = false
  /// A sequence that ncurses did not recognise, of which the rest is still to come.
  private var unknown: UnknownSequence?
  private var mouseReport: String?
  private var paste: Paste?
  private var lastPress: (position: Position, time: UInt64)?

  package init() {}

  /// Whether a paste or a mouse report is begun; an escape alone is ended by ``flush()``.
  package var isWaiting: Bool { mouseReport != nil || paste != nil || unknown != nil }

  /// Text that is pasted, so far.
  private struct Paste {
    private(set) var text = String.UnicodeScalarView()
    private var count = 0
    /// How much of the end's sequence has come as characters: a slow line may part it.
    private var endCount = 0
    private static let end = Array("\u{1B}[201~".unicodeScalars)

    /// Takes one more character; true at the end.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      if scalar != Self.end[endCount] { breakOff() }
      guard scalar == Self.end[endCount] else {
        append(scalar)
        return false
      }
      endCount = (endCount + 1) % Self.end.count
      return endCount == 0
    }

    /// Something that is no character has come in between: what looked like the end's beginning was text.
    mutating func breakOff() {
      Self.end.prefix(endCount).forEach { append($0) }
      endCount = 0
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
      guard count < KeyDecoder.pasteLimit else { return }
      text.append(scalar)
      count += 1
    }
  }

  /// Sequences are swallowed whole: their letters are no keys. (ECMA-48, and xterm's answers.)
  private enum UnknownSequence {
    /// `ESC [`: to its final byte, from `@` to `~`.
    case control(String)
    /// `ESC O`: one more character.
    case shift
    /// `ESC ]`, `ESC P` and the like: to BEL, or to `ESC \`.
    case string(hasEscape: Bool)

    init?(begunBy scalar: Unicode.Scalar) {
      switch scalar {
      case "[": self = .control("\u{1B}[")
      case "O": self = .shift
      case "]", "P", "X", "^", "_": self = .string(hasEscape: false)
      default: return nil
      }
    }

    /// What is still to come after one more character; nil at the end.
    func after(_ scalar: Unicode.Scalar) -> UnknownSequence? {
      switch self {
      case .control(let text):
        // None that is known is longer than 16.
        "@"..."~" ~= scalar
          ? nil : .control(text.utf8.count > 16 ? text : text + String(scalar))
      case .shift: nil
      case .string(let hasEscape):
        scalar == "\u{07}" || hasEscape ? nil : .string(hasEscape: scalar == "\u{1B}")
      }
    }
  }

  /// - Parameter time: A monotonic clock in nanoseconds, for double clicks.
  package mutating func take(_ input: RawInput, time: UInt64) -> [InputEvent] {
    if paste != nil { return takeInPaste(input) }
    if mouseReport != nil { return takeInMouseReport(input, time: time) }
    if let sequence = unknown {
      guard case .character(let scalar) = input else {
        unknown = nil
        return take(input, time: time)
      }
      unknown = sequence.after(scalar)
      // A line that is slower than the escape delay parts also sequences that are known.
      if case .control(let begun) = sequence, let code = Self.codes[begun + String(scalar)] {
        unknown = nil
        return take(.code(code), time: time)
      }
      return []
    }
    switch input {
    case .code(Code.pasteBegin):
      paste = Paste()
      return flush()
    case .code(Code.mouse):
      mouseReport = ""
      return flush()
    case .character("\u{1B}"):
      let before = flush()
      hasEscape = true
      return before
    case .character(let scalar):
      if hasEscape, let begun = UnknownSequence(begunBy: scalar) {
        hasEscape = false
        unknown = begun
        return []
      }
      return take(Self.key(for: scalar))
    case .code(let code): return Self.key(for: code).map { take($0) } ?? flush()
    }
  }

  /// What an escape means that nothing follows: the key itself.
  package mutating func flush() -> [InputEvent] {
    defer { hasEscape = false }
    return hasEscape ? [.key(Key(.escape))] : []
  }

  private mutating func take(_ key: Key) -> [InputEvent] {
    defer { hasEscape = false }
    return [.key(hasEscape ? Key(key.base, key.modifiers.union(.alt)) : key)]
  }

  private mutating func takeInPaste(_ input: RawInput) -> [InputEvent] {
    switch input {
    case .code(Code.pasteEnd): return giveUp()
    case .code:
      paste?.breakOff()
      return []
    case .character(let scalar): return paste?.take(scalar) == true ? giveUp() : []
    }
  }

  /// Ends what was begun, as if its end had come: the next key is a key again.
  package mutating func giveUp() -> [InputEvent] {
    defer {
      paste = nil
      mouseReport = nil
      unknown = nil
    }
    paste?.breakOff()
    return paste.map { [.paste(String($0.text))] } ?? []
  }

  /// `button ; column ; row`, then `M` for a press or `m` for a release (xterm's SGR reports).
  private mutating func takeInMouseReport(_ input: RawInput, time: UInt64) -> [InputEvent] {
    guard case .character(let scalar) = input, let report = mouseReport else {
      mouseReport = nil
      return take(input, time: time)
    }
    if "0"..."9" ~= scalar || scalar == ";", report.utf8.count < 24 {
      mouseReport?.unicodeScalars.append(scalar)
      return []
    }
    mouseReport = nil
    guard scalar == "M" else { return [] }
    let numbers = report.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let button = numbers[0], let column = numbers[1],
      let row = numbers[2], row > 0, column > 0
    else { return [] }
    let position = Position(row: row - 1, column: column - 1)
    // Shift, alt and control add 4, 8 and 16; 32 is motion.
    switch button & ~0b1_1100 {
    case 0: return [.mouse(press(at: position, time: time))]
    case 64: return [.mouse(MouseEvent(.wheelUp, at: position))]
    case 65: return [.mouse(MouseEvent(.wheelDown, at: position))]
    default: return []
    }
  }

  private mutating func press(at position: Position, time: UInt64) -> MouseEvent {
    if let last = lastPress, last.position == position,
      time - last.time <= Self.doubleClickNanoseconds
    {
      lastPress = nil
      return MouseEvent(.doublePress, at: position)
    }
    lastPress = (position, time)
    return MouseEvent(.press, at: position)
  }

  private static func key(for scalar: Unicode.Scalar) -> Key {
    switch scalar.value {
    case 0x0D: Key(.enter)
    case 0x09: Key(.tab)
    case 0x7F: Key(.backspace)
    case 0: .control("@")
    case 0x01...0x1A: .control(Unicode.Scalar(UInt8(0x60 + scalar.value)))
    case 0x1C...0x1F: .control(Unicode.Scalar(UInt8(0x40 + scalar.value)))
    default: .character(scalar)
    }
  }

  private static func key(for code: Int32) -> Key? {
    switch code {
    case KEY_ENTER: return Key(.enter)
    case KEY_BACKSPACE: return Key(.backspace)
    case KEY_BTAB: return Key(.tab, .shift)
    case KEY_DC: return Key(.delete)
    case KEY_IC: return Key(.insert)
    case KEY_UP: return Key(.up)
    case KEY_DOWN: return Key(.down)
    case KEY_LEFT: return Key(.left)
    case KEY_RIGHT: return Key(.right)
    case KEY_SLEFT: return Key(.left, .shift)
    case KEY_SRIGHT: return Key(.right, .shift)
    case KEY_HOME: return Key(.home)
    case KEY_END: return Key(.end)
    case KEY_PPAGE: return Key(.pageUp)
    case KEY_NPAGE: return Key(.pageDown)
    case KEY_F0 + 1...KEY_F0 + 24: return Key(.function(Int(code - KEY_F0)))
    default: break
    }
    let place = Int(code - Code.modifiedFirst)
    guard place >= 0, modified.indices.contains(place / 10), modifierNumbers.contains(place % 10)
    else { return nil }
    let bits = place % 10 - 1
    var modifiers: Key.Modifiers = []
    if bits & 1 != 0 { modifiers.insert(.shift) }
    if bits & 2 != 0 { modifiers.insert(.alt) }
    if bits & 4 != 0 { modifiers.insert(.control) }
    return Key(modified[place / 10].base, modifiers)
  }
}
