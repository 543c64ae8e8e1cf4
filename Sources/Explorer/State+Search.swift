import FuzzyMatching
import PlainText
import TextUI

/// Search everything: what is typed, and what it has found so far.
struct SearchScreen: Sendable {
  var line: InputLine
  var recall = QueryRecall()
  /// What is found by its names, and in the passages looked through, best first.
  fileprivate(set) var found: [Search.Found] = []
  /// How many passages were looked through; text comes after names, in slices between keys.
  fileprivate(set) var scannedCount = 0
  fileprivate var passageQuestion: Search.PassageQuestion?
  fileprivate var narrowing = Narrowing()
  /// The hit in hand and the first one on the screen, counted from 0.
  var selected = 0
  var top = 0
}

extension State {
  /// Whether there is work left that need not wait for a key: names are made ready for queries after the first
  /// screen, running text is looked through, long documents are broken into lines and the next page is made
  /// between keys.
  package var hasWork: Bool {
    lists.search == nil || isSearchUnfinished || derived.view?.isUnfinished == true
      || expectedPage != nil
  }

  /// Whether there is running text that the present search has not looked through yet.
  package var isSearchUnfinished: Bool {
    guard let searching, let search = lists.search else { return false }
    return !searching.line.text.isEmpty && searching.scannedCount < search.passageCount
  }

  mutating func beginSearch(_ text: String) {
    prompt = nil
    lists.prepare()
    searching = SearchScreen(line: InputLine(text))
    searchTyped()
  }

  /// What is asked for now.
  var searchQuery: Query { matching.query(searching?.line.text ?? "") }

  /// Looks for what has been typed so far: names at once, running text when nobody types.
  mutating func searchTyped() {
    guard var screen = searching, let search = lists.search else { return }
    screen.found = search.things(searchQuery, narrowing: &screen.narrowing)
    screen.scannedCount = 0
    screen.passageQuestion = nil
    screen.selected = 0
    screen.top = 0
    searching = screen
  }

  /// Looks through the next slice of the running text; what is in hand stays in hand.
  mutating func goOnSearching() {
    guard isSearchUnfinished, var screen = searching, let search = lists.search else { return }
    let end = min(screen.scannedCount + Search.sliceCount, search.passageCount)
    let inHand = screen.selected > 0 ? screen.found[screen.selected] : nil
    let question = screen.passageQuestion ?? search.passageQuestion(searchQuery)
    screen.passageQuestion = question
    screen.found = Search.merged(
      screen.found, search.passages(question, in: screen.scannedCount..<end))
    screen.scannedCount = end
    if let inHand, let place = screen.found.firstIndex(of: inHand) { screen.selected = place }
    searching = screen
  }

  mutating func takeInSearch(_ key: Key) -> [Effect] {
    let command = keys.promptCommand(for: key)
    // Whoever moves or goes on means what there is: at least a first look at the text.
    if command != nil, searching?.scannedCount == 0 { goOnSearching() }
    switch command {
    case .keep: return goToHit()
    case .restore: searching = nil
    case .next: moveInSearch(by: 1)
    case .previous: moveInSearch(by: -1)
    case .nextPage: moveInSearch(by: max(1, visibleHits - 1))
    case .previousPage: moveInSearch(by: -max(1, visibleHits - 1))
    case .suspend: return [.suspend]
    case .matching: changeMatching()
    case .complete:
      searching?.line.completeField()
      searchTyped()
    case .earlierQuery: recallInSearch(.backward)
    case .laterQuery: recallInSearch(.forward)
    case nil where key == Key(.backspace) && searching?.line.scalars.isEmpty == true:
      searching = nil
    case nil:
      let before = searching?.line.text
      if let command = keys.editCommand(for: key) {
        searching?.line.edit(command)
      } else if let typed = key.typed {
        searching?.line.insert(typed)
      }
      if searching?.line.text != before { searchTyped() }
    }
    return []
  }

  /// The wheel moves, a press takes a hit in hand, a double one goes to it.
  mutating func takeInSearch(_ event: MouseEvent) -> [Effect] {
    guard let screen = searching else { return [] }
    let place = screen.top + (event.position.row - 1) / rowsOfHit
    let isOnHit =
      event.position.row >= 1 && place < screen.top + visibleHits
      && screen.found.indices.contains(place)
    switch event.action {
    case .wheelDown: moveInSearch(by: 3)
    case .wheelUp: moveInSearch(by: -3)
    case .press: if isOnHit { searching?.selected = place }
    case .doublePress: return isOnHit && screen.selected == place ? goToHit() : []
    }
    return []
  }

  private mutating func recallInSearch(_ direction: Direction) {
    guard var screen = searching,
      let line = screen.recall.step(direction, from: screen.line, in: queries)
    else { return }
    screen.line = line
    searching = screen
    searchTyped()
  }

  private mutating func moveInSearch(by steps: Int) {
    guard let screen = searching, !screen.found.isEmpty else { return }
    searching?.selected = min(max(0, screen.selected + steps), screen.found.count - 1)
  }

  /// Opens the page of the hit in hand, its words marked.
  private mutating func goToHit() -> [Effect] {
    guard let screen = searching, let search = lists.search,
      screen.found.indices.contains(screen.selected)
    else { return [] }
    let hit = search.hit(screen.found[screen.selected], searchQuery)
    let effects = keep(screen.line.text)
    searching = nil
    follow(hit.page)
    self.search = screen.line.text
    searchTerms = hit.terms
    matchInHand = nil
    refresh()
    let matches = derived.matches
    if !matches.isEmpty { moveToFirstMatch(of: hit) }
    message =
      matches.isEmpty
      ? "Found by name; no word of it stands on this page"
      : "\(keys.label(of: .nextMatch)) and \(keys.label(of: .previousMatch)) go through "
        + counted(matches.count, "match", "matches")
    return effects
  }

  /// The match in the passage that was found, or else the first on the page.
  private mutating func moveToFirstMatch(of hit: SearchHit) {
    let wanted = FoldedText(hit.snippet)
    let place = derived.matches.firstIndex { match in
      guard hit.kind == .text || hit.kind == .fact, !match.isInSide else { return false }
      let text = derived.detail.elements[match.element].text
      return !FoldedText(text.searched.text).ranges(of: wanted).isEmpty
    }
    let match = place ?? 0
    matchInHand = match
    bringIntoView(derived.matches[match])
  }

  // MARK: On the screen

  /// Rows that a hit takes: two where there is room.
  var rowsOfHit: Int { size.rows >= 14 ? 2 : 1 }

  var visibleHits: Int { max(1, (size.rows - 3) / rowsOfHit) }

  mutating func keepSearchInView() {
    guard let screen = searching else { return }
    let last = max(0, screen.found.count - 1)
    let selected = min(max(0, screen.selected), last)
    let visible = visibleHits
    let lowest = max(0, screen.found.count - visible)
    searching?.selected = selected
    searching?.top = min(max(min(screen.top, selected), selected - visible + 1), lowest)
  }
}
