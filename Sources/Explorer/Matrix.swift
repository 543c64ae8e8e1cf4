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

  /// A class, for rows are handed on from list to list, and an issue is much to copy.
  package final class Row: Sendable {
    package let issue: Issue
    /// What is not nothing, by the places of the actors: of many actors few speak on an issue.
    fileprivate let said: [(column: Int, cell: Cell)]
    fileprivate let columnCount: Int

    fileprivate init(issue: Issue, said: [(column: Int, cell: Cell)], columnCount: Int) {
      self.issue = issue
      self.said = said
      self.columnCount = columnCount
    }

    package subscript(column: Int) -> Cell {
      said.first { $0.column == column }?.cell ?? .nothing
    }
    /// One for each actor.
    package var cells: [Cell] { (0..<columnCount).map { self[$0] } }
    /// Actors with a section.
    package var count: Int { said.reduce(0) { $0 + ($1.cell.hasSection ? 1 : 0) } }
    /// Whether no profile says or names anything.
    package var isEmpty: Bool { said.isEmpty }
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

  package let rows: [Row]
  /// For each actor on how many of the issues it has a section.
  package let totals: [Int]

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
    let wanted = atlas.issues.indices.filter { issues?.contains($0) ?? true }
    let said = Self.said(of: atlas, in: choice, actors)
    let rows = wanted.map {
      Row(issue: atlas.issues[$0], said: said[$0], columnCount: actors.count)
    }
    .filter { !leavesOutEmpty || !$0.isEmpty }
    let grouped = Dictionary(grouping: rows) { $0.issue.basket }
    groups = atlas.baskets.compactMap { basket in
      grouped[basket.id].map { Group(basket: basket, rows: $0) }
    }
    self.actors = actors
    self.rows = groups.flatMap(\.rows)
    var totals = actors.map { _ in 0 }
    for row in rows {
      for (column, cell) in row.said where cell.hasSection { totals[column] += 1 }
    }
    self.totals = totals
  }

  /// For each issue of the atlas what those of some actors that say something on it say, in the text of an
  /// edition; by actor.
  private static func said(
    of atlas: Atlas, in choice: EditionChoice, _ actors: [Actor]
  ) -> [[(column: Int, cell: Cell)]] {
    var said: [[(column: Int, cell: Cell)]] = atlas.issues.map { _ in [] }
    for (column, actor) in actors.enumerated() {
      /// Scalars of the text on an issue, by its place; nil where it is only named.
      var lengths: [Int: Int?] = [:]
      // Sections are looked at in place: copying all of a large atlas costs more than counting.
      for number in actor.sections.indices {
        guard let edition = atlas.edition(of: actor.sections[number], for: choice) else { continue }
        for touched in actor.sections[number].touches {
          if let place = atlas.place(of: touched), lengths[place] == nil {
            lengths[place] = .some(nil)
          }
        }
        guard let issue = actor.sections[number].issue, let place = atlas.place(of: issue) else {
          continue
        }
        var length = (lengths[place] ?? nil) ?? 0
        let blocks = actor.sections[number].blocks
        for block in blocks.indices where blocks[block].editions?.contains(edition.id) ?? true {
          length += blocks[block].scalarCount
        }
        lengths[place] = length
      }
      for (place, length) in lengths {
        said[place].append(
          (column, length.map { .section(weight: weight(of: $0)) } ?? .namedOnly))
      }
    }
    return said
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
