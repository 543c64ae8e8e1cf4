package import AtlasModel
package import FuzzyMatching
import PlainText

// A statement in words, where it leads, and what finds it.

extension Timeline {
  /// What a statement says.
  package struct Words: Sendable {
    /// What happened, with its value where that is more than the year.
    package let text: String
    package let page: PageID
    /// The editions that it stands in, older first.
    package let editions: [Edition.ID]
    /// What to mark on the page, so that it opens at the statement.
    let terms: [String]
    /// The statement with its year, its actor and its page, on one line.
    let line: String
    /// What is copied of it.
    let copied: String
  }

  /// Before a goal, so that it is never taken for what was reached.
  package static let goalSign: Unicode.Scalar = "◇"
}

extension Atlas {
  package func words(
    of statement: Timeline.Statement, in choice: EditionChoice
  ) -> Timeline.Words {
    let actor = actors[statement.actor]
    switch statement.origin {
    case .founding:
      let editions = editions.map(\.id).filter {
        actor.sources.editions.contains($0) && choice.takes($0)
      }
      let dates = editions.compactMap { edition($0)?.dateInWords }.joined(separator: " and ")
      return Timeline.Words(
        text: "established", page: .actor(actor.id), editions: editions, terms: ["Established"],
        line: "\(statement.year) · \(actor.label): established",
        copied: "\(actor.label): established in \(statement.year). "
          + "(Geneva Digital Atlas, \(dates), paraphrased by geneva-atlas)")
    case .fact(let section, let place):
      let reference = SectionReference(actor: actor.id, place: section)
      let row = row(of: FactPlace(section: reference, place: place))
      let fact = actor.sections[section].facts[place]
      let said = fact.measuresInWords
      let text = fact.value == String(statement.year) ? said : "\(fact.value): \(said)"
      let way = breadcrumb(of: row.page).joined(separator: " › ")
      return Timeline.Words(
        text: text, page: row.page,
        editions: editions(of: fact, in: actor.sections[section]).filter(choice.takes),
        terms: row.terms, line: "\(statement.year) · \(way): \(text)", copied: row.copied ?? "")
    }
  }

  /// The fact of a statement, and the section that it stands in; nil for a founding.
  package func fact(of statement: Timeline.Statement) -> (section: Section, fact: Fact)? {
    guard case .fact(let number, let place) = statement.origin else { return nil }
    let section = actors[statement.actor].sections[number]
    return (section, section.facts[place])
  }
}

extension EditionChoice {
  /// Whether an edition is among those that are shown.
  func takes(_ edition: Edition.ID) -> Bool { self == .newest || self == .only(edition) }
}

extension Timeline {
  /// The statements that meet a query: facts as everywhere, foundings by the names of their actors.
  package func found(by query: Query, in search: Search) -> Timeline {
    guard !query.isEmpty else { return self }
    let facts = search.facts(query)
    let atlas = search.atlas
    let foundings = atlas.foundings(meeting: query)
    return narrowed { statement in
      switch statement.origin {
      case .founding: foundings.contains(statement.actor)
      case .fact(let section, let place):
        facts.contains(
          FactPlace(
            section: SectionReference(actor: atlas.actors[statement.actor].id, place: section),
            place: place))
      }
    }
  }
}

extension Atlas {
  /// The actors, by their places, whose founding meets a query.
  fileprivate func foundings(meeting query: Query) -> Set<Int> {
    let index = NameIndex(
      actors.map { actor -> [IndexedName] in
        guard let year = actor.established else { return [] }
        return AtlasIndex.ownNames(of: actor)
          + [
            IndexedName("established", .group, field: "text"),
            IndexedName(String(year), .scoped, field: "year"),
          ] + ["date", "fact"].map { IndexedName($0, .scoped, field: "kind") }
          + actor.sources.editions.map { IndexedName($0.text, .scoped, field: "edition") }
      })
    return Set(index.hits(of: query).map(\.record))
  }
}
