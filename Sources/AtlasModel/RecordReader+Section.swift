import PlainText

extension RecordReader {
  mutating func section(at node: Int) -> Section? {
    guard let fields = reader.fields(of: node, known: Keys.section) else { return nil }
    let kind = reader.required("kind", in: fields).flatMap {
      reader.choice(at: $0, of: Section.Kind.self)
    }
    let issue = reader.value("issue", in: fields).map {
      Issue.ID(reference(at: $0, to: known.issues))
    }
    if kind == .issue, issue == nil { reader.note(.issueMissing, at: node) }
    if let kind, kind != .issue, let place = reader.value("issue", in: fields) {
      reader.note(.issueOnOtherKind(kind), at: place)
    }
    let title = reader.requiredText("title", in: fields)
    let sources = sources(in: fields)
    var blocks: [Block] = []
    if let list = reader.required("blocks", in: fields) {
      for item in reader.items(of: list) {
        if let block = block(at: item, within: sources) { blocks.append(block) }
      }
      if blocks.isEmpty, reader.tape[list].kind == .array { reader.note(.noBlock, at: list) }
    }
    let facts = facts(in: fields, sources: sources, blocks: blocks)
    let mentions = mentions(in: fields, sources: sources)
    let section = Section(
      kind: kind ?? .overview, issue: issue, title: title,
      ownTerm: reader.text("ownTerm", in: fields),
      touches: issues("touches", in: fields, but: issue, problem: .ownIssueTouched),
      topics: reader.texts("topics", in: fields), sources: sources, blocks: blocks, facts: facts,
      mentions: mentions, note: reader.text("note", in: fields),
      isAlikeInAll: blocks.allSatisfy { $0.editions == nil }
        && facts.allSatisfy { $0.editions == nil } && mentions.allSatisfy { $0.editions == nil })
    for edition in sources.editions
    where !blocks.isEmpty && !blocks.contains(where: { stands($0.editions, in: edition) }) {
      reader.note(.noText(edition: edition.text), at: node)
    }
    return section
  }

  private mutating func block(at node: Int, within sources: Sources) -> Block? {
    guard let fields = reader.fields(of: node, known: Keys.block) else { return nil }
    return Block(
      text: reader.requiredText("text", in: fields),
      style: reader.value("style", in: fields).flatMap {
        reader.choice(at: $0, of: Block.Style.self)
      } ?? .paragraph,
      editions: editions(in: fields, within: sources))
  }

  private mutating func facts(
    in fields: Fields, sources: Sources, blocks: [Block]
  ) -> [Fact] {
    var facts: [Fact] = []
    var nodes: [Int] = []
    for item in reader.items("facts", in: fields) {
      guard let fields = reader.fields(of: item, known: Keys.fact) else { continue }
      let fact = Fact(
        value: reader.requiredText("value", in: fields),
        measures: reader.requiredText("measures", in: fields),
        kind: reader.required("kind", in: fields).flatMap {
          reader.choice(at: $0, of: Fact.Kind.self)
        } ?? .other,
        year: reader.year("year", in: fields), isTarget: reader.isTrue("target", in: fields),
        asOf: reader.date("asOf", in: fields), number: reader.number("number", in: fields),
        unit: reader.text("unit", in: fields), editions: editions(in: fields, within: sources),
        note: reader.text("note", in: fields))
      facts.append(fact)
      nodes.append(item)
    }
    check(facts, at: nodes, against: blocks, of: sources)
    return facts
  }

  /// Every fact must stand in the text of each of its editions.
  private mutating func check(
    _ facts: [Fact], at nodes: [Int], against blocks: [Block], of sources: Sources
  ) {
    guard !facts.isEmpty else { return }
    let places = sources.parts.prefix(Edition.limit).map(\.edition)
    // A bit for each edition of the section.
    func bits(_ editions: Editions) -> UInt64 {
      places.indices.reduce(0) { bits, place in
        editions?.contains(places[place]) ?? true ? bits | 1 << place : bits
      }
    }
    var search = PhraseSearch(facts.map(\.value))
    for block in blocks { search.search(block.text, of: bits(block.editions)) }
    for (place, found) in search.found().enumerated() where !facts[place].value.isEmpty {
      let missing = bits(facts[place].editions) & ~found
      for (bit, edition) in places.enumerated() where missing & 1 << bit != 0 {
        reader.note(.factNotInText(facts[place].value, edition: edition.text), at: nodes[place])
      }
    }
  }

  private mutating func mentions(in fields: Fields, sources: Sources) -> [Mention] {
    var mentions: [Mention] = []
    var names = DistinctTexts()
    for item in reader.items("mentions", in: fields) {
      guard let fields = reader.fields(of: item, known: Keys.mention) else { continue }
      let mention = Mention(
        name: reader.requiredText("name", in: fields),
        acronym: reader.text("acronym", in: fields),
        kind: reader.required("kind", in: fields).flatMap {
          reader.choice(at: $0, of: Mention.Kind.self)
        } ?? .body,
        link: reader.link("url", status: "status", in: fields),
        actor: reader.value("actor", in: fields).map {
          Actor.ID(reference(at: $0, to: known.actors))
        },
        editions: editions(in: fields, within: sources), note: reader.text("note", in: fields))
      if !names.insert(mention.name.lowercased()) {
        reader.note(.repeatedMention(mention.name), at: item)
      }
      mentions.append(mention)
    }
    return mentions
  }

  /// The editions of a block, fact or mention, which must be among those of its section.
  private mutating func editions(in fields: Fields, within sources: Sources) -> Editions {
    guard let editions = editions("editions", in: fields),
      let node = reader.value("editions", in: fields)
    else { return nil }
    for edition in editions
    where !sources.has(edition) && known.editions.ids.contains(edition.text) {
      reader.note(.editionNotInSources(edition.text), at: node)
    }
    return editions
  }

  private func stands(_ editions: Editions, in edition: Edition.ID) -> Bool {
    editions?.contains(edition) ?? true
  }
}
