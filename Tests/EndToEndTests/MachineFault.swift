import Foundation
import Testing

/// A fault made for real in the running program: machine code in the place of one of its functions.
///
/// What runs is what the processor would meet in a program with that fault; the program itself knows nothing
/// of it. The code is written through `/proc/PID/mem`, where a parent may.
struct MachineFault: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let code: [UInt8]
  let signal: Int32

  /// What Swift makes of a failed check: an index out of range, an overflow, a nil that is unwrapped.
  static var trap: MachineFault { all[0] }

  #if arch(x86_64)
    static let all = [
      MachineFault(testDescription: "a trap of Swift", code: [0x0F, 0x0B], signal: SIGILL),  // ud2
      MachineFault(testDescription: "a breakpoint", code: [0xCC], signal: SIGTRAP),  // int3
      MachineFault(  // xor eax, eax; mov eax, [rax]
        testDescription: "a read of address 0", code: [0x31, 0xC0, 0x8B, 0x00], signal: SIGSEGV),
      MachineFault(  // xor ecx, ecx; div ecx
        testDescription: "a division by 0", code: [0x31, 0xC9, 0xF7, 0xF1], signal: SIGFPE),
      endlessCall,
    ]
    static let endlessCall = MachineFault(  // call $
      testDescription: "calls without end", code: [0xE8, 0xFB, 0xFF, 0xFF, 0xFF], signal: SIGSEGV)
    static func trap(saying words: String) -> MachineFault {
      // mov eax, SYS_write; mov edi, 2; lea rsi, [rip + 9]; mov edx, count; syscall; ud2
      let code: [UInt8] =
        [0xB8, 1, 0, 0, 0, 0xBF, 2, 0, 0, 0, 0x48, 0x8D, 0x35, 9, 0, 0, 0, 0xBA]
        + [UInt8(words.utf8.count), 0, 0, 0, 0x0F, 0x05, 0x0F, 0x0B]
      return MachineFault(testDescription: words, code: code + words.utf8, signal: SIGILL)
    }
  #elseif arch(arm64)
    static let all = [
      MachineFault(testDescription: "a trap of Swift", code: words(0xD420_0020), signal: SIGTRAP),
      MachineFault(testDescription: "no instruction", code: words(0), signal: SIGILL),
      MachineFault(  // mov x0, 0; ldr x0, [x0]
        testDescription: "a read of address 0", code: words(0xD280_0000, 0xF940_0000),
        signal: SIGSEGV),
      endlessCall,
    ]
    static let endlessCall = MachineFault(  // stp x29, x30, [sp, -16]!; b .-4
      testDescription: "calls without end", code: words(0xA9BF_7BFD, 0x17FF_FFFF), signal: SIGSEGV)
    static func trap(saying text: String) -> MachineFault {
      // mov x8, SYS_write; mov x0, 2; adr x1, 16; mov x2, count; svc 0; brk 1
      let count = UInt32(text.utf8.count)
      let code = words(
        0xD280_0808, 0xD280_0040, 0x1000_0081, 0xD280_0002 | count << 5, 0xD400_0001, 0xD420_0020)
      return MachineFault(testDescription: text, code: code + text.utf8, signal: SIGTRAP)
    }
    private static func words(_ words: UInt32...) -> [UInt8] {
      words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
    }
  #endif

  /// Where functions stand in the program's file, by the ends of their mangled names.
  private static let symbols: [(name: Substring, address: UInt64)] = {
    let table = try? Program.shell("nm --defined-only '\(Program.path)'").output
    return (table ?? "").split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count == 3, let address = UInt64(fields[0], radix: 16) else { return nil }
      return (fields[2], address)
    }
  }()

  /// `Explorer.State.render()`: what draws the screen after every key.
  static let drawing = "$s8Explorer5StateV6renderAA5FrameVyF"
  /// What gives the terminal back in a crash.
  static let rescue = "crash_guard_give_back"

  /// Puts the fault into a function of a running program.
  func put(into function: String, of terminal: EmulatedTerminal) throws {
    let address = try #require(
      Self.symbols.first { $0.name == function }?.address, "no function \(function)")
    // Read by a program that goes on to the end: under a sanitizer there are more than come at once.
    let maps = try Program.shell("cat /proc/\(terminal.process)/maps").output
    // The first mapping of the program's file is where the file begins in memory.
    let first = try #require(maps.split(separator: "\n").first { $0.hasSuffix(Program.path) })
    let start = try #require(UInt64(first.prefix { $0 != "-" }, radix: 16))
    let memory = open("/proc/\(terminal.process)/mem", O_WRONLY)
    defer { close(memory) }
    let count = pwrite(memory, code, code.count, off_t(start + address))
    try #require(count == code.count, "the program's memory cannot be written")
  }
}
