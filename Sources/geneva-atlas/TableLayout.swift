/// Which columns of a table a terminal has room for, and how wide they are.
///
/// A few columns that can be read are worth more than many that are cut to nothing. Columns that are empty in
/// every row go; then there come, as long as there is room, those that a table keeps before others, and the
/// rest from left to right. What room is left goes to the columns that are cut, the narrowest first.
struct TableLayout {
  /// The columns that are shown, from left to right, counted from 0.
  private(set) var places: [Int] = []
  /// The columns for which there is no room, from left to right.
  private(set) var missing: [Int] = []
  private var widths: [Int: Int] = [:]

  /// Between two columns.
  static let gap = 2
  /// A column is cut no further than to this, unless it is the last for which there is room.
  private static let readable = 20
  /// A column that is kept grows to this, or two fifths of the terminal, before others are added.
  private static let comfortable = 40
  /// Less is not worth a column.
  private static let least = 10

  /// - Parameters:
  ///   - wanted: The width of the widest text of each column, its name included; 0 where all rows are empty.
  ///   - kept: The columns that come before others, the most important first.
  ///   - width: Columns of the terminal; nil where nothing is cut and nothing goes.
  init(wanted: [Int], keeping kept: [Int], width: Int?) {
    guard let width else {
      places = Array(wanted.indices)
      widths = Dictionary(uniqueKeysWithValues: wanted.enumerated().map { ($0, $1) })
      return
    }
    var room = width + Self.gap
    func add(_ column: Int) {
      let readable = min(wanted[column], Self.readable)
      let most = room - Self.gap
      let isLast = most < readable
      guard !isLast || most >= Self.least || places.isEmpty else {
        missing.append(column)
        return
      }
      let given = max(1, isLast ? most : readable)
      places.append(column)
      widths[column] = given
      room -= given + Self.gap
    }
    /// Gives the room that is left to the columns that are cut, a cell at a time to the narrowest.
    func widen(to limit: Int) {
      while room > 0,
        let column = places.filter({ self.width(of: $0) < min(wanted[$0], limit) })
          .min(by: { self.width(of: $0) < self.width(of: $1) })
      {
        widths[column, default: 0] += 1
        room -= 1
      }
    }
    for column in kept where wanted[column] > 0 { add(column) }
    widen(to: min(Self.comfortable, width * 2 / 5))
    for column in wanted.indices where wanted[column] > 0 && !kept.contains(column) { add(column) }
    widen(to: .max)
    places.sort()
    missing.sort()
  }

  func width(of column: Int) -> Int { widths[column] ?? 0 }
}
