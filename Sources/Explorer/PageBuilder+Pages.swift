import AtlasModel
import PlainText
import TextUI

// One function for each kind of page. The order on every page is the same: title, what it is, whose text,
// the text, facts (the body); then what it names, who else, who names it (the side).

extension PageBuilder {
  mutating func addEntry(_ id: Entry.ID) {
    guard let entry = atlas.entry(id), let actor = atlas.actor(id.actor),
      let issue = atlas.issue(id.issue)
    else { return }
    addTitle("\(actor.label) · \(issue.name)")
    let basket = atlas.basket(issue.basket)?.name ?? ""
    addText("\(actor.name) | \(basket)", role: .faint)
    let sections = atlas.sections(of: entry)
    let ownTerms = distinct(sections.compactMap(\.ownTerm))
    if !ownTerms.isEmpty {
      addText("\(actor.label) calls it: \(ownTerms.joined(separator: ", "))", role: .faint)
    }
    addBlank()
    var (shown, lacking) = shown(sections)
    let instead = addBanner(for: actor, lacking: lacking, showsOthers: !shown.isEmpty)
    if shown.isEmpty { shown = instead }
    let only = shown.first?.section.title
    addSections(shown, titlesFrom: only == issue.name ? .ifSeveral : .always)
    addOthers(on: issue, but: actor.id)
    addTouched(shown)
    addNamers(of: actor)
  }

  mutating func addActor(_ id: Actor.ID) {
    guard let actor = atlas.actor(id) else { return }
    addTitle(actor.label == actor.name ? actor.name : "\(actor.label) · \(actor.name)")
    addBlank()
    addNames(actor.otherNames)
    addMetadata(of: actor)
    let profile = actor.sections.filter { $0.kind != .issue }
    let (shown, lacking) = shown(profile)
    addBlank()
    let instead = addBanner(for: actor, lacking: lacking, showsOthers: !shown.isEmpty)
    addSections(shown.isEmpty ? instead : shown, titlesFrom: .always)
    addIssues(of: actor)
    addChannels(of: actor)
    addNamers(of: actor)
  }

  mutating func addIssue(_ id: Issue.ID) {
    guard let issue = atlas.issue(id) else { return }
    addTitle(issue.name)
    addText(atlas.basket(issue.basket)?.name ?? "", role: .faint)
    addBlank()
    addText(issue.summary)
    if let note = issue.note {
      addBlank()
      addNote(note)
    }
    if let link = issue.link {
      addBlank()
      addTarget(
        Target(name: "Digital Watch on this issue", destination: .link(link)), to: \.body)
    }
    addActors(on: issue)
    if !issue.otherNames.isEmpty || !issue.aliases.isEmpty { addHeading("Names", to: \.body) }
    addNames(issue.otherNames)
    if !issue.aliases.isEmpty {
      addLabelled("Found as", issue.aliases.joined(separator: ", "))
    }
    if !issue.seeAlso.isEmpty {
      addHeading("See also", to: \.side)
      for other in issue.seeAlso {
        guard let other = atlas.issue(other) else { continue }
        let labels = atlas.entries(on: other.id).compactMap { atlas.actor($0.id.actor)?.label }
        addTarget(
          Target(name: other.name, destination: .page(.issue(other.id))),
          detail: labels.isEmpty ? "no section" : labels.joined(separator: ", "), to: \.side)
      }
    }
  }

  mutating func addBasket(_ id: Basket.ID) {
    guard let basket = atlas.basket(id) else { return }
    addTitle(basket.name)
    let issues = atlas.issues(in: id)
    addText(
      "A basket of the Digital Watch taxonomy: " + counted(issues.count, "issue"), role: .faint)
    addBlank()
    for issue in issues {
      let labels = atlas.entries(on: issue.id).compactMap { atlas.actor($0.id.actor)?.label }
      let standing =
        atlas.standing(of: issue.id) == .namedOnly ? "named in passing only" : "not named"
      addTarget(
        Target(name: issue.name, destination: .page(.issue(issue.id))),
        detail: labels.isEmpty ? standing : labels.joined(separator: ", "), to: \.body)
    }
  }
}

// MARK: Parts

extension PageBuilder {
  /// Names in other languages, a row a language.
  private mutating func addNames(_ names: [OtherName]) {
    var languages: [String?] = []
    for name in names where !languages.contains(name.language) { languages.append(name.language) }
    for language in languages {
      let label =
        switch language {
        case nil: "Also"
        case "fr": "French"
        case "de": "German"
        case "es": "Spanish"
        case let code?: code
        }
      let list = names.filter { $0.language == language }.map(\.name)
      addLabelled(label, list.joined(separator: "; "))
    }
  }

  private mutating func addMetadata(of actor: Actor) {
    if let established = actor.established { addLabelled("Established", String(established)) }
    if let group = actor.stakeholderGroup { addLabelled("Group", group) }
    if let address = actor.address { addLabelled("Address", address) }
    let target = Target(name: actor.website.address.text, destination: .link(actor.website))
    let number = number(of: target)
    var website = StyledText(
      "[\(number)] \(actor.website.address.text)", role: .link, target: number)
    if let mark = actor.website.status.mark { website.append(" " + mark, role: .warning) }
    addLabelled("Website", website)
    for note in actor.notes { addNote(note) }
    if let earliest = atlas.editions.first(where: { actor.sources.editions.contains($0.id) }),
      actor.established != nil || actor.address != nil
    {
      addText("These particulars stand in the text of \(earliest.dateInWords).", role: .faint)
    }
  }

  private mutating func addIssues(of actor: Actor) {
    let entries = atlas.entries(of: actor.id)
    if !entries.isEmpty {
      addHeading("Issues", to: \.side)
      for entry in entries {
        addTarget(
          Target(
            name: atlas.issue(entry.id.issue)?.name ?? "", destination: .page(.entry(entry.id))),
          to: \.side)
      }
    }
    let touched = atlas.issues.filter { atlas.standing(of: $0.id, for: actor.id) == .namedOnly }
    guard !touched.isEmpty else { return }
    addHeading("Named in passing only", to: \.side)
    for issue in touched {
      addTarget(Target(name: issue.name, destination: .page(.issue(issue.id))), to: \.side)
    }
  }

  private mutating func addChannels(of actor: Actor) {
    guard !actor.channels.isEmpty else { return }
    let dates = atlas.editions.filter { edition in
      actor.channels.contains { $0.editions?.contains(edition.id) ?? false }
    }
    let date = dates.map(\.dateInWords).joined(separator: " and ")
    addHeading(date.isEmpty ? "Channels" : "Channels, \(date)", to: \.side)
    for channel in actor.channels {
      let name = "\(channel.platform) \(channel.handle)"
      if let link = channel.link {
        addTarget(Target(name: name, destination: .link(link)), to: \.side)
      } else {
        side.append(Element(.row, StyledText("    " + name), hangingIndent: 4))
      }
    }
  }

  private mutating func addOthers(on issue: Issue, but actor: Actor.ID) {
    let others = atlas.entries(on: issue.id).filter { $0.id.actor != actor }
    addHeading("Also on this issue", to: \.side)
    for entry in others {
      addTarget(
        Target(
          name: atlas.actor(entry.id.actor)?.label ?? "", destination: .page(.entry(entry.id))),
        detail: titles(of: entry, on: issue), to: \.side)
    }
    if others.isEmpty {
      side.append(
        Element(.row, StyledText("No other profile has a section on it.", role: .faint)))
    }
    addTarget(
      Target(
        name: "\(issue.name): what it is, who works on it",
        destination: .page(.issue(issue.id))), to: \.side)
  }

  /// Who works on an issue, and who only names it.
  private mutating func addActors(on issue: Issue) {
    let entries = atlas.entries(on: issue.id)
    let namers = atlas.sections(touching: issue.id).filter { reference in
      !entries.contains { $0.id.actor == reference.actor }
    }
    addHeading("Who works on it", to: \.body)
    for entry in entries {
      addTarget(
        Target(
          name: atlas.actor(entry.id.actor)?.label ?? "", destination: .page(.entry(entry.id))),
        detail: titles(of: entry, on: issue), to: \.body)
    }
    if entries.isEmpty {
      let all = Self.inWords(atlas.actors.count)
      addText("None of the \(all) profiles has a section on \(issue.name.lowercasedFirst).")
      if namers.isEmpty { addText("None names it in passing either.") }
    }
    guard !namers.isEmpty else { return }
    addHeading("Named in passing", to: \.body)
    addSections(namers, to: \.body)
  }

  /// Sections of other actors that name this one.
  private mutating func addNamers(of actor: Actor) {
    let namers = atlas.sections(naming: actor.id)
    guard !namers.isEmpty else { return }
    addHeading("\(actor.label) is named by", to: \.side)
    addSections(namers, to: \.side)
  }

  /// The pages on which sections stand, each once under the titles of its sections: *WTO: Access*.
  private mutating func addSections(
    _ references: [SectionReference], to list: WritableKeyPath<Self, [Element]>
  ) {
    var pages: [PageID] = []
    var titles: [PageID: [String]] = [:]
    for reference in references {
      guard let section = atlas.section(reference) else { continue }
      let page = section.page(of: reference.actor)
      if titles[page] == nil { pages.append(page) }
      titles[page, default: []].append(section.title)
    }
    for page in pages {
      let words = distinct(titles[page] ?? []).joined(separator: "; ")
      let label = atlas.breadcrumb(of: page).first ?? ""
      addTarget(Target(name: "\(label): \(words)", destination: .page(page)), to: list)
    }
  }

  /// The titles of an actor's sections, unless there is one and it is the issue's name; and the edition
  /// that has them, where the chosen one has none.
  private func titles(of entry: Entry, on issue: Issue) -> String {
    let titles = distinct(atlas.sections(of: entry).map(\.title))
    let words = titles == [issue.name] ? "" : titles.joined(separator: "; ")
    guard !atlas.stands(entry, in: choice), let other = atlas.newestEdition(of: entry) else {
      return words
    }
    return (words.isEmpty ? "" : words + ", ") + "\(other.dateInWords) only"
  }

  private func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  /// A small count in words, as sentences have it.
  static func inWords(_ count: Int) -> String {
    let words = [
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]
    return words.indices.contains(count) ? words[count] : String(count)
  }
}

extension String {
  /// With a small first letter, unless the word is an acronym.
  fileprivate var lowercasedFirst: String {
    guard let first = unicodeScalars.first, let second = unicodeScalars.dropFirst().first,
      second.properties.isLowercase || second == "-"
    else { return self }
    return first.properties.lowercaseMapping + dropFirst()
  }
}
