import AtlasModel
import FuzzyMatching

/// Going through earlier queries while one is typed.
struct QueryRecall: Hashable, Sendable {
  /// How many queries back; 0 is what was being typed.
  private var steps = 0
  private var typed = InputLine()

  /// The line with an earlier or a later query; nil where there is none.
  mutating func step(
    _ direction: Direction, from line: InputLine, in queries: [String]
  ) -> InputLine? {
    if steps == 0 { typed = line }
    let next = steps + (direction == .backward ? 1 : -1)
    guard (0...queries.count).contains(next) else { return nil }
    steps = next
    return next == 0 ? typed : InputLine(queries[queries.count - next])
  }
}

extension InputLine {
  /// Completes the word before the cursor to the name of a field, such as `actor:`, if it begins one; a
  /// second time to the next field that begins so.
  mutating func completeField() {
    var start = cursor
    while start > 0, scalars[start - 1] != " " { start -= 1 }
    let word = String(String.UnicodeScalarView(scalars[start..<cursor]))
    let operators = word.prefix { $0 == "!" || $0 == "|" }
    let name = word.dropFirst(operators.count).lowercased()
    let fields = AtlasIndex.fields.map { $0 + ":" }
    let next: String?
    if let known = fields.firstIndex(of: name) {
      next = fields[(known + 1) % fields.count]
    } else {
      next = fields.first { $0.hasPrefix(name) }
    }
    guard let next else { return }
    for _ in 0..<name.unicodeScalars.count { edit(.deleteBefore) }
    insert(next)
  }
}

extension State {
  /// Older queries than this many are forgotten.
  package static let queryLimit = 200

  /// Keeps a query to be found again.
  mutating func keep(_ query: String) -> [Effect] {
    guard !query.allSatisfy({ $0 == " " }), queries.last != query else { return [] }
    queries.removeAll { $0 == query }
    queries.append(query)
    if queries.count > Self.queryLimit { queries.removeFirst() }
    return [.keepQuery(query)]
  }

  /// Fuzzily, or in one piece only.
  mutating func changeMatching() {
    matching = matching == .fuzzy ? .exact : .fuzzy
    message =
      matching == .fuzzy
      ? "Words match fuzzily: initials, abbreviations, slips" : "Words match in one piece only"
    if searching != nil { searchTyped() }
  }

  mutating func order(_ order: ListOrder) {
    self.order = order
    message =
      switch order {
      case .relevance: "Sorted: best first where something is asked for"
      case .atlas: "Sorted: the atlas’s order"
      case .name: "Sorted by name"
      case .count: "Sorted: most on the other side first"
      case .year: "Actors and issues have no year; \(keys.label(of: .facts)) shows facts"
      }
  }

  /// The name of what is in hand: of the row, or of the page in the detail.
  var titleInHand: String {
    switch focus == .detail ? nil : row(in: focus) {
    case .actor(let id)?: atlas.actor(id)?.label ?? ""
    case .issue(let id)?: atlas.issue(id)?.name ?? ""
    case .basket(let id)?: atlas.basket(id)?.name ?? ""
    case .atlas?, .overview?, nil: page == .atlas ? "" : atlas.breadcrumb(of: page).last ?? ""
    }
  }
}
