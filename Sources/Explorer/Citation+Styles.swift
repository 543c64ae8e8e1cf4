package import AtlasModel
import PlainText

extension Citation {
  /// How citations are written; the raw values are those of `cite --style`.
  package enum Style: String, Sendable, CaseIterable {
    case plain
    case markdown
    case bibtex
    case cslJSON = "csl-json"
  }

  /// Citations in one style, ending with a line feed; keys are made to differ.
  package static func text(of citations: [Citation], in style: Style) -> String {
    let citations = withUniqueKeys(citations)
    return switch style {
    case .plain: citations.map { $0.plain + "\n" }.joined()
    case .markdown: citations.map { $0.markdown + "\n" }.joined(separator: "\n")
    case .bibtex: citations.map { $0.bibtex + "\n" }.joined(separator: "\n")
    case .cslJSON: JSONValue.array(citations.map(\.cslJSON)).document
    }
  }

  /// On one line, as a footnote has it.
  package var plain: String {
    let container = "\(edition.name) (\(edition.dateInWords))"
    let parts = [
      title.map { "“\($0)”" }, container,
      target.map { "see \($0.name), \($0.link.address.text)\(mark)" },
      "accessed \(accessed.inWords)",
    ]
    return parts.compactMap { $0 }.joined(separator: ", ") + "." + paraphrase
  }

  /// What is quoted, then the citation: a fact as a sentence that can be pasted.
  package var sentence: String { quoted.map { "\($0). \(plain)" } ?? plain }

  /// As `plain`, what the link leads to a link, the edition in italics.
  package var markdown: String {
    let container = "*\(MarkdownText.escaped(edition.name))* (\(edition.dateInWords))"
    let linked = target.map {
      "see \(MarkdownText.link($0.name, to: $0.link.address))\(mark)"
    }
    let parts = [
      title.map { "“\(MarkdownText.escaped($0))”" }, container, linked,
      "accessed \(accessed.inWords)",
    ]
    return parts.compactMap { $0 }.joined(separator: ", ") + "." + paraphrase
  }

  /// A record for BibTeX and biblatex: a part of a collection, or the collection.
  ///
  /// `key` is what styles without an author sort by; `urldate` is read by biblatex and pandoc, and passed over
  /// by the styles of 1988, which print no `url` either.
  package var bibtex: String {
    var fields: [(name: String, value: String)] = [
      ("key", "{\(LaTeXText.escaped(Self.atlasName))}")
    ]
    // Double braces keep the capitals in styles that make titles small.
    if let title {
      fields.append(("title", "{{\(LaTeXText.escaped(title))}}"))
      fields.append(("booktitle", "{{\(LaTeXText.escaped(edition.name))}}"))
    } else {
      fields.append(("title", "{{\(LaTeXText.escaped(edition.name))}}"))
    }
    let date = WrittenDate.parts(of: edition.date)
    if let year = date.first { fields.append(("year", "{\(year)}")) }
    if date.count > 1, Self.months.indices.contains(date[1] - 1) {
      fields.append(("month", Self.months[date[1] - 1]))
    }
    if let target {
      fields.append(("url", "{\(LaTeXText.verbatim(target.link.address))}"))
    }
    fields.append(("urldate", "{\(accessed.text)}"))
    if !notes.isEmpty { fields.append(("note", "{\(LaTeXText.escaped(note))}")) }
    let lines = fields.map { "  \($0.name) = \($0.value)" }.joined(separator: ",\n")
    return "@\(title == nil ? "book" : "incollection"){\(key),\n\(lines)\n}"
  }

  /// The months as every BibTeX style names them.
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// A record of CSL-JSON 1.0.2: a chapter of a book, or the book.
  package var cslJSON: JSONValue {
    func date(_ parts: [Int]) -> JSONValue {
      .record([("date-parts", .array([.array(parts.map { .number(Double($0)) })]))])
    }
    return .record([
      ("id", .string(key)), ("type", .string(title == nil ? "book" : "chapter")),
      ("title", .string(title ?? edition.name)),
      ("container-title", title == nil ? nil : .string(edition.name)),
      ("issued", date(WrittenDate.parts(of: edition.date))),
      ("accessed", date([accessed.year, accessed.month, accessed.day])),
      ("URL", target.map { .string($0.link.address.text) }),
      ("note", notes.isEmpty ? nil : .string(note)),
    ])
  }

  private var note: String { notes.joined(separator: " ") }

  /// What a link that was not seen carries.
  private var mark: String { target?.link.markBehind ?? "" }

  private var paraphrase: String { isParaphrase ? " Paraphrased by geneva-atlas." : "" }
}
