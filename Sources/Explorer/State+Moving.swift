import AtlasModel
import TextUI

/// Which way a command goes.
enum Direction: Hashable, Sendable {
  case forward
  case backward
}

extension State {
  /// Chooses a row of a list.
  mutating func select(_ row: Row, in pane: Pane) {
    switch pane {
    case .first: first = row
    case .second: wantedSecond = row
    case .detail: return
    }
  }

  /// Moves the row in hand, or the detail, by so many rows or lines; stops at the ends.
  mutating func move(by rows: Int) {
    lastMove = rows < 0 ? .backward : .forward
    if focus == .detail {
      detailTop = Self.sum(detailTop, rows)
    } else if let content = content(of: focus), let row = row(in: focus),
      let place = content.place(of: row)
    {
      move(to: Self.sum(place, rows))
    }
  }

  /// Moves to a row or line, counted from 0; to the last one where there are fewer.
  mutating func move(to place: Int) {
    if focus == .detail {
      detailTop = place
    } else if let content = content(of: focus), !content.rows.isEmpty {
      select(content.rows[min(max(0, place), content.rows.count - 1)].row, in: focus)
    }
  }

  /// A sum that stays in range whatever count was typed.
  private static func sum(_ place: Int, _ rows: Int) -> Int {
    let (sum, isTooLarge) = place.addingReportingOverflow(rows)
    return isTooLarge ? (rows > 0 ? .max : 0) : max(0, sum)
  }

  /// To the next basket of a list, or the next heading of the detail.
  mutating func moveToGroup(_ direction: Direction) {
    for _ in 0..<min(count ?? 1, 1_000) {
      if focus == .detail {
        let lines = derived.detail.headingLines
        let next =
          direction == .forward
          ? lines.first { $0 > detailTop } : lines.last { $0 < detailTop }
        guard let next else { return }
        detailTop = next
      } else {
        guard let content = content(of: focus), let row = row(in: focus),
          let place = content.place(of: row)
        else { return }
        let next =
          direction == .forward
          ? content.rows[(place + 1)...].first(where: \.row.isBasket)
          : content.rows[..<place].last(where: \.row.isBasket)
        guard let next else { return }
        select(next.row, in: focus)
      }
    }
  }

  /// `Enter`: to the right; in the detail to where the link in hand leads.
  mutating func enter() -> [Effect] {
    switch focus {
    case .first: focus(on: .second)
    case .second: focus(on: .detail)
    case .detail: return followLink()
    }
    return []
  }

  // MARK: Turning round

  /// Actors first or issues first, with the page in hand staying in hand.
  mutating func turn() {
    remember()
    let page = chosenPage
    lead = lead.turned
    // A query stays with what it was typed over: actors or issues.
    swap(&firstQuery, &secondQuery)
    firstTop = 0
    secondTop = 0
    show(page)
    reveal()
  }

  /// Chooses the rows that mean a page, with the lists as they lead now.
  mutating func show(_ page: PageID) {
    switch (page, lead) {
    case (.atlas, _): (first, wantedSecond) = (.atlas, .overview)
    case (.actor(let id), .actors): (first, wantedSecond) = (.actor(id), .overview)
    case (.actor(let id), .issues): (first, wantedSecond) = (.atlas, .actor(id))
    case (.issue(let id), .actors): (first, wantedSecond) = (.atlas, .issue(id))
    case (.issue(let id), .issues): (first, wantedSecond) = (.issue(id), .overview)
    case (.basket(let id), .actors): (first, wantedSecond) = (.atlas, .basket(id))
    case (.basket(let id), .issues): (first, wantedSecond) = (.basket(id), .overview)
    case (.entry(let id), .actors): (first, wantedSecond) = (.actor(id.actor), .issue(id.issue))
    case (.entry(let id), .issues): (first, wantedSecond) = (.issue(id.issue), .actor(id.actor))
    }
    unfold(toward: first)
    unfold(toward: wantedSecond)
  }

  private mutating func unfold(toward row: Row) {
    guard case .issue(let issue) = row, let basket = atlas.issue(issue)?.basket else { return }
    folded.remove(basket)
  }

  // MARK: History

  /// Keeps the place for `H`; what was ahead is forgotten.
  mutating func remember() {
    earlier.append(place)
    if earlier.count > Self.historyLimit { earlier.removeFirst() }
    later = []
  }

  mutating func goBack() {
    for _ in 0..<min(count ?? 1, Self.historyLimit) {
      guard let place = earlier.popLast() else {
        message = "No earlier page"
        return
      }
      later.append(self.place)
      go(to: place)
    }
  }

  mutating func goForward() {
    for _ in 0..<min(count ?? 1, Self.historyLimit) {
      guard let place = later.popLast() else {
        message = "No later page"
        return
      }
      earlier.append(self.place)
      go(to: place)
    }
  }

  /// Goes to a place; filters that would hide it give way.
  mutating func go(to place: Place) {
    if lead != place.lead {
      lead = place.lead
      swap(&firstQuery, &secondQuery)
    }
    (first, wantedSecond) = (place.first, place.second)
    view = place.view
    unfold(toward: first)
    unfold(toward: wantedSecond)
    reveal()
    focus(on: place.focus)
    // The page is made first, for it resets where its detail stands.
    refresh()
    detailTop = place.detailTop
    takeLink(to: place.destination)
  }

  /// Clears the filters that hide the chosen rows.
  mutating func reveal() {
    let wanted = (first, wantedSecond)
    refresh()
    if first != wanted.0 || second != wanted.1 {
      firstQuery = ""
      secondQuery = ""
      (first, wantedSecond) = wanted
      message = "Filters cleared to show this page"
    }
  }
}
