@_spi(_Unicode) import Swift

// The standard library normalises, but offers it only as a system interface: FoundationEssentials has no
// normalisation, and the whole of Foundation would double the time to start. Both uses stand here.

/// Unicode normalisation, and what folding takes from it.
package enum Normalisation {
  /// Whether a text is in normalisation form C.
  package static func isComposed(_ text: String) -> Bool {
    text.unicodeScalars.elementsEqual(text._nfc)
  }

  /// The canonical decomposition (form D) of one scalar: `é` is `e` and U+0301.
  package static func decomposed(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    Array(String(scalar)._nfd)
  }

  /// What stands for a scalar where only ASCII may be sent: one character of the same kind, or `?`.
  ///
  /// One for one, so that columns stay as they are: `é` is `e`, `—` is `-`, `│` is `|`.
  package static func asciiTwin(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0..<0x80: return scalar
    case 0xA0, 0x2002...0x200A, 0x202F: return " "
    case 0x2010...0x2015, 0x2212, 0x2500, 0xB7: return "-"
    case 0x2018...0x201B, 0x2032: return "'"
    case 0x2039: return "<"
    case 0x201C...0x201F, 0x2033, 0xAB, 0xBB: return "\""
    case 0x2502: return "|"
    // Heavy lines differ from light ones, for they are how the focus is seen.
    case 0x2501: return "="
    case 0x2503, 0x250F, 0x2513, 0x2517, 0x251B: return "#"
    case 0x250C...0x254B: return "+"
    case 0x2022, 0x2605: return "*"
    case 0x25A0: return "#"
    case 0xD7: return "x"
    case 0x2026: return "~"
    case 0x25B6, 0x25B8, 0x203A: return ">"
    case 0x25BE: return "v"
    case 0x25B2: return "^"
    case 0x25C7: return "o"
    case 0xC6: return "A"
    case 0xE6: return "a"
    case 0xD8: return "O"
    case 0xF8, 0x153: return "o"
    case 0x152: return "O"
    case 0xDF: return "s"
    case 0x141: return "L"
    case 0x142: return "l"
    case 0xD0, 0x110: return "D"
    case 0xF0, 0x111: return "d"
    default:
      let base = decomposed(scalar).first ?? scalar
      return base.isASCII ? base : "?"
    }
  }
}
