import AtlasModel
import TextUI

/// What decides how a page looks: which it is, and the room there is for it.
struct PageQuestion: Hashable {
  struct Subject: Hashable {
    let page: PageID
    let edition: EditionChoice
  }
  let subject: Subject
  let width: Int
  /// Columns of the side panel; nil where there is no room for one.
  let sideWidth: Int?
  let isWrapped: Bool
}

/// A page broken into lines.
struct LaidOutPage: Sendable {
  let question: PageQuestion
  let page: Page
  /// The body, and what leads on below it where the side panel has no room.
  let detail: PageLayout
  let side: PageLayout

  /// What stands where there is no page yet.
  static let none = LaidOutPage(
    Page(id: .atlas, body: [], side: [], targets: [], editions: []),
    for: PageQuestion(
      subject: PageQuestion.Subject(page: .atlas, edition: .newest), width: 1, sideWidth: nil,
      isWrapped: true))

  init(_ page: Page, for question: PageQuestion) {
    self.question = question
    self.page = page
    let below = page.side.isEmpty ? [] : [.blank] + page.side
    let width = question.width
    detail = PageLayout(
      question.sideWidth == nil ? page.body + below : page.body, width: width,
      isWrapped: question.isWrapped)
    side = PageLayout(
      question.sideWidth == nil ? [] : page.side, width: max(1, question.sideWidth ?? 1),
      isWrapped: question.isWrapped)
  }
}

/// The pages that were shown last, and the one that the next key will probably ask for.
///
/// Making a page takes most of a key's time, and readers go up and down.
struct PageShelf: Sendable {
  /// The one that was wanted last comes last.
  private var pages: [LaidOutPage] = []

  private static let limit = 6

  func has(_ question: PageQuestion) -> Bool { pages.contains { $0.question == question } }

  mutating func page(for question: PageQuestion) -> LaidOutPage? {
    guard let place = pages.lastIndex(where: { $0.question == question }) else { return nil }
    let page = pages.remove(at: place)
    pages.append(page)
    return page
  }

  mutating func keep(_ page: LaidOutPage) {
    if pages.count == Self.limit { pages.removeFirst() }
    pages.append(page)
  }
}

extension State {
  /// A page and how it is laid out in the room that there is now.
  func question(of page: PageID) -> PageQuestion {
    let arrangement = derived.arrangement
    return PageQuestion(
      subject: PageQuestion.Subject(page: page, edition: edition), width: arrangement.textWidth,
      sideWidth: arrangement.side == nil ? nil : arrangement.sideTextWidth, isWrapped: isWrapped)
  }

  /// The page that one more step in the same direction will show; nil where it is made already.
  var expectedPage: PageQuestion? {
    guard focus != .detail, !isCovered, let content = content(of: focus), let row = row(in: focus),
      let place = content.place(of: row)
    else { return nil }
    let next = lastMove == .forward ? place + 1 : place - 1
    guard content.rows.indices.contains(next) else { return nil }
    let expected = content.rows[next].row
    let page = focus == .first ? Self.page(of: expected, second) : Self.page(of: first, expected)
    let question = question(of: page)
    return derived.shelf.has(question) ? nil : question
  }

  /// Makes the expected page before it is asked for.
  mutating func prepareExpectedPage() {
    if let expectedPage { derived.shelf.keep(laidOut(expectedPage)) }
  }

  func laidOut(_ question: PageQuestion) -> LaidOutPage {
    // Another width asks for other lines of the same page.
    let known = derived.laidOut.flatMap { $0.question.subject == question.subject ? $0.page : nil }
    return LaidOutPage(
      known ?? Page(question.subject.page, of: atlas, in: question.subject.edition, keys: keys),
      for: question)
  }
}
