/// What a name is to the thing that it names; earlier ones count more.
package enum NameKind: UInt8, Hashable, Sendable, Comparable {
  /// What lists show: an acronym, a title.
  case label
  /// The name in full.
  case name
  /// What others call it: an alias, another language, the actor's own term.
  case otherName
  /// What it belongs to, such as a basket or a topic.
  case group
  /// What it stands beside, such as the actor of a programme: it helps to find what another term names.
  case context
  /// What only a scoped term asks for, such as the year of a fact.
  case scoped

  package static func < (left: NameKind, right: NameKind) -> Bool { left.rawValue < right.rawValue }
}

/// One of the names under which something is found.
package struct IndexedName: Hashable, Sendable {
  package let text: String
  package let kind: NameKind
  /// The field in which a scoped term looks for it, such as `actor`.
  package let field: String

  package init(_ text: String, _ kind: NameKind, field: String) {
    self.text = text
    self.kind = kind
    self.field = field
  }
}

/// How well a term fits a name, best last: what the atlas ranks by before it asks fzf's score.
package enum Fit: Int, Hashable, Sendable, Comparable {
  /// A word that differs from the term by a slip or two of the fingers.
  case close = 1
  /// The term's characters in their order, as abbreviations have them.
  case fuzzy
  /// In one piece, somewhere within a word.
  case inside
  /// In one piece from the beginning of a word.
  case wordPrefix
  /// A whole word.
  case word
  /// From the beginning of the name.
  case prefix
  /// From the beginning of the name, to the end of a word.
  case prefixWord
  /// The first letters of the name's words, with or without small words such as *and*.
  case initials
  /// The whole name.
  case whole

  package static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }
}

/// A thing that a query has found.
package struct NameHit: Hashable, Sendable {
  /// The number of the record, counted from 0 in the order in which they were given.
  package let record: Int
  /// What it is ranked by: more is better.
  package let points: Int
  /// Whether a term of the query fits no name anywhere but a word that is close to it.
  package let isClose: Bool
}

/// Names of things, ranked for a query as a reader of the atlas expects.
///
/// fzf's order is made for paths; names are asked for by acronym, by initials, by the beginning of a word. So
/// each term first has a ``Fit`` with each name; fzf's scores decide only among fuzzy ones. Sums of fits
/// rank the records, then the order in which they were given.
package struct NameIndex: Sendable {
  let corpus: TextCorpus
  /// For each name its record, kind and field.
  let owners: [UInt32]
  let kinds: [NameKind]
  let fields: [UInt8]
  let fieldNames: [String]
  /// For each record where its names begin; one more at the end.
  let starts: [Int]
  /// What is taken from a record's points for what it is.
  let handicaps: [Int]
  /// Initials of names of several words, each with the numbers of such names.
  let initials: [[UInt32]: [UInt32]]

  package var recordCount: Int { starts.count - 1 }

  /// The numbers of a record's names.
  func names(of record: Int) -> Range<Int> { starts[record]..<starts[record + 1] }

  func names(of records: Range<Int>) -> Range<Int> {
    starts[records.lowerBound]..<starts[records.upperBound]
  }
  /// Fields that a term may be scoped with.
  package var scopes: Set<String> { Set(fieldNames) }

  /// - Parameters:
  ///   - records: for each the names under which it is found, what is shown first.
  ///   - handicap: points that a record starts below others; 100 are a step of ``Fit``.
  package init(_ records: [[IndexedName]], handicap: (Int) -> Int = { _ in 0 }) {
    var texts: [String] = []
    var owners: [UInt32] = []
    var kinds: [NameKind] = []
    var fields: [UInt8] = []
    var fieldNames: [String] = []
    var starts = [0]
    var initials: [[UInt32]: [UInt32]] = [:]
    for (record, names) in records.enumerated() {
      for name in names {
        let text = PlainName(name.text)
        if name.kind < .group {
          for letters in text.initials {
            initials[letters, default: []].append(UInt32(texts.count))
          }
        }
        texts.append(text.text)
        owners.append(UInt32(record))
        kinds.append(name.kind)
        let field = fieldNames.firstIndex(of: name.field) ?? fieldNames.count
        if field == fieldNames.count { fieldNames.append(name.field) }
        fields.append(UInt8(field))
      }
      starts.append(texts.count)
    }
    corpus = TextCorpus(texts)
    self.owners = owners
    self.kinds = kinds
    self.fields = fields
    self.fieldNames = fieldNames
    self.starts = starts
    self.initials = initials
    handicaps = records.indices.map(handicap)
  }

  /// The text of a name with marks as they are typed.
  func text(of name: Int) -> PlainName { PlainName(scalars: corpus.scalars(of: name)) }
}

extension String {
  /// A text of scalars by their values.
  package init(scalars: ArraySlice<UInt32>) {
    self.init(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
  }
}

/// A name as it is compared: bent quotes straight, dashes as hyphens.
struct PlainName {
  let scalars: [UInt32]
  let folded: [UInt32]

  init(_ text: String) {
    self.init(scalars: text.unicodeScalars.map { CharacterFolding.plainMark($0.value) })
  }

  init(scalars: [UInt32]) {
    self.scalars = scalars
    folded = scalars.map(CharacterFolding.folded)
  }

  var text: String { String(scalars: scalars[...]) }

  /// Whether letters or digits stand on both sides, or on none, of a place.
  private static func isInWord(_ scalar: UInt32) -> Bool {
    switch CharacterClass(scalar) {
    case .lower, .upper, .letter, .number: true
    case .white, .nonWord, .delimiter: false
    }
  }

  /// The words: stretches of letters and digits, counted from 0 in scalars.
  var words: [Range<Int>] { stretches { Self.isInWord(folded[$0]) } }

  /// What stands between blanks, without marks at its ends, where it is more than one word: `e-waste`.
  var joinedWords: [Range<Int>] {
    stretches { CharacterClass(folded[$0]) != .white }.compactMap { stretch in
      let inner = stretch.filter { Self.isInWord(folded[$0]) }
      guard let first = inner.first, let last = inner.last, last - first >= inner.count else {
        return nil
      }
      return first..<last + 1
    }
  }

  private func stretches(_ isIn: (Int) -> Bool) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var start: Int?
    for place in folded.indices {
      if isIn(place) {
        start = start ?? place
      } else if let begun = start {
        stretches.append(begun..<place)
        start = nil
      }
    }
    if let start { stretches.append(start..<folded.count) }
    return stretches
  }

  /// The first letters of the words, all of them and without the small ones; none for a single word.
  var initials: Set<[UInt32]> {
    let words = words
    guard words.count > 1 else { return [] }
    let counted = words.filter { !Self.smallWords.contains(Array(folded[$0])) }
    let all = words.map { folded[$0.lowerBound] }
    let main = counted.map { folded[$0.lowerBound] }
    return Set([all, main].filter { $0.count > 1 })
  }

  /// Where the words of the initials begin, for those that were typed.
  func initialPlaces(_ typed: [UInt32]) -> [Int]? {
    let words = words
    let counted = words.filter { !Self.smallWords.contains(Array(folded[$0])) }
    return [counted, words].map { $0.map(\.lowerBound) }
      .first { $0.map { folded[$0] } == typed }
  }

  /// Words that initials leave out, in the atlas's languages.
  private static let smallWords: Set<[UInt32]> = Set(
    """
    a an and at by for from in of on or the to with au aux d de des du en et l la le les par pour sur \
    auf das der des die fur im in mit und von zu
    """.split(separator: " ").map { $0.unicodeScalars.map(\.value) })
}
