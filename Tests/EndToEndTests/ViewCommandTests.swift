import Foundation
import Testing

/// `timeline`: what the view shows, for a pipe and for a script.
@Suite struct TimelineCommandTests {
  @Test func `it prints the scale, what its signs mean, and the statements`() throws {
    let printed = try Program.run(["timeline", "--issue", "e-waste"])
    #expect(printed.code == 0 && printed.complaint.isEmpty)
    #expect(
      printed.output.split(separator: "\n", omittingEmptySubsequences: false).prefix(9) == [
        "                                                               ◇           │",
        "                                                 I             ◇           │",
        "I                           I                    I             ◇           │◇",
        "┴──────┴──────┴──────┴──────┴──────┴──────┴──────┴──────┴──────┴──────     │·",
        "2014   2015   2016   2017   2018   2019   2020   2021   2022   2023         2030",
        "◇ goal  I ITU",
        "",
        "year  sign  actor  statement                                                       "
          + "               page         editions",
        "2014  I     ITU    revision of Resolution 182 at Busan                             "
          + "               itu/e-waste  2022",
      ])
  }

  @Test func `foundings stand among the facts, goals are marked`() throws {
    let printed = try Program.run(["timeline", "--format", "json"])
    let records = try #require(
      try JSONSerialization.jsonObject(with: Data(printed.output.utf8)) as? [[String: Any]])
    let years = records.compactMap { $0["year"] as? Int }
    #expect(years == years.sorted() && years.first == 1559 && years.count == records.count)
    #expect(records.first?["founding"] as? Bool == true)
    #expect(records.first?["page"] as? String == "unige")
    let goals = records.filter { $0["target"] as? Bool == true }.compactMap { $0["value"] }
    #expect(goals.compactMap { $0 as? String }.contains("65%"))
    let rows = try Program.run(["timeline", "--format", "tsv"]).output.split(separator: "\n")
    #expect(rows.count == records.count + 1)
    #expect(rows.allSatisfy { $0.filter { $0 == "\t" }.count == 9 })
  }

  @Test func `it is narrowed by actor, issue, basket, edition and query`() throws {
    func pages(_ arguments: String...) throws -> [String] {
      try Program.run(["timeline", "--format", "tsv"] + arguments).output
        .split(separator: "\n").dropFirst()
        .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)[8] }
    }
    #expect(try pages("--actor", "unige") == ["unige", "unige/capacity-development"])
    #expect(Set(try pages("--issue", "e-waste")) == ["itu/e-waste"])
    #expect(Set(try pages("--basket", "economic")).contains("wto/e-commerce-and-trade"))
    #expect(try pages("--query", "actor:igf year:2006") == ["igf", "igf"])
    #expect(try pages("--edition", "2023", "--query", "actor:igf year:2006") == ["igf"])
    #expect(try Program.run(["timeline", "--query", "zzzz"]).code == 1)
    #expect(try Program.run(["timeline", "--query", "zzzz", "--format", "json"]).output == "[]\n")
    #expect(try Program.run(["timeline", "--format", "svg"]).code == 2)
  }
}
