import AtlasModel
import PlainText
import TextUI

extension State {
  /// What a list holds: actors or issues.
  func kind(of pane: Pane) -> Lead { pane == .first ? lead : lead.turned }

  /// The title of a list, *Issues of ITU 3/18 /priv*, as much of it as so many columns hold.
  ///
  /// What is chosen in the other list goes first where there is no room, then the name.
  func listTitle(of pane: Pane, columns: Int) -> StyledText {
    guard let content = content(of: pane) else { return StyledText() }
    let kind = kind(of: pane) == .actors ? "Actors" : "Issues"
    let context = pane == .second ? chosenInFirst : nil
    let count = "\(content.foundCount)/\(content.totalCount)"
    let query = query(of: pane)
    let names = [context.map { "\(kind) \($0)" }, kind, query.isEmpty ? nil : ""]
    var title = StyledText()
    for name in names.compactMap({ $0 }) {
      title = StyledText(name.isEmpty ? " " : " \(name) ", role: .title)
      title.append(count, role: .label)
      if !query.isEmpty { title.append(" /\(query)", role: .match) }
      title.append(" ", role: .label)
      if title.columns <= columns { break }
    }
    return title
  }

  /// What the second list belongs to, in words: *of ITU*, *on E-waste*; nil for all.
  private var chosenInFirst: String? {
    switch first {
    case .actor(let id): "of \(atlas.actor(id)?.label ?? id.text)"
    case .issue(let id): "on \(atlas.issue(id)?.name ?? id.text)"
    case .basket(let id): "on \(atlas.basket(id)?.name ?? id.text)"
    case .atlas, .overview: nil
    }
  }

  func drawList(_ pane: Pane, on frame: inout Frame) {
    guard let rect = derived.arrangement.panes[pane], let content = content(of: pane) else {
      return
    }
    let hasFocus = focus == pane
    let inHand = row(in: pane).flatMap { content.place(of: $0) }
    drawBox(
      rect, title: listTitle(of: pane, columns: rect.size.columns - 5),
      position: "\((inHand ?? 0) + 1)/\(content.rows.count)",
      hasFocus: hasFocus, on: &frame)
    let area = derived.arrangement.content(of: pane)
    let top = pane == .first ? firstTop : secondTop
    let chosen = pane == .second ? first : nil
    let labelWidth = labelWidth(of: content)
    let selected = Set(selection)
    for (line, row) in content.rows.dropFirst(top).prefix(area.size.rows).enumerated() {
      let isInHand = top + line == inHand
      let rowRect = Rect(
        row: area.firstRow + line, column: area.firstColumn, rows: 1, columns: area.size.columns)
      var drawn = lists.drawn(row, for: chosen, listQuestion)
      if row.row.isFound, selected.contains(page(of: row.row, in: pane)) {
        drawn.count = drawn.count.isEmpty ? "*" : "* " + drawn.count
      }
      draw(row, drawn, in: rowRect, labelWidth: labelWidth, on: &frame)
      guard isInHand else { continue }
      frame.canvas.paint(rowRect) { role in
        let chosen: Role = hasFocus ? .selected : .selectedElsewhere
        return role == .match ? chosen.matched : chosen
      }
      frame.canvas.write("▶", at: rowRect.origin, role: hasFocus ? .selected : .selectedElsewhere)
      if hasFocus { frame.cursor = rowRect.origin }
    }
    let free = Rect(
      row: area.firstRow + content.rows.count, column: area.firstColumn,
      rows: area.size.rows - content.rows.count, columns: area.size.columns)
    if content.foundCount == 0, top == 0 {
      drawSentence(emptySentence(for: pane), in: free, on: &frame)
    }
  }

  /// An actor's full name stands beside its label only where so many columns are left for it.
  private static let detailRoom = 24

  /// The widest of the labels that a full name stands beside, of a long list the first ones'.
  private func labelWidth(of content: ListContent) -> Int {
    content.rows.prefix(100).map { row in
      guard case .actor = row.row, case let actor = atlas.actors[row.place],
        actor.label != actor.name
      else { return 0 }
      return DisplayWidth.of(actor.label)
    }.max() ?? 0
  }

  private func draw(
    _ row: ListRow, _ drawn: DrawnRow, in rect: Rect, labelWidth: Int, on frame: inout Frame
  ) {
    let role: Role =
      switch row.row {
      case .basket: .heading
      case .atlas, .overview: .label
      case .issue, .actor: drawn.isFaint ? .faint : .plain
      }
    var text = StyledText()
    switch row.row {
    case .basket: text.append(row.isFolded ? "▸ " : "▾ ", role: role)
    case .issue: text.append("  ", role: role)
    case .atlas, .overview, .actor: break
    }
    if row.isClose { text.append("≈ ", role: .warning) }
    text.append(drawn.name, marking: drawn.nameMatches, role: role)
    if let alias = drawn.alias {
      text.append(" (", role: .faint)
      text.append(alias, marking: drawn.aliasMatches, role: .faint)
      text.append(")", role: .faint)
    } else if let detail = drawn.detail, rect.size.columns - labelWidth >= Self.detailRoom {
      let padding = max(2, labelWidth + 2 - DisplayWidth.of(drawn.name))
      text.append(String(repeating: " ", count: padding), role: .faint)
      text.append(detail, marking: drawn.aliasMatches, role: .faint)
    }
    let countWidth = drawn.count.isEmpty ? 0 : DisplayWidth.of(drawn.count) + 1
    let room = rect.size.columns - 1 - (countWidth == 0 ? 1 : countWidth + 1)
    frame.canvas.write(
      text, at: Position(row: rect.firstRow, column: rect.firstColumn + 1), limit: room,
      isCutMarked: true)
    guard countWidth > 0, room > 0 else { return }
    frame.canvas.write(
      drawn.count,
      at: Position(row: rect.firstRow, column: rect.endColumn - countWidth), role: .faint)
  }

  /// Why there is nothing, and what there would be.
  func emptySentence(for pane: Pane) -> String {
    let kind = kind(of: pane) == .actors ? "actor" : "issue"
    let context = pane == .second ? chosenInFirst.map { " \($0)" } ?? "" : ""
    let subject = "No \(kind)\(context)"
    let own = query(of: pane)
    let other = query(of: pane == .first ? .second : .first)
    if atlas.actors.isEmpty, kind == "actor" { return "This atlas has no actor." }
    if atlas.issues.isEmpty, kind == "issue" { return "This atlas has no issue." }
    if own.isEmpty, other.isEmpty {
      return kind == "actor"
        ? "No profile has a section on it." : "This profile has a section on no issue."
    }
    if own.isEmpty {
      return subject + " has anything that matches “\(other)” in the other list."
    }
    var sentence = subject + " matches “\(own)”."
    if pane == .first, !other.isEmpty { sentence += " The other list is narrowed to “\(other)”." }
    let parts = QueryParts(own).withoutOne.map { part in
      "\(part.words): \(foundCount(of: part.rest, in: pane))"
    }
    if !parts.isEmpty { sentence += " " + parts.joined(separator: ", ") + "." }
    return sentence + elsewhere(own, than: pane)
  }

  /// What the same query would find in the other list, and how to get there.
  private func elsewhere(_ query: String, than pane: Pane) -> String {
    guard pane == .first else { return "" }
    let question = ListQuestion(
      lead: lead.turned, firstQuery: query, secondQuery: "", folded: [], edition: edition)
    var lists = lists
    let count = lists.first(question).foundCount
    guard count > 0 else { return "" }
    let others = counted(count, lead == .actors ? "issue" : "actor")
    return " But \(others) would: “\(keys.label(of: .clearFilters))” clears this filter, "
      + "“\(keys.label(of: .turn))” turns the lists round."
  }

  private func foundCount(of query: String, in pane: Pane) -> Int {
    var question = listQuestion
    var lists = lists
    switch pane {
    case .first:
      question.firstQuery = query
      return lists.first(question).foundCount
    case .second:
      question.secondQuery = query
      return lists.second(for: first, question).foundCount
    case .detail: return 0
    }
  }
}
