/// Names near to one that nobody knows, nearest first: what a misspelled id or option gets as an answer.
///
/// Near is an optimal string alignment distance of at most a third of the typed length (at least 1), or
/// a name that begins with what was typed.
/// - Complexity: O(names × length²), the length at most 64; for error messages only.
package func nearestNames(to typed: String, among names: [String], limit: Int = 3) -> [String] {
  // Cut first: what is typed may be as long as a document.
  func scalars(_ name: String) -> [Unicode.Scalar] {
    Array(String(name.unicodeScalars.prefix(64)).lowercased().unicodeScalars.prefix(64))
  }
  let wanted = scalars(typed)
  let bound = max(1, wanted.count / 3)
  let ranked = names.enumerated().compactMap { place, name -> (Int, Int, String)? in
    let candidate = scalars(name)
    let isBeginning = wanted.count > 1 && candidate.starts(with: wanted)
    guard isBeginning || abs(candidate.count - wanted.count) <= bound else { return nil }
    let distance = isBeginning ? 1 : alignmentDistance(wanted, candidate)
    return distance <= bound ? (distance, place, name) : nil
  }
  return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(limit).map(\.2)
}

/// The nearest names as the end of a complaint, `; nearest: 'e-waste'`; empty where there are none.
package func nearestHint(_ names: [String]) -> String {
  names.isEmpty ? "" : "; nearest: " + names.map { quoted($0) }.joined(separator: ", ")
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one text into another.
private func alignmentDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var before: [Int] = []
  var previous = Array(0...b.count)
  for row in a.indices {
    var current = [row + 1]
    current.reserveCapacity(b.count + 1)
    for column in b.indices {
      var best = min(
        previous[column + 1] + 1, current[column] + 1,
        previous[column] + (a[row] == b[column] ? 0 : 1))
      if row > 0, column > 0, a[row] == b[column - 1], a[row - 1] == b[column] {
        best = min(best, before[column - 1] + 1)
      }
      current.append(best)
    }
    before = previous
    previous = current
  }
  return previous[b.count]
}
