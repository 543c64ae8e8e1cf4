import Testing

@testable import FuzzyMatching

@Suite struct ScoreTests {
  private static let match = Score.match
  private static let white = Score.boundaryWhite
  private static let delimiter = Score.boundaryDelimiter
  private static let boundary = Score.boundary
  private static let camel = Score.camel
  private static let consecutive = Score.consecutive
  private static let gap = Score.gapStart
  private static let wider = Score.gapExtension
  private static let first = Score.firstMultiplier

  private func score(_ typed: String, _ text: String) throws -> Int? {
    let term = try #require(Query(typed).groups.first?.first)
    let slow = term.match(in: text.scalars)
    let fast = TextCorpus([text]).ranking(of: CompiledQuery(Query(typed)))
    #expect(slow?.score == (fast.count == 1 ? fast.score(at: 0) : nil), "\(typed) in \(text)")
    return slow?.score
  }

  @Test(
    arguments: [
      ("data", "data", 4 * match + white * (first + 3)),
      ("data", "  data", 4 * match + white * (first + 3)),
      ("data", "x/data", 4 * match + delimiter * (first + 3)),
      ("data", "x-data", 4 * match + boundary * (first + 3)),
      ("data", "xdata", 4 * match + consecutive * 3),
      ("data", "openData", 4 * match + camel * (first + 3)),
      ("4", "ict4d", match + camel * first), ("4", "ICT4D", match + camel * first),
      ("4", "权4", match + camel * first), ("4", "14", match), ("d", "4d", match),
      ("-", "a-b", match + Score.nonWord * first), ("-", "--", match + white * first),
      ("d", "xd", match), ("данные", "Данные", 6 * match + white * (first + 5)),
    ])
  func `an unbroken match is worth what its beginning is worth`(
    typed: String, text: String, expected: Int
  ) throws {
    #expect(try score(typed, text) == expected)
  }

  @Test(
    arguments: [
      ("ab", "axb", 2 * match + white * first + gap),
      ("ab", "axxb", 2 * match + white * first + gap + wider),
      ("ab", "axxxxb", 2 * match + white * first + gap + 3 * wider),
      ("ab", "a-b", 2 * match + white * first + gap + boundary),
      ("ab", "a b", 2 * match + white * first + gap + white),
      ("ab", "a/b", 2 * match + white * first + gap + delimiter),
      ("ab", "axB", 2 * match + white * first + gap + camel),
      ("a1", "ax1", 2 * match + white * first + gap + camel),
      ("abc", "xaxbc", 3 * match + gap + consecutive),
    ])
  func `a gap costs more for its first character, and a word that begins after it pays`(
    typed: String, text: String, expected: Int
  ) throws {
    #expect(try score(typed, text) == expected)
  }

  @Test(
    arguments: [
      ("'data'", "open data", 4 * match + white * 6),
      ("'data'", "open/data", 4 * match + delimiter + white * 5),
      ("'data'", "open-data", 4 * match + boundary + white * 5),
      ("'data'", "x_data", 4 * match + boundary + white * 5 - 2),
      ("'data'", "x_data_x", 4 * match + boundary + white * 5 - 3),
      ("'data'", "data_x", 4 * match + white * 6 - (white - boundary + 1)),
    ])
  func `a whole word is worth less beside an underscore`(
    typed: String, text: String, expected: Int
  ) throws {
    #expect(try score(typed, text) == expected)
  }

  @Test(
    arguments: [
      ("^data", "data gov", 4 * match + white * (first + 3)),
      ("^data", " \t data", 4 * match + white * (first + 3)),
      ("data$", "x/data ", 4 * match + delimiter * (first + 3)),
      ("data$", "xdata", 4 * match + consecutive * 3), ("^data$", " data ", Score.best(of: 4)),
      ("'ata", "data", 3 * match + consecutive * 2),
    ])
  func `a match at an end is worth what any unbroken one is`(
    typed: String, text: String, expected: Int
  ) throws {
    #expect(try score(typed, text) == expected)
  }

  @Test(
    arguments: [
      ("data", "data gov", "metadata"), ("data", "open data", "open/data"),
      ("data", "open/data", "open-data"), ("data", "open-data", "opendata"),
      ("data", "openData", "opendata"), ("data", "xdata", "dXaXtXa"), ("eg", "e gov", "e-gov"),
      ("eg", "e-gov", "eigth"), ("gov", "e gov", "global overview"), ("2", "a2", "12"),
      ("'gov", "x gov", "xgov"), ("'gov'", "x gov x", "x gov_x"), ("ab", "axb", "axxb"),
      ("ab", "a-b", "axb"), ("é", "é", "xé"), ("人", "人权", "x人"), ("fb", "fooBar", "foobar"),
    ])
  func `what a reader means is worth more`(typed: String, better: String, worse: String) throws {
    let high = try #require(try score(typed, better))
    let low = try #require(try score(typed, worse))
    #expect(high > low)
  }

  @Test(
    arguments: [
      ("data", "dat"), ("'dta", "data"), ("'data'", "metadata"), ("'data'", "datas"),
      ("^ata", "data"), ("dat$", "data"), ("^dat$", "data"), ("Data", "data"), ("é", "e"),
      ("ab", "ba"), ("a", ""), ("^\\ a", "a"), ("a\\ $", "a"), ("É", "é"), ("ITU", "itu"),
      ("b", "ʙ"), ("ｉｔｕ", "itu"), ("'\\ ", "ab"),
    ])
  func `a text that lacks a term is worth nothing`(typed: String, text: String) throws {
    #expect(try score(typed, text) == nil)
  }

  @Test(
    arguments: [
      ("geneve", "GENÈVE"), ("genève", "Genève"), ("Genève", "Genève"), ("lodz", "Łódź"),
      ("full", "ｆｕｌｌ"), ("права", "Права"), ("itu", "ITU"), ("\\ a", " a"),
      ("^\\ a", " a"), ("a\\ $", "a "), ("a\tb", "a b"), ("istanbul", "İstanbul"), ("o", "ø"),
    ])
  func `case and accents that do not count make no difference`(typed: String, text: String) throws {
    #expect(try score(typed, text) != nil)
  }

  @Test(
    arguments: [
      ("data", "metadata data", [9, 10, 11, 12]), ("eg", "e-gov gov", [0, 2]),
      ("'gov", "egov gov gov", [5, 6, 7]), ("'gov'", "govs gov", [5, 6, 7]),
      ("^gov", "  gov", [2, 3, 4]), ("gov$", "gov gov  ", [4, 5, 6]), ("fb", "foobar Bar", [0, 7]),
      ("ève", "Genève", [3, 4, 5]), ("g", "egov gov gov", [5]), ("权", "x人权", [2]),
    ])
  func `the places are those of the best match, counted in scalars`(
    typed: String, text: String, expected: [Int]
  ) throws {
    let term = try #require(Query(typed).groups.first?.first)
    #expect(term.match(in: text.scalars)?.places == expected)
  }

  @Test func `no match is worth more than the best of its length`() throws {
    for count in [1, 2, 3, 10, 100, 1000] {
      let text = String(repeating: "a", count: count)
      #expect(try score(text, text) == Score.best(of: count))
    }
  }
}
