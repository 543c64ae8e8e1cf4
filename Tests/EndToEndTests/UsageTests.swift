import Foundation
import Testing

/// What is told of a command line that cannot be understood, and that what help shows can be.
@Suite struct UsageTests {
  @Test(
    arguments: [
      (
        ["list", "actors", "--formt", "json"], "'list' has no option '--formt'; nearest: '--format'"
      ),
      (["--leed", "issues"], "'geneva-atlas' has no option '--leed'; nearest: '--lead'"),
      (
        ["list", "actorz"],
        "SUBJECT is 'actorz'; expected one of actors, issues, entries, facts, mentions, links; "
          + "nearest: 'actors'"
      ),
      (
        ["list", "actors", "--format", "jsn"],
        "--format is 'jsn'; expected one of table, tsv, json, jsonl, markdown; nearest: 'json'"
      ),
      (
        ["list", "actors", "--format", ""],
        "--format is ''; expected one of table, tsv, json, jsonl, markdown"
      ),
      (
        ["show", "itu", "--format"],
        "--format stands without its value; expected one of text, markdown, json"
      ),
      (["--data"], "--data stands without its value; expected a path"),
      (["show"], "'show' needs NAME; expected ACTOR, ISSUE, ACTOR ISSUE, or MENTION"),
      (["search", "--"], "'search' needs QUERY; expected What is looked for"),
      (["list", "actors", "more"], "'more' is one word too many; 'list' takes SUBJECT"),
      (
        ["search", "x", "--limit", "-1"],
        "--limit is followed by '-1', which reads as an option; expected a number, "
          + "and where it begins with a dash --limit=-1"
      ),
      (["search", "x", "--limit=-1"], "--limit is '-1'; expected a number from 1 on"),
      (["search", "x", "--limit", "ten"], "--limit is 'ten'; expected a number"),
      (["list", "actors", "--no-bundled=yes"], "--no-bundled takes no value"),
      (
        ["--edition", "2022", "list", "actors", "--edition", "2023"],
        "--edition stands twice, as '2022' and '2023'; expected once"
      ),
      (
        ["list", "actors", "--edition", "202"], "'202' is no edition of this atlas; expected one of"
      ),
      (["help", "lst"], "'lst' is no command; nearest: 'list'"),
      (
        ["list", "actors", "--print0", "--format", "json"],
        "--print0 ends rows, and json is more than rows; expected --format table, tsv or jsonl"
      ),
    ])
  func `a line that cannot be understood is told in plain words, with what is near`(
    arguments: [String], words: String
  ) throws {
    let result = try Program.run(arguments)
    #expect(result.complaint.hasPrefix("geneva-atlas: \(words)"))
    #expect(result.code == 2)
    #expect(result.output.isEmpty)
  }

  @Test func `the same value twice is no contradiction`() throws {
    #expect(
      try Program.run(["--edition", "2022", "list", "actors", "--edition", "2022"]).code == 0)
  }

  @Test(
    arguments: [
      (["lsit", "--dump"], "'lsit' is no command; nearest: 'list'"),
      (["serach", "privacy"], "'serach' is no command; nearest: 'search'"),
      (
        ["--lead", "issues", "list", "actors"],
        "'list' is a command, and takes no options of the screen before it"
      ),
    ])
  func `a query that was meant for a command is refused`(arguments: [String], words: String) throws
  {
    let result = try Program.run(arguments)
    #expect(result.complaint.hasPrefix("geneva-atlas: \(words)\n"))
    #expect(result.complaint.contains("'geneva-atlas -- "))
    #expect(result.code == 2)
    #expect(result.output.isEmpty)
  }

  @Test(arguments: [["--dump", "--", "lsit"], ["browse", "--dump", "list"], ["--dump", "sho"]])
  func `a query that is near to a command is one where the atlas holds it, or it is said to be`(
    arguments: [String]
  ) throws {
    let result = try Program.run(arguments)
    #expect(result.code == 0)
    #expect(result.output.contains("search everything\u{203A} "))
  }

  @Test func `rows that end with NUL are things alone`() throws {
    let rows = try Program.shell(
      """
      '\(Program.path)' list entries --issue blockchain --format tsv --print0 |
        xargs -0 -n 1 printf '<%s>\\n' | cut -f 1-3
      '\(Program.path)' list entries --issue blockchain --format jsonl --print0 | tr '\\0' '\\n' |
        jq -r .actor
      """)
    #expect(
      rows.output == """
        <itu\tblockchain\tinfrastructure
        <unece\tblockchain\tinfrastructure
        itu
        unece

        """)
  }

  @Test func `every command's help shows an example, and it works`() throws {
    let dump = try Program.run(["--experimental-dump-help"]).output
    let tool = try #require(
      try JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any])
    let program = try #require(tool["command"] as? [String: Any])
    let commands = try #require(program["subcommands"] as? [[String: Any]])
    let folder = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
    let screens = ["geneva-atlas", "pick"]
    var count = 0
    for command in [program] + commands where command["commandName"] as? String != "help" {
      let name = try #require(command["commandName"] as? String)
      let examples = (command["discussion"] as? String ?? "").split(separator: "\n")
        .filter { $0.hasPrefix("Example: ") }.map { $0.dropFirst("Example: ".count) }
      #expect(!examples.isEmpty, "\(name)")
      // The screen needs a terminal; --dump prints it without.
      for example in examples where !screens.contains(name) {
        let result = try Program.shell(
          """
          PATH='\(folder)':$PATH; cd "$(mktemp -d)"; set -o pipefail
          echo '{ "schema": 1 }' > my-actor.json
          \(example)
          """)
        #expect(
          result.code == 0 && (!result.output.isEmpty || example.contains(" >")),
          "\(example): \(result.complaint)")
        count += 1
      }
    }
    #expect(count >= commands.count - screens.count)
  }
}
