package import AtlasModel
package import FuzzyMatching

/// What a query may find by its names.
package enum IndexedThing: Hashable, Sendable {
  case actor(Actor.ID)
  case issue(Issue.ID)
  case entry(Entry.ID)
  /// A programme, instrument, body or the like, by the place of its first mention.
  case mention(MentionPlace)
}

/// A mention by its section and its place among the section's mentions, counted from 0.
package struct MentionPlace: Hashable, Sendable {
  package let section: SectionReference
  package let place: Int
}

/// The names of the atlas made ready for queries: actors, issues, entries and mentions, in this order.
///
/// The lists ask for one kind of them, search everything for all.
package struct AtlasIndex: Sendable {
  package let names: NameIndex
  package let things: [IndexedThing]
  package let places: [IndexedThing: Int]
  /// Which of the things are of which kind.
  let actors: Range<Int>
  let issues: Range<Int>
  let entries: Range<Int>
  /// Fields that scope a term; `text` is looked for in the running text.
  package static let fields: [String] = [
    "actor", "issue", "basket", "topic", "kind", "year", "edition", "text",
  ]
  static let fieldSet = Set(fields)

  /// Among what fits equally well, an actor or issue comes before a thing that someone names, and both before
  /// what one actor says on one issue.
  private static let entryHandicap = 60
  private static let mentionHandicap = 60

  package init(_ atlas: Atlas) {
    var things: [IndexedThing] = []
    var names: [[IndexedName]] = []
    for actor in atlas.actors {
      things.append(.actor(actor.id))
      names.append(Self.names(of: actor, in: atlas))
    }
    actors = 0..<things.count
    for issue in atlas.issues {
      things.append(.issue(issue.id))
      names.append(Self.names(of: issue, in: atlas))
    }
    issues = actors.upperBound..<things.count
    for entry in atlas.entries {
      things.append(.entry(entry.id))
      names.append(Self.names(of: entry, in: atlas))
    }
    entries = issues.upperBound..<things.count
    for (place, mentionNames) in Self.mentions(of: atlas) {
      things.append(.mention(place))
      names.append(mentionNames)
    }
    self.things = things
    places = Dictionary(uniqueKeysWithValues: things.enumerated().map { ($1, $0) })
    let (entries, count) = (entries, things.count)
    self.names = NameIndex(names) { record in
      entries.contains(record)
        ? Self.entryHandicap
        : record >= entries.upperBound && record < count ? Self.mentionHandicap : 0
    }
  }

  var all: Range<Int> { 0..<things.count }
}

// MARK: Names

extension AtlasIndex {
  /// All names under which a thing is found, those that it shares with others included.
  package static func names(of thing: IndexedThing, in atlas: Atlas) -> [IndexedName] {
    switch thing {
    case .actor(let id): atlas.actor(id).map { names(of: $0, in: atlas) } ?? []
    case .issue(let id): atlas.issue(id).map { names(of: $0, in: atlas) } ?? []
    case .entry(let id): atlas.entry(id).map { names(of: $0, in: atlas) } ?? []
    case .mention(let place):
      atlas.section(place.section).map { names(of: $0.mentions[place.place]) } ?? []
    }
  }

  /// The names of an actor itself, without what it shares with others.
  static func ownNames(of actor: Actor) -> [IndexedName] {
    var names = [IndexedName(actor.label, .label, field: "actor")]
    if actor.name != actor.label { names.append(IndexedName(actor.name, .name, field: "actor")) }
    names += actor.otherNames.map { IndexedName($0.name, .otherName, field: "actor") }
    if actor.id.text != actor.label.lowercased() {
      names.append(IndexedName(actor.id.text, .otherName, field: "actor"))
    }
    return names
  }

  private static func names(of actor: Actor, in atlas: Atlas) -> [IndexedName] {
    let names = ownNames(of: actor)
    let entries = atlas.entries(of: actor.id)
    var scoped: [IndexedName] = []
    for entry in entries {
      guard let issue = atlas.issue(entry.id.issue) else { continue }
      scoped += issueNames(issue).map { IndexedName($0.text, .scoped, field: "issue") }
    }
    let baskets = Set(entries.compactMap { atlas.issue($0.id.issue)?.basket })
    scoped += atlas.baskets.filter { baskets.contains($0.id) }.flatMap {
      [IndexedName($0.name, .scoped, field: "basket")]
    }
    scoped.append(IndexedName("actor", .scoped, field: "kind"))
    if let year = actor.established {
      scoped.append(IndexedName(String(year), .scoped, field: "year"))
    }
    return names + scoped + self.scoped(by: actor.sections)
  }

  /// The names of an issue itself, without what it shares with others.
  static func issueNames(_ issue: Issue) -> [IndexedName] {
    [IndexedName(issue.name, .label, field: "issue")]
      + (issue.aliases + issue.otherNames.map(\.name)).map {
        IndexedName($0, .otherName, field: "issue")
      }
  }

  private static func names(of issue: Issue, in atlas: Atlas) -> [IndexedName] {
    var names = issueNames(issue)
    if let basket = atlas.basket(issue.basket) {
      names.append(IndexedName(basket.name, .group, field: "basket"))
    }
    let entries = atlas.entries(on: issue.id)
    for actor in entries.compactMap({ atlas.actor($0.id.actor) }) {
      names += actorNames(actor).map { IndexedName($0.text, .scoped, field: "actor") }
    }
    names.append(IndexedName("issue", .scoped, field: "kind"))
    return names + scoped(by: entries.flatMap { atlas.sections(of: $0) })
  }

  private static func actorNames(_ actor: Actor) -> [IndexedName] {
    [IndexedName(actor.label, .label, field: "actor")]
      + ([actor.name] + actor.otherNames.map(\.name)).filter { $0 != actor.label }.map {
        IndexedName($0, .otherName, field: "actor")
      }
  }

  /// What an actor calls an issue, the titles under which it speaks of it and the topics of what it says
  /// find it for that actor.
  private static func names(of entry: Entry, in atlas: Atlas) -> [IndexedName] {
    guard let actor = atlas.actor(entry.id.actor), let issue = atlas.issue(entry.id.issue) else {
      return []
    }
    let sections = atlas.sections(of: entry)
    // An alias of the issue may be nothing that this actor speaks of: it counts less than its own words.
    var names = issueNames(issue).map { name in
      name.kind == .otherName ? IndexedName(name.text, .group, field: name.field) : name
    }
    var known = Set(names.map(\.text))
    for term in sections.compactMap(\.ownTerm) + sections.map(\.title) {
      if known.insert(term).inserted {
        names.append(IndexedName(term, .otherName, field: "issue"))
      } else if let place = names.firstIndex(where: { $0.text == term && $0.kind == .group }) {
        names[place] = IndexedName(term, .otherName, field: "issue")
      }
    }
    names += actorNames(actor)
    if let basket = atlas.basket(issue.basket) {
      names.append(IndexedName(basket.name, .group, field: "basket"))
    }
    names.append(IndexedName("entry", .scoped, field: "kind"))
    return names + scoped(by: sections, topics: .group)
  }

  /// Topics, years and editions of what sections say.
  private static func scoped(
    by sections: [Section], topics kind: NameKind = .scoped
  ) -> [IndexedName] {
    var names: [IndexedName] = []
    var known: Set<IndexedName> = []
    func add(_ text: String, _ kind: NameKind, _ field: String) {
      let name = IndexedName(text, kind, field: field)
      if known.insert(name).inserted { names.append(name) }
    }
    for section in sections {
      for topic in section.topics { add(topic, kind, "topic") }
      for fact in section.facts {
        if let year = fact.year { add(String(year), .scoped, "year") }
      }
      for edition in section.sources.editions { add(edition.text, .scoped, "edition") }
    }
    return names
  }

  /// Each thing that is mentioned once, however many sections name it; actors are not among them.
  private static func mentions(of atlas: Atlas) -> [(MentionPlace, [IndexedName])] {
    var found: [(place: MentionPlace, names: [IndexedName])] = []
    var known: [Set<IndexedName>] = []
    var numbers: [String: Int] = [:]
    for actor in atlas.actors {
      for (number, section) in actor.sections.enumerated() {
        let reference = SectionReference(actor: actor.id, place: number)
        let context = context(of: section, by: actor, in: atlas)
        for (place, mention) in section.mentions.enumerated() where mention.actor == nil {
          let key = mention.name.lowercased()
          let number = numbers[key] ?? found.count
          var names = context + scoped(by: mention, section)
          if number == found.count {
            numbers[key] = number
            found.append((MentionPlace(section: reference, place: place), []))
            known.append([])
            // Its own names are those of where it was first named.
            names = Self.names(of: mention) + names
          }
          for name in names where known[number].insert(name).inserted {
            found[number].names.append(name)
          }
        }
      }
    }
    return found
  }

  private static func names(of mention: Mention) -> [IndexedName] {
    [IndexedName(mention.name, .label, field: "mention")]
      + (mention.acronym.map { [IndexedName($0, .label, field: "mention")] } ?? [])
  }

  private static func context(
    of section: Section, by actor: Actor, in atlas: Atlas
  ) -> [IndexedName] {
    (actorNames(actor).map(\.text) + [actor.id.text]).map {
      IndexedName($0, .context, field: "actor")
    }
      + (section.issue.flatMap { atlas.issue($0) }.map {
        [IndexedName($0.name, .context, field: "issue")]
      } ?? [])
  }

  private static func scoped(by mention: Mention, _ section: Section) -> [IndexedName] {
    [mention.kind.rawValue, "mention"].map { IndexedName($0, .scoped, field: "kind") }
      + (mention.editions ?? section.sources.editions).map {
        IndexedName($0.text, .scoped, field: "edition")
      }
  }
}
