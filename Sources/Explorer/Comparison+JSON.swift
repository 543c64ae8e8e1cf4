package import AtlasModel

// A comparison as JSON: statements have the keys of the documents, with `actor`, `issue`, `section` and
// `editions` beside them. `Schemas/compare.schema.json` describes it.

extension Comparison {
  package var json: JSONValue {
    .record([
      ("actors", .strings(actors.map(\.text))), ("issue", issue.map { .string($0.text) }),
      ("issues", .array(issues.map { json(of: $0) })),
      ("sections", .array(sections.joined().map(\.json))),
      ("facts", .array(facts.map { json(of: $0, ["measures"], \.json) })),
      ("mentions", .array(mentions.map { json(of: $0, ["name", "acronym"], \.json) })),
      (
        "namings",
        .array(
          namings.map { naming in
            .record([
              ("actor", .string(naming.namer.text)), ("named", .string(naming.named.text)),
              ("sections", .strings(titles(of: naming))),
            ])
          })
      ),
    ])
  }

  /// The titles of the sections in which one actor names another.
  func titles(of naming: Naming) -> [String] {
    let places = Set(naming.sections)
    return sections.joined().filter { places.contains($0.reference) }.map(\.section.title)
  }

  private func json(of issue: ComparedIssue) -> JSONValue {
    .record([
      ("issue", .string(issue.issue.text)),
      (
        "actors",
        .array(
          issue.cells.enumerated().map { column, cell in
            .record([
              ("actor", .string(actors[column].text)),
              ("standing", .string(cell.standing.key)),
              ("titles", .strings(cell.sections.map { sections[column][$0].section.title })),
            ])
          })
      ),
    ])
  }

  /// A row: what its first statement is called, who says it, and everything that is said.
  private func json<Statement>(
    of row: ComparedStatement<Statement>, _ keys: [String], _ json: (Statement) -> JSONValue
  ) -> JSONValue {
    guard case .object(let members) = json(row.first) else { return .object([]) }
    return .object(
      members.filter { keys.contains($0.key) } + [
        ("actors", .strings(row.sayers.map { actors[$0].text })),
        ("shared", .bool(row.isShared)),
        (
          "said",
          .array(
            row.said.joined().map { said in
              guard case .object(let members) = json(said.statement).without("editions") else {
                return .object([])
              }
              // Named apart from the actor that a mention is of.
              let place = said.section.place
              return .object(
                [("by", .string(said.section.reference.actor.text))] + place + members)
            })
        ),
      ])
  }
}

extension ComparedSection {
  /// Its issue, its title and the edition in which it is quoted.
  fileprivate var place: [(key: String, value: JSONValue)] {
    (section.issue.map { [("issue", .string($0.text))] } ?? []) + [
      ("section", .string(section.title)), ("edition", .string(edition.id.text)),
    ]
  }

  fileprivate var json: JSONValue {
    .record([
      ("actor", .string(reference.actor.text)), ("issue", section.issue.map { .string($0.text) }),
      ("kind", .string(section.kind.rawValue)), ("title", .string(section.title)),
      ("ownTerm", section.ownTerm.map { .string($0) }), ("edition", .string(edition.id.text)),
      ("editions", .strings(section.sources.editions.map(\.text))),
      ("sources", section.sources.json),
      ("blocks", .array(blocks.map { $0.json.without("editions") })),
      ("note", section.note.map { .string($0) }),
    ])
  }
}

extension Standing {
  /// As JSON has it.
  package var key: String {
    switch self {
    case .withSection: "section"
    case .namedOnly: "inPassing"
    case .notNamed: "none"
    }
  }
}
