// How roles look. The one table of attributes and colours, for the screen and for what commands print.
//
// Attributes come first: focus, selection and matches differ by reverse, bold and underline alone, so that
// they are seen without colour and on any palette. A colour is one of the eight that every terminal names or
// one of the fixed 6 × 6 × 6 cube (16 to 231); the bright eight are not used, for on light backgrounds they
// cannot be read, and none is ever redefined.

/// Foreground and background by number; nil leaves the terminal's own.
package struct Colour: Hashable, Sendable {
  package let foreground: UInt8?
  package let background: UInt8?

  package init(_ foreground: UInt8?, on background: UInt8? = nil) {
    self.foreground = foreground
    self.background = background
  }
}

/// What a cell is drawn with.
package struct Look: Hashable, Sendable {
  package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let bold = Attributes(rawValue: 1)
    package static let dim = Attributes(rawValue: 2)
    package static let underline = Attributes(rawValue: 4)
    package static let reverse = Attributes(rawValue: 8)
  }

  package let attributes: Attributes
  package let colour: Colour?
}

package enum Theme: String, Hashable, Sendable, CaseIterable {
  /// For a dark background; what is used unless something else is asked for.
  case dark
  case light
  /// Nothing faint, and colours that bring their own background.
  case highContrast = "high-contrast"

  /// The look of a role.
  ///
  /// - Parameter colourCount: How many colours there are, as terminals count them: 256, 16, 8, or 0 for none.
  package func look(of role: Role, colourCount: Int) -> Look {
    Look(
      attributes: attributes(of: role),
      colour: colourCount < 8
        ? nil : accent(of: role).flatMap { colour(of: $0, hasCube: colourCount >= 256) })
  }

  private func attributes(of role: Role) -> Look.Attributes {
    switch role {
    case .plain, .typed, .bar, .firstMark, .secondMark, .thirdMark, .fourthMark, .fifthMark,
      .sixthMark:
      []
    case .faint, .border: self == .highContrast ? [] : .dim
    case .title, .heading, .label, .warning, .key, .prompt: .bold
    case .match, .selectedElsewhereMatch: [.bold, .underline]
    case .matchInHand, .selectedMatch: [.bold, .reverse, .underline]
    case .link: .underline
    case .linkInHand, .focusedTitle, .selected: [.bold, .reverse]
    case .focusedBorder, .selectedElsewhere: .bold
    }
  }

  /// What a colour says beside the attributes.
  private enum Accent {
    case guide
    case match
    case warning
    /// Kinds of things told apart by letters too, counted from 0.
    case mark(Int)
  }

  private func accent(of role: Role) -> Accent? {
    switch role {
    case .heading, .link, .linkInHand, .key: .guide
    case .match, .matchInHand, .selectedMatch, .selectedElsewhereMatch: .match
    case .warning: .warning
    case .firstMark: .mark(0)
    case .secondMark: .mark(1)
    case .thirdMark: .mark(2)
    case .fourthMark: .mark(3)
    case .fifthMark: .mark(4)
    case .sixthMark: .mark(5)
    case .plain, .faint, .title, .label, .border, .focusedBorder, .focusedTitle, .selected,
      .selectedElsewhere, .bar, .prompt, .typed:
      nil
    }
  }

  /// The colour of an accent: of the cube where the terminal has it, else of the eight.
  private func colour(of accent: Accent, hasCube: Bool) -> Colour? {
    switch (self, accent) {
    // Cyan and yellow.
    case (.dark, .guide): Colour(6)
    case (.dark, .match), (.dark, .warning): Colour(3)
    // Cyan, yellow, green, magenta, red, blue.
    case (.dark, .mark(let number)): Colour([6, 3, 2, 5, 1, 4][number])
    // Dark ones of the cube.
    case (.light, .mark(let number)):
      Colour(hasCube ? [25, 124, 22, 90, 94, 18][number] : [4, 1, 2, 5, 1, 4][number])
    case (.highContrast, .mark): nil
    // Blue, red and magenta, all of them dark.
    case (.light, .guide): Colour(hasCube ? 25 : 4)
    case (.light, .match): Colour(hasCube ? 124 : 1)
    case (.light, .warning): Colour(hasCube ? 90 : 5)
    // Black on yellow, white on dark red.
    case (.highContrast, .guide): nil
    case (.highContrast, .match): hasCube ? Colour(16, on: 226) : Colour(0, on: 3)
    case (.highContrast, .warning): hasCube ? Colour(231, on: 88) : Colour(7, on: 1)
    }
  }
}
