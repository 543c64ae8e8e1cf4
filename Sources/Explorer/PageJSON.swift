package import AtlasModel
import PlainText

extension Atlas {
  /// The record of a page, with the keys of the documents and `actor`, `issue` and `editions` beside.
  package func json(of id: PageID, in choice: EditionChoice) -> JSONValue {
    switch id {
    case .atlas: return json
    case .basket(let id):
      return .record([
        ("basket", basket(id)?.json), ("issues", .array(issues(in: id).map(\.json))),
      ])
    case .actor(let id): return actor(id)?.json ?? .object([])
    case .issue(let id):
      return .record([
        ("issue", issue(id)?.json),
        ("entries", .array(entries(on: id).map { json(of: $0, choice) })),
        (
          "namedBy",
          .array(
            sections(touching: id).map { reference in
              .record([
                ("actor", .string(reference.actor.text)),
                ("title", section(reference).map { .string($0.title) }),
              ])
            })
        ),
      ])
    case .entry(let id):
      return entry(id).map { json(of: $0, choice) } ?? .object([])
    }
  }

  private func json(of entry: Entry, _ choice: EditionChoice) -> JSONValue {
    let sections = sections(of: entry).filter { edition(of: $0, for: choice) != nil }
    let editions = editions.map(\.id.text).filter { edition in
      sections.contains { $0.sources.editions.contains(Edition.ID(edition)) }
    }
    return .record([
      ("actor", .string(entry.id.actor.text)), ("issue", .string(entry.id.issue.text)),
      ("editions", .strings(editions)),
      ("url", link(of: entry.id, in: choice).map { .string($0.address.text) }),
      ("status", link(of: entry.id, in: choice).map { .string($0.status.rawValue) }),
      ("sections", .array(sections.map(\.json))),
    ])
  }
}
