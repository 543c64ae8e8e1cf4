package import AtlasModel
import TextUI

extension Matrix {
  /// The matrix as lines of text: all rows and all columns, nothing left out.
  ///
  /// What has no room beside each other comes one part under the other; names and labels break at their blanks.
  /// - Parameter columns: Columns of the terminal; nil where there is none, and nothing is broken.
  package func lines(of atlas: Atlas, in choice: EditionChoice, columns: Int?) -> [String] {
    MatrixPrinter(self, columns: columns).lines(under: title(of: atlas, in: choice))
  }

  private func title(of atlas: Atlas, in choice: EditionChoice) -> String {
    "\(rows.count) of \(atlas.issues.count) issues × \(actors.count) of "
      + "\(atlas.actors.count) actors, \(atlas.textInWords(choice))"
  }
}

extension Atlas {
  /// Which text is read.
  func textInWords(_ choice: EditionChoice) -> String {
    switch choice {
    case .newest: "newest text of each section"
    case .only(let id): "text of \(edition(id)?.dateInWords ?? id.text) alone"
    }
  }
}

/// The widths of a printed matrix, and its lines.
private struct MatrixPrinter {
  private let matrix: Matrix
  private let columns: Int?
  private let nameWidth: Int
  /// Of each actor, the gap after it included.
  private let widths: [Int]
  /// The actors of each part, by their places.
  private let parts: [Range<Int>]

  /// The longest sign; labels are broken to no less.
  private static let signWidth = 5
  private static let totalWidth = 4
  private static let indent = 2
  /// Fewer columns than this are too few for the names of issues beside all actors.
  private static let readableNames = 20

  init(_ matrix: Matrix, columns: Int?) {
    self.matrix = matrix
    self.columns = columns
    let names = matrix.rows.map(\.issue.name) + [Self.totalWords]
    let widestName = Self.indent + 2 + (names.map { DisplayWidth.of($0) }.max() ?? 0)
    let own = matrix.actors.map { actor in
      actor.label.split(separator: " ").reduce(Self.signWidth) { max($0, DisplayWidth.of($1)) }
    }
    let all = own.reduce(0, +)
    let room = (columns ?? .max) - Self.totalWidth
    if widestName + all + 2 * own.count <= room {
      nameWidth = widestName
      widths = own.map { $0 + 2 }
      parts = [0..<own.count]
      return
    }
    let beside = room - all - own.count
    nameWidth = min(
      widestName, beside >= Self.readableNames ? beside : max(10, (columns ?? .max) / 3))
    let most = max(Self.signWidth, room - nameWidth)
    let widths = own.map { min($0 + 1, most) }
    var parts: [Range<Int>] = []
    var start = 0
    while start < widths.count {
      var end = start + 1
      var used = widths[start]
      while end < widths.count, used + widths[end] <= room - nameWidth {
        used += widths[end]
        end += 1
      }
      parts.append(start..<end)
      start = end
    }
    self.widths = widths
    self.parts = parts
  }

  /// Columns of a line that is no row.
  private var wholeWidth: Int { columns ?? .max / 4 }

  private static let totalWords = "Issues with a section"

  func lines(under title: String) -> [String] {
    var lines = broken(title, wholeWidth)
    for part in parts {
      lines.append("")
      lines += head(part)
      for group in matrix.groups {
        lines += broken("\(group.basket.name) (\(group.rows.count))", wholeWidth)
        for row in group.rows {
          let cells = part.map { row.cells[$0].sign(columns: Self.signWidth) }
          lines += line(
            row.issue.name, cells, part, total: row.count == 0 ? "–" : String(row.count))
        }
      }
      lines += line(
        Self.totalWords, part.map { String(matrix.totals[$0]) }, part,
        total: String(matrix.totals.reduce(0, +)), indent: 0)
    }
    return lines + [""]
      + broken(
        "■ to ■■■■■: length of the text in these profiles, not work done; · named only",
        wholeWidth)
  }

  /// The labels over a part, each on as many lines as it needs, the last ones side by side.
  private func head(_ part: Range<Int>) -> [String] {
    let labels = part.map { broken(matrix.actors[$0].label, widths[$0] - 1) }
    let height = labels.map(\.count).max() ?? 1
    return (0..<height).map { line in
      let cells = labels.map { lines in
        let place = line - height + lines.count
        return place < 0 ? "" : lines[place]
      }
      return padded(
        [("", nameWidth)] + zip(cells, part.map { widths[$0] }) + [
          (line == height - 1 ? "all" : "", Self.totalWidth)
        ])
    }
  }

  /// A row: its name on as many lines as it needs, its cells beside the first.
  private func line(
    _ name: String, _ cells: [String], _ part: Range<Int>, total: String,
    indent: Int = MatrixPrinter.indent
  ) -> [String] {
    let blanks = String(repeating: " ", count: indent)
    let names = broken(name, nameWidth - indent - 1).map { blanks + $0 }
    let first = padded(
      [(names[0], nameWidth)] + zip(cells, part.map { widths[$0] }) + [(total, Self.totalWidth)])
    return [first] + names.dropFirst()
  }

  /// Texts in columns; blanks at the end are left out.
  private func padded(_ cells: [(text: String, width: Int)]) -> String {
    var line = ""
    var blanks = 0
    for cell in cells {
      if !cell.text.isEmpty {
        line += String(repeating: " ", count: blanks) + cell.text
        blanks = 0
      }
      blanks += max(0, cell.width - DisplayWidth.of(cell.text))
    }
    return line
  }

  private func broken(_ text: String, _ width: Int) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return LineBreaking.lines(of: scalars, width: max(2, width)).map {
      String(String.UnicodeScalarView(scalars[$0]))
    }
  }
}
