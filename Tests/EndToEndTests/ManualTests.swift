import Explorer
import Foundation
import Testing

/// The page that `manual` prints, as the programs that read such pages see it.
@Suite struct ManualTests {
  /// The page as `man` shows it, on lines so long that none is broken; blanks are single.
  private static let lines: [String] = {
    let result = try? Program.shell(
      "'\(Program.path)' manual | groff -man -Tutf8 -P-cbou -rLL=1000n")
    return (result?.output ?? "").split(separator: "\n").map { line in
      line.split(separator: " ").joined(separator: " ")
    }
  }()

  @Test(
    arguments: [
      "man --warnings -E UTF-8 -l", "groff -man -ww -Tutf8", "groff -man -ww -Tascii",
      "groff -man -ww -Tps", "mandoc -T lint -W warning",
    ])
  func `it is read without a warning`(reader: String) throws {
    let result = try Program.shell(
      """
      page=$(mktemp --suffix=.1); '\(Program.path)' manual > $page; \(reader) $page > $page.out; code=$?
      case '\(reader)' in mandoc*) cat $page.out;; esac; rm -f $page $page.out; exit $code
      """)
    #expect(result.output.isEmpty)
    #expect(result.complaint.isEmpty)
    #expect(result.code == 0)
  }

  @Test func `its parts are those of a manual, in their order`() throws {
    let page = try Program.run(["manual"]).output
    #expect(
      page.split(separator: "\n").filter { $0.hasPrefix(".SH") }.map { $0.dropFirst(4) } == [
        "\"NAME\"", "\"SYNOPSIS\"", "\"DESCRIPTION\"", "\"COMMANDS\"", "\"OPTIONS\"",
        "\"QUERY LANGUAGE\"", "\"KEYS\"", "\"ENVIRONMENT\"", "\"FILES\"", "\"EXIT STATUS\"",
        "\"EXAMPLES\"", "\"SEE ALSO\"",
      ])
  }

  @Test func `every command, argument and option that the parser knows is in it`() throws {
    let dump = try Program.run(["--experimental-dump-help"]).output
    let tool = try #require(
      try JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any])
    let program = try #require(tool["command"] as? [String: Any])
    let commands = try #require(program["subcommands"] as? [[String: Any]])
    #expect(commands.count > 8)
    for command in commands + [program] {
      let name = try #require(command["commandName"] as? String)
      #expect(
        name == "geneva-atlas" || Self.lines.contains("geneva-atlas \(name)")
          || Self.lines.contains { $0.hasPrefix("geneva-atlas \(name) ") }, "\(name)")
      for argument in command["arguments"] as? [[String: Any]] ?? [] {
        guard argument["shouldDisplay"] as? Bool == true else { continue }
        for known in argument["names"] as? [[String: String]] ?? [] {
          let typed = (known["kind"] == "long" ? "--" : "-") + (known["name"] ?? "")
          #expect(
            Self.lines.contains {
              $0.split { " ,".contains($0) }.prefix(2).contains { $0 == typed }
            }, "\(name) \(typed)")
        }
      }
    }
  }

  @Test func `every key is in it with what it does`() {
    for group in KeyGroup.allCases {
      for row in Keymap.standard.rows(of: group) {
        let keys = Keymap.labels(of: row.keys)
        let words = row.words.split(separator: " ").joined(separator: " ")
        #expect(
          Self.lines.contains("\(keys) \(words)")
            || zip(Self.lines, Self.lines.dropFirst()).contains { $0 == (keys, words) },
          "\(keys): \(words)")
      }
    }
  }

  @Test func `what roff would take for a request or an escape is text`() {
    #expect(Self.lines.contains("'grid in one piece"))
    #expect(Self.lines.contains("\\ a blank that parts nothing"))
    #expect(Self.lines.contains("^net at the beginning"))
  }
}
