import AtlasModel
import Explorer
import FuzzyMatching
import TextUI

/// What must hold after any events.
package enum ExplorerProperties {
  /// The first property that does not hold, in words; nil where all do.
  ///
  /// - Parameter bytes: what to begin with, then events, as ``EventScript`` reads them.
  package static func violation(_ bytes: [UInt8]) -> String? {
    guard let first = bytes.first else { return nil }
    var walk = Walk(beginnings[Int(first) % beginnings.count])
    var script = EventScript(bytes.dropFirst())
    var number = 0
    while let event = script.next() {
      walk.take(event)
      number += 1
      if let broken = walk.state.brokenInvariant { return "event \(number), \(event): \(broken)" }
    }
    return nil
  }

  private static let size = Size(rows: 24, columns: 80)

  private static let beginnings: [State] = {
    let (small, bundled) = (SampleAtlas.small, SampleAtlas.bundled)
    let names = small.issues.map { issue in
      PickList.Item(
        name: issue.name, detail: issue.summary,
        names: [IndexedName(issue.name, .label, field: "issue")])
    }
    var states = [
      State(atlas: small, size: size), State(atlas: bundled, size: size),
      State(
        atlas: small, size: size,
        preferences: Preferences(
          lead: .issues, edition: .only(small.editions[0].id), repertoire: .ascii, borders: .ascii,
          isMouseOn: false)),
      State(
        atlas: small, size: size,
        preferences: Preferences(
          query: "alp", queries: ["beta", "actor:alpha"], stars: ["alpha", "nothing"])),
      State(
        atlas: small, size: size,
        preferences: Preferences(picking: PickList(title: "Issues", items: names, query: ""))),
    ]
    // Once for all walks: what names and text are looked for in.
    for place in states.indices { _ = states[place].update(.idle) }
    return states
  }()
}

/// Events as bytes: a printable character or control is the key that sends it, so that inputs read as what is
/// typed; bytes above are the keys of ``keys``, or events with operands, which are the bytes that follow.
struct EventScript {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  /// The keys from byte 0x80 on.
  private static let keys: [Key] = [
    Key(.up), Key(.down), Key(.left), Key(.right), Key(.home), Key(.end), Key(.pageUp),
    Key(.pageDown), Key(.insert), Key(.delete), Key(.tab, .shift), Key(.function(1)),
    Key(.left, .alt), Key(.right, .alt), .alt("p"), .alt("n"), .character("é"), .character("中"),
    .character("\u{301}"),
  ]

  /// The next event; nil at the end.
  mutating func next() -> Event? {
    guard let byte = bytes.popFirst() else { return nil }
    switch byte {
    case 0x09: return .input(.key(Key(.tab)))
    // Line ends may stand between the keys of a seed.
    case 0x0A: return next()
    case 0x0D: return .input(.key(Key(.enter)))
    case 0x1B: return .input(.key(Key(.escape)))
    case 0x7F: return .input(.key(Key(.backspace)))
    case 0x01...0x1A: return .input(.key(.control(Unicode.Scalar(byte + 0x60))))
    case 0x20...0x7E: return .input(.key(.character(Unicode.Scalar(byte))))
    case 0x80..<0x80 + UInt8(Self.keys.count): return .input(.key(Self.keys[Int(byte) - 0x80]))
    case 0xC0: return .input(.resize(Size(rows: extent(), columns: extent())))
    case 0xC1: return .input(.mouse(MouseEvent(.press, at: position())))
    case 0xC2: return .input(.mouse(MouseEvent(.doublePress, at: position())))
    case 0xC3: return .input(.mouse(MouseEvent(.wheelUp, at: position())))
    case 0xC4: return .input(.mouse(MouseEvent(.wheelDown, at: position())))
    case 0xC5: return .input(.paste(text()))
    case 0xC6: return .input(.pause)
    case 0xC7: return .idle
    case 0xC8: return .notice(text())
    default: return .input(.key(.control(Unicode.Scalar(0x61 + byte % 26))))
    }
  }

  private mutating func operand() -> Int { Int(bytes.popFirst() ?? 0) }

  /// Mostly what terminals have; the last ones are sizes that only scripts and broken terminals tell.
  private mutating func extent() -> Int {
    let operand = operand()
    return operand < 250 ? operand : [300, 400, 500, 600, 700, 1000][operand - 250]
  }

  private mutating func position() -> Position {
    Position(row: coordinate(), column: coordinate())
  }

  /// Mostly on the screen; the last ones are what a broken report says.
  private mutating func coordinate() -> Int {
    let operand = operand()
    return operand < 250
      ? operand : [1000, 1 << 31, 1 << 32, 1 << 62, .max - 1, .max][operand - 250]
  }

  /// A text of as many bytes as the next one says.
  private mutating func text() -> String {
    let count = min(operand(), bytes.count)
    defer { bytes.removeFirst(count) }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
