import FuzzyMatching

/// What must hold of any query and any lines.
package enum QueryProperties {
  private static let lineEnd = UInt8(ascii: "\n")
  /// More is not asked, since the plain way takes characters times typed ones.
  private static let typedLimit = 60
  private static let lineLimit = 16

  /// The first property that does not hold, in words; nil where all do.
  ///
  /// - Parameter bytes: the query, a line end, and the lines, which need not be UTF-8.
  package static func violation(_ bytes: [UInt8]) -> String? {
    let parts = bytes.split(
      separator: lineEnd, maxSplits: lineLimit, omittingEmptySubsequences: false)
    let typed = String(decoding: parts[0], as: UTF8.self).unicodeScalars.prefix(typedLimit)
      .map(\.value)
    let lines = Array(parts.dropFirst().prefix(lineLimit).joined(separator: [lineEnd]))
    let corpora = [true, false].map {
      TextCorpus(lines: lines, separator: lineEnd, signed: $0)
    }
    let texts = (0..<corpora[0].count).map(corpora[0].scalars)
    for plain in [TermKind.fuzzy, .exact] {
      let query = Query(typed, plain: plain)
      if let violation = violation(of: query, typed, plain) { return violation }
      for corpus in corpora {
        if let violation = violation(of: query, in: texts, corpus) {
          return "\(plain) [\(Term(.exact, "").with(typed).text)]: \(violation)"
        }
      }
    }
    return NameProperties.violation(typed, names: texts)
  }

  // MARK: The language

  private static func violation(
    of query: Query, _ typed: [UInt32], _ plain: TermKind
  ) -> String? {
    if query != Query(typed, plain: plain) { return "parsed twice, it is two queries" }
    if query != Query([0x20] + typed, plain: plain) { return "a blank before it changes it" }
    let fields: Set<String> = ["actor", "text", "year"]
    let terms = [query, Query(typed, fields: fields, plain: plain)].flatMap(\.groups).joined()
    if terms.contains(where: \.scalars.isEmpty) { return "a term asks for nothing" }
    if query.groups.contains(where: \.isEmpty) { return "a group has no term" }
    return terms.allSatisfy { $0.field.map(fields.contains) ?? true }
      ? nil : "a field that was not given"
  }

  // MARK: Matching

  private static func violation(
    of query: Query, in texts: [[UInt32]], _ corpus: TextCorpus
  ) -> String? {
    for term in Set(query.groups.joined()) {
      if let violation = violation(of: term, in: texts, corpus) { return violation }
    }
    let compiled = CompiledQuery(query)
    let whole = corpus.ranking(of: compiled)
    let expected = PlainMatching.ranking(of: query, in: texts)
    guard whole.items == expected.map(\.place) else {
      return "ranked \(whole.items), expected \(expected.map(\.place))"
    }
    let scores = expected.indices.map(whole.score)
    if query.isRanked, scores != expected.map(\.score) {
      return "worth \(scores), expected \(expected.map(\.score))"
    }
    guard whole == corpus.ranking(of: compiled) else { return "asked twice, it ranks otherwise" }
    for limit in [0, 1, 3, texts.count] {
      let best = corpus.ranking(of: compiled, limit: limit)
      guard best.items == Array(whole.items.prefix(limit)), best.matchCount == whole.count else {
        return "the best \(limit) are \(best.items) of \(best.matchCount), expected \(whole.items)"
      }
    }
    guard corpus.matches(of: compiled).map(Int.init) == whole.items.sorted() else {
      return "it matches others than it ranks"
    }
    let odd = texts.indices.filter { $0 % 2 == 1 }.map(UInt32.init)
    let amongOdd = corpus.ranking(of: compiled, among: odd).items
    return amongOdd == whole.items.filter { $0 % 2 == 1 }
      ? nil : "among every second line it ranks otherwise"
  }

  /// The kernel's score of each text beside that of the plain way, and where the plain way found it.
  private static func violation(
    of term: Term, in texts: [[UInt32]], _ corpus: TextCorpus
  ) -> String? {
    var term = term
    term.isInverse = false
    let ranking = corpus.ranking(of: CompiledQuery(Query(groups: [[term]])))
    var scores = [Int?](repeating: nil, count: texts.count)
    for place in 0..<ranking.count { scores[ranking.item(at: place)] = ranking.score(at: place) }
    for (place, text) in texts.enumerated() {
      let match = term.match(in: text)
      let expected = match.map { PlainMatching.packed($0.score) }
      guard scores[place] == expected else {
        let said = [expected, scores[place]].map { $0.map(String.init) ?? "nothing" }
        return "\(term.kind) [\(term.text)] in line \(place): slow and fast \(said)"
      }
      if let match, !PlainMatching.spells(term, match.places, in: text) {
        return "\(term.kind) [\(term.text)] in line \(place) at \(match.places)"
      }
    }
    return nil
  }
}

/// What must hold of names that are asked for letter by letter.
enum NameProperties {
  /// More letters or names are not asked, since each letter is a query.
  private static let letterLimit = 12
  private static let nameLimit = 8

  static func violation(_ typed: [UInt32], names: [[UInt32]]) -> String? {
    let kinds: [NameKind] = [.label, .name, .otherName, .group, .scoped]
    let records = names.prefix(nameLimit).enumerated().map { place, name in
      [
        IndexedName(
          Term(.exact, "").with(name).text, kinds[place % kinds.count],
          field: place % 2 == 0 ? "actor" : "issue")
      ]
    }
    let index = NameIndex(records)
    let all = 0..<records.count
    var narrowing = Narrowing()
    for count in 1...max(1, min(letterLimit, typed.count)) {
      let query = Query(Array(typed.prefix(count)), fields: ["actor", "text"])
      let question = NameQuestion(query, records: all)
      let hits = index.hits(question, narrowing: &narrowing)
      var fresh = Narrowing()
      guard hits == index.hits(question, narrowing: &fresh) else {
        return "letter by letter, \(count) letters of the query find other names than at once"
      }
      if query.isRanked, zip(hits, hits.dropFirst()).contains(where: { $0.points < $1.points }) {
        return "names are not ranked by their points after \(count) letters"
      }
      for hit in hits {
        for mark in index.marks(question, in: hit.record) {
          let length = index.ownNames(of: hit.record)[mark.name].text.unicodeScalars.count
          guard mark.places.allSatisfy((0..<length).contains),
            zip(mark.places, mark.places.dropFirst()).allSatisfy({ $0 < $1 })
          else { return "marks \(mark.places) in a name of \(length) characters" }
        }
      }
    }
    return nil
  }
}
