/// What two editions of the atlas say differently, section by section.
///
/// A section that only one of them has is new or gone only where our copy of the other is whole; where that
/// copy ends early nothing can be said, and the section stands apart.
package struct EditionChanges: Sendable {
  package let older: Edition
  package let newer: Edition
  /// By actor in the order of the atlas, then in the order of the profile; without those that stand in neither.
  package let sections: [SectionChange]

  /// - Parameters:
  ///   - actors: The actors whose sections are compared; all where empty.
  ///   - issues: The issues whose sections are compared; all, and the profiles, where empty.
  /// - Complexity: O(blocks, facts and mentions of the sections).
  package init(
    in atlas: Atlas, from older: Edition, to newer: Edition, of actors: Set<Actor.ID> = [],
    on issues: Set<Issue.ID> = []
  ) {
    self.older = older
    self.newer = newer
    var changes: [SectionChange] = []
    changes.reserveCapacity(atlas.actors.reduce(0) { $0 + $1.sections.count })
    for actor in atlas.actors where actors.isEmpty || actors.contains(actor.id) {
      let cut = (
        older: actor.cutIn.contains(older.id), newer: actor.cutIn.contains(newer.id)
      )
      // Sections are looked at in place: copying all of a large atlas costs more than comparing them.
      for place in actor.sections.indices {
        guard issues.isEmpty || actor.sections[place].issue.map({ issues.contains($0) }) ?? false
        else { continue }
        func difference() -> SectionDifference {
          SectionDifference(of: actor.sections[place], from: older.id, to: newer.id)
        }
        let verdict: SectionChange.Verdict
        switch (
          actor.sections[place].stands(in: older.id), actor.sections[place].stands(in: newer.id)
        ) {
        case (false, false): continue
        case (true, true) where actor.sections[place].isAlikeInAll: verdict = .same
        case (true, true):
          let difference = difference()
          verdict = difference.isEmpty ? .same : .changed(difference)
        case (false, true): verdict = cut.older ? .notInCopy(older.id) : .added(difference())
        case (true, false): verdict = cut.newer ? .notInCopy(newer.id) : .removed(difference())
        }
        changes.append(
          SectionChange(
            reference: SectionReference(actor: actor.id, place: place), verdict: verdict))
      }
    }
    sections = changes
  }

  /// How many sections have which verdict.
  package struct Counts: Hashable, Sendable {
    package var same = 0
    package var changed = 0
    package var added = 0
    package var removed = 0
    package var notInCopy = 0

    /// Sections that stand in both editions.
    package var compared: Int { same + changed }
    /// Sections of which the two editions say something different.
    package var different: Int { changed + added + removed }
  }

  package var counts: Counts {
    sections.reduce(into: Counts()) { counts, change in
      switch change.verdict {
      case .same: counts.same += 1
      case .changed: counts.changed += 1
      case .added: counts.added += 1
      case .removed: counts.removed += 1
      case .notInCopy: counts.notInCopy += 1
      }
    }
  }

  /// The sections of each actor that has any, in the order of the atlas.
  package var byActor: [(actor: Actor.ID, sections: ArraySlice<SectionChange>)] {
    var groups: [(actor: Actor.ID, sections: ArraySlice<SectionChange>)] = []
    var start = 0
    while start < sections.count {
      let actor = sections[start].reference.actor
      let end = sections[start...].firstIndex { $0.reference.actor != actor } ?? sections.count
      groups.append((actor, sections[start..<end]))
      start = end
    }
    return groups
  }
}

/// How one section stands in two editions.
package struct SectionChange: Sendable {
  package enum Verdict: Sendable {
    /// The same text, facts and names in both.
    case same
    /// In both, and not the same; the difference is not empty.
    case changed(SectionDifference)
    /// In the newer edition alone: everything in it is added.
    case added(SectionDifference)
    /// In the older edition alone, though our copy of the newer one is whole: everything in it is removed.
    case removed(SectionDifference)
    /// In one edition alone; our copy of the other, which is named, ends early.
    case notInCopy(Edition.ID)
  }
  package let reference: SectionReference
  package let verdict: Verdict

  /// What is different; nil where nothing is, or nothing is known.
  package var difference: SectionDifference? {
    switch verdict {
    case .same, .notInCopy: nil
    case .changed(let difference), .added(let difference), .removed(let difference): difference
    }
  }
}

/// Something that stands in one of two editions alone.
package enum PartChange<Part: Sendable>: Sendable {
  /// In the older edition alone.
  case removed(Part)
  /// In the newer edition alone.
  case added(Part)
}

/// A fact that two editions do not have alike.
package enum FactChange: Sendable {
  case removed(Fact)
  case added(Fact)
  /// Both measure the same and say something else: 87 members, then 90.
  case changed(from: Fact, to: Fact)
}

/// A part of a section that says in which editions it stands.
private protocol Editioned: Sendable {
  var editions: Editions { get }
}

extension Block: Editioned {}
extension Fact: Editioned {}
extension Mention: Editioned {}

/// What stands in a section in one of two editions alone, in the order of the section.
package struct SectionDifference: Sendable {
  /// Whole paragraphs and items.
  package private(set) var blocks: [PartChange<Block>] = []
  package private(set) var facts: [FactChange] = []
  package private(set) var mentions: [PartChange<Mention>] = []

  package var isEmpty: Bool { blocks.isEmpty && facts.isEmpty && mentions.isEmpty }

  /// - Complexity: O(parts of the section).
  package init(of section: Section, from older: Edition.ID, to newer: Edition.ID) {
    let stands = (older: section.stands(in: older), newer: section.stands(in: newer))
    if section.isAlikeInAll, stands.older == stands.newer { return }
    /// What stands in one edition alone.
    ///
    /// Parts are looked at in place, for nearly all stand in both, and copying one costs more than looking.
    func changes<Part: Editioned>(_ parts: [Part]) -> [PartChange<Part>] {
      var changes: [PartChange<Part>] = []
      for place in parts.indices {
        let editions = parts[place].editions
        if editions == nil, stands.older == stands.newer { continue }
        let isInOlder = stands.older && editions?.contains(older) ?? true
        let isInNewer = stands.newer && editions?.contains(newer) ?? true
        if isInOlder != isInNewer {
          changes.append(isInOlder ? .removed(parts[place]) : .added(parts[place]))
        }
      }
      return changes
    }
    blocks = changes(section.blocks)
    mentions = changes(section.mentions)
    facts = Self.paired(changes(section.facts))
  }

  /// Facts that measure the same become one change, in the place of the first of them.
  ///
  /// Where a section measures the same several times, the first is paired with the first, and so on.
  private static func paired(_ facts: [PartChange<Fact>]) -> [FactChange] {
    guard facts.count > 1 else { return facts.map(FactChange.init) }
    var changes: [FactChange?] = facts.map(FactChange.init)
    /// Places of facts that wait for their other, first come first.
    var waiting: [String: (removed: ArraySlice<Int>, added: ArraySlice<Int>)] = [:]
    for (place, fact) in facts.enumerated() {
      switch fact {
      case .removed(let from):
        if let other = waiting[from.measures]?.added.popFirst(), case .added(let to) = facts[other]
        {
          changes[other] = from.says(sameAs: to) ? nil : .changed(from: from, to: to)
          changes[place] = nil
        } else {
          waiting[from.measures, default: ([], [])].removed.append(place)
        }
      case .added(let to):
        if let other = waiting[to.measures]?.removed.popFirst(),
          case .removed(let from) = facts[other]
        {
          changes[other] = from.says(sameAs: to) ? nil : .changed(from: from, to: to)
          changes[place] = nil
        } else {
          waiting[to.measures, default: ([], [])].added.append(place)
        }
      }
    }
    return changes.compactMap { $0 }
  }
}

extension FactChange {
  fileprivate init(_ change: PartChange<Fact>) {
    switch change {
    case .removed(let fact): self = .removed(fact)
    case .added(let fact): self = .added(fact)
    }
  }
}

extension Fact {
  /// Whether two facts that measure the same say the same; notes are no part of what is said.
  fileprivate func says(sameAs other: Fact) -> Bool {
    value == other.value && kind == other.kind && year == other.year && isTarget == other.isTarget
      && asOf == other.asOf && number == other.number && unit == other.unit
  }
}

extension Atlas {
  /// The editions that are compared: the chosen one, or the newest, and the one before it.
  ///
  /// nil where there is none before it.
  package func editionPair(for choice: EditionChoice) -> (older: Edition, newer: Edition)? {
    let place: Int? =
      switch choice {
      case .newest: editions.indices.last
      case .only(let id): editions.firstIndex { $0.id == id }
      }
    guard let place, place > 0 else { return nil }
    return (editions[place - 1], editions[place])
  }
}
