import Foundation
import Testing

/// Promised: where there is no terminal, or an odd one, it says so in a line, or runs plainly.
@Suite struct MissingTerminalPromiseTests {
  private func run(_ script: String, environment: [String: String] = [:]) throws -> EmulatedTerminal
  {
    try EmulatedTerminal(
      ["/bin/bash", "-c", "\(script); echo code=$?"],
      environment: Program.environment(["ATLAS": Program.path].merging(environment) { $1 }))
  }

  @Test(
    arguments: [
      ("</dev/null", 2, "standard input is no terminal"),
      ("<&-", 2, "standard input is no terminal"),
      ("<\"$ATLAS\"", 2, "standard input is no terminal"),
      (">/dev/null", 2, "standard output is no terminal"),
      (">/dev/null <&-", 2, "standard output is no terminal"),
      (">&-", 1, "cannot write"),
      ("<&- >&-", 1, "cannot write"),
      ("</dev/null 2>&-", 2, ""),
      ("<&- >&- 2>&-", 1, ""),
    ])
  func `without one of its ends it ends at once with a message`(
    redirection: String, code: Int, words: String
  ) throws {
    let terminal = try run("\"$ATLAS\" \(redirection)")
    _ = terminal.end()
    #expect(terminal.text.contains("code=\(code)"))
    #expect(words.isEmpty || terminal.text.contains(words))
    #expect(!terminal.output.contains("\u{1B}"))
  }

  @Test func `in a pipe there is the list, and not one escape`() throws {
    let terminal = try run("\"$ATLAS\" | od -An -c | grep -c 033; echo ${PIPESTATUS[0]}")
    _ = terminal.end()
    #expect(terminal.text.contains("\n0\n") && terminal.text.contains("code=0"))
    #expect(!terminal.output.contains("\u{1B}"))
  }

  @Test func `two terminals for one program are refused`() throws {
    let other = try EmulatedTerminal(["/bin/cat"], environment: Program.environment())
    other.watch { (try? $0.processStatus.name) == "cat" }
    let path = try FileManager.default.destinationOfSymbolicLink(
      atPath: "/proc/\(other.process)/fd/0")
    let terminal = try run("\"$ATLAS\" <\(path)")
    _ = terminal.end()
    #expect(terminal.text.contains("standard input and standard output are two terminals"))
    #expect(terminal.text.contains("code=2"))
    #expect(!terminal.output.contains("\u{1B}"))
  }

  @Test(arguments: ["</dev/tty", "2>&-", "2>/dev/null </dev/tty >/dev/tty"])
  func `its terminal by another name is its terminal`(redirection: String) throws {
    let terminal = try run("\"$ATLAS\" \(redirection)")
    terminal.wait(for: "q quit")
    terminal.type("q")
    _ = terminal.end()
    #expect(terminal.text.contains("code=0"))
    terminal.expectGivenBack()
  }

  @Test(
    arguments: [
      String(repeating: "x", count: 5_000), "\u{1B}]0;owned\u{07}\u{1B}[5;53mX", "%n%s%n%s%99999d",
      "../../../../etc/passwd", "unknown", "xterm-256color/", "\u{202E}xterm",
    ])
  func `a TERM that is none is replaced, and shown for what it is`(term: String) throws {
    let terminal = try Program.startBrowsing(environment: ["TERM": term])
    terminal.wait(for: "TERM is “")
    terminal.type("j")
    terminal.wait(for: "Issues of ITU")
    terminal.type("q")
    #expect(terminal.end() == 0)
    #expect(EscapeAudit.foreign(in: terminal.bytes) == [])
    #expect(!terminal.properties.hasTitle)
    terminal.expectGivenBack()
  }

  @Test func `where nothing is known about any terminal it says so`() throws {
    // With no more descriptors than are open no description of a terminal can be read.
    let terminal = try run("exec 3<&- 4<&-; ulimit -n 5; exec \"$ATLAS\"")
    #expect(terminal.end() >> 8 == 2)
    let lines = terminal.text.split(separator: "\n")
    #expect(lines.first?.hasPrefix("geneva-atlas: cannot start: nothing is known about") == true)
    #expect(!terminal.output.contains("\u{1B}"))
    #expect(terminal.isCooked)
  }

  /// Names of the terminals that are described on this machine; of very many a part.
  private static let described: [String] = {
    let names = ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo"].flatMap { folder in
      (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    }.filter { $0.contains("/") }.map { String($0.split(separator: "/").last ?? "") }
    let sorted = Set(names).sorted()
    return sorted.enumerated().filter { $0.offset % (sorted.count / 60 + 1) == 0 }.map(\.element)
  }()

  @Test func `every terminal that is described here is drawn on, or refused`() throws {
    #expect(Self.described.contains("xterm-256color") || Self.described.count > 20)
    for term in Self.described {
      let terminal = try Program.start(environment: ["TERM": term])
      terminal.type("jllQ")
      let status = terminal.end()
      #expect(status == 0 || status >> 8 == 2, "\(term): \(status)")
      #expect(terminal.isCooked, "\(term)")
      if status != 0 { #expect(terminal.text.contains("geneva-atlas: cannot start"), "\(term)") }
    }
  }

  @Test(arguments: ["", "C", "POSIX", "xx_XX.UTF-8", "de_DE.ISO-8859-1", "%n%s", "\u{1B}[31m"])
  func `whatever the locale is called, what is sent is valid UTF-8`(name: String) throws {
    let terminal = try Program.startBrowsing(environment: ["LANG": name, "LC_ALL": name])
    terminal.type("jll/è\rjQ")
    #expect(terminal.end() == 0)
    #expect(String(validating: terminal.bytes, as: UTF8.self) != nil)
    #expect(EscapeAudit.foreign(in: terminal.bytes) == [])
  }

  @Test func `in a locale of Latin-1 nothing but ASCII is sent`() throws {
    let folder = NSTemporaryDirectory() + "geneva-atlas-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let made = try Program.shell(
      "mkdir '\(folder)' && localedef -i de_DE -f ISO-8859-1 '\(folder)/de_DE.ISO-8859-1'")
    try #require(made.code == 0, "locales are not installed: \(made.complaint)")
    let terminal = try Program.startBrowsing(
      environment: ["LANG": "de_DE.ISO-8859-1", "LOCPATH": folder])
    terminal.type("jll")
    terminal.wait(for: "ITU")
    terminal.type("Q")
    #expect(terminal.end() == 0)
    #expect(terminal.bytes.allSatisfy { $0 < 0x80 })
    #expect(terminal.output.contains("+"))
  }
}
