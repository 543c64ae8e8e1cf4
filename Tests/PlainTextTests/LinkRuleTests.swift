import Foundation
import PlainText
import Testing

@Suite struct LinkRuleTests {
  @Test(
    arguments: [
      ("https://www.itu.int/", "www.itu.int"),
      ("http://info.cern.ch/hypertext/WWW/TheProject.html", "info.cern.ch"),
      ("HTTPS://example.org:8080/a?b=c#d", "example.org"),
      ("https://www.youtube.com/@itu", "www.youtube.com"),
      ("mailto:info@example.org", "example.org"),
      ("https://127.0.0.1:65535/", "127.0.0.1"),
      ("https://1.org", "1.org"),
      ("https://example.org/caf%C3%A9%20%26%25?$filter=x", "example.org"),
      ("https://example.org/Foo_(bar);a=1&b=2,c!*+~", "example.org"),
    ])
  func `a link of the rule is taken, and its host is known`(text: String, host: String) throws {
    let address = try LinkAddress(checking: text)
    #expect(address.text == text)
    #expect(address.host == host)
  }

  @Test(
    arguments: [
      ("", LinkFault.empty),
      ("javascript:alert(1)", .unknownScheme("javascript")),
      ("file:///etc/passwd", .unknownScheme("file")),
      ("www.itu.int", .unknownScheme("www.itu.int")),
      ("-https://a.b", .unknownScheme("-https")),
      ("https:PWN", .noHost),
      ("https:///path", .noHost),
      ("https://user@host.org/", .userInformation),
      ("https://good.org\\@evil.org/", .forbidden("\\")),
      ("https://-dash.org/", .badHost("-dash.org")),
      ("https://a..b/", .badHost("a..b")),
      ("https://a:99999999/", .badPort("99999999")),
      ("https://a:65536/", .badPort("65536")),
      ("https://a:0/", .badPort("0")),
      ("https://a:080/", .badPort("080")),
      ("https://a:/", .badPort("")),
      ("https://a:8o/", .badPort("8o")),
      ("https://a.org./", .badHost("a.org.")),
      ("https://.org/", .badHost(".org")),
      ("https://[::1]/", .badHost("[")),
      ("https://127.1/", .badHost("127.1")),
      ("https://0x7f.0.0.1/", .badHost("0x7f.0.0.1")),
      ("https://a.0x7F/", .badHost("a.0x7F")),
      ("https://2130706433/", .badHost("2130706433")),
      ("https://127.0.0.01/", .badHost("127.0.0.01")),
      ("https://a%2eorg/", .badHost("a%2eorg")),
      ("https://a,b/", .badHost("a,b")),
      ("https://a.b/ c", .forbidden(" ")),
      ("https://a.b/\u{1B}]0;x", .forbidden("\u{1B}")),
      ("https://a.b/'x", .forbidden("'")),
      ("https://a.b/é", .forbidden("é")),
      ("mailto:-x@a.b", .badMailAddress),
      ("mailto:x@a.b?attach=/etc/passwd", .badMailAddress),
      ("mailto:a@b@c", .badMailAddress),
      ("mailto:a@b,c@d", .badMailAddress),
      ("mailto:@a.b", .badMailAddress),
      ("mailto:a@", .badMailAddress),
      ("mailto:a@127.1", .badMailAddress),
      ("mailto:a%0A@b.c", .badMailAddress),
    ])
  func `what could be read in two ways is refused`(text: String, fault: LinkFault) {
    #expect(throws: fault) { try LinkAddress(checking: text) }
  }

  /// What has opened something else than a page, or run a command, in other programs.
  @Test(
    arguments: [
      ("https:PWN", LinkFault.noHost),
      ("//x", .unknownScheme("//x")),
      ("https://a\\@b/", .forbidden("\\")),
      ("https:\\\\a.b", .forbidden("\\")),
      ("-x", .unknownScheme("-x")),
      ("--new-window", .unknownScheme("--new-window")),
      ("javascript:alert(1)", .unknownScheme("javascript")),
      ("JavaScript:alert(1)", .unknownScheme("JavaScript")),
      ("java\nscript:alert(1)", .forbidden("\n")),
      ("data:text/html,x", .unknownScheme("data")),
      ("vbscript:x", .unknownScheme("vbscript")),
      ("%action", .unknownScheme("%action")),
      ("https://a.b/%action", .badPercentCode("%ac")),
      ("https://a.b/%s", .badPercentCode("%s")),
      ("https://a.b/100%", .badPercentCode("%")),
      ("https://a.b/%0", .badPercentCode("%0")),
      ("https://a.b/%0d%0aSet-Cookie:x", .badPercentCode("%0d%0a")),
      ("https://a.b/%00", .badPercentCode("%00")),
      ("https://a.b/%1B[31m", .badPercentCode("%1B")),
      ("https://a.b/%E2%80%AEgpj.exe", .badPercentCode("%E2%80%AE")),
      ("https://a.b/%C0%AF", .badPercentCode("%C0%AF")),
      ("https://a.b/%ED%A0%80", .badPercentCode("%ED%A0%80")),
      ("$(id)", .expansion),
      ("https://a.b/$(id)", .expansion),
      ("https://a.b/${IFS}", .expansion),
      ("https://a.b/`id`", .forbidden("`")),
      ("https://a.b/;id\n", .forbidden("\n")),
      ("https://a.b/\r\n", .forbidden("\r")),
      ("https://a.b/\u{1B}[31m", .forbidden("\u{1B}")),
      ("https://a.b/\u{9B}31m", .forbidden("\u{9B}")),
      ("https://a.b/\u{0}", .forbidden("\u{0}")),
      ("https://a.b/\u{202E}x", .forbidden("\u{202E}")),
      ("https://a.b --incognito", .forbidden(" ")),
      (" https://a.b/", .forbidden(" ")),
      ("https://a.b/\"onclick=\"x", .forbidden("\"")),
      ("https://a.b/<script>", .forbidden("<")),
      ("https://xn--a\u{2024}b/", .forbidden("\u{2024}")),
      ("https://user:secret@a.b/", .userInformation),
      ("https://a.b@c.d", .userInformation),
      ("http", .noHost),
      (":", .unknownScheme("")),
    ])
  func `what was an incident elsewhere is refused`(text: String, fault: LinkFault) {
    #expect(throws: fault) { try LinkAddress(checking: text) }
  }

  @Test func `every byte but those of the rule is refused wherever it stands`() {
    let marks = Set("!#$%&()*+,-./:;=?@[]^_{|}~".utf8)
    for byte in UInt8.min...UInt8.max {
      let scalar = Unicode.Scalar(byte)
      let isLetter = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      let isTaken =
        scalar.isASCII && (isLetter || marks.contains(byte)) && byte != UInt8(ascii: "%")
      let link = try? LinkAddress(checking: "https://a.b/x\(scalar)y")
      #expect((link != nil) == isTaken, "\(byte)")
    }
  }

  @Test func `another reader of addresses sees the same host in all that is taken`() throws {
    let whole = Array("https://user.example.org:443/p%20a/?q=1&r=$x#f".utf8)
    let pieces = [
      "@", ":", "/", "//", "\\", "?", "#", ".", "..", "%2e", "%", "[", "]", "-", "0x", "1", "é",
      " ",
    ]
    var seed: UInt32 = 1
    func random(below limit: Int) -> Int {
      // Numerical Recipes' linear congruence: the same in every run.
      seed = seed &* 1_664_525 &+ 1_013_904_223
      return Int(seed >> 8) % limit
    }
    var taken = 0
    for _ in 0..<20_000 {
      var bytes = whole
      for _ in 0...random(below: 2) {
        let place = 4 + random(below: bytes.count - 4)
        let piece = Array(pieces[random(below: pieces.count)].utf8)
        bytes.replaceSubrange(place..<min(bytes.count, place + random(below: 3)), with: piece)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      guard let address = try? LinkAddress(checking: text) else { continue }
      taken += 1
      #expect(URL(string: text)?.host() == address.host, "\(text)")
    }
    #expect(1_000..<19_000 ~= taken)
  }

  @Test func `a host ends where its labels get too long`() throws {
    let label = String(repeating: "a", count: 63)
    #expect(try LinkAddress(checking: "https://\(label).org").host == "\(label).org")
    let hosts = [label + "a.org", Array(repeating: label, count: 4).joined(separator: ".")]
    for host in hosts {
      #expect(throws: LinkFault.badHost(host)) { try LinkAddress(checking: "https://\(host)") }
    }
  }

  @Test func `a complaint about a link is short and says what to do`() {
    let text = "https://" + String(repeating: "a", count: 2000)
    let fault = #expect(throws: LinkFault.self) { try LinkAddress(checking: text) }
    #expect(fault?.description == "'\(String(repeating: "a", count: 80))…' is no host name")
  }

  @Test func `a link longer than browsers take is refused`() {
    let text = "https://a.b/" + String(repeating: "x", count: LinkAddress.byteLimit)
    #expect(throws: LinkFault.tooLong(byteCount: text.utf8.count)) {
      try LinkAddress(checking: text)
    }
  }
}
