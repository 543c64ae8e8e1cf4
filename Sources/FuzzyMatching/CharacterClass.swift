/// What kind of character stands at a place: fzf's classes, in fzf's order.
///
/// Everything from `nonWord` on may begin something after a blank; everything up to `delimiter` ends a word.
package enum CharacterClass: UInt8, Sendable {
  case white, nonWord, delimiter, lower, upper, letter, number

  static let count = 7

  /// Whether it is a letter or a digit, of which words are made.
  package var isInWord: Bool { rawValue > Self.delimiter.rawValue }

  /// - Complexity: O(1); a look into the Unicode tables beyond ASCII.
  package init(_ scalar: UInt32) {
    switch scalar {
    case 0x61...0x7A: self = .lower
    case 0x41...0x5A: self = .upper
    case 0x30...0x39: self = .number
    case 0x20, 0x09...0x0D: self = .white
    case 0x2F, 0x2C, 0x3A, 0x3B, 0x7C: self = .delimiter
    case 0..<0x80: self = .nonWord
    default: self = Unicode.Scalar(scalar).map(Self.beyondASCII) ?? .nonWord
    }
  }

  private static func beyondASCII(_ scalar: Unicode.Scalar) -> CharacterClass {
    switch scalar.properties.generalCategory {
    case .lowercaseLetter: .lower
    case .uppercaseLetter: .upper
    case .decimalNumber, .letterNumber, .otherNumber: .number
    case .titlecaseLetter, .modifierLetter, .otherLetter: .letter
    default: scalar.properties.isWhitespace ? .white : .nonWord
    }
  }
}

/// What a match is worth: fzf's scores (`src/algo/algo.go`, default scheme), each with its reason.
package enum Score {
  /// Each matched character.
  package static let match = 16
  /// The first character that is left out between two matched ones, and each further one.
  package static let gapStart = -3
  package static let gapExtension = -1
  /// A match at the beginning of a word after some mark.
  package static let boundary = match / 2
  /// After a blank or at the very beginning, which is where people begin.
  package static let boundaryWhite = boundary + 2
  /// After one of `/ , : ; |`.
  package static let boundaryDelimiter = boundary + 1
  /// A mark that is itself matched.
  package static let nonWord = match / 2
  /// A capital after a small letter, or a digit after a letter: a boundary without a gap to pay for.
  package static let camel = boundary + gapExtension
  /// At least this for each further character of an unbroken run, or a gap would cost less.
  package static let consecutive = -(gapStart + gapExtension)
  /// The first typed character counts most.
  package static let firstMultiplier = 2

  /// No match of so many characters is worth more: unbroken, from the beginning of a word.
  package static func best(of count: Int) -> Int {
    match * count + boundaryWhite * (count + firstMultiplier - 1)
  }

  /// Nor any whole word: fzf gives it the bonus of its beginning once more.
  package static func bestWord(of count: Int) -> Int { best(of: count) + boundaryWhite }

  /// What a character is worth for where it stands.
  static func bonus(after previous: CharacterClass, at current: CharacterClass) -> Int {
    if current != .white {
      switch previous {
      case .white: return boundaryWhite
      case .delimiter: return boundaryDelimiter
      case .nonWord: return boundary
      case .lower, .upper, .letter, .number: break
      }
    }
    if previous == .lower && current == .upper || previous != .number && current == .number {
      return camel
    }
    switch current {
    case .nonWord, .delimiter: return nonWord
    case .white: return boundaryWhite
    case .lower, .upper, .letter, .number: return 0
    }
  }
}

/// The bonuses as tables, for the loops that cannot ask twice.
enum BonusTable {
  /// By previous class times 8 plus current class.
  static let ofClasses: [UInt8] = {
    var bonuses = [UInt8](repeating: 0, count: 64)
    for previous in 0..<UInt8(CharacterClass.count) {
      for current in 0..<UInt8(CharacterClass.count) {
        guard let before = CharacterClass(rawValue: previous),
          let at = CharacterClass(rawValue: current)
        else { continue }
        bonuses[Int(previous) * 8 + Int(current)] = UInt8(Score.bonus(after: before, at: at))
      }
    }
    return bonuses
  }()

  /// By byte; beyond ASCII nothing that is asked for.
  static let classOfASCII: [UInt8] = (0..<256).map {
    $0 < 0x80 ? CharacterClass(UInt32($0)).rawValue : 0
  }

  /// By previous byte times 128 plus current byte.
  static let ofASCII: [UInt8] = (0..<128 * 128).map {
    ofClasses[Int(classOfASCII[$0 >> 7]) * 8 + Int(classOfASCII[$0 & 0x7F])]
  }
}
