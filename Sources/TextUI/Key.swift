/// One key press.
package struct Key: Hashable, Sendable {
  package enum Base: Hashable, Sendable {
    case character(Unicode.Scalar)
    case enter
    case escape
    case tab
    case backspace
    case delete
    case insert
    case up
    case down
    case left
    case right
    case home
    case end
    case pageUp
    case pageDown
    /// F1 is 1.
    case function(Int)
  }

  package struct Modifiers: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let control = Modifiers(rawValue: 1)
    package static let alt = Modifiers(rawValue: 2)
    /// Only with keys that are no characters: a shifted letter is another character.
    package static let shift = Modifiers(rawValue: 4)
  }

  package let base: Base
  package let modifiers: Modifiers

  package init(_ base: Base, _ modifiers: Modifiers = []) {
    self.base = base
    self.modifiers = modifiers
  }

  package static func character(_ scalar: Unicode.Scalar) -> Key { Key(.character(scalar)) }
  package static func control(_ scalar: Unicode.Scalar) -> Key {
    Key(.character(scalar), .control)
  }
  package static func alt(_ scalar: Unicode.Scalar) -> Key { Key(.character(scalar), .alt) }

  /// The character that a text field takes, if the key is one.
  package var typed: Unicode.Scalar? {
    if case .character(let scalar) = base, modifiers.isEmpty { scalar } else { nil }
  }
}

package enum MouseAction: Hashable, Sendable {
  case press
  /// The second press on the same cell within the terminal layer's double-click time.
  case doublePress
  case wheelUp
  case wheelDown
}

package struct MouseEvent: Hashable, Sendable {
  package let action: MouseAction
  package let position: Position

  /// No terminal has as many rows or columns: a report of more is of a place that is on no screen.
  package static let farthest = 0xFFFF

  package init(_ action: MouseAction, at position: Position) {
    self.action = action
    self.position = Position(
      row: min(max(0, position.row), Self.farthest),
      column: min(max(0, position.column), Self.farthest))
  }
}

/// What a terminal sends.
package enum InputEvent: Hashable, Sendable {
  case key(Key)
  case mouse(MouseEvent)
  /// Text between the marks of a bracketed paste: never read as keys.
  case paste(String)
  case resize(Size)
  /// The time is over that an effect has asked to be woken after.
  case pause
}
