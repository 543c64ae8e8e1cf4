extension MatchKernel {
  /// The best alignment of two characters, 64 characters of the text at a time.
  ///
  /// Of the first character only the last place before one of the second matters. Of the places of the second behind it
  /// the nearest is the best, unless a later one has a bonus: the others need not be looked at.
  func pair(_ first: UnsafePointer<WantedByte>, in cells: Cells) -> Int {
    let second = first + 1
    // In other texts, and for other characters, a bonus may be anywhere.
    let isLetter = cells.classes == nil && second.pointee.value &- 0x61 < 26
    var small = second.pointee.exact
    var best: Int32 = -1
    var event = MatchEvent(beginningAt: -1, bonus: 0)
    // 1 where the last of both before the block is the first character.
    var isOpen: UInt64 = 0
    var block = 0
    while block < cells.count {
      let text = cells.text + block
      let inside = ByteMask.first64(cells.count &- block)
      let begins = ByteMask.mask64(text, first) & inside
      let follows = ByteMask.mask64(text, second) & inside
      let either = begins | follows
      if either == 0 {
        block &+= 64
        continue
      }
      var wanted = follows
      if isLetter {
        // From behind each first an addition carries a bit over all that is neither, to the next that is either.
        let behind = begins << 1 | isOpen
        let nearest = behind | ((behind & ~either) &+ ~either)
        // Where a word may begin, and that at the beginning of a block too, whatever stands before it.
        let edges = ~(ByteMask.wordMask64(text) << 1) | ~ByteMask.mask64(text, &small)
        wanted &= nearest | edges
      }
      while wanted != 0 {
        let bit = wanted & (0 &- wanted)
        wanted ^= bit
        let before = begins & (bit &- 1)
        if before != 0 { event = beginning(block &+ 63 &- before.leadingZeroBitCount, in: cells) }
        if event.place < 0 { continue }
        let score = step(to: block &+ bit.trailingZeroBitCount, after: event, in: cells).score
        best = max(best, score)
      }
      if best == Score.best(of: 2) { break }
      if begins != 0 { event = beginning(block &+ 63 &- begins.leadingZeroBitCount, in: cells) }
      isOpen = begins >= follows ? 1 : 0
      block &+= 64
    }
    return best < 0 ? Self.missing : Int(best)
  }

  @inline(__always)
  private func beginning(_ place: Int, in cells: Cells) -> MatchEvent {
    MatchEvent(beginningAt: place, bonus: tables.bonus(place, cells))
  }

  /// Whether two characters stand in one piece after a blank or at the beginning; `firsts` must be known.
  func holdsWholePair(_ first: UnsafePointer<WantedByte>, in cells: Cells) -> Bool {
    var block = firsts[0]
    while block &+ 1 < cells.count {
      var pairs =
        ByteMask.mask64(cells.text + block, first)
        & ByteMask.mask64(cells.text + block + 1, first + 1)
        & ByteMask.first64(cells.count &- block &- 1)
      while pairs != 0 {
        let place = block &+ pairs.trailingZeroBitCount
        if tables.bonus(place, cells) == Score.boundaryWhite { return true }
        pairs &= pairs &- 1
      }
      block &+= 64
    }
    return false
  }
}
