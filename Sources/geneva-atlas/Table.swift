import ArgumentParser
import AtlasModel
import FuzzyMatching
import TextUI

/// Rows and columns for a person or a script.
struct Table {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table
    case tsv
    case json
    case jsonl
    case markdown
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
  private var names: [[IndexedName]] = []

  init(columns: [String]) { self.columns = columns }

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
    var table = Table(columns: columns)
    for hit in NameIndex(names).hits(of: query) {
      table.add(rows[hit.record], records[hit.record])
    }
    return table
  }

  /// - Parameter width: Columns of the terminal; nil where there is none, and nothing is cut.
  func write(_ format: Format, width: Int?, to output: inout Output) {
    switch format {
    case .table: writeTable(width: width, to: &output)
    case .tsv:
      output.write(line: columns.joined(separator: "\t"), separatedBy: "\t")
      for row in rows {
        output.write(line: row.map(Self.escaped).joined(separator: "\t"), separatedBy: "\t")
      }
    case .json: output.write(lines: JSONValue.array(records).document)
    case .jsonl: for record in records { output.write(line: record.line) }
    case .markdown:
      output.write(line: "| " + columns.joined(separator: " | ") + " |")
      output.write(line: "|" + String(repeating: "---|", count: columns.count))
      for row in rows {
        let cells = row.map { $0.replacing("|", with: "\\|") }
        output.write(line: "| " + cells.joined(separator: " | ") + " |")
      }
    }
  }

  /// Tabs, line ends and backslashes of a field, as readers of TSV expect them.
  private static func escaped(_ field: String) -> String {
    field.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n")
      .replacing("\r", with: "\\r")
  }

  private func writeTable(width: Int?, to output: inout Output) {
    var widths = columns.map { DisplayWidth.of($0) }
    for row in rows {
      for (place, cell) in row.enumerated() {
        widths[place] = max(widths[place], DisplayWidth.of(cell))
      }
    }
    if let width {
      // The widest column gives way until the row fits; none goes below 8.
      while widths.reduce(0, +) + 2 * (widths.count - 1) > width,
        let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 8
      {
        widths[widest] -= 1
      }
    }
    output.write(line: line(columns, widths) { StyledText($1, role: .title) })
    for (row, marks) in zip(rows, marks) {
      output.write(
        line: line(row, widths) { column, text in
          var cell = StyledText()
          let count = text.unicodeScalars.count
          let matches = (marks[column] ?? []).map { $0.clamped(to: 0..<count) }
          cell.append(text, marking: matches, role: Self.role(of: columns[column]))
          return cell
        })
    }
  }

  /// The cells of a row in their columns; blanks at its end are left out.
  private func line(
    _ cells: [String], _ widths: [Int], styled: (Int, String) -> StyledText
  ) -> StyledText {
    var line = StyledText()
    var blankCount = 0
    for (column, cell) in cells.enumerated() {
      let fitted = Self.cut(cell, to: widths[column])
      if !fitted.isEmpty {
        line.append(String(repeating: " ", count: blankCount))
        line.append(styled(column, fitted))
        blankCount = 0
      }
      blankCount += widths[column] - DisplayWidth.of(fitted) + 2
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
