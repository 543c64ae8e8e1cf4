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
    let columns = atlas.actors.indices.filter { actors?.contains($0) ?? true }
    let actors = columns.map { atlas.actors[$0] }
    let wanted = atlas.issues.indices.filter { issues?.contains($0) ?? true }
    let said = Self.said(of: atlas, in: choice, columns)
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
    of atlas: Atlas, in choice: EditionChoice, _ actors: [Int]
  ) -> [[(column: Int, cell: Cell)]] {
    var said: [[(column: Int, cell: Cell)]] = atlas.issues.map { _ in [] }
    let mask = atlas.mask(of: choice)
    /// Scalars of an actor's text on each issue, by its place; -1 where it is only named, nil where not even that.
    var lengths: [Int?] = Array(repeating: nil, count: atlas.issues.count)
    var found: [Int] = []
    for (column, actor) in actors.enumerated() {
      for (section, outline) in atlas.outlines[actor].enumerated() where outline.stands(in: mask) {
        for touched in atlas.issuesTouched(by: outline) where lengths[touched] == nil {
          lengths[touched] = -1
          found.append(touched)
        }
        guard let issue = outline.issue else { continue }
        if lengths[issue] == nil { found.append(issue) }
        let count =
          outline.scalarCount
          ?? atlas.scalarCount(of: atlas.actors[actor].sections[section], in: choice)
        lengths[issue] = max(0, lengths[issue] ?? 0) + count
      }
      for issue in found {
        guard let length = lengths[issue] else { continue }
        let cell: Cell = length < 0 ? .namedOnly : .section(weight: weight(of: length))
        said[issue].append((column, cell))
        lengths[issue] = nil
      }
      found.removeAll(keepingCapacity: true)
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
