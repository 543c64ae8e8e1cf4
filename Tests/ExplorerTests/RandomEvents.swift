import Explorer
import RandomNumbers
import TextUI

/// What somebody might do who presses whatever there is.
struct RandomEvents {
  var numbers: SeededNumbers

  init(seed: UInt64) { numbers = SeededNumbers(state: seed) }

  private static let scripts =
    Keymap.standard.bindings.flatMap(\.keys).map { InputEvent.key($0[0]) }
    + "gyad;13priv é/mfclets".unicodeScalars.map { .key(.character($0)) }

  mutating func next() -> InputEvent {
    switch Int.random(in: 0..<40, using: &numbers) {
    case 0:
      return .resize(
        Size(
          rows: Int.random(in: 1...60, using: &numbers),
          columns: Int.random(in: 1...220, using: &numbers)))
    case 1...3:
      let actions: [MouseAction] = [.press, .doublePress, .wheelUp, .wheelDown]
      let position = Position(
        row: Int.random(in: 0..<50, using: &numbers),
        column: Int.random(in: 0..<200, using: &numbers))
      return .mouse(MouseEvent(actions.randomElement(using: &numbers) ?? .press, at: position))
    case 4: return .paste("e-waste\u{1B}[31m\n")
    case 5: return .pause
    default: return Self.scripts.randomElement(using: &numbers) ?? .key(Key(.enter))
    }
  }
}
