import FuzzyMatching
import RandomNumbers
import Testing

@Suite struct NameIndexTests {
  private static let things: [[IndexedName]] = [
    [
      IndexedName("ITU", .label, field: "actor"),
      IndexedName("International Telecommunication Union", .name, field: "actor"),
      IndexedName("1865", .scoped, field: "year"),
    ],
    [
      IndexedName("Graduate Institute", .label, field: "actor"),
      IndexedName("Genfer Hochschulinstitut", .otherName, field: "actor"),
    ],
    [
      IndexedName("Sustainable development", .label, field: "issue"),
      IndexedName("développement durable", .otherName, field: "issue"),
    ],
    [
      IndexedName("Privacy and data protection", .label, field: "issue"),
      IndexedName("Human rights", .group, field: "basket"),
    ],
    [
      IndexedName("E-commerce and trade", .label, field: "issue"),
      IndexedName("Economic", .group, field: "basket"),
    ],
    [
      IndexedName("Data governance", .label, field: "issue"),
      IndexedName("Telecommunications infrastructure", .otherName, field: "issue"),
    ],
  ]
  private static let index = NameIndex(things)
  private static let fields: Set<String> = ["actor", "issue", "basket", "year"]

  private func found(_ query: String) -> [String] {
    Self.index.hits(of: Query(query, fields: Self.fields)).map { Self.things[$0.record][0].text }
  }

  @Test(
    arguments: [
      ("itu", "ITU"), ("sd", "Sustainable development"), ("pdp", "Privacy and data protection"),
      ("developpement", "Sustainable development"), ("ecommerce", "E-commerce and trade"),
      ("data", "Data governance"), ("protection data", "Privacy and data protection"),
      ("telinf", "Data governance"), ("privcy", "Privacy and data protection"),
      ("govrenance", "Data governance"), ("human", "Privacy and data protection"),
    ])
  func `a reader's word puts first what was meant`(query: String, first: String) {
    #expect(found(query).first == first)
  }

  @Test(arguments: ["itx", "uni gen", "tu", "dgo", "zzz", "ovr"])
  func `what a reader would not call a match is none`(query: String) {
    #expect(found(query).isEmpty)
  }

  @Test func `a field means what is called so, not what holds the letters`() {
    #expect(found("actor:itu") == ["ITU"])
    #expect(found("actor:i") == ["ITU", "Graduate Institute"])
    #expect(found("year:1865") == ["ITU"])
    #expect(found("1865").isEmpty)
  }

  @Test func `terms are joined by and, bars by or, a bang leaves out`() {
    #expect(found("data !privacy") == ["Data governance"])
    #expect(Set(found("itu | privacy")) == ["ITU", "Privacy and data protection"])
    #expect(found("!data !union").count == 3)
  }

  @Test func `a word with a slip is told from one that is there`() {
    let hits = Self.index.hits(of: Query("sustainabel"))
    #expect(hits.map(\.record) == [2])
    #expect(hits.map(\.isClose) == [true])
    #expect(Self.index.hits(of: Query("sustainable")).map(\.isClose) == [false])
  }

  @Test func `words that stand side by side come before words of several names`() {
    #expect(found("telecommunication union").first == "ITU")
  }

  /// Whatever was typed before, a query finds what it would find alone.
  @Test(arguments: 1...20)
  func `narrowing finds what looking again finds`(seed: UInt64) {
    var random = SeededNumbers(state: seed)
    let letters = Array("aeiprtd -'!|^$E")
    var narrowing = Narrowing()
    var typed = ""
    for _ in 0..<60 {
      if random.next() % 4 == 0, !typed.isEmpty {
        typed.removeLast()
      } else {
        typed.append(letters[Int(random.next() % UInt64(letters.count))])
      }
      let question = NameQuestion(
        Query(typed, fields: Self.fields), records: 0..<Self.index.recordCount)
      let narrowed = Self.index.hits(question, narrowing: &narrowing)
      #expect(narrowed == Self.index.hits(of: question.query), "after typing “\(typed)”")
    }
  }
}
