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

/// Scratch memory and tables of one thread, and the ways of matching, each exact to fzf's score.
///
/// A kernel returns the score, or ``missing`` where the text does not hold the term. What is worth less than
/// `bar` need not be worked out: then any number from 0 up to the true score may be returned.
struct MatchKernel: ~Copyable {
  private let bonusOfClasses: UnsafeMutablePointer<UInt8>
  private let bonusOfASCII: UnsafeMutablePointer<UInt8>
  private let classOfASCII: UnsafeMutablePointer<UInt8>
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
    bonusOfClasses = Self.copy(of: BonusTable.ofClasses)
    bonusOfASCII = Self.copy(of: BonusTable.ofASCII)
    classOfASCII = Self.copy(of: BonusTable.classOfASCII)
    events = .allocate(capacity: 2 * eventCapacity)
    firsts = .allocate(capacity: Self.termLimit)
    ends = .allocate(capacity: Self.termLimit)
  }

  deinit {
    bonusOfClasses.deallocate()
    bonusOfASCII.deallocate()
    classOfASCII.deallocate()
    events.deallocate()
    firsts.deallocate()
    ends.deallocate()
  }

  private static func copy(of table: [UInt8]) -> UnsafeMutablePointer<UInt8> {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: table.count)
    _ = copy.initialize(from: table)
    guard let start = copy.baseAddress else { preconditionFailure("the tables are not empty") }
    return start
  }

  @inline(__always)
  private func classByte(_ place: Int, _ cells: Cells) -> UInt8 {
    if let classes = cells.classes { return classes[place] }
    return classOfASCII[Int(cells.text[place])]
  }

  @inline(__always)
  func isBlank(_ place: Int, _ cells: Cells) -> Bool {
    classByte(place, cells) & 7 == CharacterClass.white.rawValue
  }

  /// Whether a word may end beside it.
  @inline(__always)
  func endsWord(_ place: Int, _ cells: Cells) -> Bool {
    classByte(place, cells) & 7 <= CharacterClass.delimiter.rawValue
  }

  func isUnderscore(_ place: Int, _ cells: Cells) -> Bool {
    if let classes = cells.classes { return classes[place] & TextCorpus.underscoreBit != 0 }
    return cells.text[place] == 0x5F
  }

  @inline(__always)
  func bonus(_ place: Int, _ cells: Cells) -> Int32 {
    if place == 0 { return Int32(Score.boundaryWhite) }
    if let classes = cells.classes {
      let before = Int(classes[place &- 1] & 7)
      return Int32(bonusOfClasses[before << 3 | Int(classes[place] & 7)])
    }
    let before = Int(cells.text[place &- 1] & 0x7F)
    return Int32(bonusOfASCII[before << 7 | Int(cells.text[place] & 0x7F)])
  }

  mutating func reserveEvents(_ count: Int) {
    guard count > eventCapacity else { return }
    events.deallocate()
    eventCapacity = max(count, 2 * eventCapacity)
    events = .allocate(capacity: 2 * eventCapacity)
  }
}
