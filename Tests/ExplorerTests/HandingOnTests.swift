import Explorer
import Testing
import TextUI

/// What is copied, selected, starred and chosen; the outside world is not asked.
@Suite struct CopyingTests {
  /// What was to be copied last.
  private func copied(_ session: Session) -> String? {
    session.effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }.last
  }

  private func copied(after keys: String, size: String = "80x24") throws -> String? {
    copied(try Session(keys, size: size))
  }

  @Test func `each letter after y copies something else of the page`() throws {
    #expect(try copied(after: "jljjyy") == "https://alpha.example.org/series (unchecked)")
    #expect(
      try copied(after: "jljjym")
        == "[Alpha › Digital standards](<https://alpha.example.org/series>) (unchecked)")
    #expect(try copied(after: "jljjyt") == "Alpha › Digital standards")
    #expect(try copied(after: "jljjyi") == "alpha/standards")
    let json = try #require(try copied(after: "jljjyj"))
    #expect(json.contains("\"actor\": \"alpha\"") && json.contains("\"value\": \"42\""))
  }

  @Test func `copied text says that it is paraphrased, and of which edition`() throws {
    #expect(
      try copied(after: "jjljjyb") == """
        Beta · Cloud computing
        Beta Laboratory | Infrastructure
        Beta calls it: distributed computing

        November 2023, same in October 2022

        Beta computes in a grid since 2002.

        Facts
        2002  first year of the grid

        (Geneva Digital Atlas, November 2023, paraphrased by geneva-atlas)
        """)
    let page = try #require(try copied(after: "jjljjY"))
    #expect(page.contains("\nBeta is named by\n[2] Alpha: Digital standards\n"))
    #expect(page.hasSuffix("paraphrased by geneva-atlas)"))
  }

  @Test func `with a link in hand it is the link that is copied`() throws {
    #expect(try copied(after: "jljjl2;yy") == "https://beta.example.org/ (derived)")
    #expect(try copied(after: "jljjl1;yt") == "Alpha Series")
    #expect(
      try copied(after: "jljjl1;ym")
        == "[Alpha Series](<https://alpha.example.org/series>) (unchecked)")
    let session = try Session("jljj77yy")
    #expect(copied(session) == nil)
    #expect(session.row(-2).contains("No link 77 on this page"))
  }

  @Test func `a page without a link says so`() throws {
    let session = try Session("ym")
    #expect(copied(session) == nil)
    #expect(session.row(-2).contains("No link for The atlas"))
  }

  @Test func `selected rows are copied together, in the order in which they were selected`() throws
  {
    #expect(try copied(after: "jj<space>kk<space>yi") == "beta\nalpha")
    #expect(
      try copied(after: "jv2jya")
        == "Alpha: https://alpha.example.org/\n"
        + "Beta: https://beta.example.org/ (derived)\nGamma: https://gamma.example.org/")
    #expect(try copied(after: "<c-a>yi") == "alpha\nbeta\ngamma")
    #expect(try copied(after: "<c-a>uyi") == "atlas")
    #expect(try copied(after: "jya")?.split(separator: "\n").count == 3)
    let json = try #require(try copied(after: "<c-a>yj"))
    #expect(json.hasPrefix("["))
  }

  @Test func `those without a link are left out, and counted`() throws {
    var session = try Session("l<c-a>yy")
    #expect(copied(session) == "https://dig.watch/cloud (unchecked)")
    session.happen(
      .copied(
        CopyOutcome(
          text: "https://dig.watch/cloud (unchecked)", confirmed: ["xclip"], unconfirmed: [],
          failed: [])))
    #expect(session.row(-2).contains("3 of 4 have no link. Copied (xclip)"))
  }

  @Test func `in a view it is the row in hand that is copied, and its link that is opened`() throws
  {
    #expect(
      try copied(after: "gl/series<enter>ym")
        == "[Alpha Series](<https://alpha.example.org/series>) (unchecked)")
    #expect(try copied(after: "gl/series<enter>yt") == "Alpha Series")
    let opened = try Session("gl/series<enter>o").effects.last
    #expect(opened.map { "\($0)" }?.contains("alpha.example.org/series") == true)
    #expect(
      try copied(after: "gf/beta<enter>ya")
        == "2002: first year of the grid · Beta › Cloud computing")
    #expect(try Session("gmSy").row(-2).contains("There is no such order here"))
    #expect(try Session("glSc").row(-2).contains("Sorted by status"))
  }

  @Test func `selected rows are marked, and escape lets them go last`() throws {
    var session = try Session("j<space><space>")
    #expect(session.row(4).hasSuffix("* 2 │") || session.row(4).contains("* 2 ┃"))
    #expect(session.row(-2).contains("2 pages selected"))
    try session.press("<esc>")
    #expect(!session.screen.contains("* 2"))
  }
}

@Suite struct ChoosingTests {
  @Test func `which keys a chord may go on with is shown after a while, and not before`() throws {
    var session = try Session("jy")
    #expect(session.effects == [.wake(milliseconds: 300)])
    #expect(!session.screen.contains("━ y ━"))
    try session.press("<wait>")
    #expect(session.screen.contains("━ y ━"))
    #expect(session.screen.contains("c citation"))
    try session.press("i")
    #expect(!session.screen.contains("━ y ━"))
    #expect(session.effects.last == .copy("alpha"))
    #expect(try !Session("jy<esc><wait>").screen.contains("━ y ━"))
  }

  @Test func `letters on the links take one of them`() throws {
    var session = try Session("jljjf", size: "100x30")
    #expect(session.row(-2).contains("Type the letters of a link to open it"))
    // Beta stands first in the text, Alpha Series after it.
    try session.press("f")
    #expect(session.page == "beta")
    try session.press("H")
    try session.press("fj")
    #expect(session.effects.last.map { "\($0)" }?.contains("alpha.example.org/series") == true)
    let copying = try Session("jljjyfj", size: "100x30")
    #expect(copying.effects.last == .copy("https://alpha.example.org/series (unchecked)"))
    #expect(try Session("jljjf<esc>k", size: "100x30").page == "basket/infrastructure")
    #expect(try Session("jljjf9").row(-2).contains("No link has the letters 9"))
  }

  @Test func `all links of a page can be chosen by typing`() throws {
    var session = try Session("jljjO")
    #expect(session.row(1).hasPrefix(" Links of Alpha › Digital standards"))
    try session.press("beta<enter>")
    #expect(session.page == "beta")
    #expect(try Session("jljjObeta<esc>").page == "alpha/standards")
  }

  @Test func `a star is set, kept outside, listed and taken away`() throws {
    var session = try Session("jb")
    let page = session.state.page
    #expect(session.effects == [.star(page, isOn: true)])
    #expect(session.screen.contains("Detail ★"))
    try session.press("jljjbgs")
    #expect(session.row(1).hasPrefix(" Stars"))
    #expect(session.row(2).hasPrefix("▶  Beta › Cloud computing"))
    #expect(session.row(3).hasPrefix("   Alpha"))
    try session.press("<down><enter>")
    #expect(session.page == "alpha")
    try session.press("b")
    #expect(session.effects.last == .star(page, isOn: false))
    session.happen(.starKept(ids: [], failure: "No space left on device, writing stars"))
    #expect(session.row(-2).contains("The star holds only until the end: No space left on device"))
  }

  @Test func `stars of another atlas stay, and are not offered`() throws {
    let session = try Session("gs", preferences: Preferences(stars: ["nobody", "beta", "x/y/z"]))
    #expect(session.row(1).hasSuffix(" 1/1"))
    #expect(session.row(-1).contains("2 more are not in this atlas"))
    #expect(
      try Session("gs", preferences: Preferences(stars: ["nobody"])).row(-2)
        .contains("This atlas has none of the 1 starred pages"))
  }

  @Test func `every command can be found by what it does, and run`() throws {
    var session = try Session("j:")
    #expect(session.row(1).hasPrefix(" All commands"))
    try session.press("citation<enter>")
    #expect(session.effects.last.map { "\($0)" }?.contains("cite") == true)
    #expect(try Session("j:star the<enter>").screen.contains("Detail ★"))
    #expect(try Session("?/matrix<enter>").row(1).hasPrefix(" Matrix"))
    #expect(try Session("j:zzz<enter><esc>").page == "alpha")
  }

  @Test func `one goes back to any of the pages one came from`() throws {
    var session = try Session("jxx")
    try session.press("gmgh")
    #expect(session.row(1).hasPrefix(" Where you came from"))
    #expect(session.row(2).hasPrefix("▶  Alpha"))
    try session.press("<down><enter>")
    #expect(session.page == "alpha")
    #expect(session.row(2).contains("Issues 4/4"))
    #expect(try Session("gh").row(-2).contains("No earlier page"))
  }

  @Test func `the first keys are told once`() throws {
    var preferences = Preferences()
    preferences.isFirstRun = true
    var session = try Session("", preferences: preferences)
    #expect(session.row(-2).contains("Welcome: ? shows all keys"))
    try session.press("j")
    #expect(!session.screen.contains("Welcome"))
  }

  @Test func `picking ends with what was chosen, or with 130`() throws {
    let items = ["Alpha", "Beta", "Gamma"].map {
      PickList.Item(name: $0, detail: "", names: [])
    }
    func session(_ keys: String, query: String = "") throws -> Session {
      try Session(
        keys,
        preferences: Preferences(picking: PickList(title: "Pick", items: items, query: query)))
    }
    #expect(try session("<down><enter>").effects == [.pick([1])])
    #expect(try session("<tab><tab><enter>").effects == [.pick([0, 1])])
    #expect(try session("gam<enter>").effects == [.pick([2])])
    #expect(try session("<enter>", query: "bet").effects == [.pick([1])])
    #expect(try session("q<esc>").effects == [.quit(exitCode: 130)])
    #expect(try session("zzz<enter>").effects.isEmpty)
  }
}
