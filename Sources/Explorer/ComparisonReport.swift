package import AtlasModel
import TextUI

/// A comparison in words: as columns side by side or one below the other, and as Markdown beside
/// (`ComparisonReport+Markdown.swift`).
package struct ComparisonReport: Sendable {
  let atlas: Atlas
  package let comparison: Comparison
  let labels: [String]

  package init(_ comparison: Comparison, in atlas: Atlas) {
    self.atlas = atlas
    self.comparison = comparison
    labels = comparison.actors.map { atlas.actor($0)?.label ?? $0.text }
  }

  /// Columns that an actor needs beside the others.
  package static let columnWidth = 30
  private static let separator = " │ "

  /// - Parameters:
  ///   - width: Columns of a line.
  ///   - shown: The actors that have a column, by their places; nil for all.
  package func lines(width: Int, showing shown: Range<Int>? = nil) -> [String] {
    rows(width: width, showing: shown ?? labels.indices).map(\.text)
  }

  /// A line, and where what stands in it leads.
  struct Row {
    var text: String
    var isHeading = false
    /// For each actor the statement that the line is of; empty where it is of none.
    var leads: [Int: Lead] = [:]
    /// The columns at which the shown actors begin, where they stand beside each other.
    var columns: [Int] = []
  }

  func rows(width: Int, showing shown: Range<Int>) -> [Row] {
    let count = shown.count
    let column = (width - (count - 1) * DisplayWidth.of(Self.separator)) / max(1, count)
    var rows: [Row] = []
    for part in parts {
      if !rows.isEmpty { rows.append(Row(text: "")) }
      rows += Self.wrapped(part.shared, width: width)
      guard !part.columns.isEmpty else { continue }
      if column >= Self.columnWidth {
        rows += Self.beside(
          part.columns[shown].map { Self.wrapped($0, width: column) }, width: column)
      } else {
        // Below each other an empty column says nothing.
        for (place, column) in part.columns[shown].filter({ $0.count > 1 }).enumerated() {
          if place > 0 { rows.append(Row(text: "")) }
          rows += Self.wrapped(column, width: width)
        }
      }
    }
    let attribution = Element(.text, StyledText(Attribution.line(quoting: editions)))
    return rows + [Row(text: "")] + Self.wrapped([Item(attribution)], width: width)
  }

  private static func wrapped(_ items: [Item], width: Int) -> [Row] {
    let layout = PageLayout(items.map(\.element), width: width, isWrapped: true)
    return zip(layout.lines, layout.texts).map { line, text in
      let item = items[line.span.element]
      return Row(
        text: text, isHeading: item.element.kind == .heading && line.span.range.lowerBound == 0,
        leads: item.leads)
    }
  }

  /// The editions that are quoted, older first.
  var editions: [Edition] {
    let quoted = Set(comparison.sections.joined().map(\.edition.id))
    return atlas.editions.filter { quoted.contains($0.id) }
  }

  private static func beside(_ columns: [[Row]], width: Int) -> [Row] {
    let starts = columns.indices.map { $0 * (width + DisplayWidth.of(separator)) }
    return (0..<(columns.map(\.count).max() ?? 0)).map { row in
      var line = Row(text: "", columns: starts)
      for (place, column) in columns.enumerated() {
        let cell = column.indices.contains(row) ? column[row] : Row(text: "")
        if place > 0 { line.text += separator }
        line.text += cell.text
        line.leads.merge(cell.leads) { first, _ in first }
        if place < columns.count - 1 {
          line.text += String(repeating: " ", count: max(0, width - DisplayWidth.of(cell.text)))
        }
      }
      while line.text.last == " " { line.text.removeLast() }
      return line
    }
  }

  // MARK: Parts

  /// Where a statement stands: its page, and what to mark there.
  struct Lead: Hashable {
    let page: PageID
    var term: String?
  }

  /// An element, and for each actor whose statement it is where that stands.
  private struct Item {
    let element: Element
    var leads: [Int: Lead] = [:]

    init(_ element: Element, _ leads: [Int: Lead] = [:]) {
      self.element = element
      self.leads = leads
    }

    static let blank = Item(.blank)
  }

  /// What stands over the whole width, and below it a column for each actor, its name first.
  private struct Part {
    var shared: [Item] = []
    var columns: [[Item]] = []
  }

  private func lead(to section: ComparedSection, _ term: String? = nil) -> Lead {
    Lead(page: atlas.page(of: section.reference), term: term)
  }

  private func leads<Statement>(
    to row: ComparedStatement<Statement>, _ term: (Statement) -> String
  ) -> [Int: Lead] {
    var leads: [Int: Lead] = [:]
    for place in row.sayers {
      leads[place] = row.said[place].first.map { lead(to: $0.section, term($0.statement)) }
    }
    return leads
  }

  private var parts: [Part] {
    var parts = [head]
    if comparison.issue == nil {
      parts.append(issuePart)
    } else {
      parts.append(textPart)
    }
    parts.append(
      statementPart("Facts", comparison.facts, shared: "Measured by more than one") { row in
        row.sayers.map { place in
          "\(labels[place]): "
            + Self.distinct(row.said[place].map(\.statement.valueInWords)).joined(separator: "; ")
        }
        .joined(separator: "; ") + " – \(row.first.measures)"
      } alone: {
        "\($0.valueInWords) – \($0.measures)"
      } term: {
        $0.measures
      })
    parts.append(
      statementPart("Named here", comparison.mentions, shared: "Named by more than one") { row in
        "\(row.first.nameInWords), \(row.first.kind.rawValue): "
          + row.sayers.map { labels[$0] }.joined(separator: ", ")
      } alone: {
        "\($0.nameInWords), \($0.kind.rawValue)"
      } term: {
        $0.name
      })
    if !comparison.namings.isEmpty { parts.append(namingPart) }
    return parts
  }

  var title: String {
    let subject = comparison.issue.map { atlas.issue($0)?.name ?? $0.text } ?? "all issues"
    return ChangesReport.list(labels) + " on " + subject
  }

  private var head: Part {
    Part(
      shared: [Item(Element(.title, StyledText(title, role: .title))), .blank],
      columns: labels.indices.map { place in
        [named(place)]
          + glance(at: place).map { Item(Element(.row, StyledText($0.label + ": " + $0.value))) }
      })
  }

  /// What is said of an actor before anything it says.
  func glance(at place: Int) -> [(label: String, value: String)] {
    let sections = comparison.sections[place]
    let actor = atlas.actor(comparison.actors[place])
    let quoted = Set(sections.map(\.edition.id))
    let dates = atlas.editions.filter { quoted.contains($0.id) }.map(\.dateInWords)
    var rows: [(label: String, value: String)] = []
    if let actor { rows.append(("Name", actor.name)) }
    if comparison.issue == nil {
      if let established = actor?.established { rows.append(("Established", String(established))) }
      let issues = comparison.issues.filter { !$0.cells[place].sections.isEmpty }.count
      rows.append(("Issues with a section", String(issues)))
    }
    let kept = comparison.isNarrowed ? sections.filter { !$0.isEmpty } : sections
    rows.append(("Sections", String(kept.count)))
    rows.append(("Text of", dates.joined(separator: " and ")))
    rows.append(("Facts", String(count(of: comparison.facts, at: place))))
    rows.append(("Things named", String(count(of: comparison.mentions, at: place))))
    return rows
  }

  private func count<Statement>(of rows: [ComparedStatement<Statement>], at place: Int) -> Int {
    rows.filter { !$0.said[place].isEmpty }.count
  }

  private func named(_ place: Int, _ prefix: String = "") -> Item {
    Item(Element(.heading, StyledText(prefix + labels[place], role: .heading)))
  }

  private static func heading(_ text: String) -> Item {
    Item(Element(.heading, StyledText(text, role: .heading)))
  }

  private static func row(_ text: String) -> Item { Item(Element(.row, StyledText(text))) }

  private static func bullet(_ text: String, _ leads: [Int: Lead] = [:]) -> Item {
    Item(Element(.row, StyledText("• " + text), hangingIndent: 2), leads)
  }

  private var textPart: Part {
    Part(
      shared: [Self.heading("Text"), .blank],
      columns: comparison.sections.indices.map { place in
        var items = [named(place)]
        for section in comparison.sections[place] {
          // What a filter leaves nothing of says nothing.
          if comparison.isNarrowed, section.blocks.isEmpty { continue }
          if items.count > 1 { items.append(.blank) }
          let words = "\(section.section.title), \(section.edition.dateInWords)"
          items.append(
            Item(Element(.row, StyledText(words, role: .label)), [place: lead(to: section)]))
          for block in section.blocks {
            let leads = [place: lead(to: section, block.beginning)]
            switch block.style {
            case .paragraph: items += [.blank, Item(Element(.text, StyledText(block.text)), leads)]
            case .item: items.append(Self.bullet(block.text, leads))
            }
          }
          if let note = section.section.note {
            let words = Element(.text, StyledText("Note: " + note, role: .faint))
            items += [.blank, Item(words, [place: lead(to: section)])]
          }
        }
        return items
      })
  }

  private var issuePart: Part {
    var part = Part(shared: [Self.heading("Issues")])
    func add(_ label: String, _ issues: [ComparedIssue]) {
      guard !issues.isEmpty else { return }
      part.shared += [.blank, Self.row(label)]
      part.shared += issues.map { issue in
        let holders = issue.holders.map { labels[$0] }.joined(separator: ", ")
        return Self.bullet(
          name(of: issue) + (holders.isEmpty ? "" : ": " + holders) + aside(issue),
          leads(to: issue))
      }
    }
    add("More than one has a section on:", comparison.issues.filter { $0.holders.count > 1 })
    add("None has a section on, but somebody names:", comparison.issues.filter(\.holders.isEmpty))
    part.shared.append(.blank)
    part.columns = labels.indices.map { place in
      let alone = comparison.issues.filter { $0.holders == [place] }
      return [named(place, "Only ")]
        + (alone.isEmpty ? [Self.row("No issue alone.")] : [])
        + alone.map { Self.bullet(name(of: $0) + aside($0), leads(to: $0)) }
    }
    return part
  }

  /// The entries of those with a section on an issue; of the others the page of the issue.
  private func leads(to issue: ComparedIssue) -> [Int: Lead] {
    var leads: [Int: Lead] = [:]
    for place in labels.indices {
      let entry = Entry.ID(actor: comparison.actors[place], issue: issue.issue)
      leads[place] = Lead(page: atlas.entry(entry) == nil ? .issue(issue.issue) : .entry(entry))
    }
    return leads
  }

  func name(of issue: ComparedIssue) -> String {
    atlas.issue(issue.issue)?.name ?? issue.issue.text
  }

  /// Who names an issue without a section on it, and whose section the chosen edition lacks:
  /// *(in passing: UNECE; not in this edition of our copy: ITU)*.
  private func aside(_ issue: ComparedIssue) -> String {
    let parts = [("in passing", issue.namers), (Self.absence, issue.lacking)].compactMap {
      words, places in
      places.isEmpty ? nil : words + ": " + places.map { labels[$0] }.joined(separator: ", ")
    }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))"
  }

  /// What is said of a section that the chosen edition lacks: its copy may end early, so never *dropped*.
  static let absence = "not in this edition of our copy"

  /// Statements of more than one actor over the whole width, then a column for what each says alone.
  ///
  /// Over all issues the latter are counted, for they are most of two profiles.
  private func statementPart<Statement>(
    _ title: String, _ rows: [ComparedStatement<Statement>], shared label: String,
    words: (ComparedStatement<Statement>) -> String, alone: (Statement) -> String,
    term: (Statement) -> String
  ) -> Part {
    var part = Part(shared: [Self.heading(title)])
    let shared = rows.filter(\.isShared)
    if shared.isEmpty {
      part.shared += [.blank, Self.row(label + ": nothing.")]
    } else {
      part.shared += [.blank, Self.row(label + ":")]
      part.shared += shared.map { Self.bullet(words($0), leads(to: $0, term)) }
    }
    part.shared.append(.blank)
    part.columns = labels.indices.map { place in
      let own = rows.filter { $0.sayers == [place] }
      let isCounted = comparison.issue == nil && !comparison.isNarrowed
      let lines =
        isCounted || own.isEmpty
        ? [Self.row(own.isEmpty ? "Nothing alone." : "\(own.count) of its own.")]
        : own.map { Self.bullet(alone($0.first), leads(to: $0, term)) }
      return [named(place, "Only ")] + lines
    }
    return part
  }

  private var namingPart: Part {
    Part(
      shared: [Self.heading("Who names whom"), .blank]
        + comparison.namings.map { naming in
          Self.bullet(words(of: naming), leads(to: naming))
        })
  }

  private func leads(to naming: Naming) -> [Int: Lead] {
    guard let place = comparison.actors.firstIndex(of: naming.namer),
      let section = naming.sections.first
    else { return [:] }
    return [
      place: Lead(page: atlas.page(of: section), term: atlas.actor(naming.named)?.label)
    ]
  }

  func words(of naming: Naming) -> String {
    func label(_ id: Actor.ID) -> String { atlas.actor(id)?.label ?? id.text }
    let titles = Self.distinct(comparison.titles(of: naming)).joined(separator: "; ")
    return "\(label(naming.namer)) names \(label(naming.named)) in: \(titles)"
  }

  static func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}

extension Block {
  /// Its first words, by which it is found on its page.
  fileprivate var beginning: String {
    text.split(separator: " ").prefix(8).joined(separator: " ")
  }
}
