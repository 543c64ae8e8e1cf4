package import AtlasModel
import PlainText
import TextUI

/// What two editions say differently, in words: as the elements of a page, and as Markdown beside
/// (`ChangesReport+Markdown.swift`).
package struct ChangesReport: Sendable {
  let atlas: Atlas
  package let changes: EditionChanges

  package init(_ changes: EditionChanges, in atlas: Atlas) {
    self.atlas = atlas
    self.changes = changes
  }

  package var elements: [Element] {
    var elements = [
      Element(.title, StyledText(title, role: .title)), .blank,
      Element(.text, StyledText(summary)),
    ]
    for (actor, sections) in changes.byActor {
      guard let actor = atlas.actor(actor) else { continue }
      elements += [.blank, Element(.heading, StyledText(actor.label, role: .heading))]
      for change in sections {
        guard let difference = change.difference else { continue }
        elements += [.blank, heading(of: change)] + self.elements(of: difference)
        if let note = atlas.section(change.reference)?.note {
          elements.append(Self.note(note, indent: 2))
        }
      }
      let rest = rest(of: actor, sections)
      if !rest.isEmpty { elements.append(.blank) }
      elements += rest.map(Self.element)
    }
    let attribution = Attribution.line(quoting: [changes.older, changes.newer])
    return elements + [.blank, Element(.text, StyledText(attribution, role: .faint))]
  }

  var title: String {
    "What changed from \(changes.older.dateInWords) to \(changes.newer.dateInWords)"
  }

  /// How many sections were compared, and how they stand.
  var summary: String {
    let counts = changes.counts
    var sentences: [String] = []
    if counts.compared > 0 {
      sentences.append(
        Self.sections(counts.compared, "stands", "stand")
          + " in both editions: \(counts.changed) changed, \(counts.same) the same.")
    }
    if counts.added > 0 {
      sentences.append(
        Self.sections(counts.added, "is", "are") + " new in \(changes.newer.dateInWords).")
    }
    if counts.removed > 0 {
      sentences.append(
        Self.sections(counts.removed, "stands", "stand")
          + " in \(changes.older.dateInWords) alone.")
    }
    for edition in [changes.newer, changes.older] {
      if let sentence = notInCopy(of: edition) { sentences.append(sentence + ".") }
    }
    return sentences.joined(separator: " ")
  }

  /// What our copy of an edition lacks, and for whom it ends early; nil where it lacks nothing.
  private func notInCopy(of edition: Edition) -> String? {
    let lacking = changes.sections.filter {
      if case .notInCopy(edition.id) = $0.verdict { true } else { false }
    }
    guard !lacking.isEmpty else { return nil }
    let other = edition.id == changes.newer.id ? changes.older : changes.newer
    let actors = Set(lacking.map(\.reference.actor))
    let labels = atlas.actors.filter { actors.contains($0.id) }.map(\.label)
    return Self.sections(lacking.count, "is", "are") + " only in our copy of "
      + "\(other.dateInWords), for that of \(edition.dateInWords) ends early for "
      + Self.list(labels)
  }

  /// Why there is nothing to tell, in one line without a period; nil where something changed.
  package var nothingChanged: String? {
    let counts = changes.counts
    guard counts.different == 0 else { return nil }
    let period = "from \(changes.older.dateInWords) to \(changes.newer.dateInWords)"
    let missing = [changes.newer, changes.older].compactMap { notInCopy(of: $0) }
    if counts.same == 0 { return "no change can be told \(period): " + Self.list(missing) }
    let same = Self.sections(counts.same, "reads", "read") + " the same in both"
    return "nothing changed \(period): " + ([same] + missing).joined(separator: "; ")
  }

  // MARK: One actor

  /// What is no change: sections that our copy lacks, and those that are the same.
  func rest(
    of actor: Actor, _ sections: ArraySlice<SectionChange>
  ) -> [(label: String, titles: String)] {
    var rest: [(String, String)] = []
    for edition in [changes.newer, changes.older] {
      let lacking = sections.filter {
        if case .notInCopy(edition.id) = $0.verdict { true } else { false }
      }
      guard !lacking.isEmpty else { continue }
      var label = "Not in our copy of \(edition.dateInWords)"
      if let last = atlas.lastSection(of: actor, beforeCutIn: edition.id) {
        label += ", which ends after “\(last.title)”"
      }
      rest.append((label, titles(of: lacking)))
    }
    let same = sections.filter { if case .same = $0.verdict { true } else { false } }
    if !same.isEmpty { rest.append(("Same text in both", titles(of: same))) }
    return rest
  }

  /// A line of ``rest(of:_:)`` on a page.
  static func element(_ line: (label: String, titles: String)) -> Element {
    var text = StyledText(line.label + ": ", role: .label)
    text.append(line.titles)
    return Element(.text, text, hangingIndent: 2)
  }

  private func titles(of changes: [SectionChange]) -> String {
    changes.compactMap { atlas.section($0.reference)?.title }.joined(separator: "; ")
  }

  /// The title of a section, and its issue where the title is another.
  func name(of change: SectionChange) -> String {
    guard let section = atlas.section(change.reference) else { return "" }
    guard let issue = section.issue.flatMap({ atlas.issue($0) }), issue.name != section.title else {
      return section.title
    }
    return "\(section.title) · \(issue.name)"
  }

  /// What is said of a section that stands in one edition alone; nil for one that stands in both.
  func tag(of change: SectionChange) -> String? {
    switch change.verdict {
    case .added: "new in \(changes.newer.dateInWords)"
    case .removed: "in \(changes.older.dateInWords) alone"
    case .same, .changed, .notInCopy: nil
    }
  }

  func heading(of change: SectionChange) -> Element {
    var text = StyledText(name(of: change), role: .label)
    if let tag = tag(of: change) { text.append(" – " + tag, role: .warning) }
    return Element(.row, text, hangingIndent: 2)
  }

  /// Facts, then text, then what is named; `-` stands before what is gone, `+` before what is new.
  package func elements(of difference: SectionDifference) -> [Element] {
    var elements: [Element] = []
    func begin(_ label: String) {
      elements.append(Element(.row, StyledText(label, role: .faint), indent: 2))
    }
    func add(_ mark: String, _ words: String, hangingIndent: Int = 4) {
      var text = StyledText(mark + " ", role: mark == "-" ? .faint : .label)
      text.append(words)
      elements.append(Element(.row, text, indent: 2, hangingIndent: hangingIndent))
    }
    if !difference.facts.isEmpty { begin("Facts") }
    for change in difference.facts {
      switch change {
      case .removed(let fact): add("-", Self.words(fact))
      case .added(let fact): add("+", Self.words(fact))
      case .changed(let from, let to):
        add("±", "\(to.measures): \(from.valueInWords) → \(to.valueInWords)")
      }
      for note in change.notes { elements.append(Self.note(note, indent: 4)) }
    }
    if !difference.blocks.isEmpty { begin("Text") }
    for change in difference.blocks {
      let (mark, block) =
        switch change {
        case .removed(let block): ("-", block)
        case .added(let block): ("+", block)
        }
      switch block.style {
      case .paragraph: add(mark, block.text)
      case .item: add(mark, "• " + block.text, hangingIndent: 6)
      }
    }
    if !difference.mentions.isEmpty { begin("Named here") }
    for change in difference.mentions {
      switch change {
      case .removed(let mention): add("-", Self.words(mention))
      case .added(let mention): add("+", Self.words(mention))
      }
    }
    return elements
  }

  private static func words(_ fact: Fact) -> String { "\(fact.measures): \(fact.valueInWords)" }

  private static func words(_ mention: Mention) -> String {
    "\(mention.nameInWords), \(mention.kind.rawValue)"
  }

  private static func note(_ note: String, indent: Int) -> Element {
    Element(
      .text, StyledText("Note: " + note, role: .faint), indent: indent, hangingIndent: indent + 6)
  }

  // MARK: Words

  private static func sections(_ count: Int, _ one: String, _ several: String) -> String {
    counted(count, "section " + one, "sections " + several)
  }

  /// *ITU, UNCTAD and UNECE*.
  static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension FactChange {
  /// The notes of its facts, the older first.
  var notes: [String] {
    switch self {
    case .removed(let fact), .added(let fact): [fact.note].compactMap { $0 }
    case .changed(let from, let to):
      from.note == to.note
        ? [to.note].compactMap { $0 }
        : [from.note, to.note].compactMap { $0 }
    }
  }
}
