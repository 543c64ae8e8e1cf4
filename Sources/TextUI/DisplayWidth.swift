/// How many columns a scalar takes: 0, 1 or 2.
///
/// The one table of widths, for wrapping, cutting, drawing and hit-testing. It is the wcwidth of glibc
/// 2.36 (Unicode 14) in a UTF-8 locale, by which ncurses moves its cursor: where terminals draw wider, what
/// is drawn is reduced (see ``Glyph``), not the table bent. A scalar that is not assigned counts as 1, since
/// a sign is drawn for it.
package enum DisplayWidth {
  package static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    if Self.contains(value, in: zero) { return 0 }
    return value >= 0x1100 && Self.contains(value, in: wide) ? 2 : 1
  }

  /// Columns of a text as it is drawn.
  package static func of(_ text: some StringProtocol) -> Int {
    let utf8 = text.utf8
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    var columns = 0
    for glyph in Glyphs(text.unicodeScalars) { columns += glyph.width }
    return columns
  }

  private static func contains(_ value: UInt32, in ranges: [ClosedRange<UInt32>]) -> Bool {
    var low = 0
    var high = ranges.count - 1
    while low <= high {
      let middle = (low + high) / 2
      if value < ranges[middle].lowerBound {
        high = middle - 1
      } else if value > ranges[middle].upperBound {
        low = middle + 1
      } else {
        return true
      }
    }
    return false
  }
}
