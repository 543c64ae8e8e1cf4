import PlainText
import TextUI

/// A line of text being typed.
package struct InputLine: Hashable, Sendable {
  package private(set) var scalars: [Unicode.Scalar]
  /// The place before which typing goes on, from 0 to the count of the scalars.
  package private(set) var cursor: Int
  /// What `^w` and `^u` took away last, for `^y`.
  private var killed: [Unicode.Scalar] = []

  /// More is not taken, in scalars: no name or passage is asked for so exactly, and what was taken away could be
  /// put back without end.
  static let limit = 1_000

  package init(_ text: String = "") {
    scalars = Array(text.unicodeScalars.prefix(Self.limit))
    cursor = scalars.count
  }

  package var text: String { String(String.UnicodeScalarView(scalars)) }

  /// Puts text at the cursor: line ends and tabs become blanks, other controls are dropped.
  package mutating func insert(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\t", "\r": insert(" " as Unicode.Scalar)
      default: insert(scalar)
      }
    }
  }

  package mutating func insert(_ scalar: Unicode.Scalar) {
    guard ScalarClass(scalar) == .ordinary, scalars.count < Self.limit else { return }
    scalars.insert(scalar, at: cursor)
    cursor += 1
  }

  package mutating func edit(_ command: EditCommand) {
    switch command {
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(scalars.count, cursor + 1)
    case .start: cursor = 0
    case .end: cursor = scalars.count
    case .wordLeft: cursor = wordStart
    case .wordRight: cursor = wordEnd
    case .deleteBefore:
      if cursor > 0 { scalars.remove(at: cursor - 1) }
      cursor = max(0, cursor - 1)
    case .deleteAfter:
      if cursor < scalars.count { scalars.remove(at: cursor) }
    case .killWord: kill(wordStart..<cursor)
    case .killToStart: kill(0..<cursor)
    case .yank:
      for scalar in killed { insert(scalar) }
    }
  }

  private mutating func kill(_ range: Range<Int>) {
    killed = Array(scalars[range])
    scalars.removeSubrange(range)
    cursor = range.lowerBound
  }

  private var wordStart: Int {
    var place = cursor
    while place > 0, scalars[place - 1] == " " { place -= 1 }
    while place > 0, scalars[place - 1] != " " { place -= 1 }
    return place
  }

  private var wordEnd: Int {
    var place = cursor
    while place < scalars.count, scalars[place] == " " { place += 1 }
    while place < scalars.count, scalars[place] != " " { place += 1 }
    return place
  }
}
