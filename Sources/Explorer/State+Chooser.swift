import TextUI

extension State {
  /// Rows of a chooser on the screen.
  var visibleChoices: Int { max(1, size.rows - 3) }

  mutating func takeInChooser(_ key: Key) -> [Effect] {
    let page = max(1, visibleChoices - 1)
    switch keys.promptCommand(for: key) {
    case .keep: return choose()
    case .restore: return leaveChooser()
    case .next: chooser?.move(by: 1)
    case .previous: chooser?.move(by: -1)
    case .nextPage: chooser?.move(by: page)
    case .previousPage: chooser?.move(by: -page)
    case .suspend: return [.suspend]
    case .complete:
      guard case .pick? = chooser?.purpose else { return [] }
      chooser?.togglePick()
      chooser?.move(by: 1)
    case .matching, .earlierQuery, .laterQuery: break
    case nil where key == Key(.backspace) && chooser?.line.scalars.isEmpty == true:
      guard case .pick? = chooser?.purpose else { return leaveChooser() }
    case nil:
      if let command = keys.editCommand(for: key) {
        chooser?.edit { $0.edit(command) }
      } else if let typed = key.typed {
        chooser?.edit { $0.insert(typed) }
      }
    }
    return []
  }

  private mutating func leaveChooser() -> [Effect] {
    if case .pick? = chooser?.purpose { return [.quit(exitCode: 130)] }
    chooser = nil
    return []
  }

  private mutating func choose() -> [Effect] {
    guard let chooser, let first = chooser.chosen.first else {
      message = "Nothing to choose"
      return []
    }
    switch chooser.purpose {
    case .pick: return [.pick(chooser.chosen)]
    case .follow(let pages):
      self.chooser = nil
      follow(pages[first])
      return []
    case .run(let commands):
      self.chooser = nil
      return perform(commands[first])
    case .back:
      self.chooser = nil
      count = first + 1
      defer { count = nil }
      goBack()
      return []
    case .link:
      self.chooser = nil
      count = first + 1
      defer { count = nil }
      return followLink()
    }
  }

  /// The wheel moves, a press takes a row in hand, a double one chooses it.
  mutating func takeInChooser(_ event: MouseEvent) -> [Effect] {
    guard let open = chooser else { return [] }
    let place = open.top + event.position.row - 1
    let isOnRow = event.position.row >= 1 && event.position.row < size.rows - 2
    switch event.action {
    case .wheelDown: chooser?.move(by: 3)
    case .wheelUp: chooser?.move(by: -3)
    case .press: if isOnRow { chooser?.take(place) }
    case .doublePress: if isOnRow, open.selected == place { return choose() }
    }
    return []
  }

  func drawChooser(on frame: inout Frame) {
    guard let chooser else { return }
    let picked = chooser.picked.isEmpty ? "" : " \(chooser.picked.count) picked ·"
    drawBar(
      derived.arrangement.header, left: StyledText(" " + chooser.title, role: .title),
      rights: ["\(picked) \(chooser.found.count)/\(chooser.items.count) "], on: &frame)
    let area = Rect(row: 1, column: 0, rows: max(0, size.rows - 3), columns: size.columns)
    let shown = chooser.found.dropFirst(chooser.top).prefix(area.size.rows)
    for (line, found) in shown.enumerated() {
      draw(
        found, of: chooser, isInHand: chooser.top + line == chooser.selected,
        in: Rect(row: area.firstRow + line, column: 0, rows: 1, columns: size.columns), on: &frame)
    }
    if shown.isEmpty, area.size.rows > 0 {
      let text = "Nothing here matches “\(chooser.line.text)”."
      frame.canvas.write(
        StyledText(text, role: .warning), at: Position(row: 1, column: 1),
        limit: max(0, size.columns - 2), isCutMarked: true)
    }
    drawFooter(on: &frame)
    drawLine(
      chooser.line, name: chooser.prompt, found: "",
      in: Rect(row: size.rows - 2, column: 0, rows: 1, columns: size.columns), on: &frame)
    if !message.isEmpty { drawMessage(message, in: derived.arrangement.footer, on: &frame) }
  }

  private func draw(
    _ found: Chooser.Found, of chooser: Chooser, isInHand: Bool, in rect: Rect,
    on frame: inout Frame
  ) {
    let item = chooser.items[found.place]
    let marks = chooser.marks(of: found.place)
    var text = StyledText()
    if chooser.labelWidth > 0 {
      let padding = chooser.labelWidth - DisplayWidth.of(item.label)
      text.append(item.label, role: .key)
      text.append(String(repeating: " ", count: padding + 2))
    }
    if found.isClose { text.append("≈ ", role: .warning) }
    text.append(item.name, marking: marks.name, role: .plain)
    let detail = [marks.other.map { "(\($0))" }, item.detail].compactMap { $0 }
      .filter { !$0.isEmpty && $0 != item.name }.joined(separator: "  ")
    if !detail.isEmpty { text.append("  " + detail, role: .faint) }
    frame.canvas.write(
      text, at: Position(row: rect.firstRow, column: 3), limit: max(0, rect.size.columns - 4),
      isCutMarked: true)
    if chooser.picked.contains(found.place) {
      frame.canvas.write("*", at: Position(row: rect.firstRow, column: 1), role: .key)
    }
    guard isInHand else { return }
    frame.canvas.paint(rect) { role in role == .match ? Role.selected.matched : .selected }
    frame.canvas.write("▶", at: rect.origin, role: .selected)
  }
}
