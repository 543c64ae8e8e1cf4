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
      page = Page(id, of: atlas, in: choice, keys: .standard)
      json = self.json(of: id, in: atlas, choice: choice)
    case .thing(let thing):
      page = Page(of: thing, in: atlas, choice)
      json = thing.json
    }
    var output = Output()
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

  /// The record of a page, with the keys of the documents and `actor`, `issue` and `editions` beside.
  private func json(of id: PageID, in atlas: Atlas, choice: EditionChoice) -> JSONValue {
    switch id {
    case .atlas: return atlas.json
    case .basket(let id):
      return .record([
        ("basket", atlas.basket(id)?.json), ("issues", .array(atlas.issues(in: id).map(\.json))),
      ])
    case .actor(let id): return atlas.actor(id)?.json ?? .object([])
    case .issue(let id):
      return .record([
        ("issue", atlas.issue(id)?.json),
        ("entries", .array(atlas.entries(on: id).map { entryJSON($0, in: atlas, choice) })),
        (
          "namedBy",
          .array(
            atlas.sections(touching: id).map { reference in
              .record([
                ("actor", .string(reference.actor.text)),
                ("title", atlas.section(reference).map { .string($0.title) }),
              ])
            })
        ),
      ])
    case .entry(let id):
      return atlas.entry(id).map { entryJSON($0, in: atlas, choice) } ?? .object([])
    }
  }

  private func entryJSON(_ entry: Entry, in atlas: Atlas, _ choice: EditionChoice) -> JSONValue {
    let sections = atlas.sections(of: entry).filter { atlas.edition(of: $0, for: choice) != nil }
    let editions = atlas.editions.map(\.id.text).filter { edition in
      sections.contains { $0.sources.editions.contains(Edition.ID(edition)) }
    }
    return .record([
      ("actor", .string(entry.id.actor.text)), ("issue", .string(entry.id.issue.text)),
      ("editions", .strings(editions)),
      ("url", atlas.link(of: entry.id, in: choice).map { .string($0.address.text) }),
      ("status", atlas.link(of: entry.id, in: choice).map { .string($0.status.rawValue) }),
      ("sections", .array(sections.map(\.json))),
    ])
  }
}

/// A page as plain lines: its addresses in full, and at the end what the words are.
struct PagePrinter {
  let page: Page
  /// Columns.
  let width: Int

  var lines: [String] {
    var lines: [String] = []
    let side = page.side.isEmpty ? [] : [Element.blank] + page.side
    let layout = PageLayout(page.body + side, width: width, isWrapped: true)
    for line in layout.lines {
      let scalars = layout.elements[line.span.element].text.scalars[line.span.range]
      lines.append(
        String(repeating: " ", count: scalars.isEmpty ? 0 : line.indent)
          + String(String.UnicodeScalarView(scalars)))
    }
    let links = page.targets.enumerated().compactMap { place, target -> String? in
      guard case .link(let link) = target.destination else { return nil }
      let mark = link.status.mark.map { " " + $0 } ?? ""
      return "[\(place + 1)] \(link.address.text)\(mark)"
    }
    if !links.isEmpty { lines += ["", "Links"] + links }
    if !page.editionLine.isEmpty {
      lines += ["", Attribution.line(dates: page.editionLine)]
    }
    return lines
  }
}
