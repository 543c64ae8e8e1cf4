import AtlasModel
import Explorer
import FuzzyMatching
import PlainText

// What stands inside the sections: facts, mentions, links.

/// A section with its actor and its issue, if it has one.
private struct PlacedSection {
  let actor: Actor
  let section: Section
  /// The editions of the section that are wanted, older first.
  let editions: [Edition.ID]

  var issue: String { section.issue?.text ?? "" }

  /// Those of the editions in which a part of the section stands.
  func editions(of part: Editions) -> [String] {
    editions.filter { part?.contains($0) ?? true }.map(\.text)
  }
}

extension PlacedSection {
  /// The names under which a part of the section is found: its own, and what it stands beside.
  func names(in atlas: Atlas, shown: [String], _ kind: String?) -> [IndexedName] {
    shown.map { IndexedName($0, .label, field: "name") }
      + [
        kind.map { IndexedName($0, .group, field: "kind") },
        IndexedName(section.title, .context, field: "issue"),
        IndexedName(actor.label, .context, field: "actor"),
        section.issue.flatMap { atlas.issue($0) }.map {
          IndexedName($0.name, .context, field: "issue")
        },
      ].compactMap { $0 }
      + editions.map { IndexedName($0.text, .scoped, field: "edition") }
  }
}

extension ListRows {
  /// The wanted sections: those of an issue that is wanted, and the profiles where no issue is asked for.
  private var placedSections: [PlacedSection] {
    let hasIssues = !issues.isEmpty || !baskets.isEmpty
    return atlas.actors.filter { actors.isEmpty || actors.contains($0.id) }.flatMap { actor in
      actor.sections.compactMap { section in
        guard section.issue.map({ isWanted($0) }) ?? !hasIssues else { return nil }
        let editions = atlas.editions.map(\.id).filter {
          isWanted($0) && section.sources.editions.contains($0)
        }
        return editions.isEmpty
          ? nil : PlacedSection(actor: actor, section: section, editions: editions)
      }
    }
  }

  func factTable() -> Table {
    var table = Table(
      columns: [
        "actor", "issue", "value", "measures", "kind", "year", "goal", "as of", "editions",
        "section", "lines",
      ], keeping: ["actor", "value", "measures", "issue"])
    for placed in placedSections {
      for fact in placed.section.facts {
        let editions = placed.editions(of: fact.editions)
        guard !editions.isEmpty else { continue }
        table.add(
          [
            placed.actor.id.text, placed.issue, fact.value, fact.measures, fact.kind.rawValue,
            fact.year.map(String.init) ?? "", fact.isTarget ? "goal" : "", fact.asOf ?? "",
            editions.joined(separator: ","), placed.section.title,
            lines([placed.section.sources]),
          ],
          record(placed, fact.json, editions, title: "section"),
          foundBy: placed.names(in: atlas, shown: [fact.value, fact.measures], fact.kind.rawValue)
            + (fact.year.map { [IndexedName(String($0), .scoped, field: "year")] } ?? []))
      }
    }
    return table
  }

  /// Each thing that is named once, with the actors that name it and the issues under which they do.
  func mentionTable() -> Table {
    var table = Table(
      columns: [
        "actors", "issues", "name", "acronym", "kind", "url", "status", "editions", "lines",
      ], keeping: ["name", "kind", "actors", "url"])
    var order: [String] = []
    var named: [String: [(placed: PlacedSection, mention: Mention)]] = [:]
    for placed in placedSections {
      for mention in placed.section.mentions where !placed.editions(of: mention.editions).isEmpty {
        let name = mention.name.lowercased()
        if named[name] == nil { order.append(name) }
        named[name, default: []].append((placed, mention))
      }
    }
    for name in order {
      guard let places = named[name], let first = places.first else { continue }
      let link = places.lazy.compactMap(\.mention.link).first
      let acronym = places.compactMap(\.mention.acronym).first
      let editions = atlas.editions.map(\.id.text).filter { edition in
        places.contains { $0.placed.editions(of: $0.mention.editions).contains(edition) }
      }
      let actors = distinct(places.map(\.placed.actor.id.text))
      let issues = distinct(places.map(\.placed.issue).filter { !$0.isEmpty })
      table.add(
        [
          actors.joined(separator: ","), issues.joined(separator: ","), first.mention.name,
          acronym ?? "", first.mention.kind.rawValue, link?.address.text ?? "",
          link?.status.rawValue ?? "", editions.joined(separator: ","),
          lines(places.map(\.placed.section.sources)),
        ],
        .record([
          ("actors", .strings(actors)), ("issues", .strings(issues)),
          ("name", .string(first.mention.name)), ("acronym", acronym.map { .string($0) }),
          ("kind", .string(first.mention.kind.rawValue)),
          ("url", link.map { .string($0.address.text) }),
          ("status", link.map { .string($0.status.rawValue) }),
          ("actor", places.compactMap(\.mention.actor).first.map { .string($0.text) }),
          ("editions", .strings(editions)),
          ("sections", .strings(distinct(places.map(\.placed.section.title)))),
          ("sources", .array(places.map(\.placed.section.sources.json))),
        ]),
        foundBy: first.placed.names(
          in: atlas, shown: [first.mention.name] + places.compactMap(\.mention.acronym).prefix(1),
          first.mention.kind.rawValue)
          + places.dropFirst().flatMap { $0.placed.names(in: atlas, shown: [], nil) })
    }
    return table
  }

  private func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  /// Every link once for each actor and issue: websites, Digital Watch pages, channels, mentions.
  func linkTable() -> Table {
    var table = Table(
      columns: ["actor", "issue", "kind", "name", "url", "status", "editions", "lines"],
      keeping: ["url", "name", "actor", "issue"])
    func add(
      _ actor: String, _ issue: String, _ kind: String, _ name: String, _ link: Link,
      _ editions: [String], _ sources: [Sources]
    ) {
      table.add(
        [
          actor, issue, kind, name, link.address.text, link.status.rawValue,
          editions.joined(separator: ","), lines(sources),
        ],
        .record([
          ("actor", actor.isEmpty ? nil : .string(actor)),
          ("issue", issue.isEmpty ? nil : .string(issue)), ("kind", .string(kind)),
          ("name", .string(name)), ("url", .string(link.address.text)),
          ("status", .string(link.status.rawValue)), ("editions", .strings(editions)),
          ("sources", .array(sources.map(\.json))),
        ]),
        foundBy: [
          IndexedName(name, .label, field: "name"),
          IndexedName(link.address.text, .otherName, field: "url"),
          IndexedName(kind, .group, field: "kind"),
          IndexedName(link.status.rawValue, .group, field: "status"),
          IndexedName(actor, .context, field: "actor"),
          IndexedName(issue, .context, field: "issue"),
        ])
    }
    let hasIssues = !issues.isEmpty || !baskets.isEmpty
    for link in atlas.links(in: choice) {
      guard link.actor.map({ actors.isEmpty || actors.contains($0) }) ?? actors.isEmpty,
        link.issue.map({ isWanted($0) }) ?? !hasIssues
      else { continue }
      add(
        link.actor?.text ?? "", link.issue?.text ?? "", link.kind, link.name, link.link,
        link.editions.map(\.text), [link.sources].compactMap { $0 })
    }
    return table
  }

  /// The record of a part of a section: the documents' keys, and where it stands.
  private func record(
    _ placed: PlacedSection, _ json: JSONValue, _ editions: [String], title: String
  ) -> JSONValue {
    guard case .object(let members) = json else { return json }
    var record: [(key: String, value: JSONValue)] = [("actor", .string(placed.actor.id.text))]
    if let issue = placed.section.issue { record.append(("issue", .string(issue.text))) }
    record += members.filter { $0.key != "editions" }
    record.append((title, .string(placed.section.title)))
    record.append(("editions", .strings(editions)))
    record.append(("sources", placed.section.sources.json))
    return .object(record)
  }
}
