/// What views of the whole field ask of every section at once, as numbers.
///
/// Ids would have to be looked up and texts fetched from all over memory: on a large atlas that takes longer
/// than a frame.
package struct SectionOutline: Sendable {
  /// The place of its issue in the atlas, counted from 0; nil where it is on none.
  package let issue: Int?
  /// Where in ``Atlas/touchedIssues`` those stand that it names in passing.
  let touches: Range<Int>
  /// A bit for each edition that it stands in, by the edition's place in the atlas.
  private let editions: UInt64
  /// Unicode scalars of its text; nil where editions have different text.
  package let scalarCount: Int?

  fileprivate init(issue: Int?, touches: Range<Int>, editions: UInt64, scalarCount: Int?) {
    self.issue = issue
    self.touches = touches
    self.editions = editions
    self.scalarCount = scalarCount
  }

  /// Whether it stands in a choice of edition.
  package func stands(in choice: EditionMask) -> Bool { editions & choice.bits != 0 }
}

/// The editions of a choice as bits, by their places in the atlas.
package struct EditionMask: Sendable {
  fileprivate let bits: UInt64
}

extension Atlas {
  package func mask(of choice: EditionChoice) -> EditionMask {
    switch choice {
    case .newest: EditionMask(bits: .max)
    case .only(let id): EditionMask(bits: place(of: id).map { 1 << UInt64($0) } ?? 0)
    }
  }

  /// The places of the issues that a section names in passing.
  package func issuesTouched(by outline: SectionOutline) -> ArraySlice<Int> {
    touchedIssues[outline.touches]
  }
}

/// Makes the outlines of one section after the other.
struct SectionOutliner {
  private let editions: [Edition.ID: Int]
  private let issues: [Issue.ID: Int]
  private(set) var touched: [Int] = []

  init(editions: [Edition.ID: Int], issues: [Issue.ID: Int]) {
    self.editions = editions
    self.issues = issues
  }

  mutating func outline(of section: Section) -> SectionOutline {
    let first = touched.count
    for issue in section.touches {
      if let place = issues[issue] { touched.append(place) }
    }
    var bits: UInt64 = 0
    for part in section.sources.parts {
      if let place = editions[part.edition] { bits |= 1 << UInt64(place) }
    }
    var count: Int? = 0
    for block in section.blocks {
      count = block.editions == nil ? count.map { $0 + block.scalarCount } : nil
    }
    return SectionOutline(
      issue: section.issue.flatMap { issues[$0] }, touches: first..<touched.count, editions: bits,
      scalarCount: count)
  }
}
