import AtlasModel
import TextUI

/// A section with the edition that it is shown in.
struct ShownSection {
  let section: Section
  let edition: Edition
}

extension PageBuilder {
  /// The sections that the chosen edition has, and the titles of those that its copy lacks.
  func shown(_ sections: [Section]) -> (shown: [ShownSection], lacking: [Section]) {
    var shown: [ShownSection] = []
    var lacking: [Section] = []
    for section in sections {
      if let edition = atlas.edition(of: section, for: choice) {
        shown.append(ShownSection(section: section, edition: edition))
      } else {
        lacking.append(section)
      }
    }
    return (shown, lacking)
  }

  /// Says what our copy of the chosen edition lacks; returns what is shown instead, newest text first.
  mutating func addBanner(for actor: Actor, lacking: [Section], showsOthers: Bool) -> [ShownSection]
  {
    guard case .only(let id) = choice, let edition = atlas.edition(id), !lacking.isEmpty else {
      return []
    }
    let instead = lacking.compactMap { section in
      atlas.edition(of: section, for: .newest).map { ShownSection(section: section, edition: $0) }
    }
    var text = edition.dateInWords + ": "
    let titles = lacking.map { "“\($0.title)”" }.joined(separator: ", ")
    if let last = atlas.lastSection(of: actor, beforeCutIn: id) {
      text += showsOthers ? "\(titles) not in our copy" : "not in our copy"
      text += ", which ends for \(actor.label) after “\(last.title)”"
    } else {
      text += showsOthers ? "\(titles) has no text in this edition" : "no such text in this edition"
    }
    if !showsOthers, let other = instead.first {
      text += "; below, \(other.edition.dateInWords)"
    }
    body.append(Element(.banner, StyledText(text + ".", role: .warning)))
    body.append(.blank)
    return showsOthers ? [] : instead
  }

  /// The text of sections, then their facts, then what they name, each thing once.
  mutating func addSections(_ sections: [ShownSection], titlesFrom level: TitleLevel) {
    // Links are numbered before the text is written, so that the text can carry the numbers.
    let mentions = distinctMentions(of: sections)
    var linked: [LinkedName] = []
    for mention in mentions {
      guard let target = target(of: mention) else { continue }
      let number = number(of: target)
      linked.append(LinkedName(mention.name, number: number))
      if let acronym = mention.acronym { linked.append(LinkedName(acronym, number: number)) }
    }
    for shown in sections {
      addHeading(of: shown, level: level, among: sections)
      addBlocks(of: shown, linked: linked)
      if let note = shown.section.note {
        body.append(.blank)
        addNote(note)
      }
    }
    addTopics(of: sections)
    addFacts(of: sections)
    addMentions(mentions)
    editions += sections.map(\.edition)
  }

  /// Whether a section's title stands over its text.
  enum TitleLevel {
    /// Each has its title.
    case always
    /// A single section needs none: the page has it.
    case ifSeveral
  }

  private mutating func addHeading(
    of shown: ShownSection, level: TitleLevel, among sections: [ShownSection]
  ) {
    if level == .always || sections.count > 1 { addHeading(shown.section.title, to: \.body) }
    addText(editionTag(of: shown), role: .faint)
    body.append(.blank)
  }

  /// The edition of a shown text, and how it stands to the others: *November 2023, same in October 2022*.
  private func editionTag(of shown: ShownSection) -> String {
    var tag = shown.edition.dateInWords
    for other in atlas.editions
    where other.id != shown.edition.id && shown.section.sources.editions.contains(other.id) {
      if shown.section.isSame(in: shown.edition.id, and: other.id) {
        tag += ", same in \(other.dateInWords)"
      } else {
        tag += other.date < shown.edition.date ? ", changed since " : ", changed in "
        tag += other.dateInWords
      }
    }
    return tag
  }

  private mutating func addBlocks(of shown: ShownSection, linked: [LinkedName]) {
    var isFirst = true
    var named: Set<Int> = []
    for block in shown.section.blocks(in: shown.edition.id) {
      if !isFirst, block.style == .paragraph { body.append(.blank) }
      switch block.style {
      case .paragraph: body.append(Element(.text, linking(block.text, to: linked, named: &named)))
      case .item:
        var text = StyledText("• ", role: .faint)
        text.append(linking(block.text, to: linked, named: &named))
        body.append(Element(.text, text, indent: 1, hangingIndent: 3))
      }
      isFirst = false
    }
  }

  /// A text in which the first place of each linked mention, as whole words, carries its number.
  ///
  /// - Parameter named: The numbers that the section has carried already, and those of this text.
  private func linking(
    _ text: String, to linked: [LinkedName], named: inout Set<Int>
  ) -> StyledText {
    var places: [(range: Range<Int>, number: Int)] = []
    let bytes = Array(text.utf8)
    for name in linked where !named.contains(name.number) {
      guard let range = name.firstPlace(in: bytes),
        !places.contains(where: { $0.range.overlaps(range) })
      else { continue }
      places.append((range, name.number))
      named.insert(name.number)
    }
    places.sort { $0.range.lowerBound < $1.range.lowerBound }
    var styled = StyledText()
    var place = text.utf8.startIndex
    var offset = 0
    func next(to end: Int) -> Substring {
      let upper = text.utf8.index(place, offsetBy: end - offset)
      defer { (place, offset) = (upper, end) }
      return text[place..<upper]
    }
    for (range, number) in places {
      styled.append(next(to: range.lowerBound))
      styled.append(next(to: range.upperBound), role: .link, target: number)
      styled.append(" [\(number)]", role: .link, target: number, isInserted: true)
    }
    styled.append(text[place...])
    return styled
  }

  private mutating func addFacts(of sections: [ShownSection]) {
    let facts = sections.flatMap { $0.section.facts(in: $0.edition.id) }
    guard !facts.isEmpty else { return }
    addHeading("Facts", to: \.body)
    let width = min(16, facts.map { DisplayWidth.of($0.value) }.max() ?? 0) + 2
    for fact in facts {
      let value = StyledText(fact.value, role: .label)
      var words = fact.measures
      if let asOf = fact.asOf { words += " (as of \(asOf))" }
      var text = StyledText()
      text.append(value)
      let used = DisplayWidth.of(fact.value)
      text.append(String(repeating: " ", count: max(2, width - used)))
      if fact.isTarget { text.append("goal: ", role: .warning) }
      text.append(words)
      body.append(Element(.row, text, hangingIndent: width))
      if let note = fact.note { addNote(note, indent: width) }
    }
  }

  /// The mentions of sections, each thing once, by kind and within it in the order of the text.
  private func distinctMentions(of sections: [ShownSection]) -> [Mention] {
    var seen: Set<String> = []
    let all = sections.flatMap { $0.section.mentions(in: $0.edition.id) }
      .filter { seen.insert($0.name.lowercased()).inserted }
    return Mention.Kind.allCases.flatMap { kind in all.filter { $0.kind == kind } }
  }

  /// What the sections speak of beyond the taxonomy, under the words that people look for.
  private mutating func addTopics(of sections: [ShownSection]) {
    var seen: Set<String> = []
    let topics = sections.flatMap(\.section.topics).filter { seen.insert($0).inserted }
    guard !topics.isEmpty else { return }
    addBlank()
    let text = StyledText("Topics: \(topics.joined(separator: ", "))", role: .faint)
    body.append(Element(.text, text, hangingIndent: 2))
  }

  /// The issues that sections name in passing, in the order of the taxonomy.
  mutating func addTouched(_ sections: [ShownSection]) {
    let touched = Set(sections.flatMap(\.section.touches))
    guard !touched.isEmpty else { return }
    addHeading("Touched in passing", to: \.side)
    for issue in atlas.issues where touched.contains(issue.id) {
      addTarget(Target(name: issue.name, destination: .page(.issue(issue.id))), to: \.side)
    }
  }

  private func target(of mention: Mention) -> Target? {
    if let link = mention.link { return Target(name: mention.name, destination: .link(link)) }
    if let actor = mention.actor {
      return Target(name: mention.name, destination: .page(.actor(actor)))
    }
    return nil
  }

  private mutating func addMentions(_ mentions: [Mention]) {
    guard !mentions.isEmpty else { return }
    addHeading("Named here", to: \.side)
    var kind: Mention.Kind?
    for mention in mentions {
      if mention.kind != kind {
        side.append(Element(.row, StyledText(mention.kind.plural, role: .label)))
        kind = mention.kind
      }
      let acronym = mention.acronym.map { $0 == mention.name ? "" : " (\($0))" } ?? ""
      if let target = target(of: mention) {
        let named = Target(name: mention.name + acronym, destination: target.destination)
        addTarget(named, to: \.side)
      } else {
        side.append(
          Element(.row, StyledText(mention.name + acronym), indent: 4, hangingIndent: 4))
      }
      if let note = mention.note {
        side.append(Element(.row, StyledText(note, role: .faint), indent: 6, hangingIndent: 6))
      }
    }
  }
}

extension Mention.Kind {
  /// What several of the kind are called, as a label over them.
  fileprivate var plural: String {
    switch self {
    case .programme: "Programmes"
    case .instrument: "Instruments"
    case .group: "Groups"
    case .publication: "Publications"
    case .event: "Events"
    case .platform: "Platforms"
    case .tool: "Tools"
    case .standard: "Standards"
    case .dataset: "Datasets"
    case .body: "Bodies"
    case .news: "News"
    }
  }
}

/// A name by which a numbered thing may stand in a text.
struct LinkedName {
  let number: Int
  private let bytes: [UInt8]

  init(_ name: String, number: Int) {
    self.number = number
    bytes = Array(name.utf8)
  }

  /// The first place, in bytes, where the name stands as whole words.
  ///
  /// - Complexity: O(text), for names whose first letter is not all there is of the text.
  func firstPlace(in text: [UInt8]) -> Range<Int>? {
    guard let first = bytes.first, bytes.count <= text.count else { return nil }
    var start = 0
    while start <= text.count - bytes.count {
      if text[start] == first, isWordEdge(start - 1, in: text) {
        var length = 1
        while length < bytes.count, text[start + length] == bytes[length] { length += 1 }
        if length == bytes.count, isWordEdge(start + length, in: text) {
          return start..<start + length
        }
      }
      start += 1
    }
    return nil
  }

  /// Whether a byte is no part of a word: letters, digits, dashes and what is not ASCII are.
  ///
  /// Typographic quotes and dashes begin with 0xE2, which no letter of the atlas's languages does.
  private func isWordEdge(_ place: Int, in text: [UInt8]) -> Bool {
    guard text.indices.contains(place) else { return true }
    switch text[place] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      return false
    case 0x80...0xBF:
      // The last byte of a character: of a quote or dash (E2 80 xx), or of a letter.
      return place >= 2 && text[place - 2] == 0xE2 && text[place - 1] == 0x80
    case 0xC0...0xFF: return text[place] == 0xE2
    default: return true
    }
  }
}
