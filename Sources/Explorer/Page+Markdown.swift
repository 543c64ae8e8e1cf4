import AtlasModel
import PlainText
import TextUI

// A page as Markdown, from the same elements that the screen shows, so that neither can lack what the other
// has. Each paragraph and each item is one line; the elements' kinds and roles say what it is.

extension Page {
  /// The page as a document of CommonMark that ends with whose words it has; without a line feed at its end.
  package var markdown: String {
    var document = MarkdownDocument(targets: targets)
    for element in body + side { document.add(element) }
    if !editions.isEmpty { document.add(.paragraph(Attribution.line(quoting: editions))) }
    return document.lines.joined(separator: "\n")
  }
}

/// Lines of Markdown as they grow.
private struct MarkdownDocument {
  enum Line {
    case heading(String, level: Int)
    case paragraph(String)
    /// An item of a list; one of depth 1 belongs to the item before it.
    case item(String, depth: Int)
  }

  let targets: [Target]
  private(set) var lines: [String] = []
  private var isInList = false

  init(targets: [Target]) { self.targets = targets }

  mutating func add(_ line: Line) {
    switch line {
    case .heading(let text, let level):
      part()
      lines.append(String(repeating: "#", count: level) + " " + text)
      isInList = false
    case .paragraph(let text):
      part()
      lines.append(text)
      isInList = false
    case .item(let text, let depth):
      if !isInList { part() }
      lines.append(String(repeating: "  ", count: isInList ? depth : 0) + "- " + text)
      isInList = true
    }
  }

  /// An empty line, but at the beginning.
  private mutating func part() {
    if !lines.isEmpty { lines.append("") }
  }

  mutating func add(_ element: Element) {
    let text = element.text
    let first = text.runs.first.map { String(String.UnicodeScalarView(text.scalars[$0.range])) }
    switch element.kind {
    case .blank: break
    case .title: add(.heading(inline(text), level: 1))
    case .heading: add(.heading(inline(text), level: 2))
    case .banner: add(.paragraph("> " + inline(text)))
    case .text where first == "• ": add(.item(inline(text, from: 1), depth: 0))
    // What is indented belongs to the row before it.
    case .text where element.indent > 0 && isInList: add(.item(inline(text), depth: 1))
    case .text: add(.paragraph(isFaint(text) ? "*\(inline(text))*" : inline(text)))
    case .row:
      if text.runs.count == 1, text.runs[0].role == .label {
        add(.heading(inline(text), level: 3))
      } else {
        add(.item(row(text), depth: isFaint(text) && isInList ? 1 : 0))
      }
    }
  }

  /// A row whose label or value comes first: that is strong, and parted from the rest by a dash.
  private func row(_ text: StyledText) -> String {
    guard let first = text.runs.first, first.role == .label else { return inline(text) }
    let label = MarkdownText.escaped(words(of: first, in: text).trimmed)
    return "**\(label)** – \(inline(text, from: 1).trimmed)"
  }

  private func isFaint(_ text: StyledText) -> Bool { text.runs.allSatisfy { $0.role == .faint } }

  private func words(of run: StyledText.Run, in text: StyledText) -> String {
    String(String.UnicodeScalarView(text.scalars[run.range]))
  }

  /// The runs of a text from one on, without what the program put into it for the screen: numbers of links,
  /// and hosts where the whole address is there.
  private func inline(_ text: StyledText, from firstRun: Int = 0) -> String {
    var inline = ""
    var place = firstRun
    while place < text.runs.count {
      let run = text.runs[place]
      place += 1
      if run.isInserted { continue }
      guard let number = run.target, targets.indices.contains(number - 1) else {
        inline += MarkdownText.escaped(words(of: run, in: text))
        continue
      }
      // A row begins with its number: *[3] *, which is a run of its own, or begins the run.
      var name = words(of: run, in: text)
      if name == "[\(number)] ", place < text.runs.count {
        name = words(of: text.runs[place], in: text)
        place += 1
        inline += link(name, to: number, isRow: true)
        if case .link(let link) = targets[number - 1].destination, place < text.runs.count,
          words(of: text.runs[place], in: text) == "  " + link.address.host
        {
          place += 1
        }
      } else if name.hasPrefix("[\(number)] ") {
        inline += link(String(name.dropFirst("[\(number)] ".count)), to: number, isRow: true)
      } else {
        inline += link(name, to: number, isRow: false)
      }
    }
    return inline.trimmed
  }

  /// A name with what it leads to.
  ///
  /// In running text there is no room for a mark, so that only what was seen is linked there; the row below the
  /// text has every link with its mark. Other pages of the atlas have no address.
  private func link(_ name: String, to number: Int, isRow: Bool) -> String {
    guard case .link(let link) = targets[number - 1].destination,
      isRow || link.status == .seen
    else { return MarkdownText.escaped(name) }
    return MarkdownText.link(name, to: link.address)
  }
}

extension String {
  /// Without blanks at its ends.
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
