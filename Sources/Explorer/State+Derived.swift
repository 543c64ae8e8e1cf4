import AtlasModel
package import TextUI

/// What follows from the state: rows, page and lines.
///
/// Only `refresh()` makes it.
struct Derived: Sendable {
  var first = ListContent(rows: [], foundCount: 0, totalCount: 0)
  var second = ListContent(rows: [], foundCount: 0, totalCount: 0)
  var arrangement = Arrangement(
    size: Size(rows: 0, columns: 0), focus: .first, list: .first, lead: .actors,
    isZoomed: false)
  /// The page in hand as it is laid out; nil before the first refresh.
  fileprivate(set) var laidOut: LaidOutPage?
  var shelf = PageShelf()
  var matches: [TextSpan] = []
  /// What the open view shows.
  var view: (any ViewContent)?
  /// What lies over the panes.
  var overlay = OverlayLines()
  /// Kept from key to key while links are looked at.
  var links: LinkIndex?

  // The questions that the answers above belong to.
  fileprivate var listQuestion: ListQuestion?
  fileprivate var secondQuestion: Row?
  fileprivate var searchQuestion: SearchQuestion?
  fileprivate var viewQuestion: ViewQuestion?
  fileprivate var overlayQuestion: OverlayQuestion?

  var page: Page { laidOut?.page ?? LaidOutPage.none.page }
  var detail: PageLayout { laidOut?.detail ?? LaidOutPage.none.detail }
  var side: PageLayout { laidOut?.side ?? LaidOutPage.none.side }

  fileprivate struct OverlayQuestion: Hashable {
    /// Nil for help.
    let text: String?
    let columns: Int
  }

  fileprivate struct ViewQuestion: Hashable {
    let kind: ViewKind
    let query: String
    let edition: EditionChoice
    let order: ListOrder
    let isFolded: Bool
    let matching: Matching
    /// What documents depend on besides: their width, and which column comes first.
    let width: Int
    let column: Int
    let subject: CompareSubject?
  }

  fileprivate struct SearchQuestion: Hashable {
    let page: PageQuestion
    let terms: [String]
  }
}

extension State {
  /// Brings everything that follows from the state up to it, and what is out of range back into it.
  ///
  /// Afterwards the rows in hand exist and are on the screen, and no top is beyond an end.
  mutating func refresh() {
    refreshLists()
    derived.arrangement = Arrangement(
      size: size, focus: focus, list: list, lead: lead, isZoomed: isZoomed, widening: widening)
    // Nobody has to press a key as often again to get back from beyond a limit.
    if !isZoomed { widening = derived.arrangement.widening }
    refreshPage()
    refreshView()
    refreshOverlay()
    keepInView()
  }

  private mutating func refreshOverlay() {
    let question: Derived.OverlayQuestion? =
      switch overlay {
      case nil: nil
      case .help: Derived.OverlayQuestion(text: nil, columns: size.columns)
      case .text(_, let text, _): Derived.OverlayQuestion(text: text, columns: size.columns)
      }
    guard question != derived.overlayQuestion else { return }
    derived.overlay = overlayLines()
    derived.overlayQuestion = question
  }

  private mutating func refreshView() {
    guard let view else {
      derived.view = nil
      derived.viewQuestion = nil
      derived.links = nil
      return
    }
    let question = Derived.ViewQuestion(
      kind: view.kind, query: view.line.text, edition: edition, order: view.order,
      isFolded: view.isFolded, matching: matching, width: size.columns,
      column: view.kind == .compare ? view.column : 0, subject: view.subject)
    guard question != derived.viewQuestion else { return }
    if !question.query.isEmpty { lists.prepare() }
    if view.kind == .links, derived.links?.edition != edition {
      derived.links = LinkIndex(of: atlas, in: edition)
    }
    let whole = atlas
    if !question.query.isEmpty { derived.links?.prepare(for: whole) }
    derived.view = content(of: view)
    derived.viewQuestion = question
  }

  private mutating func refreshLists() {
    let question = listQuestion
    if question.isFiltered { lists.prepare() }
    let isNew = question != derived.listQuestion
    if isNew {
      derived.first = lists.first(question)
      derived.listQuestion = question
    }
    if derived.first.place(of: first) == nil {
      // The row in hand was filtered out or folded away: its basket, what was found, or the atlas.
      let basket = basketRow(of: first)
      let isFolded = basket.map { derived.first.place(of: $0) != nil } ?? false
      first =
        (!question.isFiltered && isFolded ? basket : nil)
        ?? derived.first.firstFound ?? .atlas
    }
    if isNew || derived.secondQuestion != first {
      derived.second = lists.second(for: first, question)
      derived.secondQuestion = first
    }
    if secondQuery.isEmpty, derived.second.place(of: wantedSecond) == nil,
      let basket = basketRow(of: wantedSecond), case .basket(let id) = basket,
      folded.contains(id), derived.second.place(of: basket) != nil
    {
      wantedSecond = basket
    }
  }

  var listQuestion: ListQuestion {
    ListQuestion(
      lead: lead, firstQuery: firstQuery, secondQuery: secondQuery, folded: folded,
      edition: edition, matching: matching, order: order)
  }

  private func basketRow(of row: Row) -> Row? {
    guard case .issue(let issue) = row else { return nil }
    return atlas.issue(issue).map { .basket($0.basket) }
  }

  /// The page that the two chosen rows mean together.
  var chosenPage: PageID { Self.page(of: first, second) }

  /// The page that a row of the first list and one of the second mean together.
  static func page(of first: Row, _ second: Row) -> PageID {
    switch (first, second) {
    case (.atlas, .overview), (.atlas, .atlas), (.overview, _): .atlas
    case (.actor(let actor), .issue(let issue)), (.issue(let issue), .actor(let actor)):
      .entry(Entry.ID(actor: actor, issue: issue))
    case (_, .basket(let basket)), (.basket(let basket), .overview), (.basket(let basket), .atlas):
      .basket(basket)
    case (_, .actor(let actor)), (.actor(let actor), _): .actor(actor)
    case (_, .issue(let issue)), (.issue(let issue), _): .issue(issue)
    }
  }

  private mutating func refreshPage() {
    let question = question(of: chosenPage)
    let before = derived.laidOut?.question
    if question != before {
      let kept = derived.shelf.page(for: question)
      let shown = kept ?? laidOut(question)
      if kept == nil { derived.shelf.keep(shown) }
      let isSamePage = before?.subject.page == question.subject.page
      let inHand = isSamePage ? destinationInHand : nil
      if !isSamePage {
        detailTop = 0
        sideTop = 0
        detailColumn = 0
        matchInHand = nil
      }
      derived.laidOut = shown
      // Another edition numbers its links anew: what was in hand stays in hand.
      if before?.subject != question.subject { takeLink(to: inHand) }
    }
    let searchQuestion = Derived.SearchQuestion(page: question, terms: searchTerms ?? [search])
    if searchQuestion != derived.searchQuestion {
      derived.matches =
        derived.detail.matches(of: searchQuestion.terms, isSide: false)
        + derived.side.matches(of: searchQuestion.terms, isSide: true)
      derived.searchQuestion = searchQuestion
      if let match = matchInHand, match >= derived.matches.count { matchInHand = nil }
    }
  }

  private mutating func keepInView() {
    firstTop = top(firstTop, of: .first)
    secondTop = top(secondTop, of: .second)
    let lastTop = max(0, derived.detail.lines.count - visibleRows(of: .detail))
    detailTop = min(max(0, detailTop), lastTop)
    sideTop = min(max(0, sideTop), max(0, derived.side.lines.count - visibleSideRows))
    let lastColumn = isWrapped ? 0 : max(0, derived.detail.width - derived.arrangement.textWidth)
    detailColumn = min(max(0, detailColumn), lastColumn)
    scrollOverlay(by: 0)
    keepSearchInView()
    let choices = visibleChoices
    chooser?.keepInView(rows: choices)
    keepViewInView()
  }

  /// The top nearest to the given one with which the row in hand is on the screen.
  private func top(_ top: Int, of pane: Pane) -> Int {
    guard let content = content(of: pane), let row = row(in: pane),
      let place = content.place(of: row)
    else { return 0 }
    let visible = max(1, visibleRows(of: pane))
    let lastTop = max(0, content.rows.count - visible)
    return min(max(min(top, place), place - visible + 1), max(lastTop, 0))
  }

  var visibleSideRows: Int {
    derived.arrangement.side.map { derived.arrangement.content(of: $0).size.rows } ?? 0
  }

  /// Rows or lines of a pane that are on the screen.
  func visibleRows(of pane: Pane) -> Int { derived.arrangement.content(of: pane).size.rows }
}

// MARK: Invariants

extension State {
  /// The panes that have room on the screen now.
  package var panesOnScreen: [Pane] {
    !isCovered
      ? Pane.allCases.filter { !derived.arrangement.content(of: $0).isEmpty } : []
  }

  /// The boxes that are drawn now; none of them where there is no room for borders, or under an overlay.
  package var bordersOnScreen: [Rect] {
    guard !isCovered, !isWhichKeyShown, derived.arrangement.hasBorders else { return [] }
    let boxes =
      Array(derived.arrangement.panes.values) + [derived.arrangement.side].compactMap { $0 }
    return boxes.filter { $0.size.rows >= 2 && $0.size.columns >= 2 }
  }

  /// Whether the row in hand of a list is among the rows on the screen.
  package func isSelectionVisible(in pane: Pane) -> Bool {
    guard let content = content(of: pane), let row = row(in: pane),
      let place = content.place(of: row)
    else { return false }
    let top = pane == .first ? firstTop : secondTop
    return (top..<top + visibleRows(of: pane)).contains(place)
  }
}
