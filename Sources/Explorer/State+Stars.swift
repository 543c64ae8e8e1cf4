package import AtlasModel
import FuzzyMatching
import TextUI

extension State {
  func isStarred(_ page: PageID) -> Bool { stars.contains(page.text) }

  /// Stars the page in hand, or takes its star away.
  mutating func toggleStar() -> [Effect] {
    guard let page = pageInHand else {
      message = "No page in hand"
      return []
    }
    let id = page.text
    let name = atlas.breadcrumb(of: page).joined(separator: " › ")
    let isOn = !stars.contains(id)
    if isOn { stars.append(id) } else { stars.removeAll { $0 == id } }
    message =
      isOn
      ? "Starred: \(name); \(keys.label(of: .stars)) lists all" : "No longer starred: \(name)"
    return [.star(page, isOn: isOn)]
  }

  /// All starred pages that this atlas has, the last one first.
  mutating func chooseStar() {
    let pages = stars.reversed().compactMap { PageID($0, in: atlas) }
    guard !pages.isEmpty else {
      message =
        stars.isEmpty
        ? "No page is starred; \(keys.label(of: .star)) stars the one in hand"
        : "This atlas has none of the \(stars.count) starred pages"
      return
    }
    let missing = stars.count - pages.count
    if missing > 0 { message = "\(missing) more are not in this atlas" }
    lists.prepare()
    chooser = Chooser(
      title: "Stars", prompt: "go to",
      items: pages.map { page in
        Chooser.Item(
          name: atlas.breadcrumb(of: page).joined(separator: " › "), detail: detail(of: page),
          names: names(of: page))
      }, purpose: .follow(pages))
  }

  private func detail(of page: PageID) -> String {
    switch page {
    case .actor(let id): atlas.actor(id)?.name ?? ""
    case .issue(let id): atlas.issue(id).flatMap { atlas.basket($0.basket)?.name } ?? ""
    case .entry(let id):
      atlas.issue(id.issue).flatMap { atlas.basket($0.basket)?.name } ?? ""
    case .atlas, .basket: ""
    }
  }

  private func names(of page: PageID) -> [IndexedName] {
    let thing: IndexedThing? =
      switch page {
      case .actor(let id): .actor(id)
      case .issue(let id): .issue(id)
      case .entry(let id): .entry(id)
      case .atlas, .basket: nil
      }
    return thing.map { AtlasIndex.names(of: $0, in: atlas) } ?? []
  }

  /// All links of the page, to open or to go to one.
  mutating func chooseLink() {
    let targets = derived.page.targets
    guard !targets.isEmpty else {
      message = "No link on this page"
      return
    }
    chooser = Chooser(
      title: "Links of " + atlas.breadcrumb(of: page).joined(separator: " › "), prompt: "open",
      items: targets.enumerated().map { place, target in
        Chooser.Item(
          name: "[\(place + 1)] " + target.name, detail: words(for: target),
          names: [IndexedName(words(for: target), .otherName, field: "url")])
      }, purpose: .link)
    if let link { chooser?.take(link - 1) }
  }
}

extension PageID {
  /// The page that an id means, if an atlas has it.
  package init?(_ text: String, in atlas: Atlas) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch (parts.count, parts[0]) {
    case (1, "atlas"): self = .atlas
    case (1, let id): self = .actor(Actor.ID(id))
    case (2, "issue"): self = .issue(Issue.ID(parts[1]))
    case (2, "basket"): self = .basket(Basket.ID(parts[1]))
    case (2, let id):
      self = .entry(Entry.ID(actor: Actor.ID(id), issue: Issue.ID(parts[1])))
    default: return nil
    }
    let isKnown =
      switch self {
      case .atlas: true
      case .actor(let id): atlas.actor(id) != nil
      case .issue(let id): atlas.issue(id) != nil
      case .basket(let id): atlas.basket(id) != nil
      case .entry(let id): atlas.entry(id) != nil
      }
    if !isKnown { return nil }
  }
}
