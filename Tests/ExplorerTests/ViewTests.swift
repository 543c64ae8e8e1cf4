import Explorer
import Testing
import TextUI

/// The views beside Browse: what each shows, and the way into Browse and back.
@Suite struct ViewTests {
  @Test func `the matrix shows who says how much on what`() throws {
    expectScreen(
      try Session("gmj", size: "80x12"),
      """
       Matrix: who says how much on what          4/4 issues × 3 actors · newest text
                                              Alpha       Beta        Gamma       all
       Infrastructure (2)
        Cloud computing                                   ■                       1
      ▶ Digital standards                     ■           ■                       2
       Human rights (2)
        Privacy                               ■                                   1
        Encryption                            ·                                   –

       Issues with a section                  2           2           0           4
       ■ to ■■■■■: length of the text in these profiles, not work done; · named only
       j down  k up  h left  l right  Enter open  / filter  ? help  q quit
      """)
  }

  @Test func `a cell leads into Browse, and back to exactly where one was`() throws {
    var session = try Session("gmjl")
    let before = session.screen
    try session.press("<enter>")
    #expect(session.page == "beta/standards")
    #expect(session.row(2).hasPrefix("┌─ Actors"))
    try session.press("jjH")
    #expect(session.screen == before)
    try session.press("H")
    #expect(session.page == "atlas")
    #expect(try Session("gm<enter>").page == "issue/cloud")
    #expect(try Session("gmq").row(2).hasPrefix("┏━ Actors"))
  }

  @Test func `terms narrow the rows, terms for actors alone the columns`() throws {
    let session = try Session("gm/actor:beta stan<enter>")
    #expect(session.row(1).contains("1/4 issues × 1 actors"))
    #expect(session.screen.contains("▶ Digital standards"))
    let empty = try Session("gm/zzzz")
    #expect(empty.row(2).contains("No issue matches. Esc clears the filter."))
    #expect(try Session("gm/zzzz<esc>").row(1).contains("4/4 issues"))
    #expect(try Session("gm/stan<enter><esc>").row(1).contains("4/4 issues"))
  }

  @Test func `empty issues can be left out, and editions chosen`() throws {
    #expect(try Session("gm-E").row(1).contains("November 2023 only"))
    #expect(try Session("gmE").screen.contains("Privacy"))
    // In November 2023 our copy has Beta's sections alone.
    let session = try Session("gmE-")
    #expect(!session.screen.contains("Privacy"))
  }

  @Test func `facts are listed, filtered by their words or by whose they are, and sorted`() throws {
    let session = try Session("gf", size: "120x10")
    #expect(session.row(1).contains("4/4 facts"))
    #expect(session.row(3).hasPrefix("▶nearly 160 years    age"))
    #expect(session.row(5).contains("2030                end of the series (goal)"))
    #expect(try Session("gf/beta").row(1).contains("1/4 facts"))
    #expect(try Session("gf/standards").row(1).contains("2/4 facts"))
    #expect(try Session("gf/year:2030").row(3).hasPrefix("▶2030"))
    #expect(try Session("gfSy").row(3).hasPrefix("▶2002"))
  }

  @Test func `a fact opens its page at the statement, and is copied as a sentence`() throws {
    var session = try Session("gfSy<enter>")
    #expect(session.page == "beta/cloud")
    #expect(session.screen.contains("/first year of the grid 1/1"))
    try session.press("Hyy")
    guard case .cite(let request)? = session.effects.last else {
      Issue.record("no citation was asked for")
      return
    }
    let day = try #require(CalendarDay(year: 2026, month: 11, day: 22))
    #expect(
      session.state.citation(request, accessed: day)
        == "2002 – first year of the grid. “Beta Laboratory: Cloud computing”, First edition, "
        + "updated (November 2023), see the website of Beta, https://beta.example.org/ (derived), "
        + "accessed 22 November 2026. Paraphrased by geneva-atlas.")
  }

  @Test func `links are listed with kind and status`() throws {
    var session = try Session("gl/beta", size: "120x10")
    #expect(session.row(3).contains("Beta Laboratory"))
    #expect(session.row(3).contains("website      derived"))
    try session.press("<enter>yy")
    #expect(session.effects.last == .copy("https://beta.example.org/ (derived)"))
  }

  @Test func `editions tell what changed, and what our copy lacks apart`() throws {
    var session = try Session("ge", size: "100x24")
    #expect(session.row(1).hasPrefix(" Editions: what changed from October 2022 to November 2023"))
    #expect(session.screen.contains("± age: 157 years → nearly 160 years"))
    #expect(session.screen.contains("Not in our copy of November 2023"))
    try session.press(")))<enter>")
    #expect(session.page == "alpha")
    #expect(try Session("ge/zzzz").row(2).contains("No section matches. Esc clears the filter."))
    #expect(try Session("geEE").screen.contains("There is no edition before this one"))
  }

  @Test func `actors are compared on the issue in hand, or as they were selected`() throws {
    var session = try Session("jljjgc", size: "100x24")
    #expect(session.row(1).hasPrefix(" Compare: Alpha and Beta on Digital standards"))
    #expect(session.screen.contains("│ Beta"))
    try session.press("l<enter>")
    #expect(session.page == "beta/standards")
    try session.press("H")
    #expect(session.row(1).hasPrefix(" Compare"))
    #expect(
      try Session("j<space><space>gc").row(1).hasPrefix(" Compare: Alpha and Beta on all issues"))
    #expect(try Session("jgc").row(-2).contains("Select two or more actors with Space"))
  }

  @Test func `a comparison is filtered statement by statement, and opens at the one in hand`()
    throws
  {
    var session = try Session("j<space><space>gc/grid<enter>", size: "80x24")
    expectScreen(
      session,
      """
       Compare: Alpha and Beta on all issues                   2 actors · newest text
      ▶ Alpha and Beta on all issues

        Alpha                                 │ Beta
        Name: Alpha Union                     │ Name: Beta Laboratory
        Established: 1865                     │ Issues with a section: 1
        Issues with a section: 0              │ Sections: 1
        Sections: 0                           │ Text of: November 2023
        Text of: October 2022 and November    │ Facts: 1
        2023                                  │ Things named: 0
        Facts: 0                              │
        Things named: 0                       │

        Issues

        Only Alpha                            │ Only Beta
        No issue alone.                       │ • Cloud computing

        Facts

        Measured by more than one: nothing.

       Alpha
       j down  k up  h left  l right  Enter open  / filter  ? help  q quit
      """)
    try session.press("/<c-u>kind:fact grid<enter>G")
    try session.press("lkkkkkkkkkk")
    #expect(session.screen.contains("│▶• 2002 – first year of the grid"))
    #expect(session.row(-2).hasPrefix(" Beta › Cloud computing"))
    try session.press("<enter>")
    #expect(session.page == "beta/cloud")
    #expect(session.screen.contains("/first year of the grid 1/1"))
    #expect(
      try Session("j<space><space>gc/zzzz").row(2).hasPrefix(" Nothing that they say matches."))
    // A year and a kind by their beginning, as everywhere.
    for (query, isFound) in [
      ("year:200", true), ("year:002", false), ("!year:002", true), ("kind:dat", true),
      ("kind:ate", false),
    ] {
      let screen = try Session("j<space><space>gc/\(query)<enter>", size: "80x60").screen
      #expect(screen.contains("2002 – first year of the grid") == isFound, "\(query)")
    }
  }

  @Test func `of a long document the rest is made between keys, or when one goes there`() throws {
    let atlas = try BundledAtlas.atlas()
    func state(_ script: String) throws -> State {
      var state = State(atlas: atlas, size: Size(rows: 24, columns: 80))
      for event in try KeyNotation.events(in: script) { _ = state.update(.input(event)) }
      return state
    }
    var patient = try state("ge")
    _ = patient.update(.idle)
    var rounds = 0
    while patient.hasWork, rounds < 1000 {
      _ = patient.update(.idle)
      rounds += 1
    }
    #expect(!patient.hasWork)
    for event in try KeyNotation.events(in: "G") { _ = patient.update(.input(event)) }
    let hasty = try state("geG")
    #expect(hasty.render().canvas.text == patient.render().canvas.text)
    #expect(hasty.render().canvas.text.contains("Same text in both: Overview; Conflict"))
    #expect(try state("ge").hasWork)
  }

  @Test(arguments: ["80x24", "120x40", "50x18", "40x12", "20x5", "20x6"])
  func `every view has its row in hand on every screen`(size: String) throws {
    for view in ["gm", "gf", "gl", "gt", "ge", "j<space><space>gc"] {
      var session = try Session(view + "G", size: size)
      #expect(session.screen.contains("▶"))
      try session.press("gg3l")
      #expect(session.screen.contains("▶"))
    }
  }
}
