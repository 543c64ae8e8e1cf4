import AtlasModel
import FuzzyMatching
import TextUI

/// Lines that were made for one width, each leading to a page; a sign in the margin shows the one in hand.
struct DocumentView: ViewContent {
  struct Line: Sendable {
    let text: StyledText
    let page: PageID?
    var isHeading = false
  }

  let title: String
  let counts: String
  let emptySentence: String
  let lines: [Line]
  var columnCount = 1
  /// What is in hand, by its column, in full.
  var columnWords: [String] = []
  var columnPages: [PageID] = []

  var rowCount: Int { lines.count }

  /// Headings are where `(` and `)` go; one can stand on them, and open them.
  func isHeading(_ row: Int) -> Bool { false }
  func isGroup(_ row: Int) -> Bool { lines[row].isHeading }

  func page(row: Int, column: Int) -> PageID? {
    if columnPages.indices.contains(column) { return columnPages[column] }
    return lines.indices.contains(row) ? lines[row].page : nil
  }

  func words(row: Int, column: Int) -> String {
    if columnWords.indices.contains(column) { return columnWords[column] }
    guard lines.indices.contains(row) else { return "" }
    return lines[...row].last { $0.isHeading }?.text.text ?? ""
  }

  func draw(_ view: ViewState, in area: Rect, on canvas: inout Canvas) {
    for (offset, line) in lines.dropFirst(view.top).prefix(area.size.rows).enumerated() {
      let row = area.firstRow + offset
      canvas.write(
        line.text, at: Position(row: row, column: 2), limit: max(0, area.size.columns - 2))
      guard view.top + offset == view.row else { continue }
      canvas.write("▶", at: Position(row: row, column: 0), role: .selected)
    }
  }
}

/// What is compared: actors, on one issue or over all that they say.
struct CompareSubject: Hashable, Sendable {
  let actors: [Actor.ID]
  let issue: Issue.ID?
}

extension State {
  /// Columns of a document: all but the margin.
  private var documentWidth: Int { max(8, size.columns - 3) }

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
    var elements: [(element: Element, page: PageID?)] = []
    if query.isEmpty { elements.append((Element(.text, StyledText(report.summary)), nil)) }
    var shownCount = 0
    for (id, sections) in changes.byActor {
      let wanted = sections.filter { found?.contains($0.reference) ?? true }
      guard let actor = atlas.actor(id), !wanted.isEmpty else { continue }
      var group: [(Element, PageID?)] = []
      for change in wanted {
        guard let difference = change.difference else { continue }
        shownCount += 1
        let page = atlas.page(of: change.reference)
        group.append((.blank, page))
        group.append((report.heading(of: change), page))
        group += report.elements(of: difference).map { ($0, page) }
      }
      if !view.isFolded {
        for line in report.rest(of: actor, ArraySlice(wanted)) {
          var text = StyledText(line.label + ": ", role: .label)
          text.append(line.titles)
          group.append((Element(.text, text, hangingIndent: 2), .actor(id)))
        }
      }
      guard !group.isEmpty else { continue }
      elements.append((.blank, nil))
      elements.append((Element(.heading, StyledText(actor.label, role: .heading)), .actor(id)))
      elements += group
    }
    return DocumentView(
      title: "\(title) from \(pair.older.dateInWords) to \(pair.newer.dateInWords)",
      counts: "\(shownCount) of \(changes.sections.count) sections differ",
      emptySentence: "No section matches. Esc clears the filter.", lines: lines(of: elements))
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

  private func lines(of elements: [(element: Element, page: PageID?)]) -> [DocumentView.Line] {
    let layout = PageLayout(elements.map(\.element), width: documentWidth, isWrapped: true)
    return zip(layout.lines, layout.styledTexts).map { line, text in
      let element = layout.elements[line.span.element]
      return DocumentView.Line(
        text: text, page: elements[line.span.element].page,
        isHeading: line.span.range.lowerBound == 0
          && (element.kind == .heading
            || element.indent == 0 && element.text.runs.first?.role == .label)
      )
    }
  }

  // MARK: Compare

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

  /// As many actors side by side as have room, from the one in hand on.
  func comparison(_ view: ViewState) -> DocumentView {
    guard let subject = view.subject else {
      return DocumentView(title: "Compare", counts: "", emptySentence: "", lines: [])
    }
    let comparison = Comparison(
      of: subject.actors, on: subject.issue, in: atlas, choice: edition)
    let report = ComparisonReport(comparison, in: atlas)
    let count = subject.actors.count
    let fitting = max(1, min(count, documentWidth / (ComparisonReport.columnWidth + 3)))
    let first = min(max(0, view.column), count - fitting)
    let shown = first..<first + fitting
    let lines = report.lines(width: documentWidth, showing: shown)
    let pages = subject.actors.map { actor -> PageID in
      let entry = subject.issue.map { Entry.ID(actor: actor, issue: $0) }
      return entry.flatMap { atlas.entry($0) != nil ? .entry($0) : nil } ?? .actor(actor)
    }
    return DocumentView(
      title: "Compare: " + report.title,
      counts: fitting < count
        ? "actors \(first + 1)-\(first + fitting)/\(count)" : "\(count) actors",
      emptySentence: "", lines: lines.map { DocumentView.Line(text: StyledText($0), page: nil) },
      columnCount: count,
      columnWords: pages.map { atlas.breadcrumb(of: $0).joined(separator: " › ") },
      columnPages: pages)
  }
}
