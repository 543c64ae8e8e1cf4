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

  /// Rows whose matches are looked for when the list is made; beyond them when they come into view.
  private static let markedCount = 100

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
    let head = ListRow(.atlas, "The atlas")
    let matching = entriesMeetingSecond(question)
    switch question.lead {
    case .actors:
      let found = actors(meeting: question.first).filter { actor, _ in
        matching.map { entries in entries.contains { $0.actor == actor.id } } ?? true
      }
      let rows = found.map { actor, hit in
        row(of: actor, hit, count: String(atlas.entries(of: actor.id).count))
      }
      return ListContent(
        rows: [head] + marked(sorted(rows, question), question.first, in: question),
        foundCount: rows.count, totalCount: atlas.actors.count)
    case .issues:
      let found = issues(meeting: question.first).filter { issue, _ in
        matching.map { entries in entries.contains { $0.issue == issue.id } } ?? true
      }
      return grouped(
        found.map { ($0.0, row(of: $0.0, $0.1)) }, of: atlas.issues.count, under: head,
        question.first, question)
    }
  }

  /// The second list, for what is chosen in the first.
  mutating func second(for chosen: Row, _ question: ListQuestion) -> ListContent {
    let head = ListRow(.overview, "Overview")
    switch question.lead {
    case .actors:
      guard case .actor(let actor) = chosen else {
        let found = issues(meeting: question.second)
        return grouped(
          found.map { ($0.0, row(of: $0.0, $0.1)) }, of: atlas.issues.count, under: head,
          question.second, question)
      }
      let found = entries(meeting: question.second, of: actor)
      let rows = found.compactMap { entry, hit -> (Issue, ListRow)? in
        guard let issue = atlas.issue(entry.id.issue) else { return nil }
        let others = atlas.entries(on: issue.id).count - 1
        let only = onlyElsewhere(entry, question.edition)
        let count = only ?? (others > 0 ? "+\(others)" : "")
        return (issue, row(of: issue, hit, count: count, isFaint: only != nil))
      }
      return grouped(
        rows, of: atlas.entries(of: actor).count, under: head, question.second, question)
    case .issues:
      let wanted = actors(for: chosen)
      let ids = Set(wanted.map(\.id))
      let found = actors(meeting: question.second).filter { ids.contains($0.0.id) }
      let rows = found.map { actor, hit in
        var only: String?
        if case .issue(let issue) = chosen,
          let entry = atlas.entry(Entry.ID(actor: actor.id, issue: issue))
        {
          only = onlyElsewhere(entry, question.edition)
        }
        return row(
          of: actor, hit, count: only ?? count(of: actor, for: chosen), isFaint: only != nil)
      }
      return ListContent(
        rows: [head] + marked(sorted(rows, question), question.second, in: question),
        foundCount: rows.count, totalCount: wanted.count)
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

  private mutating func actors(meeting query: Query) -> [(Actor, NameHit?)] {
    guard let hits = hits(query, \.actors) else { return atlas.actors.map { ($0, nil) } }
    return hits.map { (atlas.actors[$0.record], $0) }
  }

  private mutating func issues(meeting query: Query) -> [(Issue, NameHit?)] {
    guard let hits = hits(query, \.issues), let search else {
      return atlas.issues.map { ($0, nil) }
    }
    return hits.map { (atlas.issues[$0.record - search.index.issues.lowerBound], $0) }
  }

  /// The actor is known where its entries are asked for: its name finds nothing.
  private mutating func entries(
    meeting query: Query, of actor: Actor.ID
  ) -> [(Entry, NameHit?)] {
    guard let hits = hits(query, \.entries, ignoring: "actor"), let search else {
      return atlas.entries(of: actor).map { ($0, nil) }
    }
    return hits.map { (atlas.entries[$0.record - search.index.entries.lowerBound], $0) }
      .filter { $0.0.id.actor == actor }
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
      let found = Set(actors(meeting: query).map(\.0.id))
      return atlas.entries.map(\.id).filter { found.contains($0.actor) }
    }
  }
}

// MARK: Rows

extension ListBuilder {
  private func row(
    of actor: Actor, _ hit: NameHit?, count: String, isFaint: Bool = false
  ) -> ListRow {
    ListRow(
      .actor(actor.id), actor.label, detail: actor.label == actor.name ? nil : actor.name,
      count: count, isFaint: isFaint, isClose: hit?.isClose ?? false,
      record: hit?.record)
  }

  private func row(
    of issue: Issue, _ hit: NameHit?, count: String? = nil, isFaint: Bool = false
  ) -> ListRow {
    let standing = atlas.standing(of: issue.id)
    let shown =
      switch standing {
      case .withSection: String(atlas.entries(on: issue.id).count)
      case .namedOnly: "(\(Set(atlas.sections(touching: issue.id).map(\.actor)).count))"
      case .notNamed: "–"
      }
    return ListRow(
      .issue(issue.id), issue.name, count: count ?? shown,
      isFaint: isFaint || standing != .withSection, isClose: hit?.isClose ?? false,
      record: hit?.record)
  }

  /// Found rows in the order that was chosen; they come best first, or in the atlas's order.
  private func sorted(_ rows: [ListRow], _ question: ListQuestion) -> [ListRow] {
    switch question.order {
    case .relevance: return rows
    case .atlas:
      let places = Dictionary(
        uniqueKeysWithValues: (atlas.actors.map { Row.actor($0.id) }
          + atlas.issues.map { Row.issue($0.id) }).enumerated().map { ($1, $0) })
      return rows.sorted { (places[$0.row] ?? 0) < (places[$1.row] ?? 0) }
    case .name:
      return rows.enumerated().sorted {
        ($0.element.name.lowercased(), $0.offset) < ($1.element.name.lowercased(), $1.offset)
      }.map(\.element)
    case .count:
      return rows.enumerated().sorted {
        (-weight(of: $0.element), $0.offset) < (-weight(of: $1.element), $1.offset)
      }.map(\.element)
    }
  }

  /// How many entries stand behind a row.
  private func weight(of row: ListRow) -> Int {
    switch row.row {
    case .actor(let id): atlas.entries(of: id).count
    case .issue(let id): atlas.entries(on: id).count
    case .atlas, .overview, .basket: 0
    }
  }

  /// Issues under their baskets, or one below the other where another order than the atlas's is wanted.
  ///
  /// A filter unfolds while it stands: what it found is never hidden.
  private func grouped(
    _ found: [(Issue, ListRow)], of total: Int, under head: ListRow, _ query: Query,
    _ question: ListQuestion
  ) -> ListContent {
    let isFlat =
      switch question.order {
      case .relevance: query.isRanked
      case .atlas: false
      case .name, .count: true
      }
    var rows = [head]
    if isFlat {
      rows += marked(sorted(found.map(\.1), question), query, in: question)
      return ListContent(rows: rows, foundCount: found.count, totalCount: total)
    }
    let places = Dictionary(
      uniqueKeysWithValues: atlas.issues.enumerated().map { ($1.id, $0) })
    let ordered = found.sorted { (places[$0.0.id] ?? 0) < (places[$1.0.id] ?? 0) }
    for basket in atlas.baskets {
      let members = ordered.filter { $0.0.basket == basket.id }
      guard !members.isEmpty else { continue }
      let isFolded = question.folded.contains(basket.id) && !question.isFiltered
      rows.append(
        ListRow(
          .basket(basket.id), basket.name, count: String(members.count), isFolded: isFolded))
      if !isFolded { rows += marked(members.map(\.1), query, in: question) }
    }
    return ListContent(rows: rows, foundCount: found.count, totalCount: total)
  }

  private func marked(
    _ rows: [ListRow], _ query: Query, in question: ListQuestion
  ) -> [ListRow] {
    rows.prefix(Self.markedCount).map { marked($0, query) } + rows.dropFirst(Self.markedCount)
  }

  /// The row with what a query matches in it; an alias where its name does not hold it.
  func marked(_ row: ListRow, _ query: Query) -> ListRow {
    guard let record = row.record, let search else { return row }
    let index = search.index
    let names = index.namesOfThings[record]
    let question = NameQuestion(
      query, records: record..<record + 1,
      ignoredField: index.entries.contains(record) ? "actor" : nil)
    let marks = index.names.marks(question, in: record)
    let inName = marks.filter { $0.name == 0 }.flatMap(\.places)
    let other = marks.first { $0.name > 0 && names[$0.name].kind < .context }?.name
    let inOther = marks.filter { $0.name == other }.flatMap(\.places)
    let alias = other.map { names[$0].text }
    return ListRow(
      row.row, row.name, alias: alias == row.detail ? nil : alias, detail: row.detail,
      nameMatches: Search.ranges(inName), aliasMatches: Search.ranges(inOther),
      count: row.count, isFaint: row.isFaint, isFolded: row.isFolded, isClose: row.isClose)
  }
}
