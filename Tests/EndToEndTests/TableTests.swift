import Foundation
import Testing

/// Tables on terminals of every width.
@Suite struct TableTests {
  private func table(_ arguments: [String], columns: Int) throws -> [String] {
    let script = "'\(Program.path)' \(arguments.joined(separator: " ")) 2> /dev/null"
    let terminal = try EmulatedTerminal(
      ["/bin/sh", "-c", script], rows: 60, columns: columns, environment: Program.environment())
    #expect(terminal.end() == 0)
    return terminal.text.split(separator: "\n").map(String.init)
  }

  @Test func `a table shows as many columns as can be read`() throws {
    let list = ["list", "entries", "--issue", "blockchain"]
    #expect(
      try table(list, columns: 20) == [
        "actor  issue", "itu    blockchain", "unece  blockchain",
      ])
    #expect(
      try table(list, columns: 40) == [
        "actor  issue       basket", "itu    blockchain  infrastructure",
        "unece  blockchain  infrastructure",
      ])
    #expect(
      try table(list, columns: 80) == [
        "actor  issue       basket          sections  editions   lines",
        "itu    blockchain  infrastructure  1         2022       2022:836-852",
        "unece  blockchain  infrastructure  1         2022,2023  2022:291-293 2023:211",
      ])
  }

  @Test func `wide characters take their two columns`() throws {
    let file = try TemporaryFile(
      #"""
      { "schema": 1, "baskets": [ { "id": "wide", "name": "Wide" } ], "issues": [
        { "id": "a", "name": "日本語日本語日本語日本語日本語", "basket": "wide", "summary": "S." },
        { "id": "b", "name": "B", "basket": "wide", "summary": "S." } ] }
      """#)
    let list = ["--data", file.path, "list", "issues", "--basket", "wide"]
    #expect(
      try table(list, columns: 20) == ["issue  name", "a      日本語日本語…", "b      B"])
    #expect(
      try table(list, columns: 40) == [
        "issue  name                       basket", "a      日本語日本語日本語日本語…  wide",
        "b      B                          wide",
      ])
  }

  @Test(arguments: [1, 5, 20, 40, 80, 200])
  func `no row is wider than the terminal`(columns: Int) throws {
    for subject in ["actors", "issues", "entries", "facts", "mentions", "links"] {
      let rows = try table(["list", subject, "--actor", "cern"], columns: columns)
      // A row that did not fit would stand on two lines.
      let whole = try Program.run(["list", subject, "--actor", "cern"]).output
      #expect(rows.count == min(60, whole.split(separator: "\n").count), "\(subject)")
    }
  }

  @Test func `what there is no room for is said, and a pipe has it all`() throws {
    let terminal = try Program.start("list", "actors", rows: 24, columns: 40)
    _ = terminal.end()
    #expect(
      terminal.text.split(separator: "\n").joined().contains(
        "geneva-atlas: 40 columns have no room for issues, editions, lines, website, status"))
    let piped = try Program.run(["list", "actors"])
    #expect(piped.output.contains("International Telecommunication Union"))
    #expect(piped.output.hasPrefix("actor   label"))
    #expect(piped.complaint.isEmpty)
  }
}
