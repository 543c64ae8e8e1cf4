import AtlasModel
import Explorer
import FuzzyMatching
import PlainText

/// What a reader may call things on the command line: ids, acronyms, names, or an unambiguous beginning.
struct Names {
  let atlas: Atlas

  /// - Throws: ``Failure`` with the nearest names.
  func actor(_ typed: String) throws(Failure) -> Actor.ID {
    try find(typed, "actor", in: knownActors)
  }

  /// - Throws: ``Failure`` with the nearest names.
  func issue(_ typed: String) throws(Failure) -> Issue.ID {
    try find(typed, "issue", in: knownIssues)
  }

  /// - Throws: ``Failure`` with the nearest names.
  func basket(_ typed: String) throws(Failure) -> Basket.ID {
    try find(typed, "basket", in: atlas.baskets.map { ([$0.id.text, $0.name], $0.id) })
  }

  /// The page of `ACTOR [ISSUE]`, `ISSUE`, or a page's id such as `itu/e-waste`.
  ///
  /// - Throws: ``Failure`` with the nearest names.
  func page(_ words: [String]) throws(Failure) -> PageID {
    var words = words
    if words.count == 1, let slash = words[0].firstIndex(of: "/") {
      let (kind, rest) = (words[0][..<slash], String(words[0][words[0].index(after: slash)...]))
      switch kind {
      case "issue": return .issue(try issue(rest))
      case "basket": return .basket(try basket(rest))
      default: words = [String(kind), rest]
      }
    }
    if words.count == 2 {
      // Either order is understood; what is said of a wrong name is said of the documented one.
      if (try? actor(words[0])) == nil, let issue = try? issue(words[0]),
        let actor = try? actor(words[1])
      {
        words = [actor.text, issue.text]
      }
      let entry = Entry.ID(actor: try actor(words[0]), issue: try issue(words[1]))
      guard atlas.entry(entry) != nil else { throw Failure(.nothing, lacking(entry)) }
      return .entry(entry)
    }
    if words[0] == "atlas" { return .atlas }
    return try find(
      words[0], "actor or issue",
      in: knownActors.map { ($0, PageID.actor($1)) } + knownIssues.map { ($0, PageID.issue($1)) })
  }

  var knownActors: [([String], Actor.ID)] {
    atlas.actors.map { actor in
      ([actor.id.text, actor.label, actor.name] + actor.otherNames.map(\.name), actor.id)
    }
  }

  var knownIssues: [([String], Issue.ID)] {
    atlas.issues.map { issue in
      ([issue.id.text, issue.name] + issue.aliases + issue.otherNames.map(\.name), issue.id)
    }
  }

  /// Why there is no section of these actors on these issues; no actors or issues are all of them.
  func lacking(sectionsOf actors: [Actor.ID], on issues: [Issue.ID]) -> String {
    if actors.count == 1, issues.count == 1 {
      return lacking(Entry.ID(actor: actors[0], issue: issues[0]))
    }
    let labels = actors.map { atlas.actor($0)?.label ?? $0.text }.joined(separator: ", ")
    let names = issues.map { atlas.issue($0)?.name ?? $0.text }.joined(separator: ", ")
    return "no section" + (labels.isEmpty ? "" : " of \(labels)")
      + (names.isEmpty ? "" : " on \(names)")
  }

  /// Why an actor has no page on an issue, and who has one.
  func lacking(_ entry: Entry.ID) -> String {
    let actor = atlas.actor(entry.actor)?.label ?? entry.actor.text
    let issue = atlas.issue(entry.issue)?.name ?? entry.issue.text
    let others = atlas.entries(on: entry.issue).map(\.id.actor.text)
    let holders =
      others.isEmpty ? "nobody has one" : "those with one: " + others.joined(separator: ", ")
    switch atlas.standing(of: entry.issue, for: entry.actor) {
    case .namedOnly:
      return "\(actor) has no section on \(issue), but names it in passing; \(holders); "
        + "try 'geneva-atlas show issue/\(entry.issue)'"
    case .withSection, .notNamed: return "\(actor) has no section on \(issue); \(holders)"
    }
  }

  /// An equal name first, then a beginning that only one has.
  ///
  /// The first two names of each are its id and what lists call it.
  private func find<ID: Hashable>(
    _ typed: String, _ what: String, in known: [([String], ID)]
  ) throws(Failure) -> ID {
    let wanted = FoldedText(typed).scalars
    let folded = known.map { names, id in (names.map { FoldedText($0).scalars }, id) }
    if let exact = folded.first(where: { $0.0.contains(wanted) }) { return exact.1 }
    // The beginning of an id or a label comes before that of a full name, an alias or another language.
    var begun: [([[UInt32]], ID)] = []
    for kinds in [0..<2, 2..<Int.max] where begun.isEmpty && !wanted.isEmpty {
      begun = folded.filter { names, _ in
        names.enumerated().contains { kinds.contains($0) && $1.starts(with: wanted) }
      }
    }
    if begun.count == 1 { return begun[0].1 }
    let names = known.map { $0.0[0] }
    if begun.count > 1 {
      let matching = zip(names, folded).filter { pair in begun.contains { $0.1 == pair.1.1 } }
      let words = matching.map(\.0).joined(separator: ", ")
      throw Failure(.nothing, "'\(typed)' begins more than one \(what): \(words)")
    }
    let near = nearestNames(to: typed, among: names)
    throw Failure(.nothing, "'\(typed)' is no \(what) of this atlas" + nearestHint(near))
  }
}
