import Foundation
import RandomNumbers
import Testing

/// Promised: it may be used for as long as one likes.
///
/// Random keys and sizes go through the real terminal.
@Suite struct EndurancePromiseTests {
  /// Keys of each half; ENDURANCE_KEYS in the environment asks for more.
  private static let keyCount =
    ProcessInfo.processInfo.environment["ENDURANCE_KEYS"].flatMap { Int($0) } ?? 600
  /// KiB by which the second half may raise what the first one took: what one view more at hand may hold.
  private static let allowance = 8 * 1_024

  /// All that moves, opens, filters and views; nothing that quits, and no list of commands that could.
  private static let keys =
    Array(
      "jkhlxzwEbvuo;,fOnNGJK<>=-_+/ait \r\t\u{04}\u{15}\u{06}\u{02}\u{0F}\u{01}\u{12}\u{7F}"
        .unicodeScalars
    )
    .map(String.init)
    + [
      "gg", "ga", "gi", "gd", "gh", "gs", "gm", "gc", "ge", "gf", "gl", "gt", "yy", "yj", "yc", "Y",
    ]
    + [
      "\u{1B}", "\u{1B}", "\u{1B}[A", "\u{1B}[B", "\u{1B}[<0;10;5M", "\u{1B}[<65;40;9M", "sgrid\r",
      "H", "L",
    ]

  private func walk(_ terminal: EmulatedTerminal, _ numbers: inout SeededNumbers) {
    for _ in 0..<Self.keyCount {
      if Int.random(in: 0..<50, using: &numbers) == 0 {
        terminal.resize(
          rows: Int.random(in: 5...50, using: &numbers),
          columns: Int.random(in: 20...180, using: &numbers))
      }
      terminal.feed((Self.keys.randomElement(using: &numbers) ?? "j").utf8)
    }
    terminal.resize(rows: 24, columns: 80)
    terminal.settle()
  }

  @Test(arguments: [1] as [UInt64])
  func `thousands of keys later it takes no more memory and draws as well`(seed: UInt64) throws {
    var numbers = SeededNumbers(state: seed)
    let terminal = try Program.startBrowsing()
    walk(terminal, &numbers)
    let first = try terminal.processStatus.residentKibibytes
    walk(terminal, &numbers)
    let second = try terminal.processStatus.residentKibibytes
    #expect(second <= first + Self.allowance, "\(first) KiB, then \(second) KiB")
    #expect(first > 0)
    // At rest again, and not on the way to it.
    terminal.readUntilSilent(for: 500)
    let before = try terminal.processStatus.sleeps
    #expect(!terminal.readSome(within: 500))
    #expect(try terminal.processStatus.sleeps == before)
    terminal.type("Q")
    #expect(terminal.end() == 0)
    terminal.expectGivenBack()
  }
}
