import AtlasModel
import Testing

/// What becomes of a number that no field has room for: it is refused in words, or read as the nearest value.
@Suite struct NumberTests {
  private func number(_ text: String) throws(AtlasFaults) -> Double? {
    let document = DocumentFaultTests.whole.replacing(
      "\"kind\": \"count\"", with: "\"kind\": \"count\", \"number\": \(text)")
    let atlas = try AtlasReader.read([[SourceDocument(name: "a.json", bytes: Array(document.utf8))]]
    )
    return atlas.actors.first?.sections.first?.facts.first?.number
  }

  @Test(
    arguments: [
      ("0", 0), ("-0.0", 0), ("12", 12), ("-1.5e3", -1500), ("1E+2", 100),
      // As near as a double comes, as every other reader of the documents has it.
      ("9007199254740993", 9_007_199_254_740_992), ("100000000000000000000", 1e20),
      ("-123123123123123123123123123123", -1.2312312312312312e29), ("0.1", 0.1),
      ("1.7976931348623157e308", Double.greatestFiniteMagnitude),
      ("5e-324", Double.leastNonzeroMagnitude),
      // Nothing is left of these.
      ("1e-400", 0), ("123e-10000000", 0), ("123.456e-789", 0),
    ] as [(String, Double)])
  func `a number is read as the nearest double`(text: String, value: Double) throws {
    #expect(try number(text) == value)
  }

  @Test(arguments: [
    "1e309", "-1e309", "1.5e+9999", "123123e100000", "1" + String(repeating: "0", count: 400),
  ])
  func `a number beyond the doubles is refused, and shown only in part`(text: String) {
    let error = #expect(throws: AtlasFaults.self) { try number(text) }
    #expect(
      error?.faults.map(\.description) == [
        "a.json:13:82: /actors/0/sections/0/facts/0/number: "
          + (text.count > 80 ? text.prefix(80) + "…" : text)
          + " is out of range; expected a number below 1.8e308"
      ])
  }

  @Test(arguments: ["0", "10000", "-1", "2022.0", "2e3", "9223372036854775808"])
  func `a year is a whole number from 1 to 9999, written with digits`(text: String) {
    let document = DocumentFaultTests.whole.replacing(
      "\"id\": \"itu\",", with: "\"id\": \"itu\", \"established\": \(text),")
    let error = #expect(throws: AtlasFaults.self) {
      try AtlasReader.read([[SourceDocument(name: "a.json", bytes: Array(document.utf8))]])
    }
    #expect(
      error?.faults.map(\.description) == [
        "a.json:7:33: /actors/0/established: \(text) is out of range; expected a year from 1 to 9999"
      ])
  }
}
