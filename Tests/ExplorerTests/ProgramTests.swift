import AtlasModel
import Explorer
import PlainText
import Testing
import TextUI

@Suite struct ProgramTests {
  @Test(arguments: [("q", 0), ("Q", 0), ("<c-c>", 130), ("lljQ", 0)] as [(String, Int32)])
  func `the program ends when asked to`(script: String, exitCode: Int32) throws {
    #expect(try Session(script).effects == [.quit(exitCode: exitCode)])
  }

  @Test func `escape never quits`() throws {
    let script = "jl/priv<enter>l" + String(repeating: "<esc>", count: 20)
    #expect(try Session(script).effects == [.keepQuery("priv")])
  }

  @Test func `an unknown key says so and does nothing`() throws {
    let session = try Session("jgq")
    #expect(session.row(-2) == " gq is no key here; ? shows all keys")
    #expect(session.page == "alpha")
  }

  @Test func `help lists every key of the table`() throws {
    var help = ""
    var session = try Session("?", size: "100x70")
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
