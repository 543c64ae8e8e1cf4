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
      ("https://a:99999999/", .badHost("a:99999999")),
      ("https://a.b/ c", .forbidden(" ")),
      ("https://a.b/\u{1B}]0;x", .forbidden("\u{1B}")),
      ("https://a.b/'x", .forbidden("'")),
      ("https://a.b/é", .forbidden("é")),
      ("mailto:-x@a.b", .badMailAddress),
      ("mailto:x@a.b?attach=/etc/passwd", .badMailAddress),
      ("mailto:a@b@c", .badMailAddress),
    ])
  func `what could be read in two ways is refused`(text: String, fault: LinkFault) {
    #expect(throws: fault) { try LinkAddress(checking: text) }
  }

  @Test func `a link longer than browsers take is refused`() {
    let text = "https://a.b/" + String(repeating: "x", count: LinkAddress.byteLimit)
    #expect(throws: LinkFault.tooLong(byteCount: text.utf8.count)) {
      try LinkAddress(checking: text)
    }
  }
}
