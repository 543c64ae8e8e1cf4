import Foundation
import Testing

/// Programs beside ours that misbehave: none of them is heard, waited for or left over.
@Suite(.serialized) struct HelperPromiseTests {
  private let link = "https://home.cern/"
  private static let noClipboardOfTheTerminal = ["TERM": "linux", "WAYLAND_DISPLAY": "wayland-0"]

  /// Opens the page of CERN, and presses keys.
  private func press(
    _ keys: String, _ programs: FakePrograms, _ environment: [String: String] = [:],
    arguments: [String] = ["--keys", "/cern<enter>"]
  ) throws -> EmulatedTerminal {
    let all = programs.environment.merging(environment) { $1 }
    let terminal = try EmulatedTerminal(
      [Program.path] + arguments, columns: 120, environment: Program.environment(all))
    terminal.wait(for: "quit")
    terminal.type(keys)
    return terminal
  }

  private func process(_ programs: FakePrograms) throws -> pid_t {
    try #require(pid_t(programs.recorded.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  // MARK: What a child is given

  @Test func `a child has a session, signals and descriptors of its own, and nothing of ours`()
    throws
  {
    let programs = try FakePrograms([:])
    let look =
      "(ls -l /proc/$$/fd > $RECORD); echo $$ $(cut -d ' ' -f 6-7 /proc/$$/stat) >> $RECORD; cat > /dev/null"
    let home = try ConfigurationHome("clipboard = [\"sh\", \"-c\", \"\(look)\"]")
    let terminal = try copyCarelessly(home, programs.environment)
    terminal.wait(for: "Copied (sh): \(link)")
    let lines = programs.recorded.split(separator: "\n")
    #expect(
      lines.compactMap { $0.firstMatch(of: /\d+ -> .*/).map { String($0.output) } } == [
        "0 -> /memfd:text (deleted)", "1 -> /dev/null", "2 -> /dev/null",
      ])
    // Its own process, session, and the number of a terminal, which it has not.
    let numbers = try #require(lines.last).split(separator: " ")
    #expect(numbers[0] == numbers[1] && numbers[2] == "0")
    #expect(try Processes.children(of: terminal.process).isEmpty)
  }

  @Test func `no signal is blocked or ignored for a child`() throws {
    let folder = try TemporaryFolder()
    // No shell, which would unblock signals itself.
    let home = try ConfigurationHome(
      "clipboard = [\"cp\", \"/proc/self/status\", \"\(folder.path)/status\"]")
    try copyCarelessly(home).wait(for: "cp did not read the text")
    let numbers = folder.text("status").matches(of: /Sig(Blk|Ign):\t([0-9a-f]+)/)
      .compactMap { Int($0.output.2, radix: 16) }
    // But for 32 and 33, which are the C library's own.
    #expect(numbers.map { $0 & ~0x1_8000_0000 } == [0, 0])
  }

  /// Copies a link in a program whose starter leaves files open, and signals ignored and blocked.
  private func copyCarelessly(
    _ home: ConfigurationHome, _ environment: [String: String] = [:]
  ) throws -> EmulatedTerminal {
    let script =
      "trap '' USR1 USR2 TTOU; exec 7< /etc/passwd 8> /dev/null; "
      + "exec env --block-signal=USR2,CHLD,ALRM \"$ATLAS\" --keys '/cern<enter>'"
    let terminal = try EmulatedTerminal(
      ["/bin/bash", "-c", script],
      environment: Program.environment(
        environment.merging(home.environment) { $1 }.merging(["ATLAS": Program.path]) { $1 }))
    terminal.wait(for: "q quit")
    terminal.type("yy")
    return terminal
  }

  @Test func `without a text a child reads nothing`() throws {
    let programs = try FakePrograms("browser", "ls -l /proc/$$/fd/0 > \"$RECORD\"; wc -c")
    try press("o", programs, ["BROWSER": "browser"]).wait(for: "Opened home.cern (browser)")
    #expect(programs.recorded.hasSuffix("0 -> /dev/null\n"))
  }

  // MARK: Clipboards

  @Test(arguments: [
    ("exit 0", "did not read the text"), ("head -c 3 > /dev/null", "did not read the text"),
    ("wc -c > /dev/null; exit 0", "did not read the text"), ("kill -9 $$", "failed"),
    ("kill -9 -- -$$", "failed"), ("exit 3", "failed"), ("cat > /dev/null; exit 1", "failed"),
  ])
  func `a program that did not take the text is told, and the next one gets it`(
    script: String, words: String
  ) throws {
    let next = try FakePrograms(["wl-copy": script, "xclip": "cat > \"$RECORD\""])
    try press("yy", next, ["TERM": "linux", "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"])
      .wait(for: "Copied (xclip; wl-copy \(words)): \(link)")
    #expect(next.recorded == link)
    let alone = try FakePrograms(["wl-copy": script])
    let terminal = try press("yy", alone, Self.noClipboardOfTheTerminal)
    terminal.wait(for: "No clipboard: wl-copy \(words)")
    terminal.wait(for: link)
  }

  @Test(arguments: ["cat /dev/stdin > \"$RECORD\"", "cp /dev/stdin \"$RECORD\"", "tee \"$RECORD\""])
  func `however a program reads the text, it is believed`(script: String) throws {
    let programs = try FakePrograms(["wl-copy": script])
    try press("yy", programs, Self.noClipboardOfTheTerminal).wait(for: "Copied (wl-copy): \(link)")
    #expect(programs.recorded == link)
  }

  @Test func `a program that dies within a large text, or takes all of it, is told alike`() throws {
    let dying = try FakePrograms("wl-copy", "head -c 100000 > /dev/null; kill -9 $$")
    let all = "\u{1}yj"
    let terminal = try press(all, dying, Self.noClipboardOfTheTerminal, arguments: [])
    terminal.wait(for: "No clipboard: wl-copy failed")
    let leaving = try FakePrograms("wl-copy", "head -c 100000 > /dev/null")
    let other = try press(all, leaving, Self.noClipboardOfTheTerminal, arguments: [])
    other.wait(for: "No clipboard: wl-copy did not read the text")
    let reading = try FakePrograms("wl-copy", "cat > \"$RECORD\"")
    try press(all, reading, Self.noClipboardOfTheTerminal, arguments: [])
      .wait(for: "Copied (wl-copy): ")
    let json = try JSONSerialization.jsonObject(with: Data(reading.recordedBytes)) as? [Any]
    #expect(json?.count == 8)
    #expect(reading.recordedBytes.count > 200_000)
  }

  @Test func `a program that hangs, prints and heeds no signal is ended with all that it started`()
    throws
  {
    let programs = try FakePrograms(
      "wl-copy",
      "trap '' TERM HUP INT QUIT; echo noise; echo noise >&2; echo noise > /dev/tty; "
        + "sleep 1000 & echo $$ > \"$RECORD\"; wait; sleep 1000")
    let terminal = try press("yy", programs, Self.noClipboardOfTheTerminal)
    // Keys are answered while it hangs.
    terminal.type("X")
    terminal.wait(for: "All filters cleared")
    terminal.wait(for: "No clipboard: wl-copy did not end")
    #expect(!terminal.output.contains("noise"))
    // The whole group, of which the program's own process is the leader.
    for process in try [process(programs)] + Processes.group(process(programs)) {
      try #require(Processes.waitForEnd(of: process))
    }
    terminal.type("qq")
    #expect(terminal.end() == 0)
  }

  @Test func `what a program leaves behind on purpose stays, and nobody waits for it`() throws {
    let programs = try FakePrograms(
      "wl-copy", "cat > /dev/null; sleep 1000 & echo $! > \"$RECORD\"")
    let terminal = try press("yy", programs, Self.noClipboardOfTheTerminal)
    terminal.wait(for: "Copied (wl-copy): \(link)")
    #expect(try Processes.children(of: terminal.process).isEmpty)
    terminal.type("q")
    #expect(terminal.end() == 0)
    let owner = try process(programs)
    #expect(Processes.isRunning(owner))
    kill(owner, SIGKILL)
  }

  @Test(arguments: [nil, SIGTERM, SIGHUP])
  func `a program that hangs does not outlive ours`(signal: Int32?) throws {
    let programs = try FakePrograms(
      "wl-copy", "trap '' TERM HUP; echo $$ > \"$RECORD\"; cat; exec sleep 1000")
    let terminal = try press("yyX", programs, Self.noClipboardOfTheTerminal)
    terminal.wait(for: "All filters cleared")
    terminal.watch { _ in programs.recorded.hasSuffix("\n") }
    if let signal {
      terminal.send(signal: signal)
      #expect(terminal.end() & 0x7F == signal)
    } else {
      terminal.type("q")
      #expect(terminal.end() == 0)
    }
    #expect(try Processes.waitForEnd(of: process(programs)))
  }

  // MARK: OSC 52

  /// What was sent to the terminal's clipboard: the selection and the payload of each sequence.
  private func sent(_ terminal: EmulatedTerminal) -> [String] {
    terminal.output.components(separatedBy: "\u{1B}]52;").dropFirst()
      .map { $0.components(separatedBy: "\u{7}")[0] }
  }

  @Test func `nothing goes to the terminal's clipboard but what a copy key asks for`() throws {
    let name = "Élan “ü” 中文 👩‍🔬; ?\\\\ $(x)"
    let file = try TemporaryFile(
      """
      { "schema": 1, "editions": [ { "id": "2022", "name": "E", "date": "2022" } ],
        "actors": [ { "id": "a", "label": "A", "name": "\(name)", "website": "https://a.org/?",
          "websiteStatus": "seen", "sources": { "2022": "1" }, "sections": [] } ] }
      """)
    let terminal = try Program.startBrowsing("--no-bundled", "--data", file.path)
    terminal.type("jxxlhgmHgfHglHgtHgsH?q:\u{7}s?\u{7}/?\u{7}X")
    terminal.wait(for: "All filters cleared")
    #expect(sent(terminal).isEmpty)
    terminal.type("yj")
    terminal.wait(for: "Sent to the terminal (OSC 52")
    let payloads = sent(terminal)
    try #require(payloads.count == 1)
    #expect(payloads[0].wholeMatch(of: /c;[A-Za-z0-9+\/]+={0,2}/) != nil)
    let text = try #require(Data(base64Encoded: String(payloads[0].dropFirst(2))))
    #expect(String(decoding: text, as: UTF8.self).contains("\"name\": \"\(name)\""))
    terminal.type("q")
    #expect(terminal.end() == 0)
    #expect(sent(terminal).count == 1)
  }

  @Test func `a text too long for the terminal's clipboard is not sent, not even in part`() throws {
    let terminal = try press("\u{1}yj", try FakePrograms([:]), arguments: [])
    terminal.wait(for: "No clipboard: too long for OSC 52")
    #expect(sent(terminal).isEmpty)
  }
}
