import AtlasModel
import PlainText
import TextUI

extension State {
  /// The target that a command means: that of its count, the one in hand, or none.
  private var meantTarget: (number: Int, target: Target)? {
    let targets = derived.page.targets
    guard let number = count ?? link, (1...max(1, targets.count)).contains(number),
      !targets.isEmpty
    else { return nil }
    return (number, targets[number - 1])
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
      let visible = max(1, visibleSideRows)
      if line < sideTop || line >= sideTop + visible { sideTop = line - visible / 3 }
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

  mutating func bringIntoView(line: Int) {
    let visible = max(1, visibleRows(of: .detail))
    if line < detailTop || line >= detailTop + visible {
      detailTop = max(0, line - visible / 3)
    }
  }

  mutating func followLink() -> [Effect] {
    guard let (number, target) = meantTarget else {
      message =
        derived.page.targets.isEmpty
        ? "No link on this page"
        : "No link in hand; \(keys.label(of: .nextLink)) takes one"
      return []
    }
    switch target.destination {
    case .page(let page):
      link = number
      follow(page)
      return []
    case .link(let link): return [.open(link.address)]
    }
  }

  /// Goes to a page, and remembers where from.
  mutating func follow(_ page: PageID) {
    remember()
    show(page)
    reveal()
    focus(on: .detail)
  }

  /// The link that a command means, or what says that there is none.
  private func meantLink() -> Link? {
    if let (_, target) = meantTarget {
      switch target.destination {
      case .link(let link): return link
      case .page(let page): return atlas.link(of: page)
      }
    }
    return count == nil ? atlas.link(of: page) : nil
  }

  private var noLink: String {
    if let count { return "No link \(count) on this page" }
    return "No link for \(atlas.breadcrumb(of: page).joined(separator: ", "))"
  }

  mutating func copyLink() -> [Effect] {
    guard let link = meantLink() else {
      message = noLink
      return []
    }
    // What is not seen carries its mark wherever it goes.
    let mark = link.status.mark.map { " " + $0 } ?? ""
    return [.copy(link.address.text + mark)]
  }

  mutating func openLink() -> [Effect] {
    guard let link = meantLink() else {
      message = noLink
      return []
    }
    message = "Opening \(link.address.host) …"
    return [.open(link.address)]
  }

  // MARK: What became of it

  mutating func note(_ outcome: CopyOutcome) -> [Effect] {
    if !outcome.confirmed.isEmpty {
      message = "Copied (\(outcome.confirmed.joined(separator: ", "))): \(outcome.text)"
    } else if !outcome.unconfirmed.isEmpty {
      message =
        "Sent to the terminal (\(outcome.unconfirmed.joined(separator: ", ")), unconfirmed): "
        + outcome.text
    } else {
      let reason =
        outcome.failed.isEmpty
        ? "No clipboard here" : "No clipboard: \(outcome.failed.joined(separator: ", "))"
      overlay = .text(
        title: "\(reason). Select the text with the mouse:", text: outcome.text, top: 0)
      return isMouseOn ? [.mouse(isOn: false)] : []
    }
    return []
  }

  mutating func note(_ outcome: OpenOutcome) -> [Effect] {
    let text = outcome.address.text
    switch outcome.result {
    case .started(let opener):
      message = "Opened \(outcome.address.host) (\(opener))"
      return []
    case .noOpener:
      return [.copy(text)]
    case .failed(let opener):
      message = "\(opener) could not open \(text)"
      return [.copy(text)]
    }
  }
}
