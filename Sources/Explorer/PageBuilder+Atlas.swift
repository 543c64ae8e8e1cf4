import AtlasModel
import TextUI

extension PageBuilder {
  /// The atlas's own page: what this is, whose text of which date, what our copy lacks, how to begin.
  mutating func addAtlas(keys: Keymap) {
    addTitle("Geneva Digital Atlas")
    addBlank()
    let actors = Self.inWords(atlas.actors.count)
    let organisations = atlas.actors.count == 1 ? "organisation" : "organisations"
    addText(
      "\(actors.capitalisedFirst) \(organisations) in Geneva, the digital policy issues that each "
        + "works on, and what each does. Choose one on the left, or turn the lists round and "
        + "start from an issue.")
    addBlank()
    let withSection = atlas.issues.filter { atlas.standing(of: $0.id) == .withSection }.count
    let namedOnly = atlas.issues.filter { atlas.standing(of: $0.id) == .namedOnly }.count
    let mentions = atlas.actors.reduce(0) { $0 + $1.sections.reduce(0) { $0 + $1.mentions.count } }
    let facts = atlas.actors.reduce(0) { $0 + $1.sections.reduce(0) { $0 + $1.facts.count } }
    let sections = atlas.actors.reduce(0) { $0 + $1.sections.count }
    addLabelled("Actors", "\(atlas.actors.count)")
    addLabelled(
      "Issues",
      "\(atlas.issues.count): \(withSection) with a section, \(namedOnly) named only, "
        + "\(atlas.issues.count - withSection - namedOnly) not named")
    addLabelled("Sections", "\(sections), with \(facts) facts and \(mentions) mentions")
    addHeading("Begin with", to: \.body)
    for (command, words) in keys.firstSteps {
      addLabelled(keys.label(of: command), words)
    }
    addHeading("Whose text", to: \.body)
    for edition in atlas.editions.reversed() {
      addText("\(edition.dateInWords): \(edition.name)")
      if let note = edition.note { addText(note, role: .faint, indent: 2) }
    }
    addText(
      "Without a choice of edition each section shows its newest text that our copy holds. "
        + "The words are ours, paraphrased; facts and names are the atlas’s.", role: .faint)
    addGaps()
    editions = atlas.editions
  }

  private mutating func addGaps() {
    let gaps = atlas.editions.flatMap { edition in
      atlas.actors.compactMap { actor in
        atlas.lastSection(of: actor, beforeCutIn: edition.id).map { last in
          "\(edition.dateInWords), \(actor.label): our copy ends after “\(last.title)”."
        }
      }
    }
    guard !gaps.isEmpty else { return }
    addHeading("What our copy lacks", to: \.body)
    for gap in gaps { addText(gap) }
  }
}

extension String {
  fileprivate var capitalisedFirst: String {
    guard let first else { return self }
    return first.uppercased() + dropFirst()
  }
}
