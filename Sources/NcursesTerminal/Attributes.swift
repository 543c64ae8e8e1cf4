import CNcurses
import TextUI

/// How roles look: the one table of attributes and colours.
///
/// Focus, selection and matches differ by attribute alone (reverse, bold, underline), so that they are seen
/// without colour, and on any palette: no colour is ever redefined, no "bright" one relied on.
struct Attributes {
  private var cells: [(attributes: UInt32, pair: Int32)] = []

  /// Sets the colour pairs up in ncurses, where there are any to be had and they are wanted.
  init(hasColours: Bool) {
    var pairs: [Int16: Int32] = [:]
    var canColour = hasColours && has_colors() && start_color() == OK
    if canColour, use_default_colors() != OK { canColour = false }
    for role in Role.allCases {
      let look = Self.look(of: role)
      var pair: Int32 = 0
      if canColour, let colour = look.colour {
        if let known = pairs[colour] {
          pair = known
        } else {
          let next = Int32(pairs.count + 1)
          if init_pair(Int16(next), colour, -1) == OK {
            pairs[colour] = next
            pair = next
          }
        }
      }
      cells.append((UInt32(look.attributes), pair))
    }
  }

  subscript(role: Role) -> (attributes: UInt32, pair: Int32) { cells[Int(role.rawValue)] }

  private static func look(of role: Role) -> (attributes: UInt32, colour: Int16?) {
    let bold = UInt32(shim_bold)
    let dim = UInt32(shim_dim)
    let underline = UInt32(shim_underline)
    let reverse = UInt32(shim_reverse)
    let cyan = Int16(COLOR_CYAN)
    let yellow = Int16(COLOR_YELLOW)
    return switch role {
    case .plain, .typed: (0, nil)
    case .faint, .border: (dim, nil)
    case .title: (bold, nil)
    case .heading: (bold, cyan)
    case .label: (bold, nil)
    case .match: (bold | underline, yellow)
    case .matchInHand: (bold | reverse | underline, yellow)
    case .link: (underline, cyan)
    case .linkInHand: (reverse | bold, cyan)
    case .warning: (bold, yellow)
    case .focusedBorder: (bold, nil)
    case .focusedTitle: (bold | reverse, nil)
    case .selected: (bold | reverse, nil)
    case .selectedMatch: (bold | reverse | underline, yellow)
    case .selectedElsewhere: (bold, nil)
    case .selectedElsewhereMatch: (bold | underline, yellow)
    case .bar: (0, nil)
    case .key: (bold, cyan)
    case .prompt: (bold, nil)
    case .firstMark: (0, cyan)
    case .secondMark: (0, yellow)
    case .thirdMark: (0, Int16(COLOR_GREEN))
    case .fourthMark: (0, Int16(COLOR_MAGENTA))
    case .fifthMark: (0, Int16(COLOR_RED))
    case .sixthMark: (0, Int16(COLOR_BLUE))
    }
  }
}
