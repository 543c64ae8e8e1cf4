import ArgumentParser
import AtlasModel
import Explorer
import PlainText
import TextUI

/// `show`: one page, as the detail has it.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the page of an actor, an issue, or an actor on an issue.",
    discussion: """
      Names may be ids, acronyms, names in other languages or an unambiguous beginning of one; \
      a page's id such as itu/e-waste does too.

      Example: geneva-atlas show itu e-waste
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @OptionGroup var options: AtlasOptions

  @Argument(help: ArgumentHelp("ACTOR, ISSUE, or ACTOR ISSUE.", valueName: "name"))
  var names: [String]

  @Option(name: .long, help: "How it is written.")
  var format: Format = .text

  func validate() throws {
    guard (1...2).contains(names.count) else {
      throw ValidationError("expected an actor, an issue, or an actor and an issue")
    }
  }

  func run() throws {
    let atlas = try options.atlas()
    let choice = try options.editionChoice(in: atlas)
    let id = try Names(atlas: atlas).page(names)
    var output = options.output()
    switch format {
    case .text:
      let page = Page(id, of: atlas, in: choice, keys: Configuration.current.keys)
      for line in PagePrinter(page: page, width: min(terminalWidth ?? 80, 80)).lines {
        output.write(line: line)
      }
    case .json: output.write(lines: atlas.json(of: id, in: choice).document)
    }
    try output.flush()
  }
}
