import CPosix
import Glibc
import Testing

/// A pipe in the place of the terminal: both ends, and what has arrived.
private struct Pipe: ~Copyable {
  let readEnd: Int32
  let writeEnd: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  var arrived: String {
    var polled = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, 0) == 1 else { return "" }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(readEnd, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}

struct DrawingTests {
  @Test func `what is drawn arrives in one piece, anything else at once`() throws {
    let terminal = try Pipe()
    let drawing = drawing_open(terminal.writeEnd)
    try #require(drawing >= 0)

    write(drawing, "before ", 7)
    #expect(terminal.arrived == "before ")

    for picture in ["a longer picture", "a picture"] {
      drawing_begin()
      for byte in picture.utf8 { _ = withUnsafePointer(to: byte) { write(drawing, $0, 1) } }
      #expect(terminal.arrived == "")
      drawing_end()
      #expect(terminal.arrived == picture)
    }

    // What leaves a character set that is never entered is left out.
    drawing_begin()
    write(drawing, "\u{1B}(B\u{1B}[mplain\u{F} text", 17)
    drawing_end()
    #expect(terminal.arrived == "\u{1B}[mplain text")

    write(drawing, "after", 5)
    #expect(terminal.arrived == "after")
  }
}
