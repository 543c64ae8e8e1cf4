/// Says how a term fits a name, and where.
struct NameFitter {
  struct Result {
    let fit: Fit
    /// How much of the name the term is, up to 20; for a fuzzy fit how unbroken it is, up to 40.
    let share: Int
  }

  let term: Term
  /// The name in hand, and what of it the term is compared with; kept so that no name needs memory anew.
  private var text: [UInt32] = []
  private var compared: [UInt32] = []

  /// The characters of an unwanted term count in one piece alone.
  init(_ term: Term) {
    var term = term
    if term.isInverse, term.kind == .fuzzy { term.kind = .exact }
    term.isInverse = false
    self.term = term
  }

  /// Nil where the name holds the term in a way that a reader would not call a match.
  mutating func fit(_ name: Int, of corpus: TextCorpus, hasInitials: Bool) -> Result? {
    take(name, of: corpus)
    if let piece = piece(), piece.fit == .whole || !hasInitials {
      return Result(fit: piece.fit, share: share)
    }
    if hasInitials { return Result(fit: .initials, share: 20) }
    return abbreviation()?.result
  }

  /// The same with the places that fit, counted from 0 in scalars.
  mutating func placedFit(
    _ name: Int, of corpus: TextCorpus, hasInitials: Bool
  ) -> (result: Result, places: [Int])? {
    take(name, of: corpus)
    if let piece = piece(), piece.fit == .whole || !hasInitials {
      let end = piece.start + term.scalars.count
      return (Result(fit: piece.fit, share: share), Array(piece.start..<end))
    }
    if hasInitials {
      let places = PlainName(scalars: text).initialPlaces(term.scalars)
      return (Result(fit: .initials, share: 20), places ?? [])
    }
    return abbreviation()
  }

  private mutating func take(_ name: Int, of corpus: TextCorpus) {
    corpus.read(name, into: &text)
    compared.removeAll(keepingCapacity: true)
    // All letters are compared in lower case here, so their class plays no part.
    for scalar in text { compared.append(term.compared(scalar, class: .lower, isGreedy: true)) }
  }

  /// How much of the name the term is, up to 20.
  private var share: Int { 20 * term.scalars.count / max(1, text.count) }

  /// How the characters fit that do not stand in one piece.
  private func abbreviation() -> (result: Result, places: [Int])? {
    let count = term.scalars.count
    guard term.kind == .fuzzy, count > 3, let match = term.match(in: text),
      isSensible(match.places)
    else { return nil }
    if isWholeButForHyphens(match.places) {
      let fit: Fit = match.places[0] == 0 ? .prefix : .wordPrefix
      return (Result(fit: fit, share: share), match.places)
    }
    let share40 = 40 * match.score / max(1, Score.best(of: count))
    return (Result(fit: .fuzzy, share: max(0, min(40, share40))), match.places)
  }

  /// The best place where the term stands in one piece.
  private func piece() -> (fit: Fit, start: Int)? {
    let count = term.scalars.count
    var best: (fit: Fit, start: Int)?
    var start = 0
    while start + count <= compared.count {
      if compared[start] == term.scalars[0], isAllowed(start),
        (1..<count).allSatisfy({ compared[start + $0] == term.scalars[$0] })
      {
        let fit = fit(at: start)
        // A few letters somewhere within a word are no match that a reader would call so.
        if fit == .inside, term.kind == .fuzzy, count < Fit.insideCount {
          start += 1
          continue
        }
        if fit > best?.fit ?? .fuzzy { best = (fit, start) }
        if fit == .whole { break }
      }
      start += 1
    }
    return best
  }

  /// Whether an anchored term may stand there.
  private func isAllowed(_ start: Int) -> Bool {
    let end = start + term.scalars.count
    switch term.kind {
    case .fuzzy, .exact: return true
    case .word: return text.beginsWord(at: start) && text.endsWord(at: end)
    case .prefix: return start == 0
    case .suffix: return end == text.count
    case .equal: return start == 0 && end == text.count
    }
  }

  private func fit(at start: Int) -> Fit {
    let end = start + term.scalars.count
    let isEnd = text.endsWord(at: end)
    if start == 0 {
      if end == text.count { return .whole }
      return isEnd ? .prefixWord : .prefix
    }
    guard text.beginsWord(at: start) else { return .inside }
    return isEnd ? .word : .wordPrefix
  }

  /// Whether a fuzzy match is one that a reader would call so.
  ///
  /// Either each run of matched characters begins a word, as in abbreviations (`telinf`), or all of them lie
  /// within one word that lacks a few letters (`cybsec`, `pivacy`).
  private func isSensible(_ places: [Int]) -> Bool {
    guard places.count > 3, let first = places.first, let last = places.last,
      isWordStart(first)
    else { return false }
    var runs: [Range<Int>] = []
    for place in places {
      if let run = runs.last, run.upperBound == place {
        runs[runs.count - 1] = run.lowerBound..<place + 1
      } else {
        runs.append(place..<place + 1)
      }
    }
    if runs.allSatisfy({ isWordStart($0.lowerBound) }) {
      return runs.filter { $0.count == 1 }.count < 2
    }
    let gaps = zip(runs.dropFirst(), runs).map { $0.lowerBound - $1.upperBound }
    return text[first...last].allSatisfy { CharacterClass($0).isInWord }
      && gaps.allSatisfy { $0 <= 3 } && gaps.count <= max(1, places.count / 4)
  }

  /// Whether nothing but hyphens is left out: `ecommerce` is *E-commerce*.
  private func isWholeButForHyphens(_ places: [Int]) -> Bool {
    zip(places.dropFirst(), places).allSatisfy { place, previous in
      text[previous + 1..<place].allSatisfy { $0 == 0x2D }
    }
  }

  private func isWordStart(_ place: Int) -> Bool {
    place == 0
      || Score.bonus(after: CharacterClass(text[place - 1]), at: CharacterClass(text[place]))
        >= Score.camel
  }
}
