import FuzzyMatching
package import TextUI

/// A place in a page's elements: scalars of one of them.
package struct TextSpan: Hashable, Sendable {
  /// Whether the element is one of the side panel, where there is one.
  package let isInSide: Bool
  package let element: Int
  /// Counted from 0, in scalars of the element's text.
  package let range: Range<Int>
}

/// One line of a page on the screen.
package struct PageLine: Hashable, Sendable {
  package let span: TextSpan
  package let indent: Int
}

/// Elements broken into lines of one width.
///
/// Lines are counted from 0 from the top of the list of elements.
package struct PageLayout: Sendable {
  package let elements: [Element]
  package let lines: [PageLine]
  /// The first line of each numbered target, where it is a row of its own or stands in the text.
  package let targetLines: [Int: Int]
  /// Columns of the longest line, indent included: how far one can scroll sideways.
  package let width: Int

  /// - Parameter isWrapped: Whether long lines are broken; if not, each element is one line.
  package init(_ elements: [Element], width: Int, isWrapped: Bool) {
    var lines: [PageLine] = []
    var targetLines: [Int: Int] = [:]
    var widest = 0
    for (place, element) in elements.enumerated() {
      let scalars = element.text.scalars
      let ranges =
        isWrapped
        ? LineBreaking.lines(
          of: scalars, width: width - element.hangingIndent, firstWidth: width - element.indent)
        : [scalars.indices]
      let firstLine = lines.count
      for (number, range) in ranges.enumerated() {
        let indent = number == 0 ? element.indent : element.hangingIndent
        // Where a window is narrower than its indents, the text matters more.
        lines.append(
          PageLine(
            span: TextSpan(isInSide: false, element: place, range: range),
            indent: min(indent, max(0, width - 8))))
      }
      for run in element.text.runs {
        guard let target = run.target else { continue }
        let line = ranges.firstIndex { $0.contains(run.range.lowerBound) } ?? 0
        // A row of its own is where a target lives; a place in the text is only where it is named.
        if element.kind == .row || targetLines[target] == nil {
          targetLines[target] = firstLine + line
        }
      }
      if !isWrapped {
        widest = max(widest, element.text.columns)
      }
    }
    self.elements = elements
    self.lines = lines
    self.targetLines = targetLines
    self.width = widest
  }

  /// The lines as they are printed.
  package var styledTexts: [StyledText] {
    lines.map { line in
      let text = elements[line.span.element].text
      var styled = StyledText()
      if !line.span.range.isEmpty { styled.append(String(repeating: " ", count: line.indent)) }
      for run in text.runs {
        let part = run.range.clamped(to: line.span.range)
        styled.append(String(String.UnicodeScalarView(text.scalars[part])), role: run.role)
      }
      return styled
    }
  }

  /// The same without roles.
  package var texts: [String] { styledTexts.map(\.text) }

  /// The target at a column of a line, both counted from 0 from the upper left of the page.
  package func target(line: Int, column: Int) -> Int? {
    guard lines.indices.contains(line) else { return nil }
    let pageLine = lines[line]
    let text = elements[pageLine.span.element].text
    let widths = LineBreaking.columnWidths(of: text.scalars)
    var columns = pageLine.indent
    for place in pageLine.span.range {
      let end = columns + Int(widths[place])
      if column >= columns, column < end {
        return text.runs.first { $0.range.contains(place) }?.target
      }
      columns = end
    }
    return nil
  }

  /// The targets of a line with the columns at which they begin, both as in ``target(line:column:)``.
  package func targets(inLine line: Int) -> [(target: Int, column: Int)] {
    let pageLine = lines[line]
    let text = elements[pageLine.span.element].text
    let widths = LineBreaking.columnWidths(of: text.scalars)
    return text.runs.compactMap { run in
      guard let target = run.target, pageLine.span.range.contains(run.range.lowerBound) else {
        return nil
      }
      let before = widths[pageLine.span.range.lowerBound..<run.range.lowerBound]
      return (target, pageLine.indent + before.reduce(0) { $0 + Int($1) })
    }
  }

  /// Where terms stand in the text, in reading order; of those that overlap the first one counts.
  ///
  /// The words of a term are looked for one after the other as they are typed, with single blanks;
  /// numbers of links that stand in the text are no part of it.
  package func matches(of terms: [String], isSide: Bool) -> [TextSpan] {
    let terms = terms.map { FoldedText($0.split(separator: " ").joined(separator: " ")) }
      .filter { !$0.scalars.isEmpty }
    guard !terms.isEmpty else { return [] }
    return elements.enumerated().flatMap { place, element -> [TextSpan] in
      let (text, places) = element.text.searched
      let folded = FoldedText(text)
      var end = 0
      return terms.flatMap { folded.ranges(of: $0) }
        .sorted { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) }
        .compactMap { range in
          guard range.lowerBound >= end else { return nil }
          end = range.upperBound
          return TextSpan(
            isInSide: isSide, element: place,
            range: places[range.lowerBound]..<places[range.upperBound - 1] + 1)
        }
    }
  }

  /// The line in which a span begins.
  package func line(of span: TextSpan) -> Int {
    lines.lastIndex {
      $0.span.element == span.element && $0.span.range.lowerBound <= span.range.lowerBound
    } ?? 0
  }

  /// The lines with which titles and headings begin: what `(` and `)` go to.
  package var headingLines: [Int] {
    lines.indices.filter { line in
      let span = lines[line].span
      let kind = elements[span.element].kind
      return (kind == .heading || kind == .title) && span.range.lowerBound == 0
    }
  }
}
