import Foundation
import Testing

/// Opening a link: what `$BROWSER` may be, browsers that misbehave, and that no shell reads any of it.
@Suite struct BrowserPromiseTests {
  private let link = "https://home.cern/"
  private static let arguments = "printf '%s|' \"$@\" > \"$RECORD\""

  /// Opens the link of CERN's page.
  private func open(
    _ programs: FakePrograms, _ environment: [String: String]
  ) throws -> EmulatedTerminal {
    let all = programs.environment.merging(environment) { $1 }
    let terminal = try Program.start("--keys", "/cern<enter>", columns: 120, environment: all)
    terminal.wait(for: "CERN · European")
    terminal.type("o")
    return terminal
  }

  // MARK: What $BROWSER may be

  @Test(
    arguments: [
      ("browser", "LINK|"), ("browser &", "LINK|"), ("  browser  -n  ", "-n|LINK|"),
      ("browser '%s' \"a b\" c\\ d '' &", "LINK|a b|c d||"),
      ("browser --to=%s -s %s", "--to=LINK|-s|LINK|"), ("browser --x=%%s%s%%", "--x=%sLINK%|"),
      ("browser 100%%", "100%|LINK|"), ("browser 'a:b' \"it's\" '\"'", "a:b|it's|\"|LINK|"),
      (":::browser:other", "LINK|"), ("no-such:no-such %s:browser %s", "LINK|"),
      ("'browser' %action %d %n", "%action|%d|%n|LINK|"),
    ])
  func `a list of commands is read as words, quotes and all`(variable: String, expected: String)
    throws
  {
    let programs = try FakePrograms(["browser": Self.arguments, "other": "echo > \"$RECORD\""])
    try open(programs, ["BROWSER": variable]).wait(for: "Opened home.cern (browser)")
    #expect(programs.recorded == expected.replacing("LINK", with: link))
  }

  @Test func `a program may have blanks in its name or path`() throws {
    let programs = try FakePrograms(["my browser": Self.arguments])
    try open(programs, ["BROWSER": "'my browser' -n"]).wait(for: "Opened home.cern (my browser)")
    #expect(programs.recorded == "-n|\(link)|")
    try open(programs, ["BROWSER": "\(programs.folder)/my browser"])
      .wait(for: "Opened home.cern (my browser)")
    #expect(programs.recorded == "\(link)|")
  }

  @Test func `what a shell would run is words to us`() throws {
    let folder = try TemporaryFolder()
    let made = folder.path + "/made"
    let programs = try FakePrograms(["browser": Self.arguments])
    let bait = "; touch \(made) | touch \(made) & $(touch \(made)) `touch \(made)` > \(made) \n"
    try open(programs, ["BROWSER": "browser \(bait)"]).wait(for: "Opened home.cern (browser)")
    #expect(programs.recorded.hasPrefix(";|touch|\(made)|"))
    try open(programs, ["BROWSER": "browser;touch \(made):$(touch \(made)):`touch \(made)`"])
      .wait(for: "No browser here")
    #expect(folder.bytes("made") == nil)
  }

  @Test func `a quotation mark without its end is told, and what stands before it holds`() throws {
    let programs = try FakePrograms(["browser": Self.arguments])
    try open(programs, ["BROWSER": "browser \"%s"])
      .wait(for: "BROWSER has a quotation mark without its end. Sent to the terminal")
    try open(programs, ["BROWSER": "browser:other '%s:more"])
      .wait(
        for: "Opened home.cern (browser; BROWSER has a quotation mark without its end)")
  }

  @Test(arguments: ["w3m", "/usr/bin/lynx -x", "elinks %s", "www-browser", "links2:links"])
  func `a browser that draws on a terminal is not started on ours`(variable: String) throws {
    let record = "echo started >> \"$RECORD\""
    let names = ["w3m", "lynx", "elinks", "www-browser", "links", "links2"]
    let programs = try FakePrograms(
      Dictionary(uniqueKeysWithValues: names.map { ($0, record) })
        .merging(["browser": Self.arguments]) { $1 })
    let name = variable.split { ": /".contains($0) }.last { names.contains(String($0)) } ?? ""
    try open(programs, ["BROWSER": variable])
      .wait(for: "\(name) needs a terminal of its own. Sent to the terminal (OSC 52")
    #expect(programs.recorded == "")
    try open(programs, ["BROWSER": "\(variable):browser"]).wait(for: "Opened home.cern (browser; ")
    #expect(programs.recorded == "\(link)|")
  }

  @Test func `a browser in a terminal of its own is one like others`() throws {
    let programs = try FakePrograms(["xterm": Self.arguments])
    try open(programs, ["BROWSER": "xterm -e w3m %s"]).wait(for: "Opened home.cern (xterm)")
    #expect(programs.recorded == "-e|w3m|\(link)|")
  }

  // MARK: Browsers that misbehave

  @Test func `a noisy browser is not heard, one that fails is told, and the next one is asked`()
    throws
  {
    let noise = "echo noise; echo noise >&2; echo noise > /dev/tty; cat; "
    let programs = try FakePrograms([
      "first": noise + "exit 1", "second": noise + "kill -9 $$", "third": noise,
    ])
    let terminal = try open(programs, ["BROWSER": "first:second:third"])
    terminal.wait(for: "Opened home.cern (third; first could not; second could not)")
    let failing = try open(programs, ["BROWSER": "first:second"])
    failing.wait(for: "second could not open it. Sent to the terminal")
    #expect(!(terminal.output + failing.output).contains("noise"))
    #expect(try Processes.children(of: terminal.process).isEmpty)
    #expect(try Processes.children(of: failing.process).isEmpty)
  }

  @Test func `while a browser hangs keys are answered, and when it ends it is taken up`() throws {
    let folder = try TemporaryFolder()
    let gate = folder.path + "/gate"
    #expect(mkfifo(gate, 0o600) == 0)
    let programs = try FakePrograms(["browser": "echo $$ > \"$RECORD\"; read line < '\(gate)'"])
    let terminal = try open(programs, ["BROWSER": "browser"])
    terminal.type("X")
    terminal.wait(for: "All filters cleared")
    terminal.wait(for: "Opened home.cern (browser)")
    let browser = try #require(pid_t(programs.recorded.trimmingCharacters(in: .newlines)))
    #expect(try Processes.children(of: terminal.process) == [browser])
    try "\n".write(toFile: gate, atomically: false, encoding: .utf8)
    #expect(Processes.waitForEnd(of: browser))
    // Taken up as soon as it has ended: before the key that is typed now, or with it.
    terminal.type("X")
    terminal.wait(for: "All filters cleared")
    #expect(try Processes.children(of: terminal.process).isEmpty)
  }

  @Test func `a file that is no program is no browser, and no shell reads it`() throws {
    let folder = try TemporaryFolder()
    try folder.write("script", "touch '\(folder.path)/made'\n".utf8)
    #expect(chmod(folder.path + "/script", 0o755) == 0)
    for browser in ["\(folder.path)/script", folder.path, "/etc/passwd", "''", "%s"] {
      let terminal = try open(try FakePrograms([:]), ["BROWSER": browser])
      terminal.wait(for: "Sent to the terminal (OSC 52, unconfirmed): \(link)")
    }
    #expect(folder.bytes("made") == nil)
  }

  @Test func `nothing that a document says reaches a shell`() throws {
    let folder = try TemporaryFolder()
    let made = folder.path + "/made"
    let name = "$(touch \(made)) `touch \(made)` ; touch \(made) | touch \(made) & > \(made) %s %n"
    // Of what a shell would run, what the rule for links lets through.
    let address = "https://a.org/;touch$IFS\(made)|touch$IFS\(made)&touch$IFS\(made)"
    let document = """
      { "schema": 1, "editions": [ { "id": "2022", "name": "E", "date": "2022" } ],
        "actors": [ { "id": "a", "label": "\(name)", "name": "\(name)", "website": "\(address)",
          "websiteStatus": "seen", "sources": { "2022": "1" }, "sections": [] } ] }
      """
    try folder.write("a.json", document.utf8)
    let programs = try FakePrograms([
      "wl-copy": "cat > \"$RECORD\"", "browser": Self.arguments,
    ])
    let terminal = try Program.startBrowsing(
      "--no-bundled", "--data", folder.path + "/a.json", columns: 120,
      environment: programs.environment.merging(
        ["WAYLAND_DISPLAY": "wayland-0", "BROWSER": "browser '%s'"]) { $1 })
    terminal.type("jyt")
    terminal.wait(for: "Copied (wl-copy")
    #expect(programs.recorded == name)
    terminal.type("o")
    terminal.wait(for: "Opened a.org (browser)")
    #expect(programs.recorded == "\(address)|")
    #expect(folder.bytes("made") == nil)
  }
}
