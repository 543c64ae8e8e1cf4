import AtlasModel
import FuzzyMatching
import TextUI

extension State {
  /// All commands by what they do, with their keys; `Enter` runs one.
  mutating func chooseCommand() {
    let bindings = keys.bindings.filter { $0.command != .palette && $0.command != .escape }
    chooser = Chooser(
      title: "All commands", prompt: "run",
      items: bindings.map { binding in
        let name = binding.command.name.replacing("-", with: " ")
        return Chooser.Item(
          name: binding.words, detail: name,
          names: [IndexedName(name, .otherName, field: "command")],
          label: Keymap.labels(of: binding.keys))
      }, purpose: .run(bindings.map(\.command)))
  }

  /// The pages and views that `H` leads back to, the last one first.
  mutating func chooseEarlier() {
    guard !earlier.isEmpty else {
      message = "No earlier page"
      return
    }
    chooser = Chooser(
      title: "Where you came from", prompt: "go back to",
      items: earlier.reversed().map { place in
        let page = Self.page(of: place.first, place.second)
        let way = atlas.breadcrumb(of: page).joined(separator: " › ")
        return Chooser.Item(
          name: place.view.map { $0.kind.rawValue.capitalisedFirst } ?? way,
          detail: place.view == nil ? "" : "over \(way)", names: [])
      }, purpose: .back)
  }
}

extension String {
  /// With a capital at the beginning.
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
