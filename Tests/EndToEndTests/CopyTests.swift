import Foundation
import Testing

/// A folder for PATH with programs that stand for others; gone with the value.
final class FakePrograms {
  let folder = NSTemporaryDirectory() + "geneva-atlas-" + UUID().uuidString
  /// What they write into, as `$RECORD`.
  var record: String { folder + "/record" }

  /// - Parameter scripts: For `sh`, by name.
  init(_ scripts: [String: String]) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, script) in scripts {
      try "#!/bin/sh\n\(script)\n".write(
        toFile: folder + "/" + name + ".text", atomically: true, encoding: .utf8)
    }
    if scripts.isEmpty { return }
    // Another process writes them: what this one has open, a test beside it may hand on to its own program, and a
    // file that is open for writing cannot be started.
    let result = try Program.shell(
      """
      cd '\(folder)' && for text in *.text; do
        cat "$text" > "${text%.text}" && chmod 755 "${text%.text}" && rm "$text" || exit 1
      done
      """)
    #expect(result.code == 0)
  }

  convenience init(_ name: String, _ script: String) throws { try self.init([name: script]) }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var recorded: String { (try? String(contentsOfFile: record, encoding: .utf8)) ?? "" }
  var recordedBytes: [UInt8] {
    Array((try? Data(contentsOf: URL(fileURLWithPath: record))) ?? Data())
  }

  /// The variables with which they are found, and their record.
  var environment: [String: String] { ["PATH": "\(folder):/usr/bin:/bin", "RECORD": record] }
}

/// Copying and opening, watched from outside: the emulated terminal, tmux, and helpers that record.
@Suite(.serialized) struct CopyTests {
  private let link = "https://home.cern/"

  private func start(
    keys: String, _ environment: [String: String]
  ) throws -> EmulatedTerminal {
    let terminal = try Program.start("--keys", "/cern<enter>", environment: environment)
    terminal.wait(for: "CERN · European")
    terminal.type(keys)
    return terminal
  }

  @Test func `in a plain terminal the text goes out as OSC 52, and no more is claimed`() throws {
    let terminal = try start(keys: "yy", [:])
    terminal.wait(for: "Sent to the terminal (OSC 52, unconfirmed): \(link)")
    let encoded = Data(link.utf8).base64EncodedString()
    #expect(terminal.output.contains("\u{1B}]52;c;\(encoded)\u{07}"))
  }

  @Test func `a clipboard program of this machine gets exactly the text`() throws {
    let helper = try FakePrograms("wl-copy", "cat > \"$RECORD\"")
    let terminal = try start(
      keys: "yy",
      [
        "WAYLAND_DISPLAY": "wayland-0", "PATH": "\(helper.folder):/usr/bin:/bin",
        "RECORD": helper.record,
      ])
    terminal.wait(for: "Copied (wl-copy): \(link)")
    #expect(helper.recorded == link)
  }

  @Test func `over ssh no program of the other machine is asked`() throws {
    let helper = try FakePrograms("wl-copy", "cat > \"$RECORD\"")
    let terminal = try start(
      keys: "yy",
      [
        "WAYLAND_DISPLAY": "wayland-0", "PATH": "\(helper.folder):/usr/bin:/bin",
        "RECORD": helper.record, "SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22",
      ])
    terminal.wait(for: "Sent to the terminal (OSC 52, unconfirmed)")
    #expect(helper.recorded == "")
  }

  @Test func `a program that hangs blocks no key, is ended and told`() throws {
    let helper = try FakePrograms("xclip", "echo $$ > \"$RECORD\"; exec sleep 1000")
    let terminal = try start(
      keys: "yy",
      [
        "DISPLAY": ":9", "TERM": "linux", "PATH": "\(helper.folder):/usr/bin:/bin",
        "RECORD": helper.record,
      ])
    // The keys after the copy are answered while the helper still hangs.
    terminal.type("X")
    terminal.wait(for: "All filters cleared")
    terminal.wait(for: "No clipboard: xclip did not end")
    let process = try #require(Int32(helper.recorded.trimmingCharacters(in: .newlines)))
    // Ended, and taken up: no process of that number is left, not even a dead one.
    terminal.type("qX")
    terminal.wait(for: "All filters cleared")
    terminal.watch { _ in kill(process, 0) != 0 }
    #expect(kill(process, 0) != 0)
  }

  @Test func `a program that fails is told, and the text is on the screen`() throws {
    let helper = try FakePrograms("xclip", "echo noise; echo noise >&2; exit 1")
    let terminal = try start(
      keys: "yy",
      ["DISPLAY": ":9", "TERM": "linux", "PATH": "\(helper.folder):/usr/bin:/bin"])
    terminal.wait(for: "No clipboard: xclip failed")
    terminal.wait(for: link)
    #expect(!terminal.text.contains("noise"))
    // The mouse is the terminal's own while the text waits to be selected.
    let output = terminal.output
    let off = output.range(of: "\u{1B}[?1000l", options: .backwards)?.lowerBound
    let on = output.range(of: "\u{1B}[?1000h", options: .backwards)?.lowerBound
    #expect((off ?? output.startIndex) > (on ?? output.endIndex))
  }

  @Test func `a copy inside a default tmux arrives in its buffer`() throws {
    let folder = NSTemporaryDirectory() + "ga-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let environment = ["TMUX_TMPDIR": folder, "SHELL": "/bin/sh"]
    let terminal = try EmulatedTerminal(
      ["/usr/bin/tmux", "-f", "/dev/null", "new-session", "\(Program.path) --keys '/cern<enter>'"],
      environment: Program.environment(environment))
    terminal.wait(for: "CERN · European")
    terminal.type("yy")
    terminal.wait(for: "Copied (tmux): \(link)")
    let show = Process()
    show.executableURL = URL(fileURLWithPath: "/usr/bin/tmux")
    show.arguments = ["show-buffer"]
    show.environment = Program.environment(environment)
    let output = Pipe()
    show.standardOutput = output
    try show.run()
    let buffer = output.fileHandleForReading.readDataToEndOfFile()
    show.waitUntilExit()
    #expect(String(decoding: buffer, as: UTF8.self) == link)
    terminal.type("q")
    _ = terminal.end()
  }

  @Test func `a browser gets the address as one argument, without a shell`() throws {
    let helper = try FakePrograms("browser", "printf '%s\\n' \"$@\" > \"$RECORD\"")
    let terminal = try start(
      keys: "o",
      [
        "BROWSER": "no-such-browser:browser --new %s --end;:other",
        "PATH": "\(helper.folder):/usr/bin:/bin", "RECORD": helper.record,
      ])
    terminal.wait(for: "Opened home.cern (browser)")
    #expect(helper.recorded == "--new\n\(link)\n--end;\n")
  }

  @Test func `a browser that stays in the foreground is left alone, also after the end`() throws {
    let helper = try FakePrograms("browser", "echo $$ > \"$RECORD\"; exec sleep 1000")
    let terminal = try start(
      keys: "o",
      [
        "BROWSER": "browser", "PATH": "\(helper.folder):/usr/bin:/bin", "RECORD": helper.record,
      ])
    terminal.wait(for: "Opened home.cern (browser)")
    terminal.type("q")
    #expect(terminal.end() == 0)
    let process = try #require(Int32(helper.recorded.trimmingCharacters(in: .newlines)))
    #expect(kill(process, 0) == 0)
    kill(process, SIGKILL)
  }

  @Test func `without a browser the address is copied instead`() throws {
    let terminal = try start(keys: "o", [:])
    terminal.wait(for: "Sent to the terminal (OSC 52, unconfirmed): \(link)")
  }
}
