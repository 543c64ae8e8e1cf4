import TextUI

/// The lines of what lies over the panes, counted from 0.
///
/// A text that is shown for want of a clipboard may be the whole atlas: where its lines are cut is worked out
/// once for a width, and only those on the screen become text.
struct OverlayLines: Sendable {
  private let styled: [StyledText]
  private let scalars: [Unicode.Scalar]
  private let ranges: [Range<Int>]

  init(_ lines: [StyledText] = []) {
    styled = lines
    scalars = []
    ranges = []
  }

  /// Cuts a text where its lines end and where the window ends, and nowhere else: what is selected is what is
  /// copied.
  init(cutting text: String, columns: Int) {
    let limit = max(1, columns)
    let scalars = Array(text.unicodeScalars)
    let widths = LineBreaking.columnWidths(of: scalars)
    var ranges: [Range<Int>] = []
    var start = 0
    var used = 0
    for place in scalars.indices {
      let isLineEnd = scalars[place] == "\n"
      if isLineEnd || (used + Int(widths[place]) > limit && place > start) {
        ranges.append(start..<place)
        start = isLineEnd ? place + 1 : place
        used = 0
      }
      if !isLineEnd { used += Int(widths[place]) }
    }
    ranges.append(start..<scalars.count)
    styled = []
    self.scalars = scalars
    self.ranges = ranges
  }

  var count: Int { styled.count + ranges.count }

  subscript(place: Int) -> StyledText {
    ranges.isEmpty
      ? styled[place] : StyledText(String(String.UnicodeScalarView(scalars[ranges[place]])))
  }
}
