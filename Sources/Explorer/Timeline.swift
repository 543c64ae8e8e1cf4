package import AtlasModel

/// What happened when: the facts that have a year, and the years in which the actors were founded.
///
/// Statements stand in the order of their years, those of one year in the order of the atlas, so that a count
/// stays beside the event that it belongs to.
package struct Timeline: Sendable {
  /// A statement by its place in the atlas; it is put into words only where it is seen.
  package struct Statement: Hashable, Sendable {
    package enum Origin: Hashable, Sendable {
      /// The founding year among the particulars of the actor.
      case founding
      /// A fact by its section and its place there, both counted from 0.
      case fact(section: Int, place: Int)
    }
    package let year: Int
    /// The actor's place in the atlas, counted from 0.
    package let actor: Int
    package let origin: Origin
    package let isGoal: Bool
  }

  /// A year that has statements.
  package struct Year: Hashable, Sendable {
    package let year: Int
    /// Its statements, by their places among all of them, counted from 0; never empty.
    package let statements: Range<Int>
  }

  package let statements: [Statement]
  /// Rising.
  package let years: [Year]

  /// All statements of the shown text.
  package init(of atlas: Atlas, in choice: EditionChoice) {
    var statements: [Statement] = []
    for place in atlas.actors.indices {
      let actor = atlas.actors[place]
      if let year = actor.established,
        choice == .newest || actor.sources.editions.contains(where: choice.takes)
      {
        statements.append(Statement(year: year, actor: place, origin: .founding, isGoal: false))
      }
      for number in actor.sections.indices where !actor.sections[number].facts.isEmpty {
        let section = actor.sections[number]
        guard let edition = atlas.edition(of: section, for: choice)?.id else { continue }
        for fact in section.facts.indices {
          guard let year = section.facts[fact].year,
            section.facts[fact].editions?.contains(edition) ?? true
          else { continue }
          statements.append(
            Statement(
              year: year, actor: place, origin: .fact(section: number, place: fact),
              isGoal: section.facts[fact].isTarget))
        }
      }
    }
    // Numbers of which each holds a year and a place: they are sorted many times as fast as pairs.
    var order = statements.indices.map { statements[$0].year << 32 | $0 }
    order.sort()
    self.init(inOrder: order.map { statements[$0 & 0xFFFF_FFFF] })
  }

  private init(inOrder statements: [Statement]) {
    self.statements = statements
    var years: [Year] = []
    var start = 0
    for end in statements.indices.map({ $0 + 1 })
    where end == statements.count || statements[end].year != statements[start].year {
      years.append(Year(year: statements[start].year, statements: start..<end))
      start = end
    }
    self.years = years
  }

  /// The statements that are wanted, in the same order.
  package func narrowed(to isWanted: (Statement) -> Bool) -> Timeline {
    Timeline(inOrder: statements.filter(isWanted))
  }

  /// Where the year of a statement stands among the years.
  ///
  /// - Complexity: O(log years).
  func place(ofYearWith statement: Int) -> Int {
    var low = 0
    var high = years.count - 1
    while low < high {
      let middle = (low + high) / 2
      if years[middle].statements.upperBound <= statement {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
