import TextUI

extension State {
  /// Keys over help or a text: scrolling, and away with it.
  mutating func takeInOverlay(_ key: Key) -> [Effect] {
    guard let overlay else { return [] }
    pendingKeys.append(key)
    let reading = keys.reading(of: pendingKeys)
    if reading != .prefix { pendingKeys = [] }
    guard case .command(let command) = reading else { return [] }
    let page = max(1, size.rows - 3)
    switch command {
    case .moveDown, .scrollDetailDown: scrollOverlay(by: 1)
    case .moveUp, .scrollDetailUp: scrollOverlay(by: -1)
    case .halfPageDown: scrollOverlay(by: max(1, page / 2))
    case .halfPageUp: scrollOverlay(by: -max(1, page / 2))
    case .pageDown: scrollOverlay(by: page)
    case .pageUp: scrollOverlay(by: -page)
    case .moveToFirst: scrollOverlay(by: -derived.overlay.count)
    case .moveToLast: scrollOverlay(by: derived.overlay.count)
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    case .quitNow:
      if case .text = overlay { return closeOverlay(overlay) }
      return [.quit(exitCode: 0)]
    case .filter, .palette:
      guard case .help = overlay else { break }
      self.overlay = nil
      chooseCommand()
    case .help, .escape, .quit, .cancel, .enter, .back: return closeOverlay(overlay)
    default: break
    }
    return []
  }

  private mutating func closeOverlay(_ overlay: Overlay) -> [Effect] {
    self.overlay = nil
    switch overlay {
    case .help: return []
    case .text: return isMouseOn ? [.mouse(isOn: true)] : []
    }
  }

  mutating func scrollOverlay(by rows: Int) {
    let last = max(0, derived.overlay.count - overlayRows)
    func moved(_ top: Int) -> Int { min(max(0, top + rows), last) }
    switch overlay {
    case .help(let top): overlay = .help(top: moved(top))
    case .text(let title, let text, let top):
      overlay = .text(title: title, text: text, top: moved(top))
    case nil: return
    }
  }

  /// Rows of the overlay's text on the screen: all but its title and the footer.
  var overlayRows: Int { max(1, size.rows - 2) }

  /// The lines of the overlay, as wide as the screen.
  func overlayLines() -> OverlayLines {
    switch overlay {
    case nil: OverlayLines()
    case .help: OverlayLines(helpLines())
    case .text(_, let text, _): OverlayLines(cutting: text, columns: size.columns)
    }
  }

  /// All keys by group, from the one table of keys, then the signs of the lists.
  private func helpLines() -> [StyledText] {
    var lines: [StyledText] = []
    let labels = KeyGroup.allCases.flatMap { keys.rows(of: $0) }.map { Keymap.labels(of: $0.keys) }
    let width = min(size.columns / 2, (labels.map { DisplayWidth.of($0) }.max() ?? 0) + 2)
    func add(_ label: String, _ words: String) {
      let used = DisplayWidth.of(label)
      let ranges = LineBreaking.lines(
        of: Array(words.unicodeScalars), width: max(8, size.columns - width - 2))
      for (place, range) in ranges.enumerated() {
        var line = StyledText(" ")
        if place == 0 { line.append(label, role: .key) }
        line.append(String(repeating: " ", count: max(1, width - (place == 0 ? used : 0))))
        line.append(String(String.UnicodeScalarView(Array(words.unicodeScalars)[range])))
        lines.append(line)
      }
    }
    for group in KeyGroup.allCases {
      if !lines.isEmpty { lines.append(StyledText()) }
      lines.append(StyledText(" " + group.rawValue, role: .heading))
      for row in keys.rows(of: group) { add(Keymap.labels(of: row.keys), row.words) }
    }
    lines.append(StyledText())
    lines.append(StyledText(" Signs", role: .heading))
    add("12", "of an actor: its issues; of an issue: the actors with a section on it")
    add("(3)", "of an issue: no section, but so many actors name it in passing")
    add("–", "of an issue: no profile names it")
    add("+4", "of an actor’s issue: so many others have a section on it")
    add("2022", "faint, in the place of a number: only that edition has the text")
    let (take, open, copy) = (
      keys.label(of: .nextLink), keys.label(of: .open), keys.label(of: .copyLink)
    )
    add("[2]", "a link: 2\(take) takes it in hand, 2\(open) opens it, 2\(copy) copies it")
    add("≈", "did you mean: nothing is called so, but this is close to it")
    add("10\(keys.label(of: .moveDown))", "digits before a key are a count: ten rows down")
    return lines
  }
}
