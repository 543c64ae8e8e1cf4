import AtlasModel
import PlainText
package import TextUI

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
  package var lines: [StyledText] {
    let side = page.side.isEmpty ? [] : [Element.blank] + page.side
    var lines = lines(of: page.body + side)
    let links = page.targets.enumerated().compactMap { place, target -> StyledText? in
      guard case .link(let link) = target.destination else { return nil }
      var line = StyledText("[\(place + 1)] \(link.address.text)", role: .link)
      if let mark = link.status.mark { line.append(" " + mark, role: .warning) }
      return line
    }
    if !links.isEmpty { lines += [StyledText(), StyledText("Links", role: .heading)] + links }
    return lines + note
  }

  /// What is read, without what leads on.
  package var prose: [StyledText] {
    lines(of: page.body.filter { $0.kind != .row || $0.text.runs.allSatisfy { $0.target == nil } })
      + note
  }

  /// Copied and printed prose says what it is: the words are ours, not the atlas's.
  private var note: [StyledText] {
    page.editionLine.isEmpty
      ? [] : [StyledText(), StyledText(Attribution.line(dates: page.editionLine), role: .faint)]
  }

  private func lines(of elements: [Element]) -> [StyledText] {
    PageLayout(elements, width: width ?? .max / 4, isWrapped: width != nil).styledTexts
  }
}
