import ArgumentParser
import AtlasModel
import Explorer
import Glibc
import PlainText
import TextUI

/// `pick`: a choice on the screen, its id on standard output.
struct Pick: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Choose on the screen, and print what was chosen.",
    discussion: """
      The screen is that of the terminal (/dev/tty), so that standard output can go into a pipe or a \
      variable. Printed are ids: of an actor (itu), an issue (e-waste), an entry (itu/e-waste); of links \
      their addresses; one a line.

      Type to narrow, Enter chooses, Tab takes several along, Esc cancels. Exit codes: 0 chosen, 1 nothing \
      matches (with -0), 2 no terminal, 130 cancelled.

      Example: geneva-atlas show "$(geneva-atlas pick entries --query waste -1)"
      """)

  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case actors
    case issues
    case entries
    case links

    var rows: List.Subject {
      switch self {
      case .actors: .actors
      case .issues: .issues
      case .entries: .entries
      case .links: .links
      }
    }
  }

  @OptionGroup var options: AtlasOptions

  @Argument(help: "actors, issues, entries or links.")
  var subject: Subject

  @Option(
    name: .long, help: ArgumentHelp("What is typed at the start.", valueName: "query"))
  var query: String = ""

  @Flag(
    name: [.customShort("1"), .customLong("select-1")],
    help: "Choose at once where one row alone matches.")
  var selectsOnly = false

  @Flag(
    name: [.customShort("0"), .customLong("exit-0")], help: "End at once where nothing matches.")
  var endsWithoutMatch = false

  @Flag(name: .long, help: "End what is printed with a NUL instead of a line feed.")
  var print0 = false

  func run() throws {
    let atlas = try options.atlas()
    let choice = try options.editionChoice(in: atlas)
    let rows = PickRows(
      subject, ListRows(atlas: atlas, choice: choice).table(of: subject.rows), atlas)
    let list = PickList(title: "Pick \(subject.rawValue)", items: rows.items, query: query)
    if selectsOnly || endsWithoutMatch {
      let places = list.places(meeting: query)
      if selectsOnly, places.count == 1 { return try write(places, of: rows) }
      if endsWithoutMatch, places.isEmpty { throw End.exit(1) }
    }
    var configuration = Configuration.current
    configuration.heed(options)
    var preferences = try configuration.preferences(for: atlas)
    preferences.picking = list
    let output = try Self.takeTerminal()
    let (end, picked) = try Session.run(
      atlas: atlas, preferences: preferences, configuration: configuration, events: [])
    dup2(output, STDOUT_FILENO)
    close(output)
    guard let picked else { throw end }
    try write(picked, of: rows)
  }

  private func write(_ places: [Int], of rows: PickRows) throws {
    var output = Output()
    for place in places { output.write(line: rows.values[place], end: print0 ? 0 : 0x0A) }
    try output.flush()
  }

  /// Puts the terminal in the place of standard input and output.
  ///
  /// - Returns: What standard output was.
  private static func takeTerminal() throws(Failure) -> Int32 {
    // What was closed is held by something that cannot be written.
    let isWritable = fcntl(STDOUT_FILENO, F_GETFL) & O_ACCMODE != O_RDONLY
    let output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    guard isWritable, output >= 0 else {
      throw Failure(.output, "standard output is closed: there is nowhere to print a choice")
    }
    let terminal = open("/dev/tty", O_RDWR | O_NOCTTY)
    guard terminal >= 0 else {
      throw Failure(
        .usage, "cannot start: there is no terminal to choose on; 'geneva-atlas list' needs none")
    }
    dup2(terminal, STDIN_FILENO)
    dup2(terminal, STDOUT_FILENO)
    if terminal > STDERR_FILENO { close(terminal) }
    return output
  }
}

/// The rows of `pick`: what is shown, and what is printed.
private struct PickRows {
  let items: [PickList.Item]
  let values: [String]

  init(_ subject: Pick.Subject, _ table: Table, _ atlas: Atlas) {
    var items: [PickList.Item] = []
    var values: [String] = []
    for (row, names) in zip(table.rows, table.names) {
      let cells = Dictionary(uniqueKeysWithValues: zip(table.columns, row))
      func cell(_ column: String) -> String { cells[column] ?? "" }
      switch subject {
      case .actors:
        let id = cell("actor")
        values.append(id)
        items.append(
          PickList.Item(
            name: cell("label"), detail: cell("name"),
            names: AtlasIndex.names(of: .actor(Actor.ID(id)), in: atlas)))
      case .issues:
        let id = cell("issue")
        values.append(id)
        items.append(
          PickList.Item(
            name: cell("name"), detail: atlas.basket(Basket.ID(cell("basket")))?.name ?? "",
            names: AtlasIndex.names(of: .issue(Issue.ID(id)), in: atlas)))
      case .entries:
        let id = Entry.ID(actor: Actor.ID(cell("actor")), issue: Issue.ID(cell("issue")))
        values.append("\(id.actor)/\(id.issue)")
        items.append(
          PickList.Item(
            name: atlas.breadcrumb(of: .entry(id)).joined(separator: " › "), detail: "",
            names: AtlasIndex.names(of: .entry(id), in: atlas)))
      case .links:
        values.append(cell("url"))
        let place = [cell("actor"), cell("issue")].filter { !$0.isEmpty }.joined(separator: "/")
        let mark = LinkStatus(rawValue: cell("status"))?.mark.map { $0 + " " } ?? ""
        items.append(
          PickList.Item(
            name: cell("name"), detail: "\(mark)\(place)  \(cell("url"))", names: names))
      }
    }
    self.items = items
    self.values = values
  }
}
