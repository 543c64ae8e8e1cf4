import Foundation
import RandomNumbers
import Testing

/// Promised: no size of the window is too small, too large or too often another.
@Suite struct SizePromiseTests {
  static let sizes: [(rows: UInt16, columns: UInt16)] = [
    (0, 0), (1, 1), (2, 2), (1, 80), (24, 1), (0, 80), (24, 0), (1_000, 1_000), (65_535, 65_535),
    (1, 65_535), (65_535, 1),
  ]

  private func expectFresh(
    _ terminal: EmulatedTerminal, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    terminal.resize(rows: 24, columns: 80)
    let fresh = try Program.screen(after: "")
    terminal.wait { $0.text == fresh }
    #expect(terminal.text == fresh, sourceLocation: sourceLocation)
    terminal.type("q")
    #expect(terminal.end() == 0, sourceLocation: sourceLocation)
    terminal.expectGivenBack(sourceLocation: sourceLocation)
  }

  @Test(arguments: sizes)
  func `started at any size it draws, and at 80x24 afterwards what a fresh start does`(
    rows: UInt16, columns: UInt16
  ) throws {
    let terminal = try EmulatedTerminal(
      ["/bin/bash", "-c", "read; exec \"$ATLAS\""],
      environment: Program.environment(["ATLAS": Program.path]))
    terminal.claim(rows: rows, columns: columns)
    terminal.type("\n")
    terminal.wait { $0.properties.hasMouse }
    try expectFresh(terminal)
  }

  @Test(arguments: sizes)
  func `resized to any size it lives, and at 80x24 afterwards shows what a fresh start does`(
    rows: UInt16, columns: UInt16
  ) throws {
    let terminal = try Program.startBrowsing()
    terminal.claim(rows: rows, columns: columns)
    terminal.feed("jk".utf8)
    try expectFresh(terminal)
  }

  @Test func `three hundred sizes after one another leave the screen of a fresh start`() throws {
    var numbers = SeededNumbers(state: 300)
    let terminal = try Program.startBrowsing()
    for _ in 0..<300 {
      terminal.resize(
        rows: Int.random(in: 1...60, using: &numbers),
        columns: Int.random(in: 1...200, using: &numbers))
      while terminal.readSome(within: 0) {}
    }
    try expectFresh(terminal)
  }

  @Test func `ten thousand changes of the window at once are one`() throws {
    let terminal = try Program.startBrowsing()
    for _ in 0..<10_000 { terminal.send(signal: SIGWINCH) }
    terminal.resize(rows: 30, columns: 90)
    terminal.wait { $0.text.split(separator: "\n").dropFirst().first?.count == 90 }
    try expectFresh(terminal)
  }
}
