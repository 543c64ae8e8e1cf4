/// Which text is shown: each section's newest that our copy holds, or one edition alone.
package enum EditionChoice: Hashable, Sendable {
  case newest
  case only(Edition.ID)
}

extension Atlas {
  /// The edition in which a section is shown; nil where our copy of the chosen edition lacks it.
  package func edition(of section: Section, for choice: EditionChoice) -> Edition? {
    switch choice {
    case .newest: editions.last { section.sources.has($0.id) }
    case .only(let id): section.sources.has(id) ? edition(id) : nil
    }
  }

  /// Unicode scalars of the text in which a section is shown; 0 where it is not.
  package func scalarCount(of section: Section, in choice: EditionChoice) -> Int {
    guard let edition = edition(of: section, for: choice) else { return 0 }
    return section.blocks(in: edition.id).reduce(0) { $0 + $1.scalarCount }
  }

  /// Whether any section of an entry stands in the chosen edition.
  package func stands(_ entry: Entry, in choice: EditionChoice) -> Bool {
    sections(of: entry).contains { edition(of: $0, for: choice) != nil }
  }

  /// The newest edition that has text of an entry.
  package func newestEdition(of entry: Entry) -> Edition? {
    sections(of: entry).compactMap { edition(of: $0, for: .newest) }.max { $0.date < $1.date }
  }

  /// The link of an entry: its first linked mention in the shown text, or else the actor's website.
  package func link(of entry: Entry.ID, in choice: EditionChoice) -> Link? {
    let sections = self.entry(entry).map { self.sections(of: $0) } ?? []
    let shown = sections.filter { edition(of: $0, for: choice) != nil }
    for section in shown.isEmpty ? sections : shown {
      guard let edition = edition(of: section, for: choice) ?? edition(of: section, for: .newest)
      else { continue }
      if let link = section.mentions(in: edition.id).lazy.compactMap(\.link).first { return link }
    }
    return actor(entry.actor)?.website
  }

  /// The section after which our copy of a profile breaks off in an edition; nil where it is whole.
  package func lastSection(of actor: Actor, beforeCutIn edition: Edition.ID) -> Section? {
    guard actor.cutIn.contains(edition) else { return nil }
    func end(_ section: Section) -> Int {
      section.sources.part(in: edition)?.ranges.last?.last ?? 0
    }
    return actor.sections.filter { end($0) > 0 }.max { end($0) < end($1) }
  }
}

extension Section {
  package func blocks(in edition: Edition.ID) -> [Block] {
    blocks.filter { $0.editions?.contains(edition) ?? true }
  }

  package func facts(in edition: Edition.ID) -> [Fact] {
    facts.filter { $0.editions?.contains(edition) ?? true }
  }

  package func mentions(in edition: Edition.ID) -> [Mention] {
    mentions.filter { $0.editions?.contains(edition) ?? true }
  }

  /// Whether a section comes from an edition.
  package func stands(in edition: Edition.ID) -> Bool {
    sources.parts.contains { $0.edition == edition }
  }

  /// Whether a section says the same in two editions: the same blocks, facts and mentions stand in both.
  package func isSame(in one: Edition.ID, and other: Edition.ID) -> Bool {
    SectionDifference(of: self, from: one, to: other).isEmpty
  }
}
