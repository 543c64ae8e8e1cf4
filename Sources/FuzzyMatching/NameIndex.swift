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

  /// Whether many things have such a name, and none is shown by it.
  package var isShared: Bool { self >= .context }
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

  /// Fewer letters than this are only looked for at the beginning of words, unless they were quoted.
  package static let insideCount = 5
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
/// each term first has a ``Fit`` with each name; fzf's scores decide only among fuzzy ones. Means of fits
/// rank the records, then the order in which they were given.
///
/// What many records share, such as a year or what a thing stands beside, is kept once with its records.
package struct NameIndex: Sendable {
  /// The records' own names, those of a record together, what is shown first.
  let names: NameTable
  /// For each name its record.
  let owners: [UInt32]
  /// For each record where its names begin; one more at the end.
  let starts: [Int]
  /// What records share, and for each the records that have it, rising.
  let shared: NameTable
  let sharers: [[UInt32]]
  /// What is taken from a record's points for what it is.
  let handicaps: [Int]
  /// Initials of names of several words, each with the numbers of such names.
  let initials: [Initials: [UInt32]]

  package var recordCount: Int { starts.count - 1 }

  /// - Parameters:
  ///   - records: for each the names under which it is found, what is shown first.
  ///   - handicap: points that a record starts below others; 100 are a step of ``Fit``.
  package init(_ records: [[IndexedName]], handicap: (Int) -> Int = { _ in 0 }) {
    var names = NameTable.Builder()
    var owners: [UInt32] = []
    var starts = [0]
    var shared = NameTable.Builder()
    var sharers: [[UInt32]] = []
    var places: [IndexedName: Int] = [:]
    var initials: [Initials: [UInt32]] = [:]
    for (record, recordNames) in records.enumerated() {
      for name in recordNames {
        if name.kind.isShared {
          let place = places[name] ?? sharers.count
          if place == sharers.count {
            places[name] = place
            shared.add(name)
            sharers.append([])
          }
          if sharers[place].last != UInt32(record) { sharers[place].append(UInt32(record)) }
          continue
        }
        if name.kind < .group {
          for letters in Initials.of(name.text) {
            initials[letters, default: []].append(UInt32(owners.count))
          }
        }
        names.add(name)
        owners.append(UInt32(record))
      }
      starts.append(owners.count)
    }
    self.names = NameTable(names)
    self.owners = owners
    self.starts = starts
    self.shared = NameTable(shared)
    self.sharers = sharers
    self.initials = initials
    handicaps = records.indices.map(handicap)
  }

  /// The numbers of a record's own names.
  func names(of record: Int) -> Range<Int> { starts[record]..<starts[record + 1] }

  func names(of records: Range<Int>) -> Range<Int> {
    starts[records.lowerBound]..<starts[records.upperBound]
  }

  /// Whether any name, own or shared, stands in a field.
  func hasField(_ field: String) -> Bool {
    names.fieldNames.contains(field) || shared.fieldNames.contains(field)
  }
}

/// Texts of names with what they are.
struct NameTable: Sendable {
  let corpus: TextCorpus
  let kinds: [NameKind]
  private let fields: [UInt8]
  let fieldNames: [String]

  struct Builder {
    fileprivate var texts: [String] = []
    fileprivate var kinds: [NameKind] = []
    fileprivate var fields: [UInt8] = []
    fileprivate var fieldNames: [String] = []

    mutating func add(_ name: IndexedName) {
      texts.append(CharacterFolding.withPlainMarks(name.text))
      kinds.append(name.kind)
      let field = fieldNames.firstIndex(of: name.field) ?? fieldNames.count
      if field == fieldNames.count { fieldNames.append(name.field) }
      fields.append(UInt8(field))
    }
  }

  init(_ builder: Builder) {
    corpus = TextCorpus(builder.texts)
    kinds = builder.kinds
    fields = builder.fields
    fieldNames = builder.fieldNames
  }

  func field(of name: Int) -> String { fieldNames[Int(fields[name])] }

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

  /// Where the words of the initials begin, for those that were typed.
  func initialPlaces(_ typed: [UInt32]) -> [Int]? {
    let words = words
    let counted = words.filter { !Initials.isSmall(folded[$0]) }
    return [counted, words].map { $0.map(\.lowerBound) }
      .first { $0.map { folded[$0] } == typed }
  }
}

/// Up to eight first letters, folded: enough for what anybody types.
struct Initials: Hashable, Sendable {
  private let packed: UInt64

  /// Nil for fewer than two letters, more than eight, or letters beyond Latin ones.
  init?(_ letters: some Collection<UInt32>) {
    guard (2...8).contains(letters.count), letters.allSatisfy({ $0 < 0x80 }) else { return nil }
    packed = letters.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The first letters of a name's words, all of them and without the small ones; none for a single word.
  static func of(_ name: String) -> [Initials] {
    let folded = name.unicodeScalars.map { CharacterFolding.folded($0.value) }
    var all: [UInt32] = []
    var main: [UInt32] = []
    var start: Int?
    for place in 0...folded.count {
      let isInWord = place < folded.count && CharacterClass(folded[place]) > .delimiter
      if isInWord {
        start = start ?? place
      } else if let begun = start {
        all.append(folded[begun])
        if !isSmall(folded[begun..<place]) { main.append(folded[begun]) }
        start = nil
      }
    }
    return [Initials(all), main.count < all.count ? Initials(main) : nil].compactMap { $0 }
  }

  /// Whether a word is one that initials leave out.
  static func isSmall(_ word: ArraySlice<UInt32>) -> Bool {
    word.count <= 4 && smallWords.contains(word.reduce(0) { $0 << 8 | ($1 & 0xFF) })
  }

  /// Such words of the atlas's languages, their letters packed.
  private static let smallWords: Set<UInt32> = Set(
    """
    a an and at by for from in of on or the to with au aux d de des du en et l la le les par pour sur \
    auf das der die fur im mit und von zu
    """.split(separator: " ").map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } })
}
