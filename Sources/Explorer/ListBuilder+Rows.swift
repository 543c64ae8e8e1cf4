import AtlasModel
import FuzzyMatching

/// Puts rows into words.
extension ListBuilder {
  /// - Parameters:
  ///   - chosen: what is chosen in the first list, for a row of the second; nil for one of the first.
  func drawn(_ row: ListRow, for chosen: Row?, _ question: ListQuestion) -> DrawnRow {
    var drawn = DrawnRow(name: name(of: row.row))
    switch row.row {
    case .atlas, .overview: break
    case .basket: drawn.count = String(row.memberCount)
    case .actor(let id):
      let name = atlas.actors[row.place].name
      drawn.detail = name == drawn.name ? nil : name
      drawn.count = count(of: id, for: chosen)
      if case .issue(let issue)? = chosen {
        show(Entry.ID(actor: id, issue: issue), question.edition, in: &drawn)
      }
    case .issue(let id):
      if case .actor(let actor)? = chosen {
        let others = atlas.entryCount(on: id) - 1
        drawn.count = others > 0 ? "+\(others)" : ""
        show(Entry.ID(actor: actor, issue: id), question.edition, in: &drawn)
      } else {
        show(atlas.standing(of: id), of: id, in: &drawn)
      }
    }
    mark(row, chosen == nil ? question.first : question.second, in: &drawn)
    return drawn
  }

  func name(of row: Row) -> String {
    switch row {
    case .atlas: "The atlas"
    case .overview: "Overview"
    case .basket(let id): atlas.basket(id)?.name ?? id.text
    case .actor(let id): atlas.actor(id)?.label ?? id.text
    case .issue(let id): atlas.issue(id)?.name ?? id.text
    }
  }

  /// How many entries stand behind a row.
  func entryCount(of row: Row) -> Int {
    switch row {
    case .actor(let id): atlas.entryCount(of: id)
    case .issue(let id): atlas.entryCount(on: id)
    case .atlas, .overview, .basket: 0
    }
  }

  private func count(of actor: Actor.ID, for chosen: Row?) -> String {
    guard case .issue(let issue)? = chosen else { return String(atlas.entryCount(of: actor)) }
    let sections = atlas.entry(Entry.ID(actor: actor, issue: issue))?.sections.count ?? 0
    return sections > 1 ? "\(sections) sections" : ""
  }

  /// An entry that the chosen edition lacks is faint and says which one has it.
  private func show(_ id: Entry.ID, _ choice: EditionChoice, in drawn: inout DrawnRow) {
    guard let entry = atlas.entry(id), !atlas.stands(entry, in: choice),
      let edition = atlas.newestEdition(of: entry)
    else { return }
    drawn.count = edition.id.text
    drawn.isFaint = true
  }

  private func show(_ standing: Standing, of issue: Issue.ID, in drawn: inout DrawnRow) {
    switch standing {
    case .withSection: drawn.count = String(atlas.entryCount(on: issue))
    case .namedOnly:
      drawn.count = "(\(Set(atlas.sections(touching: issue).map(\.actor)).count))"
      drawn.isFaint = true
    case .notNamed:
      drawn.count = "–"
      drawn.isFaint = true
    }
  }

  /// What a query matches in the row; an alias where its name does not hold it.
  private func mark(_ row: ListRow, _ query: Query, in drawn: inout DrawnRow) {
    guard let record = row.hit?.record, let search else { return }
    let index = search.index
    let names = index.names.ownNames(of: record)
    let question = NameQuestion(
      query, records: record..<record + 1,
      ignoredField: index.entries.contains(record) ? "actor" : nil)
    let marks = index.names.marks(question, in: record)
    drawn.nameMatches = Search.ranges(marks.filter { $0.name == 0 }.flatMap(\.places))
    guard let other = marks.first(where: { $0.name > 0 })?.name else { return }
    drawn.aliasMatches = Search.ranges(marks.filter { $0.name == other }.flatMap(\.places))
    let alias = names[other].text
    drawn.alias = alias == drawn.detail ? nil : alias
  }
}
