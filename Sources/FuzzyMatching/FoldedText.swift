import PlainText

// FuzzyMatching: a query and texts in, matches with their positions out.
//
// Today it finds every typed word in names and aliases, whatever its case and accents. Texts are folded
// once into scalars with the place that each came from, so that a match in the folded text can be marked
// in the text that is shown.

/// A text without case and accents, and where each of its scalars came from.
package struct FoldedText: Hashable, Sendable {
  package let scalars: [Unicode.Scalar]
  /// For each folded scalar the place of its original, counted from 0 in Unicode scalars.
  let origins: [Int32]

  package init(_ text: String) {
    var scalars: [Unicode.Scalar] = []
    var origins: [Int32] = []
    scalars.reserveCapacity(text.utf8.count)
    origins.reserveCapacity(text.utf8.count)
    for (place, scalar) in text.unicodeScalars.enumerated() {
      for folded in Self.folded(scalar) {
        scalars.append(folded)
        origins.append(Int32(place))
      }
    }
    self.scalars = scalars
    self.origins = origins
  }

  /// What a scalar is compared as: its base letter in lower case; nothing for an accent alone.
  private static func folded(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    switch scalar.value {
    case 0x41...0x5A: return [Unicode.Scalar(UInt8(scalar.value) + 0x20)]
    case 0..<0xC0: return [scalar]
    case 0x2018...0x201B: return ["'"]
    case 0x201C...0x201F: return ["\""]
    case 0x2010...0x2015: return ["-"]
    case 0xDF: return ["s", "s"]
    case 0xE6, 0xC6: return ["a", "e"]
    case 0x152, 0x153: return ["o", "e"]
    case 0xF8, 0xD8: return ["o"]
    case 0x141, 0x142: return ["l"]
    default:
      return Normalisation.decomposed(scalar).flatMap { part -> [Unicode.Scalar] in
        part.properties.generalCategory == .nonspacingMark
          ? [] : Array(part.properties.lowercaseMapping.unicodeScalars)
      }
    }
  }
}
