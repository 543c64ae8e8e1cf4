package import AtlasModel
import FuzzyMatching

/// Two or more actors beside each other, on one issue or over everything that they say.
///
/// Statements are aligned by kind. Facts that measure the same are one row; so are mentions of one thing,
/// which is known by its name or acronym without case and accents. What only one actor says is a row with one
/// sayer.
package struct Comparison: Sendable {
  /// The columns, in the order in which they were asked for.
  package let actors: [Actor.ID]
  /// nil for all issues, and the profiles with them.
  package let issue: Issue.ID?
  package let choice: EditionChoice
  /// Whether a filter leaves out statements and issues.
  package let isNarrowed: Bool
  /// For each actor its sections that stand in the chosen edition, in the order of the profile.
  package let sections: [[ComparedSection]]
  /// The one issue, or all that at least one of the actors has a section on or names, in the taxonomy's order.
  package let issues: [ComparedIssue]
  /// What more of the actors say comes first, then by actor, each in the order of the sections.
  package let facts: [ComparedStatement<Fact>]
  package let mentions: [ComparedStatement<Mention>]
  /// Where one of the actors names another.
  package let namings: [Naming]

  /// - Parameter filter: What it keeps is compared; nil for everything.
  /// - Complexity: O(issues that they speak of × actors + statements of the sections × actors).
  package init(
    of actors: [Actor.ID], on issue: Issue.ID? = nil, in atlas: Atlas,
    choice: EditionChoice = .newest, keeping filter: StatementFilter? = nil
  ) {
    self.actors = actors
    self.issue = issue
    self.choice = choice
    isNarrowed = filter != nil
    let sections = actors.map { id in
      (atlas.actor(id)?.sections ?? []).enumerated().compactMap { place, section in
        guard issue == nil || section.issue == issue,
          let edition = atlas.edition(of: section, for: choice)
        else { return ComparedSection?.none }
        let compared = ComparedSection(
          SectionReference(actor: id, place: place), section, in: edition)
        return filter?.narrowed(compared) ?? compared
      }
    }
    self.sections = sections
    issues = Self.issues(of: actors, sections, on: issue, in: atlas).filter { issue in
      guard let filter else { return true }
      return filter.keeps(issue.issue)
        || issue.cells.indices.contains { column in
          issue.cells[column].sections.contains { !sections[column][$0].isEmpty }
        }
    }
    facts = Self.rows(sections, \.facts) { [.exact($0.measures)] }
    mentions = Self.rows(sections, \.mentions) { mention in
      ([mention.name] + [mention.acronym].compactMap { $0 }).map { .folded(FoldedText($0)) }
    }
    namings = Self.namings(of: actors, sections)
  }
}

extension Comparison {
  /// Whether a filter left nothing.
  var isEmpty: Bool {
    isNarrowed && issues.allSatisfy { $0.holders.isEmpty }
      && sections.joined().allSatisfy(\.isEmpty)
  }
}

/// A section that is compared, with the edition in which it is quoted.
package struct ComparedSection: Sendable {
  package let reference: SectionReference
  package let section: Section
  package let edition: Edition

  /// What it says in that edition, as far as a filter keeps it.
  package var blocks: [Block]
  package var facts: [Fact]
  package var mentions: [Mention]

  init(_ reference: SectionReference, _ section: Section, in edition: Edition) {
    self.reference = reference
    self.section = section
    self.edition = edition
    blocks = section.blocks(in: edition.id)
    facts = section.facts(in: edition.id)
    mentions = section.mentions(in: edition.id)
  }

  package var isEmpty: Bool { blocks.isEmpty && facts.isEmpty && mentions.isEmpty }
}

/// How the compared actors stand to an issue.
package struct ComparedIssue: Sendable {
  package struct Cell: Sendable {
    package let standing: Standing
    /// Places in ``Comparison/sections``, counted from 0.
    ///
    /// Empty where the actor has no section, or the chosen edition has none of them.
    package let sections: [Int]
  }
  package let issue: Issue.ID
  /// One for each actor.
  package let cells: [Cell]

  /// The places of the actors with a section on it that is compared, counted from 0.
  package var holders: [Int] { cells.indices.filter { !cells[$0].sections.isEmpty } }
  /// Of those with a section that the chosen edition lacks.
  package var lacking: [Int] {
    cells.indices.filter { cells[$0].standing == .withSection && cells[$0].sections.isEmpty }
  }
  /// Of those that name it in passing though they have no section on it.
  package var namers: [Int] { cells.indices.filter { cells[$0].standing == .namedOnly } }
}

/// A fact or mention, and where it is said.
package struct SaidStatement<Statement: Sendable>: Sendable {
  package let statement: Statement
  package let section: ComparedSection
}

/// One row of a comparison: what each of the actors says of one thing.
package struct ComparedStatement<Statement: Sendable>: Sendable {
  /// One list for each actor; empty where it says nothing of the thing.
  package let said: [[SaidStatement<Statement>]]

  /// The places of the actors that say it, counted from 0; never empty.
  package var sayers: [Int] { said.indices.filter { !said[$0].isEmpty } }
  package var isShared: Bool { sayers.count > 1 }
  /// The first that is said of it.
  package var first: Statement {
    guard let first = said.first(where: { !$0.isEmpty })?.first else {
      preconditionFailure("a row is made of what somebody says")
    }
    return first.statement
  }
}

/// One actor naming another, and in which sections.
package struct Naming: Hashable, Sendable {
  package let namer: Actor.ID
  package let named: Actor.ID
  package let sections: [SectionReference]
}

// MARK: Rows

/// What makes two statements speak of one thing.
private enum StatementKey: Hashable {
  case exact(String)
  case folded(FoldedText)
}

extension Comparison {
  /// All statements of the sections as rows; those that have a key in common are one.
  private static func rows<Statement>(
    _ sections: [[ComparedSection]], _ statements: (ComparedSection) -> [Statement],
    keys: (Statement) -> [StatementKey]
  ) -> [ComparedStatement<Statement>] {
    var all: [(column: Int, said: SaidStatement<Statement>)] = []
    /// For each statement an earlier one of the same row, or itself where it is the first.
    var heads: [Int] = []
    func head(of place: Int) -> Int {
      var place = place
      while heads[place] != place {
        heads[place] = heads[heads[place]]
        place = heads[place]
      }
      return place
    }
    var known: [StatementKey: Int] = [:]
    for (column, sections) in sections.enumerated() {
      for section in sections {
        for statement in statements(section) {
          let place = all.count
          all.append((column, SaidStatement(statement: statement, section: section)))
          heads.append(place)
          for key in keys(statement) {
            if let other = known[key] {
              let (one, two) = (head(of: place), head(of: other))
              heads[max(one, two)] = min(one, two)
            } else {
              known[key] = place
            }
          }
        }
      }
    }
    var order: [Int] = []
    var said: [Int: [[SaidStatement<Statement>]]] = [:]
    for (place, statement) in all.enumerated() {
      let head = head(of: place)
      if head == place { order.append(place) }
      said[head, default: Array(repeating: [], count: sections.count)][statement.column]
        .append(statement.said)
    }
    // More sayers first; statements came by actor, and that order stays among equals.
    let rows = order.compactMap { said[$0] }.map { ComparedStatement(said: $0) }
    let byCount = Dictionary(grouping: rows) { $0.sayers.count }
    return byCount.keys.sorted(by: >).flatMap { byCount[$0] ?? [] }
  }

  private static func issues(
    of actors: [Actor.ID], _ sections: [[ComparedSection]], on issue: Issue.ID?, in atlas: Atlas
  ) -> [ComparedIssue] {
    /// For each actor the places of its sections on each issue, and the issues that it names in passing.
    let places = sections.map { sections in
      Dictionary(grouping: sections.indices.filter { sections[$0].section.issue != nil }) {
        sections[$0].section.issue
      }
    }
    let all = actors.map { atlas.actor($0)?.sections ?? [] }
    let touched = all.map { Set($0.flatMap(\.touches)) }
    let held = all.map { Set($0.compactMap(\.issue)) }
    let candidates =
      issue.map { Set([$0]) } ?? (touched + held).reduce(into: []) { $0.formUnion($1) }
    let ordered = candidates.compactMap { id in atlas.place(of: id).map { (id: id, place: $0) } }
      .sorted { $0.place < $1.place }
    return ordered.map { candidate in
      let cells = actors.indices.map { column in
        let standing: Standing =
          held[column].contains(candidate.id)
          ? .withSection : touched[column].contains(candidate.id) ? .namedOnly : .notNamed
        return ComparedIssue.Cell(
          standing: standing, sections: places[column][candidate.id] ?? [])
      }
      return ComparedIssue(issue: candidate.id, cells: cells)
    }
  }

  private static func namings(
    of actors: [Actor.ID], _ sections: [[ComparedSection]]
  ) -> [Naming] {
    actors.indices.flatMap { namer in
      var places: [Actor.ID: [SectionReference]] = [:]
      for section in sections[namer] {
        for named in Set(section.mentions.compactMap(\.actor)) {
          places[named, default: []].append(section.reference)
        }
      }
      return actors.filter { $0 != actors[namer] }.compactMap { named in
        places[named].map { Naming(namer: actors[namer], named: named, sections: $0) }
      }
    }
  }
}
