package import AtlasModel
package import FuzzyMatching

/// Which list stands first.
package enum Lead: String, Hashable, Sendable, CaseIterable {
  case actors
  case issues

  package var turned: Lead { self == .actors ? .issues : .actors }
}

/// A row of a list, by what it stands for.
package enum Row: Hashable, Sendable {
  /// The first row of the first list: the atlas itself.
  case atlas
  /// The first row of the second list: the page of what is chosen in the first.
  case overview
  case basket(Basket.ID)
  case issue(Issue.ID)
  case actor(Actor.ID)

  /// Whether a filter may leave it out: headings stay where something below them stays.
  var isFound: Bool {
    switch self {
    case .atlas, .overview, .basket: false
    case .issue, .actor: true
    }
  }
}

/// A row of a list: what it stands for and how it was found; ``DrawnRow`` has the words.
package struct ListRow: Hashable, Sendable {
  package let row: Row
  /// Where its actor, issue or basket stands in the atlas, counted from 0.
  let place: Int
  /// How a query found it.
  let hit: NameHit?
  /// For a basket: how many of its issues are in the list, and whether they are folded away.
  let memberCount: Int
  let isFolded: Bool

  init(
    _ row: Row, place: Int = 0, hit: NameHit? = nil, memberCount: Int = 0, isFolded: Bool = false
  ) {
    self.row = row
    self.place = place
    self.hit = hit
    self.memberCount = memberCount
    self.isFolded = isFolded
  }

  /// Whether nothing was found by what was typed, and this by a word that is close to it.
  var isClose: Bool { hit?.isClose ?? false }
}

/// A row in words, made for those on the screen alone.
struct DrawnRow: Hashable, Sendable {
  var name: String
  /// The actor's full name, shown where there is room.
  var detail: String?
  /// What the query matched where it is not the name: an alias, the full name.
  var alias: String?
  /// Matched scalars of the name and of the alias, counted from 0.
  var nameMatches: [Range<Int>] = []
  var aliasMatches: [Range<Int>] = []
  /// What stands at the right edge: how many there are on the other side.
  var count = ""
  /// Drawn faint: nothing is to be had behind it.
  var isFaint = false
}

/// The rows of one list, and how many of those that could be found are there.
package struct ListContent: Hashable, Sendable {
  package let rows: [ListRow]
  package let foundCount: Int
  package let totalCount: Int

  package func place(of row: Row) -> Int? { rows.firstIndex { $0.row == row } }

  /// The first row that a query has found.
  package var firstFound: Row? { rows.first { $0.row.isFound }?.row }
}

/// The two lists of Browse as one value of what they depend on.
package struct ListQuestion: Hashable, Sendable {
  var lead: Lead
  /// What is typed over the first and over the second list.
  var firstQuery: String
  var secondQuery: String
  var folded: Set<Basket.ID>
  var edition: EditionChoice
  /// How words without an operator are looked for.
  var matching: Matching = .fuzzy
  var order: ListOrder = .relevance

  /// Whether anything is narrowed; baskets are then unfolded.
  var isFiltered: Bool { !first.isEmpty || !second.isEmpty }

  var first: Query { matching.query(firstQuery) }
  var second: Query { matching.query(secondQuery) }
}

/// How words without an operator are looked for.
package enum Matching: Hashable, Sendable {
  /// Also by initials, by abbreviations and with slips.
  case fuzzy
  /// In one piece.
  case exact

  /// - Parameter typed: in the query language, with the fields of the atlas; running text, which is scoped
  ///   by `text:`, holds a term in one piece or not at all.
  package func query(_ typed: String) -> Query {
    let query = Query(
      Self.quoted(CharacterFolding.withPlainMarks(typed)), fields: AtlasIndex.fieldSet,
      plain: self == .fuzzy ? .fuzzy : .exact)
    // Who says a word twice means it once.
    return Query(
      groups: query.groups.map { group in
        group.map { term -> Term in
          var term = term
          if term.kind == .fuzzy, term.isCaseSensitive {
            // Names are written with capitals: they are no demand, unless the word is quoted.
            term.isCaseSensitive = false
            term.scalars = CharacterFolding.lowercase(term.scalars)
          }
          if term.field == "text", term.kind == .fuzzy { term.kind = .exact }
          return term
        }.withoutRepeats
      }.withoutRepeats)
  }

  /// Words between double quotes as one term in one piece, as people know it from elsewhere.
  private static func quoted(_ typed: String) -> String {
    let parts = typed.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count > 2, parts.count % 2 == 1 else { return typed }
    return parts.enumerated().map { place, part in
      place % 2 == 0 ? String(part) : "'" + part.replacing(" ", with: "\\ ")
    }.joined()
  }
}

extension Array where Element: Hashable {
  /// Each element where it stands first.
  fileprivate var withoutRepeats: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

/// In which order what a filter has found stands.
package enum ListOrder: String, Hashable, Sendable, CaseIterable {
  /// Best first where something is asked for, or else the atlas's order.
  case relevance
  /// The atlas's order, issues under their baskets.
  case atlas
  case name
  /// Most on the other side first; of facts the greatest number of a unit.
  case count
  /// Facts by their year, which actors and issues have not.
  case year
}
