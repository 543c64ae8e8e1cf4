import AtlasModel
import PlainText
import TextUI

// The lines above and below the panes: where one is, what is typed, what happened, which keys there are.

extension State {
  /// Above the panes: the way to the page in hand; at the right, which edition it quotes.
  func drawHeader(on frame: inout Frame) {
    let arrangement = derived.arrangement
    let isSingle = arrangement.shape == .single
    var way = StyledText()
    let right = isSingle ? " " + editionTag : " " + [counts, editionWords].joined(separator: " · ")
    if isSingle, !arrangement.hasBorders, focus != .detail {
      way = listTitle(of: focus, columns: size.columns - DisplayWidth.of(right) - 1)
    } else {
      var steps = page == .atlas && !isSingle ? [] : atlas.breadcrumb(of: page)
      if !isSingle {
        steps.insert("Geneva Digital Atlas", at: 0)
      } else if arrangement.hasBorders {
        steps.insert(lead == .actors ? "Actors" : "Issues", at: 0)
      }
      for (place, step) in steps.enumerated() {
        way.append(place == 0 ? " " : " › ", role: .bar)
        way.append(step, role: .title)
      }
    }
    let rights = isSingle ? [right] : [right, " " + editionWords]
    drawBar(arrangement.header, left: way, rights: rights.map { $0 + " " }, on: &frame)
  }

  private var counts: String {
    "\(counted(atlas.actors.count, "actor")) · \(counted(atlas.issues.count, "issue"))"
  }

  var editionWords: String {
    switch edition {
    case .newest: "newest text"
    case .only(let id): "\(atlas.edition(id)?.dateInWords ?? id.text) only"
    }
  }

  /// The ids of the editions that the page quotes, for where words have no room: `2022`, `2022+2023`.
  private var editionTag: String {
    let quoted = derived.page.editions.map(\.id.text)
    if !quoted.isEmpty { return quoted.joined(separator: "+") }
    return switch edition {
    case .newest: "newest"
    case .only(let id): id.text
    }
  }

  /// A line with a left and a right end: of the right ends the first beside which the left one is whole,
  /// or else the shortest that says anything.
  func drawBar(_ rect: Rect, left: StyledText, rights: [String], on frame: inout Frame) {
    frame.canvas.fill(rect, role: .bar)
    let fitting = rights.first { left.columns + DisplayWidth.of($0) <= rect.size.columns }
    let right = fitting ?? rights.last ?? ""
    let rightWidth = DisplayWidth.of(right)
    frame.canvas.write(
      left, at: rect.origin, limit: max(0, rect.size.columns - rightWidth), isCutMarked: true)
    frame.canvas.write(
      right, at: Position(row: rect.firstRow, column: rect.endColumn - rightWidth), role: .bar)
  }

  /// Over the footer, or in its place on small screens: a prompt, a message, or what is in hand.
  func drawStatus(on frame: inout Frame) {
    let rect = derived.arrangement.status
    let isShared = rect == derived.arrangement.footer
    if let prompt {
      drawPrompt(prompt, in: rect, on: &frame)
      return
    }
    if isShared, message.isEmpty { return }
    var text = StyledText(" ")
    if !message.isEmpty {
      text.append(message, role: .plain)
    } else if let count {
      text.append("\(count)", role: .typed)
    } else if !selection.isEmpty, focus != .detail || link == nil {
      text.append(
        "\(counted(selection.count, "page")) selected", role: .typed)
      text.append("; \(keys.label(of: .copyRows)) copies", role: .faint)
    } else if let link, derived.page.targets.indices.contains(link - 1) {
      text.append("[\(link)] ", role: .link)
      text.append(words(for: derived.page.targets[link - 1]), role: .plain)
    } else if !derived.page.editionLine.isEmpty {
      text.append("Text of \(derived.page.editionLine)", role: .faint)
      if !pendingKeys.isEmpty { text = StyledText(" " + pendingKeys.map(\.label).joined()) }
    }
    frame.canvas.fill(rect, role: .plain)
    frame.canvas.write(text, at: rect.origin, limit: rect.size.columns, isCutMarked: true)
  }

  /// Where a target leads, in full: an address is seen before it is opened.
  func words(for target: Target) -> String {
    switch target.destination {
    case .link(let link): link.marked
    case .page(let page): atlas.breadcrumb(of: page).joined(separator: " › ")
    }
  }

  private func drawPrompt(_ prompt: Prompt, in rect: Rect, on frame: inout Frame) {
    let name: String
    let found: String
    if prompt.pane == .detail {
      name = "search text"
      found = "\(derived.matches.count) found"
    } else {
      name =
        "filter " + (kind(of: prompt.pane) == .actors ? "actors" : "issues")
        + (matching == .exact ? " exactly" : "")
      let content = content(of: prompt.pane)
      let isClose = content?.rows.contains(where: \.isClose) ?? false
      found =
        (isClose ? "did you mean " : "")
        + "\(content?.foundCount ?? 0)/\(content?.totalCount ?? 0)"
    }
    drawLine(prompt.line, name: name, found: found, in: rect, on: &frame)
  }

  /// What happened, in a row of its own.
  func drawMessage(_ words: String, in rect: Rect, on frame: inout Frame) {
    frame.canvas.fill(rect, role: .plain)
    frame.canvas.write(
      StyledText(" " + words), at: rect.origin, limit: rect.size.columns, isCutMarked: true)
  }

  /// A sentence over as many lines as it needs, one column from the left edge; why there is nothing, say.
  func drawSentence(_ words: String, in rect: Rect, on frame: inout Frame) {
    let text = Array(words.unicodeScalars)
    let width = rect.size.columns - 2
    for (line, range) in LineBreaking.lines(of: text, width: width).enumerated()
    where line < rect.size.rows {
      frame.canvas.write(
        String(String.UnicodeScalarView(text[range])),
        at: Position(row: rect.firstRow + line, column: rect.firstColumn + 1), role: .warning,
        limit: width)
    }
  }

  /// A line in which something is typed: what for, the text around the cursor, what it has found.
  func drawLine(
    _ line: InputLine, name: String, found: String, in rect: Rect, on frame: inout Frame
  ) {
    frame.canvas.fill(rect, role: .plain)
    let columns = rect.size.columns
    let label = columns < 40 ? "/›" : " \(name)› "
    let start = frame.canvas.write(label, at: rect.origin, role: .prompt)
    let foundWidth = DisplayWidth.of(found) + 1
    let room = max(2, columns - start - foundWidth - 1)
    // A line longer than its room shows the part around the cursor.
    let widths = LineBreaking.columnWidths(of: line.scalars)
    let before = widths.prefix(line.cursor).reduce(0) { $0 + Int($1) }
    let skipped = max(0, before - room + 1)
    frame.canvas.write(
      StyledText(line.text, role: .typed),
      at: Position(row: rect.firstRow, column: start), limit: room, skipping: skipped)
    if columns - foundWidth > start + 4 {
      frame.canvas.write(
        found, at: Position(row: rect.firstRow, column: columns - foundWidth), role: .faint)
    }
    frame.cursor = Position(
      row: rect.firstRow, column: min(columns - 1, start + before - skipped))
    frame.isCursorShown = true
  }

  /// The keys that matter where the focus is, as many as fit; help and the end always.
  func drawFooter(on frame: inout Frame) {
    let rect = derived.arrangement.footer
    frame.canvas.fill(rect, role: .bar)
    var pieces = footerPieces
    func width(_ pieces: [(String, String)]) -> Int {
      pieces.reduce(1) { $0 + DisplayWidth.of($1.0) + 1 + DisplayWidth.of($1.1) + 2 }
    }
    let last = pieces.suffix(2)
    pieces.removeLast(last.count)
    while !pieces.isEmpty, width(pieces + last) > rect.size.columns { pieces.removeLast() }
    var text = StyledText(" ", role: .bar)
    for (key, words) in pieces + last {
      text.append(key, role: .key)
      text.append(" \(words)  ", role: .bar)
    }
    frame.canvas.write(text, at: rect.origin, limit: rect.size.columns)
  }

  /// Keys and words of the footer, most wanted first; the last two always stay.
  private var footerPieces: [(String, String)] {
    if let chooser { return footerPieces(of: chooser) }
    if hints != nil { return [("a–z", "the letters of a link"), ("Esc", "back")] }
    if prompt != nil || searching != nil || view?.isTyping == true {
      let last: [PromptCommand] = [.keep, .restore]
      let order = [.next, .previous] + last
      return order.compactMap { command in
        keys.promptBindings.first { $0.command == command }.flatMap { binding in
          binding.short.map { (Keymap.label(of: binding.keys[0]), $0) }
        }
      }
    }
    return footerCommands.compactMap { command in
      keys.bindings.first { $0.command == command && !$0.keys.isEmpty }?.short
        .map { (keys.label(of: command), $0) }
    }
  }

  private func footerPieces(of chooser: Chooser) -> [(String, String)] {
    func piece(_ command: PromptCommand, _ words: String) -> (String, String) {
      let binding = keys.promptBindings.first { $0.command == command }
      return (binding.map { Keymap.label(of: $0.keys[0]) } ?? "", words)
    }
    let moving = [piece(.next, "next"), piece(.previous, "previous")]
    let isPick = if case .pick = chooser.purpose { true } else { false }
    return moving + (isPick ? [piece(.complete, "take along")] : [])
      + [piece(.keep, "choose"), piece(.restore, isPick ? "cancel" : "back")]
  }

  private var footerCommands: [Command] {
    if case .help? = overlay { return [.moveDown, .moveUp, .filter, .help, .quit] }
    if overlay != nil { return [.moveDown, .moveUp, .escape, .quit] }
    if let view {
      let zooming: [Command] = view.kind == .timeline ? [.zoomIn] : []
      return [.moveDown, .moveUp, .paneLeft, .paneRight] + zooming + [
        .enter, .filter, .edition, .back, .help, .quit,
      ]
    }
    switch focus {
    case .first, .second:
      return [
        .moveDown, .moveUp, .enter, .filter, .turn, .nextPane, .copyLink, .open, .fold, .edition,
        .zoom, .back, .help, .quit,
      ]
    case .detail:
      return [
        .moveDown, .moveUp, .nextLink, .enter, .copyLink, .open, .filter, .paneLeft, .back,
        .edition, .zoom, .turn, .help, .quit,
      ]
    }
  }

  // MARK: Overlays

  func drawOverlay(on frame: inout Frame) {
    let title: String
    let top: Int
    switch overlay {
    case .help(let first): (title, top) = ("All keys", first)
    case .text(let words, _, let first): (title, top) = (words, first)
    case nil: return
    }
    let lines = derived.overlay
    let last = min(lines.count, top + overlayRows)
    drawBar(
      derived.arrangement.header, left: StyledText(" " + title, role: .title),
      rights: [" \(min(top + 1, lines.count))-\(last)/\(lines.count) "], on: &frame)
    for place in min(top, last)..<last {
      frame.canvas.write(
        lines[place], at: Position(row: 1 + place - top, column: 0), limit: size.columns,
        isCutMarked: true)
    }
    drawFooter(on: &frame)
    frame.cursor = Position(row: min(1, size.rows - 1), column: 0)
  }
}
