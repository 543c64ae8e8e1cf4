package import PlainText

/// The id of a thing of one kind, such as `e-waste`; ids of different kinds cannot be mixed up.
package struct Identifier<Subject>: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) { self.text = text }
  package var description: String { text }
}

/// How sure a link is.
package enum LinkStatus: String, Sendable, CaseIterable {
  case seen
  case derived
  case unchecked
}

/// A link and how sure it is; what is not `seen` carries its mark wherever it goes.
package struct Link: Hashable, Sendable {
  package let address: LinkAddress
  package let status: LinkStatus

  package init(address: LinkAddress, status: LinkStatus) {
    self.address = address
    self.status = status
  }
}

/// A run of lines of a source document, counted from 1, ends included.
package struct LineRange: Hashable, Sendable {
  package let first: Int
  package let last: Int
}

/// Where something comes from: for each edition, in the order of the document, its line ranges.
package struct Sources: Hashable, Sendable {
  package struct Part: Hashable, Sendable {
    package let edition: Edition.ID
    package let ranges: [LineRange]
    /// The ranges as the document writes them, such as `812,814-834`.
    package let text: String
  }
  package let parts: [Part]

  package var editions: [Edition.ID] { parts.map(\.edition) }

  package func part(in edition: Edition.ID) -> Part? { parts.first { $0.edition == edition } }

  package func has(_ edition: Edition.ID) -> Bool {
    parts.indices.contains { parts[$0].edition == edition }
  }
}

/// The editions that something stands in; nil is every edition of the section.
package typealias Editions = [Edition.ID]?

/// A text that statements come from.
package struct Edition: Hashable, Sendable {
  package typealias ID = Identifier<Edition>
  /// How many an atlas may have: a bit of a word for each, and a lifetime of yearly ones.
  package static let limit = 64

  package let id: ID
  package let name: String
  /// A year, a month or a day: `2022-10`.
  package let date: String
  package let note: String?

  /// The date in words, as citations and banners say it: `October 2022`.
  package var dateInWords: String { WrittenDate.inWords(date) }
}

/// Dates as documents and citations write them: `2022`, `2022-10` or `2022-10-03`.
package enum WrittenDate {
  /// Year, month and day as numbers, as far as they are there; the month from 1.
  package static func parts(of date: String) -> [Int] {
    date.split(separator: "-").prefix(3).compactMap { Int($0) }
  }

  /// `3 October 2022`, `October 2022` or `2022`; the text itself where it is no such date.
  package static func inWords(_ date: String) -> String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    let parts = parts(of: date)
    guard parts.count > 1, months.indices.contains(parts[1] - 1) else { return date }
    let day = parts.count > 2 ? "\(parts[2]) " : ""
    return day + months[parts[1] - 1] + " \(parts[0])"
  }
}

package struct Basket: Hashable, Sendable {
  package typealias ID = Identifier<Basket>
  package let id: ID
  package let name: String
}

/// A digital policy issue of the Digital Watch taxonomy.
package struct Issue: Sendable {
  package typealias ID = Identifier<Issue>
  package let id: ID
  package let name: String
  package let basket: Basket.ID
  package let aliases: [String]
  package let otherNames: [OtherName]
  package let seeAlso: [ID]
  package let summary: String
  /// Its Digital Watch page.
  package let link: Link?
  package let note: String?
}

/// A name in another language; `language` is a code of ISO 639, or nil.
package struct OtherName: Hashable, Sendable {
  package let name: String
  package let language: String?
}

package struct Actor: Sendable {
  package typealias ID = Identifier<Actor>
  package let id: ID
  /// What lists show.
  package let label: String
  package let name: String
  package let otherNames: [OtherName]
  /// Doubts about values of this record, shown beside them.
  package let notes: [String]
  package let stakeholderGroup: String?
  package let established: Int?
  package let address: String?
  package let website: Link
  package let channels: [Channel]
  /// Editions whose copy of this profile ends early.
  package let cutIn: [Edition.ID]
  package let sources: Sources
  package let sections: [Section]
}

package struct Channel: Sendable {
  package let platform: String
  package let handle: String
  package let link: Link?
  package let editions: Editions
  package let note: String?
}

/// What one heading of an actor's profile says.
package struct Section: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case overview
    case activities
    case issue
    case tools
    case meetings
  }
  package let kind: Kind
  /// Set if, and only if, `kind` is `.issue`.
  package let issue: Issue.ID?
  package let title: String
  /// What the actor itself calls the issue.
  package let ownTerm: String?
  package let touches: [Issue.ID]
  package let topics: [String]
  package let sources: Sources
  package let blocks: [Block]
  package let facts: [Fact]
  package let mentions: [Mention]
  package let note: String?
  /// Whether every block, fact and mention stands in every edition of the section: it reads the same in all.
  let isAlikeInAll: Bool
}

package struct Block: Sendable {
  package enum Style: String, Sendable, CaseIterable {
    case paragraph
    case item
  }
  package let text: String
  /// Unicode scalars of the text, counted when it was read: how much is said is asked of all texts at once.
  package let scalarCount: Int
  package let style: Style
  package let editions: Editions

  init(text: String, style: Style, editions: Editions) {
    self.text = text
    self.style = style
    self.editions = editions
    // Bytes that begin one, eight and more of which are told at once: every text is counted at the start.
    var bytes = text
    scalarCount = bytes.withUTF8 { $0.reduce(0) { $0 &+ ($1 & 0xC0 == 0x80 ? 0 : 1) } }
  }
}

/// A figure, date, count or amount, with what it measures.
package struct Fact: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case date
    case count
    case amount
    case percentage
    case duration
    case other
  }
  package let value: String
  package let measures: String
  package let kind: Kind
  package let year: Int?
  /// A goal, never to be shown as an achievement.
  package let isTarget: Bool
  /// The date of a count, as in `2018` or `2023-11`.
  package let asOf: String?
  package let number: Double?
  package let unit: String?
  package let editions: Editions
  package let note: String?
}

/// A programme, instrument, body or other thing that a section names.
package struct Mention: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case programme
    case instrument
    case group
    case publication
    case event
    case platform
    case tool
    case standard
    case dataset
    case body
    case news
  }
  package let name: String
  package let acronym: String?
  package let kind: Kind
  package let link: Link?
  /// One of the actors of the atlas, named by another.
  package let actor: Actor.ID?
  package let editions: Editions
  package let note: String?
}
