import FuzzyMatching

// Where matches stand in what is shown of a text; all places are scalars, counted from 0.

extension Search {
  /// Characters of running text that a hit shows.
  static let windowCount = 160

  /// The stretch of a text with the most different matches, from the beginning of a word to the end of one.
  static func window(around places: [Range<Int>], in text: [UInt32]) -> Range<Int> {
    guard text.count > windowCount, !places.isEmpty else { return 0..<text.count }
    let best = places.max { left, right in
      held(from: left.lowerBound, places) < held(from: right.lowerBound, places)
        || held(from: left.lowerBound, places) == held(from: right.lowerBound, places)
          && left.lowerBound > right.lowerBound
    }
    let first = best?.lowerBound ?? 0
    var start = min(max(0, first - windowCount / 4), text.count - windowCount)
    var end = start + windowCount
    while start > 0, CharacterClass(text[start - 1]) != .white, start < first { start += 1 }
    while end < text.count, end > first, CharacterClass(text[end]) != .white { end -= 1 }
    let last = places.first { $0.lowerBound == first }?.upperBound ?? first
    return min(start, first)..<max(end, last)
  }

  /// How many matches stand within a window from a place.
  private static func held(from start: Int, _ places: [Range<Int>]) -> Int {
    places.filter { $0.lowerBound >= start && $0.upperBound <= start + windowCount * 3 / 4 }.count
  }

  /// Single places as stretches.
  static func ranges(_ places: [Int]) -> [Range<Int>] {
    merged(places.map { $0..<$0 + 1 })
  }

  /// Stretches in order, those that touch as one.
  static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  /// Where a name stands within a title made of several.
  static func start(of name: String, in title: String) -> Int? {
    let (name, title) = (Array(name.unicodeScalars), Array(title.unicodeScalars))
    guard name.count <= title.count else { return nil }
    return (0...title.count - name.count).first {
      title[$0] == name[0] && title[$0..<$0 + name.count].elementsEqual(name)
    }
  }

  /// What of a name a match covers, as it is looked for on a page.
  static func piece(_ places: [Int], of name: String) -> String {
    guard let first = places.min(), let last = places.max() else { return name }
    return String(scalars: name.unicodeScalars.map(\.value)[first...last])
  }
}
