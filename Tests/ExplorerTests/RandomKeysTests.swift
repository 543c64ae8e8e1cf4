import Explorer
import Glibc
import Properties
import Testing
import TextUI

/// SplitMix64: small, seeded, the same everywhere.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct RandomKeysTests {
  static let scripts =
    Keymap.standard.bindings.flatMap(\.keys).map { InputEvent.key($0[0]) }
    + "gyad;13priv é/mfclets".unicodeScalars.map { .key(.character($0)) }

  /// Keys of each walk; RANDOM_STEPS in the environment asks for more.
  private static let stepCount =
    getenv("RANDOM_STEPS").flatMap { Int(String(cString: $0)) } ?? 400

  private func event(_ numbers: inout SeededNumbers) -> InputEvent {
    switch Int.random(in: 0..<40, using: &numbers) {
    case 0:
      return .resize(
        Size(
          rows: Int.random(in: 1...60, using: &numbers),
          columns: Int.random(in: 1...220, using: &numbers)))
    case 1...3:
      let actions: [MouseAction] = [.press, .doublePress, .wheelUp, .wheelDown]
      let position = Position(
        row: Int.random(in: 0..<50, using: &numbers),
        column: Int.random(in: 0..<200, using: &numbers))
      return .mouse(MouseEvent(actions.randomElement(using: &numbers) ?? .press, at: position))
    case 4: return .paste("e-waste\u{1B}[31m\n")
    case 5: return .pause
    default: return Self.scripts.randomElement(using: &numbers) ?? .key(Key(.enter))
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `no sequence of keys breaks the screen`(seed: UInt64) throws {
    var numbers = SeededNumbers(state: seed)
    // Odd seeds walk through much text, even ones through every case of a small atlas.
    let atlas = try seed % 2 == 0 ? SmallAtlas.atlas() : BundledAtlas.atlas()
    var walk = Walk(State(atlas: atlas, size: Size(rows: 24, columns: 80)))
    for step in 0..<Self.stepCount {
      walk.take(.input(event(&numbers)))
      #expect(walk.state.brokenInvariant == nil, "seed \(seed), step \(step)")
    }
  }

  @Test(arguments: [11, 12, 13, 14] as [UInt64])
  func `no sequence of keys breaks a view`(seed: UInt64) throws {
    var numbers = SeededNumbers(state: seed)
    let atlas = try seed % 2 == 0 ? SmallAtlas.atlas() : BundledAtlas.atlas()
    var walk = Walk(State(atlas: atlas, size: Size(rows: 24, columns: 80)))
    for step in 0..<Self.stepCount {
      // Every twentieth key or so opens a view, also from within another.
      if Int.random(in: 0..<20, using: &numbers) == 0 {
        let view = "mcfgtle".unicodeScalars.randomElement(using: &numbers) ?? "m"
        for key in ["g", view] as [Unicode.Scalar] {
          walk.take(.input(.key(.character(key))))
        }
      }
      walk.take(.input(event(&numbers)))
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
