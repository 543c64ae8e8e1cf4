import AtlasModel
import FuzzyMatching

/// What a query demands of a passage itself: its year or its kind, which facts have.
struct PassageScopes: Sendable {
  /// Fields whose values are asked for by their beginning: `year:19`, `kind:da`.
  private static let byBeginning: Set<String> = ["year", "kind"]
  /// Fields that a passage answers for; `text` is what it holds.
  static let fields = byBeginning.union(["text"])

  private let groups: [[Term]]

  init(_ query: Query) {
    groups = query.groups.filter { $0.allSatisfy(Self.asksBeginning) }
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

  /// Whether a term is scoped to a field whose values it has to begin.
  static func asksBeginning(_ term: Term) -> Bool { term.field.map(byBeginning.contains) ?? false }

  /// Whether a term that ``asksBeginning(_:)`` begins a value.
  static func fits(_ term: Term, _ value: String) -> Bool {
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
