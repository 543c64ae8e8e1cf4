import FuzzyMatching
import Testing

@Suite struct QueryTests {
  @Test func `nothing but operators asks for nothing`() {
    for typed in ["", "  ", "!", "'", "^", "! '"] { #expect(Query(typed).isEmpty, "\(typed)") }
  }
}
