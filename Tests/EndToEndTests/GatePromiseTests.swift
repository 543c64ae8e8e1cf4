import Foundation
import Testing

/// The one gate: whatever comes from outside goes out through `TextGate` and `Output`, or is drawn.
///
/// First the code itself is read: there is no other way out in it. Then the program is given hostile texts
/// wherever it takes a text.
@Suite struct GatePromiseTests {
  // MARK: The code

  /// A way out of the program, and the only files that may use it, each with its reason.
  private struct WayOut {
    let name: String
    let pattern: String
    var allowed: [String: String] = [:]
  }

  private static let waysOut = [
    WayOut(name: "Swift's printing", pattern: #"(?<![.\w])(print|debugPrint|dump)\("#),
    WayOut(
      name: "C's printing",
      pattern: #"(?<!\w)(v?f?d?printf|f?puts|f?putc|putchar|perror|fwrite|psignal|syslog)\("#),
    WayOut(
      name: "C's streams", pattern: #"(?<!\w)(stdout|stderr)(?!\w)"#,
      allowed: ["CNcurses/shim.h": "ncurses is given the stream that it draws on"]),
    WayOut(
      name: "Foundation's files and streams",
      pattern: #"FileHandle|TextOutputStream|OutputStream|URLSession|NSLog|os_log"#),
    WayOut(
      name: "write(2) and its kin",
      // Swift's own functions of that name take no descriptor.
      pattern:
        #"(?<![.\w])(p?writev?|sendfile|v?m?splice)\(\s*(-?\d|STD|\w*fd\b|file\b|pipe)|Glibc\.p?write"#,
      allowed: [
        "CPosix/writing.c": "the one loop that writes, for ever or while somebody reads",
        "CPosix/signals.c": "numbers of signals, into a pipe to ourselves",
      ]),
    WayOut(
      name: "the loop of C", pattern: #"write_whole\(|write_while_read\("#,
      allowed: [
        "CPosix/include/CPosix.h": "its declarations", "CPosix/writing.c": "itself",
        "CPosix/crash_guard.c": "the bytes that give the terminal back, and reports of faults",
        "CPosix/errors.c": "what the runtime has said, without controls",
        "CPosix/helpers.c": "the text for a child, which is handed on in memory",
        "NcursesTerminal/NcursesTerminal+Screen.swift":
          "sequences of our own: reports, OSC 52 in base64",
        "geneva-atlas/Descriptor.swift": "for those who may write whole",
      ]),
    WayOut(
      name: "those who may write whole", pattern: #"Descriptor\.write\("#,
      allowed: [
        "geneva-atlas/Output.swift": "standard output and error, behind the gate",
        "geneva-atlas/StateFile.swift": "files of our own",
        "geneva-atlas/QueryHistory.swift": "the same",
        "geneva-atlas/ProgressLine.swift": "numbers and words of our own, while documents are read",
      ]),
    WayOut(
      name: "standard output without the gate",
      pattern: #"Output\.writeAll\(|(?<!func )writeAll\("#,
      allowed: [
        "geneva-atlas/Output.swift": "behind the gate",
        "geneva-atlas/Filter.swift":
          "the caller's own lines, byte for byte, and never on a terminal",
      ]),
    WayOut(
      name: "ncurses' drawing",
      pattern: #"add(n|ch)?w?str\(|add_?w?ch|printw\(|(?<!\w)(tputs|putp)\(|shim_put\("#,
      allowed: [
        "CNcurses/shim.h": "one cell, from the canvas",
        "NcursesTerminal/NcursesTerminal+Screen.swift":
          "the cells of the canvas, whose glyphs pass the gate",
      ]),
    WayOut(
      name: "the terminal by its name", pattern: "/dev/tty",
      allowed: ["geneva-atlas/Pick.swift": "puts the terminal in the place of standard output"]),
    WayOut(
      name: "escape sequences", pattern: #"\\u\{1[Bb]\}|\\u\{9[Bb]\}|\\x1[Bb]|\\033|\\e\["#,
      allowed: [
        "geneva-atlas/Output.swift": "colours, from roles",
        "geneva-atlas/Copying.swift": "OSC 52, whose text is base64",
        "NcursesTerminal/NcursesTerminal.swift": "reports of the mouse and of pastes",
        "CNcurses/shim.h": "what is cut out of the terminal's own description",
        "NcursesTerminal/KeyDecoder.swift": "what terminals send to us",
      ]),
    WayOut(
      name: "other programs",
      pattern: #"(?<!\w)(posix_spawnp?|v?fork|exec[lv]p?e?|fexecve|popen|wordexp|dlopen)\("#
        + #"|(?<![.\w])(?<!func )(?<!case )system\(|(?<!\w)Process\(|Subprocess"#,
      allowed: [
        "CPosix/helpers.c": "clipboards and browsers, by argument vector",
        "CPosix/trial.c": "a child of our own code that writes nowhere",
      ]),
    WayOut(name: "a shell", pattern: #"/bin/(ba|da|z|k)?sh|"(ba|z|k)?sh""#),
    WayOut(name: "the network", pattern: #"(?<!\w)(socket|connect|getaddrinfo)\("#),
  ]

  /// The ways out that stand in a file's code, comments left out, and may not.
  private static func faults(in text: String, at path: String) throws -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let words = line.drop { $0 == " " || $0 == "\t" }
      return words.hasPrefix("//") || words.hasPrefix("*") ? "" : line
    }
    let code = lines.joined(separator: "\n")
    let whole = NSRange(code.startIndex..., in: code)
    return try waysOut.flatMap { way -> [String] in
      guard way.allowed[path] == nil else { return [] }
      let expression = try NSRegularExpression(pattern: way.pattern, options: .anchorsMatchLines)
      return expression.matches(in: code, range: whole).compactMap { match in
        guard let range = Range(match.range, in: code) else { return nil }
        let number = code[..<range.lowerBound].count { $0 == "\n" }
        return "Sources/\(path):\(number + 1): \(way.name): \(lines[number])"
      }
    }
  }

  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources").path

  private static func code() throws -> [String: String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: sources)
      .filter { name in [".swift", ".c", ".h"].contains { name.hasSuffix($0) } }
    return try Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, try String(contentsOfFile: sources + "/" + $0, encoding: .utf8))
      })
  }

  @Test func `no code writes, draws or starts a program past the few places that may`() throws {
    let code = try Self.code()
    #expect(code.count > 150)
    for (path, text) in code {
      for fault in try Self.faults(in: text, at: path) { Issue.record("\(fault)") }
    }
  }

  @Test func `the places that may are still needed`() throws {
    let code = try Self.code()
    for way in Self.waysOut {
      for path in way.allowed.keys {
        let text = try #require(code[path], "\(path) is gone")
        #expect(
          text.range(of: way.pattern, options: .regularExpression) != nil, "\(way.name): \(path)")
      }
    }
  }

  @Test(arguments: [
    "  print(name)", "debugPrint(x)", "fputs(line, stderr)", "puts(\"x\")", "printf(\"%s\", name);",
    "FileHandle.standardOutput.write(data)", "write(1, text, count);",
    "Glibc.write(STDOUT_FILENO, x, 1)", "    _ = write(STDERR_FILENO, $0.baseAddress, 1)",
    "Output.writeAll(bytes)", "Descriptor.write(bytes, to: 1)",
    "write_whole(1, text, 3)", "write_while_read(fd, text, count);", "addwstr(text)",
    "mvwaddnstr(w, 0, 0, s, 3)", "waddch(w, c)", "putp(s)", "tputs(s, 1, p)", "wprintw(w, s)",
    "shim_put(0, 0, c, 0, 0)", "open(\"/dev/tty\", O_WRONLY)", "let bell = \"\\u{1B}]0;\"",
    "\"\\033[31m\"", "posix_spawn(&p, a, nil, nil, v, e)", "execvp(file, args)",
    "popen(line, \"r\")",
    "  system(\"x\")", "let process = Process()", "let shell = \"/bin/sh\"",
    "[\"sh\", \"-c\", line]",
    "if (fork() == 0) {", "socket(AF_INET, 0, 0)",
  ])
  func `each way out is found`(line: String) throws {
    #expect(try !Self.faults(in: "// first\n\(line)", at: "Explorer/State.swift").isEmpty)
  }

  @Test(arguments: [
    "/// print(name) is not used", "output.write(line: line)", "func write(_ text: String) {",
    "  write(line: String(line))", "case system(errno: Int32)", "throw .system(\"cannot\")",
    "try Config.preprint(x)", "add(entries)", "state.put(link)",
  ])
  func `what only looks like one is not`(line: String) throws {
    #expect(try Self.faults(in: line, at: "Explorer/State.swift") == [])
  }

  // MARK: Hostile texts

  /// What must not be obeyed, as bash writes it: escapes, other controls, what turns text round, no UTF-8.
  private static let bait =
    "$'\\e]0;owned\\a\\e[31m\\xc2\\x9b31m\\x9b\\r\\b\\x7f\\u202e\\u2066\\u061c\\ufeff\\u200b\\xff%n%s'"

  @Test func `variables that are no text are obeyed by no command`() throws {
    let names = [
      "TERM", "LANG", "LC_ALL", "LC_CTYPE", "LANGUAGE", "BROWSER", "NO_COLOR", "COLORFGBG",
      "COLORTERM", "ESCDELAY", "TERMINFO", "COLUMNS", "LINES", "TMUX", "STY", "SSH_TTY", "DISPLAY",
      "WAYLAND_DISPLAY",
    ]
    let folders = ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"]
    let all =
      names.map { "\($0)=\(Self.bait)" } + folders.map { "\($0)=/\(Self.bait)" }
    let script =
      "set -o pipefail; env \(all.joined(separator: " ")) \"$@\" < /dev/null 2>&1 "
      + "| iconv -f UTF-8 -t UTF-8"
    let faults = try Program.each(script) {
      isInert($0.output) && $0.complaint.isEmpty && (0...2).contains($0.code)
    }
    #expect(faults.isEmpty, "\(faults)")
  }

  @Test func `values of options that are no text are obeyed by none`() throws {
    let lines = [
      "list actors --theme", "config --theme", "config --lead", "config --edition",
      "list actors --color", "--size", "--dump --size", "--dump --keys", "list --format", "list",
      "list actors --actor", "list actors --issue", "list actors --basket", "list facts --query",
      "search --limit", "search --limit=3", "search --format json", "filter --limit", "show itu",
      "show --format json", "brief", "compare itu", "compare itu wto --issue", "changes --actor",
      "matrix --format", "timeline --actor", "cite --style", "cite itu --accessed", "pick",
      "pick issues -1 --query", "pick issues -0 --query", "completions", "help", "--", "--dump",
      "check", "--data", "export --format", "---complete bash", "---complete",
      "---complete zsh show", "--no-bundled --data", "manual",
    ]
    let script = lines.map { line in
      "\"$ATLAS\" \(line) \"$value\" < /dev/null 2>&1; [ $? -lt 128 ] || echo $'\\e' '\(line)'"
    }
    // What is no UTF-8 is told by iconv, and a crash by an escape of our own.
    let result = try Program.shell(
      "value=\(Self.bait)\n{\n\(script.joined(separator: "\n"))\n} | iconv -f UTF-8 -t UTF-8",
      environment: ["ATLAS": Program.path])
    for line in result.output.split(separator: "\n") where !isInert(String(line)) {
      Issue.record("\(line.debugDescription)")
    }
    #expect(result.complaint.isEmpty)
  }

  @Test func `a configuration full of controls is told, and commands nobody`() throws {
    let bait = "\\u001b]0;owned\\u0007\\u001b[31m\\u009b31m\\u202e\\u2066\\ufeff\\u000d"
    let settings = ["theme", "color", "borders", "lead", "edition", "mouse"]
    let home = try ConfigurationHome(
      settings.map { "\($0) = \"\(bait)\"\n" }.joined()
        + "clipboard = [\"\(bait)\", \"\(bait)\"]\nbrowser = [\"\(bait)\"]\n\"\(bait)\" = 1\n"
        + "[keys]\nzoom = \"\(bait)\"\nquit = [\"<\(bait)>\"]\n\"\(bait)\" = \"x\"\n")
    for command in [["config"], ["config", "--format", "json"], ["--dump"], ["list", "actors"]] {
      let result = try Program.run(command, environment: home.environment)
      #expect(isInert(result.output) && isInert(result.complaint), "\(command): \(result)")
    }
    let terminal = try Program.startBrowsing(columns: 200, environment: home.environment)
    terminal.type("/cern\ryy")
    terminal.wait(for: "cannot be started")
    terminal.type("o")
    terminal.wait(for: "could not open it")
    terminal.type("q")
    #expect(terminal.end() == 0)
    #expect(!terminal.output.contains("owned\u{7}") && !terminal.output.contains("\u{202E}"))
  }

  @Test func `a folder full of hostile names is read, told and obeyed by nobody`() throws {
    let folder = try TemporaryFolder()
    let made = try Program.shell(
      """
      cd '\(folder.path)' && mkdir bad good && for name in \(Self.bait) $'\\n\\n' $'a\\tb' -rf --help \
        '$(touch made)' '`touch made`;touch made|touch made' '*' '?' '%s%n%x' '~' ' ' \
        "$(printf '%0250d')" $'\\xe4' "'" '"' '\\'; do
        echo '{ "schema": 1 }' > "good/$name.json"; echo 'no JSON' > "bad/$name.json"
      done; ls good | wc -l
      """)
    #expect(made.code == 0 && made.complaint.isEmpty, "\(made)")
    let good = try Program.run(["--data", folder.path + "/good", "list", "actors"])
    #expect(good.code == 0 && good.complaint.isEmpty)
    for command in [["check", folder.path + "/bad"], ["--data", folder.path + "/bad", "--dump"]] {
      let result = try Program.run(command)
      let told = result.output + result.complaint
      #expect(result.code == 1)
      #expect(
        told.split(separator: "\n").count { $0.contains("no JSON") || $0.contains(":1:1: ") } == 17)
      #expect(isInert(told, mayHaveTabs: false), "\(told)")
    }
    let each = try Program.shell(
      """
      cd '\(folder.path)/bad'; for name in *; do for line in "check --" "list actors --data"; do
        "$ATLAS" $line "./$name" 2>&1; done; done
      """, environment: ["ATLAS": Program.path])
    #expect(isInert(each.output, mayHaveTabs: false) && each.output.contains("␛]0;owned␇"))
    #expect(folder.bytes("made") == nil && folder.bytes("bad/made") == nil)
  }

  @Test func `lines of a filter are shown on a terminal, and untouched in a pipe`() throws {
    let lines = "a\\e[31mx\\tb\\n\\xc2\\x9b x\\u202e\\n"
    let piped = try Program.shell("printf '\(lines)' | '\(Program.path)' filter x")
    #expect(piped.output == "\u{9B} x\u{202E}\na\u{1B}[31mx\tb\n")
    let terminal = try EmulatedTerminal(
      ["/bin/bash", "-c", "printf '\(lines)' | \"$ATLAS\" filter x"],
      environment: Program.environment(["ATLAS": Program.path]))
    #expect(terminal.end() == 0)
    #expect(terminal.output == "\u{FFFD} x\u{FFFD}\r\na\u{241B}[31mx\tb\r\n")
  }

  @Test func `a hostile name of the terminal is shown on it, not sent to it`() throws {
    let terminal = try EmulatedTerminal(
      ["/bin/bash", "-c", "TERM=\(Self.bait) exec \"$ATLAS\" --no-mouse"], columns: 160,
      environment: Program.environment(["ATLAS": Program.path]))
    terminal.wait(for: "TERM is “␛]0;owned␇␛[31m")
    terminal.type("q")
    #expect(terminal.end() == 0)
    #expect(!terminal.output.contains("]0;owned\u{7}") && !terminal.output.contains("\u{202E}"))
  }
}
