/// How a term is looked for.
package enum TermKind: Hashable, Sendable {
  /// Its characters in their order, others between them.
  case fuzzy
  /// Its characters in one piece.
  case exact
  /// In one piece that begins and ends where words do.
  case word
  /// At the beginning, at the end, or as the whole; blanks around the text do not count.
  case prefix, suffix, equal
}

/// One thing that is asked for.
package struct Term: Hashable, Sendable {
  package var kind: TermKind
  /// `!`: whether a text is wanted that lacks it.
  package var isInverse: Bool
  /// What is looked for, as Unicode scalars, at least one.
  ///
  /// Folded unless case or accents count.
  package var scalars: [UInt32]
  /// Smart case: whether it was typed with a capital.
  package var isCaseSensitive: Bool
  /// Smart accents: whether it was typed with an accent.
  package var isAccentSensitive: Bool
  /// The field that alone is looked at, in lower case; nil for all.
  package var field: String?

  package init(
    _ kind: TermKind, _ text: String, isInverse: Bool = false, isCaseSensitive: Bool = false,
    isAccentSensitive: Bool = false, field: String? = nil
  ) {
    self.kind = kind
    self.isInverse = isInverse
    scalars = text.unicodeScalars.map(\.value)
    self.isCaseSensitive = isCaseSensitive
    self.isAccentSensitive = isAccentSensitive
    self.field = field
  }

  package var text: String {
    String(scalars: scalars[...])
  }

  /// A scalar of a text as this term compares it.
  ///
  /// Fuzzy terms lower capitals alone, as fzf does; the others whatever has a lower case.
  package func compared(
    _ scalar: UInt32, class: CharacterClass, isGreedy: Bool = false
  ) -> UInt32 {
    if scalar < 0x80 {
      return !isCaseSensitive && scalar &- 0x41 < 26 ? scalar | 0x20 : scalar
    }
    var scalar = scalar
    if !isCaseSensitive, kind != .fuzzy || isGreedy || scalar < 0x80 || `class` == .upper {
      scalar = CharacterFolding.lowercase(scalar)
    }
    return isAccentSensitive ? scalar : CharacterFolding.unaccented(scalar)
  }
}

/// What is asked for: groups that must all be met, each by one of its terms.
///
/// The language is fzf's: blanks join by *and*, ` | ` by *or* (which binds tighter), `!` is *not*, `'exact`,
/// `'word'`, `^prefix`, `suffix$`, `^whole$`, `\ ` is a blank. Where field names are given, `name:term`
/// looks at that field alone.
package struct Query: Hashable, Sendable {
  package let groups: [[Term]]

  package init(groups: [[Term]]) {
    self.groups = groups
  }

  /// - Parameters:
  ///   - text: what was typed.
  ///   - fields: names that `name:` may scope a term with, in lower case; none means that they mean nothing.
  ///   - plain: how terms without an operator are looked for.
  package init(_ text: String, fields: Set<String> = [], plain: TermKind = .fuzzy) {
    self.init(text.unicodeScalars.map(\.value), fields: fields, plain: plain)
  }

  package var isEmpty: Bool { groups.isEmpty }

  /// Whether anything is asked for that can be ranked; without it texts keep their order.
  package var isRanked: Bool { groups.contains { $0.contains { !$0.isInverse } } }

  /// The terms that a text must hold for its own sake, for marking: all but the inverse ones.
  package var wantedTerms: [Term] { groups.flatMap { $0.filter { !$0.isInverse } } }
}

// MARK: Parsing

extension Query {
  private static let blank: UInt32 = 0x20
  private static let tab: UInt32 = 0x09

  package init(_ typed: [UInt32], fields: Set<String> = [], plain: TermKind = .fuzzy) {
    var groups: [[Term]] = []
    var group: [Term] = []
    var isAfterBar = false
    var isGroupComplete = false
    for token in Self.tokens(of: typed) {
      if !group.isEmpty, !isAfterBar, token == [Self.bar] {
        isGroupComplete = false
        isAfterBar = true
        continue
      }
      isAfterBar = false
      guard let term = Self.term(token, fields: fields, plain: plain) else { continue }
      if isGroupComplete {
        groups.append(group)
        group = []
      }
      group.append(term)
      isGroupComplete = true
    }
    if !group.isEmpty { groups.append(group) }
    self.groups = groups
  }

  /// The typed text at its blanks; an escaped blank is part of its token.
  private static func tokens(of typed: [UInt32]) -> [[UInt32]] {
    var text = typed[...]
    while text.first == blank { text.removeFirst() }
    while text.last == blank, text.dropLast().last != backslash { text.removeLast() }
    var tokens: [[UInt32]] = []
    var token: [UInt32] = []
    var place = text.startIndex
    while place < text.endIndex {
      let scalar = text[place]
      if scalar == backslash, place + 1 < text.endIndex, text[place + 1] == blank {
        token.append(blank)
        place += 1
      } else if scalar == blank {
        if !token.isEmpty { tokens.append(token) }
        token = []
      } else {
        // As in fzf, where a tab is what an escaped blank is kept as.
        token.append(scalar == tab ? blank : scalar)
      }
      place += 1
    }
    if !token.isEmpty { tokens.append(token) }
    return tokens
  }

  private static let backslash: UInt32 = 0x5C
  private static let bar: UInt32 = 0x7C
  private static let bang: UInt32 = 0x21
  private static let quote: UInt32 = 0x27
  private static let caret: UInt32 = 0x5E
  private static let dollar: UInt32 = 0x24
  private static let colon: UInt32 = 0x3A

  /// Nil where nothing but operators was typed.
  private static func term(_ token: [UInt32], fields: Set<String>, plain: TermKind) -> Term? {
    var text = token[...]
    var field: String?
    if !fields.isEmpty {
      let isNegated = text.first == bang
      let rest = isNegated ? text.dropFirst() : text
      if let end = rest.firstIndex(of: colon) {
        let name = CharacterFolding.lowercase(Array(rest[..<end]))
        let word = String(scalars: name[...])
        if fields.contains(word) {
          field = word
          text = (isNegated ? [bang] : []) + rest[(end + 1)...]
        }
      }
    }
    let lowered = CharacterFolding.lowercase(Array(text))
    let isCaseSensitive = lowered != Array(text)
    let isAccentSensitive = lowered != CharacterFolding.unaccented(lowered)
    text = isCaseSensitive ? text : lowered[...]

    var kind = plain
    var isInverse = false
    if text.first == bang {
      isInverse = true
      kind = .exact
      text = text.dropFirst()
    }
    if text.count != 1, text.last == dollar {
      kind = .suffix
      text = text.dropLast()
    }
    if text.count > 2, text.first == quote, text.last == quote {
      kind = .word
      text = text.dropFirst().dropLast()
    } else if text.first == quote {
      kind = plain == .fuzzy && !isInverse ? .exact : .fuzzy
      text = text.dropFirst()
    } else if text.first == caret {
      kind = kind == .suffix ? .equal : .prefix
      text = text.dropFirst()
    }
    guard !text.isEmpty else { return nil }
    let scalars = isAccentSensitive ? Array(text) : CharacterFolding.unaccented(Array(text))
    return Term(
      kind, "", isInverse: isInverse, isCaseSensitive: isCaseSensitive,
      isAccentSensitive: isAccentSensitive, field: field
    ).with(scalars)
  }
}

extension Term {
  /// The same term with another text.
  package func with(_ scalars: [UInt32]) -> Term {
    var term = self
    term.scalars = scalars
    return term
  }
}
