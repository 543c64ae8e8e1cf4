import FuzzyMatching

/// Says how well passages answer a query that they hold.
///
/// A short word must begin a word of the passage: `ai` is not in *maintain*.
struct PassageFitter {
  private struct Wanted {
    let term: Term
    /// The number of the group that asks for it, where it is made of short words alone.
    let shortGroup: Int?
  }
  private let wanted: [Wanted]
  private let shortGroupCount: Int
  /// The passage in hand; kept so that none needs memory anew.
  private var text: [UInt32] = []
  private var isGroupMet: [Bool] = []

  /// - Parameter query: what was typed.
  init(_ query: Query) {
    var wanted: [Wanted] = []
    var count = 0
    for group in query.groups {
      let terms = group.filter { $0.field == nil || $0.field == "text" }
      let isShort =
        terms.count == group.count
        && group.allSatisfy {
          $0.kind == .fuzzy && !$0.isInverse && $0.scalars.count < Fit.insideCount
        }
      for term in terms where !term.isInverse {
        wanted.append(Wanted(term: term.inOnePiece, shortGroup: isShort ? count : nil))
      }
      if isShort { count += 1 }
    }
    self.wanted = wanted
    shortGroupCount = count
  }

  /// From 0 to 45: whole words, near each other, near the beginning; nil where a short word stands only
  /// within others.
  mutating func quality(of passage: Int, in corpus: TextCorpus) -> Int? {
    corpus.read(passage, into: &text)
    isGroupMet.removeAll(keepingCapacity: true)
    for _ in 0..<shortGroupCount { isGroupMet.append(false) }
    var (count, starts, words) = (0, 0, 0)
    var (first, last) = (Int.max, 0)
    for wanted in wanted {
      let term = wanted.term
      text.eachPiece(equalTo: term.scalars) {
        term.compared($0, class: .lower)
      } found: { piece in
        count += 1
        first = min(first, piece.lowerBound)
        last = max(last, piece.upperBound)
        guard text.beginsWord(at: piece.lowerBound) else { return }
        starts += 1
        if text.endsWord(at: piece.upperBound) { words += 1 }
        if let group = wanted.shortGroup { isGroupMet[group] = true }
      }
    }
    guard isGroupMet.allSatisfy({ $0 }) else { return nil }
    guard count > 0 else { return 0 }
    let share = 12 * (starts + words) / count
    let nearness = count < 2 ? 5 : max(0, 10 - (last - first) / 40)
    return share + nearness + max(0, 10 - first / 40)
  }
}
