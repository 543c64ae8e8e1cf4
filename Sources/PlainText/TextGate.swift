// PlainText: what may be part of a text, and what stands for the rest.
//
// Everything that others wrote (documents, arguments, queries, file names) passes here on its way to the
// screen, to standard output and error, to the clipboard and to a child. There is one classification of
// characters (`ScalarClass`) and three uses of it: documents that hold a forbidden character are refused
// (`TextGate.fault`), what is shown gets a visible stand-in for each (`shown`), and what is handed on
// loses them (`handedOn`). Links have a rule of their own beside it (`LinkRule`).
//
// It is a target of its own, below all others, since the model, the canvas and the tool all need it and
// a second copy of such a rule would be a hole.

/// What a character may do to a terminal, or to a reader of text.
package enum ScalarClass: Hashable, Sendable {
  /// Drawn as itself.
  case ordinary
  /// Moves, erases or commands: C0, DEL, C1 and the two separators of lines and paragraphs.
  case control
  /// Turns the direction of text, so that it reads as something else.
  case bidirectional
  /// Takes no cell and joins nothing: zero-width space, byte order mark, soft hyphen, tags …
  case invisible

  package init(_ scalar: Unicode.Scalar) {
    self =
      switch scalar.value {
      case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x61B: .ordinary
      case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: .control
      case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: .bidirectional
      case 0xAD, 0x180E, 0x200B, 0x2060...0x2064, 0x206A...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
        0xE0000...0xE0FFF:
        .invisible
      default: .ordinary
      }
  }
}

/// Why a document may not hold a text.
package enum TextFault: Hashable, Sendable {
  /// A character that is not ordinary, and its place counted from 0 in Unicode scalars.
  case forbidden(Unicode.Scalar, ScalarClass, at: Int)
  /// More marks on one letter than any language writes; its place counted from 0 in Unicode scalars.
  case tooManyMarks(at: Int)
  /// The text is not in Unicode normalisation form C.
  case notNormalised
}

package enum TextGate {
  /// Marks that may follow one letter: those of the Stream-Safe Text Format (Unicode annex 15), beyond which
  /// putting them in order takes the square of their number.
  package static let markLimit = 30

  /// The first reason why a document may not hold this text.
  ///
  /// - Complexity: O(length), whatever the text is.
  package static func fault(in text: String) -> TextFault? {
    var place = 0
    var mayCompose = false
    var markCount = 0
    for scalar in text.unicodeScalars {
      let kind = ScalarClass(scalar)
      if kind != .ordinary { return .forbidden(scalar, kind, at: place) }
      // Below U+0300 nothing composes, and general punctuation from U+2002 on is never decomposed.
      if scalar.value >= 0x300, !(0x2002...0x2069).contains(scalar.value) {
        mayCompose = true
        let isMark = scalar.properties.canonicalCombiningClass != .notReordered
        markCount = isMark ? markCount + 1 : 0
        if markCount > markLimit { return .tooManyMarks(at: place - markLimit) }
      } else {
        markCount = 0
      }
      place += 1
    }
    return mayCompose && !Normalisation.isComposed(text) ? .notNormalised : nil
  }

  /// The text as it is drawn or printed: every character that is not ordinary has a visible stand-in.
  ///
  /// C0 and DEL become their control pictures (U+2400 …), everything else U+FFFD.
  package static func shown(_ text: String) -> String {
    if isOrdinary(text) { return text }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { shown.append(standIn(for: scalar)) }
    return String(shown)
  }

  /// The text as it goes to a clipboard or a child: the original without what is not ordinary.
  ///
  /// Line feeds stay, as they part the paragraphs of a copied page.
  package static func handedOn(_ text: String) -> String {
    if isOrdinary(text) { return text }
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar == "\n" || ScalarClass(scalar) == .ordinary {
      kept.append(scalar)
    }
    return String(kept)
  }

  /// What is drawn for a character: itself, if it is ordinary.
  package static func standIn(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    if ScalarClass(scalar) == .ordinary { return scalar }
    let replacement: Unicode.Scalar = "\u{FFFD}"
    return switch scalar.value {
    case 0...0x1F: Unicode.Scalar(0x2400 + scalar.value) ?? replacement
    case 0x7F: "\u{2421}"
    default: replacement
    }
  }

  private static func isOrdinary(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { ScalarClass($0) == .ordinary }
  }
}
