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
    /// Of the actor in turn: where its links begin, and by issue and fingerprint where each first stands.
    var first = 0
    var seen: [UInt64: Int] = [:]
    let mask = mask(of: choice)
    var links: [LinkPlace] = issues.indices.filter { issues[$0].link != nil }.map { .issue($0) }
    /// - Parameter issue: its place; nil for none.
    func add(_ place: LinkPlace, _ issue: Int?, _ fingerprint: UInt32) {
      let key = UInt64(UInt32(truncatingIfNeeded: issue ?? -1)) << 32 | UInt64(fingerprint)
      guard let known = seen[key] else {
        seen[key] = links.count
        links.append(place)
        return
      }
      // Texts are fetched only here: of a large atlas that takes longer than all else.
      let address = link(at: place)?.address
      if link(at: links[known])?.address == address { return }
      let isKnown = links[first...].contains {
        self.issue(of: $0) == issue && link(at: $0)?.address == address
      }
      if !isKnown { links.append(place) }
    }
    for actor in actors.indices {
      seen.removeAll(keepingCapacity: true)
      first = links.count
      add(.website(actor: actor), nil, actors[actor].website.address.fingerprint)
      for place in actors[actor].channels.indices {
        guard let fingerprint = actors[actor].channels[place].link?.address.fingerprint else {
          continue
        }
        add(.channel(actor: actor, place: place), nil, fingerprint)
      }
      for (section, outline) in outlines[actor].enumerated() where outline.stands(in: mask) {
        let mentions = actors[actor].sections[section].mentions
        for place in mentions.indices {
          guard let fingerprint = mentions[place].link?.address.fingerprint else { continue }
          if let own = mentions[place].editions {
            let standing = wanted(actors[actor].sections[section].sources.editions, in: choice)
            if !standing.contains(where: { own.contains($0) }) { continue }
          }
          add(
            .mention(actor: actor, section: section, place: place), outline.issue, fingerprint)
        }
      }
    }
    return links
  }

  /// The link that stands at a place.
  private func link(at place: LinkPlace) -> Link? {
    switch place {
    case .issue(let number): issues[number].link
    case .website(let actor): actors[actor].website
    case .channel(let actor, let place): actors[actor].channels[place].link
    case .mention(let actor, let section, let place):
      actors[actor].sections[section].mentions[place].link
    }
  }

  /// The issue on which a link stands, by its place.
  private func issue(of link: LinkPlace) -> Int? {
    if case .issue(let number) = link { return number }
    if case .mention(let actor, let section, _) = link { return outlines[actor][section].issue }
    return nil
  }

  func link(at place: LinkPlace, in choice: EditionChoice) -> AtlasLink {
    guard let link = link(at: place) else {
      preconditionFailure("only what has a link is listed")
    }
    switch place {
    case .issue(let number):
      let issue = issues[number]
      return AtlasLink(
        actor: nil, issue: issue.id, kind: "issue", name: issue.name, link: link,
        editions: [], sources: nil)
    case .website(let number):
      let actor = actors[number]
      return AtlasLink(
        actor: actor.id, issue: nil, kind: "website", name: actor.name, link: link,
        editions: wanted(actor.sources.editions, in: choice), sources: actor.sources)
    case .channel(let number, let place):
      let actor = actors[number]
      let channel = actor.channels[place]
      return AtlasLink(
        actor: actor.id, issue: nil, kind: "channel",
        name: "\(channel.platform) \(channel.handle)", link: link,
        editions: wanted(channel.editions.map { Array($0) } ?? actor.sources.editions, in: choice),
        sources: actor.sources)
    case .mention(let number, let section, let place):
      let section = actors[number].sections[section]
      let mention = section.mentions[place]
      return AtlasLink(
        actor: actors[number].id, issue: section.issue, kind: mention.kind.rawValue,
        name: mention.name, link: link,
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
