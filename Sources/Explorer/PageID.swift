package import AtlasModel

/// A page of the detail, by what it is about.
///
/// Its text is what `show` takes and `yi` copies: `itu`, `issue/e-waste`, `itu/e-waste`,
/// `basket/development`, `atlas`.
package enum PageID: Hashable, Sendable {
  case atlas
  case basket(Basket.ID)
  case actor(Actor.ID)
  case issue(Issue.ID)
  case entry(Entry.ID)

  package var text: String {
    switch self {
    case .atlas: "atlas"
    case .basket(let id): "basket/\(id)"
    case .actor(let id): id.text
    case .issue(let id): "issue/\(id)"
    case .entry(let id): "\(id.actor)/\(id.issue)"
    }
  }
}

extension Atlas {
  /// The names that lead to a page, outermost first: *ITU*, *E-waste*.
  package func breadcrumb(of page: PageID) -> [String] {
    switch page {
    case .atlas: ["The atlas"]
    case .basket(let id): [basket(id)?.name ?? id.text]
    case .actor(let id): [actor(id)?.label ?? id.text]
    case .issue(let id): [issue(id)?.name ?? id.text]
    case .entry(let id):
      [actor(id.actor)?.label ?? id.actor.text, issue(id.issue)?.name ?? id.issue.text]
    }
  }

  /// The link that `o` opens and `yy` copies on a page without a link in hand.
  package func link(of page: PageID, in choice: EditionChoice) -> Link? {
    switch page {
    case .atlas, .basket: nil
    case .actor(let id): actor(id)?.website
    case .issue(let id): issue(id)?.link
    case .entry(let id): link(of: id, in: choice)
    }
  }
}

extension Section {
  /// The page on which an actor's section stands: that of its issue, or the profile.
  package func page(of actor: Actor.ID) -> PageID {
    issue.map { .entry(Entry.ID(actor: actor, issue: $0)) } ?? .actor(actor)
  }
}

extension Atlas {
  /// The page on which a section stands.
  package func page(of reference: SectionReference) -> PageID {
    section(reference)?.page(of: reference.actor) ?? .actor(reference.actor)
  }
}
