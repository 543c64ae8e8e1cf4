import PlainText
import TextUI

extension State {
  /// The keys that a chord may go on with, over the lower end of the panes.
  func drawWhichKey(on frame: inout Frame) {
    let choices = keys.continuations(of: pendingKeys)
    guard !choices.isEmpty else { return }
    let bottom = derived.arrangement.status.firstRow
    let keyWidth = choices.map { DisplayWidth.of($0.keys) }.max() ?? 0
    let wordWidth = choices.map { DisplayWidth.of($0.words) }.max() ?? 0
    let columnWidth = min(size.columns, keyWidth + wordWidth + 4)
    let columns = max(1, size.columns / max(1, columnWidth))
    let rows = min((choices.count + columns - 1) / columns, max(0, bottom - 2))
    guard rows > 0 else { return }
    let area = Rect(row: bottom - rows - 1, column: 0, rows: rows + 1, columns: size.columns)
    frame.canvas.fill(area, role: .plain)
    let title = StyledText(" " + whichKeyTitle + " ", role: .focusedTitle)
    frame.canvas.fill(
      Rect(row: area.firstRow, column: 0, rows: 1, columns: size.columns), with: "━",
      role: .focusedBorder)
    frame.canvas.write(
      title, at: Position(row: area.firstRow, column: min(2, size.columns - 1)),
      limit: max(0, size.columns - 4), isCutMarked: true)
    for (place, choice) in choices.prefix(rows * columns).enumerated() {
      var text = StyledText(" ", role: .plain)
      text.append(String(repeating: " ", count: keyWidth - DisplayWidth.of(choice.keys)))
      text.append(choice.keys, role: .key)
      text.append(" " + choice.words, role: .plain)
      let position = Position(
        row: area.firstRow + 1 + place % rows, column: place / rows * columnWidth)
      frame.canvas.write(
        text, at: position, limit: min(columnWidth, size.columns - position.column),
        isCutMarked: true)
    }
  }

  private var whichKeyTitle: String {
    let typed = Keymap.label(of: pendingKeys)
    let count = selection.count
    guard pendingKeys.first == keys.firstKey(of: .copyLink), count > 0 else { return typed }
    return "\(typed)  \(counted(count, "page")) selected"
  }
}

extension Keymap {
  /// The chords that begin with some keys: what is left to type, and what it does.
  func continuations(of begun: [Key]) -> [(keys: String, words: String)] {
    bindings.flatMap { binding in
      binding.keys.filter { $0.count > begun.count && $0.starts(with: begun) }.map { chord in
        (Self.label(of: Array(chord.dropFirst(begun.count))), binding.short ?? binding.words)
      }
    }
  }

  func firstKey(of command: Command) -> Key? {
    bindings.first { $0.command == command }?.keys.first?.first
  }
}
