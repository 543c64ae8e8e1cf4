import AtlasModel
import TextUI

extension State {
  /// Takes one event; says what is to be done outside, in this order.
  package mutating func update(_ event: Event) -> [Effect] {
    var effects: [Effect]
    switch event {
    case .input(.resize(let size)):
      resize(to: size)
      effects = []
    case .input(.pause):
      isWhichKeyShown = !pendingKeys.isEmpty && overlay == nil && searching == nil && chooser == nil
      effects = []
    case .input(.key(let key)):
      message = ""
      placesBeforeResizing = nil
      effects = take(key)
    case .input(.paste(let text)):
      message = ""
      placesBeforeResizing = nil
      paste(text)
      effects = []
    case .input(.mouse(let event)):
      message = ""
      placesBeforeResizing = nil
      effects = take(event)
    case .copied(let outcome): effects = note(outcome)
    case .opened(let outcome): effects = note(outcome)
    case .starKept(let ids, let failure):
      if let failure {
        message = "The star holds only until the end: \(failure)"
      } else {
        // Another program may have set some too.
        stars = ids
      }
      effects = []
    case .idle:
      lists.prepare()
      goOnSearching()
      goOnWithView()
      prepareExpectedPage()
      effects = []
    case .notice(let text):
      message = text
      effects = []
    }
    refresh()
    return effects
  }

  /// How long a chord waits for its next key before the keys are shown that it may go on with.
  static let whichKeyMilliseconds = 300

  private mutating func take(_ key: Key) -> [Effect] {
    if overlay != nil { return takeInOverlay(key) }
    if chooser != nil { return takeInChooser(key) }
    if searching != nil { return takeInSearch(key) }
    if view?.isTyping == true { return takeInViewPrompt(key) }
    if prompt != nil { return takeInPrompt(key) }
    if hints != nil { return takeInHints(key) }
    if takeDigit(key) { return [] }
    if count != nil || !pendingKeys.isEmpty, isWayOut(key) {
      count = nil
      pendingKeys = []
      isWhichKeyShown = false
      return []
    }
    pendingKeys.append(key)
    switch keys.reading(of: pendingKeys) {
    case .prefix: return [.wake(milliseconds: Self.whichKeyMilliseconds)]
    case .unknown:
      let typed = pendingKeys.map(\.label).joined()
      message = "\(typed) is no key here; \(keys.label(of: .help)) shows all keys"
      pendingKeys = []
      isWhichKeyShown = false
      count = nil
      return []
    case .command(let command):
      pendingKeys = []
      isWhichKeyShown = false
      defer { count = nil }
      return perform(command)
    }
  }

  /// Whether a key takes back what was begun instead of going on with it.
  private func isWayOut(_ key: Key) -> Bool {
    let reading = keys.reading(of: [key])
    return reading == .command(.escape) || reading == .command(.cancel)
  }

  /// Digits are a count for the command that follows; a 0 only after another digit.
  private mutating func takeDigit(_ key: Key) -> Bool {
    guard pendingKeys.isEmpty, let typed = key.typed, "0"..."9" ~= typed,
      count != nil || typed != "0"
    else { return false }
    // Six digits are more than any list or page has; further ones are dropped.
    let value = (count ?? 0) * 10 + Int(typed.value - 0x30)
    count = value > 999_999 ? count : value
    return true
  }
}

// MARK: Commands

extension State {
  mutating func perform(_ command: Command) -> [Effect] {
    if let effects = performInView(command) { return effects }
    switch command {
    case .moveDown: move(by: count ?? 1)
    case .moveUp: move(by: -(count ?? 1))
    case .moveToFirst: move(to: (count ?? 1) - 1)
    case .moveToLast: move(to: (count ?? .max) - 1)
    case .halfPageDown: move(by: halfPage * (count ?? 1))
    case .halfPageUp: move(by: -halfPage * (count ?? 1))
    case .pageDown: move(by: fullPage * (count ?? 1))
    case .pageUp: move(by: -fullPage * (count ?? 1))
    case .scrollDetailDown: detailTop += count ?? 1
    case .scrollDetailUp: detailTop -= count ?? 1
    case .scrollRight: detailColumn += 8 * (count ?? 1)
    case .scrollLeft: detailColumn -= 8 * (count ?? 1)
    case .nextGroup: moveToGroup(.forward)
    case .previousGroup: moveToGroup(.backward)

    case .paneLeft: focus(on: focus == .detail ? .second : .first)
    case .paneRight: focus(on: focus == .first ? .second : .detail)
    case .nextPane: focus(on: focus == .first ? .second : focus == .second ? .detail : .first)
    case .previousPane: focus(on: focus == .first ? .detail : focus == .second ? .first : .second)
    case .focusFirst: focus(on: .first)
    case .focusSecond: focus(on: .second)
    case .focusDetail: focus(on: .detail)
    case .enter: return enter()
    case .back: goBack()
    case .forward: goForward()
    case .turn: turn()

    case .filter: beginPrompt()
    case .clearFilters: clearFilters()
    case .searchEverything: beginSearch("")
    case .searchTitle: beginSearch(titleInHand)
    case .matching: changeMatching()
    case .orderByRelevance: order(.relevance)
    case .orderByAtlas: order(.atlas)
    case .orderByName: order(.name)
    case .orderByCount: order(.count)
    case .orderByYear: order(.year)
    case .nextMatch: moveToMatch(.forward)
    case .previousMatch: moveToMatch(.backward)
    case .nextLink: takeLink(.forward)
    case .previousLink: takeLink(.backward)
    case .copyLink: return copy(.link)
    case .copyMarkdownLink: return copy(.markdownLink)
    case .copyTitle: return copy(.title)
    case .copyCitation: return copyCitation()
    case .copyID: return copy(.id)
    case .copyJSON: return copy(.json)
    case .copyText: return copy(.text)
    case .copyPage: return copy(.page)
    case .copyRows: return copyRows()
    case .copyHint: beginHints(toCopy: true)
    case .open: return openLink()
    case .hints: beginHints(toCopy: false)
    case .chooseLink: chooseLink()

    case .toggleSelection: toggleSelection()
    case .range: toggleRange()
    case .selectAll: selectAll()
    case .clearSelection: clearSelection()
    case .star: return toggleStar()
    case .stars: chooseStar()
    case .matrix: open(.matrix)
    case .facts: open(.facts)
    case .links: open(.links)
    case .editions: open(.editions)
    case .compare: openCompare()
    case .timeline: open(.timeline)

    case .zoom: zoom()
    case .grow: widen(by: 2 * (count ?? 1))
    case .shrink: widen(by: -2 * (count ?? 1))
    case .resetSizes: widening = 0
    case .fold: fold()
    case .zoomIn:
      message =
        "\(keys.label(of: .zoomIn)) is for the timeline; \(keys.label(of: .timeline)) opens it"
    case .foldAll: foldAll()
    case .wrap: toggleWrap()
    case .edition: nextEdition()
    case .mouse:
      isMouseOn.toggle()
      message = isMouseOn ? "Mouse on" : "Mouse off: the terminal’s own selection works"
      return [.mouse(isOn: isMouseOn)]
    case .redraw: return [.redraw]
    case .help: overlay = .help(top: 0)
    case .palette: chooseCommand()
    case .history: chooseEarlier()
    case .escape: stepBack()
    case .quit:
      if isZoomed { isZoomed = false } else { return [.quit(exitCode: 0)] }
    case .quitNow: return [.quit(exitCode: 0)]
    case .cancel: return [.quit(exitCode: 130)]
    case .suspend: return [.suspend]
    }
    return []
  }

  private var halfPage: Int { max(1, visibleRows(of: focus) / 2) }
  /// One line of the page before stays in view.
  private var fullPage: Int { max(1, visibleRows(of: focus) - 1) }

  /// Gives a pane the focus; what is being typed over another one is kept as it stands.
  mutating func focus(on pane: Pane) {
    if prompt?.pane != pane { prompt = nil }
    focus = pane
    if pane != .detail { list = pane }
  }

  /// One step back: the range, the search, the filter, the link in hand, the selection, the pane.
  private mutating func stepBack() {
    if rangeStart != nil {
      rangeStart = nil
    } else if focus == .detail, !search.isEmpty {
      search = ""
      searchTerms = nil
    } else if focus == .detail, link != nil {
      link = nil
    } else if focus == .second, !secondQuery.isEmpty {
      secondQuery = ""
    } else if focus == .first, !firstQuery.isEmpty {
      firstQuery = ""
    } else if !selected.isEmpty, focus != .detail {
      clearSelection()
    } else {
      focus(on: focus == .detail ? .second : .first)
    }
  }

  private mutating func clearFilters() {
    if !secondQuery.isEmpty { wantedSecond = second }
    firstQuery = ""
    secondQuery = ""
    search = ""
    searchTerms = nil
    message = "All filters cleared"
  }

  /// Gives the pane in hand more columns, or rows where the lists stand above the detail.
  private mutating func widen(by columns: Int) {
    guard derived.arrangement.shape != .single, !isZoomed else {
      message = "There is one pane on the screen only"
      return
    }
    widening += focus == .detail ? -columns : columns
  }

  private mutating func zoom() {
    if derived.arrangement.shape == .single, !isZoomed {
      message = "There is room for one pane only"
    } else {
      isZoomed.toggle()
    }
  }

  private mutating func toggleWrap() {
    let element = derived.detail.lines.dropFirst(detailTop).first?.span.element ?? 0
    isWrapped.toggle()
    // The same paragraph stays at the top.
    refresh()
    detailTop = derived.detail.line(of: TextSpan(isInSide: false, element: element, range: 0..<0))
    message =
      isWrapped
      ? "Lines are wrapped"
      : "Lines are not wrapped; \(keys.label(of: .scrollRight)) and "
        + "\(keys.label(of: .scrollLeft)) move sideways"
  }

  private mutating func nextEdition() {
    let choices = [.newest] + atlas.editions.reversed().map { EditionChoice.only($0.id) }
    let place = choices.firstIndex(of: edition) ?? 0
    edition = choices[(place + 1) % choices.count]
    message =
      switch edition {
      case .newest: "Newest text of each section"
      case .only(let id): "\(atlas.edition(id)?.dateInWords ?? id.text) alone"
      }
  }

  /// Folds or unfolds the basket in hand, or that of the issue in hand.
  mutating func fold() {
    guard canFold() else { return }
    guard let content = content(of: list), let row = row(in: list),
      let place = content.place(of: row),
      case .basket(let basket)? = content.rows[...place].last(where: \.row.isBasket)?.row
    else {
      message = "No basket here"
      return
    }
    if folded.remove(basket) != nil { return }
    folded.insert(basket)
    select(.basket(basket), in: list)
  }

  /// Whether folding would be seen; says why not.
  private mutating func canFold() -> Bool {
    guard listQuestion.isFiltered else { return true }
    message = "A filter unfolds every basket; \(keys.label(of: .clearFilters)) clears it"
    return false
  }

  private mutating func foldAll() {
    guard canFold() else { return }
    folded = folded.isEmpty ? Set(atlas.baskets.map(\.id)) : []
  }
}

extension Row {
  var isBasket: Bool { if case .basket = self { true } else { false } }
}
