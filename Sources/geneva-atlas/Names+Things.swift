import AtlasModel
import Explorer
import FuzzyMatching
import PlainText

/// What `show` can show.
enum Shown {
  case page(PageID)
  case thing(NamedThing)
}

extension Names {
  /// A page, or a thing that sections name, by its name or acronym.
  ///
  /// What is called so comes before what begins so, and otherwise a page before a thing; `mention/WSIS` is the
  /// thing even where an issue is found under the same name.
  ///
  /// - Throws: ``Failure`` with the nearest names.
  func shown(_ words: [String], in choice: EditionChoice) throws(Failure) -> Shown {
    let things = atlas.namedThings(in: choice)
    let prefix = "mention/"
    let typed = words.joined(separator: " ")
    if typed.hasPrefix(prefix) {
      let name = String(typed.dropFirst(prefix.count))
      if let thing = try thing(called: name, among: things) { return .thing(thing) }
      if let thing = try thing(beginning: name, among: things) { return .thing(thing) }
      throw unknown(name, "named thing", among: things.flatMap(\.names))
    }
    let wanted = FoldedText(typed).scalars
    let pageNames = (knownActors.map(\.0) + knownIssues.map(\.0)).joined()
      .map { FoldedText($0).scalars }
    let isPage = typed == "atlas" || pageNames.contains(wanted)
    if !isPage, let thing = try thing(called: typed, among: things) { return .thing(thing) }
    let beginsPage = pageNames.contains { $0.starts(with: wanted) }
    if words.count > 1 || beginsPage || isPage || typed.contains("/") {
      return .page(try page(words))
    }
    if let thing = try thing(beginning: typed, among: things) { return .thing(thing) }
    let ids = knownActors.map(\.0[0]) + knownIssues.map(\.0[0])
    throw unknown(
      typed, "actor or issue of this atlas, and nothing named in it",
      among: ids + things.flatMap(\.names))
  }

  private func thing(called typed: String, among things: [NamedThing]) throws(Failure)
    -> NamedThing?
  {
    let wanted = FoldedText(typed).scalars
    let named = things.filter { $0.name == typed }
    let called = things.filter { thing in
      thing.names.contains { FoldedText($0).scalars == wanted }
    }
    return try only(named.isEmpty ? called : named, typed, "is what more than one thing is called")
  }

  private func thing(beginning typed: String, among things: [NamedThing]) throws(Failure)
    -> NamedThing?
  {
    let wanted = FoldedText(typed).scalars
    guard !wanted.isEmpty else { return nil }
    let begun = things.filter { thing in
      thing.names.contains { FoldedText($0).scalars.starts(with: wanted) }
    }
    return try only(begun, typed, "begins more than one name")
  }

  /// The one thing that there is; nil where there is none.
  private func only(_ things: [NamedThing], _ typed: String, _ fault: String) throws(Failure)
    -> NamedThing?
  {
    guard things.count > 1 else { return things.first }
    let names = things.prefix(5).map { "'\($0.name)'" }.joined(separator: ", ")
    let more = things.count > 5 ? " and \(things.count - 5) more" : ""
    throw Failure(.nothing, "'\(typed)' \(fault): \(names)\(more)")
  }

  private func unknown(_ typed: String, _ what: String, among names: [String]) -> Failure {
    Failure(
      .nothing, "'\(typed)' is no \(what)" + nearestHint(nearestNames(to: typed, among: names)))
  }
}
