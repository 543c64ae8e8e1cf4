import AtlasModel
import FuzzyMatching

/// Answers what stands in the lists.
///
/// Names are made ready for matching once, and only when there is a query: the first screen needs none.
struct ListBuilder: Sendable {
  let atlas: Atlas
  /// Nil until the first query.
  private(set) var search: Search?
  private var narrowings: [Range<Int>: Narrowing] = [:]

  init(atlas: Atlas) {
    self.atlas = atlas
  }

  /// Makes ready for queries; must be called before the first question that has one.
  mutating func prepare() {
    if search == nil { search = Search(atlas, index: AtlasIndex(atlas)) }
  }

  /// The first list.
  ///
  /// A query on the second narrows it to rows that have a match there.
  mutating func first(_ question: ListQuestion) -> ListContent {
    switch question.lead {
    case .actors:
      var rows = actors(meeting: question.first)
      if let matching = entriesMeetingSecond(question) {
        let ids = Set(matching.map(\.actor))
        rows.removeAll { !ids.contains(atlas.actors[$0.place].id) }
      }
      return ListContent(
        rows: [ListRow(.atlas)] + sorted(rows, question), foundCount: rows.count,
        totalCount: atlas.actors.count)
    case .issues:
      var rows = issues(meeting: question.first)
      if let matching = entriesMeetingSecond(question) {
        let ids = Set(matching.map(\.issue))
        rows.removeAll { !ids.contains(atlas.issues[$0.place].id) }
      }
      return grouped(
        rows, of: atlas.issues.count, under: ListRow(.atlas), question.first, question)
    }
  }

  /// The second list, for what is chosen in the first.
  mutating func second(for chosen: Row, _ question: ListQuestion) -> ListContent {
    let head = ListRow(.overview)
    switch question.lead {
    case .actors:
      guard case .actor(let actor) = chosen else {
        let rows = issues(meeting: question.second)
        return grouped(rows, of: atlas.issues.count, under: head, question.second, question)
      }
      let rows = issues(meeting: question.second, of: actor)
      return grouped(
        rows, of: atlas.entryCount(of: actor), under: head, question.second, question)
    case .issues:
      let wanted = actors(for: chosen)
      let ids = Set(wanted.map(\.id))
      let rows = actors(meeting: question.second).filter {
        ids.contains(atlas.actors[$0.place].id)
      }
      return ListContent(
        rows: [head] + sorted(rows, question), foundCount: rows.count, totalCount: wanted.count)
    }
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
}

// MARK: Finding

extension ListBuilder {
  /// What a query finds among some records, best first; nil where nothing is asked.
  private mutating func hits(
    _ query: Query, _ records: (AtlasIndex) -> Range<Int>, ignoring field: String? = nil
  ) -> [NameHit]? {
    guard !query.isEmpty, let search else { return nil }
    let range = records(search.index)
    let question = NameQuestion(query, records: range, ignoredField: field) {
      search.records(holding: $0)
    }
    return search.index.names.hits(question, narrowing: &narrowings[range, default: Narrowing()])
  }

  private mutating func actors(meeting query: Query) -> [ListRow] {
    guard let hits = hits(query, \.actors) else {
      return atlas.actors.enumerated().map { ListRow(.actor($1.id), place: $0) }
    }
    return hits.map {
      ListRow(.actor(atlas.actors[$0.record].id), place: $0.record, hit: $0)
    }
  }

  private mutating func issues(meeting query: Query) -> [ListRow] {
    guard let hits = hits(query, \.issues), let search else {
      return atlas.issues.enumerated().map { ListRow(.issue($1.id), place: $0) }
    }
    return hits.map { hit in
      let place = hit.record - search.index.issues.lowerBound
      return ListRow(.issue(atlas.issues[place].id), place: place, hit: hit)
    }
  }

  /// The issues of an actor, where its name finds nothing.
  private mutating func issues(meeting query: Query, of actor: Actor.ID) -> [ListRow] {
    func row(_ issue: Issue.ID, _ hit: NameHit?) -> ListRow {
      ListRow(.issue(issue), place: atlas.place(of: issue) ?? 0, hit: hit)
    }
    guard let hits = hits(query, \.entries, ignoring: "actor"), let search else {
      return atlas.entries(of: actor).map { row($0.id.issue, nil) }
    }
    return hits.compactMap { hit in
      let id = atlas.entries[hit.record - search.index.entries.lowerBound].id
      return id.actor == actor ? row(id.issue, hit) : nil
    }
  }

  /// The entries that the second list's query leaves; nil where it asks nothing.
  private mutating func entriesMeetingSecond(_ question: ListQuestion) -> [Entry.ID]? {
    let query = question.second
    guard !query.isEmpty else { return nil }
    switch question.lead {
    case .actors:
      guard let hits = hits(query, \.entries, ignoring: "actor"), let search else { return nil }
      return hits.map { atlas.entries[$0.record - search.index.entries.lowerBound].id }
    case .issues:
      let found = Set(actors(meeting: query).map { atlas.actors[$0.place].id })
      return atlas.entries.map(\.id).filter { found.contains($0.actor) }
    }
  }

  /// Found rows in the order that was chosen; they come best first, or in the atlas's order.
  private func sorted(_ rows: [ListRow], _ question: ListQuestion) -> [ListRow] {
    switch question.order {
    case .relevance, .year: rows
    case .atlas: rows.sorted { $0.place < $1.place }
    case .name:
      rows.map { (name(of: $0.row).lowercased(), $0) }.enumerated()
        .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
    case .count:
      rows.map { (entryCount(of: $0.row), $0) }.enumerated()
        .sorted { (-$0.element.0, $0.offset) < (-$1.element.0, $1.offset) }.map(\.element.1)
    }
  }

  /// Issues under their baskets, or one below the other where another order than the atlas's is wanted.
  ///
  /// A filter unfolds while it stands: what it found is never hidden.
  private func grouped(
    _ found: [ListRow], of total: Int, under head: ListRow, _ query: Query,
    _ question: ListQuestion
  ) -> ListContent {
    let isFlat =
      switch question.order {
      case .relevance, .year: query.isRanked
      case .atlas: false
      case .name, .count: true
      }
    var rows = [head]
    if isFlat {
      rows += sorted(found, question)
      return ListContent(rows: rows, foundCount: found.count, totalCount: total)
    }
    let ordered = Dictionary(grouping: found.sorted { $0.place < $1.place }) {
      atlas.issues[$0.place].basket
    }
    for (place, basket) in atlas.baskets.enumerated() {
      guard let members = ordered[basket.id] else { continue }
      let isFolded = question.folded.contains(basket.id) && !question.isFiltered
      rows.append(
        ListRow(
          .basket(basket.id), place: place, memberCount: members.count, isFolded: isFolded))
      if !isFolded { rows += members }
    }
    return ListContent(rows: rows, foundCount: found.count, totalCount: total)
  }
}
