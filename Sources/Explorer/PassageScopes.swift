import AtlasModel
import FuzzyMatching

/// What a query demands of a passage itself: its year or its kind, which facts have.
struct PassageScopes: Sendable {
  /// Fields that a passage answers for; `text` is what it holds.
  static let fields: Set<String> = ["text", "year", "kind"]

  private let groups: [[Term]]

  init(_ query: Query) {
    groups = query.groups.filter { $0.allSatisfy { $0.field == "year" || $0.field == "kind" } }
  }

  var isEmpty: Bool { groups.isEmpty }

  func holds(_ passage: Passage, in atlas: Atlas) -> Bool {
    groups.isEmpty
      || groups.allSatisfy { group in
        let values = Self.values(of: passage, in: atlas)
        return group.contains { term in
          let isFound = values.contains { $0.field == term.field && Self.fits(term, $0.text) }
          return isFound != term.isInverse
        }
      }
  }

  private static func fits(_ term: Term, _ value: String) -> Bool {
    FoldedText(value).scalars.starts(with: term.scalars.map(CharacterFolding.folded))
  }

  private static func values(of passage: Passage, in atlas: Atlas) -> [(
    field: String, text: String
  )] {
    guard case .fact(let reference, let place) = passage.kind,
      let fact = atlas.section(reference)?.facts[place]
    else { return [("kind", "text")] }
    return fact.scopedValues
  }
}

extension Fact {
  /// What it answers a kind or a year with.
  var scopedValues: [(field: String, text: String)] {
    [("kind", "fact"), ("kind", kind.rawValue)] + (year.map { [("year", String($0))] } ?? [])
  }
}
