extension MatchKernel {
  /// A term in one piece.
  ///
  /// Of several places the first at the beginning of a word counts, or else the first of those that are
  /// worth most.
  /// - Complexity: O(characters): a place is only compared if it would be worth more than what is known,
  ///   and where comparing goes on too long without success, it is given up for Knuth, Morris and Pratt's way.
  mutating func exact(
    _ term: UnsafePointer<PlannedTerm>, _ wanted: UnsafeBufferPointer<WantedByte>, in cells: Cells,
    asWord: Bool, bar: Int
  ) -> Int {
    let last = cells.count - wanted.count
    if last < 0 { return Self.missing }
    guard let rareByte = wanted.baseAddress.map({ $0 + term.pointee.rarest }) else {
      return Self.missing
    }
    let rare = term.pointee.rarest
    var bestPlace = -1
    var bestBonus: Int32 = -1
    var patience = 8 * cells.count + 64
    let best = asWord ? Score.bestWord(of: wanted.count) : Score.best(of: wanted.count)
    var block = 0
    while block <= last {
      var mask = ByteMask.mask16(cells.text + block + rare, rareByte)
      while mask != 0 {
        let place = block + mask.trailingZeroBitCount
        mask &= mask - 1
        if place > last { break }
        if !wanted[0].isFound(cells.text[place]) { continue }
        let bonus = tables.bonus(place, cells)
        if bonus <= bestBonus { continue }
        if asWord, !isWord(place, wanted.count, bonus, cells) { continue }
        var matched = 1
        while matched < wanted.count, wanted[matched].isFound(cells.text[place + matched]) {
          matched += 1
        }
        patience -= matched
        if patience < 0 {
          return exactOfRepeats(wanted, in: cells, asWord: asWord)
        }
        guard matched == wanted.count else { continue }
        if bar > best { return 0 }
        (bestPlace, bestBonus) = (place, bonus)
        if bonus >= Score.boundary {
          return score(at: place, wanted.count, asWord: asWord, cells)
        }
      }
      block += 16
    }
    return bestPlace < 0 ? Self.missing : score(at: bestPlace, wanted.count, asWord: asWord, cells)
  }

  /// The same for texts and terms that repeat themselves: each character is looked at once.
  private mutating func exactOfRepeats(
    _ wanted: UnsafeBufferPointer<WantedByte>, in cells: Cells, asWord: Bool
  ) -> Int {
    // For each beginning of the term how long an end of it is another beginning.
    failures.removeAll(keepingCapacity: true)
    failures.append(0)
    var length = 0
    for place in 1..<wanted.count {
      while length > 0, wanted[place] != wanted[length] { length = Int(failures[length - 1]) }
      if wanted[place] == wanted[length] { length += 1 }
      failures.append(Int32(length))
    }
    var bestPlace = -1
    var bestBonus: Int32 = -1
    var matched = 0
    for end in 0..<cells.count {
      while matched > 0, !wanted[matched].isFound(cells.text[end]) {
        matched = Int(failures[matched - 1])
      }
      if wanted[matched].isFound(cells.text[end]) { matched += 1 }
      guard matched == wanted.count else { continue }
      matched = Int(failures[matched - 1])
      let place = end + 1 - wanted.count
      let bonus = tables.bonus(place, cells)
      if bonus <= bestBonus || asWord && !isWord(place, wanted.count, bonus, cells) { continue }
      (bestPlace, bestBonus) = (place, bonus)
      if bonus >= Score.boundary { break }
    }
    return bestPlace < 0 ? Self.missing : score(at: bestPlace, wanted.count, asWord: asWord, cells)
  }

  /// Whether a stretch begins and ends where words do.
  private func isWord(_ start: Int, _ count: Int, _ bonus: Int32, _ cells: Cells) -> Bool {
    bonus >= Score.boundary && (start == 0 || tables.endsWord(start - 1, cells))
      && (start + count == cells.count || tables.endsWord(start + count, cells))
  }

  /// At the beginning, blanks left out unless the term begins with one.
  func prefix(
    _ term: UnsafePointer<PlannedTerm>, _ wanted: UnsafeBufferPointer<WantedByte>, in cells: Cells
  ) -> Int {
    let start = term.pointee.beginsBlank ? 0 : tables.leadingBlanks(cells)
    return isFound(wanted, at: start, cells)
      ? score(at: start, wanted.count, asWord: false, cells) : Self.missing
  }

  /// At the end, blanks left out unless the term ends with one.
  func suffix(
    _ term: UnsafePointer<PlannedTerm>, _ wanted: UnsafeBufferPointer<WantedByte>, in cells: Cells
  ) -> Int {
    let end = cells.count - (term.pointee.endsBlank ? 0 : tables.trailingBlanks(cells))
    return isFound(wanted, at: end - wanted.count, cells)
      ? score(at: end - wanted.count, wanted.count, asWord: false, cells) : Self.missing
  }

  /// The whole text.
  func equal(
    _ term: UnsafePointer<PlannedTerm>, _ wanted: UnsafeBufferPointer<WantedByte>, in cells: Cells
  ) -> Int {
    let start = term.pointee.beginsBlank ? 0 : tables.leadingBlanks(cells)
    let end = cells.count - (term.pointee.endsBlank ? 0 : tables.trailingBlanks(cells))
    return end - start == wanted.count && isFound(wanted, at: start, cells)
      ? Score.best(of: wanted.count) : Self.missing
  }

  private func isFound(
    _ wanted: UnsafeBufferPointer<WantedByte>, at start: Int, _ cells: Cells
  ) -> Bool {
    guard start >= 0, start + wanted.count <= cells.count else { return false }
    for index in 0..<wanted.count where !wanted[index].isFound(cells.text[start + index]) {
      return false
    }
    return true
  }

  /// What an unbroken match is worth.
  private func score(at start: Int, _ count: Int, asWord: Bool, _ cells: Cells) -> Int {
    if asWord { return wordScore(at: start, count, cells) }
    var run: Int32 = -1
    var score = 0
    for index in 0..<count {
      let worth = worth(of: tables.bonus(start + index, cells), run: &run)
      score += Score.match + worth * (index == 0 ? Score.firstMultiplier : 1)
    }
    return score
  }

  /// What a whole word is worth: a little less beside an underscore.
  private func wordScore(at start: Int, _ count: Int, _ cells: Cells) -> Int {
    let bonus = Int(tables.bonus(start, cells))
    var score = bonus + Score.match * count + Score.boundaryWhite * (count + 1)
    var deduction = bonus - Score.boundary + 1
    if start > 0, tables.isUnderscore(start - 1, cells) {
      score -= deduction + 1
      deduction = 1
    }
    if start + count < cells.count, tables.isUnderscore(start + count, cells) { score -= deduction }
    return score
  }
}
