import AtlasModel
import Explorer
import RandomNumbers
import Testing
import TextUI

/// Pages are made before they are asked for, and kept for a while: nobody can see it.
@Suite struct PageShelfTests {
  /// Keys of the lists and the page, which need nothing that is done between keys.
  private static let keys =
    "jjjjkkkkhlxGw-_z><=)(e;,HLJK".unicodeScalars.map { InputEvent.key(.character($0)) }
    + [.key(Key(.enter)), .key(Key(.tab))]
    + [(24, 80), (40, 200), (20, 60)].map { .resize(Size(rows: $0, columns: $1)) }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `who waits sees what who does not wait sees`(seed: UInt64) throws {
    let atlas = try BundledAtlas.atlas()
    let size = Size(rows: 30, columns: 180)
    var waiting = State(atlas: atlas, size: size)
    var hurried = State(atlas: atlas, size: size)
    var numbers = SeededNumbers(state: seed)
    for _ in 0..<300 {
      let event = try #require(Self.keys.randomElement(using: &numbers))
      _ = waiting.update(.input(event))
      _ = hurried.update(.input(event))
      while waiting.hasWork { _ = waiting.update(.idle) }
      try #require(waiting.render().canvas.text == hurried.render().canvas.text, "\(event)")
    }
  }

  @Test func `the page of the next row is made between keys, and then there is rest`() throws {
    var state = State(atlas: try BundledAtlas.atlas(), size: Size(rows: 24, columns: 80))
    _ = state.update(.idle)
    #expect(!state.hasWork)
    for key in "jjjkkkGggljjkkk".unicodeScalars {
      _ = state.update(.input(.key(.character(key))))
      _ = state.update(.idle)
      #expect(!state.hasWork, "after \(key)")
    }
    // Down and up again the same pages are met.
    _ = state.update(.input(.key(.character("j"))))
    #expect(!state.hasWork)
  }
}
