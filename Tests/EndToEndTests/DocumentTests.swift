import Foundation
import Testing

/// Documents that are given with `--data`: whatever stands there, it is read or refused at once, in words.
@Suite struct DocumentTests {
  /// A folder of its own for a script, which stands in it; given up if it would hang.
  private func shell(_ script: String, program: String = Program.path) throws -> Program.Result {
    let folder = NSTemporaryDirectory() + "geneva-atlas-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try Program.shell(
      "cd '\(folder)' || exit 9; atlas() { timeout 60 '\(program)' \"$@\"; }\n" + script)
  }

  private static let basket =
    #"{ "schema": 1, "baskets": [ { "id": "extra", "name": "Extra" } ] }"#

  @Test(
    arguments: [
      ("", "1:1: the document ends in the middle of a value; is it whole?"),
      ("[1,]", "1:4: /1: expected a value, found ']' (U+005D)"),
      (
        #"{"schema":1,"actors":[{"id":}]}"#,
        "1:29: /actors/0/id: expected a value, found '}' (U+007D)"
      ),
      (#"{"schema":1,"schema":1}"#, "1:13: /schema: the key 'schema' stands here twice; keep one"),
      (#"{"schema":1,"x":1,"x":2}"#, "1:13: /x: 'x' is no key here"),
    ])
  func `a document at fault ends the start with exit code 1, and a line a fault`(
    text: String, words: String
  ) throws {
    let file = try TemporaryFile(text)
    let commands = [[], ["--dump"], ["list", "actors"], ["show", "itu"], ["export"]]
    for command in commands {
      let result = try Program.run(command + ["--data", file.path])
      #expect(result.code == 1, "\(command)")
      #expect(result.output.isEmpty)
      #expect(result.complaint.hasPrefix("geneva-atlas: \(file.path):\(words)\n"))
      #expect(result.complaint.split(separator: "\n").count <= 2)
    }
    let check = try Program.run(["check", file.path])
    #expect(check.code == 1)
    #expect(check.output.hasPrefix("\(file.path):\(words)\n"))
  }

  @Test func `on a terminal a document at fault is told before there is a screen`() throws {
    let file = try TemporaryFile("[1,]")
    let terminal = try Program.start("--data", file.path)
    #expect(terminal.end() >> 8 & 0xFF == 1)
    let sent = String(decoding: terminal.bytes, as: UTF8.self)
    #expect(
      sent.hasSuffix("geneva-atlas: \(file.path):1:4: /1: expected a value, found ']' (U+005D)\r\n")
    )
    #expect(!sent.contains("\u{1B}"))
  }

  @Test(
    arguments: [
      (
        "mkfifo a.json; atlas --dump --data a.json",
        "a.json: neither a file nor a folder; save what comes out"
      ),
      ("atlas --dump --data <(echo '{}')", ": neither a file nor a folder; save what comes out"),
      ("atlas --dump --data /dev/zero", "/dev/zero: neither a file nor a folder"),
      ("atlas --dump --data /dev/tty", "/dev/tty: neither a file nor a folder"),
      ("atlas --dump --data /dev/stdin < /dev/null", "/dev/stdin: neither a file nor a folder"),
      (
        "ln -s a.json b.json; ln -s b.json a.json; atlas --dump --data a.json",
        "a.json: cannot be read: Too many levels"
      ),
      (
        "mkdir a; ln -s ../a a/b; atlas --dump --data a",
        "a: a folder without documents; expected *.json below it"
      ),
      ("mkdir a; mkfifo a/x.json; atlas --dump --data a", "a/x.json: neither a file nor a folder"),
      (
        "mkdir a; ln -s /dev/zero a/x.json; atlas --dump --data a",
        "a/x.json: neither a file nor a folder"
      ),
      (
        "mkdir a; ln -s . a/x.json; atlas --dump --data a",
        "a/x.json: a link to a folder, which is not followed"
      ),
      (
        "mkdir a; ln -s nowhere a/x.json; atlas --dump --data a",
        "a/x.json: cannot be read: No such file"
      ),
      ("atlas --dump --data ''", "--data: an empty path; expected a file or a folder"),
      ("atlas --dump --data \"$(printf '%05000d' 1)\"", ": cannot be read: File name too long"),
      ("echo > a.json; atlas --dump --data a.json/b", "a.json/b: cannot be read: Not a directory"),
      (
        "printf '[1,]' > $'e\\e[31m\\nx.json'; atlas --dump --data $'e\\e[31m\\nx.json'",
        "e␛[31m␊x.json:1:4: /1: expected a value"
      ),
      (
        "printf '[1,]' > $'caf\\351.json'; atlas --dump --data .",
        "./caf\u{FFFD}.json:1:4: /1: expected a value"
      ),
      (
        "truncate -s 134217729 a.json; atlas --dump --data a.json",
        "a.json: more than the 134217728 bytes that one document may have; part it"
      ),
      (
        "truncate -s 9T a.json; atlas --dump --data a.json", "a.json: more than the 134217728 bytes"
      ),
    ])
  func `what is no document is refused at once, and its name is shown`(
    script: String, words: String
  ) throws {
    let result = try shell(script)
    #expect(result.code == 1)
    #expect(result.output.isEmpty)
    #expect(
      result.complaint.hasPrefix("geneva-atlas: ") && result.complaint.contains(words),
      "\(result.complaint)")
    #expect(result.complaint.split(separator: "\n").count == 1)
    #expect(!result.complaint.contains("\u{1B}"))
  }

  @Test func `folders deeper than any atlas are not followed without end`() throws {
    let result = try shell(
      "folder=$(printf 'd/%.0s' {1..40}); mkdir -p \"$folder\"; atlas check --no-bundled .")
    #expect(result.code == 1)
    #expect(result.output.contains("/d: more than 32 folders deep\n"))
  }

  @Test func `a folder of more files than any atlas has is not walked through`() throws {
    let result = try shell(
      "mkdir many; (cd many; seq 100001 | xargs touch); atlas check --no-bundled .")
    #expect(result.code == 1)
    #expect(
      result.output.contains(
        "/many: more than 100000 files below; name a folder of documents\n"))
  }

  @Test func `a text is no longer than what can be shown in one piece`() throws {
    for (count, isTaken) in [(65_536, true), (65_537, false)] {
      let result = try shell(
        """
        python3 -c 'import json; print(json.dumps({"schema": 1, "baskets": [{"id": "b", "name": "é" * \(count)}]}))' \
          > a.json; atlas check --no-bundled a.json
        """)
      #expect(result.code == (isTaken ? 0 : 1))
      #expect(
        isTaken
          || result.output.hasSuffix(
            "/baskets/0/name: a text may not have more than 65536 characters; part it\n")
      )
    }
  }

  @Test func `all paths that cannot be read are told, and those that can be are checked`() throws {
    let result = try shell("echo '[]' > a.json; atlas check --data /nonexistent /dev/null a.json")
    #expect(
      result.output == """
        /nonexistent: cannot be read: No such file or directory
        /dev/null: neither a file nor a folder; save what comes out of it in a file, and name that
        a.json:1:1: expected an object, found an array

        """)
    #expect(result.complaint == "geneva-atlas: 3 faults\n")
  }

  @Test func `the first twenty faults are told, the rest is counted unless all are asked for`()
    throws
  {
    let keys = (1...154).map { "\"k\($0)\": 0" }.joined(separator: ",\n")
    let file = try TemporaryFile("{ \"schema\": 1,\n\(keys) }")
    let told = (1...20).map { "\(file.path):\($0 + 1):1: /k\($0): 'k\($0)' is no key here" }
    let more = "and 134 more faults; 'geneva-atlas check --all' prints every one"
    let start = try Program.run(["--data", file.path])
    #expect(start.code == 1)
    #expect(start.complaint == (told + [more]).map { "geneva-atlas: \($0)\n" }.joined())
    let check = try Program.run(["check", file.path])
    #expect(check.output == (told + [more]).map { $0 + "\n" }.joined())
    #expect(check.complaint == "geneva-atlas: 154 faults\n")
    let all = try Program.run(["check", "--all", file.path])
    #expect(all.code == 1)
    #expect(all.output.split(separator: "\n").count == 154)
    #expect(all.output.hasSuffix(":155:1: /k154: 'k154' is no key here\n"))
  }

  @Test func `faults of many documents are told by document, twenty in all`() throws {
    let result = try shell(
      "for n in {10..39}; do echo '{\"schema\":1,\"x\":1,\"y\":2}' > $n.json; done; atlas --dump --data ."
    )
    let lines = result.complaint.split(separator: "\n")
    #expect(lines.count == 21)
    #expect(lines.first == "geneva-atlas: ./10.json:1:13: /x: 'x' is no key here")
    #expect(lines[19] == "geneva-atlas: ./19.json:1:19: /y: 'y' is no key here")
    #expect(lines.last?.hasPrefix("geneva-atlas: and 40 more faults") == true)
  }

  @Test func `a file that grows and shrinks while it is read is read or refused`() throws {
    let result = try shell(
      """
      echo '\(Self.basket)' > whole.json
      { head -c 1000000 /dev/zero | tr '\\0' ' '; cat whole.json; } > long.json
      cp long.json a.json
      touch goes-on
      while [ -e goes-on ]; do cat long.json > a.json; truncate -s 100000 a.json; done &
      for n in {1..10}; do atlas check --no-bundled a.json > said 2>&1; echo "$?" >> codes; done
      rm goes-on; wait
      sort -u codes | grep -v '^[01]$'
      """)
    #expect(result.output.isEmpty)
  }

  @Test func `who waits is told how far reading has come, and nothing is left of it`() throws {
    // The line comes after 150 ms: how much can be read before that is known of no machine.
    for count in [100_000, 1_000_000, 10_000_000] {
      let sections = Array(repeating: "{}", count: count).joined(separator: ",")
      let file = try TemporaryFile("{\"schema\":1,\"actors\":[\(sections)]}")
      let terminal = try Program.start("check", "--color", "never", "--no-bundled", file.path)
      #expect(terminal.end() >> 8 & 0xFF == 1)
      let sent = String(decoding: terminal.bytes, as: UTF8.self)
      #expect(!sent.contains("\u{1B}") && !terminal.text.contains("checking documents"))
      let piped = try Program.run(["check", "--no-bundled", file.path])
      #expect(piped.complaint == "geneva-atlas: \(7 * count) faults\n")
      if sent.contains("\rchecking documents: ") { return }
    }
    Issue.record("read in silence")
  }
}
