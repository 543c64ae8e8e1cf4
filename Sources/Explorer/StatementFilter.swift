package import AtlasModel
package import FuzzyMatching

/// Which statements of a section a query keeps: by their own words, or by what they belong to.
///
/// Running text is asked for each term in one piece, as search everything does.
package struct StatementFilter: Sendable {
  private let query: Query
  private let atlas: Atlas

  package init(_ query: Query, in atlas: Atlas) {
    self.query = query
    self.atlas = atlas
  }

  /// What a term may be found in; a field scopes it to values of that field.
  private typealias Value = (field: String, text: String)

  /// The statements of a section that are kept.
  func narrowed(_ section: ComparedSection) -> ComparedSection {
    guard !query.isEmpty else { return section }
    let context = context(of: section)
    var narrowed = section
    narrowed.blocks = section.blocks.filter {
      keeps(context + [("text", $0.text), ("kind", "text")])
    }
    narrowed.facts = section.facts.filter { fact in
      keeps(context + [("text", fact.passage)] + fact.scopedValues)
    }
    narrowed.mentions = section.mentions.filter { mention in
      keeps(
        context + [
          ("text", mention.nameInWords), ("kind", "mention"), ("kind", mention.kind.rawValue),
        ])
    }
    return narrowed
  }

  /// Whether an issue is kept by its own names.
  func keeps(_ issue: Issue.ID) -> Bool { keeps(names(of: issue)) }

  private func context(of section: ComparedSection) -> [Value] {
    let actor = atlas.actor(section.reference.actor)
    var values = actor.map { AtlasIndex.ownNames(of: $0).map { ("actor", $0.text) } } ?? []
    values += section.section.issue.map(names) ?? []
    values += ([section.section.title] + [section.section.ownTerm].compactMap { $0 }).map {
      ("issue", $0)
    }
    values += section.section.topics.map { ("topic", $0) }
    values.append(("edition", section.edition.id.text))
    return values
  }

  private func names(of id: Issue.ID) -> [Value] {
    guard let issue = atlas.issue(id) else { return [] }
    return AtlasIndex.issueNames(issue).map { ("issue", $0.text) }
      + (atlas.basket(issue.basket).map { [("basket", $0.name)] } ?? [])
  }

  private func keeps(_ values: [Value]) -> Bool {
    query.groups.allSatisfy { group in
      group.contains { term in
        let wanted = term.field.map { field in values.filter { $0.field == field } } ?? values
        return wanted.contains { Self.holds($0.text, term) } != term.isInverse
      }
    }
  }

  private static func holds(_ text: String, _ term: Term) -> Bool {
    if PassageScopes.asksBeginning(term) { return PassageScopes.fits(term, text) }
    let text = CharacterFolding.withPlainMarks(text).unicodeScalars.map(\.value)
    let pieces = term.pieces(in: text)
    guard term.kind == .word else { return !pieces.isEmpty }
    return pieces.contains {
      text.beginsWord(at: $0.lowerBound) && text.endsWord(at: $0.upperBound)
    }
  }
}
