import Foundation
import Testing

/// `pick` as scripts use it: the screen on the terminal, the choice on standard output.
@Suite(.serialized) struct PickTests {
  /// A shell in a terminal that runs a script around the program, `$ATLAS`.
  private func shell(_ script: String, rows: Int = 24) throws -> EmulatedTerminal {
    try EmulatedTerminal(
      ["/bin/bash", "-c", script], rows: rows, columns: 80,
      environment: Program.environment(["ATLAS": Program.path]))
  }

  @Test func `the choice goes into a variable, and the screen is restored`() throws {
    let terminal = try shell("x=$(\"$ATLAS\" pick entries); echo \"[$x] $?\"; read")
    terminal.wait(for: "Pick entries")
    terminal.type("e-waste")
    terminal.wait(for: "ITU › E-waste")
    terminal.wait(for: "1/55")
    terminal.type("\r")
    terminal.wait(for: "[itu/e-waste] 0")
    #expect(terminal.output.contains("\u{1B}[?1049l"))
  }

  @Test func `in a pipe on both sides nothing but the choice comes out`() throws {
    let terminal = try shell("echo in | \"$ATLAS\" pick actors | od -c; read")
    terminal.wait(for: "Pick actors")
    terminal.type("\t\t\r")
    terminal.wait(for: "0000010")
    #expect(terminal.text.contains("0000000   i   t   u  \\n   w   t   o  \\n"))
  }

  @Test func `escape ends with 130, and nothing is printed`() throws {
    let terminal = try shell("x=$(\"$ATLAS\" pick issues); echo \"[$x] $?\"; read")
    terminal.wait(for: "Pick issues")
    terminal.type("\u{1B}")
    terminal.wait(for: "[] 130")
  }

  @Test func `one match alone is chosen, none ends, without a screen`() throws {
    let one = try Program.run(["pick", "issues", "--query", "e-waste", "-1"])
    #expect(one.output == "e-waste\n" && one.code == 0)
    let zero = try Program.run(["pick", "issues", "--query", "zzzzzz", "-0"])
    #expect(zero.output == "" && zero.complaint == "" && zero.code == 1)
    let ended = try Program.run(["pick", "actors", "--query", "cern", "-1", "--print0"])
    #expect(ended.output == "cern\0")
  }

  @Test func `with nowhere to print it does not begin`() throws {
    let terminal = try shell("\"$ATLAS\" pick actors >&-; echo \"[$?]\"; read")
    terminal.wait(for: "[1]")
    #expect(terminal.text.contains("standard output is closed"))
  }

  @Test func `without a terminal it says so, with code 2`() throws {
    let result = try Program.shell(
      "setsid -w \"$ATLAS\" pick actors", environment: ["ATLAS": Program.path])
    #expect(result.code == 2)
    #expect(result.complaint.contains("there is no terminal to choose on"))
  }
}

/// Stars on disk: whole, private, and never lost.
@Suite(.serialized) struct StarTests {
  /// A state folder of its own.
  private final class StateFolder {
    let path = NSTemporaryDirectory() + "geneva-atlas-" + UUID().uuidString
    var file: String { path + "/geneva-atlas/stars" }

    init() throws {
      try FileManager.default.createDirectory(
        atPath: path + "/geneva-atlas", withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var kept: String { (try? String(contentsOfFile: file, encoding: .utf8)) ?? "" }
  }

  private func browse(_ state: StateFolder) throws -> EmulatedTerminal {
    try Program.startBrowsing(environment: ["XDG_STATE_HOME": state.path])
  }

  @Test func `a star is there in the next run, in a file for its owner alone`() throws {
    let state = try StateFolder()
    let first = try browse(state)
    first.type("jb")
    first.wait(for: "Starred: ITU")
    first.type("q")
    #expect(first.end() == 0)
    #expect(state.kept == "itu\n")
    let mode = try FileManager.default.attributesOfItem(atPath: state.file)[.posixPermissions]
    #expect((mode as? Int).map { $0 & 0o777 } == 0o600)
    let second = try browse(state)
    second.type("gs")
    second.wait(for: "▶  ITU")
  }

  @Test func `the first run alone begins with a word of welcome`() throws {
    let state = try StateFolder()
    let first = try browse(state)
    first.wait(for: "Welcome: ? shows all keys")
    first.type("q")
    #expect(first.end() == 0)
    let second = try browse(state)
    #expect(!second.text.contains("Welcome"))
  }

  @Test func `two programs at once lose nothing`() throws {
    let state = try StateFolder()
    let (first, second) = (try browse(state), try browse(state))
    first.type("jb")
    first.wait(for: "Starred: ITU")
    second.type("jjb")
    second.wait(for: "Starred: WTO")
    first.type("jjb")
    first.wait(for: "Starred: UNCTAD")
    #expect(state.kept == "itu\nwto\nunctad\n")
  }

  @Test func `a link stays a link, and lines that are no ids stay`() throws {
    let state = try StateFolder()
    let elsewhere = state.path + "/elsewhere"
    try Data("what \u{1}is this\nwto\n".utf8).write(to: URL(fileURLWithPath: elsewhere))
    try FileManager.default.createSymbolicLink(atPath: state.file, withDestinationPath: elsewhere)
    let terminal = try browse(state)
    terminal.type("jb")
    terminal.wait(for: "Starred: ITU")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: state.file) == elsewhere)
    #expect(state.kept == "what \u{1}is this\nwto\nitu\n")
  }

  @Test(arguments: ["a folder", "a pipe", "no space", "no home"])
  func `where a star cannot be kept, the reader is told and goes on`(fault: String) throws {
    let state = try StateFolder()
    var path = state.path
    switch fault {
    case "a folder":
      try FileManager.default.createDirectory(atPath: state.file, withIntermediateDirectories: true)
    case "a pipe": mkfifo(state.file, 0o600)
    case "no space": path = "/dev/full"
    default: path = ""
    }
    let terminal = try Program.startBrowsing(environment: ["XDG_STATE_HOME": path])
    terminal.type("jb")
    terminal.wait(for: "The star holds only until the end")
    terminal.type("gs")
    terminal.wait(for: "▶  ITU")
  }
}
