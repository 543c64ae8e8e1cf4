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
/// A kernel returns the score, or −1 where the text does not hold the term. What is worth less than `bar` need
/// not be worked out: then any number from 0 up to the true score may be returned.
struct MatchKernel: ~Copyable {
  private let bonusOfClasses: UnsafeMutablePointer<UInt8>
  private let bonusOfASCII: UnsafeMutablePointer<UInt8>
  private let classOfASCII: UnsafeMutablePointer<UInt8>
  /// Two rows of events, one after the other.
  private var events: UnsafeMutablePointer<MatchEvent>
  private var eventCapacity = 1024
  /// The first place where each typed character can stand, and the place after the last one.
  private let firsts: UnsafeMutablePointer<Int>
  private let ends: UnsafeMutablePointer<Int>
  /// Where a text is put that must be compared scalar by scalar.
  var coded: [UInt8] = []
  var failures: [Int32] = []
  let plan: QueryPlan

  /// More cells of the score matrix than this, or more characters typed, and fzf matches greedily.
  static let cellLimit = 100 * 1024
  static let termLimit = 1000

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

  private mutating func reserveEvents(_ count: Int) {
    guard count > eventCapacity else { return }
    events.deallocate()
    eventCapacity = max(count, 2 * eventCapacity)
    events = .allocate(capacity: 2 * eventCapacity)
  }
}

// MARK: Fuzzy

extension MatchKernel {
  /// fzf's second algorithm: the best alignment that its matrix finds.
  ///
  /// Only places where a typed character stands are looked at; between them a score only falls, by what a
  /// gap costs, so that it follows from the last such place.
  /// - Complexity: O(characters of the text) to find them, then O(places where a typed character stands).
  @inline(__always)
  mutating func fuzzy(
    _ wanted: UnsafeBufferPointer<WantedByte>, in cells: Cells, bar: Int
  ) -> Int {
    let count = wanted.count
    if count > cells.count { return -1 }
    if count > Self.termLimit || cells.count * count > Self.cellLimit {
      return greedy(wanted, in: cells)
    }
    guard let first = wanted.baseAddress else { return 0 }
    if count == 1 { return single(first, in: cells, bar: bar) }
    var place = 0
    for row in 0..<count {
      place = ByteMask.first(first + row, in: cells.text, from: place, count: cells.count)
      if place >= cells.count { return -1 }
      firsts[row] = place
      place &+= 1
    }
    return bar > Score.best(of: count) ? 0 : aligned(wanted, first, in: cells, bar: bar)
  }

  @inline(__always)
  private func single(
    _ wanted: UnsafePointer<WantedByte>, in cells: Cells, bar: Int
  ) -> Int {
    var best: Int32 = -1
    if cells.count == 0 { return -1 }
    var places = Occurrences(of: wanted, in: cells.text, from: 0, to: cells.count)
    var place = places.next()
    while place < cells.count {
      if bar > Score.best(of: 1) { return 0 }
      let bonus = bonus(place, cells)
      if bonus > best { best = bonus }
      if bonus >= Score.boundary { break }
      place = places.next()
    }
    return best < 0 ? -1 : Score.match + Score.firstMultiplier * Int(best)
  }

  /// Whether the whole term stands in one piece at a place where its first character stands.
  @inline(__always)
  private func isUnbroken(
    _ wanted: UnsafeBufferPointer<WantedByte>, at place: Int, in cells: Cells
  ) -> Bool {
    if place > cells.count &- wanted.count { return false }
    for index in 1..<wanted.count where !wanted[index].isFound(cells.text[place &+ index]) {
      return false
    }
    return true
  }

  /// The score of the best alignment; `firsts` must be known.
  ///
  /// Sums cannot overflow: a term has at most 1000 characters, each worth at most 36.
  private mutating func aligned(
    _ wanted: UnsafeBufferPointer<WantedByte>, _ first: UnsafePointer<WantedByte>, in cells: Cells,
    bar: Int
  ) -> Int {
    let count = wanted.count
    // Behind these places nothing can lead to the end of the term any more.
    var end = cells.count
    for row in stride(from: count &- 1, through: 0, by: -1) {
      let last = ByteMask.last(first + row, in: cells.text, before: end)
      ends[row] = last &+ 1
      end = last
    }
    reserveEvents(cells.count)
    var above = events
    var row = events + eventCapacity
    var aboveCount = 0
    // The first row: each place is worth what it is worth, whatever lies before it.
    var places = Occurrences(of: first, in: cells.text, from: firsts[0], to: ends[0])
    var place = places.next()
    while place < ends[0] {
      let bonus = bonus(place, cells)
      // Nothing is worth more than all of it in one piece after a blank or at the beginning.
      if bonus == Score.boundaryWhite, isUnbroken(wanted, at: place, in: cells) {
        return Score.best(of: count)
      }
      above[aboveCount] = MatchEvent(
        place: Int32(truncatingIfNeeded: place),
        value: Int32(Score.match) &+ Int32(Score.firstMultiplier) &* bonus,
        runBonus: bonus, gapCost: -Int32(Score.gapStart))
      aboveCount &+= 1
      place = places.next()
    }
    // A gap costs 3, and a beginning anywhere else 2 at least.
    var possible = Score.best(of: count) &- 2
    if possible < bar { return 0 }
    for index in 1..<(count &- 1) {
      let (rowCount, rowBest) = alignRow(first, index, above, aboveCount, row, in: cells)
      possible = Int(rowBest) &+ (count &- 1 &- index) &* (Score.match + Score.boundaryWhite)
      if possible < bar { return 0 }
      aboveCount = rowCount
      swap(&above, &row)
    }
    return alignLastRow(first, count &- 1, above, aboveCount, in: cells)
  }

  /// What a match at a place is worth after the last place above that lies before it.
  @inline(__always)
  private func step(
    to place: Int, after event: MatchEvent, in cells: Cells
  ) -> (score: Int32, runBonus: Int32) {
    let distance = Int32(truncatingIfNeeded: place) &- 1 &- event.place
    let bonus = bonus(place, cells)
    let base = Int32(Score.match)
    if distance != 0 {
      return (base &+ bonus &+ max(0, event.value &- event.gapCost &- (distance &- 1)), bonus)
    }
    if event.runBonus < 0 || bonus >= Score.boundary && bonus > event.runBonus {
      return (base &+ event.value &+ bonus, bonus)
    }
    let worth = max(bonus, Int32(Score.consecutive), event.runBonus)
    return (base &+ event.value &+ worth, event.runBonus)
  }

  /// Fills a row of the matrix from the one above; returns how many events it has, and the best value.
  @inline(__always)
  private func alignRow(
    _ first: UnsafePointer<WantedByte>, _ index: Int, _ above: UnsafePointer<MatchEvent>,
    _ aboveCount: Int, _ row: UnsafeMutablePointer<MatchEvent>, in cells: Cells
  ) -> (count: Int, best: Int32) {
    var count = 0
    var best: Int32 = 0
    var upper = 0
    let end = ends[index]
    var places = Occurrences(of: first + index, in: cells.text, from: firsts[index], to: end)
    var place = places.next()
    while place < end {
      let here = Int32(truncatingIfNeeded: place)
      while upper &+ 1 < aboveCount, above[upper &+ 1].place < here { upper &+= 1 }
      let (score, runBonus) = step(to: place, after: above[upper], in: cells)
      var event = MatchEvent(
        place: here, value: score, runBonus: runBonus, gapCost: -Int32(Score.gapStart))
      if count > 0 {
        let previous = row[count &- 1]
        let left = previous.value &- previous.gapCost &- (here &- previous.place &- 1)
        if score < left {
          event.value = left
          event.runBonus = -1
          event.gapCost = -Int32(Score.gapExtension)
        }
      }
      row[count] = event
      best = max(best, event.value)
      count &+= 1
      place = places.next()
    }
    return (count, best)
  }

  /// The best of the last row, where nothing leads on.
  @inline(__always)
  private func alignLastRow(
    _ first: UnsafePointer<WantedByte>, _ index: Int, _ above: UnsafePointer<MatchEvent>,
    _ aboveCount: Int, in cells: Cells
  ) -> Int {
    var best: Int32 = 0
    var upper = 0
    let end = ends[index]
    var places = Occurrences(of: first + index, in: cells.text, from: firsts[index], to: end)
    var place = places.next()
    while place < end {
      let here = Int32(truncatingIfNeeded: place)
      while upper &+ 1 < aboveCount, above[upper &+ 1].place < here { upper &+= 1 }
      best = max(best, step(to: place, after: above[upper], in: cells).score)
      place = places.next()
    }
    return Int(best)
  }

  /// fzf's first algorithm, for what is too long for the matrix: the first place where the term ends, and
  /// from there back to the last place where it can have begun.
  mutating func greedy(_ wanted: UnsafeBufferPointer<WantedByte>, in cells: Cells) -> Int {
    guard let first = wanted.baseAddress else { return 0 }
    var end = 0
    for index in 0..<wanted.count {
      end = ByteMask.first(first + index, in: cells.text, from: end, count: cells.count)
      if end >= cells.count { return -1 }
      end += 1
    }
    var start = end
    for byte in wanted.reversed() {
      start -= 1
      while !byte.isFound(cells.text[start]) { start -= 1 }
    }
    var score = 0
    var next = 0
    var gap = 0
    var run: Int32 = -1
    for place in start..<end {
      guard next < wanted.count, wanted[next].isFound(cells.text[place]) else {
        score += gap == 0 ? Score.gapStart : Score.gapExtension
        gap += 1
        run = -1
        continue
      }
      let bonus = bonus(place, cells)
      score += Score.match + worth(of: bonus, run: &run) * (next == 0 ? Score.firstMultiplier : 1)
      gap = 0
      next += 1
    }
    // The scores of fzf are unsigned.
    return max(0, score)
  }

  /// What a bonus is worth within an unbroken run, which carries on the best of its beginnings.
  @inline(__always)
  func worth(of bonus: Int32, run: inout Int32) -> Int {
    if run < 0 {
      run = bonus
      return Int(bonus)
    }
    if bonus >= Score.boundary, bonus > run { run = bonus }
    return Int(max(bonus, run, Int32(Score.consecutive)))
  }
}
