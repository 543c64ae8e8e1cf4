import ArgumentParser
import AtlasModel
import CPosix
import Explorer
import FuzzyMatching
import Glibc
import PlainText
import TextUI

/// `list`: what the atlas holds, as rows.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print actors, issues, entries (an actor on one issue), facts, mentions or links.",
    discussion: """
      The edition and the source lines are columns of every list. JSON has the keys of the \
      documents, with 'actor', 'issue' and 'editions'.

      Example: geneva-atlas list entries --issue e-waste --format json
      """)

  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case actors
    case issues
    case entries
    case facts
    case mentions
    case links
  }

  @OptionGroup var options: AtlasOptions

  @Argument(help: "actors, issues, entries, facts, mentions or links.")
  var subject: Subject

  @OptionGroup var wanted: Wanted

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only rows that match, in the query language of 'search'.", valueName: "query"))
  var query: String = ""

  @Option(name: .long, help: "How the rows are written.")
  var format: Table.Format = .table

  @Flag(
    name: .customLong("print0"),
    help: "Rows end with NUL, for 'xargs -0'; without a line of column names.")
  var isNullTerminated = false

  func validate() throws {
    guard !isNullTerminated || format.isRows else {
      throw ValidationError(
        "--print0 ends rows, and \(format.rawValue) is more than rows; "
          + "expected --format table, tsv or jsonl")
    }
  }

  func run() throws {
    let atlas = try options.atlas()
    let choice = try options.editionChoice(in: atlas)
    let named = try wanted.named(in: atlas)
    let rows = ListRows(
      atlas: atlas, choice: choice, actors: named.actors, issues: named.issues,
      baskets: named.baskets,
      query: Matching.fuzzy.query(query))
    let table = rows.table(of: subject)
    var output = options.output()
    // A script gets its header or its empty array also where there is nothing; a person gets a sentence.
    if !table.rows.isEmpty || format != .table {
      table.write(
        format, width: terminalWidth, end: isNullTerminated ? 0 : Table.lineFeed, to: &output)
    }
    try output.flush()
    if table.rows.isEmpty { throw Failure(.nothing, "nothing found") }
  }
}

/// Columns of the terminal on standard output; nil where it is none.
var terminalWidth: Int? {
  var rows: Int32 = 0
  var columns: Int32 = 0
  terminal_size(STDOUT_FILENO, &rows, &columns)
  return columns > 0 ? Int(columns) : nil
}
