import ArgumentParser
import AtlasModel
import FuzzyMatching
import PlainText
import TextUI

/// Rows and columns for a person or a script.
struct Table {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table
    case tsv
    case json
    case jsonl
    case markdown

    /// Whether what is written is a row after the other, and nothing around them.
    var isRows: Bool {
      switch self {
      case .table, .tsv, .jsonl: true
      case .json, .markdown: false
      }
    }
  }

  /// Column names, for people; JSON has the keys of the documents.
  let columns: [String]
  /// One text a column.
  var rows: [[String]] = []
  /// For each row what JSON says; its keys are documented and stable.
  var records: [JSONValue] = []
  /// Scalars that a query matched, by row and column, for people.
  private var marks: [[Int: [Range<Int>]]] = []
  /// For each row the names under which a query finds it.
  private(set) var names: [[IndexedName]] = []

  /// The columns that a narrow terminal shows before others, the most important first.
  private let kept: [String]

  init(columns: [String], keeping kept: [String] = []) {
    self.columns = columns
    self.kept = kept
  }

  /// - Parameters:
  ///   - names: Under which a query finds the row.
  ///   - marks: By column the scalars that a query matched, counted from 0.
  mutating func add(
    _ row: [String], _ record: JSONValue, foundBy names: [IndexedName] = [],
    marking marks: [Int: [Range<Int>]] = [:]
  ) {
    precondition(row.count == columns.count, "a row has a text for each column")
    rows.append(row)
    records.append(record)
    self.marks.append(marks)
    self.names.append(names)
  }

  /// The rows that a query finds, best first; all of them where it asks for nothing.
  func found(by query: Query) -> Table {
    guard !query.isEmpty else { return self }
    var table = Table(columns: columns, keeping: kept)
    for hit in NameIndex(names).hits(of: query) {
      table.add(rows[hit.record], records[hit.record])
    }
    return table
  }

  static let lineFeed: UInt8 = 0x0A

  /// - Parameters:
  ///   - width: Columns of the terminal; nil where there is none, and nothing is cut.
  ///   - end: What ends a row; where it is no line feed, the names of the columns are left out, since what
  ///     reads such rows takes each for a thing.
  func write(
    _ format: Format, width: Int?, end: UInt8 = Table.lineFeed, to output: inout Output
  ) {
    switch format {
    case .table: writeTable(width: width, end: end, to: &output)
    case .tsv:
      if end == Self.lineFeed {
        output.write(line: columns.joined(separator: "\t"), separatedBy: "\t")
      }
      for row in rows {
        output.write(
          line: row.map(Self.escaped).joined(separator: "\t"), separatedBy: "\t", end: end)
      }
    case .json: output.write(lines: JSONValue.array(records).document)
    case .jsonl: for record in records { output.write(line: record.line, end: end) }
    case .markdown:
      output.write(line: Self.markdownRow(columns))
      output.write(line: "|" + String(repeating: "---|", count: columns.count))
      for row in rows { output.write(line: Self.markdownRow(row)) }
    }
  }

  /// A row of a Markdown table: addresses as links, every other text letter for letter.
  private static func markdownRow(_ row: [String]) -> String {
    let cells = row.map { cell in
      (try? LinkAddress(checking: cell)).map(MarkdownText.link) ?? MarkdownText.escaped(cell)
    }
    return "| " + cells.joined(separator: " | ") + " |"
  }

  /// Tabs, line ends and backslashes of a field, as readers of TSV expect them.
  private static func escaped(_ field: String) -> String {
    field.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n")
      .replacing("\r", with: "\\r")
  }

  private func writeTable(width: Int?, end: UInt8, to output: inout Output) {
    var wanted = columns.map { _ in 0 }
    for row in rows {
      for (place, cell) in row.enumerated() {
        wanted[place] = max(wanted[place], DisplayWidth.of(cell))
      }
    }
    for (place, name) in columns.enumerated() where wanted[place] > 0 || width == nil {
      wanted[place] = max(wanted[place], DisplayWidth.of(name))
    }
    let layout = TableLayout(
      wanted: wanted, keeping: kept.compactMap(columns.firstIndex), width: width)
    if end == Self.lineFeed {
      output.write(line: line(columns, layout) { StyledText($1, role: .title) })
    }
    for (row, marks) in zip(rows, marks) {
      let line = line(row, layout) { column, text in
        var cell = StyledText()
        let count = text.unicodeScalars.count
        let matches = (marks[column] ?? []).map { $0.clamped(to: 0..<count) }
        cell.append(text, marking: matches, role: Self.role(of: columns[column]))
        return cell
      }
      output.write(line: line, end: end)
    }
    if !layout.missing.isEmpty, let width {
      let names = layout.missing.map { columns[$0] }.joined(separator: ", ")
      output.remark("\(width) columns have no room for \(names); --format tsv has them")
    }
  }

  /// The cells of a row in their columns; blanks at its end are left out.
  private func line(
    _ cells: [String], _ layout: TableLayout, styled: (Int, String) -> StyledText
  ) -> StyledText {
    var line = StyledText()
    var blanks = 0
    for place in layout.places {
      let fitted = Self.cut(cells[place], to: layout.width(of: place))
      if !fitted.isEmpty {
        line.append(String(repeating: " ", count: blanks))
        line.append(styled(place, fitted))
        blanks = 0
      }
      blanks += layout.width(of: place) - DisplayWidth.of(fitted) + TableLayout.gap
    }
    return line
  }

  /// Ids stand out: they are what other commands take.
  private static func role(of column: String) -> Role {
    ["actor", "issue"].contains(column) ? .key : .plain
  }

  private static func cut(_ text: String, to width: Int) -> String {
    if DisplayWidth.of(text) <= width { return text }
    var cut = ""
    var columns = 0
    for glyph in Glyphs(text.unicodeScalars) {
      guard columns + glyph.width <= width - 1 else { break }
      cut += glyph.text
      columns += glyph.width
    }
    return cut + "…"
  }
}
