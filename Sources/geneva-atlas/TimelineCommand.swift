import ArgumentParser
import AtlasModel
import Explorer
import FuzzyMatching
import PlainText

/// `timeline`: what happened when.
struct TimelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Print what happened when: facts with a year, and when the actors were founded.",
    discussion: """
      Statements stand in the order of their years, those of one year in the order of the atlas; goals are \
      marked. Without --edition each section is read in its newest text.

      Example: geneva-atlas timeline --actor itu --query year:2030
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case tsv
    case json
  }

  @OptionGroup var options: AtlasOptions
  @OptionGroup var wanted: Wanted

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only statements that match, in the query language of 'search'.", valueName: "query"))
  var query: String = ""

  @Option(name: .long, help: "How the statements are written.")
  var format: Format = .text

  func run() throws {
    let atlas = try options.atlas()
    let choice = try options.editionChoice(in: atlas)
    let named = try wanted.named(in: atlas)
    var timeline = Timeline(of: atlas, in: choice).narrowed { statement in
      guard named.takes(atlas.actors[statement.actor].id) else { return false }
      guard let issue = atlas.fact(of: statement)?.section.issue else { return named.takesProfiles }
      return atlas.issue(issue).map(named.takes) ?? false
    }
    let query = Matching.fuzzy.query(query)
    if !query.isEmpty {
      timeline = timeline.found(by: query, in: Search(atlas, index: AtlasIndex(atlas)))
    }
    let rows = TimelineRows(timeline: timeline, atlas: atlas, choice: choice)
    var output = Output()
    switch format {
    case .text:
      guard !timeline.statements.isEmpty else { break }
      let columns = min(terminalWidth ?? 80, 120)
      for line in timeline.scale(of: atlas, columns: columns) { output.write(line: line) }
      output.write(line: "")
      rows.shown.write(.table, width: terminalWidth, to: &output)
    case .tsv: rows.plain.write(.tsv, width: nil, to: &output)
    case .json: rows.plain.write(.json, width: nil, to: &output)
    }
    try output.flush()
    if timeline.statements.isEmpty { throw Failure(.nothing, "nothing found") }
  }
}

/// The statements of a timeline as rows for a person, and as rows and records for a script.
private struct TimelineRows {
  let timeline: Timeline
  let atlas: Atlas
  let choice: EditionChoice

  /// With the signs of the scale.
  var shown: Table {
    let sign = Timeline.signs(of: atlas)
    var table = Table(
      columns: ["year", "sign", "actor", "statement", "page", "editions"],
      keeping: ["year", "statement", "actor", "sign"])
    for statement in timeline.statements {
      let words = atlas.words(of: statement, in: choice)
      table.add(
        [
          String(statement.year), sign(statement), atlas.actors[statement.actor].label, words.text,
          words.page.text, words.editions.map(\.text).joined(separator: ","),
        ], .array([]))
    }
    return table
  }

  var plain: Table {
    var table = Table(columns: [
      "year", "actor", "issue", "value", "measures", "kind", "goal", "as of", "page", "editions",
    ])
    for statement in timeline.statements {
      let words = atlas.words(of: statement, in: choice)
      let actor = atlas.actors[statement.actor].id.text
      let told = atlas.fact(of: statement)
      let issue = told?.section.issue?.text
      table.add(
        [
          String(statement.year), actor, issue ?? "", told?.fact.value ?? String(statement.year),
          told?.fact.measures ?? words.text, (told?.fact.kind ?? .date).rawValue,
          statement.isGoal ? "goal" : "", told?.fact.asOf ?? "", words.page.text,
          words.editions.map(\.text).joined(separator: ","),
        ], record(of: statement, words))
    }
    return table
  }

  private func record(of statement: Timeline.Statement, _ words: Timeline.Words) -> JSONValue {
    let told = atlas.fact(of: statement)
    let fact = told?.fact
    return .record([
      ("year", .number(Double(statement.year))),
      ("actor", .string(atlas.actors[statement.actor].id.text)),
      ("issue", told?.section.issue.map { .string($0.text) }),
      ("value", .string(fact?.value ?? String(statement.year))),
      ("measures", .string(fact?.measures ?? words.text)),
      ("kind", .string((fact?.kind ?? .date).rawValue)),
      ("founding", told == nil ? .bool(true) : nil),
      ("target", statement.isGoal ? .bool(true) : nil), ("asOf", fact?.asOf.map { .string($0) }),
      ("number", fact?.number.map { .number($0) }), ("unit", fact?.unit.map { .string($0) }),
      ("note", fact?.note.map { .string($0) }),
      ("section", told.map { .string($0.section.title) }),
      ("page", .string(words.page.text)), ("editions", .strings(words.editions.map(\.text))),
      ("sources", (told?.section.sources ?? atlas.actors[statement.actor].sources).json),
    ])
  }
}
