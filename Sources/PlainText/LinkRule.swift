// The one rule for links: the same for loading a document, opening a page and copying an address.
//
// It is narrower than the standards: what a browser, a shell or a terminal might read in two ways is
// refused. Incidents behind it: userinfo and backslash (two parsers, two hosts), a leading dash (an option
// of the browser), blanks and quotes (split by a `%s` in $BROWSER).

/// Why a text is no link of ours.
package enum LinkFault: Error, Hashable, Sendable {
  case empty
  case tooLong(byteCount: Int)
  case unknownScheme(String)
  /// A character that is not printable ASCII, or a blank, quote, backslash or angle bracket.
  case forbidden(Unicode.Scalar)
  case noHost
  case badHost(String)
  case userInformation
  case badMailAddress
}

/// A link that keeps the rule: http, https or mailto, in printable ASCII.
package struct LinkAddress: Hashable, Sendable {
  /// Longer ones are cut by browsers and mail programs; 2048 is what all of them take.
  package static let byteLimit = 2048

  package let text: String
  /// The host of a web link, the domain of a mail address; lower case is not forced.
  package let host: String

  /// - Throws: ``LinkFault``, the first that is found.
  package init(checking text: String) throws(LinkFault) {
    guard !text.isEmpty else { throw .empty }
    guard text.utf8.count <= Self.byteLimit else { throw .tooLong(byteCount: text.utf8.count) }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "'", "\\", "<", ">", "`": throw .forbidden(scalar)
      case "!"..."~": continue
      default: throw .forbidden(scalar)
      }
    }
    self.text = text
    // From here on the text is ASCII, so bytes are characters; an array of them takes a tenth of the time of the
    // string's own view, and every link of the atlas is checked before the first screen.
    let bytes = Array(text.utf8)[...]
    let scheme = bytes.prefix { $0 != UInt8(ascii: ":") }
    let rest = bytes.dropFirst(scheme.count)
    switch Self.text(scheme).lowercased() {
    case "http", "https": host = try Self.webHost(rest)
    case "mailto": host = try Self.mailHost(rest)
    default: throw .unknownScheme(Self.text(scheme))
    }
  }

  private typealias Bytes = ArraySlice<UInt8>

  private static func text(_ bytes: Bytes) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func webHost(_ rest: Bytes) throws(LinkFault) -> String {
    guard rest.starts(with: "://".utf8) else { throw .noHost }
    let authority = rest.dropFirst(3).prefix { byte in
      switch byte {
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): false
      default: true
      }
    }
    guard !authority.contains(UInt8(ascii: "@")) else { throw .userInformation }
    let host = authority.prefix { $0 != UInt8(ascii: ":") }
    let port = authority.dropFirst(host.count).dropFirst()
    guard !host.isEmpty else { throw .noHost }
    guard isHost(host), authority.count == host.count || isPort(port) else {
      throw .badHost(text(authority))
    }
    return text(host)
  }

  private static func mailHost(_ rest: Bytes) throws(LinkFault) -> String {
    let address = rest.dropFirst()
    let name = address.prefix { $0 != UInt8(ascii: "@") }
    let host = address.dropFirst(name.count).dropFirst()
    guard let first = name.first, first != UInt8(ascii: "-"), isHost(host),
      name.allSatisfy({ isLetterOrDigit($0) || "._+-".utf8.contains($0) })
    else { throw .badMailAddress }
    return text(host)
  }

  /// Labels of 1 to 63 letters, digits, inner dashes and underscores, parted by dots.
  private static func isHost(_ host: Bytes) -> Bool {
    let dash = UInt8(ascii: "-")
    return !host.isEmpty
      && host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        .allSatisfy { label in
          1...63 ~= label.count && label.first != dash && label.last != dash
            && label.allSatisfy { isLetterOrDigit($0) || $0 == dash || $0 == UInt8(ascii: "_") }
        }
  }

  private static func isPort(_ port: Bytes) -> Bool {
    1...5 ~= port.count && port.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
}

extension LinkFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "a link may not be empty"
    case .tooLong(let byteCount):
      "a link may have \(LinkAddress.byteLimit) bytes, this one has \(byteCount)"
    case .unknownScheme(let scheme):
      "'\(scheme)' links are not opened; expected http, https or mailto"
    case .forbidden(let scalar):
      "a link may not hold \(name(of: scalar)); write it percent-encoded"
    case .noHost: "a link must name a host, as in https://www.itu.int/"
    case .badHost(let host): "'\(host)' is no host name"
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
