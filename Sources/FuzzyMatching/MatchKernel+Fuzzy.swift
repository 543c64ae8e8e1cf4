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
    if count > cells.count { return Self.missing }
    if count > Self.termLimit || cells.count * count > Self.cellLimit {
      return greedy(wanted, in: cells)
    }
    guard let first = wanted.baseAddress else { return 0 }
    if count == 1 { return single(first, in: cells, bar: bar) }
    // A gap costs 3, and a beginning anywhere else 2 at least.
    if count == 2, bar <= Score.best(of: 2) &- 2 { return pair(first, in: cells) }
    if !findFirsts(wanted, first, in: cells) { return Self.missing }
    if bar > Score.best(of: count) { return 0 }
    if count == 2 { return holdsWholePair(first, in: cells) ? Score.best(of: 2) : 0 }
    return aligned(wanted, first, in: cells, bar: bar)
  }

  /// Fills `firsts`; whether the text holds the term at all.
  ///
  /// 64 characters at a time: within them each typed character costs the same wherever it stands, and nothing
  /// has to be foretold.
  @inline(__always)
  private func findFirsts(
    _ wanted: UnsafeBufferPointer<WantedByte>, _ first: UnsafePointer<WantedByte>, in cells: Cells
  ) -> Bool {
    var row = 0
    var block = 0
    while block < cells.count {
      // The characters that are left.
      var rest = ByteMask.first64(cells.count &- block)
      while true {
        let found = ByteMask.mask64(cells.text + block, first + row) & rest
        if found == 0 { break }
        firsts[row] = block &+ found.trailingZeroBitCount
        row &+= 1
        if row == wanted.count { return true }
        rest &= ~(found ^ (found &- 1))
      }
      block &+= 64
    }
    return false
  }

  @inline(__always)
  private func single(
    _ wanted: UnsafePointer<WantedByte>, in cells: Cells, bar: Int
  ) -> Int {
    if cells.count == 0 { return Self.missing }
    if cells.classes == nil, wanted.pointee.isWord, bar <= Score.best(of: 1) {
      return singleInASCII(wanted, in: cells)
    }
    var best: Int32 = -1
    var places = Occurrences(of: wanted, in: cells.text, from: 0, to: cells.count)
    var place = places.next()
    while place < cells.count {
      if bar > Score.best(of: 1) { return 0 }
      let bonus = tables.bonus(place, cells)
      if bonus > best { best = bonus }
      if bonus >= Score.boundary { break }
      place = places.next()
    }
    return best < 0 ? Self.missing : Score.match + Score.firstMultiplier * Int(best)
  }

  /// The same for a letter or digit in a text of ASCII: 64 characters at a time.
  @inline(__always)
  private func singleInASCII(_ wanted: UnsafePointer<WantedByte>, in cells: Cells) -> Int {
    let count = cells.count
    var best: Int32 = -1
    // Whether a letter or digit stands before the block; nothing does before the first.
    var carry: UInt64 = 0
    var block = 0
    while block < count {
      let text = cells.text + block
      let mask = ByteMask.mask64(text, wanted) & ByteMask.first64(count &- block)
      let words = ByteMask.wordMask64(text)
      let starts = mask & ~(words << 1 | carry)
      if starts != 0 {
        let bonus = tables.bonus(block &+ starts.trailingZeroBitCount, cells)
        return Score.match + Score.firstMultiplier * Int(bonus)
      }
      if mask != 0 {
        best = max(best, 0)
        // Within a word only a capital after a small letter, or a digit after a letter, is worth something.
        var edges = mask
        if wanted.pointee.caseBit != 0 {
          var small = wanted.pointee.exact
          edges &= ~ByteMask.mask64(text, &small)
        }
        while edges != 0 {
          best = max(best, tables.bonus(block &+ edges.trailingZeroBitCount, cells))
          edges &= edges &- 1
        }
      }
      carry = words >> 63
      block &+= 64
    }
    return best < 0 ? Self.missing : Score.match + Score.firstMultiplier * Int(best)
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
      let bonus = tables.bonus(place, cells)
      // Nothing is worth more than all of it in one piece after a blank or at the beginning.
      if bonus == Score.boundaryWhite, isUnbroken(wanted, at: place, in: cells) {
        return Score.best(of: count)
      }
      above[aboveCount] = MatchEvent(beginningAt: place, bonus: bonus)
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
  func step(
    to place: Int, after event: MatchEvent, in cells: Cells
  ) -> (score: Int32, runBonus: Int32) {
    let distance = Int32(truncatingIfNeeded: place) &- 1 &- event.place
    let bonus = tables.bonus(place, cells)
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
}
