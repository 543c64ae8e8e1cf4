import ArgumentParser
import AtlasModel
import Explorer
import PlainText
import TextUI

/// `changes`: what an edition says otherwise than the one before it.
struct Changes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what changed between two editions, section by section, down to the figure.",
    discussion: """
      The newest edition is compared with the one before it; with --edition that one with the one before. \
      What our copy of an edition lacks is told apart and never as gone. Markdown is a briefing that can \
      be sent as it is; JSON has a record for each section, also for those that are the same. Exit code 1 \
      where nothing changed.

      Example: geneva-atlas changes --actor wto --format markdown
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case markdown
    case json
  }

  @OptionGroup var options: AtlasOptions

  @Option(
    name: .long,
    help: ArgumentHelp("Only these actors: an id, an acronym or its beginning.", valueName: "actor")
  )
  var actor: [String] = []

  @Option(name: .long, help: ArgumentHelp("Only sections on these issues.", valueName: "issue"))
  var issue: [String] = []

  @Option(name: .long, help: "How it is written.")
  var format: Format = .text

  func run() throws {
    let atlas = try options.atlas()
    let names = Names(atlas: atlas)
    var actors: [Actor.ID] = []
    for name in actor { actors.append(try names.actor(name)) }
    var issues: [Issue.ID] = []
    for name in issue { issues.append(try names.issue(name)) }
    let pair = try editionPair(in: atlas)
    let changes = EditionChanges(
      in: atlas, from: pair.older, to: pair.newer, of: Set(actors), on: Set(issues))
    let report = ChangesReport(changes, in: atlas)
    let complaint: String? =
      changes.sections.isEmpty
      ? names.lacking(sectionsOf: actors, on: issues) : report.nothingChanged
    var output = Output()
    switch format {
    case .json: output.write(lines: changes.json(in: atlas).document)
    case .markdown: for line in report.markdown { output.write(line: line) }
    // A script gets its document also where there is nothing to tell; a person gets a sentence.
    case .text where complaint == nil:
      let lines = PageLayout(report.elements, width: terminalWidth ?? 80, isWrapped: true).texts
      for line in lines { output.write(line: line) }
    case .text: break
    }
    try output.flush()
    if let complaint { throw Failure(.nothing, complaint) }
  }

  /// - Throws: ``Failure`` where the atlas has no edition before the chosen one.
  private func editionPair(in atlas: Atlas) throws(Failure) -> (older: Edition, newer: Edition) {
    let choice = try options.editionChoice(in: atlas)
    if let pair = atlas.editionPair(for: choice) { return pair }
    guard case .only(let id) = choice, let edition = atlas.edition(id) else {
      throw Failure(
        .nothing,
        "nothing to compare: this atlas has \(atlas.editions.isEmpty ? "no" : "one") edition")
    }
    throw Failure(
      .usage,
      "'\(id)' (\(edition.dateInWords)) is the first edition; expected one that follows another")
  }
}
