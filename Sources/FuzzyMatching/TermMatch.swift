/// Where a term stands in one text, and what that is worth.
///
/// The slow and plain way, for the few texts on the screen. Scores are those of ``MatchKernel``; tests hold
/// the two against each other.
package struct TermMatch: Hashable, Sendable {
  /// Below 0 where wide gaps in a very long text cost more than the matches give.
  package let score: Int
  /// Matched characters, counted from 0 in Unicode scalars, rising.
  package let places: [Int]
}

extension Term {
  /// Nil where the text does not hold the term; whether it is inverse plays no part.
  ///
  /// - Complexity: O(characters × length of the term), and O(characters) where that is more than 102 400.
  package func match(in text: [UInt32]) -> TermMatch? {
    let cells = SlowCells(text, of: self)
    switch kind {
    case .fuzzy: return cells.fuzzy(scalars)
    case .exact: return cells.exact(scalars, asWord: false)
    case .word: return cells.exact(scalars, asWord: true)
    case .prefix, .suffix, .equal: return cells.anchored(scalars, kind)
    }
  }
}

/// A text as one term compares it.
private struct SlowCells {
  let text: [UInt32]
  let folded: [UInt32]
  let classes: [CharacterClass]

  init(_ text: [UInt32], of term: Term) {
    self.text = text
    let isGreedy = Self.isGreedy(text.count, term.scalars.count)
    let classes = text.map { CharacterClass($0) }
    self.classes = classes
    folded = text.indices.map {
      term.compared(text[$0], class: classes[$0], isGreedy: isGreedy)
    }
  }

  static func isGreedy(_ textCount: Int, _ termCount: Int) -> Bool {
    termCount > MatchKernel.termLimit || textCount * termCount > MatchKernel.cellLimit
  }

  func bonus(_ place: Int) -> Int {
    place == 0
      ? Score.boundaryWhite : Score.bonus(after: classes[place - 1], at: classes[place])
  }

  private func holds(_ wanted: [UInt32], at start: Int) -> Bool {
    start >= 0 && start + wanted.count <= folded.count
      && wanted.indices.allSatisfy { folded[start + $0] == wanted[$0] }
  }

  /// What a stretch is worth in which the term's characters are looked for one after the other.
  private func match(_ wanted: [UInt32], in stretch: Range<Int>) -> TermMatch {
    var score = 0
    var places: [Int] = []
    var run: Int?
    var isInGap = false
    for place in stretch {
      guard places.count < wanted.count, folded[place] == wanted[places.count] else {
        score += isInGap ? Score.gapExtension : Score.gapStart
        isInGap = true
        run = nil
        continue
      }
      let bonus = bonus(place)
      var worth = bonus
      if let carried = run {
        let best = bonus >= Score.boundary ? max(bonus, carried) : carried
        worth = max(bonus, best, Score.consecutive)
        run = best
      } else {
        run = bonus
      }
      score += Score.match + worth * (places.isEmpty ? Score.firstMultiplier : 1)
      places.append(place)
      isInGap = false
    }
    return TermMatch(score: score, places: places)
  }
}

// MARK: In one piece

extension SlowCells {
  func exact(_ wanted: [UInt32], asWord: Bool) -> TermMatch? {
    var best: (place: Int, bonus: Int)?
    for place in folded.indices where holds(wanted, at: place) {
      let bonus = bonus(place)
      if asWord, !isWord(place..<place + wanted.count, bonus) { continue }
      if bonus > best?.bonus ?? -1 { best = (place, bonus) }
      if bonus >= Score.boundary { break }
    }
    guard let best else { return nil }
    let stretch = best.place..<best.place + wanted.count
    guard asWord else { return match(wanted, in: stretch) }
    return TermMatch(score: wordScore(stretch, best.bonus), places: Array(stretch))
  }

  private func isWord(_ stretch: Range<Int>, _ bonus: Int) -> Bool {
    let ends: [CharacterClass] = [.white, .nonWord, .delimiter]
    return bonus >= Score.boundary
      && (stretch.lowerBound == 0 || ends.contains(classes[stretch.lowerBound - 1]))
      && (stretch.upperBound == text.count || ends.contains(classes[stretch.upperBound]))
  }

  private func wordScore(_ stretch: Range<Int>, _ bonus: Int) -> Int {
    var score = bonus + Score.match * stretch.count + Score.boundaryWhite * (stretch.count + 1)
    var deduction = bonus - Score.boundary + 1
    if stretch.lowerBound > 0, text[stretch.lowerBound - 1] == 0x5F {
      score -= deduction + 1
      deduction = 1
    }
    if stretch.upperBound < text.count, text[stretch.upperBound] == 0x5F { score -= deduction }
    return score
  }

  func anchored(_ wanted: [UInt32], _ kind: TermKind) -> TermMatch? {
    guard let first = wanted.first, let last = wanted.last else { return nil }
    let start =
      CharacterClass(first) == .white ? 0 : classes.prefix { $0 == .white }.count
    let end =
      text.count
      - (CharacterClass(last) == .white ? 0 : classes.reversed().prefix { $0 == .white }.count)
    let place = kind == .suffix ? end - wanted.count : start
    guard holds(wanted, at: place) else { return nil }
    let stretch = place..<place + wanted.count
    guard kind == .equal else { return match(wanted, in: stretch) }
    return end - start == wanted.count
      ? TermMatch(score: Score.best(of: wanted.count), places: Array(stretch)) : nil
  }
}

// MARK: Fuzzy

extension SlowCells {
  func fuzzy(_ wanted: [UInt32]) -> TermMatch? {
    var firsts: [Int] = []
    for (place, scalar) in folded.enumerated()
    where firsts.count < wanted.count && scalar == wanted[firsts.count] { firsts.append(place) }
    guard firsts.count == wanted.count, let end = firsts.last else { return nil }
    if Self.isGreedy(text.count, wanted.count) {
      var start = end + 1
      for scalar in wanted.reversed() {
        start -= 1
        while folded[start] != scalar { start -= 1 }
      }
      return match(wanted, in: start..<end + 1)
    }
    return wanted.count == 1 ? single(wanted[0]) : aligned(wanted, firsts)
  }

  /// The first place at the beginning of a word, or else the first of those that are worth most.
  private func single(_ wanted: UInt32) -> TermMatch? {
    var best: (place: Int, bonus: Int)?
    for place in folded.indices where folded[place] == wanted {
      let bonus = bonus(place)
      if bonus > best?.bonus ?? -1 { best = (place, bonus) }
      if bonus >= Score.boundary { break }
    }
    return best.map {
      TermMatch(score: Score.match + Score.firstMultiplier * $0.bonus, places: [$0.place])
    }
  }

  /// fzf's matrix in full, and the way back through it.
  private func aligned(_ wanted: [UInt32], _ firsts: [Int]) -> TermMatch {
    let width = text.count
    var scores = [[Int]](repeating: Array(repeating: 0, count: width), count: wanted.count)
    var runs = scores
    var best = (score: 0, place: 0)
    for row in wanted.indices {
      var isInGap = false
      for place in firsts[row]..<width {
        let left = place > firsts[row] ? scores[row][place - 1] : 0
        let besides = left + (isInGap ? Score.gapExtension : Score.gapStart)
        var here = 0
        if folded[place] == wanted[row] {
          (here, runs[row][place]) = step(row, place, besides, scores, runs)
        }
        // In the first row a match always counts, whatever lies before it.
        let isMatch = row == 0 && folded[place] == wanted[row]
        isInGap = here < besides && !isMatch
        scores[row][place] = isMatch ? here : max(here, besides, 0)
        if row == wanted.count - 1, scores[row][place] > best.score {
          best = (scores[row][place], place)
        }
      }
    }
    return TermMatch(
      score: best.score, places: wayBack(from: best.place, wanted, firsts, scores, runs))
  }

  /// What a match is worth at a place, and how many characters the run through it has.
  private func step(
    _ row: Int, _ place: Int, _ besides: Int, _ scores: [[Int]], _ runs: [[Int]]
  ) -> (score: Int, run: Int) {
    let bonus = bonus(place)
    if row == 0 { return (Score.match + bonus * Score.firstMultiplier, 1) }
    let score = scores[row - 1][place - 1] + Score.match
    var run = runs[row - 1][place - 1] + 1
    var worth = bonus
    if run > 1 {
      let carried = self.bonus(place - run + 1)
      if bonus >= Score.boundary, bonus > carried {
        run = 1
      } else {
        worth = max(bonus, Score.consecutive, carried)
      }
    }
    return score + worth < besides ? (score + bonus, 0) : (score + worth, run)
  }

  /// The matched places, from the last one on: as far to the right as the scores allow, runs kept together.
  private func wayBack(
    from end: Int, _ wanted: [UInt32], _ firsts: [Int], _ scores: [[Int]], _ runs: [[Int]]
  ) -> [Int] {
    var places: [Int] = []
    var row = wanted.count - 1
    var place = end
    var isMatchPreferred = true
    while true {
      let score = scores[row][place]
      let diagonal = row > 0 && place >= firsts[row] ? scores[row - 1][place - 1] : 0
      let left = place > firsts[row] ? scores[row][place - 1] : 0
      let present = row
      if score > diagonal, score > left || score == left && isMatchPreferred {
        places.append(place)
        if row == 0 { break }
        row -= 1
      }
      let isRun =
        present + 1 < wanted.count && place + 1 < text.count && place + 1 >= firsts[present + 1]
        && runs[present + 1][place + 1] > 0
      isMatchPreferred = runs[present][place] > 1 || isRun
      place -= 1
    }
    return places.reversed()
  }
}
