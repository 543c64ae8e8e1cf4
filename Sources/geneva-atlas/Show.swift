import ArgumentParser
import AtlasModel
import Explorer
import PlainText
import TextUI

/// `show`: one page, as the detail has it, or one thing that sections name.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the page of an actor, an issue, an actor on an issue, or of what they name.",
    discussion: """
      Names may be ids, acronyms, names in other languages or an unambiguous beginning of one; \
      a page's id such as itu/e-waste does too. A programme, instrument or other thing that sections name \
      is shown with its link and who names it where; mention/WSIS is the thing where an issue is called so too.

      Example: geneva-atlas show itu e-waste
      Example: geneva-atlas show 'AI for Good' --format markdown
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case markdown
    case json
  }

  @OptionGroup var options: AtlasOptions

  @Argument(help: ArgumentHelp("ACTOR, ISSUE, ACTOR ISSUE, or MENTION.", valueName: "name"))
  var names: [String]

  @Option(name: .long, help: "How it is written.")
  var format: Format = .text

  func validate() throws {
    guard (1...2).contains(names.count) else {
      throw ValidationError(
        "expected an actor, an issue, an actor and an issue, or the name of a mention in quotes")
    }
  }

  func run() throws {
    let atlas = try options.atlas()
    let choice = try options.editionChoice(in: atlas)
    let page: Page
    let json: JSONValue
    switch try Names(atlas: atlas).shown(names, in: choice) {
    case .page(let id):
      if let lacking = lacking(id, in: atlas, choice) { throw Failure(.nothing, lacking) }
      page = Page(id, of: atlas, in: choice, keys: Configuration.current.keys)
      json = atlas.json(of: id, in: choice)
    case .thing(let thing):
      page = Page(of: thing, in: atlas, choice)
      json = thing.json
    }
    var output = options.output()
    switch format {
    case .text:
      for line in PagePrinter(page: page, width: min(terminalWidth ?? 80, 80)).lines {
        output.write(line: line)
      }
    case .markdown: output.write(lines: page.markdown)
    case .json: output.write(lines: json.document)
    }
    try output.flush()
  }

  /// What to say of an entry that the chosen edition lacks; nil where there is something to show.
  private func lacking(_ page: PageID, in atlas: Atlas, _ choice: EditionChoice) -> String? {
    guard case .entry(let id) = page, case .only(let edition) = choice,
      let entry = atlas.entry(id), !atlas.stands(entry, in: choice)
    else { return nil }
    let name = atlas.breadcrumb(of: page).joined(separator: " on ")
    let other = atlas.newestEdition(of: entry).map {
      "; leave --edition out to see \($0.dateInWords)"
    }
    return "\(edition) has no text of \(name) in our copy" + (other ?? "")
  }
}
