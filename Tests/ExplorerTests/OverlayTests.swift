import Explorer
import Testing

@Suite struct OverlayTests {
  /// What cannot be copied lies over the panes.
  private func session(_ text: String, size: String) throws -> Session {
    var session = try Session(size: size)
    session.happen(
      .copied(CopyOutcome(text: text, confirmed: [], unconfirmed: [], failed: [])))
    return session
  }

  @Test func `a text is cut where the window ends, wide characters too, and nothing of it is lost`()
    throws
  {
    let session = try session(
      "abcdefghijklmnopqrstuvwxyz\n一二三四五六七八九十百千\n\nend", size: "20x9")
    let rows = (2...8).map(session.row)
    #expect(rows == ["abcdefghijklmnopqrst", "uvwxyz", "一二三四五六七八九十", "百千", "", "end", ""])
  }

  @Test func `the last line of a text without end is reached`() throws {
    var session = try session(String(repeating: "x\n", count: 110_000) + "end", size: "20x6")
    try session.press("G")
    #expect(session.row(5) == "end")
    try session.press("gg")
    #expect(session.row(2) == "x")
  }
}
