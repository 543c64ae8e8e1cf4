import AtlasModel
import PlainText
import TextUI

extension MatrixPicture {
  /// Sizes in pixels, colours and words that stand in every picture.
  enum Look {
    static let margin = 28.0
    static let indent = 14.0
    static let titleSize = 20.0
    static let textSize = 13.0
    static let textLine = 16.0
    static let noteSize = 12.0
    static let noteLine = 17.0
    static let rowHeight = 23.0
    static let basketHeight = 34.0
    static let narrowColumn = 34.0
    /// Labels are slanted where they need wider columns than this, or where they are many.
    static let widestColumn = 84.0
    static let uprightLabels = 10
    /// As much as the title takes, and the legend on two lines.
    static let leastWidth = 720.0
    /// Names of issues break at so many columns.
    static let nameColumns = 48
    /// A column of running text, for a size of 1: an average letter of a wide font.
    static let proseColumn = 0.6

    /// Of weights from 1 to 5; each shade is darker than the one before in grey, too.
    static let sides = [6.0, 9.0, 12.0, 15.0, 18.0]
    static let shades = ["#d3e2f1", "#9fbfde", "#6494c4", "#346aa3", "#123a6b"]
    static let ground = "#ffffff"
    static let ink = "#1b1f24"
    static let faintInk = "#57606a"
    static let heading = "#123a6b"
    static let rule = "#e3e7eb"
    static let guide = "#eff2f5"

    static let totalLabel = "all"
    static let issuesLabel = "Issues with a section"
  }

  /// Where everything stands.
  struct Layout {
    struct Row {
      enum Content {
        case basket(Matrix.Group)
        case issue(Matrix.Row, lines: [String])
      }
      let content: Content
      let start: Double
      let end: Double

      var middle: Double { (start + end) / 2 }
    }

    let rows: [Row]
    let isSlanted: Bool
    let width: Double
    let titleLine = Look.margin + Look.titleSize - 4
    let subtitleLine = Look.margin + Look.titleSize + 18
    let endOfHead: Double
    private let firstColumn: Double
    private let columnWidth: Double
    private let columnCount: Int

    var innerWidth: Double { width - 2 * Look.margin }
    var endOfRows: Double { rows.last?.end ?? endOfHead }
    /// Below the totals.
    var endOfTable: Double { endOfRows + 32 }
    var endOfColumns: Double { firstColumn + Double(columnCount) * columnWidth }

    init(_ matrix: Matrix) {
      let names = matrix.rows.map { Self.nameLines($0.issue.name) }
      let labels = matrix.actors.map(\.label) + [Look.totalLabel]
      let labelWidths = labels.map { Self.width(of: $0, size: Look.textSize) }
      let widestLabel = labelWidths.max() ?? 0
      columnCount = labels.count
      isSlanted = widestLabel + 16 > Look.widestColumn || labels.count > Look.uprightLabels
      columnWidth = isSlanted ? Look.narrowColumn : max(Look.narrowColumn, widestLabel + 16)
      let texts = names.flatMap { $0 } + matrix.groups.map(\.basket.name) + [Look.issuesLabel]
      let nameWidth = texts.map { Self.width(of: $0, size: Look.textSize) }.max() ?? 0
      firstColumn = Look.margin + Look.indent + nameWidth + 16
      // A slanted label leans to the right over the columns beside it.
      let slope = 0.5.squareRoot()
      let ends = labelWidths.enumerated().map { [firstColumn, columnWidth] place, labelWidth in
        firstColumn + (Double(place) + 0.5) * columnWidth + labelWidth * slope + 14
      }
      let end = isSlanted ? ends.max() ?? 0 : 0
      let table = firstColumn + Double(columnCount) * columnWidth
      width = max(Look.leastWidth, max(table, end) + Look.margin).rounded(.up)
      endOfHead = (subtitleLine + 22 + (isSlanted ? widestLabel * slope + 10 : 16)).rounded(.up)

      var rows: [Row] = []
      var y = endOfHead
      func add(_ content: Row.Content, height: Double) {
        rows.append(Row(content: content, start: y, end: y + height))
        y += height
      }
      var place = 0
      for group in matrix.groups {
        add(.basket(group), height: rows.isEmpty ? Look.rowHeight : Look.basketHeight)
        for row in group.rows {
          let lines = names[place]
          place += 1
          add(
            .issue(row, lines: lines),
            height: Look.rowHeight + Double(lines.count - 1) * Look.textLine)
        }
      }
      self.rows = rows
    }

    func middle(ofColumn place: Int) -> Double {
      firstColumn + (Double(place) + 0.5) * columnWidth
    }
  }

  /// What the signs mean, as many beside each other as there is room for.
  struct Legend {
    struct Item {
      /// The sign; nil for words alone.
      let cell: Matrix.Cell?
      let words: String
      /// From the margin, and from the end of the table to the base of the words.
      let x: Double
      let y: Double
    }
    private(set) var items: [Item] = []
    let height: Double

    private static let line = 24.0
    private static let gap = 24.0
    static let signWidth = 25.0

    init(width: Double) {
      var x = 0.0
      var y = Self.line
      for (cell, words) in Self.meanings {
        let own =
          Layout.width(of: words, size: Look.noteSize) + (cell == nil ? 0 : Self.signWidth)
        if x > 0, x + own > width {
          x = 0
          y += Self.line
        }
        items.append(Item(cell: cell, words: words, x: x, y: y))
        x += own + Self.gap
      }
      height = y + 14
    }

    private static var meanings: [(Matrix.Cell?, String)] {
      let limits = Matrix.weightLimits
      let lengths = (0...limits.count).map { place in
        switch place {
        case 0: "under \(grouped(limits[0]))"
        case limits.count: "\(grouped(limits[place - 1])) and more"
        default: "\(grouped(limits[place - 1])) to \(grouped(limits[place] - 1))"
        }
      }
      return [(nil, "Characters of text:")]
        + lengths.enumerated().map { (.section(weight: $0 + 1), $1) }
        + [(.namedOnly, "named only, without a section")]
    }

    /// A number with a comma before each three digits.
    private static func grouped(_ number: Int) -> String {
      number < 1_000
        ? String(number)
        : "\(grouped(number / 1_000)),\(String(1_000 + number % 1_000).dropFirst())"
    }
  }
}

extension MatrixPicture.Layout {
  static func nameLines(_ name: String) -> [String] {
    let scalars = Array(name.unicodeScalars)
    return LineBreaking.lines(of: scalars, width: MatrixPicture.Look.nameColumns).map {
      String(String.UnicodeScalarView(scalars[$0]))
    }
  }

  /// Pixels that a text takes in a wide bold font; most fonts take less.
  static func width(of text: String, size: Double) -> Double {
    Glyphs(text.unicodeScalars).reduce(0) { width, glyph in
      let part =
        switch glyph.base {
        case "i", "j", "l", "I", "f", "t", "r", ".", ",", ":", ";", "'", "’", "|", "!", "(", ")",
          "-", "/", " ":
          0.45
        case "m", "w", "M", "W", "@", "%", "—", "…": 1.1
        case "A"..."Z": 0.8
        default: glyph.width == 2 ? 1.05 : glyph.base.value < 0x80 ? 0.7 : 0.8
        }
      return width + part * size
    }
  }
}
