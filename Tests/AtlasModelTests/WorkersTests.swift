import Testing
import Workers

@Suite struct WorkersTests {
  @Test(arguments: [0, 1, 3, 9])
  func `values come in the order of the pieces, whichever is begun first`(helpers: Int) {
    let pieces = Array(0..<200)
    let values = Workers.map(pieces, by: { $0 * 31 % 17 }, helpers: helpers) { "\($0)" }
    #expect(values == pieces.map { "\($0)" })
    #expect(Workers.map([Int](), by: { $0 }, helpers: helpers) { $0 } == [])
  }

  @Test(arguments: [0, 1, 3])
  func `each thread hands back what it has made`(helpers: Int) {
    let made = Workers.run(helpers: helpers) { "by one of them" }
    // The system may refuse a thread; this one is always there.
    #expect((1...1 + helpers).contains(made.count))
    #expect(Set(made) == ["by one of them"])
  }

  @Test func `a piece is let go when its value is made`() {
    final class Piece: Sendable {}
    nonisolated(unsafe) weak var first: Piece?
    func pieces() -> [Piece] {
      let pieces = (0..<3).map { _ in Piece() }
      first = pieces[0]
      return pieces
    }
    // On this thread alone, and in their order, since all are of one size.
    let isGone = Workers.map(pieces(), by: { _ in 1 }, helpers: 0) { _ in first == nil }
    #expect(isGone == [false, true, true])
  }
}
