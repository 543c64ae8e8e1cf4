/// The texts that earlier terms have found: a longer term is only looked for among them.
///
/// Adding to a term can only narrow what holds its characters in their order, also where the addition makes
/// case or accents count.
package struct Narrowing: Sendable {
  private var found: [(term: Term, texts: [UInt32])] = []

  /// As many terms as a query of people has, a few keys back.
  private static let limit = 24

  package init() {}

  /// The numbers of those texts of a range that hold a term, rising.
  ///
  /// The range must be the same in every call.
  package mutating func survivors(
    of term: Term, in corpus: TextCorpus, within range: Range<Int>
  ) -> [UInt32] {
    if let known = found.first(where: { $0.term == term }) { return known.texts }
    let wider = found.filter { Self.isWider($0.term, than: term) }
      .min { $0.texts.count < $1.texts.count }
    let query = CompiledQuery(Query(groups: [[term]]))
    let texts =
      wider.map { corpus.matches(of: query, among: $0.texts) }
      ?? corpus.matches(of: query, within: range)
    if found.count == Self.limit { found.removeFirst() }
    found.append((term, texts))
    return texts
  }

  /// Whether whatever holds one term also holds another of the same kind that begins with it.
  static func isWider(_ wider: Term, than term: Term) -> Bool {
    let growing: Set<TermKind> = [.fuzzy, .exact, .prefix]
    guard wider.kind == term.kind, growing.contains(term.kind) else { return false }
    guard !wider.isCaseSensitive || term.isCaseSensitive,
      !wider.isAccentSensitive || term.isAccentSensitive
    else { return false }
    let beginning = term.scalars.prefix(wider.scalars.count).map {
      let scalar = wider.isCaseSensitive ? $0 : CharacterFolding.lowercase($0)
      return wider.isAccentSensitive ? scalar : CharacterFolding.unaccented(scalar)
    }
    return beginning == wider.scalars
  }
}
