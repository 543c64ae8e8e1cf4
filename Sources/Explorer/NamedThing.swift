package import AtlasModel
import PlainText

/// A programme, instrument, body or other thing that sections name, gathered from all that do.
///
/// Two sections name the same thing where they call it alike but for capitals: `list mentions` counts so too.
package struct NamedThing: Sendable {
  /// Where it is named.
  package struct Place: Sendable {
    package let actor: Actor.ID
    package let section: Section
    /// The editions that name it there, older first; at least one.
    package let editions: [Edition]
    fileprivate let mention: Mention

    /// The sentence of the newest of them that holds its name or acronym; nil where only a list has it.
    /// - Complexity: O(text of the section).
    package var sentence: String? {
      editions.last.flatMap { section.sentence(naming: mention, in: $0.id) }
    }

    package var page: PageID { section.page(of: actor) }
  }

  package let name: String
  /// Without those that are the name.
  package let acronyms: [String]
  package let kind: Mention.Kind
  /// The first that is known, one that was seen before others.
  package let link: Link?
  /// Which of the actors of the atlas it is.
  package let actor: Actor.ID?
  package let notes: [String]
  /// In the order of the actors; at least one.
  package let places: [Place]

  /// What a reader may call it.
  package var names: [String] { [name] + acronyms }

  package var nameInWords: String { name + (acronyms.first.map { " (\($0))" } ?? "") }

  /// As the page shows it, with the keys of the documents.
  package var json: JSONValue {
    .record([
      ("name", .string(name)), ("acronym", acronyms.first.map { .string($0) }),
      ("kind", .string(kind.rawValue)), ("url", link.map { .string($0.address.text) }),
      ("status", link.map { .string($0.status.rawValue) }),
      ("actor", actor.map { .string($0.text) }),
      ("notes", notes.isEmpty ? nil : .strings(notes)),
      (
        "namedBy",
        .array(
          places.map { place in
            .record([
              ("actor", .string(place.actor.text)),
              ("issue", place.section.issue.map { .string($0.text) }),
              ("section", .string(place.section.title)),
              ("sentence", place.sentence.map { .string($0) }),
              ("editions", .strings(place.editions.map(\.id.text))),
              ("sources", place.section.sources.json),
            ])
          })
      ),
    ])
  }
}

extension Atlas {
  /// The things that the chosen editions name, in the order in which they come first.
  /// - Complexity: O(atlas).
  package func namedThings(in choice: EditionChoice) -> [NamedThing] {
    var order: [String] = []
    var named: [String: [NamedThing.Place]] = [:]
    for actor in actors {
      for section in actor.sections {
        for mention in section.mentions {
          let editions = editions.filter { edition in
            (choice == .newest || choice == .only(edition.id))
              && section.sources.editions.contains(edition.id)
              && mention.editions?.contains(edition.id) ?? true
          }
          guard !editions.isEmpty else { continue }
          let name = mention.name.lowercased()
          if named[name] == nil { order.append(name) }
          let place = NamedThing.Place(
            actor: actor.id, section: section, editions: editions, mention: mention)
          named[name, default: []].append(place)
        }
      }
    }
    return order.compactMap { named[$0].flatMap { NamedThing($0) } }
  }
}

extension NamedThing {
  fileprivate init?(_ places: [Place]) {
    let mentions = places.map(\.mention)
    guard let first = mentions.first else { return nil }
    func distinct(_ texts: [String]) -> [String] {
      var seen: Set<String> = []
      return texts.filter { seen.insert($0).inserted }
    }
    let links = mentions.compactMap(\.link)
    name = first.name
    acronyms = distinct(mentions.compactMap(\.acronym)).filter { $0 != first.name }
    kind = first.kind
    link = links.first { $0.status == .seen } ?? links.first
    actor = mentions.lazy.compactMap(\.actor).first
    notes = distinct(mentions.compactMap(\.note))
    self.places = places
  }
}

extension Section {
  /// The first sentence of an edition's text that holds a mention's name, or else its acronym.
  ///
  /// A name that a capital follows is the beginning of a longer one: *United Nations* of *United Nations
  /// Environment Programme*.
  fileprivate func sentence(naming mention: Mention, in edition: Edition.ID) -> String? {
    let sentences = blocks(in: edition).lazy.flatMap { SentenceBreaking.sentences(of: $0.text) }
    for name in [mention.name, mention.acronym].compactMap({ $0 }) {
      let name = LinkedName(name, number: 0)
      let sentence = sentences.first { sentence in
        let bytes = Array(sentence.utf8)
        guard let place = name.firstPlace(in: bytes) else { return false }
        let next = bytes[place.upperBound...].prefix(2)
        return !(next.first == UInt8(ascii: " ") && 0x41...0x5A ~= next.last ?? 0)
      }
      if let sentence { return sentence }
    }
    return nil
  }
}
