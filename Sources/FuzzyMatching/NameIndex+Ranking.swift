/// A question to a ``NameIndex``: what is looked for, and where.
package struct NameQuestion {
  package let query: Query
  /// The records that are asked for.
  package let records: Range<Int>
  /// A field that terms without a scope leave out.
  package let ignoredField: String?
  /// Records that hold a term which is scoped to a field of no names, such as `text`.
  package let outside: (Term) -> Set<Int>

  package init(
    _ query: Query, records: Range<Int>, ignoredField: String? = nil,
    outside: @escaping (Term) -> Set<Int> = { _ in [] }
  ) {
    self.query = query
    self.records = records
    self.ignoredField = ignoredField
    self.outside = outside
  }
}

extension NameIndex {
  /// What a query has found, best first; nothing for an empty query.
  ///
  /// - Parameter narrowing: what earlier questions about the same records have found, to look there alone
  ///   where that is enough.
  package func hits(_ question: NameQuestion, narrowing: inout Narrowing) -> [NameHit] {
    let query = question.query
    guard let first = query.groups.first, !question.records.isEmpty else { return [] }
    var fits = found(first, question, narrowing: &narrowing)
    for group in query.groups.dropFirst() {
      let others = found(group, question, narrowing: &narrowing)
      for place in fits.indices where fits[place].isMet { fits[place].join(others[place]) }
    }
    let phrases = phrasePoints(question, narrowing: &narrowing)
    var keys: [UInt64] = []
    for (place, fit) in fits.enumerated() where fit.isMet && fit.isOwn {
      let record = place + question.records.lowerBound
      // The mean, so that one good term among several counts no more than alone.
      // Who asks with several words is more likely to mean a thing of several names.
      let handicap = handicaps[record] / query.groups.count
      var points = Int(fit.points) / query.groups.count - handicap
      if query.groups.count > 1, fit.names != 0 {
        points += max(0, Self.togetherness / 2 - 2 * handicap)
      }
      if let phrase = phrases?[place], phrase > .min {
        points = max(points, Int(phrase) + Self.togetherness - handicap)
      }
      keys.append(UInt64(Self.mostPoints - points) << 32 | UInt64(record))
    }
    if query.isRanked { RadixSort.sort(&keys) }
    return keys.map { key in
      let record = Int(key & 0xFFFF_FFFF)
      return NameHit(
        record: record, points: Self.mostPoints - Int(key >> 32),
        isClose: fits[record - question.records.lowerBound].isClose)
    }
  }

  package func hits(of query: Query) -> [NameHit] {
    var narrowing = Narrowing()
    return hits(NameQuestion(query, records: 0..<recordCount), narrowing: &narrowing)
  }

  /// No record has as many.
  private static let mostPoints = 1 << 20

  /// What it is worth where one name holds several words as they were typed.
  ///
  /// More than the step by which single words may fit other names better; in another order, half of it.
  private static let togetherness = 150

  /// What the whole of a label is worth beyond the whole of an alias, so that what is called so comes first.
  private static let wholeLabel = 50

  /// What it is worth how well names hold several words as they were typed, side by side: for each record,
  /// the least number where they do not; nil where the query is no such words.
  private func phrasePoints(
    _ question: NameQuestion, narrowing: inout Narrowing
  ) -> [Int32]? {
    let groups = question.query.groups
    let words = groups.compactMap { group -> Term? in
      guard group.count == 1, let term = group.first, term.kind == .fuzzy, !term.isInverse,
        term.field == nil
      else { return nil }
      return term
    }
    guard words.count > 1, words.count == groups.count else { return nil }
    var phrase = words[0]
    phrase.kind = .exact
    phrase.isAccentSensitive = words.allSatisfy(\.isAccentSensitive)
    phrase.scalars = Array(words.map(\.scalars).joined(separator: [0x20]))
    if !phrase.isAccentSensitive { phrase.scalars = CharacterFolding.unaccented(phrase.scalars) }
    var points = [Int32](repeating: .min, count: question.records.count)
    for hit in nameFits(of: phrase, question, narrowing: &narrowing)
    where hit.fit >= .wordPrefix && names.kinds[hit.name] < .group {
      for use in uses(of: hit.name, in: question.records) {
        let place = Int(use.record) - question.records.lowerBound
        points[place] = max(points[place], hit.points)
      }
    }
    return points
  }

  /// What the groups of a query make of a record.
  private struct RecordFit {
    var points: Int32 = 0
    var isMet = false
    var isClose = false
    /// Whether any term fits a name of its own, and not only what it stands beside.
    var isOwn = false
    /// The names of its own that fit, by their places; those from the 63rd on as one.
    var names: UInt64 = 0

    /// What another name makes of the same term.
    mutating func add(_ points: Int32, isClose: Bool, isOwn: Bool) {
      if !isMet || points > self.points {
        self.points = points
        self.isClose = isClose
      }
      isMet = true
      self.isOwn = self.isOwn || isOwn
    }

    /// Both groups must be met.
    mutating func join(_ other: RecordFit) {
      isMet = isMet && other.isMet
      names &= other.names
      points += other.points
      isClose = isClose || other.isClose
      isOwn = isOwn || other.isOwn
    }
  }

  /// For each record its best fit with one group.
  private func found(
    _ group: [Term], _ question: NameQuestion, narrowing: inout Narrowing
  ) -> [RecordFit] {
    var best: [RecordFit]?
    for term in group {
      var fits = found(term, question, narrowing: &narrowing)
      if term.isInverse {
        for place in fits.indices {
          fits[place] = RecordFit(isMet: !fits[place].isMet, isOwn: true)
        }
      }
      guard let known = best else {
        best = fits
        continue
      }
      for (place, fit) in known.enumerated()
      where fit.isMet && (!fits[place].isMet || fit.points >= fits[place].points) {
        fits[place] = fit
      }
      best = fits
    }
    return best ?? []
  }

  /// For each record its best fit with a term, an inverse one taken as it reads without its mark.
  private func found(
    _ term: Term, _ question: NameQuestion, narrowing: inout Narrowing
  ) -> [RecordFit] {
    let first = question.records.lowerBound
    var found = [RecordFit](repeating: RecordFit(), count: question.records.count)
    if let field = term.field, names.number(ofField: field) == nil {
      let points = Int32(Fit.inside.rawValue * 100)
      for record in question.outside(term) where question.records.contains(record) {
        found[record - first].add(points, isClose: false, isOwn: true)
      }
      return found
    }
    let fits = nameFits(of: term, question, narrowing: &narrowing)
    // Whoever names a field means what is called so, or at least begins so: `actor:itu` is no institute.
    let isScoped = term.field != nil && term.kind == .fuzzy
    let isWhole = isScoped && fits.contains { $0.fit == .whole }
    let least: Fit = isScoped ? (isWhole ? .whole : .wordPrefix) : .close
    for hit in fits where hit.fit >= least {
      let kind = names.kinds[hit.name]
      for use in uses(of: hit.name, in: question.records) {
        let place = Int(use.record) - first
        found[place].add(hit.points, isClose: hit.fit == .close, isOwn: kind != .context)
        if !kind.isShared { found[place].names |= 1 << UInt64(use.place) }
      }
    }
    return found
  }

  /// A name that a term fits.
  private struct NameFit {
    let name: Int
    let fit: Fit
    let points: Int32
  }

  /// The names that a term fits; where it fits no name of a record's own, or as an abbreviation alone, also
  /// those close to it.
  private func nameFits(
    of term: Term, _ question: NameQuestion, narrowing: inout Narrowing
  ) -> [NameFit] {
    var fits: [NameFit] = []
    let asked = AskedNames(term, question, names)
    let withInitials = names.numbers(withInitials: term)
    var fitter = NameFitter(term)
    let range = numbers(of: question.records)
    var isFound = false
    // Whatever fits holds the characters in their order, also as initials.
    for number in narrowing.survivors(of: fitter.term, in: names.corpus, within: range) {
      let name = Int(number)
      guard asked.contains(name),
        let fit = fitter.fit(
          name, of: names.corpus, hasInitials: withInitials.contains(number))
      else { continue }
      let kind = names.kinds[name]
      if fit.fit > .fuzzy, !kind.isShared, !isFound {
        isFound = !uses(of: name, in: question.records).isEmpty
      }
      fits.append(NameFit(name: name, fit: fit.fit, points: points(fit, kind)))
    }
    if !isFound, term.kind == .fuzzy, !term.isInverse {
      let known = Set(fits.map(\.name))
      fits += closeNames(to: term, question).filter { !known.contains($0.name) }
    }
    return fits
  }

  private func points(_ fit: NameFitter.Result, _ kind: NameKind) -> Int32 {
    let cost =
      switch kind {
      case .label, .scoped: 0
      case .name: 15
      // Initials of an alias are a guess where those of a name are a habit.
      case .otherName: fit.fit == .initials ? 320 : 30
      case .group, .context: 250
      }
    let extra = fit.fit == .whole && kind == .label ? Self.wholeLabel : 0
    return Int32(fit.fit.rawValue * 100 + fit.share + extra - cost)
  }

  /// Names with a word that a slip or two of the fingers make of the term; the nearest alone.
  private func closeNames(to term: Term, _ question: NameQuestion) -> [NameFit] {
    var nearest = CloseWords.allowance(term.scalars.count)
    guard nearest > 0 else { return [] }
    let typed = CloseWords(term.scalars.map(CharacterFolding.folded))
    let asked = AskedNames(term, question, names)
    var fits: [NameFit] = []
    for name in numbers(of: question.records)
    where names.kinds[name] < .group && asked.contains(name)
      && typed.mayBeNear(names.corpus.signatures[name], atMost: nearest)
    {
      guard let distance = typed.distance(to: names.text(of: name), atMost: nearest),
        !uses(of: name, in: question.records).isEmpty
      else { continue }
      if distance.slips < nearest {
        nearest = distance.slips
        fits = []
      }
      let fit = NameFitter.Result(fit: .close, share: distance.isWhole ? 40 : 0)
      fits.append(NameFit(name: name, fit: .close, points: points(fit, names.kinds[name])))
    }
    return fits
  }
}

/// Which names a term is looked for in.
private struct AskedNames {
  private let names: NameTable
  /// The number of the field that alone is asked for.
  private let wanted: UInt8?
  private let ignored: UInt8?

  init(_ term: Term, _ question: NameQuestion, _ names: NameTable) {
    self.names = names
    wanted = term.field.map { names.number(ofField: $0) ?? .max }
    ignored = question.ignoredField.flatMap { names.number(ofField: $0) }
  }

  func contains(_ name: Int) -> Bool {
    if let wanted { return names.fields[name] == wanted }
    return names.kinds[name] != .scoped && names.fields[name] != ignored
  }
}

/// What a term stands for in a record's names.
package struct NameMark: Hashable, Sendable {
  /// The place of the name among the record's, counted from 0.
  package let name: Int
  /// Matched characters, counted from 0 in Unicode scalars, rising.
  package let places: [Int]
  package let fit: Fit
}

extension NameIndex {
  /// For each wanted term of a query where in the record's names it is seen best.
  package func marks(_ question: NameQuestion, in record: Int) -> [NameMark] {
    return question.query.wantedTerms.compactMap { term in
      let asked = AskedNames(term, question, names)
      let withInitials = names.numbers(withInitials: term)
      var fitter = NameFitter(term)
      var best: (mark: NameMark, points: Int32)?
      for (place, number) in ownNumbers(of: record).enumerated() {
        let name = Int(number)
        guard asked.contains(name),
          let found = fitter.placedFit(
            name, of: names.corpus, hasInitials: withInitials.contains(number))
            ?? close(term, name)
        else { continue }
        let points = points(found.result, names.kinds[name])
        if points > best?.points ?? .min {
          best = (NameMark(name: place, places: found.places, fit: found.result.fit), points)
        }
        // What is shown anyway need not be explained by another name.
        if place == 0, found.result.fit >= .wordPrefix { break }
      }
      return best?.mark
    }
  }

  private func close(
    _ term: Term, _ name: Int
  ) -> (result: NameFitter.Result, places: [Int])? {
    let allowance = CloseWords.allowance(term.scalars.count)
    guard term.kind == .fuzzy, allowance > 0 else { return nil }
    let typed = CloseWords(term.scalars.map(CharacterFolding.folded))
    return typed.place(in: names.text(of: name), atMost: allowance).map {
      (NameFitter.Result(fit: .close, share: 0), Array($0))
    }
  }
}
