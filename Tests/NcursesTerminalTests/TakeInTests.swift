import CNcurses
import CPosix
import Glibc
import Testing

@Suite struct TakeInTests {
  /// The kernel takes in later what it is not asked for, and then by the modes that it finds.
  @Test func `a key that has come is taken in before the modes change`() throws {
    for _ in 0..<100 {
      var terminal: Int32 = -1
      var program: Int32 = -1
      try #require(openpty(&terminal, &program, nil, nil, nil) == 0)
      defer {
        close(terminal)
        close(program)
      }
      var shell = termios()
      try #require(tcgetattr(program, &shell) == 0)
      var raw = shell
      cfmakeraw(&raw)
      try #require(tcsetattr(program, TCSANOW, &raw) == 0)
      // With the modes of a shell it throws away what is still to be shown. Nothing stands between these calls: the
      // kernel shall not find the time by itself.
      let keys: [UInt8] = [0x1A]
      let typed = write(terminal, keys, 1)
      let waiting = terminal_take_in(program, 0)
      let written = write(program, "shown", 5)
      let changed = tcsetattr(program, TCSANOW, &shell)
      #expect(typed == 1 && waiting == 1 && written == 5 && changed == 0)
      var shown = [UInt8](repeating: 0, count: 64)
      _ = fcntl(terminal, F_SETFL, O_NONBLOCK)
      #expect(
        String(decoding: shown[..<max(0, read(terminal, &shown, 64))], as: UTF8.self) == "shown")
    }
  }
}
