import Glibc
import PlainText
import TextUI

/// Why the program ends, other than well; one place maps it to words and an exit code.
struct Failure: Error {
  enum Kind {
    /// Nothing found, or data at fault.
    case nothing
    /// Wrong usage, or no terminal.
    case usage
    /// What was asked for could not be written.
    case output
  }
  let kind: Kind
  /// Without the program's name and without a period.
  let lines: [String]

  init(_ kind: Kind, _ lines: [String]) {
    self.kind = kind
    self.lines = lines
  }

  init(_ kind: Kind, _ line: String) { self.init(kind, [line]) }

  var exitCode: Int32 { kind == .usage ? 2 : 1 }
}

/// How a session on the screen ended; thrown on the way to the one place that maps it to an exit code.
enum End: Error {
  case exit(Int32)
  /// The signal is to be sent once more with its default action, so that the parent sees it.
  case signal(Int32)
}

/// The way out to standard output and standard error; all text from outside passes the gate here.
///
/// Colours are made here and nowhere else, from roles and after the gate, so that no data can make one.
struct Output {
  private var buffer: [UInt8] = []
  private var remarks: [String] = []
  private let theme: Theme?

  /// - Parameter theme: How roles look; nil for plain text.
  init(theme: Theme? = nil) { self.theme = theme }

  /// Adds a line with roles, whose text may be from outside; `end` is a line feed or NUL.
  mutating func write(line: StyledText, end: UInt8 = 0x0A) {
    guard let theme else { return write(line: line.text, end: end) }
    for run in line.runs {
      let text = TextGate.shown(String(String.UnicodeScalarView(line.scalars[run.range])))
      // The eight colours that every terminal has.
      let codes = theme.look(of: run.role, colourCount: 8).renditionCodes
      if codes.isEmpty {
        buffer += text.utf8
      } else {
        let list = codes.map { "\($0)" }.joined(separator: ";")
        buffer += "\u{1B}[\(list)m\(text)\u{1B}[0m".utf8
      }
    }
    buffer.append(end)
  }

  /// Adds a line that may hold text from outside; `end` is a line feed or NUL.
  mutating func write(line: String, end: UInt8 = 0x0A) {
    buffer += TextGate.shown(line).utf8
    buffer.append(end)
  }

  /// Adds a line whose fields are parted by a character that stays; `end` is a line feed or NUL.
  mutating func write(line: String, separatedBy separator: Character, end: UInt8 = 0x0A) {
    let fields = line.split(separator: separator, omittingEmptySubsequences: false)
    buffer += fields.map { TextGate.shown(String($0)) }.joined(separator: String(separator)).utf8
    buffer.append(end)
  }

  /// Adds text of many lines: line feeds stay, everything else passes the gate.
  mutating func write(lines: String) {
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      write(line: String(line))
    }
    if !lines.hasSuffix("\n"), let last = lines.split(separator: "\n").last {
      write(line: String(last))
    }
  }

  /// Adds what is told on standard error after all that is written.
  mutating func remark(_ words: String) { remarks.append(words) }

  /// Writes all of it to standard output, and then the remarks to standard error.
  ///
  /// A closed pipe is no error.
  ///
  /// - Throws: ``Failure`` where the output cannot be written, as on a full disk.
  consuming func flush() throws(Failure) {
    if try Self.writeAll(buffer[...]) == .open { remarks.forEach(Self.complain) }
  }

  /// Whether anyone still reads.
  enum Reader { case open, closed }

  /// - Throws: ``Failure`` where the output cannot be written, as on a full disk.
  static func writeAll(_ bytes: ArraySlice<UInt8>) throws(Failure) -> Reader {
    let fault = Descriptor.write(bytes, to: STDOUT_FILENO)
    if fault == EPIPE { return .closed }
    guard fault == 0 else {
      throw Failure(.output, "cannot write: \(String(cString: strerror(fault)))")
    }
    return .open
  }

  /// One line to standard error, under the program's name; where that cannot be written, nobody can be told.
  static func complain(_ line: String) {
    let text = "geneva-atlas: " + TextGate.shown(shortened(line)) + "\n"
    _ = Descriptor.write(Array(text.utf8)[...], to: STDERR_FILENO)
  }

  /// A line that quotes something endless keeps its beginning and its end.
  private static func shortened(_ line: String) -> String {
    let scalars = line.unicodeScalars
    guard scalars.count > 6_000 else { return line }
    return String(scalars.prefix(4_000)) + " … " + String(scalars.suffix(1_000))
  }
}

extension Look {
  /// The parameters of SGR (ECMA-48) for a look of the eight colours.
  fileprivate var renditionCodes: [UInt8] {
    var codes: [UInt8] = []
    if attributes.contains(.bold) { codes.append(1) }
    if attributes.contains(.dim) { codes.append(2) }
    if attributes.contains(.underline) { codes.append(4) }
    if attributes.contains(.reverse) { codes.append(7) }
    if let foreground = colour?.foreground { codes.append(30 + foreground) }
    if let background = colour?.background { codes.append(40 + background) }
    return codes
  }
}
