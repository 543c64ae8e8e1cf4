// The one rule for links: the same for loading a document, opening a page and copying an address.
//
// A `LinkAddress` can only be made by checking, and whatever sends an address anywhere takes one: to a
// browser, into Markdown, HTML, SVG or LaTeX, to the clipboard. So nothing goes round the rule.
//
// It is narrower than the standards: what a browser, a shell or a terminal might read in two ways is
// refused. Incidents behind it: userinfo and backslash (two parsers, two hosts), a leading dash (an option
// of the browser), blanks and quotes (split by a `%s` in $BROWSER), `%action` (a place in a template of
// Python's webbrowser), `$()` and backticks (openers that are shell scripts), hosts such as 0x7f.1 and
// 127.1 (a number for one, a name for another).

/// Why a text is no link of ours.
package enum LinkFault: Error, Hashable, Sendable {
  case empty
  case tooLong(byteCount: Int)
  case unknownScheme(String)
  /// A character that is not printable ASCII, or a blank, quote, backslash, backtick or angle bracket.
  case forbidden(Unicode.Scalar)
  /// What a shell would take for a command or a variable: `$(` or `${`.
  case expansion
  /// Percent signs that stand for no text: no two digits, no UTF-8, or a character that no text may hold.
  case badPercentCode(String)
  case noHost
  case badHost(String)
  case badPort(String)
  case userInformation
  case badMailAddress
}

/// A link that keeps the rule: http, https or mailto, in printable ASCII.
package struct LinkAddress: Hashable, Sendable {
  /// Longer ones are cut by browsers and mail programs; 2048 is what all of them take.
  package static let byteLimit = 2048

  package let text: String
  /// Where the host stands in the text, in bytes counted from 0; 16 bits hold any place within the limit.
  private let hostStart: UInt16
  private let hostEnd: UInt16
  /// Differs for nearly all texts that differ: so links are told apart without their texts.
  package let fingerprint: UInt32

  /// The host of a web link, the domain of a mail address; lower case is not forced.
  package var host: String {
    String(decoding: text.utf8.prefix(Int(hostEnd)).dropFirst(Int(hostStart)), as: UTF8.self)
  }

  /// - Throws: ``LinkFault``, the first that is found.
  package init(checking text: String) throws(LinkFault) {
    guard !text.isEmpty else { throw .empty }
    guard text.utf8.count <= Self.byteLimit else { throw .tooLong(byteCount: text.utf8.count) }
    let bytes = Array(text.utf8)
    for scalar in text.unicodeScalars where !Self.isAllowed(scalar) { throw .forbidden(scalar) }
    // From here on the text is ASCII, so bytes are characters.
    var hasPercentCode = false
    var fingerprint: UInt32 = 0
    for (place, byte) in bytes.enumerated() {
      fingerprint = (fingerprint ^ UInt32(byte)) &* 0x9E37_79B1
      if byte == UInt8(ascii: "%") { hasPercentCode = true }
      if byte == UInt8(ascii: "$"), place + 1 < bytes.count,
        bytes[place + 1] == UInt8(ascii: "(") || bytes[place + 1] == UInt8(ascii: "{")
      {
        throw .expansion
      }
    }
    let schemeEnd = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
    let host =
      switch Self.scheme(bytes[..<schemeEnd]) {
      case .web: try Self.webHost(bytes[schemeEnd...])
      case .mail: try Self.mailHost(bytes[schemeEnd...])
      case nil: throw .unknownScheme(Self.text(bytes[..<schemeEnd]))
      }
    if hasPercentCode { try Self.checkPercentCodes(bytes) }
    self.text = text
    hostStart = UInt16(host.startIndex)
    hostEnd = UInt16(host.endIndex)
    self.fingerprint = fingerprint
  }

  private typealias Bytes = ArraySlice<UInt8>

  private enum Scheme { case web, mail }

  private static func text(_ bytes: Bytes) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\"", "'", "\\", "<", ">", "`": false
    case "!"..."~": true
    default: false
    }
  }

  private static func scheme(_ bytes: Bytes) -> Scheme? {
    // Letters are made small by a bit that their capitals lack; no other allowed character becomes a letter.
    func reads(_ name: StaticString) -> Bool {
      bytes.count == name.utf8CodeUnitCount
        && zip(bytes, UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
          .allSatisfy { $0 | 0x20 == $1 }
    }
    if reads("https") || reads("http") { return .web }
    return reads("mailto") ? .mail : nil
  }

  /// Every percent sign begins a code, and what the codes stand for is text that a document may hold.
  private static func checkPercentCodes(_ bytes: [UInt8]) throws(LinkFault) {
    var place = 0
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "%") else {
        place += 1
        continue
      }
      // Codes side by side are the bytes of one text.
      let start = place
      var coded: [UInt8] = []
      while place < bytes.count, bytes[place] == UInt8(ascii: "%") {
        guard place + 2 < bytes.count, let high = hexValue(bytes[place + 1]),
          let low = hexValue(bytes[place + 2])
        else { throw .badPercentCode(text(bytes[place..<min(place + 3, bytes.count)])) }
        coded.append(high << 4 | low)
        place += 3
      }
      guard let decoded = String(validating: coded, as: UTF8.self),
        decoded.unicodeScalars.allSatisfy({ ScalarClass($0) == .ordinary })
      else { throw .badPercentCode(text(bytes[start..<place])) }
    }
  }

  private static func webHost(_ rest: Bytes) throws(LinkFault) -> Range<Int> {
    guard rest.starts(with: "://".utf8) else { throw .noHost }
    let authority = rest.dropFirst(3).prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
    }
    guard !authority.contains(UInt8(ascii: "@")) else { throw .userInformation }
    let host = authority.prefix { $0 != UInt8(ascii: ":") }
    guard !host.isEmpty else { throw .noHost }
    guard isHost(host) else { throw .badHost(text(host)) }
    if host.endIndex < authority.endIndex {
      let port = authority[(host.endIndex + 1)...]
      guard isPort(port) else { throw .badPort(text(port)) }
    }
    return host.startIndex..<host.endIndex
  }

  private static func mailHost(_ rest: Bytes) throws(LinkFault) -> Range<Int> {
    let address = rest.dropFirst()
    let name = address.prefix { $0 != UInt8(ascii: "@") }
    let host = address[name.endIndex...].dropFirst()
    guard 1...64 ~= name.count, name.first != UInt8(ascii: "-"), isHost(host),
      name.allSatisfy({
        isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_")
          || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
      })
    else { throw .badMailAddress }
    return host.startIndex..<host.endIndex
  }

  /// Labels of 1 to 63 letters, digits, inner dashes and underscores, parted by dots; or four numbers.
  private static func isHost(_ host: Bytes) -> Bool {
    guard 1...253 ~= host.count else { return false }
    var label = host.startIndex
    for place in host.startIndex...host.endIndex {
      if place == host.endIndex || host[place] == UInt8(ascii: ".") {
        guard 1...63 ~= place - label, host[label] != UInt8(ascii: "-"),
          host[place - 1] != UInt8(ascii: "-")
        else { return false }
        if place == host.endIndex { return !isNumber(host[label...]) || isFourNumbers(host) }
        label = place + 1
      } else if !isLetterOrDigit(host[place]), host[place] != UInt8(ascii: "-"),
        host[place] != UInt8(ascii: "_")
      {
        return false
      }
    }
    return false
  }

  /// Whether a label reads as a number: browsers take a host that ends in one for an address (127.1, 0x7f.1).
  private static func isNumber(_ label: Bytes) -> Bool {
    if label.allSatisfy(isDigit) { return true }
    return label.count > 1 && label.first == UInt8(ascii: "0")
      && label[label.startIndex + 1] | 0x20 == UInt8(ascii: "x")
      && label.dropFirst(2).allSatisfy { hexValue($0) != nil }
  }

  /// Four numbers from 0 to 255, without zeros in front, which some read as octal.
  private static func isFourNumbers(_ host: Bytes) -> Bool {
    let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return labels.count == 4
      && labels.allSatisfy { label in
        1...3 ~= label.count && label.allSatisfy(isDigit) && (Int(text(label)) ?? 256) < 256
          && (label.count == 1 || label.first != UInt8(ascii: "0"))
      }
  }

  /// A number from 1 to 65535, without zeros in front.
  private static func isPort(_ port: Bytes) -> Bool {
    1...5 ~= port.count && port.allSatisfy(isDigit) && port.first != UInt8(ascii: "0")
      && 1...65_535 ~= (Int(text(port)) ?? 0)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    if isDigit(byte) { return byte - UInt8(ascii: "0") }
    let small = byte | 0x20
    return UInt8(ascii: "a")...UInt8(ascii: "f") ~= small ? small - UInt8(ascii: "a") + 10 : nil
  }
}

extension LinkFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "a link may not be empty"
    case .tooLong(let byteCount):
      "a link may have \(LinkAddress.byteLimit) bytes, this one has \(byteCount)"
    case .unknownScheme(let scheme):
      "\(quoted(scheme)) links are not opened; expected http, https or mailto"
    case .forbidden(let scalar):
      "a link may not hold \(name(of: scalar)); write it percent-encoded"
    case .expansion:
      "a link may not hold '$(' or '${', which a shell runs; write '$' as '%24'"
    case .badPercentCode(let code):
      "\(quoted(code)) in a link is no character; write it as '%' and two hexadecimal digits "
        + "for each byte of UTF-8, and '%' itself as '%25'"
    case .noHost: "a link must name a host, as in https://www.itu.int/"
    case .badHost(let host): "\(quoted(host)) is no host name"
    case .badPort(let port): "\(quoted(port)) is no port; expected a number from 1 to 65535"
    case .userInformation: "a link may not carry a user name or password before the host"
    case .badMailAddress: "expected one mail address, as in mailto:info@example.org"
    }
  }
}

/// A character's code point, and the character itself where it is ordinary: `U+001B`, `'"' (U+0022)`.
package func name(of scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  return ScalarClass(scalar) == .ordinary && scalar != " " && scalar.isASCII
    ? "'\(scalar)' (\(code))" : code
}
