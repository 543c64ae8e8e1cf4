import AtlasModel
import FuzzyMatching
import TextUI

// Actors beside each other.

/// What is compared: actors, on one issue or over all that they say.
struct CompareSubject: Hashable, Sendable {
  let actors: [Actor.ID]
  let issue: Issue.ID?
}

extension State {
  /// What there is to compare: the selected actors, or those with a section on the issue in hand.
  var compareSubject: CompareSubject? {
    var actors: [Actor.ID] = []
    var issues: Set<Issue.ID?> = []
    for page in selection {
      let (actor, issue): (Actor.ID?, Issue.ID?) =
        switch page {
        case .actor(let id): (id, nil)
        case .entry(let id): (id.actor, id.issue)
        case .atlas, .basket, .issue: (nil, nil)
        }
      guard let actor else { continue }
      if !actors.contains(actor) { actors.append(actor) }
      issues.insert(issue)
    }
    if actors.count > 1 {
      return CompareSubject(actors: actors, issue: issues.count == 1 ? issues.first ?? nil : nil)
    }
    let issue: Issue.ID? =
      switch page {
      case .issue(let id): id
      case .entry(let id): id.issue
      case .atlas, .basket, .actor: nil
      }
    guard let issue else { return nil }
    let holders = atlas.entries(on: issue).map(\.id.actor)
    return holders.count > 1 ? CompareSubject(actors: holders, issue: issue) : nil
  }

  mutating func openCompare() {
    guard let subject = compareSubject else {
      message =
        "Select two or more actors with \(keys.label(of: .toggleSelection)), or choose an issue "
        + "that several speak on"
      return
    }
    rangeStart = nil
    open(.compare, comparing: subject)
  }

  /// As many actors side by side as have room, from the one in hand on; a filter narrows what they say.
  func comparison(_ query: Query, _ view: ViewState) -> DocumentView {
    guard let subject = view.subject else {
      return DocumentView(title: "Compare", counts: "", emptySentence: "", lines: [])
    }
    let comparison = Comparison(
      of: subject.actors, on: subject.issue, in: atlas, choice: edition,
      keeping: query.isEmpty ? nil : StatementFilter(query, in: atlas))
    let report = ComparisonReport(comparison, in: atlas)
    let count = subject.actors.count
    let fitting = max(1, min(count, documentWidth / (ComparisonReport.columnWidth + 3)))
    let first = min(max(0, view.column), count - fitting)
    let shown = first..<first + fitting
    let rows = comparison.isEmpty ? [] : report.rows(width: documentWidth, showing: shown)
    let whole = atlas
    return DocumentView(
      title: "Compare: " + report.title,
      counts: fitting < count
        ? "actors \(first + 1)-\(first + fitting)/\(count)" : "\(count) actors",
      emptySentence: "Nothing that they say matches. Esc clears the filter.",
      lines: rows.map { row in
        let columns = row.columns.enumerated().map { (first + $0, $1) }
        return DocumentView.Line(
          text: StyledText(row.text), page: nil, isHeading: row.isHeading,
          columns: Dictionary(uniqueKeysWithValues: columns), leads: row.leads)
      },
      columnCount: count,
      columnPages: subject.actors.map { actor -> PageID in
        let entry = subject.issue.map { Entry.ID(actor: actor, issue: $0) }
        return entry.flatMap { atlas.entry($0) != nil ? .entry($0) : nil } ?? .actor(actor)
      },
      columnWords: { whole.breadcrumb(of: $0).joined(separator: " › ") })
  }
}
