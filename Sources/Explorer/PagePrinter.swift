import PlainText
import TextUI

/// A page as plain lines: its addresses in full, and at the end what the words are.
package struct PagePrinter {
  private let page: Page
  /// Columns; nil where no line is broken.
  private let width: Int?

  package init(page: Page, width: Int?) {
    self.page = page
    self.width = width
  }

  /// The whole page.
  package var lines: [String] {
    let side = page.side.isEmpty ? [] : [Element.blank] + page.side
    var lines = lines(of: page.body + side)
    let links = page.targets.enumerated().compactMap { place, target -> String? in
      guard case .link(let link) = target.destination else { return nil }
      return "[\(place + 1)] \(link.marked)"
    }
    if !links.isEmpty { lines += ["", "Links"] + links }
    return lines + note
  }

  /// What is read, without what leads on.
  package var prose: [String] {
    lines(of: page.body.filter { $0.kind != .row || $0.text.runs.allSatisfy { $0.target == nil } })
      + note
  }

  /// Copied and printed prose says what it is: the words are ours, not the atlas's.
  private var note: [String] {
    page.editionLine.isEmpty
      ? [] : ["", "(Geneva Digital Atlas, \(page.editionLine), paraphrased by geneva-atlas)"]
  }

  private func lines(of elements: [Element]) -> [String] {
    let layout = PageLayout(elements, width: width ?? .max / 4, isWrapped: width != nil)
    return layout.lines.map { line in
      let scalars = layout.elements[line.span.element].text.scalars[line.span.range]
      return String(repeating: " ", count: scalars.isEmpty ? 0 : line.indent)
        + String(String.UnicodeScalarView(scalars))
    }
  }
}
