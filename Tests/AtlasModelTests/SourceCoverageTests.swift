import AtlasModel
import Foundation
import Testing

/// No line of the sources is lost: each is in the ranges of a section or an actor, or is junk with a reason.
@Suite struct SourceCoverageTests {
  /// A line of a source document, counted from 1.
  private struct Line: Hashable {
    let edition: String
    let number: Int
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Sources")

  /// The rows of a table beside the tests, fields parted by tabs.
  private static func rows(of name: String) throws -> [[String]] {
    let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    return text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// The lines of ranges such as `812,814-834`.
  private static func lines(_ ranges: String, of edition: String) -> [Line] {
    ranges.split(separator: ",").flatMap { range -> [Line] in
      let ends = range.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last else { return [] }
      return (first...last).map { Line(edition: edition, number: $0) }
    }
  }

  private static func junk() throws -> Set<Line> {
    Set(try rows(of: "editorial-junk.tsv").flatMap { lines($0[1], of: $0[0]) })
  }

  /// The lines that an actor's record says it comes from.
  private static func covered(by actor: Actor) -> Set<Line> {
    var covered: Set<Line> = []
    for sources in [actor.sources] + actor.sections.map(\.sources) {
      for part in sources.parts {
        for range in part.ranges {
          for number in range.first...range.last {
            covered.insert(Line(edition: part.edition.text, number: number))
          }
        }
      }
    }
    return covered
  }

  @Test func `every heading of the sources is covered by its actor`() throws {
    let atlas = try AtlasReader.read([BundledAtlasTests.documents()])
    let junk = try Self.junk()
    let headings = try Self.rows(of: "headings.tsv")
    #expect(headings.count > 120)
    for heading in headings {
      let actor = try #require(atlas.actors.first { $0.id.text == heading[0] })
      let known = Self.covered(by: actor).union(junk)
      for (edition, ranges) in [("2022", heading[2]), ("2023", heading[3])] {
        // Blank lines between paragraphs belong to nobody, so the ends of a range are what counts.
        let lines = Self.lines(ranges, of: edition)
        let lost = [lines.first, lines.last].compactMap { $0 }.filter { !known.contains($0) }
        #expect(lost.isEmpty, "\(heading[0]), \(heading[1])")
      }
    }
  }

  @Test func `a line of junk is in no section, and has a reason`() throws {
    let atlas = try AtlasReader.read([BundledAtlasTests.documents()])
    for row in try Self.rows(of: "editorial-junk.tsv") {
      #expect(row.count == 3 && !row[2].isEmpty)
    }
    let junk = try Self.junk()
    for actor in atlas.actors {
      let both = Self.covered(by: actor).intersection(junk)
      #expect(both.isEmpty, "\(actor.id): \(both.map(\.number))")
    }
  }

  /// The two source documents, whose folder ATLAS_SOURCES names where they are at hand.
  private static let sources: [(edition: String, path: String)] = {
    guard let folder = ProcessInfo.processInfo.environment["ATLAS_SOURCES"] else { return [] }
    return [("2022", "000_6e147021ffcc681b.txt"), ("2023", "002_876df9ce8848eb76.txt")].map {
      ($0.0, folder + "/" + $0.1)
    }
  }()

  @Test(
    .enabled(
      if: !sources.isEmpty, "the source documents are not at hand: ATLAS_SOURCES names no folder"))
  func `every line of both sources that holds text is covered or junk`() throws {
    let atlas = try AtlasReader.read([BundledAtlasTests.documents()])
    var known = try Self.junk()
    for actor in atlas.actors { known.formUnion(Self.covered(by: actor)) }
    for source in Self.sources {
      let text = try String(contentsOfFile: source.path, encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      var lost: [Int] = []
      for (place, line) in lines.enumerated()
      where !line.allSatisfy(\.isWhitespace)
        && !known.contains(Line(edition: source.edition, number: place + 1))
      {
        lost.append(place + 1)
      }
      #expect(lost.isEmpty, "\(source.edition): \(lost)")
    }
  }
}
