import ArgumentParser
import AtlasModel
import Explorer
import PlainText

/// `matrix`: who says how much on what.
struct MatrixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matrix",
    abstract: "Print who says how much on what: issues down, actors across.",
    discussion: """
      A weight from 1 to 5 is the length of the text on an issue in these profiles, not work done: each is \
      about twice the one before. Without --edition each section is read in its newest text. svg is a picture \
      for a report.

      Example: geneva-atlas matrix --basket human-rights --format svg | tee rights.svg
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case tsv
    case json
    case svg
  }

  @OptionGroup var options: AtlasOptions
  @OptionGroup var wanted: Wanted

  @Option(name: .long, help: "How it is written.")
  var format: Format = .text

  func run() throws {
    let atlas = try options.atlas()
    let choice = try options.editionChoice(in: atlas)
    let named = try wanted.named(in: atlas)
    let matrix = Matrix(
      of: atlas, in: choice,
      issues: Set(atlas.issues.indices.filter { named.takes(atlas.issues[$0]) }),
      actors: Set(atlas.actors.indices.filter { named.takes(atlas.actors[$0].id) }))
    let isEmpty = matrix.rows.isEmpty || matrix.actors.isEmpty
    var output = Output()
    switch format {
    case .text:
      guard !isEmpty else { break }
      for line in matrix.lines(of: atlas, in: choice, columns: terminalWidth) {
        output.write(line: line)
      }
    case .tsv: matrix.table.write(.tsv, width: nil, to: &output)
    case .json: output.write(lines: matrix.json(of: atlas, in: choice).document)
    case .svg:
      guard !isEmpty else { break }
      output.write(lines: MatrixPicture(matrix, of: atlas, in: choice).text)
    }
    try output.flush()
    if isEmpty { throw Failure(.nothing, "nothing found") }
  }
}

extension Matrix.Cell {
  /// 0 to 5, or `named`.
  fileprivate var value: String {
    switch self {
    case .nothing: "0"
    case .namedOnly: "named"
    case .section(let weight): String(weight)
    }
  }
}

extension Matrix {
  /// A row for each issue, a column for each actor; the row of the totals has no id.
  fileprivate var table: Table {
    var table = Table(
      columns: ["issue", "name", "basket"] + actors.map(\.id.text) + ["total"])
    let nothing = JSONValue.array([])
    for row in rows {
      table.add(
        [row.issue.id.text, row.issue.name, row.issue.basket.text] + row.cells.map(\.value)
          + [String(row.count)], nothing)
    }
    table.add(
      ["", "Issues with a section", ""] + totals.map(String.init)
        + [String(totals.reduce(0, +))], nothing)
    return table
  }

  /// `Schemas/matrix.schema.json` describes it.
  fileprivate func json(of atlas: Atlas, in choice: EditionChoice) -> JSONValue {
    let edition: Edition.ID? = if case .only(let id) = choice { id } else { nil }
    return .record([
      ("edition", edition.map { .string($0.text) }),
      ("weightLimits", .array(Matrix.weightLimits.map { .number(Double($0)) })),
      (
        "actors",
        .array(
          zip(actors, totals).map { actor, total in
            .record([
              ("actor", .string(actor.id.text)), ("label", .string(actor.label)),
              ("total", .number(Double(total))),
            ])
          })
      ), ("issues", .array(rows.map { record(of: $0, in: atlas, choice) })),
      ("total", .number(Double(totals.reduce(0, +)))),
    ])
  }

  private func record(of row: Row, in atlas: Atlas, _ choice: EditionChoice) -> JSONValue {
    let cells = zip(actors, row.cells).compactMap { actor, cell -> JSONValue? in
      switch cell {
      case .nothing: return nil
      case .namedOnly:
        return .record([("actor", .string(actor.id.text)), ("named", .bool(true))])
      case .section(let weight):
        let entry = Entry.ID(actor: actor.id, issue: row.issue.id)
        let link = atlas.link(of: entry, in: choice)
        return .record([
          ("actor", .string(actor.id.text)), ("weight", .number(Double(weight))),
          ("page", .string(PageID.entry(entry).text)),
          ("url", link.map { .string($0.address.text) }),
          ("status", link.map { .string($0.status.rawValue) }),
        ])
      }
    }
    return .record([
      ("issue", .string(row.issue.id.text)), ("name", .string(row.issue.name)),
      ("basket", .string(row.issue.basket.text)), ("cells", .array(cells)),
      ("total", .number(Double(row.count))),
    ])
  }
}
