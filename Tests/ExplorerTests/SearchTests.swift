import Explorer
import Testing
import TextUI

@Suite struct SearchTests {
  /// A session in which nobody types for a while after the keys.
  private func searched(_ script: String, size: String = "64x14") throws -> Session {
    var session = try Session(script, size: size)
    while session.state.isSearchUnfinished { session.happen(.idle) }
    return session
  }

  @Test func `everything that holds a word is found, names first`() throws {
    expectScreen(
      try searched("sstandards"),
      """
       Search everything                                      6 found
      ▶ Digital standards                                       issue
          Infrastructure
        Alpha › Digital standards                               entry
          Digital standards
        Beta › Digital standards                                entry
          Digital standards
        Alpha › Digital standards                                fact
          42: standards of the Alpha Series
        Beta › Digital standards                                 text
          Beta opens its standards.

       search everything› standards
       ↓ next  ↑ previous  Enter keep  Esc as before
      """)
  }

  @Test func `a word with a slip finds what is close to it, and says so`() throws {
    let session = try searched("sstandarts")
    #expect(session.row(2) == "▶ ≈ Digital standards                              did you mean")
  }

  @Test func `enter opens the page with the words marked, and n goes on`() throws {
    var session = try searched("sgrid<enter>")
    #expect(session.page == "beta/cloud")
    #expect(session.row(-1) == " n and N go through 2 matches")
    try session.press("n")
    #expect(session.row(-1) == " Match 2 of 2")
  }

  @Test func `escape leaves search as if it had not been`() throws {
    var session = try Session("jl")
    let before = session.screen
    try session.press("sstandards<down><esc>")
    #expect(session.screen == before)
  }

  @Test func `nothing found is said with what each word alone would find`() throws {
    let session = try searched("sgrid privacy", size: "80x14")
    #expect(
      session.row(2)
        == " Nothing holds “grid privacy”. “grid” alone: 2, “privacy” alone: 3.")
  }

  @Test func `what is in hand is searched for with a star`() throws {
    let session = try searched("j*")
    #expect(session.row(-2) == " search everything› Alpha")
    #expect(session.row(2).hasPrefix("▶ Alpha "))
  }

  @Test func `exact matching finds no abbreviation, in search and in lists`() throws {
    #expect(try searched("sdigsta").row(2).hasPrefix("▶ Digital standards"))
    #expect(try searched("sdigsta<c-r>").row(2).hasPrefix(" Nothing holds"))
    #expect(try Session("x<c-r>/digsta").row(-2).contains("0/4"))
  }

  @Test func `earlier queries come back, the last one first`() throws {
    var session = try Session("/alp<enter>X/bet<enter>Xs<m-p>")
    #expect(session.row(-2) == " search everything› bet")
    try session.press("<m-p>")
    #expect(session.row(-2) == " search everything› alp")
    try session.press("<m-n><m-n>")
    #expect(session.row(-2) == " search everything›")
    #expect(session.effects == [.keepQuery("alp"), .keepQuery("bet")])
  }

  @Test func `tab completes a field and goes on to the next`() throws {
    #expect(try Session("sac<tab>").row(-2) == " search everything› actor:")
    #expect(try Session("s!ac<tab><tab>").row(-2) == " search everything› !issue:")
    #expect(try Session("sactor:beta<space>grid<enter>").page == "beta/cloud")
  }

  @Test func `a filter ranks what it finds, and S brings back the order of the atlas`() throws {
    #expect(try Session("x/s").row(4).hasPrefix("┃▶  Digital standards"))
    #expect(try Session("xSa/s").row(5).hasPrefix("┃▶  Digital standards"))
    #expect(try Session("xSn").row(4).contains("Cloud computing"))
  }

  @Test func `a click takes a hit in hand, a double one opens it`() throws {
    var session = try searched("sstandards<click 5,4>")
    #expect(session.row(4).hasPrefix("▶ Alpha › Digital standards"))
    try session.press("<double-click 5,4>")
    #expect(session.page == "alpha/standards")
  }

  @Test func `one row a hit is enough for a small screen`() throws {
    let session = try searched("sstandards", size: "20x5")
    #expect(session.row(2).hasPrefix("▶ Digital standards"))
    #expect(session.row(-2) == "/›standards")
  }
}
