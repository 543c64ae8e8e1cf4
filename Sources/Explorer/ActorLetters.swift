import AtlasModel
import PlainText

/// A letter for each actor, so that marks of one cell tell whose they are.
///
/// The first letter of its label that no actor before it has; then any letter or digit that is left. Where
/// there are more actors than those, letters are shared, and rows tell the actors apart.
struct ActorLetters: Sendable {
  /// One for each actor, in the atlas's order.
  let letters: [Unicode.Scalar]

  private static let all = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".unicodeScalars)

  init(_ actors: [Actor]) {
    var taken: Set<Unicode.Scalar> = []
    letters = actors.map { actor in
      let own = actor.label.unicodeScalars.compactMap(Self.letter)
      let letter =
        own.first { !taken.contains($0) }
        ?? (taken.count < Self.all.count ? Self.all.first { !taken.contains($0) } : nil)
        ?? own.first ?? "?"
      taken.insert(letter)
      return letter
    }
  }

  /// The capital letter or digit that stands for a scalar of a label; nil for blanks and signs.
  private static func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    let twin = Normalisation.asciiTwin(of: scalar)
    let capital = "a"..."z" ~= twin ? Unicode.Scalar(twin.value - 32) : twin
    return capital.flatMap { all.contains($0) ? $0 : nil }
  }
}
