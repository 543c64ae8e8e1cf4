import Foundation
import Testing

/// Where the program keeps and finds its files: folders that are not there, files that are something else.
@Suite struct FilePromiseTests {
  /// What was looked for in place of a folder.
  enum Place: String, CaseIterable {
    case missing
    case aFile
    case relative
    case empty
    case aLoop
    case notToBeWritten
    case notToBeRead
  }

  /// A value for a variable that names a folder; the folder holds what it names.
  private func value(_ place: Place, in folder: TemporaryFolder) throws -> String {
    let path = folder.path + "/place"
    switch place {
    case .missing: return path + "/is/not/there"
    case .aFile: try folder.write("place", "text".utf8)
    case .relative: return "place"
    case .empty: return ""
    case .aLoop: #expect(symlink(path, path) == 0)
    // Not even root makes a folder there.
    case .notToBeWritten: return "/proc"
    case .notToBeRead:
      #expect(mkdir(path, 0o000) == 0)
    }
    return path
  }

  /// Runs the program on a terminal as somebody without rights.
  private func start(_ environment: [String: String]) throws -> EmulatedTerminal {
    let names = environment.keys.map { "\($0)=\"$\($0)\"" }.joined(separator: " ")
    let terminal = try EmulatedTerminal(
      ["/bin/bash", "-c", "export \(names); exec \(Program.asNobody) \"$ATLAS\""], columns: 240,
      environment: Program.environment(environment.merging(["ATLAS": Program.path]) { $1 }))
    terminal.wait(for: "q quit")
    return terminal
  }

  @Test(arguments: ["HOME", "XDG_STATE_HOME"], Place.allCases)
  func `without a place to keep stars and queries it runs, and says why a star is not kept`(
    variable: String, place: Place
  ) throws {
    let folder = try TemporaryFolder()
    let path = try value(place, in: folder)
    let terminal = try start([variable: path])
    terminal.type("/cern\r")
    terminal.wait(for: "CERN · European")
    terminal.type("b")
    let file = path + (variable == "HOME" ? "/.local/state" : "") + "/geneva-atlas/stars"
    // Without a state folder it is that of the home, of which there is none.
    let isHome = variable == "XDG_STATE_HOME" && [.relative, .empty].contains(place)
    let words =
      switch place {
      case _ where isHome:
        "No such file or directory, writing /nonexistent/.local/state/geneva-atlas/stars"
      case .relative, .empty: "there is no home folder"
      case .missing, .notToBeWritten: "No such file or directory, writing \(file)"
      case .aFile: "Not a directory, writing \(file)"
      case .aLoop: "Too many levels of symbolic links, writing \(file)"
      case .notToBeRead: "Permission denied, writing \(file)"
      }
    terminal.wait(for: "The star holds only until the end: ")
    terminal.wait(for: words)
    terminal.type("gs")
    terminal.wait(for: "▶  CERN")
    terminal.type("\u{7}Q")
    #expect(terminal.end() == 0)
  }

  @Test func `a state folder whose path is no text is left alone, and that of the home is taken`()
    throws
  {
    let folder = try TemporaryFolder()
    let script =
      "HOME=\(folder.path) XDG_STATE_HOME=$'\(folder.path)/\\xff' exec \"$ATLAS\" --keys '/cern<enter>'"
    let terminal = try EmulatedTerminal(
      ["/bin/bash", "-c", script], environment: Program.environment(["ATLAS": Program.path]))
    terminal.wait(for: "CERN · European")
    terminal.type("b")
    terminal.wait(for: "Starred: CERN")
    #expect(folder.text(".local/state/geneva-atlas/stars") == "cern\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [".local"])
  }

  @Test(arguments: ["HOME", "XDG_CONFIG_HOME"], Place.allCases)
  func `without a place for a configuration it runs, and tells what may not be read`(
    variable: String, place: Place
  ) throws {
    let folder = try TemporaryFolder()
    let value = try value(place, in: folder)
    let script = "export \(variable)='\(value)'; exec \(Program.asNobody) '\(Program.path)'"
    let told = try Program.shell("\(script) config")
    let dump = try Program.shell("\(script) --dump")
    #expect(told.output.contains("theme = \"dark\""))
    #expect(dump.code == 0 && dump.output.contains("Geneva Digital Atlas"))
    let words: String? =
      switch place {
      case .missing, .aFile, .relative, .empty, .notToBeWritten: nil
      case .aLoop: "config.toml: cannot be read: Too many levels of symbolic links"
      case .notToBeRead: "config.toml: cannot be read: Permission denied"
      }
    #expect(told.code == (words == nil ? 0 : 1), "\(told.complaint)")
    #expect(words.map(told.complaint.contains) ?? told.complaint.isEmpty, "\(told.complaint)")
    #expect(dump.output.contains("config.toml: cannot be read") == (words != nil))
  }

  // MARK: Stars and queries that are something else

  /// Runs the program with a state folder: stars CERN, and keeps a query.
  ///
  /// - Returns: What was told of the star.
  @discardableResult
  private func starAndSearch(_ folder: TemporaryFolder) throws -> String {
    let terminal = try Program.startBrowsing(
      columns: 160, environment: ["XDG_STATE_HOME": folder.path])
    terminal.type("/cern\r")
    terminal.wait(for: "CERN · European")
    terminal.type("b")
    terminal.wait {
      $0.text.contains("Starred: CERN") || $0.text.contains("The star holds only until the end")
    }
    let told = terminal.text.split(separator: "\n").first {
      $0.contains("tar") && $0.contains(": ")
    }
    terminal.type("Q")
    #expect(terminal.end() == 0)
    return told.map(String.init) ?? ""
  }

  /// Files that somebody has damaged, none of which may lose a byte.
  private static let damaged: [String: [UInt8]] = [
    "zeros": Array(repeating: 0, count: 3_000),
    "escapes": Array("\u{1B}]0;owned\u{7}\n\n\u{1B}[31mitu\nitu\n\n\r\nwto\r\n".utf8),
    "no text": [0xFF, 0xFE, 0x0A, 0x0A, 0xC3, 0x0A, 0x1B, 0x63, 0x0A],
    "no last line end": Array("wto\nitu/e-waste".utf8),
    "a large one": Array("\u{202E}".utf8) + Array(repeating: 0x41, count: 900_000) + [0x0A],
  ]

  @Test(arguments: damaged.keys.sorted())
  func `a damaged file keeps every byte, and what is new stands behind`(kind: String) throws {
    let folder = try TemporaryFolder()
    let bytes = try #require(Self.damaged[kind])
    try folder.write("geneva-atlas/stars", bytes)
    try folder.write("geneva-atlas/queries", bytes)
    #expect(try starAndSearch(folder).contains("Starred: CERN"))
    let whole = bytes + (bytes.last == 0x0A ? [] : [0x0A])
    #expect(folder.bytes("geneva-atlas/stars") == whole + Array("cern\n".utf8))
    #expect(folder.bytes("geneva-atlas/queries") == whole + Array("cern\n".utf8))
  }

  @Test func `stars and queries are for their owner alone, also where they were not`() throws {
    let folder = try TemporaryFolder()
    for name in ["stars", "queries"] {
      try folder.write("geneva-atlas/" + name, "wto\n".utf8)
      #expect(chmod(folder.path + "/geneva-atlas/" + name, 0o644) == 0)
    }
    try starAndSearch(folder)
    let modes = try Program.shell("cd '\(folder.path)/geneva-atlas'; stat -c '%a %n' *")
    let files = ["greeted", "queries", "queries.lock", "stars", "stars.lock"]
    #expect(modes.output == files.map { "600 \($0)\n" }.joined())
  }

  @Test func `a file of 50 MB is read as far as it is worth while, and not written anew`() throws {
    let folder = try TemporaryFolder()
    let made = try Program.shell(
      """
      mkdir '\(folder.path)/geneva-atlas'; cd '\(folder.path)/geneva-atlas'
      yes 'a query' | head -c 52000000 | tee stars queries | sha256sum
      """)
    let words = "more than 1048576 bytes in \(folder.path)/geneva-atlas/stars"
    #expect(try starAndSearch(folder).contains(words))
    let left = try Program.shell(
      """
      cd '\(folder.path)/geneva-atlas'; sha256sum < stars; head -c 52000000 queries | sha256sum
      tail -c +52000001 queries
      """)
    #expect(left.output == made.output + made.output + "cern\n")
    // It is brought back as the last one.
    let terminal = try Program.startBrowsing(environment: ["XDG_STATE_HOME": folder.path])
    terminal.type("/\u{1B}p")
    terminal.wait(for: "filter actors› cern")
  }

  @Test func `queries that have become many are written anew, the last ones`() throws {
    let folder = try TemporaryFolder()
    let all = (0..<10_000).map { "query number \($0)\n" }
    try folder.write("geneva-atlas/queries", all.joined().utf8)
    try starAndSearch(folder)
    let kept = folder.text("geneva-atlas/queries").split(separator: "\n")
    #expect(kept.count < 2_000 && kept.suffix(2) == ["query number 9999", "cern"])
  }

  @Test(arguments: ["a folder", "a pipe", "a device", "a loop", "nothing", "unreadable"])
  func `what is no file is left alone, and the star told`(kind: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("geneva-atlas/greeted", [])
    for name in ["stars", "queries"] {
      let path = folder.path + "/geneva-atlas/" + name
      switch kind {
      case "a folder": #expect(mkdir(path, 0o700) == 0)
      case "a pipe": #expect(mkfifo(path, 0o600) == 0)
      case "a device": #expect(symlink("/dev/zero", path) == 0)
      case "a loop": #expect(symlink(name, path) == 0)
      case "nothing": #expect(symlink("nowhere", path) == 0)
      default:
        try folder.write("geneva-atlas/" + name, "wto\n".utf8)
        #expect(chmod(path, 0o000) == 0)
      }
    }
    #expect(chmod(folder.path + "/geneva-atlas", 0o777) == 0)
    let look = "cd '\(folder.path)/geneva-atlas' && stat -c '%F %a %s %N' stars queries"
    let before = try Program.shell(look).output
    #expect(before.split(separator: "\n").count == 2)
    let terminal = try start(["XDG_STATE_HOME": folder.path])
    terminal.type("/cern\r")
    terminal.wait(for: "CERN · European")
    terminal.type("b")
    terminal.wait(for: "The star holds only until the end: ")
    let words = [
      "a folder": "kept in no file: /", "a pipe": "kept in no file: /",
      "a device": "kept in no file: /", "a loop": "leads nowhere: /", "nothing": "leads nowhere: /",
      "unreadable": "Permission denied, reading /",
    ]
    let expected = try #require(words[kind])
    #expect(terminal.text.contains(expected), "\(terminal.text)")
    terminal.type("Q")
    #expect(terminal.end() == 0)
    #expect(try Program.shell(look).output == before)
  }
}
