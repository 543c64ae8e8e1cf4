import TextUI

extension State {
  /// Search everything, over the whole screen.
  func drawSearch(on frame: inout Frame) {
    guard let screen = searching, let search = lists.search else { return }
    let header = derived.arrangement.header
    let count =
      screen.line.text.isEmpty
      ? "" : " \(screen.found.count) found\(isSearchUnfinished ? " so far" : "") "
    drawBar(
      header, left: StyledText(" Search everything", role: .title), rights: [count], on: &frame)
    let status = Rect(row: size.rows - 2, column: 0, rows: 1, columns: size.columns)
    let body = Rect(row: 1, column: 0, rows: max(0, size.rows - 3), columns: size.columns)
    if screen.found.isEmpty {
      drawSearchHint(screen, in: body, on: &frame)
    }
    let query = searchQuery
    let shown = screen.found.dropFirst(screen.top).prefix(visibleHits)
    for (place, found) in shown.enumerated() {
      let hit = search.hit(found, query)
      let rect = Rect(
        row: body.firstRow + place * rowsOfHit, column: 0, rows: rowsOfHit, columns: size.columns)
      draw(hit, isInHand: screen.top + place == screen.selected, in: rect, on: &frame)
    }
    drawFooter(on: &frame)
    drawLine(
      screen.line, name: matching == .fuzzy ? "search everything" : "search exactly",
      found: "", in: status, on: &frame)
    if !message.isEmpty { drawMessage(message, in: derived.arrangement.footer, on: &frame) }
  }

  private func draw(_ hit: SearchHit, isInHand: Bool, in rect: Rect, on frame: inout Frame) {
    let kind = hit.isClose ? "did you mean" : hit.kind.rawValue
    let kindWidth = DisplayWidth.of(kind) + 1
    var title = StyledText("", role: .plain)
    if hit.isClose { title.append("≈ ", role: .warning) }
    title.append(hit.title, marking: hit.titleMatches, role: .plain)
    if !hit.reason.isEmpty {
      title.append(" (", role: .faint)
      title.append(hit.reason, marking: hit.reasonMatches, role: .faint)
      title.append(")", role: .faint)
    }
    let isTwoRows = rect.size.rows > 1
    if !isTwoRows, !hit.snippet.isEmpty {
      title.append("  ", role: .faint)
      title.append(hit.snippet, marking: hit.snippetMatches, role: .faint)
    }
    let room = rect.size.columns - 2 - (rect.size.columns >= 40 ? kindWidth + 1 : 0)
    frame.canvas.write(
      title, at: Position(row: rect.firstRow, column: 2), limit: max(0, room), isCutMarked: true)
    if rect.size.columns >= 40 {
      frame.canvas.write(
        kind, at: Position(row: rect.firstRow, column: rect.endColumn - kindWidth), role: .faint)
    }
    if isTwoRows {
      var snippet = StyledText("", role: .faint)
      // A window of the text that shows its first match, whatever the width.
      let first = hit.snippetMatches.first?.lowerBound ?? 0
      let width = rect.size.columns - 7
      let start = first > width / 2 ? first - width / 3 : 0
      let scalars = Array(hit.snippet.unicodeScalars)
      let cut = String(String.UnicodeScalarView(scalars[min(start, scalars.count)...]))
      if start > 0 { snippet.append("…", role: .faint) }
      snippet.append(
        cut,
        marking: hit.snippetMatches.filter { $0.lowerBound >= start }.map {
          $0.lowerBound - start..<$0.upperBound - start
        }, role: .faint)
      frame.canvas.write(
        snippet, at: Position(row: rect.firstRow + 1, column: 4),
        limit: max(0, rect.size.columns - 5), isCutMarked: true)
    }
    guard isInHand else { return }
    let line = Rect(row: rect.firstRow, column: 0, rows: 1, columns: rect.size.columns)
    frame.canvas.paint(line) { role in role == .match ? Role.selected.matched : .selected }
    frame.canvas.write("▶", at: line.origin, role: .selected)
  }

  /// What search is for, or why there is nothing.
  private func drawSearchHint(_ screen: SearchScreen, in rect: Rect, on frame: inout Frame) {
    for (line, text) in searchHint(screen).enumerated() where line < rect.size.rows {
      frame.canvas.write(
        text, at: Position(row: rect.firstRow + line, column: 1), limit: max(0, size.columns - 2),
        isCutMarked: true)
    }
  }

  private func searchHint(_ screen: SearchScreen) -> [StyledText] {
    func wrapped(_ text: String, _ role: Role) -> [StyledText] {
      let scalars = Array(text.unicodeScalars)
      return LineBreaking.lines(of: scalars, width: max(8, size.columns - 2)).map {
        StyledText(String(String.UnicodeScalarView(scalars[$0])), role: role)
      }
    }
    if screen.line.text.isEmpty {
      var lines = wrapped(
        "Actors, issues, what one says on the other, what they name, figures and text.", .plain)
      lines += wrapped(
        "Words in any order; 'exact, ^beginning, end$, !not, this | that; actor: issue: basket: "
          + "topic: kind: year: edition: text: look in one place.", .faint)
      if !queries.isEmpty {
        lines +=
          [StyledText()]
          + wrapped("Lately: " + queries.suffix(5).reversed().joined(separator: " · "), .faint)
      }
      return lines
    }
    if isSearchUnfinished {
      return wrapped("Nothing yet; the text is still being looked through.", .faint)
    }
    return wrapped(nothingFound(screen.line.text), .warning)
  }

  /// Why nothing was found, and what there would be, where looking for that does not keep the next key
  /// waiting.
  private func nothingFound(_ typed: String) -> String {
    let sentence = "Nothing holds “\(typed)”."
    guard let search = lists.search, search.passageCount <= 5 * Search.sliceCount else {
      return sentence
    }
    let parts = QueryParts(typed).withoutOne.map { part in
      "\(part.words): \(search.all(matching.query(part.rest)).count)"
    }
    return parts.isEmpty ? sentence : sentence + " " + parts.joined(separator: ", ") + "."
  }
}

/// The words of a query, to say what each of them costs.
struct QueryParts {
  private let words: [String]

  init(_ typed: String) {
    words = typed.split(separator: " ").map(String.init).filter { $0 != "|" }
  }

  /// The query without each of its words, in words that say so: of two, the other one alone.
  var withoutOne: [(words: String, rest: String)] {
    switch words.count {
    case ...1: []
    case 2: words.map { ("“\($0)” alone", $0) }
    default:
      words.indices.map { place in
        let rest = words.indices.filter { $0 != place }.map { words[$0] }.joined(separator: " ")
        return ((place == 0 ? "Without" : "without") + " “\(words[place])”", rest)
      }
    }
  }
}
