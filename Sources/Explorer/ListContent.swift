package import AtlasModel
import FuzzyMatching

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

/// A row as it is drawn.
package struct ListRow: Hashable, Sendable {
  package let row: Row
  package let name: String
  /// What the query matched where it is not the name: an alias, the full name.
  package let alias: String?
  /// The actor's full name, shown where there is room.
  package let detail: String?
  /// Matched scalars of the name and of the alias, counted from 0.
  package let nameMatches: [Range<Int>]
  package let aliasMatches: [Range<Int>]
  /// What stands at the right edge: how many there are on the other side.
  package let count: String
  /// Drawn faint: nothing is to be had behind it.
  package let isFaint: Bool
  /// For a basket: whether its issues are folded away.
  package let isFolded: Bool
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

  /// Whether anything is narrowed; baskets are then unfolded.
  var isFiltered: Bool { !firstQuery.isEmpty || !secondQuery.isEmpty }
}

/// Answers what stands in the lists.
///
/// Names are folded for matching once, and only when there is a query: the first screen needs none.
struct ListBuilder: Sendable {
  let atlas: Atlas
  private var actorTexts: [Actor.ID: SearchedNames] = [:]
  private var issueTexts: [Issue.ID: SearchedNames] = [:]
  private var entryTexts: [Entry.ID: SearchedNames] = [:]

  init(atlas: Atlas) {
    self.atlas = atlas
  }

  /// Makes ready for queries; must be called before the first question that has one.
  mutating func foldNames() {
    guard actorTexts.isEmpty, issueTexts.isEmpty else { return }
    actorTexts = Dictionary(
      uniqueKeysWithValues: atlas.actors.map { actor in
        (
          actor.id,
          SearchedNames(actor.label, aliases: [actor.name] + actor.otherNames.map(\.name))
        )
      })
    let issueTexts = Dictionary(
      uniqueKeysWithValues: atlas.issues.map { issue in
        (
          issue.id,
          SearchedNames(issue.name, aliases: issue.aliases + issue.otherNames.map(\.name))
        )
      })
    self.issueTexts = issueTexts
    // What an actor calls an issue, the titles under which it speaks of it and the topics of what it says
    // find it for that actor.
    entryTexts = Dictionary(
      uniqueKeysWithValues: atlas.entries.compactMap { entry in
        guard let names = issueTexts[entry.id.issue] else { return nil }
        let sections = atlas.sections(of: entry)
        let terms = sections.compactMap(\.ownTerm) + sections.map(\.title)
        return (entry.id, names.adding(terms + sections.flatMap(\.topics)))
      })
  }

  /// The first list.
  ///
  /// A query on the second narrows it to rows that have a match there.
  func first(_ question: ListQuestion) -> ListContent {
    let query = WordQuery(question.firstQuery)
    let other = WordQuery(question.secondQuery)
    let atlasRow = ListRow(
      row: .atlas, name: "The atlas", alias: nil, detail: nil, nameMatches: [], aliasMatches: [],
      count: "", isFaint: false, isFolded: false)
    switch question.lead {
    case .actors:
      let rows = atlas.actors.compactMap { actor -> ListRow? in
        if !other.isEmpty, matchingEntries(of: actor.id, other).isEmpty { return nil }
        return row(of: actor, query, count: String(atlas.entries(of: actor.id).count))
      }
      return ListContent(
        rows: [atlasRow] + rows, foundCount: rows.count, totalCount: atlas.actors.count)
    case .issues:
      let found = atlas.issues.compactMap { issue -> (Issue, ListRow)? in
        let matching = atlas.entries(on: issue.id).filter { matches($0.id.actor, other) }
        if !other.isEmpty, matching.isEmpty { return nil }
        return row(of: issue, names: issueTexts[issue.id], query).map { (issue, $0) }
      }
      return grouped(
        found, of: atlas.issues.count, under: atlasRow, question: question)
    }
  }

  /// The second list, for what is chosen in the first.
  func second(for chosen: Row, _ question: ListQuestion) -> ListContent {
    let query = WordQuery(question.secondQuery)
    let overview = ListRow(
      row: .overview, name: "Overview", alias: nil, detail: nil, nameMatches: [],
      aliasMatches: [], count: "", isFaint: false, isFolded: false)
    switch question.lead {
    case .actors:
      let found: [(Issue, ListRow)]
      var total = atlas.issues.count
      if case .actor(let actor) = chosen {
        let entries = atlas.entries(of: actor)
        total = entries.count
        found = entries.compactMap { entry in
          guard let issue = atlas.issue(entry.id.issue) else { return nil }
          let others = atlas.entries(on: issue.id).count - 1
          let only = onlyElsewhere(entry, question.edition)
          return row(
            of: issue, names: entryTexts[entry.id], query,
            count: only ?? (others > 0 ? "+\(others)" : ""), isFaint: only != nil
          ).map { (issue, $0) }
        }
      } else {
        found = atlas.issues.compactMap { issue in
          row(of: issue, names: issueTexts[issue.id], query).map { (issue, $0) }
        }
      }
      return grouped(
        found, of: total, under: overview, question: question)
    case .issues:
      let actors = actors(for: chosen)
      let rows = actors.compactMap { actor -> ListRow? in
        var only: String?
        if case .issue(let issue) = chosen,
          let entry = atlas.entry(Entry.ID(actor: actor.id, issue: issue))
        {
          only = onlyElsewhere(entry, question.edition)
        }
        return row(
          of: actor, query, count: only ?? count(of: actor, for: chosen), isFaint: only != nil)
      }
      return ListContent(
        rows: [overview] + rows, foundCount: rows.count, totalCount: actors.count)
    }
  }

  /// The id of the edition that has an entry which the chosen one lacks; nil where it does not lack it.
  private func onlyElsewhere(_ entry: Entry, _ choice: EditionChoice) -> String? {
    atlas.stands(entry, in: choice) ? nil : atlas.newestEdition(of: entry)?.id.text
  }

  /// The actors behind a row of the issues: those with a section on it.
  private func actors(for chosen: Row) -> [Actor] {
    switch chosen {
    case .issue(let issue): atlas.entries(on: issue).compactMap { atlas.actor($0.id.actor) }
    case .basket(let basket):
      atlas.actors.filter { actor in
        atlas.entries(of: actor.id).contains { atlas.issue($0.id.issue)?.basket == basket }
      }
    case .atlas, .overview, .actor: atlas.actors
    }
  }

  private func count(of actor: Actor, for chosen: Row) -> String {
    switch chosen {
    case .issue(let issue):
      let sections = atlas.entry(Entry.ID(actor: actor.id, issue: issue))?.sections.count ?? 0
      return sections > 1 ? "\(sections) sections" : ""
    case .atlas, .overview, .basket, .actor: return String(atlas.entries(of: actor.id).count)
    }
  }
}

// MARK: Rows

extension ListBuilder {
  private func row(
    of actor: Actor, _ query: WordQuery, count: String, isFaint: Bool = false
  ) -> ListRow? {
    guard let match = match(actorTexts[actor.id], query) else { return nil }
    let isNameShown = match.alias == nil || match.alias == actor.name
    return ListRow(
      row: .actor(actor.id), name: actor.label, alias: isNameShown ? nil : match.alias,
      detail: actor.label == actor.name ? nil : actor.name, nameMatches: match.nameMatches,
      aliasMatches: match.aliasMatches, count: count, isFaint: isFaint, isFolded: false)
  }

  private func row(
    of issue: Issue, names: SearchedNames?, _ query: WordQuery, count: String? = nil,
    isFaint: Bool = false
  ) -> ListRow? {
    guard let match = match(names, query) else { return nil }
    let standing = atlas.standing(of: issue.id)
    let shown =
      switch standing {
      case .withSection: String(atlas.entries(on: issue.id).count)
      case .namedOnly: "(\(Set(atlas.sections(touching: issue.id).map(\.actor)).count))"
      case .notNamed: "–"
      }
    return ListRow(
      row: .issue(issue.id), name: issue.name, alias: match.alias, detail: nil,
      nameMatches: match.nameMatches, aliasMatches: match.aliasMatches, count: count ?? shown,
      isFaint: isFaint || standing != .withSection, isFolded: false)
  }

  private func match(_ names: SearchedNames?, _ query: WordQuery) -> SearchedNames.Match? {
    query.isEmpty ? SearchedNames.unasked : names?.match(query)
  }

  private func matches(_ actor: Actor.ID, _ query: WordQuery) -> Bool {
    query.isEmpty || actorTexts[actor]?.match(query) != nil
  }

  private func matchingEntries(of actor: Actor.ID, _ query: WordQuery) -> [Entry] {
    atlas.entries(of: actor).filter { entryTexts[$0.id]?.match(query) != nil }
  }

  /// Issues under their baskets.
  ///
  /// A filter unfolds while it stands: what it found is never hidden.
  private func grouped(
    _ found: [(Issue, ListRow)], of total: Int, under head: ListRow, question: ListQuestion
  ) -> ListContent {
    var rows = [head]
    for basket in atlas.baskets {
      let members = found.filter { $0.0.basket == basket.id }
      guard !members.isEmpty else { continue }
      let isFolded = question.folded.contains(basket.id) && !question.isFiltered
      rows.append(
        ListRow(
          row: .basket(basket.id), name: basket.name, alias: nil, detail: nil, nameMatches: [],
          aliasMatches: [], count: String(members.count), isFaint: false, isFolded: isFolded))
      if !isFolded { rows += members.map(\.1) }
    }
    return ListContent(rows: rows, foundCount: found.count, totalCount: total)
  }
}

/// The texts of a row that a query looks at: its name first.
private struct SearchedNames: Sendable {
  let names: [String]
  let folded: [FoldedText]

  init(_ name: String, aliases: [String]) {
    names = [name] + aliases
    folded = names.map { FoldedText($0) }
  }

  static let unasked = Match(alias: nil, nameMatches: [], aliasMatches: [])

  func adding(_ more: [String]) -> SearchedNames {
    SearchedNames(names[0], aliases: Array(names.dropFirst()) + more.filter { $0 != names[0] })
  }

  struct Match {
    let alias: String?
    let nameMatches: [Range<Int>]
    let aliasMatches: [Range<Int>]
  }

  /// Nil where a word of the query is in no text; the alias is the first that was needed.
  func match(_ query: WordQuery) -> Match? {
    if query.isEmpty { return Self.unasked }
    guard let matches = query.matches(in: folded) else { return nil }
    let alias = matches.indices.dropFirst().first { !matches[$0].isEmpty }
    return Match(
      alias: alias.map { names[$0] }, nameMatches: matches[0],
      aliasMatches: alias.map { matches[$0] } ?? [])
  }
}
