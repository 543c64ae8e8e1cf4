package import AtlasModel
import TextUI

extension Page {
  /// The page of a thing that sections name: what it is, its link, who names it where.
  ///
  /// Its id is that of the first page that names it.
  package init(of thing: NamedThing, in atlas: Atlas, _ choice: EditionChoice) {
    var builder = PageBuilder(atlas: atlas, choice: choice)
    builder.addThing(thing)
    self = builder.page(thing.places.first?.page ?? .atlas)
  }
}

extension PageBuilder {
  fileprivate mutating func addThing(_ thing: NamedThing) {
    addTitle(thing.nameInWords)
    let kind = thing.kind.rawValue
    addText(kind.prefix(1).uppercased() + kind.dropFirst(), role: .faint)
    addBlank()
    if let link = thing.link {
      addTarget(Target(name: thing.name, destination: .link(link)), to: \.body)
    }
    if let actor = thing.actor.flatMap({ atlas.actor($0) }) {
      addTarget(Target(name: actor.name, destination: .page(.actor(actor.id))), to: \.body)
    }
    if thing.link == nil, thing.actor == nil {
      addText("No link is known.", role: .faint)
    }
    for note in thing.notes { addNote(note) }
    addHeading("Who names it", to: \.body)
    for place in thing.places {
      let label = atlas.actor(place.actor)?.label ?? place.actor.text
      addTarget(
        Target(name: "\(label): \(place.section.title)", destination: .page(place.page)),
        detail: place.editions.map(\.dateInWords).joined(separator: " and "), to: \.body)
      if let sentence = place.sentence { addText(sentence, indent: 4) }
    }
    editions = thing.places.flatMap(\.editions)
  }
}
