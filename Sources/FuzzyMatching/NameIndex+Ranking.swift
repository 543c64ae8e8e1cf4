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
    guard !query.isEmpty, !question.records.isEmpty else { return [] }
    let first = question.records.lowerBound
    var records = [RecordFit](repeating: RecordFit(), count: question.records.count)
    for (number, group) in query.groups.enumerated() {
      for (record, fit) in found(group, question, narrowing: &narrowing)
      where records[record - first].metCount == number {
        records[record - first].add(fit)
      }
    }
    let phrases = phraseFits(question, narrowing: &narrowing)
    var hits: [NameHit] = []
    for (place, fit) in records.enumerated()
    where fit.metCount == query.groups.count && fit.isOwn {
      // The mean, so that one good term among several counts no more than alone.
      // Who asks with several words is more likely to mean a thing of several names.
      let handicap = handicaps[first + place] / query.groups.count
      var points = Int(fit.points) / query.groups.count - handicap
      if query.groups.count > 1, fit.names != 0 {
        points += max(0, Self.togetherness / 2 - 2 * handicap)
      }
      if let phrase = phrases[first + place] {
        points = max(points, Int(phrase) + Self.togetherness - handicap)
      }
      hits.append(NameHit(record: first + place, points: points, isClose: fit.isClose))
    }
    if query.isRanked { hits.sort { ($1.points, $0.record) < ($0.points, $1.record) } }
    return hits
  }

  package func hits(of query: Query) -> [NameHit] {
    var narrowing = Narrowing()
    return hits(NameQuestion(query, records: 0..<recordCount), narrowing: &narrowing)
  }

  /// What it is worth where one name holds several words as they were typed.
  ///
  /// More than the step by which single words may fit other names better; in another order, half of it.
  private static let togetherness = 150

  /// What the whole of a label is worth beyond the whole of an alias, so that what is called so comes first.
  private static let wholeLabel = 50

  /// How well names hold several words as they were typed, side by side: by record.
  private func phraseFits(
    _ question: NameQuestion, narrowing: inout Narrowing
  ) -> [Int: Int32] {
    let groups = question.query.groups
    let words = groups.compactMap { group -> Term? in
      guard group.count == 1, let term = group.first, term.kind == .fuzzy, !term.isInverse,
        term.field == nil
      else { return nil }
      return term
    }
    guard words.count > 1, words.count == groups.count else { return [:] }
    var phrase = words[0]
    phrase.kind = .exact
    phrase.isAccentSensitive = words.allSatisfy(\.isAccentSensitive)
    phrase.scalars = Array(words.map(\.scalars).joined(separator: [0x20]))
    if !phrase.isAccentSensitive { phrase.scalars = CharacterFolding.unaccented(phrase.scalars) }
    var fits: [Int: Int32] = [:]
    for hit in nameFits(of: phrase, question, narrowing: &narrowing)
    where hit.fit >= .wordPrefix && names.kinds[Int(hit.name)] < .group {
      let record = Int(owners[Int(hit.name)])
      fits[record] = max(fits[record] ?? 0, hit.points)
    }
    return fits
  }

  /// What the groups of a query make of a record.
  private struct RecordFit {
    var metCount = 0
    var points: Int32 = 0
    var isClose = false
    /// Whether any term fits a name of its own, and not only what it stands beside.
    var isOwn = false
    /// The names that fit, by their place in the record; those from the 64th on count as none.
    var names: UInt64 = 0

    mutating func add(_ other: RecordFit) {
      names = metCount == 0 ? other.names : names & other.names
      metCount += 1
      points += other.points
      isClose = isClose || other.isClose
      isOwn = isOwn || other.isOwn
    }
  }

  /// The records that meet one group, each with its best fit.
  private func found(
    _ group: [Term], _ question: NameQuestion, narrowing: inout Narrowing
  ) -> [Int: RecordFit] {
    var best: [Int: RecordFit] = [:]
    for term in group {
      let found = found(term, question, narrowing: &narrowing)
      if term.isInverse {
        for record in question.records where found[record] == nil && best[record] == nil {
          best[record] = RecordFit(isOwn: true)
        }
      } else {
        best.merge(found) { $0.points >= $1.points ? $0 : $1 }
      }
    }
    return best
  }

  private func found(
    _ term: Term, _ question: NameQuestion, narrowing: inout Narrowing
  ) -> [Int: RecordFit] {
    var found: [Int: RecordFit] = [:]
    if let field = term.field, !hasField(field) {
      let fit = RecordFit(points: Int32(Fit.inside.rawValue * 100), isOwn: true)
      for record in question.outside(term) { found[record] = fit }
      return found
    }
    let own = nameFits(of: term, question, narrowing: &narrowing)
    let common = sharedFits(of: term, question)
    // Whoever names a field means what is called so, or at least begins so: `actor:itu` is no institute.
    let isWhole = own.contains { $0.fit == .whole } || common.contains { $0.fit == .whole }
    let isScoped = term.field != nil && term.kind == .fuzzy
    let least: Fit = isScoped ? (isWhole ? .whole : .wordPrefix) : .close
    for hit in own where hit.fit >= least {
      let record = Int(owners[Int(hit.name)])
      let place = Int(hit.name) - starts[record]
      let known = found[record]
      let bits = (place < 64 ? 1 << UInt64(place) : 0) | (known?.names ?? 0)
      if let known, known.points >= hit.points {
        found[record]?.names = bits
      } else {
        found[record] = RecordFit(
          points: hit.points, isClose: hit.fit == .close, isOwn: true, names: bits)
      }
    }
    for hit in common where hit.fit >= least {
      for record in hit.records where found[Int(record)].map({ $0.points < hit.points }) ?? true {
        found[Int(record)] = RecordFit(points: hit.points, isOwn: hit.isOwn)
      }
    }
    return found
  }

  /// What a term fits of what records share.
  private struct SharedFit {
    let records: [UInt32]
    let fit: Fit
    let points: Int32
    let isOwn: Bool
  }

  /// The records that share what a term fits, as far as they are asked for.
  private func sharedFits(
    of term: Term, _ question: NameQuestion
  ) -> [SharedFit] {
    let fitter = NameFitter(term)
    let query = CompiledQuery(Query(groups: [[fitter.term]]))
    return shared.corpus.matches(of: query).compactMap { name in
      let name = Int(name)
      guard isAsked(name, of: shared, by: term, question),
        let fit = fitter.fit(name, of: shared.corpus, hasInitials: false)
      else { return nil }
      let records = sharers[name].filter { question.records.contains(Int($0)) }
      let kind = shared.kinds[name]
      return SharedFit(
        records: records, fit: fit.fit, points: points(fit, kind), isOwn: kind != .context)
    }
  }

  /// A name that a term fits.
  private struct NameFit {
    let name: UInt32
    let fit: Fit
    let points: Int32
  }

  /// The own names that a term fits; where there are none, or abbreviations alone, also those close to it.
  private func nameFits(
    of term: Term, _ question: NameQuestion, narrowing: inout Narrowing
  ) -> [NameFit] {
    var fits: [NameFit] = []
    let range = names(of: question.records)
    let withInitials = initialNames(of: term)
    let fitter = NameFitter(term)
    // Whatever fits holds the characters in their order, also as initials.
    for name in narrowing.survivors(of: fitter.term, in: names.corpus, within: range)
    where isAsked(Int(name), of: names, by: term, question) {
      let hasInitials = withInitials.contains(name)
      guard let fit = fitter.fit(Int(name), of: names.corpus, hasInitials: hasInitials) else {
        continue
      }
      fits.append(
        NameFit(name: name, fit: fit.fit, points: points(fit, names.kinds[Int(name)])))
    }
    if term.kind == .fuzzy, !term.isInverse, fits.allSatisfy({ $0.fit <= .fuzzy }) {
      let known = Set(fits.map(\.name))
      fits += closeNames(to: term, question).filter { !known.contains($0.name) }
    }
    return fits
  }

  func initialNames(of term: Term) -> Set<UInt32> {
    guard term.kind == .fuzzy, !term.isInverse,
      let letters = Initials(term.scalars.map(CharacterFolding.folded))
    else { return [] }
    return Set(initials[letters] ?? [])
  }

  private func isAsked(
    _ name: Int, of table: NameTable, by term: Term, _ question: NameQuestion
  ) -> Bool {
    let field = table.field(of: name)
    if let wanted = term.field { return field == wanted }
    return table.kinds[name] != .scoped && field != question.ignoredField
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
    var fits: [NameFit] = []
    for name in names(of: question.records) where names.kinds[name] < .group {
      guard isAsked(name, of: names, by: term, question),
        let distance = typed.distance(to: names.text(of: name), atMost: nearest)
      else { continue }
      if distance.slips < nearest {
        nearest = distance.slips
        fits = []
      }
      let fit = NameFitter.Result(fit: .close, share: distance.isWhole ? 40 : 0)
      fits.append(
        NameFit(name: UInt32(name), fit: .close, points: points(fit, names.kinds[name])))
    }
    return fits
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
    let range = names(of: record)
    return question.query.wantedTerms.compactMap { term in
      let withInitials = initialNames(of: term)
      let fitter = NameFitter(term)
      var best: (mark: NameMark, points: Int32)?
      for name in range where isAsked(name, of: names, by: term, question) {
        let text = names.corpus.scalars(of: name)
        guard
          let found = fitter.fit(text, hasInitials: withInitials.contains(UInt32(name)))
            ?? close(term, text)
        else { continue }
        let points = points(found.result, names.kinds[name])
        if points > best?.points ?? .min {
          let mark = NameMark(
            name: name - range.lowerBound, places: found.places, fit: found.result.fit)
          best = (mark, points)
        }
        // What is shown anyway need not be explained by another name.
        if name == range.lowerBound, found.result.fit >= .wordPrefix { break }
      }
      return best?.mark
    }
  }

  private func close(
    _ term: Term, _ text: [UInt32]
  ) -> (result: NameFitter.Result, places: [Int])? {
    let allowance = CloseWords.allowance(term.scalars.count)
    guard term.kind == .fuzzy, allowance > 0 else { return nil }
    let typed = CloseWords(term.scalars.map(CharacterFolding.folded))
    return typed.place(in: PlainName(scalars: text), atMost: allowance).map {
      (NameFitter.Result(fit: .close, share: 0), Array($0))
    }
  }
}
