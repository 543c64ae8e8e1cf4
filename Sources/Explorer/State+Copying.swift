import AtlasModel
import PlainText
import TextUI

/// What of a page, or of a link in hand, is copied.
enum CopyForm: Hashable, Sendable {
  case link
  case markdownLink
  case title
  case id
  case json
  case text
  case page
}

extension State {
  /// Copies the link in hand, or what is selected, or the page.
  mutating func copy(_ form: CopyForm) -> [Effect] {
    let isTarget = form == .link || form == .markdownLink || form == .title
    if view == nil, isTarget, count != nil || (link != nil && focus == .detail) {
      return copyTarget(form)
    }
    if let view, let target = derived.view?.target(row: view.row, column: view.column) {
      switch form {
      case .link: return [.copy(target.link.marked)]
      case .markdownLink: return [.copy(Self.markdown(target.name, target.link))]
      case .title: return [.copy(target.name)]
      case .id, .json, .text, .page: break
      }
    }
    let pages = selection
    if pages.isEmpty || view != nil {
      guard let text = pageInHand.flatMap({ text(of: $0, as: form) }) else {
        message = noLink
        return []
      }
      return [.copy(text)]
    }
    rangeStart = nil
    selected = pages
    if form == .json { return [.copy(json(of: pages))] }
    let texts = pages.compactMap { text(of: $0, as: form) }
    guard !texts.isEmpty else {
      message = "None of the \(pages.count) selected pages has a link"
      return []
    }
    if texts.count < pages.count {
      reasonToCopy = "\(pages.count - texts.count) of \(pages.count) have no link. "
    }
    return [.copy(texts.joined(separator: form == .text || form == .page ? "\n\n" : "\n"))]
  }

  /// Nil where a page has no link.
  private func text(of page: PageID, as form: CopyForm) -> String? {
    let link = atlas.link(of: page, in: edition)
    switch form {
    case .link: return link?.marked
    case .markdownLink: return link.map { Self.markdown(title(of: page), $0) }
    case .title: return title(of: page)
    case .id: return page.text
    case .json: return json(of: [page])
    case .text:
      return PagePrinter(page: Page(page, of: atlas, in: edition, keys: keys), width: nil).prose
        .map(\.text).joined(separator: "\n")
    case .page:
      return PagePrinter(page: Page(page, of: atlas, in: edition, keys: keys), width: nil).lines
        .map(\.text).joined(separator: "\n")
    }
  }

  private func title(of page: PageID) -> String {
    atlas.breadcrumb(of: page).joined(separator: " › ")
  }

  private func json(of pages: [PageID]) -> String {
    let records = pages.map { atlas.json(of: $0, in: edition) }
    return (records.count == 1 ? records[0] : .array(records)).document
  }

  /// What is copied of the numbered part of the page that is in hand, or that a count means.
  private mutating func copyTarget(_ form: CopyForm) -> [Effect] {
    guard let target = meantTarget else {
      message = noLink
      return []
    }
    if form == .title { return [.copy(target.name)] }
    guard let link = link(of: target) else {
      message = "No link for \(target.name)"
      return []
    }
    return [.copy(form == .link ? link.marked : Self.markdown(target.name, link))]
  }

  /// A link as Markdown has it; its mark, if it has one, stands behind it.
  private static func markdown(_ name: String, _ link: Link) -> String {
    MarkdownText.link(name, to: link.address) + link.markBehind
  }

  /// Copies the citation of what is selected, or of the page in hand.
  mutating func copyCitation() -> [Effect] {
    let pages = view == nil ? selection : []
    guard pages.isEmpty else { return [.cite(.pages(pages))] }
    return pageInHand.map { [.cite(.pages([$0]))] } ?? []
  }

  /// The text of a citation; nil where nothing of it stands in the chosen edition.
  ///
  /// - Parameter day: when it was read.
  package func citation(_ request: CitationRequest, accessed day: CalendarDay) -> String? {
    switch request {
    case .pages(let pages):
      let citations = pages.compactMap { Citation(of: $0, in: atlas, edition, accessed: day) }
      let text = Citation.text(of: citations, in: .plain)
      return citations.isEmpty ? nil : String(text.dropLast())
    case .fact(let place):
      guard let fact = atlas.fact(place) else { return nil }
      return Citation(
        of: atlas.page(of: place.section), in: atlas, edition, quoting: .fact(fact), accessed: day)?
        .sentence
    }
  }

  /// The selected rows, or all rows of the list, each with its title and its link.
  ///
  /// In a view its rows, in words.
  mutating func copyRows() -> [Effect] {
    if let view, let content = derived.view {
      let rows = (0..<content.rowCount).filter { !content.isHeading($0) }
        .map { content.words(row: $0, column: view.column) }
      guard !rows.isEmpty else {
        message = "There is no row to copy"
        return []
      }
      return [.copy(rows.joined(separator: "\n"))]
    }
    var pages = selection
    if pages.isEmpty, focus != .detail, let content = content(of: focus) {
      pages = content.rows.filter(\.row.isFound).map { page(of: $0.row, in: focus) }
    }
    guard !pages.isEmpty else {
      message = "No row is selected; \(keys.label(of: .toggleSelection)) in a list selects one"
      return []
    }
    let lines = pages.map { page in
      [title(of: page), atlas.link(of: page, in: edition)?.marked].compactMap { $0 }
        .joined(separator: ": ")
    }
    return [.copy(lines.joined(separator: "\n"))]
  }

  /// A copied text as the status line tells it: whole where it is a line, or how it begins.
  static func summary(of text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 1 else { return text }
    return "\(lines.count) lines: " + lines[0] + " …"
  }
}
