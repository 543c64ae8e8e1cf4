import AtlasModel
import Testing

/// What two editions say differently, in a profile that has each case once.
@Suite struct EditionChangesTests {
  private static let document = """
    { "schema": 1,
      "editions": [
        { "id": "2021", "name": "First", "date": "2021" },
        { "id": "2022", "name": "Second", "date": "2022-10" },
        { "id": "2023", "name": "Third", "date": "2023-11" } ],
      "baskets": [ { "id": "rights", "name": "Rights" } ],
      "issues": [
        { "id": "privacy", "name": "Privacy", "basket": "rights", "summary": "It is." },
        { "id": "access", "name": "Access", "basket": "rights", "summary": "It is." } ],
      "actors": [
        { "id": "cut", "label": "Cut", "name": "Cut Union", "website": "https://cut.org/",
          "websiteStatus": "seen", "cutIn": ["2023"], "sources": { "2022": "1" },
          "sections": [
            { "kind": "overview", "title": "Overview", "sources": { "2022": "2", "2023": "2" },
              "blocks": [
                { "text": "It has 87 members, 5 of them new, and 3 seats.", "editions": ["2022"] },
                { "text": "It is old." },
                { "text": "It has 90 members and 3 seats, 2 of them new.", "editions": ["2023"] },
                { "text": "and a boat", "style": "item", "editions": ["2023"] } ],
              "facts": [
                { "value": "87", "measures": "members", "kind": "count", "editions": ["2022"] },
                { "value": "90", "measures": "members", "kind": "count", "editions": ["2023"] },
                { "value": "5", "measures": "new members", "kind": "count", "editions": ["2022"] },
                { "value": "3", "measures": "seats", "kind": "count", "editions": ["2022"], "note": "?" },
                { "value": "3", "measures": "seats", "kind": "count", "editions": ["2023"] },
                { "value": "2", "measures": "new seats", "kind": "count", "editions": ["2023"] } ],
              "mentions": [
                { "name": "Boat", "kind": "platform", "editions": ["2023"] },
                { "name": "Sea", "kind": "event" },
                { "name": "Raft", "kind": "platform", "editions": ["2022"] } ] },
            { "kind": "issue", "issue": "privacy", "title": "Same", "sources": { "2022": "4", "2023": "4" },
              "blocks": [ { "text": "It is." } ] },
            { "kind": "issue", "issue": "privacy", "title": "New", "sources": { "2023": "5" },
              "blocks": [ { "text": "It will be." } ] },
            { "kind": "issue", "issue": "access", "title": "Lacking", "sources": { "2022": "6" },
              "blocks": [ { "text": "It was." } ] },
            { "kind": "tools", "title": "Ancient", "sources": { "2021": "6" },
              "blocks": [ { "text": "It was long ago." } ] } ] },
        { "id": "whole", "label": "Whole", "name": "Whole Union", "website": "https://whole.org/",
          "websiteStatus": "seen", "cutIn": ["2021"], "sources": { "2022": "1" },
          "sections": [
            { "kind": "issue", "issue": "privacy", "title": "Gone", "sources": { "2022": "4" },
              "blocks": [ { "text": "It was." } ] } ] } ] }
    """

  private func atlas() throws -> Atlas {
    try AtlasReader.read([[SourceDocument(name: "changes.json", bytes: Array(Self.document.utf8))]])
  }

  private func changes(
    _ choice: EditionChoice = .newest, of actors: Set<Actor.ID> = [],
    on issues: Set<AtlasModel.Issue.ID> = []
  ) throws -> EditionChanges {
    let atlas = try atlas()
    let pair = try #require(atlas.editionPair(for: choice))
    return EditionChanges(in: atlas, from: pair.older, to: pair.newer, of: actors, on: issues)
  }

  private func verdicts(_ changes: EditionChanges) throws -> [String] {
    let atlas = try atlas()
    return changes.sections.map { change in
      let word =
        switch change.verdict {
        case .same: "same"
        case .changed: "changed"
        case .added: "added"
        case .removed: "removed"
        case .notInCopy(let edition): "not in our copy of \(edition)"
        }
      return "\(change.reference.actor) \(atlas.section(change.reference)?.title ?? "?"): \(word)"
    }
  }

  @Test func `each section has its verdict, and what our copy lacks is not gone`() throws {
    #expect(
      try verdicts(changes()) == [
        "cut Overview: changed", "cut Same: same", "cut New: added",
        "cut Lacking: not in our copy of 2023", "whole Gone: removed",
      ])
  }

  @Test func `what an older copy lacks is not new`() throws {
    #expect(
      try verdicts(changes(.only(Edition.ID("2022")), of: [Actor.ID("whole")])) == [
        "whole Gone: not in our copy of 2021"
      ])
  }

  @Test func `the first edition has none before it`() throws {
    let atlas = try atlas()
    #expect(atlas.editionPair(for: .only(Edition.ID("2021"))) == nil)
  }

  @Test func `facts that measure the same are one change, down to the figure`() throws {
    let difference = try #require(try changes().sections.first?.difference)
    let words = difference.facts.map { change in
      switch change {
      case .removed(let fact): "- \(fact.measures) \(fact.value)"
      case .added(let fact): "+ \(fact.measures) \(fact.value)"
      case .changed(let from, let to): "\(to.measures) \(from.value) → \(to.value)"
      }
    }
    // The seats are the same: only a note was added.
    #expect(words == ["members 87 → 90", "- new members 5", "+ new seats 2"])
  }

  @Test func `blocks and mentions come and go as wholes, in the order of the section`() throws {
    let difference = try #require(try changes().sections.first?.difference)
    func words<Part>(_ changes: [PartChange<Part>], _ text: (Part) -> String) -> [String] {
      changes.map {
        switch $0 {
        case .removed(let part): "- " + text(part)
        case .added(let part): "+ " + text(part)
        }
      }
    }
    #expect(
      words(difference.blocks, \.text) == [
        "- It has 87 members, 5 of them new, and 3 seats.",
        "+ It has 90 members and 3 seats, 2 of them new.", "+ and a boat",
      ])
    #expect(words(difference.mentions, \.name) == ["+ Boat", "- Raft"])
  }

  @Test func `a section that is new or gone is so with everything in it`() throws {
    let changes = try changes()
    #expect(changes.sections[2].difference?.blocks.count == 1)
    #expect(changes.sections[4].difference?.blocks.count == 1)
    #expect(changes.sections[3].difference == nil)
  }

  @Test func `sections are counted by verdict, and narrowed by actor and issue`() throws {
    let counts = try changes().counts
    #expect(counts.compared == 2 && counts.changed == 1 && counts.same == 1)
    #expect(counts.added == 1 && counts.removed == 1 && counts.notInCopy == 1)
    #expect(
      try verdicts(changes(of: [Actor.ID("cut")], on: [AtlasModel.Issue.ID("privacy")])) == [
        "cut Same: same", "cut New: added",
      ])
    #expect(
      try changes().byActor.map { "\($0.actor) \($0.sections.count)" } == ["cut 4", "whole 1"])
  }

  @Test func `the seats' records measure the same twice and are paired in turn`() throws {
    let twice = Self.document.replacing("\"new members\"", with: "\"members\"")
    let atlas = try AtlasReader.read([
      [SourceDocument(name: "changes.json", bytes: Array(twice.utf8))]
    ])
    let pair = try #require(atlas.editionPair(for: .newest))
    let changes = EditionChanges(in: atlas, from: pair.older, to: pair.newer)
    let facts = try #require(changes.sections.first?.difference).facts
    #expect(facts.count == 3)
    guard case .changed(let from, let to) = facts[0], case .removed(let left) = facts[1] else {
      Testing.Issue.record("\(facts)")
      return
    }
    #expect([from.value, to.value, left.value] == ["87", "90", "5"])
  }

  @Test func `a section is the same where nothing stands in one edition alone`() throws {
    let sections = try #require(try atlas().actor(Actor.ID("cut"))).sections
    let (older, newer) = (Edition.ID("2022"), Edition.ID("2023"))
    #expect(!sections[0].isSame(in: older, and: newer))
    #expect(sections[1].isSame(in: older, and: newer))
  }
}

/// The bundled editions, of which these figures were read in the sources by hand.
@Suite struct BundledChangesTests {
  private func changes() throws -> EditionChanges {
    let atlas = try AtlasReader.read([BundledAtlasTests.documents()])
    let pair = try #require(atlas.editionPair(for: .newest))
    return EditionChanges(in: atlas, from: pair.older, to: pair.newer)
  }

  @Test func `no section is said to be gone, for every copy that lacks one ends early`() throws {
    let counts = try changes().counts
    #expect(counts.changed == 25 && counts.same == 35)
    #expect(counts.added == 1 && counts.removed == 0 && counts.notInCopy == 53)
  }

  @Test func `figures that changed are told with both values`() throws {
    let changed = try changes().sections.flatMap { change in
      (change.difference?.facts ?? []).compactMap { fact -> String? in
        guard case .changed(let from, let to) = fact else { return nil }
        return "\(change.reference.actor): \(from.value) → \(to.value)"
      }
    }
    #expect(
      changed == [
        "itu: 157 years → nearly 160 years", "wto: 87 WTO members → 90 WTO members",
        "wto: 87 members → 90 members", "wto: end of September 2022 → end of October 2023",
        "wto: six → five", "unctad: 32 partners → 35 partners", "igf: over 150 → over 165",
        "igf: over 10,000 → over 11,000", "igf: 10 members → 15 members", "unige: 227 → 193",
        "unige: 140 → 102", "unige: 87 → 91", "unige: 427 → 392",
      ])
  }
}
