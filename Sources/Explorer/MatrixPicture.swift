package import AtlasModel
import PlainText
import TextUI

// MatrixPicture: the matrix as a picture for a report, in SVG.
//
// Who looks at it may see it in grey, not tell blue from green, hear it read, print it, or paste it into a
// word processor that knows little of SVG. So weight is size and shade at once, what is only named is a ring,
// text is text in the reader's own fonts, looks are attributes and no style sheet, and nothing is fetched.
// Fonts differ, so widths are reckoned for a wide one; what is too long for its line is broken, never cut.

/// The matrix as an SVG document.
package struct MatrixPicture {
  private let matrix: Matrix
  private let atlas: Atlas
  private let choice: EditionChoice
  private let layout: Layout
  private var writer = XMLWriter()

  package init(_ matrix: Matrix, of atlas: Atlas, in choice: EditionChoice) {
    self.matrix = matrix
    self.atlas = atlas
    self.choice = choice
    layout = Layout(matrix)
  }

  /// The whole document.
  package var text: String {
    var picture = self
    picture.draw()
    return picture.writer.text
  }

  private mutating func draw() {
    let notes = notes.flatMap { Self.lines(of: $0, size: Look.noteSize, width: layout.innerWidth) }
    let legend = Legend(width: layout.innerWidth)
    let height =
      layout.endOfTable + legend.height + Double(notes.count) * Look.noteLine + Look.margin
    writer.open(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("width", number(layout.width)),
        ("height", number(height)), ("viewBox", "0 0 \(number(layout.width)) \(number(height))"),
        ("role", "img"), ("aria-labelledby", "geneva-atlas-title geneva-atlas-description"),
        ("lang", "en"), ("xml:lang", "en"), ("font-family", "sans-serif"), ("fill", Look.ink),
      ])
    writer.add("title", [("id", "geneva-atlas-title")], title)
    writer.add("desc", [("id", "geneva-atlas-description")], description)
    writer.add("rect", [("width", "100%"), ("height", "100%"), ("fill", Look.ground)])
    write(
      title, at: Look.margin, layout.titleLine,
      [("font-size", number(Look.titleSize)), ("font-weight", "bold")])
    write(
      subtitle, at: Look.margin, layout.subtitleLine,
      [("font-size", number(Look.textSize)), ("fill", Look.faintInk)])
    drawHead()
    drawGuides()
    drawRows()
    drawTotals()
    drawLegend(legend)
    writeLines(
      notes, at: Look.margin, from: layout.endOfTable + legend.height + Look.noteLine,
      by: Look.noteLine, [("font-size", number(Look.noteSize)), ("fill", Look.faintInk)])
    writer.close()
  }

  // MARK: Words

  private var title: String { "Geneva Digital Atlas: who says how much on what" }

  private var subtitle: String {
    "\(counted(matrix.rows.count, "issue")) × \(counted(matrix.actors.count, "actor")), \(textWords)"
  }

  private var textWords: String { atlas.textInWords(choice) }

  /// What the picture shows, for who hears it.
  private var description: String {
    let totals = zip(matrix.actors, matrix.totals).map { "\($0.label) \($1)" }
      .joined(separator: ", ")
    return "A table of \(counted(matrix.rows.count, "issue")), by basket, down and of "
      + "\(counted(matrix.actors.count, "actor")) across. A square tells that the actor has a section "
      + "on the issue: the larger and darker it is, the longer is the text. A ring tells that it "
      + "only names the issue. Issues with a section: \(totals)."
  }

  /// Where the picture comes from, and what it does not say.
  private var notes: [String] {
    let quoted = atlas.editions.filter { edition in
      choice == .only(edition.id)
        || choice == .newest
          && matrix.actors.contains { actor in
            actor.sections.contains { atlas.edition(of: $0, for: .newest)?.id == edition.id }
          }
    }.map { "\($0.name) (\($0.dateInWords))" }
    return [
      "Source: \(quoted.joined(separator: "; ")); \(textWords), paraphrased by geneva-atlas.",
      "Size and shade are the length of text in these profiles, not work done.",
    ]
  }

  // MARK: Parts

  private func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }

  private mutating func write(
    _ text: String, at x: Double, _ y: Double, _ attributes: XMLWriter.Attributes = []
  ) {
    writer.add("text", [("x", number(x)), ("y", number(y))] + attributes, text)
  }

  private mutating func writeLines(
    _ lines: [String], at x: Double, from y: Double, by step: Double,
    _ attributes: XMLWriter.Attributes
  ) {
    writer.open("g", attributes)
    for (place, line) in lines.enumerated() { write(line, at: x, y + Double(place) * step) }
    writer.close()
  }

  private mutating func drawLine(
    from start: (x: Double, y: Double), to end: (x: Double, y: Double), _ colour: String
  ) {
    writer.add(
      "line",
      [
        ("x1", number(start.x)), ("y1", number(start.y)), ("x2", number(end.x)),
        ("y2", number(end.y)), ("stroke", colour),
      ])
  }

  /// Labels over the columns: upright where they have room, else slanted.
  private mutating func drawHead() {
    writer.open("g", [("font-size", number(Look.textSize))])
    for (place, label) in (matrix.actors.map(\.label) + [Look.totalLabel]).enumerated() {
      let isTotal = place == matrix.actors.count
      let x = layout.middle(ofColumn: place)
      let bold: XMLWriter.Attributes = isTotal ? [] : [("font-weight", "bold")]
      if layout.isSlanted {
        writer.add(
          "text",
          [
            (
              "transform",
              "translate(\(number(x + 4)) \(number(layout.endOfHead - 8))) rotate(-45)"
            )
          ] + bold, label)
      } else {
        write(label, at: x, layout.endOfHead - 8, [("text-anchor", "middle")] + bold)
      }
    }
    writer.close()
  }

  /// From each label down to its total, so that the eye keeps to the column.
  private mutating func drawGuides() {
    for place in matrix.actors.indices {
      let x = layout.middle(ofColumn: place)
      drawLine(from: (x, layout.endOfHead), to: (x, layout.endOfRows), Look.guide)
    }
  }

  private mutating func drawRows() {
    writer.open("g", [("font-size", number(Look.textSize))])
    for row in layout.rows {
      switch row.content {
      case .basket(let group):
        write(
          group.basket.name, at: Look.margin, row.end - 7,
          [("font-weight", "bold"), ("fill", Look.heading)])
        drawLine(
          from: (Look.margin, row.end), to: (layout.endOfColumns, row.end), Look.heading)
      case .issue(let issue, let lines):
        drawLine(from: (Look.margin, row.end), to: (layout.endOfColumns, row.end), Look.rule)
        drawName(of: issue.issue, lines, row)
        for (place, cell) in issue.cells.enumerated() {
          draw(cell, of: matrix.actors[place], on: issue.issue, column: place, y: row.middle)
        }
        write(
          issue.count == 0 ? "–" : String(issue.count),
          at: layout.middle(ofColumn: issue.cells.count), row.middle + 4.5,
          [("text-anchor", "middle")])
      }
    }
    writer.close()
  }

  private mutating func drawName(of issue: Issue, _ lines: [String], _ row: Layout.Row) {
    openLink(issue.link, title: nil)
    let first = row.middle + 4.5 - Double(lines.count - 1) * Look.textLine / 2
    for (place, line) in lines.enumerated() {
      write(line, at: Look.margin + Look.indent, first + Double(place) * Look.textLine)
    }
    writer.close()
  }

  /// Opens a link where there is one, or else a group; an address is told before it is followed.
  private mutating func openLink(_ link: Link?, title: String?) {
    let words = [title, link?.marked].compactMap { $0 }.joined(separator: " · ")
    if let link {
      writer.open("a", [("href", link.address.text)])
    } else {
      writer.open("g")
    }
    if !words.isEmpty { writer.add("title", [], words) }
  }

  private mutating func draw(
    _ cell: Matrix.Cell, of actor: Actor, on issue: Issue, column: Int, y: Double
  ) {
    guard cell != .nothing else { return }
    let words = "\(actor.label) · \(issue.name): \(cell.words)"
    let entry = Entry.ID(actor: actor.id, issue: issue.id)
    openLink(cell.hasSection ? atlas.link(of: entry, in: choice) : nil, title: words)
    drawSign(of: cell, x: layout.middle(ofColumn: column), y: y)
    writer.close()
  }

  private mutating func drawSign(of cell: Matrix.Cell, x: Double, y: Double) {
    switch cell {
    case .nothing: break
    case .namedOnly:
      writer.add(
        "circle",
        [
          ("cx", number(x)), ("cy", number(y)), ("r", "4"), ("fill", Look.ground),
          ("stroke", Look.faintInk), ("stroke-width", "1.5"),
        ])
    case .section(let weight):
      let side = Look.sides[weight - 1]
      writer.add(
        "rect",
        [
          ("x", number(x - side / 2)), ("y", number(y - side / 2)), ("width", number(side)),
          ("height", number(side)), ("fill", Look.shades[weight - 1]),
          ("stroke", Look.shades[Look.shades.count - 1]),
        ])
    }
  }

  private mutating func drawTotals() {
    let y = layout.endOfRows
    drawLine(from: (Look.margin, y), to: (layout.endOfColumns, y), Look.heading)
    writer.open("g", [("font-size", number(Look.textSize)), ("font-weight", "bold")])
    write(Look.issuesLabel, at: Look.margin, y + 17)
    let totals = matrix.totals
    for (place, total) in (totals + [totals.reduce(0, +)]).enumerated() {
      write(
        String(total), at: layout.middle(ofColumn: place), y + 17, [("text-anchor", "middle")])
    }
    writer.close()
  }

  private mutating func drawLegend(_ legend: Legend) {
    writer.open("g", [("font-size", number(Look.noteSize))])
    for item in legend.items {
      let y = layout.endOfTable + item.y
      if let cell = item.cell { drawSign(of: cell, x: Look.margin + item.x + 10, y: y - 4) }
      write(item.words, at: Look.margin + item.x + (item.cell == nil ? 0 : Legend.signWidth), y)
    }
    writer.close()
  }
}

extension MatrixPicture {
  /// The lines of a text so many pixels wide.
  static func lines(of text: String, size: Double, width: Double) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return LineBreaking.lines(of: scalars, width: Int(width / (size * Look.proseColumn))).map {
      String(String.UnicodeScalarView(scalars[$0]))
    }
  }
}
