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
    let shown = shown ?? labels.indices
    let count = shown.count
    let column = (width - (count - 1) * DisplayWidth.of(Self.separator)) / max(1, count)
    var lines: [String] = []
    for part in parts {
      if !lines.isEmpty { lines.append("") }
      let layout = PageLayout(part.shared, width: width, isWrapped: true)
      lines += layout.texts
      guard !part.columns.isEmpty else { continue }
      if column >= Self.columnWidth {
        lines += Self.beside(Array(part.columns[shown]), width: column)
      } else {
        // Below each other an empty column says nothing.
        let columns = part.columns[shown].filter { $0.count > 1 }
        for (place, elements) in columns.enumerated() {
          if place > 0 { lines.append("") }
          lines += PageLayout(elements, width: width, isWrapped: true).texts
        }
      }
    }
    let attribution = Element(.text, StyledText(Attribution.line(quoting: editions)))
    return lines + [""] + PageLayout([attribution], width: width, isWrapped: true).texts
  }

  /// The editions that are quoted, older first.
  var editions: [Edition] {
    let quoted = Set(comparison.sections.joined().map(\.edition.id))
    return atlas.editions.filter { quoted.contains($0.id) }
  }

  private static func beside(_ columns: [[Element]], width: Int) -> [String] {
    let texts = columns.map { PageLayout($0, width: width, isWrapped: true).texts }
    return (0..<(texts.map(\.count).max() ?? 0)).map { row in
      var line = ""
      for (place, column) in texts.enumerated() {
        let cell = column.indices.contains(row) ? column[row] : ""
        if place > 0 { line += separator }
        line += cell
        if place < texts.count - 1 {
          line += String(repeating: " ", count: max(0, width - DisplayWidth.of(cell)))
        }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  // MARK: Parts

  /// What stands over the whole width, and below it a column for each actor, its name first.
  private struct Part {
    var shared: [Element] = []
    var columns: [[Element]] = []
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
      })
    parts.append(
      statementPart("Named here", comparison.mentions, shared: "Named by more than one") { row in
        "\(row.first.nameInWords), \(row.first.kind.rawValue): "
          + row.sayers.map { labels[$0] }.joined(separator: ", ")
      } alone: {
        "\($0.nameInWords), \($0.kind.rawValue)"
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
      shared: [Element(.title, StyledText(title, role: .title)), .blank],
      columns: labels.indices.map { place in
        [named(place)]
          + glance(at: place).map { Element(.row, StyledText($0.label + ": " + $0.value)) }
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
    rows.append(("Sections", String(sections.count)))
    rows.append(("Text of", dates.joined(separator: " and ")))
    rows.append(("Facts", String(count(of: comparison.facts, at: place))))
    rows.append(("Things named", String(count(of: comparison.mentions, at: place))))
    return rows
  }

  private func count<Statement>(of rows: [ComparedStatement<Statement>], at place: Int) -> Int {
    rows.filter { !$0.said[place].isEmpty }.count
  }

  private func named(_ place: Int, _ prefix: String = "") -> Element {
    Element(.heading, StyledText(prefix + labels[place], role: .heading))
  }

  private static func heading(_ text: String) -> Element {
    Element(.heading, StyledText(text, role: .heading))
  }

  private static func bullet(_ text: String) -> Element {
    Element(.row, StyledText("• " + text), hangingIndent: 2)
  }

  private var textPart: Part {
    Part(
      shared: [Self.heading("Text"), .blank],
      columns: comparison.sections.indices.map { place in
        var elements = [named(place)]
        for section in comparison.sections[place] {
          if elements.count > 1 { elements.append(.blank) }
          let words = "\(section.section.title), \(section.edition.dateInWords)"
          elements.append(Element(.row, StyledText(words, role: .label)))
          for block in section.blocks {
            switch block.style {
            case .paragraph: elements += [.blank, Element(.text, StyledText(block.text))]
            case .item: elements.append(Self.bullet(block.text))
            }
          }
          if let note = section.section.note {
            elements += [.blank, Element(.text, StyledText("Note: " + note, role: .faint))]
          }
        }
        return elements
      })
  }

  private var issuePart: Part {
    var part = Part(shared: [Self.heading("Issues")])
    func add(_ label: String, _ issues: [ComparedIssue]) {
      guard !issues.isEmpty else { return }
      part.shared += [.blank, Element(.row, StyledText(label))]
      part.shared += issues.map { issue in
        let holders = issue.holders.map { labels[$0] }.joined(separator: ", ")
        return Self.bullet(
          name(of: issue) + (holders.isEmpty ? "" : ": " + holders) + aside(issue))
      }
    }
    add("More than one has a section on:", comparison.issues.filter { $0.holders.count > 1 })
    add("None has a section on, but somebody names:", comparison.issues.filter(\.holders.isEmpty))
    part.shared.append(.blank)
    part.columns = labels.indices.map { place in
      let alone = comparison.issues.filter { $0.holders == [place] }
      return [named(place, "Only ")]
        + (alone.isEmpty ? [Element(.row, StyledText("No issue alone."))] : [])
        + alone.map { Self.bullet(name(of: $0) + aside($0)) }
    }
    return part
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
    words: (ComparedStatement<Statement>) -> String, alone: (Statement) -> String
  ) -> Part {
    var part = Part(shared: [Self.heading(title)])
    let shared = rows.filter(\.isShared)
    if shared.isEmpty {
      part.shared += [.blank, Element(.row, StyledText(label + ": nothing."))]
    } else {
      part.shared += [.blank, Element(.row, StyledText(label + ":"))]
      part.shared += shared.map { Self.bullet(words($0)) }
    }
    part.shared.append(.blank)
    part.columns = labels.indices.map { place in
      let own = rows.filter { $0.sayers == [place] }
      let lines =
        comparison.issue == nil || own.isEmpty
        ? [Element(.row, StyledText(own.isEmpty ? "Nothing alone." : "\(own.count) of its own."))]
        : own.map { Self.bullet(alone($0.first)) }
      return [named(place, "Only ")] + lines
    }
    return part
  }

  private var namingPart: Part {
    Part(
      shared: [Self.heading("Who names whom"), .blank]
        + comparison.namings.map { Self.bullet(words(of: $0)) })
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
