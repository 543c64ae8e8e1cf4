import PlainText

/// What one cell, or one pair of cells, shows: a base scalar and the marks on it.
///
/// Marks beyond the third are dropped: ncurses holds five scalars in a cell, and more would be an attack
/// on the row above. Variation selectors, joiners and what they join, and skin tones are dropped too, for
/// terminals and width tables disagree about them: the base alone is drawn, the text stays whole for
/// copying.
package struct Glyph: Hashable, Sendable {
  package let base: Unicode.Scalar
  package private(set) var marks: [Unicode.Scalar] = []
  /// 1 or 2 columns.
  package let width: Int

  package static let markLimit = 3

  package init(base: Unicode.Scalar) {
    // What is not assigned has no width that terminals agree on.
    let isAssigned = base.value < 0x300 || base.properties.generalCategory != .unassigned
    let scalar = isAssigned ? TextGate.standIn(for: base) : "\u{FFFD}"
    let width = DisplayWidth.of(scalar)
    self.base = width == 0 ? "\u{25CC}" : scalar
    self.width = max(1, width)
    if width == 0 { add(mark: scalar) }
  }

  mutating func add(mark: Unicode.Scalar) {
    if marks.count < Self.markLimit { marks.append(mark) }
  }

  package var isBlank: Bool { base == " " && marks.isEmpty }

  package var text: String {
    var scalars = String.UnicodeScalarView([base])
    scalars.append(contentsOf: marks)
    return String(scalars)
  }
}

/// The glyphs of a text, in order.
package struct Glyphs<Scalars: Sequence<Unicode.Scalar>>: Sequence, IteratorProtocol {
  private var scalars: Scalars.Iterator
  private var pending: Unicode.Scalar?
  /// How many scalars of the text the glyphs so far stand for.
  package private(set) var consumed = 0

  package init(_ scalars: Scalars) {
    self.scalars = scalars.makeIterator()
  }

  package mutating func next() -> Glyph? {
    guard var first = take() else { return nil }
    while Self.isDropped(first) {
      guard let following = take() else { return nil }
      first = following
    }
    var glyph = Glyph(base: first)
    while let scalar = take() {
      if scalar == "\u{200D}", first.value >= 0x203C, first.properties.isEmoji {
        // What a joiner joins to a picture is part of it, and the base is drawn.
        _ = take()
      } else if Self.isDropped(scalar) {
        continue
      } else if scalar.value >= 0x300, DisplayWidth.of(scalar) == 0,
        ScalarClass(scalar) == .ordinary
      {
        glyph.add(mark: scalar)
      } else {
        pending = scalar
        consumed -= 1
        break
      }
    }
    return glyph
  }

  private mutating func take() -> Unicode.Scalar? {
    let scalar = pending ?? scalars.next()
    pending = nil
    if scalar != nil { consumed += 1 }
    return scalar
  }

  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xFE00...0xFE0F, 0x200C, 0x200D, 0x1F3FB...0x1F3FF: true
    default: false
    }
  }
}
