import Foundation
import Testing

/// Saving under faults that are made for real: killed programs, full disks, files on other disks.
@Suite struct SavingPromiseTests {
  /// Stars as somebody may have collected them, some kilobytes of them.
  private static let many = Array(
    (0..<300).map { "itu/issue-number-\($0)\n" }.joined().utf8)
  private static let cern = Array("cern\n".utf8)

  /// The program on CERN's page; a state folder for it, or more of an environment.
  private func start(
    _ environment: [String: String], shell script: String = "exec \"$ATLAS\" --keys '/cern<enter>'"
  ) throws -> EmulatedTerminal {
    try EmulatedTerminal(
      ["/bin/bash", "-c", script], columns: 160,
      environment: Program.environment(environment.merging(["ATLAS": Program.path]) { $1 }))
  }

  // MARK: Killed

  /// Waits until a number of things have happened in a folder; false where nothing happens for 20 s.
  private func waitForEvents(_ number: Int, from watch: Int32) -> Bool {
    var seen = 0
    while seen < number {
      var polled = pollfd(fd: watch, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, 20_000) > 0 else { return false }
      // Room for one event: 16 bytes and a name of up to 15.
      var part = [UInt8](repeating: 0, count: 32)
      guard read(watch, &part, part.count) > 0 else { return false }
      seen += 1
    }
    return true
  }

  @Test func `killed at any moment of saving, it leaves the old file or the new one`() throws {
    let folder = try TemporaryFolder()
    try folder.write("geneva-atlas/greeted", [])
    var outcomes: Set<Bool> = []
    for round in 0..<40 {
      try folder.write("geneva-atlas/stars", Self.many)
      let watch = inotify_init1(Int32(IN_CLOEXEC))
      try #require(watch >= 0)
      defer { close(watch) }
      let mask =
        UInt32(IN_CREATE | IN_OPEN | IN_MODIFY | IN_CLOSE_WRITE | IN_DELETE)
        | UInt32(IN_MOVED_FROM | IN_MOVED_TO)
      let terminal = try start(["XDG_STATE_HOME": folder.path])
      terminal.wait(for: "CERN · European")
      try #require(inotify_add_watch(watch, folder.path + "/geneva-atlas", mask) >= 0)
      terminal.type("b")
      #expect(waitForEvents(1 + round % 9, from: watch))
      terminal.send(signal: SIGKILL)
      _ = terminal.end()
      let bytes = try #require(folder.bytes("geneva-atlas/stars"))
      #expect(bytes == Self.many || bytes == Self.many + Self.cern, "\(bytes.count) bytes")
      outcomes.insert(bytes == Self.many)
    }
    // Killed early enough, and late enough.
    #expect(outcomes == [true, false])
    // What was left of a draft is in nobody's way, and does not stay.
    try folder.write("geneva-atlas/stars", Self.many)
    try folder.write("geneva-atlas/stars.new", "half".utf8)
    let terminal = try start(["XDG_STATE_HOME": folder.path])
    terminal.wait(for: "CERN · European")
    terminal.type("bb")
    terminal.wait(for: "No longer starred")
    terminal.type("b")
    terminal.wait(for: "Starred: CERN")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/geneva-atlas")
    #expect(names.contains("stars") && !names.contains("stars.new"), "\(names)")
  }

  // MARK: Full

  @Test func `where a file may not grow the old one stays whole, and the star is told`() throws {
    let folder = try TemporaryFolder()
    // The fourth kilobyte is the last one: a query would fit in part.
    let queries = Array(String(repeating: "a\n", count: 2_047).utf8)
    try folder.write("geneva-atlas/stars", Self.many)
    try folder.write("geneva-atlas/queries", queries)
    let terminal = try start(
      ["XDG_STATE_HOME": folder.path],
      shell: "ulimit -f 4; exec env --default-signal=XFSZ \"$ATLAS\"")
    terminal.wait(for: "q quit")
    terminal.type("/cern\r")
    terminal.wait(for: "The query holds only until the end: File too large, writing ")
    terminal.wait(for: "/geneva-atlas/queries")
    terminal.type("b")
    terminal.wait(for: "The star holds only until the end: File too large, writing ")
    terminal.wait(for: "/geneva-atlas/stars")
    terminal.type("Q")
    #expect(terminal.end() == 0)
    #expect(folder.bytes("geneva-atlas/stars") == Self.many)
    #expect(folder.bytes("geneva-atlas/queries") == queries)
    #expect(folder.bytes("geneva-atlas/stars.new") == nil)
  }

  /// What begins a shell that may mount; nil where nobody lets us.
  private static let mounting = ["unshare -m", "unshare -rm"].first { shell in
    (try? Program.shell("\(shell) mount -t tmpfs -o size=64k none /mnt"))?.code == 0
  }

  @Test(
    .enabled(if: mounting != nil, "nothing can be mounted here; files that may not grow can be"))
  func `on a full disk the old file stays whole, and the star is told`() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", Self.many)
    let script = """
      \(Self.mounting ?? "") bash -c '
        mount -t tmpfs -o size=64k none /mnt; mkdir /mnt/geneva-atlas; cd /mnt/geneva-atlas
        cp \(folder.path)/old stars; cp \(folder.path)/old queries; cat /dev/zero > fill 2> /dev/null
        XDG_STATE_HOME=/mnt "$ATLAS"; code=$?
        cp stars queries \(folder.path); ls > \(folder.path)/names; exit $code'
      """
    let terminal = try start([:], shell: script)
    terminal.wait(for: "q quit")
    terminal.type("/cern\r")
    terminal.wait(for: "CERN · European")
    terminal.type("b")
    terminal.wait(for: "The star holds only until the end: No space left on device, writing ")
    terminal.wait(for: "/geneva-atlas/stars")
    terminal.type("gs")
    terminal.wait(for: "▶  CERN")
    terminal.type("\u{7}Q")
    #expect(terminal.end() == 0)
    #expect(folder.bytes("stars") == Self.many)
    // What was left of its last page may have taken the query.
    let queries = try #require(folder.bytes("queries"))
    #expect(queries == Self.many || queries == Self.many + Self.cern)
    #expect(folder.text("names") == "fill\ngreeted\nqueries\nqueries.lock\nstars\nstars.lock\n")
  }

  // MARK: Elsewhere

  @Test func `files behind links, also on another disk, are saved there, and the links stay`()
    throws
  {
    let folder = try TemporaryFolder()
    try folder.write("geneva-atlas/greeted", [])
    let other = "/dev/shm/geneva-atlas-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: other) }
    var (here, there) = (stat(), stat())
    #expect(stat(folder.path, &here) == 0 && stat(other, &there) == 0)
    #expect(here.st_dev != there.st_dev, "another disk is needed")
    // Enough queries to be written anew at the next start.
    let queries = (0..<10_000).map { "query number \($0)\n" }.joined()
    for (name, text) in [("stars", "itu\n"), ("queries", queries)] {
      try text.write(toFile: "\(other)/\(name)", atomically: false, encoding: .utf8)
      #expect(symlink("\(other)/\(name)", "\(folder.path)/geneva-atlas/\(name)") == 0)
    }
    let terminal = try start(["XDG_STATE_HOME": folder.path], shell: "exec \"$ATLAS\"")
    terminal.wait(for: "q quit")
    terminal.type("/cern\r")
    terminal.wait(for: "CERN · European")
    terminal.type("b")
    terminal.wait(for: "Starred: CERN")
    terminal.type("Q")
    #expect(terminal.end() == 0)
    for name in ["stars", "queries"] {
      #expect(
        try FileManager.default.destinationOfSymbolicLink(
          atPath: "\(folder.path)/geneva-atlas/\(name)") == "\(other)/\(name)")
    }
    #expect(try String(contentsOfFile: "\(other)/stars", encoding: .utf8) == "itu\ncern\n")
    let kept = try String(contentsOfFile: "\(other)/queries", encoding: .utf8)
    #expect(kept.hasSuffix("query number 9999\ncern\n") && kept.count < queries.count / 2)
  }

  @Test func `in a folder that may not be written the file stays, and the star is told`() throws {
    let folder = try TemporaryFolder()
    try folder.write("geneva-atlas/stars", "wto\n".utf8)
    #expect(chmod(folder.path + "/geneva-atlas", 0o555) == 0)
    defer { chmod(folder.path + "/geneva-atlas", 0o755) }
    let terminal = try start(
      ["XDG_STATE_HOME": folder.path],
      shell: "exec \(Program.asNobody) \"$ATLAS\" --keys '/cern<enter>'")
    terminal.wait(for: "The query holds only until the end: Permission denied, writing ")
    // Once is enough.
    terminal.type("/\u{15}wto\r")
    terminal.wait(for: "WTO · World")
    #expect(!terminal.text.contains("holds only"))
    terminal.type("/\u{15}cern\r")
    terminal.wait(for: "CERN · European")
    terminal.type("b")
    terminal.wait(for: "The star holds only until the end: Permission denied, writing ")
    terminal.wait(for: "/geneva-atlas/stars")
    terminal.type("gs")
    terminal.wait(for: "▶  CERN")
    #expect(terminal.text.contains("WTO"))
    terminal.type("\u{7}Q")
    #expect(terminal.end() == 0)
    #expect(folder.text("geneva-atlas/stars") == "wto\n")
  }

  // MARK: At once

  @Test func `while another program holds the stars they are left alone, and the star is told`()
    throws
  {
    let folder = try TemporaryFolder()
    try folder.write("geneva-atlas/greeted", [])
    try folder.write("geneva-atlas/stars", "wto\n".utf8)
    let lock = open(
      folder.path + "/geneva-atlas/stars.lock", O_RDWR | O_CREAT | O_CLOEXEC, mode_t(0o600))
    defer { close(lock) }
    try #require(flock(lock, LOCK_EX) == 0)
    let terminal = try start(["XDG_STATE_HOME": folder.path])
    terminal.wait(for: "CERN · European")
    terminal.type("b")
    terminal.wait(for: "The star holds only until the end: another program holds it: ")
    terminal.wait(for: "/geneva-atlas/stars")
    #expect(folder.text("geneva-atlas/stars") == "wto\n")
    try #require(flock(lock, LOCK_UN) == 0)
    terminal.type("bb")
    terminal.wait(for: "Starred: CERN")
    #expect(folder.text("geneva-atlas/stars") == "wto\ncern\n")
  }

  @Test func `two programs at once keep the queries of both`() throws {
    let folder = try TemporaryFolder()
    // Large enough to be written anew by whichever starts.
    let queries = (0..<10_000).map { "query number \($0)\n" }.joined()
    try folder.write("geneva-atlas/queries", queries.utf8)
    let environment = ["XDG_STATE_HOME": folder.path]
    let plain = "exec \"$ATLAS\""
    let programs = try (0..<2).map { _ in try start(environment, shell: plain) }
    for program in programs { program.wait(for: "q quit") }
    for number in 0..<5 {
      for (place, program) in programs.enumerated() {
        program.type("/\u{15}u\(place)\(number)\r")
      }
    }
    for (place, program) in programs.enumerated() {
      program.wait(for: "/u\(place)4")
      program.type("Q")
      #expect(program.end() == 0)
    }
    let kept = Set(folder.text("geneva-atlas/queries").split(separator: "\n").map(String.init))
    for place in 0..<2 {
      for number in 0..<5 { #expect(kept.contains("u\(place)\(number)")) }
    }
    #expect(kept.contains("query number 9999"))
  }
}
