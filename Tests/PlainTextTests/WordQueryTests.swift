import FuzzyMatching
import PlainText
import Testing

@Suite struct WordQueryTests {
  private func matches(_ query: String, _ texts: String...) -> [[Range<Int>]]? {
    WordQuery(query).matches(in: texts.map { FoldedText($0) })
  }

  @Test func `case and accents do not count`() {
    #expect(matches("geneve", "Genève") == [[0..<6]])
    #expect(matches("GENÈVE", "geneve") == [[0..<6]])
    #expect(matches("strasse", "Straße") == [[0..<6]])
    #expect(matches("itu", "UNIGE") == nil)
  }

  @Test func `every word must be found, in the name or in an alias`() {
    #expect(matches("data priv", "Privacy and data protection") == [[0..<4, 12..<16]])
    #expect(matches("distributed comp", "Cloud computing", "distributed computing")?[1] == [0..<11])
    #expect(matches("privacy gender", "Privacy and data protection") == nil)
  }

  @Test func `the beginning of a word is preferred to its inside`() {
    #expect(matches("art", "Smart artefacts") == [[6..<9]])
  }

  @Test func `blanks alone are no query`() {
    #expect(WordQuery("  ").isEmpty)
  }

  @Test func `a search marks every place, also where folding changed the length`() {
    #expect(FoldedText("ß s ss").ranges(of: FoldedText("ss")) == [0..<1, 4..<6])
  }

  @Test func `a misspelled id gets the nearest ones`() {
    let names = ["e-waste", "access", "encryption", "e-commerce-and-trade"]
    #expect(nearestNames(to: "e-wast", among: names).first == "e-waste")
    #expect(nearestNames(to: "encyrption", among: names) == ["encryption"])
    #expect(nearestNames(to: "zzzz", among: names).isEmpty)
  }
}
