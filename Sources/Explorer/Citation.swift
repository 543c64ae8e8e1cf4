package import AtlasModel
import PlainText

// What a reader writes below a statement taken from the atlas. One value, made from a page (or from what is
// quoted on it), the choice of edition and the day; the styles stand beside it (`Citation+Styles.swift`).
//
// Author and publisher are left out on purpose. Neither the editions of the atlas nor the documents that
// carry them name a person or body as author, editor or publisher, and a guess in somebody's bibliography
// would outlive us. Styles then put the title first, as they do for works without an author. The documents
// tell no address of the atlas on the web either: the link is the page's own, as `yy` copies it, and the
// note says what it leads to, so that nobody takes it for the cited text.

/// A citation of the atlas: of the whole, a page, or something that a page says.
package struct Citation: Hashable, Sendable {
  /// What of a page is handed on together with the citation; the words of it are ours, not the atlas's.
  package enum Quotation: Sendable {
    case text
    case fact(Fact)
    case mention(Mention)
  }

  /// A link with the name of what it leads to.
  package struct Target: Hashable, Sendable {
    package let name: String
    package let link: Link
  }

  /// Stable, of small letters, digits and dashes: `gda-2022-itu-e-waste`.
  package private(set) var key: String
  /// The actor and the issue; nil where the whole atlas is cited.
  package let title: String?
  /// The edition that is cited, as its document names it.
  package let edition: Edition
  package let target: Target?
  package let accessed: CalendarDay
  /// What is quoted, in our words; nil where the page is cited without a quotation of one thing.
  package let quoted: String?
  /// Whether words of ours go with it, of which it has to be said that they are no quotation.
  let isParaphrase: Bool
  /// Whole sentences, for styles that have a note.
  package let notes: [String]

  /// What the atlas is called in every edition; styles without an author sort and label by it.
  package static let atlasName = "Geneva Digital Atlas"

  /// Cites the newest edition of what the page shows in the choice.
  ///
  /// - Returns: nil where nothing of the page, or not what is quoted, stands in the chosen edition.
  package init?(
    of page: PageID, in atlas: Atlas, _ choice: EditionChoice, quoting quotation: Quotation? = nil,
    accessed: CalendarDay
  ) {
    let passages = Passages(of: page, in: atlas, choice)
    var editions = passages.editions
    if let standing = quotation?.editions { editions.removeAll { !standing.contains($0.id) } }
    guard let edition = editions.last else { return nil }
    self.edition = edition
    self.accessed = accessed
    title = atlas.citedTitle(of: page)
    target = quotation?.target ?? atlas.citedTarget(of: page, among: passages, in: choice)
    quoted = quotation?.words
    isParaphrase = quotation != nil
    key = (["gda", edition.id.text] + atlas.citedKey(of: page) + [quotation?.slug])
      .compactMap { $0 }.joined(separator: "-")
    var notes = passages.notes(cited: edition, on: page, in: atlas)
    if let target {
      notes.append("The link leads to \(target.name)\(target.link.markBehind).")
    }
    if quotation != nil { notes.append("The words are a paraphrase by geneva-atlas.") }
    self.notes = notes
  }

  /// The citations with keys that differ: a second `gda-2022-itu` becomes `gda-2022-itu-2`.
  package static func withUniqueKeys(_ citations: [Citation]) -> [Citation] {
    var taken: Set<String> = []
    return citations.map { citation in
      var unique = citation
      var number = 1
      while !taken.insert(unique.key).inserted {
        number += 1
        unique.key = "\(citation.key)-\(number)"
      }
      return unique
    }
  }
}

// MARK: What is quoted

extension Citation.Quotation {
  /// The editions that it stands in; nil for all those of the page.
  fileprivate var editions: Editions {
    switch self {
    case .text: nil
    case .fact(let fact): fact.editions
    case .mention(let mention): mention.editions
    }
  }

  fileprivate var target: Citation.Target? {
    guard case .mention(let mention) = self, let link = mention.link else { return nil }
    return Citation.Target(name: mention.nameInWords, link: link)
  }

  fileprivate var words: String? {
    switch self {
    case .text: nil
    case .fact(let fact): fact.sentence
    case .mention(let mention): mention.nameInWords
    }
  }

  fileprivate var slug: String? {
    switch self {
    case .text: nil
    case .fact(let fact): Self.slug(of: fact.measures)
    case .mention(let mention): Self.slug(of: mention.acronym ?? mention.name)
    }
  }

  /// A text as a part of a key: ASCII letters and digits, words parted by dashes, at most 40 characters.
  private static func slug(of text: String) -> String? {
    var slug = ""
    for scalar in text.unicodeScalars {
      let twin = Normalisation.asciiTwin(of: scalar).properties.lowercaseMapping
      if twin.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 }) {
        slug += twin
      } else if !slug.isEmpty, !slug.hasSuffix("-") {
        slug += "-"
      }
      if slug.utf8.count == 40 { break }
    }
    while slug.hasSuffix("-") { slug.removeLast() }
    return slug.isEmpty ? nil : slug
  }
}

extension Fact {
  /// What the fact says, on one line: *goal: 30% – global e-waste recycling rate*, *193 member states*.
  package var sentence: String {
    value.hasSuffix(measures) ? valueInWords : "\(valueInWords) – \(measures)"
  }
}

// MARK: What is cited

/// The sections that a page is about, each with the edition that is shown.
private struct Passages {
  let shown: [ShownSection]
  /// The editions that the page can be cited in, older first.
  let editions: [Edition]
  private let choice: EditionChoice

  init(of page: PageID, in atlas: Atlas, _ choice: EditionChoice) {
    let sections: [Section]
    switch page {
    case .atlas: sections = []
    case .basket(let id):
      sections = atlas.issues(in: id).flatMap { atlas.entries(on: $0.id) }
        .flatMap { atlas.sections(of: $0) }
    case .issue(let id):
      let own = atlas.entries(on: id).flatMap { atlas.sections(of: $0) }
      sections = own.isEmpty ? atlas.sections(touching: id).compactMap { atlas.section($0) } : own
    case .actor(let id):
      let own = atlas.actor(id)?.sections ?? []
      let profile = own.filter { $0.kind != .issue }
      sections = profile.isEmpty ? own : profile
    case .entry(let id):
      sections = atlas.entry(id).map { atlas.sections(of: $0) } ?? []
    }
    shown = sections.compactMap { section in
      atlas.edition(of: section, for: choice).map { ShownSection(section: section, edition: $0) }
    }
    self.choice = choice
    let quoted = Set(shown.map(\.edition.id))
    // A record of the taxonomy on which nobody has text, and the atlas itself, stand in every edition.
    editions = atlas.editions.filter { edition in
      (choice == .newest || choice == .only(edition.id))
        && (sections.isEmpty || quoted.contains(edition.id))
    }
  }

  /// Under which headings the cited text stands, where the page is called otherwise, and what of it is text
  /// of another edition.
  func notes(cited edition: Edition, on page: PageID, in atlas: Atlas) -> [String] {
    switch page {
    case .atlas, .basket: return []
    case .issue(let id):
      let labels = atlas.entries(on: id).filter { atlas.stands($0, in: choice) }
        .compactMap { atlas.actor($0.id.actor)?.label }
      guard let last = labels.last else { return ["No profile has a section on it."] }
      guard labels.count > 1 else { return ["\(last) has a section on it."] }
      return ["\(labels.dropLast().joined(separator: ", ")) and \(last) have sections on it."]
    case .actor: return otherEditions(than: edition)
    case .entry(let id):
      let titles = distinct(shown.map(\.section.title))
      guard titles != [atlas.issue(id.issue)?.name ?? ""] else {
        return otherEditions(than: edition)
      }
      let headings = titles.map { "“\($0)”" }.joined(separator: ", ")
      return ["It stands under \(headings)."] + otherEditions(than: edition)
    }
  }

  private func otherEditions(than cited: Edition) -> [String] {
    distinct(shown.map(\.edition.dateInWords)).filter { $0 != cited.dateInWords }.map { date in
      let titles = distinct(shown.filter { $0.edition.dateInWords == date }.map(\.section.title))
      let headings = titles.map { "“\($0)”" }.joined(separator: ", ")
      return "\(headings) \(titles.count == 1 ? "stands" : "stand") in the text of \(date)."
    }
  }

  private func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}

extension Atlas {
  /// The actor with its acronym, and the issue; nil for the whole atlas.
  fileprivate func citedTitle(of page: PageID) -> String? {
    switch page {
    case .atlas: nil
    case .basket(let id): basket(id)?.name ?? id.text
    case .issue(let id): issue(id)?.name ?? id.text
    case .actor(let id): actor(id)?.nameInWords ?? id.text
    case .entry(let id):
      "\(actor(id.actor)?.nameInWords ?? id.actor.text): \(issue(id.issue)?.name ?? id.issue.text)"
    }
  }

  fileprivate func citedKey(of page: PageID) -> [String] {
    switch page {
    case .atlas: []
    case .basket(let id): ["basket", id.text]
    case .issue(let id): ["issue", id.text]
    case .actor(let id): [id.text]
    case .entry(let id): [id.actor.text, id.issue.text]
    }
  }

  /// The page's link with the name of what it leads to.
  fileprivate func citedTarget(
    of page: PageID, among passages: Passages, in choice: EditionChoice
  ) -> Citation.Target? {
    guard let link = link(of: page, in: choice) else { return nil }
    switch page {
    case .atlas, .basket: return nil
    case .issue: return Citation.Target(name: "the Digital Watch page on this issue", link: link)
    case .actor(let id):
      return Citation.Target(name: "the website of \(actor(id)?.label ?? id.text)", link: link)
    case .entry(let id):
      let mentions = passages.shown.flatMap { $0.section.mentions(in: $0.edition.id) }
      if link != actor(id.actor)?.website, let mention = mentions.first(where: { $0.link == link })
      {
        return Citation.Target(name: mention.nameInWords, link: link)
      }
      return citedTarget(of: .actor(id.actor), among: passages, in: choice)
    }
  }
}

extension Actor {
  /// The name with its acronym, unless it holds it: *International Telecommunication Union (ITU)*.
  package var nameInWords: String { name.contains(label) ? name : "\(name) (\(label))" }
}
