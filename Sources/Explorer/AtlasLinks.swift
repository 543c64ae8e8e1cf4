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

extension Atlas {
  /// Every link once for each actor and issue: Digital Watch pages, websites, channels, mentions.
  package func links(in choice: EditionChoice) -> [AtlasLink] {
    struct Place: Hashable {
      let issue: Issue.ID?
      let address: String
    }
    /// Of the actor in turn.
    var seen: Set<Place> = []
    var links: [AtlasLink] = []
    func add(_ link: AtlasLink) {
      let place = Place(issue: link.issue, address: link.link.address.text)
      if seen.insert(place).inserted { links.append(link) }
    }
    func wanted(_ ids: [Edition.ID]) -> [Edition.ID] {
      editions.map(\.id).filter { id in
        ids.contains(id) && (choice == .newest || choice == .only(id))
      }
    }
    for issue in issues {
      guard let link = issue.link else { continue }
      add(
        AtlasLink(
          actor: nil, issue: issue.id, kind: "issue", name: issue.name, link: link, editions: [],
          sources: nil))
    }
    for actor in actors {
      seen.removeAll(keepingCapacity: true)
      let standing = wanted(actor.sources.editions)
      add(
        AtlasLink(
          actor: actor.id, issue: nil, kind: "website", name: actor.name, link: actor.website,
          editions: standing, sources: actor.sources))
      for channel in actor.channels {
        guard let link = channel.link else { continue }
        add(
          AtlasLink(
            actor: actor.id, issue: nil, kind: "channel",
            name: "\(channel.platform) \(channel.handle)", link: link,
            editions: channel.editions.map { wanted(Array($0)) } ?? standing,
            sources: actor.sources))
      }
      for section in actor.sections {
        let standing = wanted(section.sources.editions)
        for mention in section.mentions {
          guard let link = mention.link else { continue }
          let editions =
            mention.editions.map { own in standing.filter { own.contains($0) } } ?? standing
          if editions.isEmpty { continue }
          add(
            AtlasLink(
              actor: actor.id, issue: section.issue, kind: mention.kind.rawValue,
              name: mention.name, link: link, editions: editions, sources: section.sources))
        }
      }
    }
    return links
  }
}
