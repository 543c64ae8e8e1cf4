import AtlasModel
import Explorer
import Testing
import TextUI

/// Events that wait together, and windows that change their size.
@Suite struct InputTests {
  private func state(_ script: String, together: Bool) throws -> State {
    let size = try #require(KeyNotation.size("80x24"))
    var state = State(atlas: try BundledAtlas.atlas(), size: size)
    var events = try KeyNotation.events(in: script)[...]
    while !events.isEmpty {
      if together {
        _ = state.take(from: &events)
      } else {
        _ = state.update(.input(events.removeFirst()))
      }
    }
    return state
  }

  @Test(
    arguments: [
      "/privacy", "x/data prot<enter>jl", "sdata governance<down><enter>n", "gf/2020<enter>j",
      ":matrix<enter>", "/itu<esc>jj", "l/e-was<bs><bs>w<tab><enter>", "/topic<tab>health",
      "3j5k/un",
      "?jjq/cern", "gm/actor:itu|actor:un<enter>l", "fab", "yyyb/x",
    ])
  func `what is typed at once comes to the same as letter by letter`(script: String) throws {
    let (one, other) = (
      try state(script, together: true), try state(script, together: false)
    )
    #expect(one.render().canvas.text == other.render().canvas.text)
    #expect(one.page == other.page)
  }

  @Test func `letters of a line are taken together, keys one by one`() throws {
    var state = try state("/", together: true)
    var events = try KeyNotation.events(in: "privacy<enter>jj")[...]
    _ = state.take(from: &events)
    #expect(events.count == 3)
    #expect(state.render().canvas.text.contains("/privacy"))
    _ = state.take(from: &events)
    _ = state.take(from: &events)
    #expect(events.count == 1)
  }

  @Test(
    arguments: [
      "jl", "Gl5j", "jllG", "x8jl", "gm20j5l", "ge30j", "gf50j", "sdata<down><down>", ">>j",
    ])
  func `a window that was small for a while looks as before`(script: String) throws {
    let sizes = "<resize 40x3><resize 200x50><resize 1x1><resize 20x5><resize 80x24>"
    #expect(
      try state(script + sizes, together: true).render().canvas.text
        == state(script, together: true).render().canvas.text)
  }
}
