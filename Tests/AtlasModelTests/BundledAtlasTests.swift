import AtlasModel
import CAtlasDocuments
import PlainText
import Testing

/// The atlas that the program carries.
@Suite struct BundledAtlasTests {
  static func documents() -> [SourceDocument] {
    (0..<atlas_document_count()).map { place in
      let document = atlas_document_at(place)
      return SourceDocument(
        name: String(cString: document.name),
        bytes: Array(UnsafeBufferPointer(start: document.bytes, count: document.count)))
    }
  }

  private func atlas() throws -> Atlas { try AtlasReader.read([Self.documents()]) }

  @Test func `it is without a fault`() {
    var faults: [String] = []
    do {
      _ = try AtlasReader.read([Self.documents()])
    } catch {
      faults = error.faults.map(\.description)
    }
    #expect(faults == [])
  }

  @Test func `it holds the eight actors, seven baskets and two editions`() throws {
    let atlas = try atlas()
    #expect(
      atlas.actors.map(\.label) == [
        "ITU", "WTO", "UNCTAD", "UNECE", "IGF", "CERN", "UNIGE", "Graduate Institute",
      ])
    #expect(atlas.baskets.count == 7)
    #expect(atlas.editions.map(\.dateInWords) == ["October 2022", "November 2023"])
  }

  @Test func `what it exports is read back as the same atlas`() throws {
    let once = try atlas().json.document
    let again = try AtlasReader.read([[SourceDocument(name: "export", bytes: Array(once.utf8))]])
    #expect(again.json.document == once)
  }

  @Test func `every section has text in every edition that it comes from`() throws {
    for actor in try atlas().actors {
      for section in actor.sections {
        for edition in section.sources.editions {
          #expect(!section.blocks(in: edition).isEmpty, "\(actor.id) \(section.title) \(edition)")
        }
      }
    }
  }

  @Test func `the line ranges of a profile do not overlap but where a line is shared on purpose`()
    throws
  {
    // ITU's paragraph on AI for health stands on a line with another programme (2022:700, 2023:436).
    let shared: Set<String> = ["itu 2022 700", "itu 2023 436"]
    for actor in try atlas().actors {
      var seen: [String: Int] = [:]
      for sources in [actor.sources] + actor.sections.map(\.sources) {
        for part in sources.parts {
          for range in part.ranges {
            for line in range.first...range.last {
              seen["\(actor.id) \(part.edition) \(line)", default: 0] += 1
            }
          }
        }
      }
      let overlapping = Set(seen.filter { $0.value > 1 }.keys)
      #expect(overlapping.subtracting(shared).isEmpty)
    }
  }

  @Test func `our copy is cut where the sources say`() throws {
    let atlas = try atlas()
    let cut = atlas.actors.compactMap { actor in
      atlas.lastSection(of: actor, beforeCutIn: Edition.ID("2023")).map {
        "\(actor.label): \($0.title)"
      }
    }
    #expect(
      cut == [
        "ITU: Environmental sustainability of ICTs", "UNCTAD: Consumer protection",
        "UNECE: Critical infrastructure",
      ])
  }

  @Test func `issues are told apart by a section, a mention in passing, and neither`() throws {
    let atlas = try atlas()
    #expect(atlas.standing(of: AtlasModel.Issue.ID("e-waste")) == .withSection)
    #expect(atlas.standing(of: AtlasModel.Issue.ID("encryption")) == .namedOnly)
    #expect(atlas.standing(of: AtlasModel.Issue.ID("digital-legacies")) == .notNamed)
  }
}
