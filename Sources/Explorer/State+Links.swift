import AtlasModel
import PlainText
import TextUI

extension State {
  /// The target that a command means: that of its count, the one in hand, or none.
  var meantTarget: Target? { target(count ?? link) }

  private func target(_ number: Int?) -> Target? {
    guard let number, derived.page.targets.indices.contains(number - 1) else { return nil }
    return derived.page.targets[number - 1]
  }

  /// What the link in hand leads to: its number may change with the page, this does not.
  var destinationInHand: Target.Destination? { target(link)?.destination }

  /// Takes the link in hand that leads to the same as before, if the page still has one.
  mutating func takeLink(to destination: Target.Destination?) {
    link = derived.page.targets.firstIndex { $0.destination == destination }.map { $0 + 1 }
  }

  /// Takes the next link in hand, or that of the count, and brings it on the screen.
  mutating func takeLink(_ direction: Direction) {
    let targets = derived.page.targets
    guard !targets.isEmpty else {
      message = "No link on this page"
      return
    }
    if let count {
      guard count <= targets.count else {
        message = "This page has \(targets.count) links"
        return
      }
      link = count
    } else if let current = link {
      let next = current + (direction == .forward ? 1 : -1)
      link = next < 1 ? targets.count : next > targets.count ? 1 : next
    } else {
      link = firstLinkInView(direction)
    }
    focus(on: .detail)
    guard let link else { return }
    if let line = derived.side.targetLines[link] {
      bringIntoSideView(line: line)
    } else if let line = derived.detail.targetLines[link] {
      bringIntoView(line: line)
    }
  }

  /// Without a link in hand the first one on the screen is taken, or the nearest beyond it.
  private func firstLinkInView(_ direction: Direction) -> Int {
    let lines = derived.detail.targetLines
    let ordered = lines.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
    let bottom = detailTop + visibleRows(of: .detail)
    let found =
      direction == .forward
      ? ordered.first { $0.value >= detailTop } : ordered.last { $0.value < bottom }
    return found?.key ?? 1
  }

  mutating func bringIntoSideView(line: Int) {
    let visible = max(1, visibleSideRows)
    if line < sideTop || line >= sideTop + visible { sideTop = max(0, line - visible / 3) }
  }

  mutating func bringIntoView(line: Int) {
    let visible = max(1, visibleRows(of: .detail))
    if line < detailTop || line >= detailTop + visible {
      detailTop = max(0, line - visible / 3)
    }
  }

  mutating func followLink() -> [Effect] {
    guard let target = meantTarget else {
      message =
        count.map { "No link \($0) on this page" }
        ?? (derived.page.targets.isEmpty
          ? "No link on this page" : "No link in hand: “\(keys.label(of: .nextLink))” takes one")
      return []
    }
    if let count { link = count }
    switch target.destination {
    case .page(let page):
      follow(page)
      return []
    case .link(let link): return open(link)
    }
  }

  /// Opens a link; its host is told before anything happens.
  mutating func open(_ link: Link) -> [Effect] {
    message = "Opening \(link.address.host) …"
    return [.open(link)]
  }

  /// Goes to a page, and remembers where from.
  mutating func follow(_ page: PageID) {
    prompt = nil
    remember()
    view = nil
    show(page)
    reveal()
    focus(on: .detail)
  }

  /// The link that a command means, or what says that there is none.
  private func meantLink() -> Link? {
    if let target = meantTarget { return link(of: target) }
    return count == nil ? atlas.link(of: page, in: edition) : nil
  }

  func link(of target: Target) -> Link? {
    switch target.destination {
    case .link(let link): link
    case .page(let page): atlas.link(of: page, in: edition)
    }
  }

  var noLink: String {
    if let count { return "No link \(count) on this page" }
    return "No link for \(atlas.breadcrumb(of: page).joined(separator: ", "))"
  }

  mutating func openLink() -> [Effect] {
    guard let link = meantLink() else {
      message = noLink
      return []
    }
    return open(link)
  }

  // MARK: What became of it

  mutating func note(_ outcome: CopyOutcome) -> [Effect] {
    defer { reasonToCopy = "" }
    let failed = outcome.failed.isEmpty ? "" : "; \(outcome.failed.joined(separator: ", "))"
    if !outcome.confirmed.isEmpty {
      message =
        reasonToCopy
        + "Copied (\(outcome.confirmed.joined(separator: ", "))\(failed)): "
        + Self.summary(of: outcome.text)
    } else if !outcome.unconfirmed.isEmpty {
      message =
        reasonToCopy
        + "Sent to the terminal (\(outcome.unconfirmed.joined(separator: ", ")), unconfirmed\(failed)): "
        + Self.summary(of: outcome.text)
    } else {
      let reason =
        outcome.failed.isEmpty
        ? "No clipboard here" : "No clipboard: \(outcome.failed.joined(separator: ", "))"
      if prompt != nil {
        // What is being typed is not to be covered.
        message = "\(reasonToCopy)\(reason); \(keys.label(of: .copyLink)) again shows the text"
        return []
      }
      overlay = .text(
        title: reasonToCopy + reason + ". Select the text with the mouse:", text: outcome.text,
        top: 0)
      return isMouseOn ? [.mouse(isOn: false)] : []
    }
    return []
  }

  mutating func note(_ outcome: OpenOutcome) -> [Effect] {
    switch outcome.result {
    case .started(let opener):
      message = "Opened \(outcome.link.address.host) (\(opener))"
      return []
    case .noOpener: reasonToCopy = "No browser here. "
    case .failed(let words): reasonToCopy = "\(words). "
    }
    return [.copy(outcome.link.marked)]
  }
}

extension Link {
  /// The address, and its mark where it is not seen: wherever it goes.
  var marked: String { address.text + markBehind }

  /// The mark as it stands behind an address or a name; nothing where the link is seen.
  var markBehind: String { status.mark.map { " " + $0 } ?? "" }
}
