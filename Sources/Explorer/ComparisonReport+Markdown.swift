import AtlasModel
import PlainText

// The comparison as Markdown: tables with a column for each actor, a dash where it says nothing.

extension ComparisonReport {
  package var markdown: [String] {
    var lines = ["# " + MarkdownText.escaped(title), ""]
    let glances = labels.indices.map { glance(at: $0) }
    let fields = Self.distinct(glances.flatMap { $0.map(\.label) })
    lines += table(
      "",
      fields.map { field in
        [field] + glances.map { rows in rows.first { $0.label == field }?.value ?? "" }
      })
    if comparison.issue == nil {
      lines += ["", "## Issues", ""] + table("Issue", comparison.issues.map(row))
    } else {
      lines += text
    }
    let facts = comparison.facts.filter { comparison.issue != nil || $0.isShared }
    if !facts.isEmpty {
      lines += ["", "## Facts", ""]
      lines += table(
        "Measures",
        facts.map { row in
          [row.first.measures]
            + row.said.map {
              Self.distinct($0.map(\.statement.valueInWords)).joined(separator: "; ")
            }
        })
    }
    let mentions = comparison.mentions.filter { comparison.issue != nil || $0.isShared }
    if !mentions.isEmpty {
      lines += ["", "## Named here", ""]
      lines += table(
        "Name",
        mentions.map { row in
          [row.first.nameInWords]
            + row.said.map {
              Self.distinct($0.map(\.statement.kind.rawValue)).joined(separator: ", ")
            }
        })
    }
    if comparison.issue == nil {
      let words = "Facts and names that one alone has are not listed here."
      lines += ["", words]
    }
    if !comparison.namings.isEmpty {
      lines += ["", "## Who names whom", ""]
      lines += comparison.namings.map { "- " + MarkdownText.escaped(words(of: $0)) }
    }
    return lines + ["", Attribution.line(quoting: editions)]
  }

  /// A table with a column for each actor; an empty cell of theirs becomes a dash.
  private func table(_ first: String, _ rows: [[String]]) -> [String] {
    let head = ([first] + labels).map(MarkdownText.escaped).joined(separator: " | ")
    return ["| \(head) |", "|" + String(repeating: "---|", count: labels.count + 1)]
      + rows.map { row in
        let cells = row.map { $0.isEmpty ? "–" : MarkdownText.escaped($0) }
        return "| " + cells.joined(separator: " | ") + " |"
      }
  }

  private func row(of issue: ComparedIssue) -> [String] {
    [name(of: issue)]
      + issue.cells.enumerated().map { column, cell in
        switch cell.standing {
        case .notNamed: ""
        case .namedOnly: "in passing"
        case .withSection where cell.sections.isEmpty: Self.absence
        case .withSection:
          cell.sections.map { comparison.sections[column][$0].section.title }
            .joined(separator: "; ")
        }
      }
  }

  private var text: [String] {
    var lines = ["", "## Text"]
    for (place, sections) in comparison.sections.enumerated() {
      for section in sections {
        let words = "\(labels[place]): \(section.section.title), \(section.edition.dateInWords)"
        lines += ["", "### " + MarkdownText.escaped(words)]
        var isInList = false
        for block in section.blocks {
          switch block.style {
          case .paragraph: lines += ["", MarkdownText.escaped(block.text)]
          case .item:
            if !isInList { lines.append("") }
            lines.append("- " + MarkdownText.escaped(block.text))
          }
          isInList = block.style == .item
        }
        if let note = section.section.note {
          lines += ["", "*Note:* " + MarkdownText.escaped(note)]
        }
      }
    }
    return lines
  }
}
