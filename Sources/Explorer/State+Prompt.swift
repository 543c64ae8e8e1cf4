import TextUI

extension State {
  /// Opens the line in which a filter or a search is typed, with what stands there.
  mutating func beginPrompt() {
    let query = query(of: focus)
    prompt = Prompt(
      pane: focus, line: InputLine(query),
      before: Prompt.Snapshot(query: query, place: place))
  }

  mutating func takeInPrompt(_ key: Key) -> [Effect] {
    switch keys.promptCommand(for: key) {
    case .keep:
      let query = prompt?.line.text ?? ""
      prompt = nil
      return keep(query)
    case .restore: cancelPrompt()
    case .next: movePromptSelection(.forward)
    case .previous: movePromptSelection(.backward)
    case .nextPage: movePromptPage(.forward)
    case .previousPage: movePromptPage(.backward)
    case .suspend: return [.suspend]
    case .matching: changeMatching()
    case .complete:
      prompt?.line.completeField()
      takeTyped()
    case .earlierQuery: recall(.backward)
    case .laterQuery: recall(.forward)
    case nil where key == Key(.backspace) && prompt?.line.scalars.isEmpty == true:
      // Nothing left to take away: the reader wants out.
      cancelPrompt()
    case nil:
      if let command = keys.editCommand(for: key) {
        prompt?.line.edit(command)
      } else if let typed = key.typed {
        prompt?.line.insert(typed)
      } else {
        return []
      }
      takeTyped()
    }
    return []
  }

  private mutating func movePromptSelection(_ direction: Direction) {
    if prompt?.pane == .detail {
      moveToMatch(direction)
    } else {
      move(by: direction == .forward ? 1 : -1)
    }
  }

  private mutating func movePromptPage(_ direction: Direction) {
    guard let pane = prompt?.pane, pane != .detail else { return }
    let rows = max(1, visibleRows(of: pane) - 1)
    move(by: direction == .forward ? rows : -rows)
  }

  private mutating func recall(_ direction: Direction) {
    guard var open = prompt, let line = open.recall.step(direction, from: open.line, in: queries)
    else { return }
    open.line = line
    prompt = open
    takeTyped()
  }

  /// Narrows to what has been typed so far.
  mutating func takeTyped() {
    guard let prompt else { return }
    let text = prompt.line.text
    switch prompt.pane {
    case .first: firstQuery = text
    case .second: secondQuery = text
    case .detail:
      search = text
      searchTerms = nil
    }
    refresh()
    switch prompt.pane {
    case .first, .second: chooseFound(in: prompt.pane, before: prompt.before.place)
    case .detail:
      matchInHand = nil
      detailTop = prompt.before.place.detailTop
      if let match = firstMatchInView ?? derived.matches.indices.first {
        matchInHand = match
        bringIntoView(derived.matches[match])
      }
    }
  }

  /// Keeps the row that was in hand if it is still there, or takes the first that was found.
  private mutating func chooseFound(in pane: Pane, before place: Place) {
    guard let content = content(of: pane) else { return }
    let wanted = pane == .first ? place.first : place.second
    let isKept = content.place(of: wanted) != nil && (wanted.isFound || query(of: pane).isEmpty)
    select(isKept ? wanted : content.firstFound ?? wanted, in: pane)
  }

  private mutating func cancelPrompt() {
    guard let prompt else { return }
    switch prompt.pane {
    case .first: firstQuery = prompt.before.query
    case .second: secondQuery = prompt.before.query
    case .detail: search = prompt.before.query
    }
    self.prompt = nil
    let place = prompt.before.place
    (first, wantedSecond) = (place.first, place.second)
    refresh()
    detailTop = place.detailTop
    takeLink(to: place.destination)
  }

  /// The first match at or below the top of the detail; those of the side panel come after all others.
  private var firstMatchInView: Int? {
    derived.matches.firstIndex { $0.isInSide || derived.detail.line(of: $0) >= detailTop }
  }

  mutating func bringIntoView(_ match: TextSpan) {
    if match.isInSide {
      bringIntoSideView(line: derived.side.line(of: match))
    } else {
      bringIntoView(line: derived.detail.line(of: match))
    }
  }

  /// To the next match of the search, round and round; says which of how many it is.
  mutating func moveToMatch(_ direction: Direction) {
    guard !search.isEmpty else {
      message = "No search yet; \(keys.label(of: .focusDetail)) then \(keys.label(of: .filter))"
      return
    }
    let matches = derived.matches
    guard !matches.isEmpty else {
      message = "“\(search)” is not on this page"
      return
    }
    let steps = min(count ?? 1, matches.count)
    var next: Int
    if let current = matchInHand {
      let step = direction == .forward ? steps : matches.count - steps
      next = (current + step) % matches.count
    } else {
      let ahead = firstMatchInView
      next = direction == .forward ? ahead ?? 0 : (ahead ?? matches.count) - 1
      if next < 0 { next = matches.count - 1 }
    }
    matchInHand = next
    bringIntoView(matches[next])
    message = "Match \(next + 1) of \(matches.count)"
  }
}
