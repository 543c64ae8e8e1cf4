package import AtlasModel
import TextUI

/// The timeline on the screen: above, the scale with a mark for each statement; below, what happened.
struct TimelineView: ViewContent {
  private let timeline: Timeline
  private let atlas: Atlas
  private let choice: EditionChoice
  private let letters: [Unicode.Scalar]
  /// The actors that have statements here, by their places, rising.
  private let actors: [Int]
  private let totalCount: Int
  private let isNarrowed: Bool

  /// - Parameters:
  ///   - totalCount: Statements before the query narrowed them.
  ///   - isNarrowed: Whether a query did.
  init(
    _ timeline: Timeline, of atlas: Atlas, in choice: EditionChoice, totalCount: Int,
    isNarrowed: Bool
  ) {
    self.timeline = timeline
    self.atlas = atlas
    self.choice = choice
    self.totalCount = totalCount
    self.isNarrowed = isNarrowed
    letters = ActorLetters(atlas.actors).letters
    var isShown = Array(repeating: false, count: atlas.actors.count)
    for statement in timeline.statements { isShown[statement.actor] = true }
    actors = isShown.indices.filter { isShown[$0] }
  }

  var title: String { "Timeline: what happened when" }
  var counts: String { "\(rowCount)/\(totalCount) statements" }
  var rowCount: Int { timeline.statements.count }
  var emptySentence: String {
    if isNarrowed { return "No dated statement matches. Esc clears the filter." }
    return switch choice {
    case .newest: "No statement of this atlas has a year."
    case .only: "No statement of this edition has a year. E changes the edition."
    }
  }
  var zoomLevels: ClosedRange<Int>? { TimelineScale.zoomLevels(of: timeline) }

  private func statement(_ row: Int) -> Timeline.Statement? {
    timeline.statements.indices.contains(row) ? timeline.statements[row] : nil
  }
  private func words(_ row: Int) -> Timeline.Words? {
    statement(row).map { atlas.words(of: $0, in: choice) }
  }

  func page(row: Int, column: Int) -> PageID? { words(row)?.page }
  func terms(row: Int, column: Int) -> [String] { words(row)?.terms ?? [] }
  func words(row: Int, column: Int) -> String { words(row)?.line ?? "" }
  func copied(row: Int, column: Int) -> String? { words(row)?.copied }
  func citation(row: Int, column: Int) -> CitationRequest? {
    guard let statement = statement(row), case .fact(let section, let place) = statement.origin
    else { return nil }
    let reference = SectionReference(actor: atlas.actors[statement.actor].id, place: section)
    return .fact(FactPlace(section: reference, place: place))
  }

  func row(_ groups: Int, groupsFrom row: Int) -> Int? {
    guard !timeline.years.isEmpty else { return nil }
    let place = timeline.place(ofYearWith: row) + groups
    return timeline.years[min(max(0, place), timeline.years.count - 1)].statements.lowerBound
  }

  func words(zoom: Int, row: Int) -> String {
    guard let statement = statement(row) else { return "" }
    let window = TimelineScale.window(of: timeline, zoom: zoom, around: statement.year)
    return "The scale shows \(window.lowerBound) to \(window.upperBound)"
  }

  // MARK: Parts

  /// Rows of the marks, of the axis and the years under it, and of what the letters mean.
  private struct Head {
    let markRows: Int
    let hasLegend: Bool
    var rows: Int { markRows == 0 ? 0 : markRows + 2 + (hasLegend ? 1 : 0) }

    /// The list keeps more than half of the rows.
    init(inArea rows: Int) {
      markRows = rows < 9 ? 0 : min(8, max(2, rows / 4))
      hasLegend = rows >= 15
    }
  }

  func headRows(inArea rows: Int) -> Int { Head(inArea: rows).rows }

  func draw(_ view: ViewState, in area: Rect, on canvas: inout Canvas) {
    let head = Head(inArea: area.size.rows)
    drawScale(
      hand: view.row, zoom: view.zoom, markRows: head.markRows,
      in: Rect(
        row: area.firstRow, column: 1, rows: head.rows, columns: area.size.columns - 2),
      on: &canvas)
    if head.hasLegend {
      let columns = area.size.columns - 2
      canvas.write(
        legend(columns: columns),
        at: Position(row: area.firstRow + head.rows - 1, column: 1), limit: columns,
        isCutMarked: true)
    }
    let last = min(rowCount, view.top + max(0, area.size.rows - head.rows))
    for row in view.top..<max(view.top, last) {
      let line = Rect(
        row: area.firstRow + head.rows + row - view.top, column: 0, rows: 1,
        columns: area.size.columns)
      let year = timeline.statements[row].year
      drawRow(
        row, isYearNew: row == view.top || timeline.statements[row - 1].year != year, in: line,
        on: &canvas)
      guard row == view.row else { continue }
      canvas.paint(line) { _ in .selected }
      canvas.write("▶", at: line.origin, role: .selected)
    }
  }

  // MARK: Rows

  /// Where the text of a row begins, and where it ends, on so many columns.
  private static let yearColumn = 1
  private static let letterColumn = 7
  private static let editionWidth = 9

  private func drawRow(_ row: Int, isYearNew: Bool, in line: Rect, on canvas: inout Canvas) {
    let statement = timeline.statements[row]
    let words = atlas.words(of: statement, in: choice)
    let width = line.size.columns
    func position(_ column: Int) -> Position { Position(row: line.firstRow, column: column) }
    canvas.write(
      String(statement.year), at: position(Self.yearColumn), role: isYearNew ? .label : .faint)
    canvas.write(
      String(letters[statement.actor]), at: position(Self.letterColumn),
      role: .mark(statement.actor))
    var start = Self.letterColumn + 2
    if width >= 60 {
      let labelWidth = width < 100 ? 10 : 18
      canvas.write(
        StyledText(atlas.actors[statement.actor].label), at: position(start),
        limit: labelWidth, isCutMarked: true)
      start += labelWidth + 1
    }
    if statement.isGoal {
      canvas.write(String(Timeline.goalSign), at: position(start), role: .warning)
    }
    start += 2
    var end = width - 1
    if width >= 100 {
      end -= Self.editionWidth + 2
      canvas.write(
        words.editions.map(\.text).joined(separator: ","), at: position(end + 2), role: .faint,
        limit: Self.editionWidth)
    }
    canvas.write(
      StyledText(words.text, role: statement.isGoal ? .warning : .plain), at: position(start),
      limit: max(0, end - start), isCutMarked: true)
  }
}

// MARK: The scale

extension TimelineView {
  /// What the signs mean: that of a goal, and the letters of the actors that have statements here.
  ///
  /// - Parameter columns: Columns of a line; more meanings than it can hold are left out; nil for all.
  private func meanings(columns: Int? = nil) -> [StyledText] {
    // A letter, a blank and a label of one letter are the least.
    let shown = columns.map { actors.prefix($0 / 3) } ?? actors[...]
    func meaning(_ sign: Unicode.Scalar, _ role: Role, _ words: String) -> StyledText {
      var text = StyledText(String(sign), role: role)
      text.append(" " + words, role: .faint)
      return text
    }
    return [meaning(Timeline.goalSign, .warning, "goal")]
      + shown.map { meaning(letters[$0], .mark($0), atlas.actors[$0].label) }
  }

  /// What the signs mean on one line: wide apart where there is room, or else close together.
  private func legend(columns: Int) -> StyledText {
    let meanings = meanings(columns: columns)
    let width = meanings.reduce(0) { $0 + $1.columns }
    let gap = width + 2 * (meanings.count - 1) <= columns ? "  " : " "
    var legend = StyledText()
    for (place, meaning) in meanings.enumerated() {
      if place > 0 { legend.append(gap) }
      legend.append(meaning)
    }
    return legend
  }

  /// - Parameter hand: The row in hand; nil for none.
  private func drawScale(
    hand: Int?, zoom: Int, markRows: Int, in area: Rect, on canvas: inout Canvas
  ) {
    guard markRows > 0, area.size.columns >= 10, let first = timeline.statements.first else {
      return
    }
    let year = hand.flatMap(statement)?.year
    let scale = TimelineScale(
      timeline,
      window: TimelineScale.window(of: timeline, zoom: zoom, around: year ?? first.year),
      hand: year, columns: area.size.columns, rows: markRows)
    let axis = area.firstRow + markRows
    func position(_ row: Int, _ column: Int) -> Position {
      Position(row: row, column: area.firstColumn + column)
    }
    for span in scale.spans {
      let isInHand = year.map { span.years.contains($0) } ?? false
      drawMarks(of: span, on: scale, hand: hand, axis: axis, area, &canvas)
      for column in span.columns {
        let isStart = column == span.columns.lowerBound && !span.isSqueezed
        canvas.write(
          isInHand ? "▲" : isStart ? "┴" : span.isSqueezed ? "·" : "─",
          at: position(axis, column), role: isInHand ? .label : .border)
      }
    }
    for column in scale.partings {
      for row in area.firstRow...axis {
        canvas.write("│", at: position(row, column), role: .border)
      }
    }
    for label in scale.labels {
      canvas.write(
        label.text, at: position(axis + 1, label.column),
        role: label.isInHand ? .focusedTitle : .faint)
    }
  }

  /// A letter for each statement, or the sign of a goal; a plus where there is no room for all.
  private func drawMarks(
    of span: TimelineScale.Span, on scale: TimelineScale, hand: Int?, axis: Int, _ area: Rect,
    _ canvas: inout Canvas
  ) {
    let shown = scale.shownCount(in: span)
    for place in 0..<min(span.statements.count, shown + 1) {
      let row = span.statements.lowerBound + place
      let statement = timeline.statements[row]
      let isRest = place == shown
      let isInHand = hand.map { $0 == row || isRest && span.statements.contains($0) && $0 > row }
      let sign = statement.isGoal ? Timeline.goalSign : letters[statement.actor]
      canvas.write(
        isRest ? "+" : String(sign),
        at: Position(
          row: axis - 1 - place % scale.rows,
          column: area.firstColumn + span.columns.lowerBound + place / scale.rows),
        role: isInHand == true ? .selected : isRest ? .faint : .mark(statement.actor))
    }
  }

  /// The scale as lines of text, so many columns wide, and below it what its signs mean.
  func scaleLines(columns: Int) -> [String] {
    guard !timeline.statements.isEmpty else { return [] }
    let markRows = 6
    var canvas = Canvas(size: Size(rows: markRows + 2, columns: columns))
    drawScale(hand: nil, zoom: 0, markRows: markRows, in: canvas.bounds, on: &canvas)
    var lines = Array(
      (0..<canvas.size.rows).map { canvas.text(ofRow: $0) }
        .drop { $0.allSatisfy { " │".contains($0) } })
    var line = ""
    for meaning in meanings() {
      if !line.isEmpty, DisplayWidth.of(line) + 2 + meaning.columns > columns {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : "  ") + meaning.text
    }
    return lines + [line]
  }
}

extension Timeline {
  /// The scale as lines of text, so many columns wide, and below it what its signs mean.
  package func scale(of atlas: Atlas, columns: Int) -> [String] {
    TimelineView(
      self, of: atlas, in: .newest, totalCount: statements.count, isNarrowed: false
    ).scaleLines(columns: columns)
  }

  /// What stands for a statement on the scale.
  package static func signs(of atlas: Atlas) -> (Statement) -> String {
    let letters = ActorLetters(atlas.actors).letters
    return { String($0.isGoal ? goalSign : letters[$0.actor]) }
  }
}
