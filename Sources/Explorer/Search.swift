package import AtlasModel
package import FuzzyMatching

/// What search everything finds, one of its rows.
package struct SearchHit: Sendable {
  package enum Kind: String, Sendable {
    case actor
    case issue
    case entry
    case mention
    case fact
    case text
  }
  package let kind: Kind
  /// Where `Enter` leads.
  package let page: PageID
  package let title: String
  /// Matched scalars of the title, counted from 0.
  package let titleMatches: [Range<Int>]
  /// Why it is here where the title does not say it: an alias, or what is near.
  package let reason: String
  package let reasonMatches: [Range<Int>]
  /// A window of running text around the best match.
  package let snippet: String
  package let snippetMatches: [Range<Int>]
  package let points: Int
  /// Whether it was found by a word that is only close to a typed one.
  package let isClose: Bool
  package let link: Link?
  /// The words to mark on the page.
  package let terms: [String]
}

/// Search over everything: names first by how well they fit, running text after whole and partial names.
package struct Search: Sendable {
  let atlas: Atlas
  package let index: AtlasIndex
  let text: TextSearch

  package init(_ atlas: Atlas, index: AtlasIndex) {
    self.atlas = atlas
    self.index = index
    text = TextSearch(atlas, index)
  }

  /// Something found, before it is put into words.
  package struct Found: Hashable, Sendable {
    enum What: Hashable, Sendable {
      case thing(Int, isClose: Bool)
      case passage(Int)
    }
    let what: What
    package let points: Int

    /// Whether it was found by a word that is only close to a typed one.
    package var isClose: Bool {
      if case .thing(_, let isClose) = what { isClose } else { false }
    }
  }

  /// Passages that are looked through at once; between two such slices the reader may type.
  package static let sliceCount = 20_000

  package var passageCount: Int { text.passages.count }

  /// Things whose names fit, best first.
  package func things(_ query: Query, narrowing: inout Narrowing) -> [Found] {
    let question = question(query)
    return index.names.hits(question, narrowing: &narrowing).map {
      Found(what: .thing($0.record, isClose: $0.isClose), points: $0.points)
    }
  }

  private func question(_ query: Query) -> NameQuestion {
    NameQuestion(query, records: index.all) { term in records(holding: term) }
  }

  /// The records whose running text holds a term that is scoped to it.
  func records(holding term: Term) -> Set<Int> {
    var term = term
    term.isInverse = false
    guard let query = TextSearch.query(Query(groups: [[term]])) else { return [] }
    return Set(
      text.matches(of: query, among: 0..<passageCount).flatMap { number -> [Int] in
        let owner = text.passages[number].owner
        guard case .entry(let entry) = index.things[owner] else { return [owner] }
        let whole: [IndexedThing] = [.actor(entry.actor), .issue(entry.issue)]
        return [owner] + whole.compactMap { index.places[$0] }
      })
  }

  /// What a query asks of running text.
  package struct PassageQuestion: Sendable {
    fileprivate let query: Query
    /// What the text must hold; nil where the query asks nothing of it.
    fileprivate let asked: Query?
    fileprivate let scopes: PassageScopes
    /// The records whose text alone is looked at; nil for all.
    fileprivate let owners: Set<Int>?
    /// Whether other text than that of facts is passed over.
    var isOfFactsAlone = false
  }

  package func passageQuestion(_ query: Query) -> PassageQuestion {
    let asked = TextSearch.query(query)
    return PassageQuestion(
      query: query, asked: asked, scopes: PassageScopes(query),
      owners: asked == nil ? nil : scopedOwners(query))
  }

  /// Passages that hold what is asked for, best first.
  ///
  /// - Parameter slice: the passages to look through, counted from 0.
  package func passages(_ question: PassageQuestion, in slice: Range<Int>) -> [Found] {
    let scopes = question.scopes
    guard let asked = question.asked else {
      // A year or a kind alone means the facts of that year or kind.
      return scopes.isEmpty
        ? []
        : slice.filter { scopes.holds(text.passages[$0], in: atlas) }
          .map { Found(what: .passage($0), points: Fit.whole.rawValue * 100) }
    }
    let base = Fit.fuzzy.rawValue * 100 + 50
    var fitter = PassageFitter(question.query)
    let found = text.matches(of: asked, among: slice).compactMap { number -> Found? in
      let passage = text.passages[number]
      if question.isOfFactsAlone, !passage.isFact { return nil }
      if let owners = question.owners, !owners.contains(passage.owner) { return nil }
      guard scopes.holds(passage, in: atlas) else { return nil }
      guard let quality = fitter.quality(of: number, in: text.corpus) else { return nil }
      return Found(what: .passage(number), points: base + quality)
    }
    return found.enumerated().sorted {
      ($1.element.points, $0.offset) < ($0.element.points, $1.offset)
    }
    .map(\.element)
  }

  /// The records that meet what a query scopes to names; nil where it scopes nothing.
  private func scopedOwners(_ query: Query) -> Set<Int>? {
    let groups = query.groups.filter {
      $0.allSatisfy { $0.field.map { !PassageScopes.fields.contains($0) } ?? false }
    }
    guard !groups.isEmpty else { return nil }
    var narrowing = Narrowing()
    return Set(
      index.names.hits(question(Query(groups: groups)), narrowing: &narrowing).map(\.record))
  }

  /// Everything at once, best first.
  package func all(_ query: Query) -> [Found] {
    var narrowing = Narrowing()
    return Self.merged(
      things(query, narrowing: &narrowing),
      passages(passageQuestion(query), in: 0..<passageCount))
  }

  /// Two lists, each best first, as one; what is worth the same stands in the order of the lists.
  static func merged(_ first: [Found], _ second: [Found]) -> [Found] {
    guard !second.isEmpty else { return first }
    var merged: [Found] = []
    merged.reserveCapacity(first.count + second.count)
    var place = 0
    for found in second {
      while place < first.count, first[place].points >= found.points {
        merged.append(first[place])
        place += 1
      }
      merged.append(found)
    }
    return merged + first[place...]
  }
}

// MARK: In words

extension Search {
  package func hit(_ found: Found, _ query: Query) -> SearchHit {
    switch found.what {
    case .thing(let record, let isClose): hit(record, isClose, found.points, query)
    case .passage(let number): hit(passage: number, found.points, query)
    }
  }

  private func hit(
    _ record: Int, _ isClose: Bool, _ points: Int, _ query: Query
  ) -> SearchHit {
    let names = index.names.ownNames(of: record)
    let marks = index.names.marks(question(query), in: record)
    let (kind, page, link) = destination(of: index.things[record])
    let title: String
    var titleMatches: [Range<Int>] = []
    var reasons: [(name: IndexedName, places: [Int])] = []
    if kind == .entry {
      title = atlas.breadcrumb(of: page).joined(separator: " › ")
    } else {
      title = names.first?.text ?? page.text
    }
    for mark in marks {
      let name = names[mark.name]
      if let start = Self.start(of: name.text, in: title) {
        titleMatches += Self.ranges(mark.places).map {
          start + $0.lowerBound..<start + $0.upperBound
        }
      } else {
        reasons.append((name, mark.places))
      }
    }
    let reason = reasons.first
    return SearchHit(
      kind: kind, page: page, title: title, titleMatches: Self.merged(titleMatches),
      reason: reason?.name.text ?? "", reasonMatches: Self.ranges(reason?.places ?? []),
      snippet: context(of: index.things[record]), snippetMatches: [], points: points,
      isClose: isClose, link: link,
      terms: marks.map { Self.piece($0.places, of: names[$0.name].text) })
  }

  private func destination(of thing: IndexedThing) -> (SearchHit.Kind, PageID, Link?) {
    switch thing {
    case .actor(let id): (.actor, .actor(id), atlas.link(of: .actor(id), in: .newest))
    case .issue(let id): (.issue, .issue(id), atlas.link(of: .issue(id), in: .newest))
    case .entry(let id): (.entry, .entry(id), atlas.link(of: .entry(id), in: .newest))
    case .mention(let place):
      (
        .mention, atlas.page(of: place.section),
        atlas.section(place.section)?.mentions[place.place].link
      )
    }
  }

  /// The page on which something found stands.
  package func page(of found: Found) -> PageID {
    switch found.what {
    case .thing(let record, _): destination(of: index.things[record]).1
    case .passage(let number): page(of: text.passages[number])
    }
  }

  private func page(of passage: Passage) -> PageID {
    switch passage.kind {
    case .summary(let id): .issue(id)
    case .block(let reference, _), .fact(let reference, _): atlas.page(of: reference)
    }
  }

  /// What stands beside a thing: its full name, its basket, who names it.
  private func context(of thing: IndexedThing) -> String {
    switch thing {
    case .actor(let id): atlas.actor(id)?.name ?? ""
    case .issue(let id):
      atlas.issue(id).flatMap { atlas.basket($0.basket)?.name } ?? ""
    case .entry(let id):
      atlas.entry(id).map { atlas.sections(of: $0).map(\.title).joined(separator: "; ") } ?? ""
    case .mention(let place):
      [
        atlas.section(place.section)?.mentions[place.place].kind.rawValue,
        atlas.breadcrumb(of: atlas.page(of: place.section)).joined(separator: " › "),
      ].compactMap { $0 }.joined(separator: ", ")
    }
  }

  private func hit(passage number: Int, _ points: Int, _ query: Query) -> SearchHit {
    let passage = text.passages[number]
    let asked = TextSearch.query(query) ?? query
    let places = TextSearch.places(of: asked, in: text.corpus.scalars(of: number))
      .sorted { $0.lowerBound < $1.lowerBound }
    let (kind, page, title): (SearchHit.Kind, PageID, String) =
      switch passage.kind {
      case .summary(let id): (.text, .issue(id), atlas.breadcrumb(of: .issue(id)).joined())
      case .block(let reference, _): (.text, atlas.page(of: reference), self.title(of: reference))
      case .fact(let reference, _): (.fact, atlas.page(of: reference), self.title(of: reference))
      }
    let scalars = original(passage)
    let window = Self.window(around: places, in: scalars)
    return SearchHit(
      kind: kind, page: page, title: title, titleMatches: [], reason: "", reasonMatches: [],
      snippet: String(scalars: scalars[window]),
      snippetMatches: Self.merged(places.map { $0.clamped(to: window) }.filter { !$0.isEmpty })
        .map { $0.lowerBound - window.lowerBound..<$0.upperBound - window.lowerBound },
      points: points, isClose: false, link: atlas.link(of: page, in: .newest),
      terms: asked.wantedTerms.map(\.text))
  }

  private func title(of reference: SectionReference) -> String {
    let names = atlas.breadcrumb(of: atlas.page(of: reference))
    let title = atlas.section(reference)?.title
    return (names + [title].compactMap { $0 }.filter { !names.contains($0) })
      .joined(separator: " › ")
  }

  /// The passage as it stands in the atlas, not as it is compared.
  private func original(_ passage: Passage) -> [UInt32] {
    let text: String? =
      switch passage.kind {
      case .summary(let id): atlas.issue(id)?.summary
      case .fact(let reference, let place):
        atlas.section(reference)?.facts[place].passage
      case .block(let reference, let place): atlas.section(reference)?.blocks[place].text
      }
    return (text ?? "").unicodeScalars.map(\.value)
  }
}
