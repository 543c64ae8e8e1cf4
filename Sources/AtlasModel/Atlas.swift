/// The whole atlas: immutable, every reference resolved, every question of a screen answered by an index.
///
/// Order is that of the documents: actors as their documents came, issues as the taxonomy has them.
package struct Atlas: Sendable {
  /// Older first.
  package let editions: [Edition]
  package let baskets: [Basket]
  package let issues: [Issue]
  package let actors: [Actor]
  /// One for each actor and issue with a section; by actor, then by issue, both in the atlas's order.
  package let entries: [Entry]

  /// For each actor one for each of its sections.
  package let outlines: [[SectionOutline]]
  /// What the outlines of all sections touch, one after the other: places of issues.
  let touchedIssues: [Int]

  private let editionPlaces: [Edition.ID: Int]
  private let basketPlaces: [Basket.ID: Int]
  private let issuePlaces: [Issue.ID: Int]
  private let actorPlaces: [Actor.ID: Int]
  /// Of each actor, and of each issue, by their places: where its entries stand.
  private let actorEntries: [Range<Int>]
  private let issueEntries: [[Int]]
  /// Of each entry the place of its issue.
  private let entryIssues: [Int]
  /// Of each issue by its place, and of each actor: the sections that name it.
  private let issueNamers: [[SectionReference]]
  private let actorNamers: [Actor.ID: [SectionReference]]

  init(editions: [Edition], baskets: [Basket], issues: [Issue], actors: [Actor]) {
    self.editions = editions
    self.baskets = baskets
    self.issues = issues
    self.actors = actors
    editionPlaces = Self.places(of: editions.map(\.id))
    basketPlaces = Self.places(of: baskets.map(\.id))
    issuePlaces = Self.places(of: issues.map(\.id))
    actorPlaces = Self.places(of: actors.map(\.id))
    var outliner = SectionOutliner(editions: editionPlaces, issues: issuePlaces)
    outlines = actors.map { actor in actor.sections.map { outliner.outline(of: $0) } }
    touchedIssues = outliner.touched
    var entries: [Entry] = []
    var actorEntries: [Range<Int>] = []
    var entryIssues: [Int] = []
    var issueEntries: [[Int]] = issues.map { _ in [] }
    var issueNamers: [[SectionReference]] = issues.map { _ in [] }
    var actorNamers: [Actor.ID: [SectionReference]] = [:]
    for (actor, outlines) in zip(actors, outlines) {
      var sections: [(issue: Int, place: Int)] = []
      // By places, for a copy of a section takes as long as its indexing.
      for place in outlines.indices {
        let reference = SectionReference(actor: actor.id, place: place)
        if let issue = outlines[place].issue { sections.append((issue, place)) }
        for issue in touchedIssues[outlines[place].touches] { issueNamers[issue].append(reference) }
        for named in Set(actor.sections[place].mentions.compactMap(\.actor))
        where named != actor.id {
          actorNamers[named, default: []].append(reference)
        }
      }
      sections.sort { $0 < $1 }
      let first = entries.count
      for (place, (issue, _)) in sections.enumerated()
      where place == 0 || sections[place - 1].issue != issue {
        issueEntries[issue].append(entries.count)
        entryIssues.append(issue)
        entries.append(
          Entry(
            id: Entry.ID(actor: actor.id, issue: issues[issue].id),
            sections: sections[place...].prefix { $0.issue == issue }.map(\.place)))
      }
      actorEntries.append(first..<entries.count)
    }
    self.entries = entries
    self.actorEntries = actorEntries
    self.issueEntries = issueEntries
    self.entryIssues = entryIssues
    self.issueNamers = issueNamers
    self.actorNamers = actorNamers
  }

  private static func places<ID: Hashable>(of ids: [ID]) -> [ID: Int] {
    Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

/// All sections of one actor on one issue.
package struct Entry: Sendable {
  package struct ID: Hashable, Sendable {
    package let actor: Actor.ID
    package let issue: Issue.ID

    package init(actor: Actor.ID, issue: Issue.ID) {
      self.actor = actor
      self.issue = issue
    }
  }
  package let id: ID
  /// Places among the actor's sections, counted from 0, rising; at least one.
  package let sections: [Int]
}

/// A section by its actor and its place among that actor's sections, counted from 0.
package struct SectionReference: Hashable, Sendable {
  package let actor: Actor.ID
  package let place: Int

  package init(actor: Actor.ID, place: Int) {
    self.actor = actor
    self.place = place
  }
}

// MARK: Looking up

extension Atlas {
  package func edition(_ id: Edition.ID) -> Edition? { editionPlaces[id].map { editions[$0] } }
  package func basket(_ id: Basket.ID) -> Basket? { basketPlaces[id].map { baskets[$0] } }
  package func issue(_ id: Issue.ID) -> Issue? { issuePlaces[id].map { issues[$0] } }
  package func actor(_ id: Actor.ID) -> Actor? { actorPlaces[id].map { actors[$0] } }
  package func entry(_ id: Entry.ID) -> Entry? { place(of: id).map { entries[$0] } }

  /// Where an edition, actor or issue stands in the atlas's order, counted from 0.
  package func place(of edition: Edition.ID) -> Int? { editionPlaces[edition] }
  package func place(of actor: Actor.ID) -> Int? { actorPlaces[actor] }
  package func place(of issue: Issue.ID) -> Int? { issuePlaces[issue] }

  /// Where the entries of an actor stand among all, and those on an issue, rising.
  private func places(of actor: Actor.ID) -> Range<Int> {
    place(of: actor).map { actorEntries[$0] } ?? 0..<0
  }
  private func places(on issue: Issue.ID) -> [Int] {
    place(of: issue).map { issueEntries[$0] } ?? []
  }

  /// - Complexity: O(log entries of the actor), which stand in the order of their issues.
  private func place(of entry: Entry.ID) -> Int? {
    guard let issue = place(of: entry.issue) else { return nil }
    var places = places(of: entry.actor)
    while let first = places.first {
      let middle = first + places.count / 2
      if entryIssues[middle] == issue { return middle }
      places = entryIssues[middle] < issue ? middle + 1..<places.upperBound : first..<middle
    }
    return nil
  }

  /// How many entries an actor has, or are on an issue.
  package func entryCount(of actor: Actor.ID) -> Int { places(of: actor).count }
  package func entryCount(on issue: Issue.ID) -> Int { places(on: issue).count }

  /// The actor's entries in the order of the taxonomy.
  package func entries(of actor: Actor.ID) -> [Entry] { Array(entries[places(of: actor)]) }

  /// The entries on an issue in the order of the actors.
  package func entries(on issue: Issue.ID) -> [Entry] { places(on: issue).map { entries[$0] } }

  /// The issues of a basket in the order of the taxonomy.
  package func issues(in basket: Basket.ID) -> [Issue] { issues.filter { $0.basket == basket } }

  package func sections(of entry: Entry) -> [Section] {
    guard let actor = actor(entry.id.actor) else { return [] }
    return entry.sections.map { actor.sections[$0] }
  }

  package func section(_ reference: SectionReference) -> Section? {
    guard let actor = actor(reference.actor), actor.sections.indices.contains(reference.place)
    else { return nil }
    return actor.sections[reference.place]
  }

  /// Sections that name an issue in passing, in the order of the actors.
  package func sections(touching issue: Issue.ID) -> [SectionReference] {
    place(of: issue).map { issueNamers[$0] } ?? []
  }

  /// Sections of other actors that name this one, in the order of the actors.
  package func sections(naming actor: Actor.ID) -> [SectionReference] {
    actorNamers[actor] ?? []
  }

  /// How much an actor, or all of them, says on an issue.
  package func standing(of issue: Issue.ID, for actor: Actor.ID? = nil) -> Standing {
    if let actor {
      if entry(Entry.ID(actor: actor, issue: issue)) != nil { return .withSection }
      return sections(touching: issue).contains { $0.actor == actor } ? .namedOnly : .notNamed
    }
    if entryCount(on: issue) > 0 { return .withSection }
    return sections(touching: issue).isEmpty ? .notNamed : .namedOnly
  }
}

/// Whether an issue has a section, is named in passing, or not named at all.
package enum Standing: Sendable {
  case withSection
  case namedOnly
  case notNamed
}
