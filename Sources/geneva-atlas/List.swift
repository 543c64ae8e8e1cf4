import ArgumentParser
import AtlasModel
import Explorer
import FuzzyMatching
import Glibc
import PlainText
import TextUI

/// `list`: actors, issues or entries as rows.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print actors, issues or entries (an actor's sections on one issue).",
    discussion: """
      The edition and the source lines are columns of every list. JSON has the keys of the \
      documents, with 'actor', 'issue' and 'editions'.

      Example: geneva-atlas list entries --issue e-waste --format json
      """)

  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case actors
    case issues
    case entries
  }

  @OptionGroup var options: AtlasOptions

  @Argument(help: "actors, issues or entries.")
  var subject: Subject

  @Option(
    name: .long,
    help: ArgumentHelp("Only these actors: an id, an acronym or its beginning.", valueName: "actor")
  )
  var actor: [String] = []

  @Option(name: .long, help: ArgumentHelp("Only these issues.", valueName: "issue"))
  var issue: [String] = []

  @Option(name: .long, help: ArgumentHelp("Only issues of these baskets.", valueName: "basket"))
  var basket: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("Only rows in which every word is found.", valueName: "words"))
  var query: String = ""

  @Option(name: .long, help: "How the rows are written.")
  var format: Table.Format = .table

  func run() throws {
    let atlas = try options.atlas()
    let names = Names(atlas: atlas)
    let choice = try options.editionChoice(in: atlas)
    var actors: Set<Actor.ID> = []
    for name in actor { actors.insert(try names.actor(name)) }
    var issues: Set<Issue.ID> = []
    for name in issue { issues.insert(try names.issue(name)) }
    var baskets: Set<Basket.ID> = []
    for name in basket { baskets.insert(try names.basket(name)) }
    let rows = ListRows(
      atlas: atlas, choice: choice, actors: actors, issues: issues, baskets: baskets,
      query: WordQuery(query))
    let table = rows.table(of: subject)
    var output = Output()
    table.write(format, width: terminalWidth, to: &output)
    try output.flush()
    if table.rows.isEmpty { throw Failure(.nothing, "nothing found") }
  }
}

/// The rows of `list`, with what narrows them.
struct ListRows {
  let atlas: Atlas
  let choice: EditionChoice
  var actors: Set<Actor.ID> = []
  var issues: Set<Issue.ID> = []
  var baskets: Set<Basket.ID> = []
  var query = WordQuery("")

  func table(of subject: List.Subject) -> Table {
    switch subject {
    case .actors: actorTable()
    case .issues: issueTable()
    case .entries: entryTable()
    }
  }

  private func actorTable() -> Table {
    var table = Table(columns: ["actor", "label", "name", "issues", "editions", "lines", "website"])
    for actor in atlas.actors where actors.isEmpty || actors.contains(actor.id) {
      let entries = atlas.entries(of: actor.id).filter { isWanted($0.id.issue) }
      let isNarrowed = !issues.isEmpty || !baskets.isEmpty
      guard !isNarrowed || !entries.isEmpty,
        isFound(in: [actor.label, actor.name] + actor.otherNames.map(\.name))
      else { continue }
      let editions = atlas.editions.map(\.id).filter { edition in
        isWanted(edition) && actor.sections.contains { $0.sources.editions.contains(edition) }
      }
      guard !editions.isEmpty || choice == .newest else { continue }
      table.add(
        [
          actor.id.text, actor.label, actor.name, String(entries.count),
          editions.map(\.text).joined(separator: ","), lines([actor.sources]),
          actor.website.address.text,
        ],
        .record([
          ("actor", .string(actor.id.text)), ("label", .string(actor.label)),
          ("name", .string(actor.name)),
          ("issues", .strings(entries.map(\.id.issue.text))),
          ("editions", .strings(editions.map(\.text))), ("sources", actor.sources.json),
          ("website", .string(actor.website.address.text)),
          ("websiteStatus", .string(actor.website.status.rawValue)),
        ]))
    }
    return table
  }

  private func issueTable() -> Table {
    var table = Table(
      columns: ["issue", "name", "basket", "actors", "named by", "editions", "lines"])
    for issue in atlas.issues where isWanted(issue.id) {
      guard isFound(in: [issue.name] + issue.aliases + issue.otherNames.map(\.name)) else {
        continue
      }
      let entries = atlas.entries(on: issue.id).filter {
        (actors.isEmpty || actors.contains($0.id.actor)) && !sections(of: $0).isEmpty
      }
      let namers = atlas.sections(touching: issue.id).map(\.actor).filter { actor in
        (actors.isEmpty || actors.contains(actor)) && !entries.contains { $0.id.actor == actor }
      }
      let named = atlas.actors.map(\.id).filter { namers.contains($0) }
      guard actors.isEmpty || !entries.isEmpty || !named.isEmpty else { continue }
      let sources = entries.flatMap { sections(of: $0) }.map(\.sources)
      let editions = editions(of: sources)
      table.add(
        [
          issue.id.text, issue.name, issue.basket.text,
          entries.map(\.id.actor.text).joined(separator: ","),
          named.map(\.text).joined(separator: ","), editions.joined(separator: ","),
          lines(sources),
        ],
        .record([
          ("issue", .string(issue.id.text)), ("name", .string(issue.name)),
          ("basket", .string(issue.basket.text)),
          ("actors", .strings(entries.map(\.id.actor.text))),
          ("namedBy", .strings(named.map(\.text))), ("editions", .strings(editions)),
          ("url", issue.link.map { .string($0.address.text) }),
          ("status", issue.link.map { .string($0.status.rawValue) }),
        ]))
    }
    return table
  }

  private func entryTable() -> Table {
    var table = Table(
      columns: ["actor", "issue", "basket", "sections", "editions", "lines", "titles"])
    for entry in atlas.entries {
      let sections = sections(of: entry)
      guard actors.isEmpty || actors.contains(entry.id.actor), isWanted(entry.id.issue),
        let issue = atlas.issue(entry.id.issue), let actor = atlas.actor(entry.id.actor),
        !sections.isEmpty,
        isFound(
          in: [actor.label, actor.name, issue.name] + issue.aliases + sections.map(\.title)
            + sections.compactMap(\.ownTerm))
      else { continue }
      let editions = editions(of: sections.map(\.sources))
      table.add(
        [
          actor.id.text, issue.id.text, issue.basket.text, String(sections.count),
          editions.joined(separator: ","), lines(sections.map(\.sources)),
          sections.map(\.title).joined(separator: "; "),
        ],
        .record([
          ("actor", .string(actor.id.text)), ("issue", .string(issue.id.text)),
          ("basket", .string(issue.basket.text)),
          ("titles", .strings(sections.map(\.title))), ("editions", .strings(editions)),
          ("sources", .array(sections.map(\.sources.json))),
          ("url", atlas.link(of: entry.id).map { .string($0.address.text) }),
          ("status", atlas.link(of: entry.id).map { .string($0.status.rawValue) }),
        ]))
    }
    return table
  }

  private func sections(of entry: Entry) -> [Section] {
    atlas.sections(of: entry).filter { atlas.edition(of: $0, for: choice) != nil }
  }

  private func isWanted(_ issue: Issue.ID) -> Bool {
    guard issues.isEmpty || issues.contains(issue) else { return false }
    guard !baskets.isEmpty else { return true }
    return atlas.issue(issue).map { baskets.contains($0.basket) } ?? false
  }

  private func isWanted(_ edition: Edition.ID) -> Bool {
    choice == .newest || choice == .only(edition)
  }

  private func isFound(in texts: [String]) -> Bool {
    query.isEmpty || query.matches(in: texts.map { FoldedText($0) }) != nil
  }

  private func editions(of sources: [Sources]) -> [String] {
    atlas.editions.map(\.id)
      .filter { edition in isWanted(edition) && sources.contains { $0.editions.contains(edition) } }
      .map(\.text)
  }

  /// Line ranges of the sources, as `2022:190-192 2023:55-57`.
  private func lines(_ sources: [Sources]) -> String {
    atlas.editions.map(\.id).filter(isWanted).compactMap { edition in
      let ranges = sources.compactMap { $0.part(in: edition)?.text }
      return ranges.isEmpty ? nil : "\(edition):\(ranges.joined(separator: ","))"
    }.joined(separator: " ")
  }
}

/// Columns of the terminal on standard output; nil where it is none.
var terminalWidth: Int? {
  guard isatty(STDOUT_FILENO) == 1 else { return nil }
  var size = winsize()
  guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
  return Int(size.ws_col)
}
