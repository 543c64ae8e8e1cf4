package import AtlasModel
import PlainText
import TextUI

// The page that is read in the lift: what an actor or an issue is, who does what, five figures, links, and
// whose text of which date it is. What stands in it is decided here, for all formats alike, by the lines that
// it takes as text: who works on an issue, or the issues of an actor, get what the rest leaves of one page.
// Which sentences and figures are the best is decided beside it (`BriefChoice.swift`).

/// One page about an actor or an issue.
package struct Brief: Sendable {
  /// What the page is made of, from its top to its end.
  package enum Element: Hashable, Sendable {
    case title(String)
    /// A line of particulars below the title.
    case particulars(String)
    case paragraph(String)
    case heading(String)
    /// The name of a basket, and which of its issues have no item below.
    case group(String, names: String)
    /// What comes first is strong, the last in small letters: where it is from.
    case item(String, text: String, source: String)
    case link(String, Link)
    /// What was left out, and the command that shows it.
    case more(String, command: String)
    /// Whose words these are, of which date.
    case attribution(String)
  }

  package enum Subject: Hashable, Sendable {
    case actor(Actor.ID)
    case issue(Issue.ID)
  }

  package let title: String
  package private(set) var elements: [Element] = []

  /// Lines of 80 columns: an A4 page at 10 points holds about 60.
  package static let lineLimit = 60
  static let figureLimit = 5
  static let linkLimit = 4

  private let atlas: Atlas
  private let choice: EditionChoice
  private var quoted: Set<Edition.ID> = []

  /// Nil where the atlas has no such actor or issue.
  package init?(of subject: Subject, in atlas: Atlas, _ choice: EditionChoice) {
    self.atlas = atlas
    self.choice = choice
    switch subject {
    case .actor(let id):
      guard let actor = atlas.actor(id) else { return nil }
      title = actor.label == actor.name ? actor.name : "\(actor.label) · \(actor.name)"
      compose(actor)
    case .issue(let id):
      guard let issue = atlas.issue(id) else { return nil }
      title = issue.name
      compose(issue)
    }
  }
}

// MARK: An issue

extension Brief {
  private mutating func compose(_ issue: Issue) {
    let entries = atlas.entries(on: issue.id).map { ($0.id.actor, shown(atlas.sections(of: $0))) }
      .filter { !$0.1.isEmpty }
    let passages = entries.flatMap { actor, sections in
      sections.map { OwnedSection(owner: atlas.actor(actor)?.label ?? "", shown: $0) }
    }
    var head: [Element] = [.title(title)]
    if let basket = atlas.basket(issue.basket) { head.append(.particulars(basket.name)) }
    head.append(.paragraph(BriefChoice.opening(of: [issue.summary])))
    if let note = issue.note { head.append(.paragraph("Note: \(note)")) }
    let arguments = "--issue \(issue.id)"
    var tail = figures(of: passages, nameless: issue.name, arguments)
    tail += links(own: issue.link.map { ("Digital Watch on this issue", $0) }, passages, arguments)
    quote(passages.map(\.shown))
    let namers = atlas.sections(touching: issue.id).filter { reference in
      !entries.contains { $0.0 == reference.actor }
        && atlas.section(reference).map { !shown([$0]).isEmpty } ?? false
    }
    if !namers.isEmpty {
      let ids = Set(namers.map(\.actor))
      let labels = atlas.actors.filter { ids.contains($0.id) }.map(\.label)
      head.append(.paragraph("Named in passing by \(labels.joined(separator: ", "))."))
      if entries.isEmpty { quote(shown(namers.compactMap { atlas.section($0) })) }
    }
    if !issue.seeAlso.isEmpty {
      let names = issue.seeAlso.compactMap { id -> String? in
        let labels = atlas.entries(on: id).filter { atlas.stands($0, in: choice) }
          .compactMap { atlas.actor($0.id.actor)?.label }
        let actors = labels.isEmpty ? "" : " (\(labels.joined(separator: ", ")))"
        return atlas.issue(id).map { $0.name + actors }
      }
      head.append(.paragraph("See also: \(names.joined(separator: ", "))."))
    }
    guard !entries.isEmpty else {
      head.append(.paragraph(nobody(on: issue)))
      return finish(head, [], tail)
    }
    var items: [Element] = [.heading("Who does what")]
    var leftOut: [String] = []
    for (id, sections) in entries {
      guard let actor = atlas.actor(id) else { continue }
      let best = BriefChoice.sentences(
        of: sections, by: actor, fitting: entries.count <= 3 ? 4 : 2)
      let titles = sections.map(\.section.title).filter { $0 != issue.name }
      let item = Element.item(
        actor.label, text: best?.text ?? titles.joined(separator: "; "),
        source: source(best?.edition ?? sections.first?.edition))
      if leftOut.isEmpty, hasRoom(for: head + items + [item], tail) {
        items.append(item)
      } else {
        leftOut.append(actor.label)
      }
    }
    if !leftOut.isEmpty {
      items.append(
        .more(
          "and \(further(leftOut, "actor")) with a section",
          command: "geneva-atlas show issue/\(issue.id)"))
    }
    finish(head, items, tail)
  }

  private func nobody(on issue: Issue) -> String {
    if case .only(let id) = choice, !atlas.entries(on: issue.id).isEmpty {
      let date = atlas.edition(id)?.dateInWords ?? id.text
      return "No section on it stands in our copy of \(date)."
    }
    if atlas.actors.count < 2 { return "No profile has a section on it." }
    return "None of the \(PageBuilder.inWords(atlas.actors.count)) profiles has a section on it."
  }
}

// MARK: An actor

extension Brief {
  private mutating func compose(_ actor: Actor) {
    let profile = shown(actor.sections.filter { $0.kind != .issue })
    let entries = atlas.entries(of: actor.id).map { ($0.id.issue, shown(atlas.sections(of: $0))) }
      .filter { !$0.1.isEmpty }
    // What says how an actor meets and works comes after what it works on.
    let isFirst: (ShownSection) -> Bool = { [.overview, .activities].contains($0.section.kind) }
    let ordered = profile.filter(isFirst) + entries.flatMap(\.1) + profile.filter { !isFirst($0) }
    let passages = ordered.map {
      OwnedSection(owner: $0.section.title, shown: $0)
    }
    quote(passages.map(\.shown))
    var head: [Element] = [.title(title)]
    let particulars = [
      actor.stakeholderGroup, actor.established.map { "established \($0)" }, actor.address,
    ].compactMap { $0 }
    if !particulars.isEmpty { head.append(.particulars(particulars.joined(separator: " · "))) }
    if !actor.notes.isEmpty {
      head.append(.paragraph("Note: \(actor.notes.joined(separator: " "))"))
    }
    let overview = profile.filter { $0.section.kind == .overview }
    let opening = (overview.isEmpty ? profile : overview).first.map { shown in
      shown.section.blocks(in: shown.edition.id).map(\.text)
    }
    if let opening { head.append(.paragraph(BriefChoice.opening(of: opening))) }
    for edition in atlas.editions {
      guard choice == .newest || choice == .only(edition.id),
        let last = atlas.lastSection(of: actor, beforeCutIn: edition.id)
      else { continue }
      head.append(
        .paragraph("\(edition.dateInWords): our copy of its profile ends after “\(last.title)”."))
    }
    let arguments = "--actor \(actor.id)"
    var tail = figures(of: passages, nameless: nil, arguments)
    tail += links(own: ("Website", actor.website), passages, arguments)
    guard !entries.isEmpty else {
      head.append(.paragraph("No issue has a section of its own in this profile."))
      return finish(head, [], tail)
    }
    finish(head, issues(of: actor, entries, head, tail), tail)
  }

  /// The issues by basket, as many with a sentence as there is room for: the first of each basket, then the
  /// second of each.
  private func issues(
    of actor: Actor, _ entries: [(Issue.ID, [ShownSection])], _ head: [Element], _ tail: [Element]
  ) -> [Element] {
    let issues = entries.compactMap { id, sections in atlas.issue(id).map { ($0, sections) } }
    let baskets = atlas.baskets.filter { basket in issues.contains { $0.0.basket == basket.id } }
    /// Places among the issues, in the order in which they get room.
    let turns = baskets.flatMap { basket in
      issues.indices.filter { issues[$0].0.basket == basket.id }.enumerated().map { ($0, $1) }
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
    var named: Set<Int> = []
    var items: [Int: Element] = [:]
    func elements() -> [Element] {
      var elements: [Element] = [.heading("What it works on")]
      for basket in baskets {
        let places = issues.indices.filter {
          issues[$0].0.basket == basket.id && named.contains($0)
        }
        if places.isEmpty { continue }
        let also = places.filter { items[$0] == nil }.map { issues[$0].0.name }
        let names = also.joined(separator: ", ")
        let hasItems = also.count < places.count && !also.isEmpty
        elements.append(.group(basket.name, names: hasItems ? "also \(names)" : names))
        elements += places.compactMap { items[$0] }
      }
      if named.count < issues.count {
        elements.append(
          .more(
            "and " + counted(issues.count - named.count, "more issue"),
            command: "geneva-atlas show \(actor.id)"))
      }
      return elements
    }
    for place in turns {
      named.insert(place)
      if !hasRoom(for: head + elements(), tail) {
        named.remove(place)
        break
      }
    }
    for place in turns where named.contains(place) {
      let (issue, sections) = issues[place]
      guard let best = BriefChoice.sentences(of: sections, by: actor) else { continue }
      items[place] = .item(issue.name, text: best.text, source: source(best.edition))
      if !hasRoom(for: head + elements(), tail) { items[place] = nil }
    }
    return elements()
  }
}

// MARK: Parts

extension Brief {
  private func shown(_ sections: [Section]) -> [ShownSection] {
    sections.compactMap { section in
      atlas.edition(of: section, for: choice).map { ShownSection(section: section, edition: $0) }
    }
  }

  private mutating func quote(_ sections: [ShownSection]) {
    quoted.formUnion(sections.map(\.edition.id))
  }

  /// The edition of what is quoted, where the page has text of several.
  private func source(_ edition: Edition?) -> String {
    quoted.count > 1 ? edition?.dateInWords ?? "" : ""
  }

  private func figures(
    of passages: [OwnedSection], nameless title: String?, _ arguments: String
  ) -> [Element] {
    let (figures, count) = BriefChoice.figures(of: passages, limit: Self.figureLimit)
    guard !figures.isEmpty else { return [] }
    var elements: [Element] = [.heading("Figures")]
    for figure in figures {
      let section = figure.passage.shown.section.title
      let owner = figure.passage.owner
      let source =
        [owner, section == owner || section == title ? nil : section]
        .compactMap { $0 } + [figure.passage.shown.edition.dateInWords]
      elements.append(
        .item(
          figure.fact.valueInWords,
          text: figure.fact.value.hasSuffix(figure.fact.measures) ? "" : figure.fact.measures,
          source: source.joined(separator: ", ") + (figure.fact.note.map { "; \($0)" } ?? "")))
    }
    return elements + more(count - figures.count, "fact", arguments)
  }

  private func links(
    own: (name: String, link: Link)?, _ passages: [OwnedSection], _ arguments: String
  ) -> [Element] {
    let (links, count) = BriefChoice.links(own: own, of: passages, limit: Self.linkLimit)
    guard !links.isEmpty else { return [] }
    let elements: [Element] = [.heading("Links")] + links.map { .link($0.name, $0.link) }
    return elements + more(count - links.count, "link", arguments)
  }

  /// How many are left out, and the command that lists them; nothing where there are none.
  private func more(_ count: Int, _ noun: String, _ arguments: String) -> [Element] {
    guard count > 0 else { return [] }
    let words = "and " + counted(count, "more " + noun)
    return [.more(words, command: "geneva-atlas list \(noun)s \(arguments)")]
  }

  private func further(_ names: [String], _ noun: String) -> String {
    let shown = names.prefix(8).joined(separator: ", ")
    return counted(names.count, "more " + noun) + " (\(shown)\(names.count > 8 ? " …" : ""))"
  }

  /// Whether there is a line left for saying what was left out.
  private func hasRoom(for elements: [Element], _ tail: [Element]) -> Bool {
    let all = elements + tail + [attribution].compactMap { $0 }
    return Self.textLines(of: all).count < Self.lineLimit
  }

  private var attribution: Element? {
    let editions = atlas.editions.filter { quoted.contains($0.id) }
    return editions.isEmpty ? nil : .attribution(Attribution.line(quoting: editions))
  }

  private mutating func finish(_ head: [Element], _ items: [Element], _ tail: [Element]) {
    elements = head + items + tail + [attribution].compactMap { $0 }
  }
}
