import AtlasModel
import Explorer
import FuzzyMatching
import Testing
import TextUI

/// What happened when: the order of the statements, the scale that bends, the way to what was said.
@Suite struct TimelineTests {
  /// An atlas of one actor with facts of given years; those with a minus are goals of that year.
  private static func atlas(established: Int? = nil, factsIn years: [Int]) throws -> Atlas {
    let facts = years.enumerated().map { place, year in
      """
      { "value": "\(place)", "measures": "thing \(place)", "kind": "count", "year": \(abs(year))
        \(year < 0 ? #", "target": true"# : "") }
      """
    }.joined(separator: ",")
    // What a fact says stands in the text.
    let text = (["One"] + years.indices.map(String.init)).joined(separator: " ")
    let founding = established.map { #""established": \#($0),"# } ?? ""
    let document = """
      { "schema": 1, "editions": [ { "id": "e", "name": "E", "date": "2022" } ],
        "actors": [ { "id": "one", "label": "One", "name": "One", \(founding)
          "website": "https://one.example.org/", "websiteStatus": "seen", "sources": { "e": "1" },
          "sections": [ { "kind": "overview", "title": "Overview", "sources": { "e": "2" },
            "blocks": [ { "text": "\(text)" } ], "facts": [ \(facts) ] } ] } ] }
      """
    return try AtlasReader.read([[SourceDocument(name: "one.json", bytes: Array(document.utf8))]])
  }

  private func screen(_ atlas: Atlas, _ script: String = "gt", size: String) throws -> [String] {
    var state = State(atlas: atlas, size: try #require(KeyNotation.size(size)))
    for event in try KeyNotation.events(in: script) { _ = state.update(.input(event)) }
    return state.render().canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  @Test func `the screen shows when, who and what, and goals apart`() throws {
    expectScreen(
      try Session("gtG", size: "80x19"),
      """
       Timeline: what happened when                      3/3 statements · newest text



       A                                                     B           ◇
       ┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─┴─▲▲
       1865  1880    1900    1920    1940    1960    1980    2000        2030
       ◇ goal  A Alpha  B Beta
       1865  A Alpha        established
       2002  B Beta         first year of the grid
      ▶2030  A Alpha      ◇ end of the series (goal)






       2030 · Alpha › Digital standards: end of the series (goal)
       j down  k up  h left  l right  + zoom  Enter open  / filter  ? help  q quit
      """)
  }

  @Test func `in ASCII, and without room for the scale, it can be read too`() throws {
    let ascii = try Session(
      "gtG", size: "80x20", preferences: Preferences(repertoire: .ascii))
    #expect(ascii.row(5) == " A" + String(repeating: " ", count: 53) + "B           o")
    #expect(ascii.row(6).hasSuffix("-+-^^"))
    #expect(ascii.row(11) == ">2030  A Alpha      o end of the series (goal)")
    expectScreen(
      try Session("gtG", size: "20x5"),
      """
       Timeline: what hap…
       1865  A   establi…
       2002  B   first y…
      ▶2030  A ◇ end of …
       ? help  q quit
      """)
  }

  @Test func `an actor has a letter of its own as long as there are any`() throws {
    let timeline = Timeline(of: try BundledAtlas.atlas(), in: .newest)
    let legend = timeline.scale(of: try BundledAtlas.atlas(), columns: 120).last
    #expect(
      legend
        == "◇ goal  I ITU  W WTO  U UNCTAD  N UNECE  G IGF  C CERN  E UNIGE  R Graduate Institute")
  }

  @Test func `statements stand by year, those of one year as the atlas has them`() throws {
    let atlas = try Self.atlas(established: 1990, factsIn: [2020, 1990, -2030, 2020])
    let timeline = Timeline(of: atlas, in: .newest)
    #expect(timeline.statements.map(\.year) == [1990, 1990, 2020, 2020, 2030])
    #expect(
      timeline.statements.map { atlas.words(of: $0, in: .newest).text } == [
        "established", "1: thing 1", "0: thing 0", "3: thing 3", "2: thing 2 (goal)",
      ])
    #expect(timeline.statements.map(\.isGoal) == [false, false, false, false, true])
    #expect(timeline.years.map(\.statements) == [0..<2, 2..<4, 4..<5])
  }

  @Test func `what an edition does not say is not in its timeline`() throws {
    let atlas = try SmallAtlas.atlas()
    let editions = atlas.editions.map(\.id)
    let years = editions.map { Timeline(of: atlas, in: .only($0)).statements.map(\.year) }
    // The particulars and the goal of Alpha stand in the first edition alone.
    #expect(years == [[1865, 2002, 2030], [2002]])
  }

  @Test func `h and l go from year to year, j and k from statement to statement`() throws {
    let atlas = try Self.atlas(factsIn: [2001, 2005, 2005, 2005, 2009])
    func inHand(_ keys: String) throws -> String {
      try #require(screen(atlas, "gt" + keys, size: "80x20").first { $0.hasPrefix("▶") })
    }
    #expect(try inHand("").hasSuffix("0: thing 0"))
    #expect(try inHand("l").hasSuffix("1: thing 1"))
    #expect(try inHand("lj").hasSuffix("2: thing 2"))
    #expect(try inHand("ljl").hasSuffix("4: thing 4"))
    #expect(try inHand("ljlh").hasSuffix("1: thing 1"))
    #expect(try inHand("ljh").hasSuffix("0: thing 0"))
    #expect(try inHand("9l)").hasSuffix("4: thing 4"))
    #expect(try inHand("2l9h").hasSuffix("0: thing 0"))
  }

  @Test func `a year with more than its columns hold says so with a plus`() throws {
    let rows = try screen(
      Self.atlas(factsIn: Array(2000...2009) + Array(repeating: 2010, count: 40)), size: "20x20")
    #expect(
      rows[1...6] == [
        "           OOOOOOO+", "           OOOOOOOO", "           OOOOOOOO",
        " OOOOOOOOOOOOOOOOOO", " ▲┴┴┴┴┴┴┴┴┴┴───────", " 2000 2005 2010",
      ])
    let wide = try screen(
      Self.atlas(factsIn: Array(2000...2009) + Array(repeating: 2010, count: 40)), size: "40x20")
    #expect(!wide[1...6].joined().contains("+"))
  }

  @Test func `no year at all is said, and what to do where a filter is the reason`() throws {
    #expect(
      try screen(Self.atlas(factsIn: []), size: "80x20")[1]
        == " No statement of this atlas has a year.")
    #expect(
      try screen(Self.atlas(factsIn: []), "gtE", size: "80x20")[1]
        == " No statement of this edition has a year. E changes the edition.")
    #expect(
      try screen(Self.atlas(factsIn: [2001]), "gt/zzzz", size: "80x20")[1]
        == " No dated statement matches. Esc clears the filter.")
    for keys in ["gtjlh+-G", "gt+-<c-d>)(<enter>yy"] {
      #expect(try screen(Self.atlas(factsIn: []), keys, size: "40x12").count == 12)
    }
  }

  @Test(
    arguments: [
      ("beta", ["2002"]), ("actor:alpha", ["1865", "2030"]), ("year:186", ["1865"]),
      ("series", ["2030"]), ("issue:standards", ["2030"]), ("established", ["1865"]),
      ("kind:date !grid", ["1865", "2030"]), ("alpha | beta", ["1865", "2002", "2030"]),
      ("union", ["1865", "2030"]), ("edition:2023", ["2002"]),
    ])
  func `queries find facts, and foundings by their actors`(query: String, years: [String]) throws {
    let session = try Session("gt/\(query)<enter>", size: "80x20")
    let rows = session.screen.split(separator: "\n").filter {
      $0.contains(#/^[ ▶]\d{4}  [AB] /#)
    }
    #expect(rows.map { String($0.dropFirst().prefix(4)) } == years)
  }

  @Test func `a statement opens its page where it is said, and is copied as a sentence`() throws {
    var session = try Session("gtj<enter>")
    #expect(session.page == "beta/cloud")
    #expect(session.screen.contains("/first year of the grid 1/1"))
    try session.press("H")
    #expect(session.screen.contains("▶2002"))
    try session.press("kyy")
    #expect(
      session.effects.last
        == .copy(
          "Alpha: established in 1865. (Geneva Digital Atlas, October 2022, paraphrased by "
            + "geneva-atlas)"))
    try session.press("<enter>")
    #expect(session.page == "alpha")
    #expect(session.screen.contains("/Established 1/1"))
  }

  @Test func `plus and minus change how many years the scale shows around the year in hand`() throws
  {
    let message = { try Session($0).row(-2) }
    #expect(try message("gt+") == " The scale shows 1865 to 1947; - shows more")
    #expect(try message("gtj+") == " The scale shows 1948 to 2030; - shows more")
    #expect(try message("gtj++") == " The scale shows 1982 to 2022; - shows more")
    #expect(try message("gtj9+") == " The scale shows 2000 to 2004; - shows more")
    #expect(try message("gtj9+9-") == " The scale shows 1865 to 2030; - shows more")
    #expect(try message("gm+") == " + is for the timeline; gt opens it")
    #expect(try message("+") == " + is for the timeline; gt opens it")
  }
}

/// The scale by itself.
@Suite struct TimelineScaleTests {
  @Test func `years are dense where none is far from the next`() throws {
    let bundled = Timeline(of: try BundledAtlas.atlas(), in: .newest)
    #expect(TimelineScale.denseYears(of: bundled) == 1989...2030)
    // No run of years holds half of three statements that are far apart.
    let small = Timeline(of: try SmallAtlas.atlas(), in: .newest)
    #expect(TimelineScale.denseYears(of: small) == 1865...2030)
    #expect(TimelineScale.denseYears(of: small.narrowed { _ in false }) == nil)
  }

  @Test func `what is far from the dense years is squeezed at the edges`() throws {
    let timeline = Timeline(of: try BundledAtlas.atlas(), in: .newest)
    let scale = TimelineScale(timeline, window: 1989...2030, hand: nil, columns: 78, rows: 5)
    let squeezed = scale.spans.filter(\.isSqueezed)
    #expect(
      squeezed.map(\.years.lowerBound) == [
        1559, 1865, 1927, 1947, 1954, 1956, 1964, 1970, 1975, 2040,
      ])
    #expect(scale.labels.first?.text == "1559 … 1975")
    #expect(scale.labels.contains { $0.text == "2040" && $0.column == 74 })
  }

  @Test(arguments: [10, 18, 38, 78, 118, 198, 1_000])
  func `every statement has its place on the scale, however wide and near it is`(columns: Int)
    throws
  {
    for atlas in [try BundledAtlas.atlas(), try SmallAtlas.atlas()] {
      let timeline = Timeline(of: atlas, in: .newest)
      for zoom in TimelineScale.zoomLevels(of: timeline) {
        for year in timeline.years.map(\.year) {
          let window = TimelineScale.window(of: timeline, zoom: zoom, around: year)
          let scale = TimelineScale(timeline, window: window, hand: year, columns: columns, rows: 4)
          #expect(zoom == 0 || window.contains(year))
          #expect(
            scale.spans.flatMap(\.statements).elementsEqual(timeline.statements.indices),
            "\(columns) columns, zoom \(zoom), \(year)")
          let used = scale.spans.flatMap(\.columns) + scale.partings
          #expect(Set(used).count == used.count && used.allSatisfy { 0..<columns ~= $0 })
          #expect(scale.labels.contains { $0.isInHand && $0.text == String(year) })
        }
      }
    }
  }
}
