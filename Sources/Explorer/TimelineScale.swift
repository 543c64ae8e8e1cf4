/// Where years stand on a line of so many columns: the scale of the timeline, which bends.
///
/// In the middle every year, empty ones too, has a column or more: as many as its statements need where they
/// are piled up in so many rows, so that what is dense is wide. Years before and after the middle are squeezed
/// into marks at the edges, only those that have statements. Where even one column a year is too many, a
/// column stands for 2, 5, 10 or more years.
package struct TimelineScale: Hashable, Sendable {
  /// Neighbouring columns that stand for the same years.
  package struct Span: Hashable, Sendable {
    package let years: ClosedRange<Int>
    /// Columns of the scale, counted from 0.
    package let columns: Range<Int>
    /// The statements of these years, by their places in the timeline, counted from 0.
    package let statements: Range<Int>
    package let isSqueezed: Bool
  }
  /// Words under the scale.
  package struct Label: Hashable, Sendable {
    package let text: String
    package let column: Int
    /// Whether it is the label of the year in hand.
    package let isInHand: Bool
  }

  /// From left to right.
  package private(set) var spans: [Span] = []
  /// Columns of the lines that part the edges from the middle.
  package private(set) var partings: [Int] = []
  package private(set) var labels: [Label] = []
  let rows: Int

  /// Years with statements that are further apart than this do not belong to one run.
  static let widestGap = 5
  /// No fewer years than this are zoomed to.
  static let fewestYears = 5
  /// Columns of a year's label.
  private static let labelWidth = 4
  /// Columns that a year has at most without need.
  private static let widestYear = 12
  private static let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]

  /// - Parameters:
  ///   - window: The years in the middle.
  ///   - hand: The year in hand; nil for none.
  ///   - columns: How wide it is.
  ///   - rows: How many statements are piled up in a column.
  package init(
    _ timeline: Timeline, window: ClosedRange<Int>, hand: Int?, columns: Int, rows: Int
  ) {
    self.rows = max(1, rows)
    let years = timeline.years
    let before = years.prefix { $0.year < window.lowerBound }
    let after = years.suffix(from: years.firstIndex { $0.year > window.upperBound } ?? years.count)
    let widest = max(1, columns / 6)
    let left = Edge(before, widest: widest, side: .left)
    let right = Edge(after, widest: widest, side: .right)
    let start = left.width == 0 ? 0 : left.width + 1
    let end = max(start + 1, columns - (right.width == 0 ? 0 : right.width + 1))

    spans += left.spans(from: 0)
    if start > 0 { partings.append(start - 1) }
    let middle = years[before.count..<after.startIndex]
    spans += Self.middle(middle, window: window, columns: start..<end, rows: self.rows)
    if right.width > 0 {
      partings.append(end)
      spans += right.spans(from: end + 1)
    }
    label(window, hand: hand, left: left, right: right, columns: columns)
  }

  /// The span in which a statement stands.
  func span(of statement: Int) -> Span? { spans.first { $0.statements.contains(statement) } }

  /// The cells of a span, column by column from the bottom: as many as there is room for.
  ///
  /// - Returns: How many statements have a cell of their own; where not all have, the cell after them, the last
  ///   one, stands for the rest.
  package func shownCount(in span: Span) -> Int {
    let cells = span.columns.count * rows
    return span.statements.count <= cells ? span.statements.count : cells - 1
  }
}

// MARK: The window

extension TimelineScale {
  /// The years that are dense: the run around the busiest year, in which no gap is wider than
  /// ``widestGap``; all years where that run holds less than half of the statements.
  package static func denseYears(of timeline: Timeline) -> ClosedRange<Int>? {
    let years = timeline.years
    guard let first = years.first, let last = years.last,
      let busiest = years.indices.max(by: {
        years[$0].statements.count < years[$1].statements.count
      })
    else { return nil }
    var low = busiest
    while low > 0, years[low].year - years[low - 1].year <= widestGap { low -= 1 }
    var high = busiest
    while high + 1 < years.count, years[high + 1].year - years[high].year <= widestGap {
      high += 1
    }
    let held = years[high].statements.upperBound - years[low].statements.lowerBound
    return held * 2 < timeline.statements.count
      ? first.year...last.year : years[low].year...years[high].year
  }

  /// How far one can zoom: out to all years, in to ``fewestYears``; each step is half of the years before.
  package static func zoomLevels(of timeline: Timeline) -> ClosedRange<Int> {
    guard let dense = denseYears(of: timeline), let whole = wholeYears(of: timeline) else {
      return 0...0
    }
    var lowest = 0
    while dense.count << -lowest < whole.count { lowest -= 1 }
    var highest = 0
    while dense.count >> highest > fewestYears { highest += 1 }
    return lowest...highest
  }

  /// The years that are in the middle at a zoom level: at 0 the dense ones, else so many around a year.
  package static func window(of timeline: Timeline, zoom: Int, around year: Int) -> ClosedRange<Int>
  {
    guard let dense = denseYears(of: timeline), let whole = wholeYears(of: timeline) else {
      return year...year
    }
    guard zoom != 0 else { return dense }
    let wanted = zoom < 0 ? dense.count << min(-zoom, 16) : dense.count >> min(zoom, 16)
    let count = min(max(wanted, fewestYears), whole.count)
    let first = min(
      max(whole.lowerBound, year - count / 2), max(whole.lowerBound, whole.upperBound - count + 1))
    return first...first + count - 1
  }

  private static func wholeYears(of timeline: Timeline) -> ClosedRange<Int>? {
    guard let first = timeline.years.first, let last = timeline.years.last else { return nil }
    return first.year...last.year
  }
}

// MARK: The middle

extension TimelineScale {
  private static func middle(
    _ years: ArraySlice<Timeline.Year>, window: ClosedRange<Int>, columns: Range<Int>, rows: Int
  ) -> [Span] {
    func bin(_ year: Int, _ step: Int) -> Int { year / step }
    let step =
      steps.first {
        bin(window.upperBound, $0) - bin(window.lowerBound, $0) < columns.count
      } ?? steps[steps.count - 1]
    let bins = bin(window.lowerBound, step)...bin(window.upperBound, step)
    var statements: [Range<Int>] = []
    var rest = years
    var place = years.first?.statements.lowerBound ?? 0
    for number in bins {
      let start = place
      while let next = rest.first, bin(next.year, step) == number {
        place = next.statements.upperBound
        rest.removeFirst()
      }
      statements.append(start..<place)
    }
    let widths = widths(of: statements.map { ($0.count + rows - 1) / rows }, in: columns.count)
    var column = columns.lowerBound
    return zip(bins, zip(statements, widths)).map { number, bin in
      defer { column += bin.1 }
      let first = max(window.lowerBound, number * step)
      let last = min(window.upperBound, number * step + step - 1)
      return Span(
        years: first...max(first, last), columns: column..<column + bin.1, statements: bin.0,
        isSqueezed: false)
    }
  }

  /// How wide each is of several that want so many columns.
  ///
  /// Where there is room it is shared out evenly, with a blank after each; where
  /// there is too little, those that want most give way, and each has one.
  private static func widths(of wanted: [Int], in room: Int) -> [Int] {
    for least in stride(
      from: min(widestYear, room / max(1, wanted.count)), through: 2, by: -1)
    {
      let widths = wanted.map { max(least, $0 + 1) }
      if widths.reduce(0, +) <= room { return widths }
    }
    let close = wanted.map { max(1, $0) }
    if close.reduce(0, +) <= room { return close }
    var most = 1
    while close.reduce(0, { $0 + min($1, most + 1) }) <= room { most += 1 }
    var widths = close.map { min($0, most) }
    var left = room - widths.reduce(0, +)
    for place in widths.indices where left > 0 && widths[place] < close[place] {
      widths[place] += 1
      left -= 1
    }
    return widths
  }
}

// MARK: The edges

/// Years that are squeezed into marks at one end of the scale.
private struct Edge {
  enum Side { case left, right }

  private let years: ArraySlice<Timeline.Year>
  private let bucketCount: Int
  /// Columns that it takes; 0 where no year is squeezed.
  let width: Int
  private let words: String

  /// - Parameter widest: More columns than this it does not take.
  init(_ years: ArraySlice<Timeline.Year>, widest: Int, side: Side) {
    self.years = years
    bucketCount = min(years.count, widest)
    let first = years.first.map { String($0.year) } ?? ""
    let last = years.last.map { String($0.year) } ?? ""
    let forms =
      first == last
      ? [first]
      : ["\(first) … \(last)", "\(first)…\(last)", side == .left ? "…\(last)" : "\(first)…"]
    words = years.isEmpty ? "" : forms.first { $0.unicodeScalars.count <= widest } ?? "…"
    width = max(bucketCount, words.unicodeScalars.count)
  }

  /// One column for each year, or for several where there is no room for each.
  func spans(from column: Int) -> [TimelineScale.Span] {
    (0..<bucketCount).map { bucket in
      let first = years.startIndex + bucket * years.count / bucketCount
      let end = years.startIndex + (bucket + 1) * years.count / bucketCount
      return TimelineScale.Span(
        years: years[first].year...years[end - 1].year,
        columns: column + bucket..<column + bucket + 1,
        statements: years[first].statements.lowerBound..<years[end - 1].statements.upperBound,
        isSqueezed: true)
    }
  }
}

extension Edge {
  /// Its years in words, that in hand among them if it is one of them.
  fileprivate func label(hand: Int?) -> [Piece] {
    let whole = Piece(text: words, isInHand: false)
    guard let hand, let first = years.first?.year, let last = years.last?.year,
      first...last ~= hand
    else { return [whole] }
    let own = Piece(text: String(hand), isInHand: true)
    if words.hasPrefix(own.text) {
      return [own, Piece(text: String(words.dropFirst(own.width)), isInHand: false)]
    }
    if words.hasSuffix(own.text) {
      return [Piece(text: String(words.dropLast(own.width)), isInHand: false), own]
    }
    guard own.width + 4 <= width else { return [own] }
    return [Piece(text: "… ", isInHand: false), own, Piece(text: " …", isInHand: false)]
  }
}

/// A part of a label.
private struct Piece {
  let text: String
  let isInHand: Bool

  var width: Int { text.unicodeScalars.count }
}

// MARK: Labels

extension TimelineScale {
  /// Puts years under the scale, as long as there is room: that in hand, the edges, round years, the ends, and
  /// all that are wider than their label.
  private mutating func label(
    _ window: ClosedRange<Int>, hand: Int?, left: Edge, right: Edge, columns: Int
  ) {
    var isTaken = Array(repeating: false, count: columns)
    func put(_ pieces: [Piece], at column: Int) {
      let width = pieces.reduce(0) { $0 + $1.width }
      guard width > 0, width <= columns else { return }
      var start = min(max(0, column), columns - width)
      guard !isTaken[max(0, start - 1)..<min(columns, start + width + 1)].contains(true) else {
        return
      }
      for place in start..<start + width { isTaken[place] = true }
      for piece in pieces {
        labels.append(Label(text: piece.text, column: start, isInHand: piece.isInHand))
        start += piece.width
      }
    }
    let spanInHand = hand.flatMap { year in spans.first { $0.years.contains(year) } }
    let middle = spans.filter { !$0.isSqueezed }
    if let hand, let span = spanInHand, !span.isSqueezed {
      put([Piece(text: String(hand), isInHand: true)], at: span.columns.lowerBound)
    }
    put(left.label(hand: hand), at: 0)
    put(right.label(hand: hand), at: columns)
    let regular = Self.regularYears(of: middle)
    let ends = [(middle.first, window.lowerBound), (middle.last, window.upperBound)]
    let wide = middle.filter { $0.columns.count > Self.labelWidth }.map {
      ($0, $0.years.lowerBound)
    }
    for (span, year) in regular + ends + wide {
      guard let span, span != spanInHand else { continue }
      put([Piece(text: String(year), isInHand: false)], at: span.columns.lowerBound)
    }
  }

  /// The roundest years whose labels stand at equal distances and have room beside each other.
  private static func regularYears(of spans: [Span]) -> [(span: Span?, year: Int)] {
    for step in steps {
      let labelled = spans.compactMap { span in
        span.years.first { $0 % step == 0 }.map { (span: Span?.some(span), year: $0) }
      }
      let starts = labelled.compactMap(\.span?.columns.lowerBound)
      if zip(starts, starts.dropFirst()).allSatisfy({ $1 - $0 > labelWidth }) { return labelled }
    }
    return []
  }
}
