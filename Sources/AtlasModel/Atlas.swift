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

  private let editionPlaces: [Edition.ID: Int]
  private let basketPlaces: [Basket.ID: Int]
  private let issuePlaces: [Issue.ID: Int]
  private let actorPlaces: [Actor.ID: Int]
  private let entryPlaces: [Entry.ID: Int]
  private let actorEntries: [Actor.ID: [Int]]
  private let issueEntries: [Issue.ID: [Int]]
  private let issueNamers: [Issue.ID: [SectionReference]]
  private let actorNamers: [Actor.ID: [SectionReference]]

  init(editions: [Edition], baskets: [Basket], issues: [Issue], actors: [Actor]) {
    self.editions = editions
    self.baskets = baskets
    self.issues = issues
    self.actors = actors
    editionPlaces = Self.places(of: editions.map(\.id))
    basketPlaces = Self.places(of: baskets.map(\.id))
    let places = Self.places(of: issues.map(\.id))
    issuePlaces = places
    actorPlaces = Self.places(of: actors.map(\.id))
    var entries: [Entry] = []
    var issueNamers: [Issue.ID: [SectionReference]] = [:]
    var actorNamers: [Actor.ID: [SectionReference]] = [:]
    for actor in actors {
      var sections: [Issue.ID: [Int]] = [:]
      // By places, for a copy of a section takes as long as its indexing.
      for place in actor.sections.indices {
        let reference = SectionReference(actor: actor.id, place: place)
        if let issue = actor.sections[place].issue { sections[issue, default: []].append(place) }
        for issue in actor.sections[place].touches {
          issueNamers[issue, default: []].append(reference)
        }
        for named in Set(actor.sections[place].mentions.compactMap(\.actor))
        where named != actor.id {
          actorNamers[named, default: []].append(reference)
        }
      }
      let ordered = sections.keys.sorted { (places[$0] ?? 0) < (places[$1] ?? 0) }
      for issue in ordered {
        entries.append(
          Entry(id: Entry.ID(actor: actor.id, issue: issue), sections: sections[issue] ?? []))
      }
    }
    self.entries = entries
    entryPlaces = Self.places(of: entries.map(\.id))
    let numbered = Array(entries.map(\.id).enumerated())
    actorEntries = Dictionary(grouping: numbered) { $0.element.actor }.mapValues {
      $0.map(\.offset)
    }
    issueEntries = Dictionary(grouping: numbered) { $0.element.issue }.mapValues {
      $0.map(\.offset)
    }
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
  package func entry(_ id: Entry.ID) -> Entry? { entryPlaces[id].map { entries[$0] } }

  /// Where an actor or issue stands in the atlas's order, counted from 0.
  package func place(of actor: Actor.ID) -> Int? { actorPlaces[actor] }
  package func place(of issue: Issue.ID) -> Int? { issuePlaces[issue] }

  /// How many entries an actor has, or are on an issue.
  package func entryCount(of actor: Actor.ID) -> Int { actorEntries[actor]?.count ?? 0 }
  package func entryCount(on issue: Issue.ID) -> Int { issueEntries[issue]?.count ?? 0 }

  /// The actor's entries in the order of the taxonomy.
  package func entries(of actor: Actor.ID) -> [Entry] {
    (actorEntries[actor] ?? []).map { entries[$0] }
  }

  /// The entries on an issue in the order of the actors.
  package func entries(on issue: Issue.ID) -> [Entry] {
    (issueEntries[issue] ?? []).map { entries[$0] }
  }

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
    issueNamers[issue] ?? []
  }

  /// Sections of other actors that name this one, in the order of the actors.
  package func sections(naming actor: Actor.ID) -> [SectionReference] {
    actorNamers[actor] ?? []
  }

  /// How much an actor, or all of them, says on an issue.
  package func standing(of issue: Issue.ID, for actor: Actor.ID? = nil) -> Standing {
    if let actor {
      if entryPlaces[Entry.ID(actor: actor, issue: issue)] != nil { return .withSection }
      return sections(touching: issue).contains { $0.actor == actor } ? .namedOnly : .notNamed
    }
    if issueEntries[issue] != nil { return .withSection }
    return issueNamers[issue] != nil ? .namedOnly : .notNamed
  }
}

/// Whether an issue has a section, is named in passing, or not named at all.
package enum Standing: Sendable {
  case withSection
  case namedOnly
  case notNamed
}
