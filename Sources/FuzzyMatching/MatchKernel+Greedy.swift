extension MatchKernel {
  /// fzf's first algorithm, for what is too long for the matrix: the first place where the term ends, and
  /// from there back to the last place where it can have begun.
  ///
  /// Wide gaps may cost more than what is matched is worth: then the score is below 0.
  mutating func greedy(_ wanted: UnsafeBufferPointer<WantedByte>, in cells: Cells) -> Int {
    guard let first = wanted.baseAddress else { return 0 }
    var end = 0
    for index in 0..<wanted.count {
      end = ByteMask.first(first + index, in: cells.text, from: end, count: cells.count)
      if end >= cells.count { return Self.missing }
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
      let bonus = tables.bonus(place, cells)
      score += Score.match + worth(of: bonus, run: &run) * (next == 0 ? Score.firstMultiplier : 1)
      gap = 0
      next += 1
    }
    return score
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
