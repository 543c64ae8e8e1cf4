import AtlasModel
import Explorer
import PlainText
import Testing
import TextUI

@Suite struct FilterTests {
  @Test func `a filter narrows as one types and takes the first that it finds`() throws {
    var session = try Session("/b")
    #expect(session.page == "beta")
    #expect(session.row(2).contains("Actors 1/3 /b"))
    try session.press("x")
    #expect(session.row(2).contains("Actors 0/3 /bx"))
    try session.press("<bs>")
    #expect(session.page == "beta")
  }

  @Test func `escape restores the filter and the row as they were`() throws {
    let session = try Session("jj/gam<esc>")
    #expect(session.page == "beta")
    #expect(session.row(2).contains("Actors 3/3 "))
  }

  @Test func `enter keeps the filter, and the row in hand is still there`() throws {
    let session = try Session("/gam<enter>")
    #expect(session.page == "gamma")
    #expect(session.row(2).contains("1/3 /gam"))
  }

  @Test func `a filter on the issues narrows the actors too`() throws {
    let session = try Session("jl/cloud<enter>")
    #expect(session.row(2).contains("Actors 1/3 "))
    #expect(session.page == "beta/cloud")
  }

  @Test func `case, accents, aliases and other languages are found`() throws {
    #expect(try Session("/ALPHA").page == "alpha")
    #expect(try Session("/d'alpha").page == "alpha")
    #expect(try Session("l/vie privee").page == "issue/privacy")
    #expect(try Session("jjl/distributed").screen.contains("Cloud computing (distribu…"))
  }

  @Test func `nothing found is said in a sentence, with what each word alone would find`() throws {
    let session = try Session("l/cloud privacy")
    #expect(session.screen.contains("No issue matches “cloud"))
    #expect(session.screen.contains("“cloud”\n") == false)
    #expect(session.screen.contains("alone: 1"))
  }

  @Test func `X clears all filters and the row in hand stays`() throws {
    let session = try Session("jl/priv<enter>X")
    #expect(session.row(2).contains("Actors 3/3 "))
    #expect(session.page == "alpha/privacy")
  }

  @Test func `a paste is typed into a filter, and is nothing elsewhere`() throws {
    #expect(try Session("/<paste be\u{1B}ta>").page == "beta")
    let session = try Session("<paste qQ>")
    #expect(session.effects.isEmpty)
    #expect(session.row(-2).contains("Pasted text is not read as keys"))
  }

  @Test func `a query from the command line stands in the first filter`() throws {
    let session = try Session(preferences: Preferences(query: "beta"))
    #expect(session.page == "beta")
  }

  @Test func `readline's keys edit what is typed`() throws {
    #expect(try Session("/gamma beta<c-w>").row(-2).hasPrefix(" filter actors› gamma "))
    #expect(try Session("/eta<c-a>b").page == "beta")
    #expect(try Session("/zzz<c-u>beta").page == "beta")
  }
}

@Suite struct MovingTests {
  @Test func `a count repeats, and the ends hold`() throws {
    #expect(try Session("2j").page == "beta")
    #expect(try Session("99999999j").page == "gamma")
    #expect(try Session("Ggg").page == "atlas")
    #expect(try Session("3G").page == "beta")
    #expect(try Session("G99k").page == "atlas")
  }

  @Test func `the issue in hand stays in hand from actor to actor, and comes back`() throws {
    #expect(try Session("jljjhj").page == "beta/standards")
    #expect(try Session("jljjhjj").page == "gamma")
    #expect(try Session("jljjhjjk").page == "beta/standards")
  }

  @Test func `x turns round and keeps the page in hand`() throws {
    var session = try Session("jljj")
    for _ in 1...3 {
      try session.press("x")
      #expect(session.page == "alpha/standards")
    }
    #expect(session.row(2).hasPrefix("┌─ Issues 4/4 "))
    #expect(try Session("jjx").page == "beta")
    #expect(try Session("xjjx").page == "issue/cloud")
  }

  @Test func `a fold hides the issues of a basket and keeps its row in hand`() throws {
    var session = try Session("jljj-")
    #expect(session.page == "basket/infrastructure")
    #expect(session.screen.contains("▸ Infrastructure"))
    try session.press("-j")
    #expect(session.page == "alpha/standards")
    try session.press("_")
    #expect(!session.screen.contains("▾"))
    try session.press("_")
    #expect(!session.screen.contains("▸"))
  }

  @Test func `a row that is folded away gives way to its basket, never to the atlas`() throws {
    #expect(try Session("xjjl<left>_").page == "basket/infrastructure")
    // A filter on either list unfolds, so that folding has nothing to hide.
    #expect(try Session("xjjl/beta<enter>h_").page == "beta/cloud")
  }

  @Test func `turning round never leaves the page in hand, filters give way`() throws {
    let session = try Session("/alp<enter>klGx")
    #expect(session.page == "issue/encryption")
  }

  @Test func `the issue that was wanted survives a filter that was not kept`() throws {
    #expect(try Session("jljjhjj/<esc>k").page == "beta/standards")
    #expect(try Session("jljjhjjXk").page == "beta/standards")
  }

  @Test func `escape takes back a count or a chord that was begun`() throws {
    var session = try Session("g<esc>")
    #expect(!session.row(-2).contains("is no key"))
    try session.press("3<esc>j")
    #expect(session.page == "alpha")
    try session.press("y<c-c>")
    #expect(session.effects.isEmpty)
  }

  @Test func `a filter finds what is folded away`() throws {
    #expect(try Session("jl_/priv").page == "alpha/privacy")
  }

  @Test func `parentheses go from basket to basket and from heading to heading`() throws {
    #expect(try Session("jl))").page == "basket/human-rights")
    #expect(try Session("jl))(").page == "basket/infrastructure")
    let session = try Session("jljjl))", size: "50x18")
    #expect(session.row(2).contains("Detail"))
    #expect(session.screen.contains("Named here"))
    #expect(!session.screen.contains("Alpha Union"))
  }

  @Test func `z shows one pane alone, q and z bring the others back`() throws {
    var session = try Session("jljjlz")
    #expect(session.row(2).hasPrefix("┏━ Detail"))
    try session.press("q")
    #expect(session.row(2).hasPrefix("┌─ Actors"))
    #expect(session.effects.isEmpty)
  }

  @Test func `unwrapped text moves sideways`() throws {
    let session = try Session("jljjlwjjj<s-right>", size: "50x18")
    #expect(session.screen.contains("a [2], Alpha writes the Alpha Series"))
  }

  @Test func `E goes through the editions and says what our copy lacks`() throws {
    var session = try Session("jljjE")
    #expect(session.screen.contains("November 2023: not in our copy"))
    #expect(session.screen.contains("for Alpha after “Overview”; below, October"))
    try session.press("E")
    #expect(session.row(1).contains("October 2022 only"))
    try session.press("E")
    #expect(session.row(1).contains("newest text"))
  }

  @Test func `the link in hand stays in hand when another edition numbers it anew`() throws {
    var session = try Session("jl<down><down>l1;")
    #expect(session.row(-2).contains("alpha.example.org/series"))
    try session.press("EE")
    try session.press("M")
    try session.press("<esc>;")
    #expect(session.page == "alpha/standards")
  }

  @Test func `what the chosen edition lacks stays in the lists, with the edition that has it`()
    throws
  {
    let session = try Session("jlE")
    #expect(session.screen.contains("Digital standards     2022"))
    #expect(try Session("xjjjE").screen.contains("[1] Alpha  October 2022 only"))
  }

  @Test func `figures that changed are shown with the edition that they stand in`() throws {
    #expect(try Session("j").screen.contains("nearly 160 years  age"))
    #expect(try Session("jEE").screen.contains("157 years  age"))
  }
}

@Suite struct LinkTests {
  @Test func `a link to another page is followed, and H and L go back and forward`() throws {
    var session = try Session("jljj3;<enter>")
    #expect(session.page == "beta/standards")
    try session.press("H")
    #expect(session.page == "alpha/standards")
    #expect(session.row(-2).hasPrefix(" [3] Beta › Digital standards"))
    try session.press("L")
    #expect(session.page == "beta/standards")
    try session.press("HH")
    #expect(session.row(-2) == " No earlier page")
  }

  @Test func `who names an actor can be followed`() throws {
    var session = try Session("jjl<enter>")
    #expect(session.screen.contains("Beta · Beta Laboratory"))
    try session.press("G")
    #expect(session.screen.contains("Alpha: Digital standards"))
    try session.press(",<enter>")
    #expect(session.page == "alpha/standards")
  }

  @Test func `following a link clears the filters that hide its page, and says so`() throws {
    let session = try Session("/alp<enter>ljj3;<enter>")
    #expect(session.page == "beta/standards")
    #expect(session.row(-2) == " Filters cleared to show this page")
  }

  @Test func `the address of a link is seen before it is opened`() throws {
    let session = try Session("jljj1;")
    #expect(session.row(-2) == " [1] https://alpha.example.org/series (unchecked)")
  }

  @Test func `o opens and yy copies the link in hand, that of a count, or the page's`() throws {
    let series = try LinkEffects("jljj1;oyy")
    #expect(series.opened == ["https://alpha.example.org/series"])
    #expect(series.copied == ["https://alpha.example.org/series (unchecked)"])
    #expect(try LinkEffects("jljj1o").opened == ["https://alpha.example.org/series"])
    #expect(try LinkEffects("j").copied == [])
    #expect(try LinkEffects("jyy").copied == ["https://alpha.example.org/"])
    #expect(try LinkEffects("jjyy").copied == ["https://beta.example.org/ (derived)"])
    #expect(try LinkEffects("lGyy").copied == [])
    #expect(try LinkEffects("lGyy").last == " No link for Encryption")
  }

  private struct LinkEffects {
    var opened: [String] = []
    var copied: [String] = []
    let last: String

    init(_ script: String) throws {
      let session = try Session(script)
      for effect in session.effects {
        switch effect {
        case .open(let link): opened.append(link.address.text)
        case .copy(let text): copied.append(text)
        case .quit, .suspend, .redraw, .mouse: continue
        }
      }
      last = session.row(-2)
    }
  }

  @Test func `what became of a copy is told as sure as it is`() throws {
    var session = try Session()
    session.happen(
      .copied(CopyOutcome(text: "x", confirmed: ["wl-copy"], unconfirmed: ["OSC 52"], failed: [])))
    #expect(session.row(-2) == " Copied (wl-copy): x")
    session.happen(
      .copied(CopyOutcome(text: "x", confirmed: [], unconfirmed: ["OSC 52"], failed: [])))
    #expect(session.row(-2) == " Sent to the terminal (OSC 52, unconfirmed): x")
  }

  @Test
  func `without a clipboard the text is shown with the mouse off, and any way back brings it on`()
    throws
  {
    var session = try Session(size: "50x18")
    session.happen(
      .copied(
        CopyOutcome(
          text: "https://a.org/", confirmed: [], unconfirmed: [], failed: ["xclip failed"])))
    #expect(session.row(1).hasPrefix(" No clipboard: xclip failed. Select"))
    #expect(session.row(2) == "https://a.org/")
    try session.press("<esc>")
    #expect(session.effects == [.mouse(isOn: false), .mouse(isOn: true)])
  }

  @Test func `a link that nothing opens is copied instead`() throws {
    var session = try Session("jo")
    guard case .open(let link)? = session.effects.last else {
      Issue.record("nothing was opened")
      return
    }
    session.happen(.opened(OpenOutcome(link: link, result: .noOpener)))
    #expect(session.effects.last == .copy("https://alpha.example.org/"))
    session.happen(
      .copied(CopyOutcome(text: "x", confirmed: ["tmux"], unconfirmed: [], failed: [])))
    #expect(session.row(-2) == " No browser here. Copied (tmux): x")
  }
}

@Suite struct ProgramTests {
  @Test(arguments: [("q", 0), ("Q", 0), ("<c-c>", 130), ("lljQ", 0)] as [(String, Int32)])
  func `the program ends when asked to`(script: String, exitCode: Int32) throws {
    #expect(try Session(script).effects == [.quit(exitCode: exitCode)])
  }

  @Test func `escape never quits`() throws {
    let script = "jl/priv<enter>l" + String(repeating: "<esc>", count: 20)
    #expect(try Session(script).effects.isEmpty)
  }

  @Test func `an unknown key says so and does nothing`() throws {
    let session = try Session("jgq")
    #expect(session.row(-2) == " gq is no key here; ? shows all keys")
    #expect(session.page == "alpha")
  }

  @Test func `help lists every key of the table`() throws {
    var help = ""
    var session = try Session("?", size: "100x60")
    help += session.screen
    try session.press("G")
    help += session.screen
    for group in KeyGroup.allCases {
      for row in Keymap.standard.rows(of: group) { #expect(help.contains(row.words)) }
    }
    try session.press("q")
    #expect(session.effects.isEmpty)
    #expect(session.row(2).hasPrefix("┏━ Actors"))
  }

  @Test func `the search in the text marks, counts and goes round`() throws {
    var session = try Session("jljjl/alpha s")
    #expect(session.row(2).contains("/alpha s 1/3"))
    try session.press("<enter>n")
    #expect(session.row(-2) == " Match 2 of 3")
    try session.press("nn")
    #expect(session.row(-2) == " Match 1 of 3")
    try session.press("N")
    #expect(session.row(-2) == " Match 3 of 3")
    try session.press("<esc>")
    #expect(!session.row(2).contains("/alpha"))
  }

  @Test func `the search looks past the numbers of links, and finds what stands beside the text`()
    throws
  {
    #expect(try Session("jljjl/with beta, alpha").row(2).contains("1/1"))
    #expect(try Session("jljjl/also on", size: "120x40").screen.contains("/also on 1/1"))
    #expect(try Session("jljjl/also on", size: "200x50").screen.contains("/also on 1/1"))
  }

  @Test func `the match in hand differs from the others`() throws {
    let canvas = try Session("jljjl/alpha s").state.render().canvas
    // Without the title of the pane, in which the query stands.
    let roles = canvas.cells.dropFirst(2 * canvas.size.columns).map(\.role)
    #expect(roles.filter { $0 == .matchInHand }.count == 7)
    #expect(roles.filter { $0 == .match }.count == 14)
  }

  @Test func `help stays in view when the window grows`() throws {
    var session = try Session("?G", size: "20x5")
    try session.press("<resize 120x40>")
    #expect(session.screen.contains("quit at once"))
  }

  @Test func `matched characters and the focus have roles of their own`() throws {
    let session = try Session("/bet")
    let canvas = session.state.render().canvas
    #expect(canvas[Position(row: 3, column: 1)].role == .selected)
    #expect(canvas[Position(row: 3, column: 2)].role == .selectedMatch)
    #expect(canvas[Position(row: 1, column: 0)].role == .focusedBorder)
  }

  @Test func `the cursor is on the row in hand, or in the line that is typed`() throws {
    #expect(try Session("jj").state.render().cursor == Position(row: 4, column: 1))
    let typing = try Session("/be").state.render()
    #expect(typing.cursor == Position(row: 22, column: 18))
    #expect(typing.isCursorShown)
  }

  @Test func `ascii draws nothing else, and the focus is still seen`() throws {
    let session = try Session("jl", preferences: Preferences(repertoire: .ascii))
    let others = session.screen.unicodeScalars.filter { !$0.isASCII }
    #expect(others.isEmpty)
    #expect(session.screen.contains("#= Issues of Alpha 2/2 ="))
    #expect(session.screen.contains("+- Actors 3/3 -"))
  }
}

@Suite struct MouseTests {
  @Test func `a click chooses and focuses, a double click goes on`() throws {
    var session = try Session("<click 5,4>")
    #expect(session.page == "beta")
    try session.press("<double-click 5,4>")
    #expect(session.screen.contains("┏━ Issues of Beta"))
  }

  @Test func `a link needs a second click`() throws {
    var session = try Session("jljj", size: "120x40")
    let number = session.screen.split(separator: "\n").firstIndex { $0.contains("[3] Beta") } ?? 0
    try session.press("<click \(number + 1),64>")
    #expect(session.page == "alpha/standards")
    try session.press("<click \(number + 1),64>")
    #expect(session.page == "beta/standards")
  }

  @Test func `the wheel scrolls the pane under it, whatever has the focus`() throws {
    let session = try Session("jljj<wheel-down 5,60>", size: "80x24")
    #expect(!session.screen.contains("Alpha · Digital standards"))
    #expect(session.row(2).hasPrefix("┌─ Actors"))
  }

  @Test func `a click follows the link under it, whatever count was begun`() throws {
    var session = try Session("jljj", size: "120x40")
    let number =
      session.screen.split(separator: "\n").firstIndex { $0.contains("[4] Digital") } ?? 0
    try session.press("4;3<click \(number + 1),64>")
    #expect(session.page == "issue/standards")
  }

  @Test func `a double click goes on also where the first one moved the lists`() throws {
    let session = try Session("jh<click 19,6><double-click 19,6>")
    #expect(session.screen.contains("┏━ Detail"))
  }

  @Test func `a click elsewhere keeps the filter that was being typed, and ends the typing`() throws
  {
    var session = try Session("jl/priv<click 4,70>", size: "120x40")
    #expect(session.row(2).contains("Issues of Alpha 1/2 /priv"))
    try session.press("x")
    #expect(session.row(2).contains("Issues"))
    #expect(!session.screen.contains("privx"))
  }

  @Test func `clicks outside of everything do nothing`() throws {
    let session = try Session("<click 1,1><click 24,80><click 999,999><double-click 24,1>")
    #expect(session.page == "atlas")
  }
}
