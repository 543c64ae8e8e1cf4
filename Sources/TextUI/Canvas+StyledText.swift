extension Canvas {
  /// Writes a part of a styled text, at most `limit` columns wide.
  ///
  /// - Parameters:
  ///   - range: Scalars of the text, counted from 0; all of them if nil.
  ///   - skipped: Columns of the text that are left out at its beginning.
  ///   - isCutMarked: Whether an ellipsis takes the last column of a text that does not fit.
  ///   - role: The role of a scalar, from its place in the text and its run.
  /// - Returns: The columns that were used.
  @discardableResult
  package mutating func write(
    _ text: StyledText, range: Range<Int>? = nil, at position: Position, limit: Int,
    skipping skipped: Int = 0, isCutMarked: Bool = false,
    role: (Int, StyledText.Run) -> Role = { $1.role }
  ) -> Int {
    guard limit > 0, !text.runs.isEmpty else { return 0 }
    let range = range ?? text.scalars.indices
    var glyphs = Glyphs(text.scalars[range])
    var column = -skipped
    var place = range.lowerBound
    var run = 0
    var last = Position(row: position.row, column: position.column)
    while let glyph = glyphs.next() {
      while run + 1 < text.runs.count, place >= text.runs[run].range.upperBound { run += 1 }
      if column + glyph.width > limit {
        if isCutMarked { put(Glyph(base: "…"), at: last, role: role(place, text.runs[run])) }
        return max(0, column)
      }
      if column >= 0 {
        last = Position(row: position.row, column: position.column + column)
        put(glyph, at: last, role: role(place, text.runs[run]))
      }
      column += glyph.width
      place = range.lowerBound + glyphs.consumed
    }
    return max(0, column)
  }
}
