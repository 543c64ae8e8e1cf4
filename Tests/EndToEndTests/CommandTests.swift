import Foundation
import Testing

/// The commands that need no terminal.
@Suite struct CommandTests {
  @Test func `what ITU does about e-waste is one command away`() throws {
    let shown = try Program.run(["show", "itu", "e-waste"])
    #expect(shown.code == 0)
    #expect(shown.output.hasPrefix("ITU · E-waste\n"))
    #expect(shown.output.hasSuffix("paraphrased by geneva-atlas)\n"))
    #expect(try Program.run(["show", "itu/e-waste"]).output == shown.output)
    #expect(try Program.run(["show", "UIT", "WEEE"]).output == shown.output)
  }

  @Test func `a thing that sections name is shown by its name or acronym, in all formats`() throws {
    let text = try Program.run(["show", "FG-AI4NDM"])
    #expect(text.output.hasPrefix("ITU/WMO/UNEP Focus Group on Artificial Intelligence"))
    #expect(text.output.contains("ITU: Emergency telecommunications  October 2022\n"))
    #expect(text.output.hasSuffix("paraphrased by geneva-atlas)\n"))
    #expect(try Program.run(["show", "mention/fg-ai4ndm"]).output == text.output)
    let markdown = try Program.run(["show", "Connect2Recover", "--format", "markdown"]).output
    #expect(markdown.hasPrefix("# Connect2Recover\n\n*Programme*\n\n- [Connect2Recover](<https://"))
    let json = try Program.run(["show", "AI for Good", "--format", "json"]).output
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(record["url"] as? String == "https://aiforgood.itu.int/")
    let places = record["namedBy"] as? [[String: Any]]
    #expect(places?.first?["actor"] as? String == "itu")
    #expect(
      (places?.first?["sentence"] as? String)?.hasPrefix("AI for Good is organised by") == true)
  }

  @Test func `an issue found under the name of a thing comes first, unless the thing is asked for`()
    throws
  {
    #expect(try Program.run(["show", "WSIS"]).output.hasPrefix("Interdisciplinary approaches\n"))
    #expect(
      try Program.run(["show", "mention/WSIS"]).output
        .hasPrefix("World Summit on the Information Society (WSIS)\n"))
  }

  @Test func `a brief is one page as Markdown, HTML or text`() throws {
    let markdown = try Program.run(["brief", "e-waste"])
    #expect(markdown.code == 0)
    #expect(markdown.output.hasPrefix("# E-waste\n\n*Development*\n\n"))
    #expect(
      try Program.run(["brief", "issue/e-waste", "--format", "markdown"]).output == markdown.output)
    let text = try Program.run(["brief", "cern", "--format", "text"]).output
    #expect(text.hasPrefix("CERN · European Organization for Nuclear Research\n"))
    #expect(
      text.hasSuffix("\n(Geneva Digital Atlas, November 2023, paraphrased by geneva-atlas)\n"))
    let html = try Program.run(["brief", "--format", "html", "UIT"]).output
    #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">\n"))
    #expect(
      html.contains(
        "<title>ITU · International Telecommunication Union – Geneva Digital Atlas</title>"))
  }

  @Test func `an edition that has nothing of a page is not cited`() throws {
    let result = try Program.run(["cite", "itu", "e-waste", "--edition", "2023"])
    #expect(result.code == 1)
    #expect(
      result.complaint
        == "geneva-atlas: 2023 has no text of ITU on E-waste in our copy; "
        + "leave --edition out to cite October 2022\n")
  }

  @Test func `two actors are no page to cite, ids of two pages are two`() throws {
    #expect(try Program.run(["cite", "itu", "unctad"]).code == 1)
    let both = try Program.run(["cite", "itu/e-waste", "cern", "--accessed", "2026-11-02"])
    #expect(
      both.output.split(separator: "\n").map { $0.suffix(26) }
        == Array(repeating: "accessed 2 November 2026.", count: 2).map { " " + $0 })
  }

  @Test func `lists are rows for a person and records for a script`() throws {
    let table = try Program.run(["list", "entries", "--issue", "blockchain"]).output
    #expect(
      table.split(separator: "\n").map { $0.prefix(18) } == [
        "actor  issue      ", "itu    blockchain ", "unece  blockchain ",
      ])
    let json = try Program.run(["list", "entries", "--issue", "blockchain", "--format", "json"])
    let records = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(records.map { $0["actor"] as? String } == ["itu", "unece"])
    #expect(records.last?["editions"] as? [String] == ["2022", "2023"])
    let tsv = try Program.run(["list", "issues", "--basket", "economic", "--format", "tsv"]).output
    #expect(tsv.split(separator: "\n").allSatisfy { $0.filter { $0 == "\t" }.count == 6 })
  }

  @Test func `a thing that many sections name is one row, of an actor, of an issue and of all`()
    throws
  {
    for filter in [[], ["--actor", "itu"], ["--issue", "ai"]] {
      let printed = try Program.run(["list", "mentions", "--format", "json"] + filter).output
      let records = try #require(
        try JSONSerialization.jsonObject(with: Data(printed.utf8)) as? [[String: Any]])
      let names = records.compactMap { ($0["name"] as? String)?.lowercased() }
      #expect(names.count == records.count && !names.isEmpty)
      #expect(Set(names).count == names.count)
    }
  }

  @Test func `every fact tells its goal, its edition and its lines`() throws {
    let printed = try Program.run(["list", "facts", "--issue", "e-waste", "--format", "tsv"]).output
    #expect(
      printed.contains(
        "itu\te-waste\t30%\tglobal e-waste recycling rate\tpercentage\t2023\tgoal\t2022-10\t2022"))
  }

  @Test func `nothing found is told, with exit code 1`() throws {
    let nothing = try Program.run(["list", "actors", "--query", "zzzz"])
    #expect(nothing.code == 1)
    #expect(nothing.complaint == "geneva-atlas: nothing found\n")
  }

  @Test func `what export prints can be read instead of the bundled documents`() throws {
    let exported = try Program.run(["export"]).output
    let file = try TemporaryFile(exported)
    let again = try Program.run(["--no-bundled", "--data", file.path, "export"])
    #expect(again.output == exported)
    #expect(again.code == 0)
  }

  @Test(
    arguments: [
      (
        ["show", "itu", "e-wastte"],
        "geneva-atlas: 'e-wastte' is no issue of this atlas; nearest: 'e-waste'"
      ),
      (["show", "ut"], "geneva-atlas: 'ut' is no actor or issue of this atlas"),
      (
        ["show", "conect2recover"],
        "geneva-atlas: 'conect2recover' is no actor or issue of this atlas, and nothing named in it; "
          + "nearest: 'Connect2Recover'"
      ),
      (["show", "AI for"], "geneva-atlas: 'AI for' begins more than one name: 'AI for Good', "),
      (
        ["show", "i"],
        "geneva-atlas: 'i' begins more than one actor or issue: itu, igf, iheid, "
      ),
      (
        ["show", "cern", "e-waste"],
        "geneva-atlas: CERN has no section on E-waste; those with one: itu"
      ),
    ])
  func `a name that nobody has gets the nearest`(arguments: [String], complaint: String) throws {
    let result = try Program.run(arguments)
    #expect(result.code == 1)
    #expect(result.complaint.hasPrefix(complaint))
    #expect(result.output.isEmpty)
  }

  @Test(
    arguments: [
      ["--nonsense"], ["list"], ["list", "planets"], ["show"], ["--keys", "<nope>", "--dump"],
      ["--size", "80x24"], ["--size", "0x0", "--dump"], ["--no-bundled"], ["--edition", "1999"],
      ["show", "a", "b", "c"], ["brief"], ["brief", "atlas"], ["brief", "itu/e-waste"],
      ["brief", "itu", "wto"], ["brief", "itu", "--format", "pdf"], ["cite"],
      ["cite", "itu", "--style", "apa"], ["cite", "itu", "--accessed", "yesterday"],
      ["list", "actors", "--format", "xml"],
    ])
  func `wrong usage is exit code 2, with a line that says what was expected`(arguments: [String])
    throws
  {
    let result = try Program.run(arguments)
    #expect(result.code == 2)
    #expect(result.complaint.hasPrefix("geneva-atlas: "))
    #expect(result.output.isEmpty)
  }

  @Test func `escapes in an argument are shown, not sent`() throws {
    let result = try Program.run(["show", "\u{1B}]0;owned\u{07}"])
    #expect(!result.complaint.contains("\u{1B}"))
    #expect(result.complaint.contains("\u{241B}]0;owned\u{2407}"))
  }

  @Test func `without a terminal on standard output the actors are listed`() throws {
    let result = try Program.run([])
    #expect(result.code == 2)
    #expect(result.output.contains("itu     ITU"))
    #expect(!result.output.contains("\u{1B}"))
    #expect(result.complaint.contains("geneva-atlas export"))
  }

  @Test func `options that say which atlas stand before or after the command`() throws {
    let before = try Program.run(["--edition", "2023", "list", "entries", "--actor", "itu"])
    let after = try Program.run(["list", "entries", "--actor", "itu", "--edition", "2023"])
    #expect(before.output == after.output)
    #expect(before.output.split(separator: "\n").count == 4)
  }

  @Test func `a first word that is no command is a query`() throws {
    let screen = try Program.run(["--dump", "wto"]).output
    #expect(screen.contains("\n▶ WTO "))
    let list = try Program.run(["--dump", "--", "list"]).output
    #expect(list.contains("\n search everything› list"))
  }

  @Test func `a closed pipe is no error`() throws {
    let result = try Program.shell(
      "'\(Program.path)' export | head -c 10; exit ${PIPESTATUS[0]}")
    #expect(result.code == 0)
    #expect(result.complaint.isEmpty)
  }

  @Test func `a full disk is told`() throws {
    let result = try Program.shell("'\(Program.path)' export > /dev/full")
    #expect(result.code == 1)
    #expect(result.complaint == "geneva-atlas: cannot write: No space left on device\n")
  }
}

/// Bad `--data`: exit code 1, every fault by name, and nothing of a screen.
@Suite struct DataFaultTests {
  private func complaint(
    about path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let result = try Program.run(["--data", path, "--dump"])
    #expect(result.code == 1, sourceLocation: sourceLocation)
    #expect(result.output.isEmpty, sourceLocation: sourceLocation)
    #expect(!result.complaint.contains("\u{1B}"), sourceLocation: sourceLocation)
    return result.complaint
  }

  @Test(
    arguments: [
      ("not JSON at all", ":1:1: expected true, false, null or a string in double quotes"),
      ("{ \"schema\": 1, }", ":1:16: expected a key in double quotes"),
      ("{ \"schema\": \"1\" }", "/schema: expected the number 1, found a string"),
      ("{ \"schema\": 1, \"actors\": {} }", "/actors: expected an array, found an object"),
      (
        """
        { "schema": 1, "issues": [ { "id": "x", "name": "X", "basket": "nowhere", "summary": "S." } ] }
        """, "'nowhere' is no basket of this atlas"
      ),
      (
        """
        { "schema": 1, "baskets": [ { "id": "x", "name": "A" }, { "id": "x", "name": "B" } ] }
        """, "the basket 'x' is there already"
      ),
      (
        """
        { "schema": 1, "baskets": [ { "id": "x", "name": "\\u001b[31m" } ] }
        """, "control character U+001B at character 1"
      ),
      (
        """
        { "schema": 1, "issues": [ { "id": "x", "name": "X", "basket": "economic", "summary": "S.",
          "url": "javascript:alert(1)", "status": "seen" } ] }
        """, "'javascript' links are not opened"
      ),
    ])
  func `a bad document is refused by name`(text: String, words: String) throws {
    let file = try TemporaryFile(text)
    #expect(try complaint(about: file.path).contains(words))
  }

  @Test func `a path that cannot be read is refused at once`() throws {
    #expect(try complaint(about: "/nonexistent").contains("No such file or directory"))
    #expect(try complaint(about: "").contains("an empty path"))
    #expect(try complaint(about: "/dev/zero").contains("neither a file nor a folder"))
    #expect(try complaint(about: "/tmp/\u{1B}[31m").contains("\u{241B}[31m"))
  }

  @Test func `a folder without documents is refused, one with documents is read whole`() throws {
    let folder = NSTemporaryDirectory() + "geneva-atlas-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder + "/deep", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try complaint(about: folder).contains("a folder without documents"))
    try "{}".write(toFile: folder + "/x.schema.json", atomically: true, encoding: .utf8)
    #expect(try complaint(about: folder).contains("a folder without documents"))
    let basket = "{ \"schema\": 1, \"baskets\": [ { \"id\": \"extra\", \"name\": \"Extra\" } ] }"
    try basket.write(toFile: folder + "/deep/a.json", atomically: true, encoding: .utf8)
    let exported = try Program.run(["--data", folder, "export"])
    #expect(exported.output.contains("\"name\": \"Extra\""))
  }

  @Test func `a file whose name is not UTF-8 is read all the same`() throws {
    let folder = NSTemporaryDirectory() + "geneva-atlas-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let result = try Program.shell(
      """
      name=$(printf '%s/caf\\351.json' '\(folder)')
      echo '{ "schema": 1, "baskets": [ { "id": "extra", "name": "Extra" } ] }' > "$name"
      '\(Program.path)' --data "$name" export | grep -c Extra
      '\(Program.path)' export --data="$name" | grep -c Extra
      '\(Program.path)' --data '\(folder)' export | grep -c Extra
      """)
    #expect(result.output == "1\n1\n1\n")
  }

  @Test func `a file that may not be read is refused`() throws {
    let file = try TemporaryFile("{ \"schema\": 1 }")
    // Root may read everything, so the file's owner is somebody without rights.
    let asNobody = getuid() == 0 ? "setpriv --reuid=65534 --clear-groups" : ""
    let result = try Program.shell(
      "chmod 000 \(file.path); \(asNobody) '\(Program.path)' --data \(file.path) --dump",
      environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"])
    #expect(result.code == 1)
    #expect(result.complaint.contains("cannot be read: Permission denied"))
  }
}
