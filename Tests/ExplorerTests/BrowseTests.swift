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

  @Test func `a query from the command line is searched for everywhere`() throws {
    let session = try Session("<enter>", preferences: Preferences(query: "beta"))
    #expect(session.page == "beta")
  }

  @Test func `readline's keys edit what is typed`() throws {
    #expect(try Session("/gamma beta<c-w>").row(-2).hasPrefix(" filter actors› gamma "))
    #expect(try Session("/eta<c-a>b").page == "beta")
    #expect(try Session("/zzz<c-u>beta").page == "beta")
  }
}

@Suite struct SizeTests {
  @Test func `panes grow and shrink, within what the rest needs`() throws {
    func width(_ keys: String, _ size: String = "80x24") throws -> Int {
      try Session(keys, size: size).row(2).prefix { $0 != "┓" && $0 != "┐" }.count + 1
    }
    #expect(try width("") == 32)
    #expect(try width("2>") == 36)
    #expect(try width("<lt>") == 30)
    #expect(try width("99<lt>") == 18)
    #expect(try width("99><lt>") == 52)
    #expect(try width("gd>") == 30)
    #expect(try width("5>=") == 32)
    #expect(try Session(">", size: "50x18").row(-1).contains("one pane on the screen only"))
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
    #expect(session.effects.allSatisfy { $0 == .wake(milliseconds: 300) })
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
