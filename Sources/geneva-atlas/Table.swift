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
  }

  /// Column names, for people; JSON has the keys of the documents.
  let columns: [String]
  /// One text a column.
  var rows: [[String]] = []
  /// For each row what JSON says; its keys are documented and stable.
  var records: [JSONValue] = []
  /// For each row the names under which a query finds it.
  private var names: [[IndexedName]] = []

  init(columns: [String]) { self.columns = columns }

  mutating func add(_ row: [String], _ record: JSONValue, foundBy names: [IndexedName] = []) {
    precondition(row.count == columns.count, "a row has a text for each column")
    rows.append(row)
    records.append(record)
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
    func line(_ cells: [String]) -> String {
      var line = ""
      for (place, cell) in cells.enumerated() {
        let fitted = Self.cut(cell, to: widths[place])
        line += fitted
        if place < cells.count - 1 {
          line += String(repeating: " ", count: widths[place] - DisplayWidth.of(fitted) + 2)
        }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    output.write(line: line(columns))
    for row in rows { output.write(line: line(row)) }
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
