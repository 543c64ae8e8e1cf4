package import AtlasModel
import PlainText

/// A link of the atlas, and where it stands.
package struct AtlasLink: Sendable {
  package let actor: Actor.ID?
  package let issue: Issue.ID?
  /// `website`, `channel`, `issue`, or the kind of the mention.
  package let kind: String
  package let name: String
  package let link: Link
  /// Older first; none where no edition has it, as with the pages of issues.
  package let editions: [Edition.ID]
  package let sources: Sources?

  package var page: PageID {
    switch (actor, issue) {
    case (let actor?, let issue?): .entry(Entry.ID(actor: actor, issue: issue))
    case (let actor?, nil): .actor(actor)
    case (nil, let issue?): .issue(issue)
    case (nil, nil): .atlas
    }
  }
}

/// Where a link stands in the atlas; places are counted from 0.
enum LinkPlace: Hashable, Sendable {
  case issue(Int)
  case website(actor: Int)
  case channel(actor: Int, place: Int)
  case mention(actor: Int, section: Int, place: Int)
}

extension Atlas {
  /// Every link once for each actor and issue: Digital Watch pages, websites, channels, mentions.
  package func links(in choice: EditionChoice) -> [AtlasLink] {
    linkPlaces(in: choice).map { link(at: $0, in: choice) }
  }

  /// The same by their places, which takes a fraction of the time.
  func linkPlaces(in choice: EditionChoice) -> [LinkPlace] {
    struct Address: Hashable {
      let issue: Issue.ID?
      let address: String
    }
    /// Of the actor in turn.
    var seen: Set<Address> = []
    var links: [LinkPlace] = issues.indices.filter { issues[$0].link != nil }.map { .issue($0) }
    func add(_ place: LinkPlace, _ issue: Issue.ID?, _ address: String) {
      if seen.insert(Address(issue: issue, address: address)).inserted { links.append(place) }
    }
    for actor in actors.indices {
      seen.removeAll(keepingCapacity: true)
      add(.website(actor: actor), nil, actors[actor].website.address.text)
      for place in actors[actor].channels.indices {
        guard let address = actors[actor].channels[place].link?.address.text else { continue }
        add(.channel(actor: actor, place: place), nil, address)
      }
      for section in actors[actor].sections.indices {
        let issue = actors[actor].sections[section].issue
        let standing = wanted(actors[actor].sections[section].sources.editions, in: choice)
        // Mentions are looked at in place: copying each of a large atlas costs more than all else here.
        let mentions = actors[actor].sections[section].mentions
        for place in mentions.indices {
          guard let address = mentions[place].link?.address.text, !standing.isEmpty else {
            continue
          }
          if let own = mentions[place].editions, !standing.contains(where: { own.contains($0) }) {
            continue
          }
          add(.mention(actor: actor, section: section, place: place), issue, address)
        }
      }
    }
    return links
  }

  func link(at place: LinkPlace, in choice: EditionChoice) -> AtlasLink {
    func link(_ link: Link?) -> Link {
      guard let link else { preconditionFailure("only what has a link is listed") }
      return link
    }
    switch place {
    case .issue(let number):
      let issue = issues[number]
      return AtlasLink(
        actor: nil, issue: issue.id, kind: "issue", name: issue.name, link: link(issue.link),
        editions: [], sources: nil)
    case .website(let number):
      let actor = actors[number]
      return AtlasLink(
        actor: actor.id, issue: nil, kind: "website", name: actor.name, link: actor.website,
        editions: wanted(actor.sources.editions, in: choice), sources: actor.sources)
    case .channel(let number, let place):
      let actor = actors[number]
      let channel = actor.channels[place]
      return AtlasLink(
        actor: actor.id, issue: nil, kind: "channel",
        name: "\(channel.platform) \(channel.handle)", link: link(channel.link),
        editions: wanted(channel.editions.map { Array($0) } ?? actor.sources.editions, in: choice),
        sources: actor.sources)
    case .mention(let number, let section, let place):
      let section = actors[number].sections[section]
      let mention = section.mentions[place]
      return AtlasLink(
        actor: actors[number].id, issue: section.issue, kind: mention.kind.rawValue,
        name: mention.name, link: link(mention.link),
        editions: wanted(section.sources.editions, in: choice).filter {
          mention.editions?.contains($0) ?? true
        }, sources: section.sources)
    }
  }

  /// Those of some editions that are chosen, older first.
  private func wanted(_ ids: [Edition.ID], in choice: EditionChoice) -> [Edition.ID] {
    editions.map(\.id).filter { ids.contains($0) && (choice == .newest || choice == .only($0)) }
  }
}
