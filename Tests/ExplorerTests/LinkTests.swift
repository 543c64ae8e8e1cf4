import AtlasModel
import Explorer
import PlainText
import Testing
import TextUI

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

  @Test func `every link is listed once for an actor and issue, and none is left out`() throws {
    // The fingerprints of these two addresses are the same number.
    let (one, other) = ("https://example.org/154881", "https://example.org/548800")
    let mentions = [one, other, one, other].enumerated().map {
      #"{ "name": "Series \#($0)", "kind": "standard", "url": "\#($1)", "status": "unchecked" }"#
    }
    let text = SmallAtlas.document.replacing(
      #"{ "name": "Alpha Series", "kind": "standard", "url": "https://alpha.example.org/series", "status": "unchecked" }"#,
      with: mentions.joined(separator: ", "))
    let small = try AtlasReader.read([[SourceDocument(name: "links", bytes: Array(text.utf8))]])
    let found = small.links(in: .newest).filter { $0.kind == "standard" }
    #expect(found.map(\.link.address.text) == [one, other])

    let atlas = try BundledAtlas.atlas()
    var seen: Set<[String]> = []
    var expected: [[String]] = []
    for actor in atlas.actors {
      func add(_ issue: AtlasModel.Issue.ID?, _ link: Link?) {
        guard let link else { return }
        let listed = [actor.id.text, issue?.text ?? "", link.address.text]
        if seen.insert(listed).inserted { expected.append(listed) }
      }
      add(nil, actor.website)
      for channel in actor.channels { add(nil, channel.link) }
      for section in actor.sections {
        for mention in section.mentions { add(section.issue, mention.link) }
      }
    }
    let listed = atlas.links(in: .newest).filter { $0.actor != nil }.map {
      [$0.actor?.text ?? "", $0.issue?.text ?? "", $0.link.address.text]
    }
    #expect(listed.count > 500)
    #expect(listed == expected)
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
        case .keepQuery, .wake, .star, .pick, .cite: break
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
