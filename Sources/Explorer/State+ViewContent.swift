package import AtlasModel
import FuzzyMatching
import PlainText
import TextUI

/// What the views show of the atlas, narrowed by their queries.
extension State {
  func content(of view: ViewState) -> any ViewContent {
    let query = matching.query(view.line.text)
    switch view.kind {
    case .matrix: return matrix(query, view)
    case .facts: return factTable(query, view)
    case .links: return linkTable(query, view)
    case .editions: return editionDocument(query, view)
    case .compare: return comparison(query, view)
    case .timeline: return timeline(query)
    }
  }

  /// The records among some that meet a query, by their places among those.
  private func places(_ query: Query, _ records: Range<Int>, _ search: Search) -> Set<Int> {
    var narrowing = Narrowing()
    let question = NameQuestion(query, records: records) { search.records(holding: $0) }
    return Set(
      search.index.names.hits(question, narrowing: &narrowing).map {
        $0.record - records.lowerBound
      })
  }

  /// Terms that name actors alone choose the columns, all others the rows.
  private func matrix(_ query: Query, _ view: ViewState) -> MatrixView {
    var issues: Set<Int>?
    var actors: Set<Int>?
    if let search = lists.search, !query.isEmpty {
      let ofActors = query.groups.filter { $0.allSatisfy { $0.field == "actor" } }
      let others = query.groups.filter { !$0.allSatisfy { $0.field == "actor" } }
      if !ofActors.isEmpty {
        actors = places(Query(groups: ofActors), search.index.actors, search)
      }
      if !others.isEmpty { issues = self.issues(meeting: Query(groups: others), search) }
    }
    return MatrixView(
      Matrix(
        of: atlas, in: edition, issues: issues, actors: actors, leavesOutEmpty: view.isFolded),
      of: atlas)
  }

  /// The issues that a query finds by their names, or by those of actors with a section on them.
  private func issues(meeting query: Query, _ search: Search) -> Set<Int> {
    let entries = places(query, search.index.entries, search)
    return places(query, search.index.issues, search).union(
      entries.compactMap { atlas.place(of: atlas.entries[$0].id.issue) })
  }

  private func factTable(_ query: Query, _ view: ViewState) -> TableView {
    let all = FactPlace.all(of: atlas, in: edition)
    var facts = all
    if let search = lists.search, !query.isEmpty {
      let found = search.facts(query)
      facts = all.filter { found.contains($0) }
    }
    switch view.order {
    case .relevance, .atlas: break
    case .year: facts = sorted(facts) { atlas.fact($0)?.year ?? .max }
    case .name: facts = sorted(facts) { atlas.fact($0)?.measures.lowercased() ?? "" }
    case .count:
      facts = sorted(facts) { place in
        let fact = atlas.fact(place)
        // Numbers of one unit stand together, the greatest first.
        return FactOrder(unit: fact?.unit ?? "~", number: -(fact?.number ?? -.infinity))
      }
    }
    let (whole, places) = (atlas, facts)
    return TableView(
      title: "Facts: every figure of the profiles", counts: "\(facts.count)/\(all.count) facts",
      rowCount: facts.count,
      emptySentence: query.isEmpty
        ? "This atlas holds no figure." : "No figure matches. Esc clears the filter.",
      columns: [
        TableView.Column("value", 18), TableView.Column("measures", nil),
        TableView.Column("actor", 8, from: 50), TableView.Column("issue", 24, from: 100),
        TableView.Column("year", 4, from: 70), TableView.Column("edition", 9, from: 110),
      ],
      orders: [
        .atlas: "by actor, then issue", .relevance: "by actor, then issue", .year: "by year",
        .name: "by what is measured", .count: "by number within each unit",
      ]
    ) { whole.row(of: places[$0]) }
  }

  private func timeline(_ query: Query) -> TimelineView {
    let all = Timeline(of: atlas, in: edition)
    let found = lists.search.map { all.found(by: query, in: $0) } ?? all
    return TimelineView(
      found, of: atlas, in: edition, totalCount: all.statements.count, isNarrowed: !query.isEmpty)
  }

  private struct FactOrder: Comparable {
    let unit: String
    let number: Double

    static func < (left: FactOrder, right: FactOrder) -> Bool {
      (left.unit, left.number) < (right.unit, right.number)
    }
  }

  /// Sorted by a key that each has once; those of the same key as they came.
  private func sorted<Item, Key: Comparable>(_ items: [Item], by key: (Item) -> Key) -> [Item] {
    items.map { (key($0), $0) }.enumerated()
      .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
  }

  private func linkTable(_ query: Query, _ view: ViewState) -> TableView {
    let known = derived.links ?? LinkIndex(of: atlas, in: edition)
    let all = known.links
    var links = query.isEmpty ? all : (known.index?.hits(of: query) ?? []).map { all[$0.record] }
    switch view.order {
    case .relevance, .atlas, .year: break
    case .name: links = sorted(links) { atlas.link(at: $0, in: edition).name.lowercased() }
    case .count: links = sorted(links) { atlas.link(at: $0, in: edition).link.status.rawValue }
    }
    let (whole, rows, choice) = (atlas, links, edition)
    return TableView(
      title: "Links: every one, with its status", counts: "\(links.count)/\(all.count) links",
      rowCount: links.count, emptySentence: "No link matches. Esc clears the filter.",
      columns: [
        TableView.Column("name", nil), TableView.Column("kind", 11, from: 60),
        TableView.Column("status", 9, from: 40), TableView.Column("where", 22, from: 90),
        TableView.Column("address", 40, from: 130),
      ],
      orders: [
        .atlas: "by issue and actor", .relevance: "best first", .name: "by name",
        .count: "by status",
      ]
    ) { place in
      let link = whole.link(at: rows[place], in: choice)
      let way = whole.breadcrumb(of: link.page).joined(separator: " › ")
      return TableView.Row(
        cells: [
          link.name, link.kind, link.link.status.rawValue, way, link.link.address.text,
        ],
        page: link.page, terms: [link.name], words: "\(link.link.marked)  \(way)",
        target: NamedLink(name: link.name, link: link.link),
        isMarked: link.link.status != .seen)
    }
  }
}

/// All links in a choice of edition, and the names under which queries find them.
struct LinkIndex: Sendable {
  let edition: EditionChoice
  let links: [LinkPlace]
  /// Nil until a query asks for it: of a large atlas it takes a while.
  private(set) var index: NameIndex?

  init(of atlas: Atlas, in edition: EditionChoice) {
    self.edition = edition
    links = atlas.linkPlaces(in: edition)
  }

  mutating func prepare(for atlas: Atlas) {
    guard index == nil else { return }
    index = NameIndex(
      links.map { place in
        let link = atlas.link(at: place, in: edition)
        return [
          IndexedName(link.name, .label, field: "name"),
          IndexedName(link.link.address.text, .otherName, field: "url"),
          IndexedName(link.kind, .group, field: "kind"),
          IndexedName(link.link.status.rawValue, .group, field: "status"),
        ]
          + atlas.breadcrumb(of: link.page).enumerated().map { place, name in
            IndexedName(name, .group, field: link.actor != nil && place == 0 ? "actor" : "issue")
          }
      })
  }
}

/// A fact by its section and its place there, counted from 0.
package struct FactPlace: Hashable, Sendable {
  package let section: SectionReference
  package let place: Int

  /// All facts that stand in the shown text, in the atlas's order.
  static func all(of atlas: Atlas, in choice: EditionChoice) -> [FactPlace] {
    atlas.actors.flatMap { actor in
      actor.sections.enumerated().flatMap { number, section -> [FactPlace] in
        guard let edition = atlas.edition(of: section, for: choice) else { return [] }
        let reference = SectionReference(actor: actor.id, place: number)
        return section.facts.indices.filter {
          section.facts[$0].editions?.contains(edition.id) ?? true
        }.map { FactPlace(section: reference, place: $0) }
      }
    }
  }
}

extension Atlas {
  func fact(_ place: FactPlace) -> Fact? { section(place.section)?.facts[place.place] }

  /// The editions in which a fact of a section stands, older first.
  func editions(of fact: Fact, in section: Section) -> [Edition.ID] {
    editions.map(\.id).filter {
      section.sources.editions.contains($0) && fact.editions?.contains($0) ?? true
    }
  }

  func row(of place: FactPlace) -> TableView.Row {
    guard let section = section(place.section), let fact = fact(place) else {
      preconditionFailure("a fact that is listed is there")
    }
    let page = page(of: place.section)
    let way = breadcrumb(of: page)
    let said = fact.measuresInWords
    return TableView.Row(
      cells: [
        fact.value, said, way[0],
        section.issue == nil ? section.title : way.last ?? "",
        fact.year.map(String.init) ?? "",
        editions(of: fact, in: section).map(\.text).joined(separator: ","),
      ],
      page: page, terms: [fact.measures],
      words: "\(fact.value): \(said) · \(way.joined(separator: " › "))",
      citation: .fact(place), isMarked: fact.isTarget)
  }
}

extension Fact {
  /// What it measures; that it is a goal, and of when it is, where that is so.
  var measuresInWords: String {
    measures + (isTarget ? " (goal)" : "") + (asOf.map { " (as of \($0))" } ?? "")
  }
}

extension Search {
  /// The facts that meet a query: by their own words, or by what they belong to.
  func facts(_ query: Query) -> Set<FactPlace> {
    var found: Set<Int>?
    for group in query.groups {
      let numbers = group.reduce(into: Set<Int>()) { $0.formUnion(passages(meeting: $1)) }
      found = found.map { $0.intersection(numbers) } ?? numbers
    }
    return Set(
      (found ?? []).compactMap { number in
        guard case .fact(let section, let place) = text.passages[number].kind else { return nil }
        return FactPlace(section: section, place: place)
      })
  }

  /// The passages that meet one term, by their numbers; what `!` asks for is all that do not hold it.
  private func passages(meeting term: Term) -> Set<Int> {
    var wanted = term
    wanted.isInverse = false
    let single = Query(groups: [[wanted]])
    var numbers = Set<Int>()
    let scopes = PassageScopes(single)
    if !scopes.isEmpty {
      numbers = Set(passageNumbers.filter { scopes.holds(text.passages[$0], in: atlas) })
    } else {
      if TextSearch.query(single) != nil {
        var question = passageQuestion(single)
        question.isOfFactsAlone = true
        numbers = Set(passages(question, in: passageNumbers).compactMap(\.passage))
      }
      var narrowing = Narrowing()
      let owners = Set(things(single, narrowing: &narrowing).compactMap(\.record))
      for number in passageNumbers where owners.contains(text.passages[number].owner) {
        numbers.insert(number)
      }
    }
    return term.isInverse ? Set(passageNumbers).subtracting(numbers) : numbers
  }

  private var passageNumbers: Range<Int> { 0..<passageCount }
}

extension Search.Found {
  fileprivate var passage: Int? { if case .passage(let number) = what { number } else { nil } }
  fileprivate var record: Int? {
    if case .thing(let record, _) = what { record } else { nil }
  }
}
