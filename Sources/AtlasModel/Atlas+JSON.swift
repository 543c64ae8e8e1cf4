import PlainText

// The atlas as a document of its own schema: what is written here is read back as the same atlas. The keys
// are those of `Keys`, in their order.

extension Atlas {
  /// The whole atlas as one document.
  package var json: JSONValue {
    .record([
      ("schema", .number(1)), ("editions", .array(editions.map(\.json))),
      ("baskets", .array(baskets.map(\.json))), ("issues", .array(issues.map(\.json))),
      ("actors", .array(actors.map(\.json))),
    ])
  }
}

private func text(_ text: String?) -> JSONValue? { text.map { .string($0) } }

/// An array, or nothing where it would be empty.
private func list(_ items: [JSONValue]) -> JSONValue? { items.isEmpty ? nil : .array(items) }

private func ids<Subject>(_ ids: [Identifier<Subject>]) -> JSONValue? {
  list(ids.map { .string($0.text) })
}

private func editions(_ editions: Editions) -> JSONValue? {
  editions.map { .strings($0.map(\.text)) }
}

extension Edition {
  package var json: JSONValue {
    .record([
      ("id", .string(id.text)), ("name", .string(name)), ("date", .string(date)),
      ("note", text(note)),
    ])
  }
}

extension Basket {
  package var json: JSONValue { .record([("id", .string(id.text)), ("name", .string(name))]) }
}

extension Issue {
  package var json: JSONValue {
    .record([
      ("id", .string(id.text)), ("name", .string(name)), ("basket", .string(basket.text)),
      ("aliases", list(aliases.map { .string($0) })),
      (
        "otherNames",
        otherNames.isEmpty
          ? nil : .object(otherNames.map { ($0.language ?? "", .string($0.name)) })
      ),
      ("seeAlso", ids(seeAlso)), ("summary", .string(summary)),
      ("url", text(link?.address.text)), ("status", text(link?.status.rawValue)),
      ("note", text(note)),
    ])
  }
}

extension Actor {
  package var json: JSONValue {
    .record([
      ("id", .string(id.text)), ("label", .string(label)), ("name", .string(name)),
      ("otherNames", list(otherNames.map(\.json))), ("notes", list(notes.map { .string($0) })),
      ("stakeholderGroup", text(stakeholderGroup)),
      ("established", established.map { .number(Double($0)) }), ("address", text(address)),
      ("website", .string(website.address.text)),
      ("websiteStatus", .string(website.status.rawValue)),
      ("channels", list(channels.map(\.json))), ("cutIn", ids(cutIn)),
      ("sources", sources.json), ("sections", .array(sections.map(\.json))),
    ])
  }
}

extension OtherName {
  package var json: JSONValue {
    .record([("name", .string(name)), ("language", text(language))])
  }
}

extension Channel {
  package var json: JSONValue {
    .record([
      ("platform", .string(platform)), ("handle", .string(handle)),
      ("url", text(link?.address.text)), ("status", text(link?.status.rawValue)),
      ("editions", AtlasModel.editions(editions)), ("note", text(note)),
    ])
  }
}

extension Sources {
  package var json: JSONValue { .object(parts.map { ($0.edition.text, .string($0.text)) }) }
}

extension Section {
  package var json: JSONValue {
    .record([
      ("kind", .string(kind.rawValue)), ("issue", text(issue?.text)), ("title", .string(title)),
      ("ownTerm", text(ownTerm)), ("touches", ids(touches)),
      ("topics", list(topics.map { .string($0) })), ("sources", sources.json),
      ("blocks", .array(blocks.map(\.json))), ("facts", list(facts.map(\.json))),
      ("mentions", list(mentions.map(\.json))), ("note", text(note)),
    ])
  }
}

extension Block {
  package var json: JSONValue {
    .record([
      ("text", .string(text)), ("style", style == .paragraph ? nil : .string(style.rawValue)),
      ("editions", AtlasModel.editions(editions)),
    ])
  }
}

extension Fact {
  package var json: JSONValue {
    .record([
      ("value", .string(value)), ("measures", .string(measures)), ("kind", .string(kind.rawValue)),
      ("year", year.map { .number(Double($0)) }), ("target", isTarget ? .bool(true) : nil),
      ("asOf", text(asOf)), ("number", number.map { .number($0) }), ("unit", text(unit)),
      ("editions", AtlasModel.editions(editions)), ("note", text(note)),
    ])
  }
}

extension Mention {
  package var json: JSONValue {
    .record([
      ("name", .string(name)), ("acronym", text(acronym)), ("kind", .string(kind.rawValue)),
      ("url", text(link?.address.text)), ("status", text(link?.status.rawValue)),
      ("actor", text(actor?.text)), ("editions", AtlasModel.editions(editions)),
      ("note", text(note)),
    ])
  }
}
