import ArgumentParser
import AtlasModel
import Explorer

/// `brief`: one page about an actor or an issue, for paper or a message.
struct BriefCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "brief",
    abstract:
      "Print one page about an actor or an issue: what it is, who does what, five figures, links.",
    discussion: """
      Sentences are ours and stand whole; figures tell their source and edition, and goals are called so. \
      html is one file without scripts that fits an A4 page; text has 80 columns and at most 60 lines. \
      What has no room is counted, with the command that shows it.

      Example: geneva-atlas brief cybersecurity --format html > cybersecurity.html
      """)

  @OptionGroup var options: AtlasOptions

  @Argument(help: ArgumentHelp("ACTOR or ISSUE.", valueName: "name"))
  var name: String

  @Option(name: .long, help: "How it is written.")
  var format: Brief.Format = .markdown

  func run() throws {
    let atlas = try options.atlas()
    let choice = try options.editionChoice(in: atlas)
    let subject: Brief.Subject
    switch try Names(atlas: atlas).page([name]) {
    case .actor(let id): subject = .actor(id)
    case .issue(let id): subject = .issue(id)
    case .atlas, .basket, .entry:
      throw Failure(
        .usage, "a brief is about an actor or an issue, not '\(name)'; try 'geneva-atlas show'")
    }
    guard let brief = Brief(of: subject, in: atlas, choice) else {
      preconditionFailure("the name was found in this atlas")
    }
    var output = Output()
    output.write(lines: brief.text(in: format))
    try output.flush()
  }
}

extension Brief.Format: ExpressibleByArgument {}
