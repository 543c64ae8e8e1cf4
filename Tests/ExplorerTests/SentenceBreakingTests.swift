import AtlasModel
import Explorer
import Testing

@Suite struct SentenceBreakingTests {
  @Test(
    arguments: [
      (
        "It works. It does so since 2005. On top, it sings!",
        ["It works.", "It does so since 2005.", "On top, it sings!"]
      ),
      (
        "Under Resolution 182 (Rev. Busan, 2014) it acts. Then rests.",
        ["Under Resolution 182 (Rev. Busan, 2014) it acts.", "Then rests."]
      ),
      ("UN Regulations No. 155 and No. 156 hold.", ["UN Regulations No. 155 and No. 156 hold."]),
      ("Many (e.g. mobile ones. Or others) count.", ["Many (e.g. mobile ones. Or others) count."]),
      (
        "The study Whose Responsibility? seeks answers.",
        ["The study Whose Responsibility? seeks answers."]
      ),
      ("He said ‘go.’ They went.", ["He said ‘go.’", "They went."]),
      ("It said “Stop. Go.” Then it ended.", ["It said “Stop. Go.”", "Then it ended."]),
      ("See example.org or version 2.0 now.", ["See example.org or version 2.0 now."]),
      ("J. Smith leads it: 5G. The rest follows", ["J. Smith leads it: 5G.", "The rest follows"]),
      ("(All of it.) Then more.", ["(All of it.)", "Then more."]),
      ("No stop at all", ["No stop at all"]), ("", []),
    ])
  func `sentences end where a reader ends them`(text: String, sentences: [String]) {
    #expect(SentenceBreaking.sentences(of: text) == sentences)
  }

  @Test func `the sentences of the bundled atlas are its texts again`() throws {
    for actor in try BundledAtlas.atlas().actors {
      for block in actor.sections.flatMap(\.blocks) {
        #expect(SentenceBreaking.sentences(of: block.text).joined(separator: " ") == block.text)
      }
    }
  }
}
