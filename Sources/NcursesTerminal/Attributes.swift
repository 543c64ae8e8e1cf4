import CNcurses
import TextUI

/// The looks of a theme as ncurses takes them.
struct Attributes {
  /// By the raw value of the role.
  private var cells: [(attributes: UInt32, pair: Int32)] = []
  /// By the raw value of the role: whether a blank of it differs from the terminal's own.
  private var blanks: [Bool] = []

  /// Sets the colour pairs up in ncurses, where there are any to be had and they are wanted.
  ///
  /// A terminal without colours, or one that cannot go back to its own, gets the attributes alone; so does a
  /// role whose pair is refused.
  init(theme: Theme, hasColours: Bool) {
    let canColour =
      hasColours && has_colors() && start_color() == OK && use_default_colors() == OK
    let colourCount = canColour ? Int(shim_colour_count()) : 0
    let unmixable = Self.attributesWithoutColour
    var pairs: [Colour: Int32] = [:]
    for role in Role.allCases {
      let look = theme.look(of: role, colourCount: colourCount)
      var pair: Int32 = 0
      if let colour = look.colour, look.attributes.isDisjoint(with: unmixable) {
        pair = pairs[colour] ?? Self.newPair(Int32(pairs.count + 1), colour)
        pairs[colour] = pair
      }
      cells.append((look.attributes.bits, pair))
      blanks.append(
        !look.attributes.isDisjoint(with: [.underline, .reverse]) || look.colour?.background != nil)
    }
  }

  subscript(role: Role) -> (attributes: UInt32, pair: Int32) { cells[Int(role.rawValue)] }

  func showsOnBlanks(_ role: Role) -> Bool { blanks[Int(role.rawValue)] }

  /// The number of a pair once it is set up; 0, the terminal's own colours, where it cannot be.
  private static func newPair(_ number: Int32, _ colour: Colour) -> Int32 {
    let foreground = colour.foreground.map { Int16($0) } ?? -1
    let background = colour.background.map { Int16($0) } ?? -1
    return init_pair(Int16(number), foreground, background) == OK ? number : 0
  }

  /// What the terminal cannot show together with a colour (terminfo's `ncv`): the attribute matters more.
  private static var attributesWithoutColour: Look.Attributes {
    let flags = shim_number("ncv")
    var attributes = Look.Attributes()
    guard flags > 0 else { return attributes }
    if flags & 2 != 0 { attributes.insert(.underline) }
    if flags & 4 != 0 { attributes.insert(.reverse) }
    if flags & 16 != 0 { attributes.insert(.dim) }
    if flags & 32 != 0 { attributes.insert(.bold) }
    return attributes
  }
}

extension Look.Attributes {
  fileprivate var bits: UInt32 {
    var bits: UInt32 = 0
    if contains(.bold) { bits |= UInt32(shim_bold) }
    if contains(.dim) { bits |= UInt32(shim_dim) }
    if contains(.underline) { bits |= UInt32(shim_underline) }
    if contains(.reverse) { bits |= UInt32(shim_reverse) }
    return bits
  }
}
