package import FuzzyMatching
import TextUI

/// What `pick` offers: rows with the names under which a query finds them.
package struct PickList: Sendable {
  package let title: String
  package let items: [Item]
  package let query: String

  package struct Item: Sendable {
    package let name: String
    /// What stands faint beside it.
    package let detail: String
    package let names: [IndexedName]
    /// What stands before it in a column of its own, such as keys.
    package let label: String

    package init(name: String, detail: String, names: [IndexedName], label: String = "") {
      self.label = label
      self.name = name
      self.detail = detail
      self.names = names
    }
  }

  package init(title: String, items: [Item], query: String) {
    self.title = title
    self.items = items
    self.query = query
  }

  /// The places of what a query finds, best first; all of them where it asks nothing.
  package func places(meeting query: String) -> [Int] {
    let chooser = Chooser(picking: PickList(title: title, items: items, query: query))
    return chooser.found.map(\.place)
  }
}

/// A list over the whole screen from which something is chosen, narrowed by typing.
struct Chooser: Sendable {
  typealias Item = PickList.Item

  /// What choosing does.
  enum Purpose: Sendable {
    /// Goes to a page, one for each item.
    case follow([PageID])
    /// Follows or opens a numbered part of the page, one for each item.
    case link
    /// Runs a command, one for each item.
    case run([Command])
    /// Goes back to one of the pages that one came from, the last one first.
    case back
    /// Ends the program with what was picked.
    case pick
  }

  struct Found: Hashable, Sendable {
    /// The place among the items, counted from 0.
    let place: Int
    let isClose: Bool
  }

  let title: String
  /// What typing is for: `go to`, `open`.
  let prompt: String
  let items: [Item]
  let purpose: Purpose
  /// Columns of the widest label; 0 where there is none.
  let labelWidth: Int
  private let index: NameIndex
  private var narrowing = Narrowing()
  private(set) var line: InputLine
  /// What the typed query finds, best first; all items where nothing is typed.
  private(set) var found: [Found] = []
  /// The row in hand and the first one on the screen, counted from 0 among those found.
  private(set) var selected = 0
  private(set) var top = 0
  /// Items taken along, by their places, in the order in which they were taken.
  private(set) var picked: [Int] = []

  init(title: String, prompt: String, items: [Item], purpose: Purpose, query: String = "") {
    self.title = title
    self.prompt = prompt
    self.items = items
    self.purpose = purpose
    labelWidth = items.map { DisplayWidth.of($0.label) }.max() ?? 0
    index = NameIndex(
      items.map { [IndexedName($0.name, .label, field: "name")] + $0.names })
    line = InputLine(query)
    find()
  }

  init(picking list: PickList) {
    self.init(
      title: list.title, prompt: "pick", items: list.items, purpose: .pick, query: list.query)
  }

  var query: Query { Matching.fuzzy.query(line.text) }

  private mutating func find() {
    let query = query
    if query.isEmpty {
      found = items.indices.map { Found(place: $0, isClose: false) }
    } else {
      let question = NameQuestion(query, records: items.indices)
      found = index.hits(question, narrowing: &narrowing).map {
        Found(place: $0.record, isClose: $0.isClose)
      }
    }
    selected = 0
    top = 0
  }

  mutating func edit(_ change: (inout InputLine) -> Void) {
    let before = line.text
    change(&line)
    if line.text != before { find() }
  }

  mutating func type(_ text: String) { edit { $0.insert(text) } }

  mutating func move(by rows: Int) {
    selected = min(max(0, selected + rows), max(0, found.count - 1))
  }

  /// Takes a row in hand, counted from 0 among those found.
  mutating func take(_ place: Int) {
    if found.indices.contains(place) { selected = place }
  }

  /// Takes the item in hand along, or no longer.
  mutating func togglePick() {
    guard found.indices.contains(selected) else { return }
    let item = found[selected].place
    if let place = picked.firstIndex(of: item) {
      picked.remove(at: place)
    } else {
      picked.append(item)
    }
  }

  /// What `Enter` means: the items taken along, or the one in hand.
  var chosen: [Int] {
    if !picked.isEmpty { return picked }
    return found.indices.contains(selected) ? [found[selected].place] : []
  }

  mutating func keepInView(rows: Int) {
    let rows = max(1, rows)
    selected = min(max(0, selected), max(0, found.count - 1))
    top = min(max(min(top, selected), selected - rows + 1), max(0, found.count - rows))
  }

  /// Matched scalars of an item's name, and what else was matched where the name does not hold it.
  func marks(of item: Int) -> (name: [Range<Int>], other: String?) {
    guard !query.isEmpty else { return ([], nil) }
    let marks = index.marks(NameQuestion(query, records: item..<item + 1), in: item)
    let names = index.ownNames(of: item)
    let name = Search.ranges(marks.filter { $0.name == 0 }.flatMap(\.places))
    return (name, marks.first { $0.name > 0 }.map { names[$0.name].text })
  }
}
