package import AtlasModel
import FuzzyMatching
import TextUI

/// Who says how much on what: issues by basket down, actors across.
///
/// Weight is the length of the text in these profiles, not the work that an actor does.
package struct Matrix: Sendable {
  /// What an actor says on an issue.
  package enum Cell: Hashable, Sendable {
    case nothing
    /// Named in passing, in a section on something else.
    case namedOnly
    /// From 1 to 5: each step is twice the text of the one before.
    case section(weight: Int)
  }

  package struct Row: Sendable {
    package let issue: Issue
    /// One for each actor.
    package let cells: [Cell]
    /// Actors with a section.
    package var count: Int { cells.filter { $0.hasSection }.count }
    /// Whether no profile says or names anything.
    package var isEmpty: Bool { cells.allSatisfy { $0 == .nothing } }
  }

  package struct Group: Sendable {
    package let basket: Basket
    package let rows: [Row]
  }

  package let actors: [Actor]
  /// Baskets with an issue among the rows, in the atlas's order.
  package let groups: [Group]

  /// Fewer scalars of text than these are a weight of 1, 2, 3 and 4; what is more, 5.
  package static let weightLimits = [750, 1_500, 3_000, 6_000]

  package var rows: [Row] { groups.flatMap(\.rows) }

  /// For each actor on how many of the issues it has a section.
  package var totals: [Int] {
    actors.indices.map { place in rows.filter { $0.cells[place].hasSection }.count }
  }

  /// - Parameters:
  ///   - issues: those that are wanted, by their places in the atlas; nil for all.
  ///   - actors: likewise.
  ///   - leavesOutEmpty: whether issues that no profile names are left out.
  package init(
    of atlas: Atlas, in choice: EditionChoice, issues: Set<Int>? = nil, actors: Set<Int>? = nil,
    leavesOutEmpty: Bool = false
  ) {
    let actors = atlas.actors.enumerated().filter { actors?.contains($0.offset) ?? true }
      .map(\.element)
    self.actors = actors
    let weights = Self.weights(of: atlas, in: choice)
    let namers = Self.namers(of: atlas, in: choice)
    let rows = atlas.issues.enumerated().filter { issues?.contains($0.offset) ?? true }
      .map { _, issue in
        Row(
          issue: issue,
          cells: actors.map { actor in
            let id = Entry.ID(actor: actor.id, issue: issue.id)
            if let count = weights[id] { return .section(weight: Self.weight(of: count)) }
            return namers.contains(id) ? .namedOnly : .nothing
          })
      }.filter { !leavesOutEmpty || !$0.isEmpty }
    let grouped = Dictionary(grouping: rows) { $0.issue.basket }
    groups = atlas.baskets.compactMap { basket in
      grouped[basket.id].map { Group(basket: basket, rows: $0) }
    }
  }

  /// Scalars of the text that stands in an edition, by entry; none where it has no section there.
  private static func weights(of atlas: Atlas, in choice: EditionChoice) -> [Entry.ID: Int] {
    var weights: [Entry.ID: Int] = [:]
    for actor in atlas.actors {
      for section in actor.sections {
        guard let issue = section.issue, let edition = atlas.edition(of: section, for: choice)
        else { continue }
        let count = section.blocks(in: edition.id).reduce(0) { $0 + $1.text.unicodeScalars.count }
        weights[Entry.ID(actor: actor.id, issue: issue), default: 0] += count
      }
    }
    return weights
  }

  private static func namers(of atlas: Atlas, in choice: EditionChoice) -> Set<Entry.ID> {
    var namers: Set<Entry.ID> = []
    for actor in atlas.actors {
      for section in actor.sections where atlas.edition(of: section, for: choice) != nil {
        for issue in section.touches { namers.insert(Entry.ID(actor: actor.id, issue: issue)) }
      }
    }
    return namers
  }

  private static func weight(of count: Int) -> Int {
    1 + (weightLimits.firstIndex { count < $0 } ?? weightLimits.count)
  }
}

extension Matrix.Cell {
  package var hasSection: Bool { if case .section = self { true } else { false } }

  /// The cell in so many columns, told apart without colour.
  ///
  /// A bar that is longer the more is said, or a digit where bars have no room; a dot for what is only named.
  package func sign(columns: Int) -> String {
    switch self {
    case .nothing: ""
    case .namedOnly: "·"
    case .section(let weight):
      columns >= 5 ? String(repeating: "■", count: weight) : String(weight)
    }
  }

  package var words: String {
    switch self {
    case .nothing: "says nothing on it"
    case .namedOnly: "names it in passing, without a section"
    case .section(let weight): "has a section, weight \(weight) of 5"
    }
  }
}
