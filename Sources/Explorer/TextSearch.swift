import AtlasModel
import FuzzyMatching

/// A stretch of running text that search looks at: a block, a fact or the summary of an issue.
struct Passage: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// A block or a fact by its section and its place there, counted from 0.
    case block(SectionReference, Int)
    case fact(SectionReference, Int)
    case summary(Issue.ID)
  }
  let kind: Kind
  /// The record of the index that it belongs to.
  let owner: Int

  var isFact: Bool { if case .fact = kind { true } else { false } }
}

/// The running text of the atlas made ready for queries; it is looked for in one piece only.
struct TextSearch: Sendable {
  let corpus: TextCorpus
  let passages: [Passage]

  init(_ atlas: Atlas, _ index: AtlasIndex) {
    var passages: [Passage] = []
    var texts: [String] = []
    func add(_ text: String, _ kind: Passage.Kind, _ thing: IndexedThing) {
      guard let owner = index.places[thing] else { return }
      passages.append(Passage(kind: kind, owner: owner))
      texts.append(CharacterFolding.withPlainMarks(text))
    }
    for issue in atlas.issues { add(issue.summary, .summary(issue.id), .issue(issue.id)) }
    for actor in atlas.actors {
      for (number, section) in actor.sections.enumerated() {
        let reference = SectionReference(actor: actor.id, place: number)
        let thing: IndexedThing =
          section.issue.map { .entry(Entry.ID(actor: actor.id, issue: $0)) } ?? .actor(actor.id)
        for (place, block) in section.blocks.enumerated() {
          add(block.text, .block(reference, place), thing)
        }
        for (place, fact) in section.facts.enumerated() {
          add(fact.passage, .fact(reference, place), thing)
        }
      }
    }
    self.passages = passages
    corpus = TextCorpus(texts)
  }

  /// A query as running text is asked: each term in one piece, what is scoped to names left out.
  ///
  /// Nil where nothing is asked of the text at all.
  static func query(_ query: Query) -> Query? {
    let groups = query.groups.compactMap { group -> [Term]? in
      let terms = group.filter { $0.field == nil || $0.field == "text" }.map { term in
        term.inOnePiece
      }
      return terms.isEmpty ? nil : terms
    }
    let asked = Query(groups: groups)
    return asked.isRanked ? asked : nil
  }

  /// The passages, by number, that meet a query, among some of them.
  func matches(of query: Query, among range: Range<Int>) -> [Int] {
    corpus.matches(of: CompiledQuery(query), within: range).map(Int.init)
  }

  /// Where the wanted terms of a query, each in one piece, stand in a text: scalars, counted from 0.
  static func places(of query: Query, in text: [UInt32]) -> [Range<Int>] {
    query.wantedTerms.flatMap { $0.pieces(in: text) }
  }
}

extension Term {
  /// Where it stands in a text in one piece: scalars, counted from 0.
  func pieces(in text: [UInt32]) -> [Range<Int>] {
    text.pieces(equalTo: scalars) { compared($0, class: .lower) }
  }

  /// The same term as running text is asked for it.
  var inOnePiece: Term {
    var term = self
    switch kind {
    case .fuzzy, .prefix, .suffix, .equal: term.kind = .exact
    case .exact, .word: break
    }
    return term
  }
}

extension Fact {
  /// The value and what it measures, as search reads and shows them.
  var passage: String { "\(value): \(measures)" }
}
