/// A text with roles, and with the numbered target that a part of it leads to.
///
/// Places in it are counted from 0 in Unicode scalars.
package struct StyledText: Hashable, Sendable {
  package struct Run: Hashable, Sendable {
    package let range: Range<Int>
    package let role: Role
    /// The number of a target of the page, counted from 1.
    package let target: Int?
    /// Whether the program put it into the text: a search looks past it.
    package let isInserted: Bool
  }

  package private(set) var scalars: [Unicode.Scalar] = []
  /// Rising and without gaps: every scalar is in one run.
  package private(set) var runs: [Run] = []

  package init() {}

  package init(_ text: String, role: Role = .plain, target: Int? = nil) {
    append(text, role: role, target: target)
  }

  package var isEmpty: Bool { scalars.isEmpty }

  package var text: String { String(String.UnicodeScalarView(scalars)) }

  /// Columns of the whole text on one line.
  package var columns: Int { LineBreaking.columnWidths(of: scalars).reduce(0) { $0 + Int($1) } }

  /// The text without what the program put into it, and where each of its scalars stands.
  package var searched: (text: String, places: [Int]) {
    var text = String.UnicodeScalarView()
    var places: [Int] = []
    for run in runs where !run.isInserted {
      text.append(contentsOf: scalars[run.range])
      places += run.range
    }
    return (String(text), places)
  }

  /// Appends another text with its roles and targets.
  package mutating func append(_ other: StyledText) {
    let start = scalars.count
    scalars += other.scalars
    runs += other.runs.map { run in
      Run(
        range: start + run.range.lowerBound..<start + run.range.upperBound, role: run.role,
        target: run.target, isInserted: run.isInserted)
    }
  }

  package mutating func append(
    _ text: some StringProtocol, role: Role = .plain, target: Int? = nil, isInserted: Bool = false
  ) {
    let start = scalars.count
    scalars.append(contentsOf: text.unicodeScalars)
    if start < scalars.count {
      runs.append(
        Run(
          range: start..<scalars.count, role: role, target: target, isInserted: isInserted))
    }
  }

  /// Appends a text whose matched scalars, counted from 0, are marked.
  package mutating func append(_ text: String, marking matches: [Range<Int>], role: Role) {
    let scalars = Array(text.unicodeScalars)
    var place = 0
    for match in matches {
      append(String(String.UnicodeScalarView(scalars[place..<match.lowerBound])), role: role)
      append(String(String.UnicodeScalarView(scalars[match])), role: role.matched)
      place = match.upperBound
    }
    append(String(String.UnicodeScalarView(scalars[place...])), role: role)
  }
}

/// Where the lines of a text break.
package enum LineBreaking {
  /// The ranges of the lines of a text, at most `width` columns wide each; blanks at breaks belong to none.
  ///
  /// Lines break at blanks, between wide characters, after hyphens and slashes with at least three letters
  /// on both sides (*well-known*, never *e-waste* or *ITU-T*), and in the middle of a word only where it is
  /// wider than a line. A width below 2 is taken as 2, the width of a wide glyph.
  /// - Complexity: O(scalars).
  package static func lines(
    of scalars: [Unicode.Scalar], width: Int, firstWidth: Int? = nil
  ) -> [Range<Int>] {
    let widths = columnWidths(of: scalars)
    var lines: [Range<Int>] = []
    var start = 0
    var limit = max(2, firstWidth ?? width)
    var columns = 0
    /// Where the line would end and the next begin, were it broken at the last opportunity.
    var opportunity: (end: Int, next: Int)?
    var place = 0
    while place < scalars.count {
      let scalar = scalars[place]
      if scalar == " ", place > start, opportunity?.next != place {
        opportunity = (place, place + 1)
      } else if scalar == " " {
        opportunity = (opportunity?.end ?? place, place + 1)
      } else if widths[place] == 2, place > start, scalars[place - 1] != " " {
        opportunity = (place, place)
      }
      if columns + Int(widths[place]) > limit, scalar != " " {
        let end =
          opportunity.flatMap { $0.next > start ? $0 : nil } ?? (end: place, next: place)
        lines.append(start..<end.end)
        start = end.next
        place = start
        columns = 0
        limit = max(2, width)
        opportunity = nil
        continue
      }
      columns += Int(widths[place])
      if isBreakAfter(scalar), columns <= limit, place >= start + 3,
        isWord(scalars, place - 3), isWord(scalars, place + 1)
      {
        opportunity = (place + 1, place + 1)
      }
      place += 1
    }
    if start < scalars.count || lines.isEmpty {
      var end = scalars.count
      while end > start, scalars[end - 1] == " " { end -= 1 }
      lines.append(start..<end)
    }
    return lines
  }

  /// Columns of each scalar as it is drawn: 0 for what a glyph before it has taken up.
  package static func columnWidths(of scalars: [Unicode.Scalar]) -> [UInt8] {
    if scalars.allSatisfy({ $0.value < 0x300 }) {
      return Array(repeating: 1, count: scalars.count)
    }
    var widths = Array(repeating: UInt8(0), count: scalars.count)
    var glyphs = Glyphs(scalars)
    var place = 0
    while let glyph = glyphs.next() {
      widths[place] = UInt8(glyph.width)
      place = glyphs.consumed
    }
    return widths
  }

  /// Whether three letters stand from a place on.
  private static func isWord(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
    place >= 0 && place + 3 <= scalars.count
      && scalars[place..<place + 3].allSatisfy { $0.properties.isAlphabetic }
  }

  private static func isBreakAfter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", "/", "\u{2010}", "\u{2013}", "\u{2014}": true
    default: false
    }
  }
}
