import Explorer
import Glibc
import Properties
import Testing
import TextUI

@Suite struct RandomKeysTests {
  /// Keys of each walk; RANDOM_STEPS in the environment asks for more.
  private static let stepCount =
    getenv("RANDOM_STEPS").flatMap { Int(String(cString: $0)) } ?? 400

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `no sequence of keys breaks the screen`(seed: UInt64) throws {
    var events = RandomEvents(seed: seed)
    // Odd seeds walk through much text, even ones through every case of a small atlas.
    let atlas = try seed % 2 == 0 ? SmallAtlas.atlas() : BundledAtlas.atlas()
    var walk = Walk(State(atlas: atlas, size: Size(rows: 24, columns: 80)))
    for step in 0..<Self.stepCount {
      walk.take(.input(events.next()))
      #expect(walk.state.brokenInvariant == nil, "seed \(seed), step \(step)")
    }
  }

  @Test(arguments: [11, 12, 13, 14] as [UInt64])
  func `no sequence of keys breaks a view`(seed: UInt64) throws {
    var events = RandomEvents(seed: seed)
    let atlas = try seed % 2 == 0 ? SmallAtlas.atlas() : BundledAtlas.atlas()
    var walk = Walk(State(atlas: atlas, size: Size(rows: 24, columns: 80)))
    for step in 0..<Self.stepCount {
      // Every twentieth key or so opens a view, also from within another.
      if Int.random(in: 0..<20, using: &events.numbers) == 0 {
        let view = "mcfgtle".unicodeScalars.randomElement(using: &events.numbers) ?? "m"
        for key in ["g", view] as [Unicode.Scalar] {
          walk.take(.input(.key(.character(key))))
        }
      }
      walk.take(.input(events.next()))
      #expect(walk.state.brokenInvariant == nil, "seed \(seed), step \(step)")
    }
  }

  @Test func `every size from nothing up draws the bundled atlas`() throws {
    let atlas = try BundledAtlas.atlas()
    var state = State(atlas: atlas, size: Size(rows: 24, columns: 80))
    for event in try KeyNotation.events(in: "jljjl/a<enter>") { _ = state.update(.input(event)) }
    for (rows, columns) in [
      (0, 0), (1, 1), (2, 2), (1, 200), (60, 1), (5, 20), (6, 39), (16, 61), (15, 61), (46, 84),
      (50, 40), (24, 99), (24, 100), (24, 169), (24, 170), (3, 300), (300, 3),
    ] {
      _ = state.update(.input(.resize(Size(rows: rows, columns: columns))))
      #expect(state.brokenInvariant == nil)
    }
  }
}
