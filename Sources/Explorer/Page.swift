package import AtlasModel
import PlainText
package import TextUI

/// What a numbered part of a page leads to.
package struct Target: Hashable, Sendable {
  package enum Destination: Hashable, Sendable {
    case link(Link)
    case page(PageID)
  }
  package let name: String
  package let destination: Destination
}

/// One paragraph, heading or row of a page.
package struct Element: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case title
    case heading
    case text
    case banner
    /// A numbered target or a fact: `blank` stands before none.
    case row
    case blank
  }
  package let kind: Kind
  package let text: StyledText
  /// Columns before the first line, and before the following ones.
  package let indent: Int
  package let hangingIndent: Int

  package init(_ kind: Kind, _ text: StyledText, indent: Int = 0, hangingIndent: Int? = nil) {
    self.kind = kind
    self.text = text
    self.indent = indent
    self.hangingIndent = hangingIndent ?? indent
  }

  package static let blank = Element(.blank, StyledText())
}

/// A page before it is broken into lines.
package struct Page: Sendable {
  package let id: PageID
  /// What is read: title, text, facts.
  package let body: [Element]
  /// What leads on: links, other actors, who names this one.
  ///
  /// Beside the body where there is room.
  package let side: [Element]
  /// Counted from 1 on the screen: the first has the number 1.
  package let targets: [Target]
  /// The editions that it quotes, older first.
  package let editions: [Edition]

  /// Whose text this is, in a few words: `November 2023`, or `October 2022 and November 2023`.
  package var editionLine: String {
    editions.map(\.dateInWords).joined(separator: " and ")
  }
}

/// Collects the elements and targets of a page.
struct PageBuilder {
  let atlas: Atlas
  let choice: EditionChoice
  var body: [Element] = []
  var side: [Element] = []
  private(set) var targets: [Target] = []
  var editions: [Edition] = []

  init(atlas: Atlas, choice: EditionChoice) {
    self.atlas = atlas
    self.choice = choice
  }

  func page(_ id: PageID) -> Page {
    let quoted = Set(editions.map(\.id))
    return Page(
      id: id, body: body, side: side, targets: targets,
      editions: atlas.editions.filter { quoted.contains($0.id) })
  }

  /// The number of a target, a new one unless the page has it already.
  mutating func number(of target: Target) -> Int {
    if let place = targets.firstIndex(where: { $0.destination == target.destination }) {
      return place + 1
    }
    targets.append(target)
    return targets.count
  }

  mutating func addTitle(_ text: String) {
    body.append(Element(.title, StyledText(text, role: .title)))
  }

  mutating func addHeading(_ text: String, to list: WritableKeyPath<Self, [Element]>) {
    if let last = self[keyPath: list].last, last.kind != .blank {
      self[keyPath: list].append(.blank)
    }
    self[keyPath: list].append(Element(.heading, StyledText(text, role: .heading)))
  }

  mutating func addText(_ text: String, role: Role = .plain, indent: Int = 0) {
    body.append(Element(.text, StyledText(text, role: role), indent: indent))
  }

  /// A line such as `Established  1865`, its value starting at a common column.
  mutating func addLabelled(_ label: String, _ value: StyledText, width: Int = 14) {
    let padding = String(repeating: " ", count: max(1, width - DisplayWidth.of(label)))
    var text = StyledText(label + padding, role: .label)
    text.append(value)
    body.append(Element(.row, text, hangingIndent: width))
  }

  mutating func addLabelled(_ label: String, _ value: String) {
    addLabelled(label, StyledText(value))
  }

  /// A numbered row: `[3] WLCG · platform  wlcg.web.cern.ch`.
  mutating func addTarget(
    _ target: Target, detail: String = "", to list: WritableKeyPath<Self, [Element]>
  ) {
    let number = number(of: target)
    var text = StyledText("[\(number)] ", role: .link, target: number)
    text.append(target.name, role: .link, target: number)
    if !detail.isEmpty { text.append("  " + detail, role: .faint) }
    if case .link(let link) = target.destination {
      text.append("  " + link.address.host, role: .faint)
      if let mark = link.status.mark { text.append(" " + mark, role: .warning) }
    }
    // Following lines begin below the name, whatever the number's length.
    let hanging = DisplayWidth.of("[\(number)] ")
    self[keyPath: list].append(Element(.row, text, indent: 0, hangingIndent: hanging))
  }

  /// A note: a doubt or a correction, never part of the text.
  mutating func addNote(_ note: String, indent: Int = 0) {
    var text = StyledText("Note: ", role: .warning)
    text.append(note, role: .faint)
    body.append(Element(.text, text, indent: indent, hangingIndent: indent + 6))
  }

  mutating func addBlank() {
    if let last = body.last, last.kind != .blank { body.append(.blank) }
  }
}

extension LinkStatus {
  /// What a link that is not seen carries wherever it goes; nil for one that is.
  package var mark: String? {
    switch self {
    case .seen: nil
    case .derived: "(derived)"
    case .unchecked: "(unchecked)"
    }
  }
}

extension Page {
  /// A page of the atlas in the chosen edition.
  package init(_ id: PageID, of atlas: Atlas, in choice: EditionChoice, keys: Keymap) {
    var builder = PageBuilder(atlas: atlas, choice: choice)
    switch id {
    case .atlas: builder.addAtlas(keys: keys)
    case .basket(let id): builder.addBasket(id)
    case .actor(let id): builder.addActor(id)
    case .issue(let id): builder.addIssue(id)
    case .entry(let id): builder.addEntry(id)
    }
    self = builder.page(id)
  }
}
