import AtlasModel
import PlainText
import TextUI

// The same elements in three formats.

extension Brief {
  /// How a brief is written; the raw values are those of `brief --format`.
  package enum Format: String, Sendable, CaseIterable {
    case markdown
    case html
    case text
  }

  /// The page in a format, ending with a line feed.
  package func text(in format: Format) -> String {
    let lines =
      switch format {
      case .markdown: markdownLines
      case .html: htmlLines
      case .text: Self.textLines(of: elements)
      }
    return lines.joined(separator: "\n") + "\n"
  }
}

// MARK: Text

extension Brief {
  static let textWidth = 80

  /// The lines of elements, each at most 80 columns.
  static func textLines(of elements: [Element]) -> [String] {
    var lines: [String] = []
    for element in elements {
      let isParted =
        switch element {
        case .paragraph, .heading, .attribution: true
        case .title, .particulars, .group, .item, .link, .more: false
        }
      if isParted, !lines.isEmpty { lines.append("") }
      lines += textLines(of: element)
    }
    return lines
  }

  private static func textLines(of element: Element) -> [String] {
    switch element {
    case .title(let text), .particulars(let text), .paragraph(let text), .heading(let text),
      .attribution(let text):
      return wrapped(text)
    case .group(let name, let names): return wrapped(name + tail(names, ""), hanging: 2)
    case .item(let lead, let text, let source):
      return wrapped(lead + tail(text, source), indent: 2, hanging: 4)
    case .link(let name, let link):
      let lead = "\(name)\(link.markBehind):"
      let line = "  \(lead) \(link.address.text)"
      // An address is not broken where it can be helped.
      if DisplayWidth.of(line) <= textWidth { return [line] }
      return wrapped(lead, indent: 2, hanging: 4)
        + wrapped(link.address.text, indent: 4, hanging: 4)
    case .more(let words, let command):
      return wrapped("… \(words): \(command)", indent: 2, hanging: 4)
    }
  }

  private static func wrapped(_ text: String, indent: Int = 0, hanging: Int = 0) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return LineBreaking.lines(
      of: scalars, width: textWidth - hanging, firstWidth: textWidth - indent
    ).enumerated().map { number, range in
      String(repeating: " ", count: number == 0 ? indent : hanging)
        + String(String.UnicodeScalarView(scalars[range]))
    }
  }

  /// What follows the strong beginning of an item or the name of a basket.
  fileprivate static func tail(_ text: String, _ source: String) -> String {
    (text.isEmpty ? "" : " – \(text)") + (source.isEmpty ? "" : " (\(source))")
  }
}

// MARK: Markdown

extension Brief {
  private var markdownLines: [String] {
    var lines: [String] = []
    var isInList = false
    for element in elements {
      let isItem =
        switch element {
        case .item, .link, .more: true
        case .title, .particulars, .paragraph, .heading, .group, .attribution: false
        }
      if !lines.isEmpty, !(isItem && isInList) { lines.append("") }
      isInList = isItem
      lines.append(Self.markdown(element))
    }
    return lines
  }

  private static func markdown(_ element: Element) -> String {
    let escaped = MarkdownText.escaped
    return switch element {
    case .title(let text): "# \(escaped(text))"
    case .particulars(let text): "*\(escaped(text))*"
    case .paragraph(let text), .attribution(let text): escaped(text)
    case .heading(let text): "## \(escaped(text))"
    case .group(let name, let names): "### \(escaped(name))\(escaped(tail(names, "")))"
    case .item(let lead, let text, let source):
      "- **\(escaped(lead))**\(escaped(tail(text, source)))"
    case .link(let name, let link):
      "- " + MarkdownText.link(name, to: link.address) + link.markBehind
    case .more(let words, let command): "- … \(escaped(words)): `\(command)`"
    }
  }
}

// MARK: HTML

extension Brief {
  /// One file: its style within, no script, nothing fetched.
  private var htmlLines: [String] {
    var lines = [
      "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<meta name=\"color-scheme\" content=\"light dark\">",
      "<meta name=\"generator\" content=\"geneva-atlas\">",
      "<title>\(HTMLText.escaped(title)) – Geneva Digital Atlas</title>", "<style>", Self.css,
      "</style>", "</head>", "<body>",
    ]
    var isInList = false
    for element in elements {
      let isItem =
        switch element {
        case .item, .link, .more: true
        case .title, .particulars, .paragraph, .heading, .group, .attribution: false
        }
      if isItem != isInList { lines.append(isItem ? "<ul>" : "</ul>") }
      isInList = isItem
      lines.append(Self.html(element))
    }
    if isInList { lines.append("</ul>") }
    return lines + ["</body>", "</html>"]
  }

  private static func html(_ element: Element) -> String {
    let escaped = HTMLText.escaped
    switch element {
    case .title(let text): return "<h1>\(escaped(text))</h1>"
    case .particulars(let text): return "<p class=\"particulars\">\(escaped(text))</p>"
    case .paragraph(let text): return "<p>\(escaped(text))</p>"
    case .heading(let text): return "<h2>\(escaped(text))</h2>"
    case .group(let name, let names):
      let words = names.isEmpty ? "" : "<span>\(escaped(tail(names, "")))</span>"
      return "<h3>\(escaped(name))\(words)</h3>"
    case .item(let lead, let text, let source):
      let words = text.isEmpty ? "" : escaped(" – \(text)")
      let small = source.isEmpty ? "" : " <small>(\(escaped(source)))</small>"
      return "<li><strong>\(escaped(lead))</strong>\(words)\(small)</li>"
    case .link(let name, let link):
      let mark = link.status.mark.map { " <small>\(escaped($0))</small>" } ?? ""
      return "<li><a href=\"\(escaped(link.address.text))\" rel=\"noreferrer\">\(escaped(name))</a>"
        + "\(mark)</li>"
    case .more(let words, let command):
      return "<li class=\"more\">… \(escaped(words)): <code>\(escaped(command))</code></li>"
    case .attribution(let text): return "<footer><p>\(escaped(text))</p></footer>"
    }
  }

  /// On paper the links are addresses, for nobody can click there; the size is that which fits one A4 page.
  private static let css = """
    :root { color-scheme: light dark; --text: #1b1b1b; --paper: #ffffff; --faint: #555555; --link: #0b4f8a; }
    @media (prefers-color-scheme: dark) {
      :root { --text: #e6e6e6; --paper: #161616; --faint: #a8a8a8; --link: #8ec5ff; }
    }
    body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: var(--text);
      background-color: var(--paper); font: 1rem/1.45 system-ui, sans-serif; }
    h1 { font-size: 1.5em; margin: 0; }
    h2 { font-size: 1.15em; margin: 1em 0 0.3em; border-bottom: 1px solid;
      border-color: var(--faint); }
    h3 { font-size: 1em; margin: 0.6em 0 0.1em; }
    h3 span { font-weight: normal; }
    p { margin: 0.5em 0; }
    ul { margin: 0.2em 0; padding-left: 1.1em; }
    a { color: var(--link); overflow-wrap: anywhere; }
    .particulars, .more, small, footer { color: var(--faint); }
    @page { size: A4; margin: 12mm 15mm; }
    @media print {
      :root { --text: #000000; --paper: #ffffff; --faint: #333333; --link: #000000; }
      body { max-width: none; margin: 0; padding: 0; font-size: 9.5pt; line-height: 1.3; }
      li { break-inside: avoid; }
      h2, h3 { break-after: avoid; }
      a::after { content: " <" attr(href) ">"; font-size: 0.9em; }
    }
    """
}

/// Text as part of an HTML document: between tags or in an attribute within double quotes.
enum HTMLText {
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
