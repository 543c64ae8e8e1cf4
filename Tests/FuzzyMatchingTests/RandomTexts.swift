import FuzzyMatching
import RandomNumbers

extension SeededNumbers {
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  mutating func isOneIn(_ count: Int) -> Bool { number(1...count) == 1 }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[number(0...values.count - 1)] }
}

extension [UInt32] {
  var string: String { Term(.exact, "").with(self).text }
}

extension [[UInt32]] {
  /// The texts in UTF-8, each with NUL after it.
  var lines: [UInt8] {
    var lines: [UInt8] = []
    for text in self { lines += [UInt8](text.string.utf8) + [0] }
    return lines
  }
}

extension String {
  var scalars: [UInt32] { unicodeScalars.map(\.value) }
}

/// Texts as people list them, and queries as people (and clumsy fingers) type them for these texts.
struct RandomTexts {
  var numbers: SeededNumbers

  init(seed: UInt64) { numbers = SeededNumbers(state: seed &* 0xD1B5_4A32_D192_ED03) }

  static let words = [
    "data", "governance", "privacy", "e-waste", "cybersecurity", "ITU", "WTO", "UNCTAD", "human",
    "rights", "AI", "a", "standards", "Internet", "policy", "digital", "trade", "openGov",
    "netMundial2014", "ict4d", "2030", "5G", "gTLD", "GovTech", "access", "of", "the", "and", "on",
    "aaa", "ababab", "Genève", "São", "Zürich", "naïve", "Łódź", "Ångström", "coopération", "œuvre",
    "Ελλάδα", "права", "человека", "Данные", "人权", "数据", "データ", "ｆｕｌｌ", "İstanbul", "ǅ", "ß", "ﬁ",
    "GENÈVE", "ÜBER", "÷×", "\u{212A}elvin", "\u{212B}ngström", "ŸÿẞßS", "ʙ", "Ⅳ", "½", "٣", "👍",
    "e\u{301}", "'", "!", "^", "$", "|", "\\", "#+", "(", "e.g.",
  ]

  static let joints = [
    " ", " ", " ", " ", " ", "  ", "\t", "_", "__", "/", "-", ",", ": ", ";", "|", "", ".", "’",
    "\u{A0}", "\u{3000}", "\u{85}", "\u{FFFD}",
  ]

  mutating func text() -> [UInt32] { text(words: numbers.pick([0, 1, 2, 3, 4, 6, 9, 14])) }

  mutating func text(words count: Int) -> [UInt32] {
    var text = numbers.isOneIn(5) ? numbers.pick(Self.joints) : ""
    let isASCII = numbers.isOneIn(2)
    for place in 0..<count {
      if place > 0 { text += piece(of: Self.joints, isASCII: isASCII) }
      text += piece(of: Self.words, isASCII: isASCII)
    }
    if numbers.isOneIn(5) { text += numbers.pick(Self.joints) }
    return text.scalars
  }

  /// Exactly so many characters.
  mutating func text(count: Int) -> [UInt32] {
    var text: [UInt32] = []
    while text.count < count { text += self.text(words: 8) + [0x20] }
    return Array(text.prefix(count))
  }

  private mutating func piece(of pieces: [String], isASCII: Bool) -> String {
    var piece = numbers.pick(pieces)
    while isASCII, piece.utf8.contains(where: { $0 > 0x7F }) { piece = numbers.pick(pieces) }
    return piece
  }
}

// MARK: Queries

extension RandomTexts {
  /// A piece of a text, or some of its characters in their order, at times with a character that is wrong.
  mutating func fragment(of text: [UInt32], atMost limit: Int = 7) -> [UInt32] {
    guard !text.isEmpty else { return word() }
    let start = numbers.isOneIn(4) ? 0 : numbers.number(0...text.count - 1)
    let isSpread = numbers.isOneIn(2)
    var fragment: [UInt32] = []
    var place = start
    let count = numbers.number(1...limit)
    while fragment.count < count, place < text.count {
      fragment.append(text[place])
      place += isSpread ? numbers.pick([1, 1, 2, 3, 9]) : 1
    }
    if !isSpread, numbers.isOneIn(6) { fragment = Array(text.suffix(count)) }
    if numbers.isOneIn(12) { fragment[numbers.number(0...fragment.count - 1)] = 0x7A }
    return cased(fragment)
  }

  private mutating func word() -> [UInt32] {
    cased(numbers.pick(Self.words).scalars)
  }

  private mutating func cased(_ scalars: [UInt32]) -> [UInt32] {
    switch numbers.number(0...7) {
    case 0...2: CharacterFolding.unaccented(CharacterFolding.lowercase(scalars))
    case 3, 4: CharacterFolding.lowercase(scalars)
    case 5: scalars.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
    default: scalars
    }
  }

  private static let bare: [UInt32] = []
  private static let heads = ["", "", "", "", "'", "^", "!", "!'", "!^", "'", "''", "!!", "^'"]
    .map { $0.scalars }
  private static let tails = ["", "", "", "", "", "$", "'", "$$", "'$"]
    .map { $0.scalars }

  /// Something typed for a text, without blanks that are not escaped.
  mutating func typedTerm(for text: [UInt32], atMost limit: Int = 7) -> [UInt32] {
    let core = numbers.isOneIn(6) ? word() : fragment(of: text, atMost: limit)
    return numbers.pick(Self.heads) + core.flatMap { $0 == 0x20 ? [0x5C, 0x20] : [$0] }
      + numbers.pick(Self.tails)
  }

  mutating func typedQuery(for text: [UInt32]) -> [UInt32] {
    var typed = numbers.isOneIn(10) ? [0x20] : Self.bare
    for place in 0..<numbers.pick([1, 1, 1, 2, 2, 3, 4]) {
      if place > 0 {
        let joint = numbers.pick([" ", " ", " ", " | ", "  ", " | | ", "|", " ! "])
        typed += joint.scalars
      }
      typed += numbers.isOneIn(25) ? [0x7C] : typedTerm(for: text)
    }
    return numbers.isOneIn(10) ? typed + [0x20] : typed
  }

  /// One term for a text, of any kind, as the query language makes it.
  mutating func term(for text: [UInt32], atMost limit: Int = 7) -> Term {
    while true {
      let query = Query(typedTerm(for: text, atMost: limit))
      if let term = query.groups.first?.first { return term }
    }
  }
}
