import RandomNumbers
import Testing

@testable import FuzzyMatching

@Suite struct CloseWordsTests {
  /// The slips between a typed word and the nearest beginning of another, by the table that the definition
  /// gives: each row from the one before, a swap from the one before that.
  private static func slips(_ typed: [UInt32], _ word: [UInt32]) -> (least: Int, whole: Int) {
    var table = [Array(0...word.count)]
    for row in typed.indices {
      var present = [row + 1]
      for column in word.indices {
        let change = typed[row] == word[column] ? 0 : 1
        var best = min(
          table[row][column + 1] + 1, present[column] + 1, table[row][column] + change)
        if row > 0, column > 0, typed[row] == word[column - 1], typed[row - 1] == word[column] {
          best = min(best, table[row - 1][column - 1] + 1)
        }
        present.append(best)
      }
      table.append(present)
    }
    let last = table[typed.count]
    return (last.min() ?? 0, last[word.count])
  }

  @Test(arguments: 1...20)
  func `bits count the slips that the table counts`(seed: UInt64) {
    var random = SeededNumbers(state: seed)
    func word(_ most: UInt64) -> [UInt32] {
      (0..<1 + random.next() % most).map { _ in 0x61 + UInt32(random.next() % 4) }
    }
    for _ in 0..<200 {
      let typed = word(10)
      let other = word(10)
      let limit = Int(random.next() % 4)
      let found = CloseWords(typed).distance(
        to: PlainName(scalars: other), atMost: limit)
      let expected = Self.slips(typed, Array(other.prefix(typed.count + limit + 1)))
      if expected.least > limit || other.count + limit < typed.count {
        #expect(found == nil)
      } else {
        let isCut = other.count > typed.count + limit + 1
        #expect(found?.slips == expected.least)
        #expect(found?.isWhole == (expected.least == expected.whole && !isCut))
      }
    }
  }

  @Test(arguments: [
    ("privacy", "pivacy", 1), ("privacy", "pirvacy", 1), ("privacy", "privvacy", 1),
    ("privacy", "prtvacy", 1), ("governance", "govrenence", 2),
  ])
  func `a slip is a letter lost, swapped, doubled or mistaken`(
    word: String, typed: String, slips: Int
  ) {
    let typed = CloseWords(typed.unicodeScalars.map(\.value))
    #expect(typed.distance(to: PlainName(word), atMost: 2)?.slips == slips)
    #expect(typed.distance(to: PlainName(word), atMost: slips - 1)?.slips == nil)
  }
}
