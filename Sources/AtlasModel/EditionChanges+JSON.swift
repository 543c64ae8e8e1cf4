// What two editions say differently as JSON: parts have the keys of the documents, without `editions`, and
// beside them a `change`. `Schemas/changes.schema.json` describes it.

extension EditionChanges {
  /// - Parameter atlas: The one whose editions were compared.
  package func json(in atlas: Atlas) -> JSONValue {
    let counts = counts
    func number(_ count: Int) -> JSONValue { .number(Double(count)) }
    return .record([
      ("from", .string(older.id.text)), ("to", .string(newer.id.text)),
      (
        "counts",
        .record([
          ("compared", number(counts.compared)), ("changed", number(counts.changed)),
          ("same", number(counts.same)), ("added", number(counts.added)),
          ("removed", number(counts.removed)), ("notInOurCopy", number(counts.notInCopy)),
        ])
      ),
      ("sections", .array(sections.compactMap { $0.json(in: atlas) })),
    ])
  }
}

extension SectionChange {
  fileprivate func json(in atlas: Atlas) -> JSONValue? {
    guard let section = atlas.section(reference) else { return nil }
    let (word, lacking): (String, Edition.ID?) =
      switch verdict {
      case .same: ("same", nil)
      case .changed: ("changed", nil)
      case .added: ("added", nil)
      case .removed: ("removed", nil)
      case .notInCopy(let edition): ("notInOurCopy", edition)
      }
    let difference = difference
    return .record([
      ("actor", .string(reference.actor.text)), ("issue", section.issue.map { .string($0.text) }),
      ("kind", .string(section.kind.rawValue)), ("title", .string(section.title)),
      ("verdict", .string(word)), ("notIn", lacking.map { .string($0.text) }),
      ("editions", .strings(section.sources.editions.map(\.text))),
      ("sources", section.sources.json),
      ("blocks", difference.map { .array($0.blocks.map { $0.json(\.json) }) }),
      ("facts", difference.map { .array($0.facts.map(\.json)) }),
      ("mentions", difference.map { .array($0.mentions.map { $0.json(\.json) }) }),
      ("note", section.note.map { .string($0) }),
    ])
  }
}

extension PartChange {
  fileprivate func json(_ json: (Part) -> JSONValue) -> JSONValue {
    switch self {
    case .removed(let part): record("removed", json(part))
    case .added(let part): record("added", json(part))
    }
  }
}

extension FactChange {
  fileprivate var json: JSONValue {
    switch self {
    case .removed(let fact): record("removed", fact.json)
    case .added(let fact): record("added", fact.json)
    case .changed(let from, let to):
      .record([
        ("change", .string("changed")), ("measures", .string(to.measures)),
        ("from", from.json.without("measures", "editions")),
        ("to", to.json.without("measures", "editions")),
      ])
    }
  }
}

/// The record of a part with what happened to it before its own keys.
private func record(_ word: String, _ json: JSONValue) -> JSONValue {
  guard case .object(let members) = json.without("editions") else { return json }
  return .object([("change", .string(word))] + members)
}

extension JSONValue {
  /// An object without some of its members; anything else as it is.
  package func without(_ keys: String...) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { !keys.contains($0.key) })
  }
}
