import ArgumentParser
import AtlasModel
import Explorer
import FuzzyMatching
import PlainText

/// `search`: everything that a query finds, in one list, best first.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Search actors, issues, entries, mentions, facts and text; best first.",
    discussion: """
      The query language is that of fzf: blanks join by and, ' | ' by or, !not, 'exact, 'word', ^beginning, \
      end$, and actor: issue: basket: topic: kind: year: edition: text: scope a term. Names match also by \
      initials, abbreviations and with slips of the fingers; running text only in one piece.

      JSON is an array of objects with kind, actor, issue, title, reason, snippet, url, status, score and \
      close; what does not apply is left out.

      Example: geneva-atlas search "actor:itu satellite" --format json
      """)

  @OptionGroup var options: AtlasOptions

  @Argument(help: "What is looked for.")
  var query: String

  @Option(name: .long, help: ArgumentHelp("Print no more than so many hits.", valueName: "number"))
  var limit = 50

  @Option(name: .long, help: "How the hits are written.")
  var format: Table.Format = .table

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit is '\(limit)'; expected a number from 1 on") }
  }

  func run() throws {
    let atlas = try options.atlas()
    let choice = try options.editionChoice(in: atlas)
    let search = Search(atlas, index: AtlasIndex(atlas))
    let asked = Matching.fuzzy.query(query)
    let found = search.all(asked)
    var table = Table(
      columns: ["kind", "actor", "issue", "title", "reason", "snippet", "url"],
      keeping: ["kind", "title", "snippet"])
    var count = 0
    for item in found where count < limit {
      let hit = search.hit(item, asked)
      guard choice == .newest || atlas.stands(hit.page, in: choice) else { continue }
      count += 1
      add(hit, to: &table)
    }
    var output = options.output()
    if !table.rows.isEmpty || format != .table {
      table.write(format, width: terminalWidth, to: &output)
    }
    try output.flush()
    if table.rows.isEmpty { throw Failure(.nothing, "nothing found for '\(query)'") }
  }

  private func add(_ hit: SearchHit, to table: inout Table) {
    let (actor, issue): (String?, String?) =
      switch hit.page {
      case .actor(let id): (id.text, nil)
      case .issue(let id): (nil, id.text)
      case .entry(let id): (id.actor.text, id.issue.text)
      case .atlas, .basket: (nil, nil)
      }
    func known(_ text: String) -> JSONValue? { text.isEmpty ? nil : .string(text) }
    let before = hit.isClose && !hit.reason.isEmpty ? "close to: " : ""
    let reason = before + hit.reason
    let reasonMatches = hit.reasonMatches.map {
      $0.lowerBound + before.count..<$0.upperBound + before.count
    }
    table.add(
      [
        hit.kind.rawValue, actor ?? "", issue ?? "", hit.title, reason, hit.snippet,
        hit.link?.address.text ?? "",
      ],
      .record([
        ("kind", .string(hit.kind.rawValue)), ("actor", actor.map { .string($0) }),
        ("issue", issue.map { .string($0) }), ("title", .string(hit.title)),
        ("reason", known(hit.reason)), ("snippet", known(hit.snippet)),
        ("url", hit.link.map { .string($0.address.text) }),
        ("status", hit.link.map { .string($0.status.rawValue) }),
        ("score", .number(Double(hit.points))), ("close", hit.isClose ? .bool(true) : nil),
      ]), marking: [3: hit.titleMatches, 4: reasonMatches, 5: hit.snippetMatches])
  }
}

extension Atlas {
  /// Whether a page has anything to say in an edition.
  func stands(_ page: PageID, in choice: EditionChoice) -> Bool {
    switch page {
    case .entry(let id): entry(id).map { stands($0, in: choice) } ?? false
    case .atlas, .basket, .actor, .issue: true
    }
  }
}
