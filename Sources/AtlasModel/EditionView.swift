/// Which text is shown: each section's newest that our copy holds, or one edition alone.
package enum EditionChoice: Hashable, Sendable {
  case newest
  case only(Edition.ID)
}

extension Atlas {
  /// The edition in which a section is shown; nil where our copy of the chosen edition lacks it.
  package func edition(of section: Section, for choice: EditionChoice) -> Edition? {
    switch choice {
    case .newest: editions.last { section.sources.editions.contains($0.id) }
    case .only(let id): section.sources.editions.contains(id) ? edition(id) : nil
    }
  }

  /// The newest edition among those that a profile has text of.
  package func newestEdition(of actor: Actor) -> Edition? {
    editions.last { edition in
      actor.sections.contains { $0.sources.editions.contains(edition.id) }
    }
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

  /// Whether a section says the same in two editions: the same blocks, facts and mentions stand in both.
  package func isSame(in one: Edition.ID, and other: Edition.ID) -> Bool {
    func tells(_ editions: Editions) -> Bool {
      guard let editions else { return false }
      return editions.contains(one) != editions.contains(other)
    }
    return !blocks.contains { tells($0.editions) } && !facts.contains { tells($0.editions) }
      && !mentions.contains { tells($0.editions) }
  }
}
