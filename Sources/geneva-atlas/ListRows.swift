import AtlasModel
import Explorer
import FuzzyMatching
import PlainText

/// The rows of `list`, with what narrows them.
struct ListRows {
  let atlas: Atlas
  let choice: EditionChoice
  var actors: Set<Actor.ID> = []
  var issues: Set<Issue.ID> = []
  var baskets: Set<Basket.ID> = []
  let query: Query
  init(
    atlas: Atlas, choice: EditionChoice, actors: Set<Actor.ID> = [], issues: Set<Issue.ID> = [],
    baskets: Set<Basket.ID> = [], query: Query = Query("")
  ) {
    self.atlas = atlas
    self.choice = choice
    self.actors = actors
    self.issues = issues
    self.baskets = baskets
    self.query = query
  }

  /// The rows in the atlas's order, or best first where a query is there.
  func table(of subject: List.Subject) -> Table {
    let table =
      switch subject {
      case .actors: actorTable()
      case .issues: issueTable()
      case .entries: entryTable()
      case .facts: factTable()
      case .mentions: mentionTable()
      case .links: linkTable()
      }
    return table.found(by: query)
  }

  /// The names under which a query finds a thing of the atlas, and the text of what is said on it.
  private func names(of thing: IndexedThing, text sections: [Section]) -> [IndexedName] {
    guard !query.isEmpty else { return [] }
    return AtlasIndex.names(of: thing, in: atlas)
      + sections.flatMap(\.blocks).map { IndexedName($0.text, .scoped, field: "text") }
  }

  private func actorTable() -> Table {
    var table = Table(
      columns: [
        "actor", "label", "name", "issues", "editions", "lines", "website", "status",
      ], keeping: ["actor", "label", "name"])
    for actor in atlas.actors where actors.isEmpty || actors.contains(actor.id) {
      let entries = atlas.entries(of: actor.id).filter {
        isWanted($0.id.issue) && !sections(of: $0).isEmpty
      }
      let isNarrowed = !issues.isEmpty || !baskets.isEmpty
      guard !isNarrowed || !entries.isEmpty else { continue }
      let editions = atlas.editions.map(\.id).filter { edition in
        isWanted(edition) && actor.sections.contains { $0.sources.editions.contains(edition) }
      }
      guard !editions.isEmpty || choice == .newest else { continue }
      table.add(
        [
          actor.id.text, actor.label, actor.name, String(entries.count),
          editions.map(\.text).joined(separator: ","), lines([actor.sources]),
          actor.website.address.text, actor.website.status.rawValue,
        ],
        .record([
          ("actor", .string(actor.id.text)), ("label", .string(actor.label)),
          ("name", .string(actor.name)),
          ("issues", .strings(entries.map(\.id.issue.text))),
          ("editions", .strings(editions.map(\.text))), ("sources", actor.sources.json),
          ("website", .string(actor.website.address.text)),
          ("websiteStatus", .string(actor.website.status.rawValue)),
        ]), foundBy: names(of: .actor(actor.id), text: actor.sections))
    }
    return table
  }

  private func issueTable() -> Table {
    var table = Table(
      columns: ["issue", "name", "basket", "actors", "named by", "editions", "lines"],
      keeping: ["issue"])
    for issue in atlas.issues where isWanted(issue.id) {
      let entries = atlas.entries(on: issue.id).filter {
        (actors.isEmpty || actors.contains($0.id.actor)) && !sections(of: $0).isEmpty
      }
      let namers = atlas.sections(touching: issue.id).map(\.actor).filter { actor in
        (actors.isEmpty || actors.contains(actor)) && !entries.contains { $0.id.actor == actor }
      }
      let named = atlas.actors.map(\.id).filter { namers.contains($0) }
      guard actors.isEmpty || !entries.isEmpty || !named.isEmpty else { continue }
      let sources = entries.flatMap { sections(of: $0) }.map(\.sources)
      let editions = editions(of: sources)
      table.add(
        [
          issue.id.text, issue.name, issue.basket.text,
          entries.map(\.id.actor.text).joined(separator: ","),
          named.map(\.text).joined(separator: ","), editions.joined(separator: ","),
          lines(sources),
        ],
        .record([
          ("issue", .string(issue.id.text)), ("name", .string(issue.name)),
          ("basket", .string(issue.basket.text)),
          ("actors", .strings(entries.map(\.id.actor.text))),
          ("namedBy", .strings(named.map(\.text))), ("editions", .strings(editions)),
          ("sources", .array(sources.map(\.json))),
          ("url", issue.link.map { .string($0.address.text) }),
          ("status", issue.link.map { .string($0.status.rawValue) }),
        ]), foundBy: names(of: .issue(issue.id), text: entries.flatMap { self.sections(of: $0) }))
    }
    return table
  }

  private func entryTable() -> Table {
    var table = Table(
      columns: ["actor", "issue", "basket", "sections", "editions", "lines", "titles"],
      keeping: ["actor", "issue"])
    for entry in atlas.entries {
      let sections = sections(of: entry)
      guard actors.isEmpty || actors.contains(entry.id.actor), isWanted(entry.id.issue),
        let issue = atlas.issue(entry.id.issue), let actor = atlas.actor(entry.id.actor),
        !sections.isEmpty
      else { continue }
      let editions = editions(of: sections.map(\.sources))
      table.add(
        [
          actor.id.text, issue.id.text, issue.basket.text, String(sections.count),
          editions.joined(separator: ","), lines(sections.map(\.sources)),
          sections.map(\.title).joined(separator: "; "),
        ],
        .record([
          ("actor", .string(actor.id.text)), ("issue", .string(issue.id.text)),
          ("basket", .string(issue.basket.text)),
          ("titles", .strings(sections.map(\.title))), ("editions", .strings(editions)),
          ("sources", .array(sections.map(\.sources.json))),
          ("url", atlas.link(of: entry.id, in: choice).map { .string($0.address.text) }),
          ("status", atlas.link(of: entry.id, in: choice).map { .string($0.status.rawValue) }),
        ]), foundBy: names(of: .entry(entry.id), text: sections))
    }
    return table
  }

  func sections(of entry: Entry) -> [Section] {
    atlas.sections(of: entry).filter { atlas.edition(of: $0, for: choice) != nil }
  }

  func isWanted(_ issue: Issue.ID) -> Bool {
    guard issues.isEmpty || issues.contains(issue) else { return false }
    guard !baskets.isEmpty else { return true }
    return atlas.issue(issue).map { baskets.contains($0.basket) } ?? false
  }

  func isWanted(_ edition: Edition.ID) -> Bool {
    choice == .newest || choice == .only(edition)
  }

  func editions(of sources: [Sources]) -> [String] {
    atlas.editions.map(\.id)
      .filter { edition in isWanted(edition) && sources.contains { $0.editions.contains(edition) } }
      .map(\.text)
  }

  /// Line ranges of the sources, as `2022:190-192 2023:55-57`.
  func lines(_ sources: [Sources]) -> String {
    atlas.editions.map(\.id).filter(isWanted).compactMap { edition in
      let ranges = sources.compactMap { $0.part(in: edition)?.text }
      return ranges.isEmpty ? nil : "\(edition):\(ranges.joined(separator: ","))"
    }.joined(separator: " ")
  }
}
