import FuzzyMatching
import Testing

@Suite struct QueryTests {
  /// A query in words: `&` between groups, `|` within them; `C` and `A` where case and accents count.
  private func meaning(of query: Query) -> String {
    query.groups.map { $0.map(meaning).joined(separator: " | ") }.joined(separator: " & ")
  }

  private func meaning(of term: Term) -> String {
    (term.isInverse ? "not " : "") + "\(term.kind)"
      + (term.isCaseSensitive ? " C" : "") + (term.isAccentSensitive ? " A" : "")
      + (term.field.map { " of \($0)" } ?? "") + " [\(term.text)]"
  }

  @Test(
    arguments: [
      ("data", "fuzzy [data]"), ("'data", "exact [data]"), ("'data'", "word [data]"),
      ("^data", "prefix [data]"), ("data$", "suffix [data]"), ("^data$", "equal [data]"),
      ("!data", "not exact [data]"), ("!'data", "not fuzzy [data]"),
      ("!'data'", "not word [data]"), ("!^data", "not prefix [data]"),
      ("!data$", "not suffix [data]"), ("!^data$", "not equal [data]"),
    ])
  func `an operator says how a term is looked for`(typed: String, expected: String) {
    #expect(meaning(of: Query(typed)) == expected)
  }

  @Test(
    arguments: [
      ("da'ta", "fuzzy [da'ta]"), ("da!ta", "fuzzy [da!ta]"), ("da^ta", "fuzzy [da^ta]"),
      ("da$ta", "fuzzy [da$ta]"), ("data!", "fuzzy [data!]"), ("data^", "fuzzy [data^]"),
      ("data'", "fuzzy [data']"), ("$data", "fuzzy [$data]"), ("a|b", "fuzzy [a|b]"),
      ("|data", "fuzzy [|data]"), ("$", "fuzzy [$]"), ("da\\ta", "fuzzy [da\\ta]"),
    ])
  func `an operator in another place is a character`(typed: String, expected: String) {
    #expect(meaning(of: Query(typed)) == expected)
  }

  @Test(
    arguments: [
      ("!!data", "not exact [!data]"), ("''", "exact [']"), ("''data", "exact ['data]"),
      ("'''", "word [']"), ("^^", "prefix [^]"), ("$$", "suffix [$]"), ("^'data", "prefix ['data]"),
      ("'^data", "exact [^data]"), ("'data'$", "word [data]"), ("'data$", "exact [data]"),
      ("data$'", "fuzzy [data$']"), ("!$", "not exact [$]"), ("'!data", "exact [!data]"),
    ])
  func `of several operators each counts in its turn`(typed: String, expected: String) {
    #expect(meaning(of: Query(typed)) == expected)
  }

  @Test(arguments: ["", " ", "   ", "!", "'", "^", "! '", "^$", "!^", "!'", "'$", " ! ^ "])
  func `nothing but operators asks for nothing`(typed: String) {
    #expect(Query(typed).isEmpty)
  }

  @Test(
    arguments: [
      ("data ! gov", "fuzzy [data] & fuzzy [gov]"), ("' data", "fuzzy [data]"),
      ("data ^", "fuzzy [data]"), ("a ^$ b", "fuzzy [a] & fuzzy [b]"),
      ("a | ! b", "fuzzy [a] | fuzzy [b]"),
    ])
  func `a lone operator is dropped from among terms`(typed: String, expected: String) {
    #expect(meaning(of: Query(typed)) == expected)
  }

  @Test(
    arguments: [
      ("data gov", "fuzzy [data] & fuzzy [gov]"), ("  data   gov  ", "fuzzy [data] & fuzzy [gov]"),
      ("data\\ gov", "fuzzy [data gov]"), ("'data\\ gov'", "word [data gov]"),
      ("\\ data", "fuzzy [ data]"), ("data\\ ", "fuzzy [data ]"), ("data\\  ", "fuzzy [data ]"),
      ("\\ ", "fuzzy [ ]"), ("a\\ \\ b c", "fuzzy [a  b] & fuzzy [c]"),
      ("data\\", "fuzzy [data\\]"), ("\\\\ x", "fuzzy [\\ x]"), ("data\tgov", "fuzzy [data gov]"),
    ])
  func `blanks part terms unless they are escaped`(typed: String, expected: String) {
    #expect(meaning(of: Query(typed)) == expected)
  }

  @Test(
    arguments: [
      ("a | b", "fuzzy [a] | fuzzy [b]"), ("a | b | c", "fuzzy [a] | fuzzy [b] | fuzzy [c]"),
      ("a | b c", "fuzzy [a] | fuzzy [b] & fuzzy [c]"),
      ("a b | c", "fuzzy [a] & fuzzy [b] | fuzzy [c]"),
      ("^a | !b", "prefix [a] | not exact [b]"), ("a |b", "fuzzy [a] & fuzzy [|b]"),
    ])
  func `a bar between blanks joins terms more tightly than blanks do`(
    typed: String, expected: String
  ) {
    #expect(meaning(of: Query(typed)) == expected)
  }

  @Test(
    arguments: [
      ("|", "fuzzy [|]"), ("| a", "fuzzy [|] & fuzzy [a]"), ("a |", "fuzzy [a]"),
      ("a | | b", "fuzzy [a] | fuzzy [|] & fuzzy [b]"), ("a | |", "fuzzy [a] | fuzzy [|]"),
      ("a || b", "fuzzy [a] & fuzzy [||] & fuzzy [b]"), ("| | a", "fuzzy [|] | fuzzy [a]"),
      ("! | a", "fuzzy [|] & fuzzy [a]"), ("a | ! | b", "fuzzy [a] | fuzzy [b]"),
    ])
  func `a bar without a term before it is a character, one without a term after it nothing`(
    typed: String, expected: String
  ) {
    #expect(meaning(of: Query(typed)) == expected)
  }

  @Test(
    arguments: [
      ("ITU data", "fuzzy C [ITU] & fuzzy [data]"), ("'Itu | wto", "exact C [Itu] | fuzzy [wto]"),
      ("Права права", "fuzzy C [Права] & fuzzy [права]"), ("!A", "not exact C [A]"),
    ])
  func `case counts in the terms that have a capital`(typed: String, expected: String) {
    #expect(meaning(of: Query(typed)) == expected)
  }

  @Test(
    arguments: [
      ("genève geneve", "fuzzy A [genève] & fuzzy [geneve]"), ("'é", "exact A [é]"),
      ("É", "fuzzy C A [É]"), ("ø | o", "fuzzy A [ø] | fuzzy [o]"), ("права", "fuzzy [права]"),
      ("数据", "fuzzy [数据]"),
    ])
  func `accents count in the terms that have one`(typed: String, expected: String) {
    #expect(meaning(of: Query(typed)) == expected)
  }

  @Test(
    arguments: [
      ("actor:itu", "fuzzy of actor [itu]"), ("!issue:ai", "not exact of issue [ai]"),
      ("actor:^ITU$", "equal C of actor [ITU]"), ("ACTOR:itu", "fuzzy of actor [itu]"),
      ("actor:'a\\ b", "exact of actor [a b]"), ("actor:!x", "not exact of actor [x]"),
      ("actor:itu | issue:ai", "fuzzy of actor [itu] | fuzzy of issue [ai]"),
      ("actor:issue:x", "fuzzy of actor [issue:x]"),
    ])
  func `a field name scopes its term`(typed: String, expected: String) {
    #expect(meaning(of: Query(typed, fields: ["actor", "issue"])) == expected)
  }

  @Test(
    arguments: [
      ("url:itu", "fuzzy [url:itu]"), (":itu", "fuzzy [:itu]"), ("'actor:itu", "exact [actor:itu]"),
      ("an-actor:itu", "fuzzy [an-actor:itu]"), ("actor itu", "fuzzy [actor] & fuzzy [itu]"),
    ])
  func `what is no field name before a term is plain text`(typed: String, expected: String) {
    #expect(meaning(of: Query(typed, fields: ["actor", "issue"])) == expected)
  }

  @Test func `a field name without a term asks for nothing`() {
    #expect(meaning(of: Query("actor: !actor: x", fields: ["actor"])) == "fuzzy [x]")
  }

  @Test func `field names mean nothing where none are given`() {
    let expected = "fuzzy [actor:itu] & not exact [issue:ai]"
    #expect(meaning(of: Query("actor:itu !issue:ai", fields: [])) == expected)
  }

  @Test(
    arguments: [
      ("data", "exact [data]"), ("'data", "fuzzy [data]"), ("'data'", "word [data]"),
      ("^data", "prefix [data]"), ("data$", "suffix [data]"), ("!data", "not exact [data]"),
      ("!'data", "not fuzzy [data]"), ("a | 'b", "exact [a] | fuzzy [b]"),
    ])
  func `where terms are exact a quotation mark makes one fuzzy`(typed: String, expected: String) {
    #expect(meaning(of: Query(typed, plain: .exact)) == expected)
  }

  @Test(arguments: [("data !gov", true), ("!gov", false), ("", false), ("!a | b", true)])
  func `a query can be ranked if it wants anything`(typed: String, isRanked: Bool) {
    #expect(Query(typed).isRanked == isRanked)
  }

  @Test func `what is to be marked is what is wanted`() {
    #expect(Query("data !gov 'a | !b").wantedTerms.map(\.text) == ["data", "a"])
  }
}
