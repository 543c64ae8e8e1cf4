import Foundation
import Testing

/// A folder for `$XDG_CONFIG_HOME` with a configuration file in it; gone with the value.
final class ConfigurationHome {
  let folder = NSTemporaryDirectory() + "geneva-atlas-" + UUID().uuidString
  var path: String { folder + "/geneva-atlas/config.toml" }
  var environment: [String: String] { ["XDG_CONFIG_HOME": folder] }

  init() throws {
    try FileManager.default.createDirectory(
      atPath: folder + "/geneva-atlas", withIntermediateDirectories: true)
  }

  convenience init(_ text: String) throws {
    try self.init()
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  convenience init(bytes: [UInt8]) throws {
    try self.init()
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }
}

/// The configuration file, seen from outside: what `config` prints, and what the screen does.
@Suite struct ConfigurationTests {
  /// The lines that `config` prints, without blanks before their comments.
  private func settings(
    _ arguments: [String] = [], environment: [String: String]
  ) throws -> [String] {
    try Program.run(["config"] + arguments, environment: environment).output
      .split(separator: "\n").map { String($0).replacing(/[ ]+#/, with: " #") }
  }

  @Test func `without a file the defaults hold, and nothing is made`() throws {
    let home = NSTemporaryDirectory() + "geneva-atlas-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: home) }
    let result = try Program.run(["config"], environment: ["HOME": home])
    #expect(result.code == 0 && result.complaint.isEmpty)
    let lines = result.output.split(separator: "\n").map {
      String($0).replacing(/[ ]+#/, with: " #")
    }
    #expect(
      lines.prefix(9) == [
        "# \(home)/.config/geneva-atlas/config.toml: not there",
        "theme = \"dark\" # default",
        "color = \"auto\" # default",
        "borders = \"unicode\" # default",
        "mouse = true # default",
        "lead = \"actors\" # default",
        "edition = \"newest\" # default",
        "clipboard = [] # default",
        "browser = [] # default",
      ])
    #expect(lines.contains("copy-link = [\"yy\"] # default"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: home).isEmpty)
  }

  @Test func `a variable that is relative or unset names no folder`() throws {
    let relative = try settings(environment: ["XDG_CONFIG_HOME": "etc", "HOME": "/nonexistent"])
    #expect(relative[0] == "# /nonexistent/.config/geneva-atlas/config.toml: not there")
    let unset = try settings(environment: ["HOME": "etc"])
    #expect(
      unset[0]
        == "# No file is looked for: neither XDG_CONFIG_HOME nor HOME is an absolute path")
  }

  @Test func `options beat the file, the file beats the environment`() throws {
    let home = try ConfigurationHome(
      """
      theme = "high-contrast"
      mouse = false
      browser = ["firefox", "--new-tab", "%s"]
      clipboard = ["my-copy"]
      lead = "issues"
      edition = "2022"
      [keys]
      copy-link = ["c", "<f5>"]
      zoom = false
      """)
    let environment = home.environment.merging(
      ["BROWSER": "lynx", "COLORFGBG": "0;15", "NO_COLOR": "1"]) { $1 }
    let lines = try settings(["--lead", "actors", "--no-ascii"], environment: environment)
    for line in [
      "# \(home.path): read",
      "theme = \"high-contrast\" # \(home.path)",
      "color = \"never\" # environment variable NO_COLOR",
      "borders = \"unicode\" # option --no-ascii",
      "mouse = false # \(home.path)",
      "lead = \"actors\" # option --lead",
      "edition = \"2022\" # \(home.path)",
      "clipboard = [\"my-copy\"] # \(home.path)",
      "browser = [\"firefox\", \"--new-tab\", \"%s\"] # \(home.path)",
      "copy-link = [\"c\", \"<f5>\"] # \(home.path)",
      "zoom = [] # \(home.path)",
      "open = [\"o\"] # default",
    ] { #expect(lines.contains(line), "\(line)") }
    let bare = try settings(environment: ["BROWSER": "lynx -x:'fire fox' -x&", "COLORFGBG": "0;15"])
    #expect(bare.contains("theme = \"light\" # environment variable COLORFGBG"))
    #expect(bare.contains("browser = [\"fire fox\", \"-x\"] # environment variable BROWSER"))
  }

  @Test(arguments: [
    ("15;0", "dark"), ("0;default;15", "light"), ("0;7", "light"), ("", "dark"), ("x", "dark"),
  ])
  func `a light background is known from COLORFGBG`(colours: String, theme: String) throws {
    let lines = try settings(environment: ["COLORFGBG": colours])
    #expect(lines[1].hasPrefix("theme = \"\(theme)\""))
  }

  @Test
  func `a choice of colour made for this program beats NO_COLOR, an empty one counts as unset`()
    throws
  {
    let home = try ConfigurationHome("color = \"always\"")
    let environment = home.environment.merging(["NO_COLOR": "1"]) { $1 }
    #expect(
      try settings(["--color", "auto"], environment: environment)[2].contains("\"never\" # env"))
    #expect(
      try settings(["--theme", "dark"], environment: environment)[2].contains("\"always\""))
    let empty = try Program.shell("NO_COLOR= '\(Program.path)' config")
    #expect(empty.output.contains("color = \"auto\" "))
  }

  @Test func `what config prints is a file that means the same`() throws {
    let home = try ConfigurationHome(
      """
      theme = "light"
      borders = "ascii"
      clipboard = ["a \\"b\\" \\\\ \\u001b", "ü"]
      [keys]
      quit = ["<m-lt>", "<f9>", "\\\\", "\\"", "<c-m-up>"]
      """)
    func withoutComments(_ text: String) -> [String] {
      text.split(separator: "\n").map { String($0).replacing(/[ ]*# [^"]*$/, with: "") }
    }
    let printed = try Program.run(["config"], environment: home.environment)
    #expect(printed.code == 0, "\(printed.complaint)")
    let again = try ConfigurationHome(printed.output)
    let copy = try Program.run(["config"], environment: again.environment)
    #expect(copy.code == 0, "\(copy.complaint)")
    #expect(withoutComments(copy.output) == withoutComments(printed.output))
    #expect(
      printed.output.contains("quit = [\"<m-lt>\", \"<f9>\", \"\\\\\", \"\\\"\", \"<c-m-up>\"]"))
  }

  @Test func `a script reads it as JSON`() throws {
    let home = try ConfigurationHome("theme = \"light\"\ncolour = 1")
    let result = try Program.run(["config", "--format", "json"], environment: home.environment)
    #expect(result.code == 1)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(json["file"] as? String == home.path)
    #expect(json["fileState"] as? String == "read")
    #expect(json["faults"] as? [String] == [": colour: no such key; did you mean color?"])
    let theme = try #require(json["theme"] as? [String: String])
    #expect(theme == ["value": "light", "from": home.path])
    let keys = try #require(json["keys"] as? [String: [String: Any]])
    #expect(keys["quit"]?["value"] as? [String] == ["q"])
  }

  @Test(
    arguments: [
      ("colour = 1", ": colour: no such key; did you mean color?"),
      (
        "theme = \"lite\"",
        ": theme: expected \"dark\", \"light\" or \"high-contrast\", found \"lite\""
      ),
      ("mouse = \"yes\"", ": mouse: expected true or false, found \"yes\""),
      ("lead = [1]", ": lead: expected \"actors\" or \"issues\", found an array"),
      (
        "edition = 2022",
        ": edition: expected \"newest\" or an edition such as \"2022\", found 2022"
      ),
      (
        "edition = \"1999\"",
        ": edition: '1999' is no edition of this atlas; expected one of 2022, 2023"
      ),
      (
        "browser = \"firefox\"",
        ": browser: expected an array of strings such as [\"program\", \"--option\"], found \"firefox\""
      ),
      (
        "browser = [\"/usr/bin/w3m\"]",
        ": browser[0]: /usr/bin/w3m needs a terminal of its own; name one, as in "
          + "[\"xterm\", \"-e\", \"/usr/bin/w3m\", \"%s\"]"
      ),
      ("clipboard = [\"a\", 1]", ": clipboard[1]: expected a string, found 1"),
      ("clipboard = [\"\"]", ": clipboard[0]: expected the name of a program"),
      ("keys = 1", ": keys: expected a table such as [keys], found 1"),
      ("keys.copy-lnk = \"c\"", ": keys.copy-lnk: no such command; did you mean copy-link?"),
      (
        "keys.zoom = 1979-05-27",
        ": keys.zoom: expected a key, an array of keys, or false, found a date"
      ),
      ("keys.zoom = true", ": keys.zoom: expected a key, an array of keys, or false, found true"),
      ("keys.zoom = [\"T\", 1]", ": keys.zoom[1]: expected a key, found 1"),
      ("keys.zoom = \"\"", ": keys.zoom: expected one to 8 keys, found 0"),
      (
        "keys.zoom = \"<nope>\"",
        ": keys.zoom: '<nope>' is no key; expected vim's notation, as in j, gg, <c-d>, <s-tab>, <f5>"
      ),
      ("keys.zoom = \"x\"", ": keys.zoom: x is turn already; give that another key, or false"),
      ("keys.zoom = \"nn\"", ": keys.zoom: nn begins with n, which is next-match"),
      ("keys.zoom = \"y\"", ": keys.zoom: y begins yy, which is copy-link"),
      ("keys.zoom = \"3z\"", ": keys.zoom: 3z begins with a digit, and digits are counts"),
      ("keys.zoom = \"<c-enter>\"", ": keys.zoom: terminals do not send <c-enter>"),
      (
        "keys = { quit = false, quit-now = [], cancel = [] }",
        ": keys.quit: no key would be left to quit with; it keeps those that it had"
      ),
      ("\"a\\u0000b\" = 1", ": a: no such key"),
      ("theme = \"light\"\ntheme = \"dark\"", ":2:"),
      ("theme = light", ":1:"),
      ("\n\n[keys\nx = 1", ":3:"),
    ])
  func `a fault is named, and the rest holds`(text: String, complaint: String) throws {
    let home = try ConfigurationHome("borders = \"ascii\"\n" + text)
    // The line of a fault in the notation is one further down here.
    let line = complaint.split(separator: ":").first.flatMap { Int($0) }
    let expected = line.map { ":\($0 + 1):" } ?? complaint + "\n"
    let result = try Program.run(["config"], environment: home.environment)
    #expect(result.code == 1)
    #expect(
      result.complaint.hasPrefix("geneva-atlas: \(home.path)\(expected)"), "\(result.complaint)")
    #expect(result.complaint.split(separator: "\n").count == 1)
    // What is no TOML is left out whole; otherwise the rest holds.
    #expect(result.output.contains("borders = \"ascii\"") == (line == nil))
    #expect(
      line == nil || result.output.hasPrefix("# \(home.path): there, but cannot be used\n"))
  }

  @Test func `the screen tells the first fault and how many there are, and so do other commands`()
    throws
  {
    let one = try ConfigurationHome("keys.copy-lnk = \"c\"")
    let terminal = try Program.startBrowsing(environment: one.environment)
    terminal.wait(for: "config.toml: keys.copy-lnk: no such command; did you mean copy-link?")
    terminal.type("q")
    #expect(terminal.end() == 0)
    let more = try ConfigurationHome("keys.copy-lnk = \"c\"\ncolour = 1\nmouse = 1")
    let dump = try Program.run(["--dump"], environment: more.environment)
    #expect(
      dump.output.contains(
        "\n config.toml, 1 of 3 (geneva-atlas config tells all): colour: no such key; did …\n"))
    let usual = try Program.run(["list", "actors"])
    let list = try Program.run(["list", "actors"], environment: more.environment)
    #expect(list.code == 0 && list.output == usual.output)
    #expect(
      list.complaint
        == "geneva-atlas: config.toml, 1 of 3 (geneva-atlas config tells all): colour: no such key; "
        + "did you mean color?\n")
    // What heeds nothing of it does not read it.
    #expect(try Program.run(["manual"], environment: more.environment).complaint.isEmpty)
  }

  @Test func `the plain start heeds the file: keys, borders, list and mouse`() throws {
    let home = try ConfigurationHome(
      """
      lead = "issues"
      borders = "ascii"
      mouse = false
      edition = "2023"
      [keys]
      quit = "<f10>"
      move-down = "t"
      """)
    let terminal = try EmulatedTerminal(
      [Program.path], rows: 24, columns: 80, environment: Program.environment(home.environment))
    terminal.wait(for: "F10 quit")
    terminal.wait(for: "#= Issues 50/50 ==")
    terminal.wait(for: "November 2023 only")
    #expect(!terminal.output.contains("\u{1B}[?1000h"))
    terminal.type("t")
    terminal.wait(for: "#▶▾ Infrastructure")
    terminal.type("\u{1B}[21~")
    #expect(terminal.end() == 0)
  }

  // MARK: What is no file

  @Test(
    arguments: [
      ("mkfifo config.toml", ": not a file"),
      ("mkdir config.toml", ": a folder; expected a file"),
      ("ln -s /dev/zero config.toml", ": not a file"),
      ("ln -s config.toml config.toml", ": cannot be read: Too many levels of symbolic links"),
      (
        "printf '\\n\\n# ' > config.toml; head -c 5000000 /dev/zero | tr '\\0' x >> config.toml",
        ":3: more than 1048576 bytes so far; expected a few lines"
      ),
      ("printf 'a = 1\\nb = \"\\377\"' > config.toml", ":2: not UTF-8"),
      ("printf 'a = 1\\0\\n' > config.toml", ":1: control character U+0000"),
      ("printf 'a.%.0s' $(seq 100000) > config.toml", ":1:"),
      ("printf 'mouse = true\\n\\n[=]\\n# …\\n' > config.toml", ":3: the parser cannot go on here"),
      ("printf 'x = [1979-05-27Tf7:32:00Z]' > config.toml", ":1: the parser cannot go on here"),
      ("printf '[%.0s' $(seq 100000) > config.toml", ":1:"),
      ("printf 'x=%.0s[' > config.toml; printf '[%.0s' $(seq 100000) >> config.toml", ":1:"),
      ("head -c 100000 \"$0\" | tr -d '\\0' > config.toml", ":"),
    ])
  func `whatever stands in its place is told, and the screen comes`(
    script: String, complaint: String
  )
    throws
  {
    let home = try ConfigurationHome()
    let made = try Program.shell("cd '\(home.folder)/geneva-atlas'; \(script)")
    try #require(made.code == 0, "\(made.complaint)")
    let result = try Program.run(["config"], environment: home.environment)
    #expect(result.code == 1)
    #expect(
      result.complaint.hasPrefix("geneva-atlas: \(home.path)\(complaint)"), "\(result.complaint)")
    #expect(!result.complaint.contains("\u{1B}"))
    #expect(result.output.contains("theme = \"dark\""))
    let dump = try Program.run(["--dump"], environment: home.environment)
    #expect(dump.code == 0)
    #expect(dump.output.contains("\n config.toml:"))
  }

  @Test func `a file that may not be read is told`() throws {
    let home = try ConfigurationHome("theme = \"light\"")
    // Root may read everything, so the file's owner is somebody without rights.
    let asNobody = getuid() == 0 ? "setpriv --reuid=65534 --clear-groups" : ""
    let result = try Program.shell(
      "chmod 755 \(home.folder) \(home.folder)/geneva-atlas; chmod 000 \(home.path); "
        + "\(asNobody) '\(Program.path)' config",
      environment: home.environment.merging(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]) { $1 })
    #expect(result.code == 1)
    #expect(
      result.complaint == "geneva-atlas: \(home.path): cannot be read: Permission denied\n")
  }

  @Test func `an empty file, one with a byte order mark and one of comments say nothing`() throws {
    for text in [
      "", "\u{FEFF}theme = \"dark\"\r\n",
      "# nothing\n\n" + String(repeating: "# …\n", count: 5_000),
    ] {
      let home = try ConfigurationHome(text)
      let result = try Program.run(["config"], environment: home.environment)
      #expect(result.code == 0 && result.complaint.isEmpty, "\(result.complaint)")
    }
  }

  @Test func `names and values of the file cannot command the terminal`() throws {
    let home = try ConfigurationHome("\"\\u001b[31m\" = 1\ntheme = \"\\u001b]0;x\\u0007\"")
    let result = try Program.run(["config"], environment: home.environment)
    #expect(!result.complaint.contains("\u{1B}"))
    #expect(result.complaint.contains("\u{241B}[31m: no such key"))
  }
}
