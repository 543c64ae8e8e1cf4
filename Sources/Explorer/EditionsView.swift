import AtlasModel
import FuzzyMatching
import TextUI

// What changed between two editions.

extension State {
  /// Columns of a document: all but the margin.
  var documentWidth: Int { max(8, size.columns - 3) }

  /// What changed between two editions, section by section; a filter narrows the sections.
  func editionDocument(_ query: Query, _ view: ViewState) -> DocumentView {
    let title = "Editions: what changed"
    guard let pair = atlas.editionPair(for: edition) else {
      return DocumentView(
        title: title, counts: "",
        emptySentence: "There is no edition before this one to compare it with; "
          + "\(keys.label(of: .edition)) chooses another.", lines: [])
    }
    let changes = EditionChanges(in: atlas, from: pair.older, to: pair.newer)
    let report = ChangesReport(changes, in: atlas)
    let found = query.isEmpty ? nil : sections(meeting: query)
    var parts: [DocumentView.Part] = []
    if query.isEmpty {
      parts.append { [DocumentView.Piece(Element(.text, StyledText(report.summary)), nil)] }
    }
    var shownCount = 0
    for (id, sections) in changes.byActor {
      let wanted = sections.filter { found?.contains($0.reference) ?? true }
      let differing = wanted.reduce(0) { $0 + ($1.difference == nil ? 0 : 1) }
      guard let actor = atlas.actor(id), differing > 0 || !wanted.isEmpty && !view.isFolded else {
        continue
      }
      shownCount += differing
      parts.append { Self.pieces(of: actor, wanted, report, leavesOutSame: view.isFolded) }
    }
    var document = DocumentView(
      title: "\(title) from \(pair.older.dateInWords) to \(pair.newer.dateInWords)",
      counts: "\(shownCount) of \(changes.sections.count) sections differ",
      emptySentence: "No section matches. Esc clears the filter.", lines: [],
      rest: parts[...], width: documentWidth)
    document.layOut(atLeast: max(view.row, view.top) + 2 * size.rows)
    return document
  }

  /// What is said of one actor.
  private static func pieces(
    of actor: Actor, _ sections: [SectionChange], _ report: ChangesReport, leavesOutSame: Bool
  ) -> [DocumentView.Piece] {
    let heading = Element(.heading, StyledText(actor.label, role: .heading))
    var pieces = [DocumentView.Piece(.blank, nil), DocumentView.Piece(heading, .actor(actor.id))]
    for change in sections {
      guard let difference = change.difference else { continue }
      let page = report.atlas.page(of: change.reference)
      let elements = [.blank, report.heading(of: change)] + report.elements(of: difference)
      pieces += elements.map { DocumentView.Piece($0, page) }
    }
    guard !leavesOutSame else { return pieces }
    return pieces
      + report.rest(of: actor, sections[...]).map {
        DocumentView.Piece(ChangesReport.element($0), .actor(actor.id))
      }
  }

  /// The sections that meet a query by their names or their text.
  private func sections(meeting query: Query) -> Set<SectionReference> {
    guard let search = lists.search else { return [] }
    let owners = Set(search.all(query).map { search.page(of: $0) })
    return Set(
      atlas.actors.flatMap { actor in
        actor.sections.indices.map { SectionReference(actor: actor.id, place: $0) }
      }.filter { owners.contains(atlas.page(of: $0)) })
  }
}
