import TextUI

/// Letters on the links of the screen: typing those of one takes it.
struct Hints: Hashable, Sendable {
  struct Hint: Hashable, Sendable {
    let label: String
    /// The number of the target, counted from 1.
    let target: Int
    let position: Position
  }
  let hints: [Hint]
  let isToCopy: Bool
  var typed = ""

  /// Letters in the order in which they are given away: those under the fingers first.
  private static let letters = Array("fjdkslaghrueiwoqpvnbmctyxz")

  /// - Parameter targets: in reading order.
  init(_ targets: [(target: Int, position: Position)], isToCopy: Bool) {
    let letters = Self.letters
    let isShort = targets.count <= letters.count
    hints = zip(targets, 0...).map { target, place in
      let label =
        isShort
        ? String(letters[place])
        : String([letters[place / letters.count % letters.count], letters[place % letters.count]])
      return Hint(label: label, target: target.target, position: target.position)
    }
    self.isToCopy = isToCopy
  }
}

extension State {
  /// Puts letters on the links that are on the screen.
  mutating func beginHints(toCopy isToCopy: Bool) {
    let targets = targetsOnScreen
    guard !targets.isEmpty else {
      message = "No link on the screen"
      return
    }
    hints = Hints(targets, isToCopy: isToCopy)
    message = "Type the letters of a link to \(isToCopy ? "copy" : "open") it"
  }

  mutating func takeInHints(_ key: Key) -> [Effect] {
    guard var hints, let letter = key.typed else {
      hints = nil
      return []
    }
    hints.typed += String(letter).lowercased()
    let left = hints.hints.filter { $0.label.hasPrefix(hints.typed) }
    guard let hint = left.first else {
      self.hints = nil
      message = "No link has the letters \(hints.typed)"
      return []
    }
    guard hint.label == hints.typed else {
      self.hints = hints
      return []
    }
    self.hints = nil
    count = hint.target
    defer { count = nil }
    return hints.isToCopy ? copy(.link) : followLink()
  }

  /// The numbered parts of the page that are on the screen, each where it is seen first.
  private var targetsOnScreen: [(target: Int, position: Position)] {
    let arrangement = derived.arrangement
    var areas: [(layout: PageLayout, area: Rect, top: Int, skipped: Int)] = []
    if let rect = arrangement.panes[.detail] {
      areas.append((derived.detail, arrangement.content(of: rect), detailTop, detailColumn))
    }
    if let rect = arrangement.side {
      areas.append((derived.side, arrangement.content(of: rect), sideTop, 0))
    }
    var targets: [(target: Int, position: Position)] = []
    for (layout, area, top, skipped) in areas {
      let first = area.firstColumn + arrangement.textMargin
      let last = area.endColumn - arrangement.textMargin
      for line in top..<max(top, min(layout.lines.count, top + area.size.rows)) {
        for place in layout.targets(inLine: line) {
          let column = first + place.column - skipped
          guard column >= first, column + 1 < last,
            !targets.contains(where: { $0.target == place.target })
          else { continue }
          targets.append(
            (place.target, Position(row: area.firstRow + line - top, column: column)))
        }
      }
    }
    return targets
  }

  func drawHints(on frame: inout Frame) {
    guard let hints else { return }
    for hint in hints.hints where hint.label.hasPrefix(hints.typed) {
      frame.canvas.write(
        hint.label, at: hint.position, role: .selected,
        limit: max(0, size.columns - hint.position.column))
    }
  }
}
