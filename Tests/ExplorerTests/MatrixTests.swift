import AtlasModel
import Explorer
import Testing
import TextUI

/// The matrix by itself, as text and as a picture.
@Suite struct MatrixTests {
  @Test func `each cell tells a section, a name in passing, or nothing`() throws {
    let matrix = Matrix(of: try SmallAtlas.atlas(), in: .newest)
    #expect(matrix.rows.map(\.issue.id.text) == ["cloud", "standards", "privacy", "encryption"])
    #expect(
      matrix.rows.map(\.cells) == [
        [.nothing, .section(weight: 1), .nothing],
        [.section(weight: 1), .section(weight: 1), .nothing],
        [.section(weight: 1), .nothing, .nothing], [.namedOnly, .nothing, .nothing],
      ])
    #expect(matrix.totals == [2, 2, 0])
    let some = Matrix(of: try SmallAtlas.atlas(), in: .newest, issues: [1, 2], actors: [1])
    #expect(some.rows.map(\.cells) == [[.section(weight: 1)], [.nothing]])
    #expect(some.totals == [1])
  }

  @Test func `an edition alone has only what our copy of it says`() throws {
    let atlas = try SmallAtlas.atlas()
    let matrix = Matrix(of: atlas, in: .only(atlas.editions[1].id))
    #expect(matrix.totals == [0, 2, 0])
    #expect(matrix.rows[3].isEmpty)
    #expect(
      matrix.lines(of: atlas, in: .only(atlas.editions[1].id), columns: nil)[0]
        == "4 of 4 issues × 3 of 3 actors, text of November 2023 alone")
  }

  @Test func `weights are those of the texts, counted section by section, in every edition`() throws
  {
    let atlas = try BundledAtlas.atlas()
    for choice in [EditionChoice.newest] + atlas.editions.map({ .only($0.id) }) {
      let matrix = Matrix(of: atlas, in: choice)
      for row in matrix.rows {
        for (actor, cell) in zip(matrix.actors, row.cells) {
          let shown = actor.sections.compactMap { section in
            atlas.edition(of: section, for: choice).map { (section: section, edition: $0) }
          }
          let texts = shown.filter { $0.section.issue == row.issue.id }.map { shown in
            shown.section.blocks(in: shown.edition.id).reduce(0) {
              $0 + $1.text.unicodeScalars.count
            }
          }
          let weight = 1 + Matrix.weightLimits.filter { $0 <= texts.reduce(0, +) }.count
          let expected: Matrix.Cell =
            !texts.isEmpty
            ? .section(weight: weight)
            : shown.contains { $0.section.touches.contains(row.issue.id) } ? .namedOnly : .nothing
          #expect(cell == expected, "\(actor.id) on \(row.issue.id), \(choice)")
        }
      }
    }
  }

  @Test(arguments: [1, 2, 10, 20, 39, 40, 80, 81, 120, 300])
  func `no printed line is wider than its terminal, and every actor has its column`(columns: Int)
    throws
  {
    let atlas = try BundledAtlas.atlas()
    let matrix = Matrix(of: atlas, in: .newest)
    let lines = matrix.lines(of: atlas, in: .newest, columns: columns)
    if columns >= 20 { #expect(lines.allSatisfy { DisplayWidth.of($0) <= columns }) }
    let whole = lines.joined().filter { $0 != " " }
    if columns >= 40 {
      #expect(matrix.actors.allSatisfy { whole.contains($0.label.split(separator: " ")[0]) })
    }
    #expect(whole.contains("notworkdone"))
  }

  /// A picture's numbers of one attribute.
  private func numbers(_ attribute: String, in text: String) throws -> [Double] {
    text.split(separator: " \(attribute)=\"").dropFirst().compactMap {
      Double($0.prefix { $0 != "\"" })
    }
  }

  @Test func `everything in the picture stands within it`() throws {
    for atlas in [try SmallAtlas.atlas(), try BundledAtlas.atlas()] {
      let text = MatrixPicture(Matrix(of: atlas, in: .newest), of: atlas, in: .newest).text
      let (width, height) = (
        try #require(numbers("width", in: text).first),
        try #require(numbers("height", in: text).first)
      )
      for name in ["x", "x1", "x2", "cx"] {
        #expect(try numbers(name, in: text).allSatisfy { 0...width ~= $0 })
      }
      for name in ["y", "y1", "y2", "cy"] {
        #expect(try numbers(name, in: text).allSatisfy { 0...height ~= $0 })
      }
    }
  }

  @Test func `labels are upright where they have room, and slanted where not`() throws {
    let (small, bundled) = (try SmallAtlas.atlas(), try BundledAtlas.atlas())
    func picture(_ atlas: Atlas) -> String {
      MatrixPicture(Matrix(of: atlas, in: .newest), of: atlas, in: .newest).text
    }
    #expect(!picture(small).contains("rotate"))
    #expect(picture(bundled).contains("rotate(-45)"))
    #expect(picture(bundled).contains(">Graduate Institute</text>"))
  }

  @Test func `a link that was not seen says so before it is followed`() throws {
    let atlas = try SmallAtlas.atlas()
    let text = MatrixPicture(Matrix(of: atlas, in: .newest), of: atlas, in: .newest).text
    #expect(text.contains("<a href=\"https://dig.watch/cloud\">"))
    #expect(text.contains("<title>https://dig.watch/cloud (unchecked)</title>"))
    #expect(
      text.contains(
        "<title>Alpha · Digital standards: has a section, weight 1 of 5 · "
          + "https://alpha.example.org/series (unchecked)</title>"))
    #expect(text.contains("<title>Alpha · Encryption: names it in passing, without a section"))
  }
}
