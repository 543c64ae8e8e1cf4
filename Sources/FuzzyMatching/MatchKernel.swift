/// A text as the kernels see it: one byte a character.
struct Cells {
  let text: UnsafePointer<UInt8>
  /// Characters.
  let count: Int
  /// The class of each character; nil where the ASCII table says it.
  let classes: UnsafePointer<UInt8>?
}

/// A matched character of one row of the score matrix, and what it leads on with.
struct MatchEvent {
  /// Counted from 0 in characters.
  var place: Int32
  var value: Int32
  /// The bonus that an unbroken run through here carries on; −1 where none runs through here.
  var runBonus: Int32
  /// What the first character of a gap after it costs: less where it lies in a gap already.
  var gapCost: Int32
}

extension MatchEvent {
  /// The first typed character, which is worth what it is worth, whatever lies before it.
  @inline(__always)
  init(beginningAt place: Int, bonus: Int32) {
    self.init(
      place: Int32(truncatingIfNeeded: place),
      value: Int32(Score.match) &+ Int32(Score.firstMultiplier) &* bonus,
      runBonus: bonus, gapCost: -Int32(Score.gapStart))
  }
}

/// Scratch memory and tables of one thread, and the ways of matching, each exact to fzf's score.
///
/// A kernel returns the score, or ``missing`` where the text does not hold the term. What is worth less than
/// `bar` need not be worked out: then any number from 0 up to the true score may be returned.
struct MatchKernel: ~Copyable {
  let tables: CharacterTables
  /// Two rows of events, one after the other.
  var events: UnsafeMutablePointer<MatchEvent>
  var eventCapacity = 1024
  /// The first place where each typed character can stand, and the place after the last one.
  let firsts: UnsafeMutablePointer<Int>
  let ends: UnsafeMutablePointer<Int>
  var failures: [Int32] = []
  let plan: QueryPlan

  /// More cells of the score matrix than this, or more characters typed, and fzf matches greedily.
  static let cellLimit = 100 * 1024
  static let termLimit = 1000
  /// No score is so low.
  static let missing = Int.min

  init(_ query: CompiledQuery) {
    plan = QueryPlan(query)
    tables = CharacterTables()
    events = .allocate(capacity: 2 * eventCapacity)
    firsts = .allocate(capacity: Self.termLimit)
    ends = .allocate(capacity: Self.termLimit)
  }

  deinit {
    tables.deallocate()
    events.deallocate()
    firsts.deallocate()
    ends.deallocate()
  }

  mutating func reserveEvents(_ count: Int) {
    guard count > eventCapacity else { return }
    events.deallocate()
    eventCapacity = max(count, 2 * eventCapacity)
    events = .allocate(capacity: 2 * eventCapacity)
  }
}
