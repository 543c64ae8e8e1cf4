import ArgumentParser
import AtlasModel
import Explorer
import PlainText

/// `compare`: two or more actors beside each other.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare two or more actors, on one issue or over all.",
    discussion: """
      Text, facts and what is named stand side by side where the terminal has 30 columns for each actor, \
      else one below the other; what only one says is told apart. With --issue the whole text is printed. \
      Markdown has tables, JSON everything.

      Example: geneva-atlas compare itu unece --issue ai
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case markdown
    case json
  }

  @OptionGroup var options: AtlasOptions

  @Argument(help: ArgumentHelp("Two actors or more.", valueName: "actor"))
  var actors: [String]

  @Option(name: .long, help: ArgumentHelp("On this issue alone.", valueName: "issue"))
  var issue: String?

  @Option(name: .long, help: "How it is written.")
  var format: Format = .text

  func validate() throws {
    if actors.count < 2 {
      throw ValidationError("expected two actors or more, as in 'geneva-atlas compare itu wto'")
    }
  }

  func run() throws {
    let atlas = try options.atlas()
    let choice = try options.editionChoice(in: atlas)
    let ids = try actors(in: atlas)
    let issue: Issue.ID?
    if let typed = self.issue {
      issue = try Names(atlas: atlas).issue(typed)
    } else {
      issue = nil
    }
    let comparison = Comparison(of: ids, on: issue, in: atlas, choice: choice)
    let lacking = lacking(comparison, in: atlas)
    guard lacking.isEmpty else { throw Failure(.nothing, lacking) }
    let report = ComparisonReport(comparison, in: atlas)
    var output = Output()
    switch format {
    case .json: output.write(lines: comparison.json.document)
    case .markdown: for line in report.markdown { output.write(line: line) }
    case .text: for line in report.lines(width: terminalWidth ?? 80) { output.write(line: line) }
    }
    try output.flush()
  }

  /// - Throws: ``Failure`` where a name is unknown or two are the same actor's.
  private func actors(in atlas: Atlas) throws(Failure) -> [Actor.ID] {
    let names = Names(atlas: atlas)
    var ids: [Actor.ID] = []
    for typed in actors {
      let id = try names.actor(typed)
      if let place = ids.firstIndex(of: id) {
        let both = actors[place] == typed ? "'\(typed)' twice" : "'\(actors[place])' and '\(typed)'"
        let label = atlas.actor(id)?.label ?? id.text
        throw Failure(.usage, "\(both): the same actor, \(label); expected different ones")
      }
      ids.append(id)
    }
    return ids
  }

  /// Which actors have nothing to compare, and who has.
  private func lacking(_ comparison: Comparison, in atlas: Atlas) -> [String] {
    let empty = zip(comparison.actors, comparison.sections).filter(\.1.isEmpty).map(\.0)
    return empty.map { actor in
      let label = atlas.actor(actor)?.label ?? actor.text
      guard let issue = comparison.issue else {
        return "\(label) has no section" + edition(in: atlas)
      }
      let entry = Entry.ID(actor: actor, issue: issue)
      guard atlas.entry(entry) != nil else { return Names(atlas: atlas).lacking(entry) }
      return "\(label) has no section on \(atlas.issue(issue)?.name ?? issue.text)"
        + edition(in: atlas)
    }
  }

  private func edition(in atlas: Atlas) -> String {
    guard let id = options.edition, let edition = atlas.edition(Edition.ID(id)) else { return "" }
    return
      " in our copy of \(edition.dateInWords); leave --edition out for what other editions have"
  }
}
