import PlainText
import Testing

/// What of the bytes that reached a terminal is not the program's own.
///
/// The program's own are the sequences that ncurses makes of the entry of xterm, and those of the fixed list
/// in NcursesTerminal. Whatever else commands a terminal, or is drawn as nothing, came from data.
enum EscapeAudit {
  /// - Returns: The foreign sequences and characters, in their order.
  static func foreign(in bytes: [UInt8]) -> [String] {
    var foreign: [String] = []
    // Scalars, not characters: a mark that follows an escape must not hide it.
    var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    while let scalar = scalars.first {
      if scalar == "\u{1B}" {
        let text = String(String.UnicodeScalarView(scalars.prefix(64)))
        if let sequence = text.prefixMatch(of: own.matchingSemantics(.unicodeScalar)) {
          scalars = scalars.dropFirst(text[sequence.range].unicodeScalars.count)
          continue
        }
        foreign.append(String(String.UnicodeScalarView(scalars.prefix(12))))
      } else if ScalarClass(scalar) != .ordinary, !"\r\n\u{8}\t".unicodeScalars.contains(scalar) {
        foreign.append(String(scalar))
      }
      scalars = scalars.dropFirst()
    }
    return foreign
  }

  /// Modes of the list, moves and erasures of ncurses, and the renditions that roles and their colours have.
  private nonisolated(unsafe) static let own =
    /\x1B(\[\?(1|7|12|25|12;25|1000|1006|1049|2004)[hl]|\[4l|\[2[23];0;0t|\[[0-9;]*[ABCDGHKLMPSTXbdr@]|\[[012]?J|\[;?((0|1|2|4|7|10|22|24|27|3[0-79]|4[0-79]|9[0-7]|10[0-7]|[34]8;5;[0-9]+);?)*m|\([B0]|[=>78M])/
}
