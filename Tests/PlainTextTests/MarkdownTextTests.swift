import PlainText
import Testing

/// What stands in a Markdown document is read there letter for letter.
@Suite struct MarkdownTextTests {
  @Test(
    arguments: [
      ("plain text, 2022 – “so”", "plain text, 2022 – “so”"),
      ("a | b \\ c \\| d", #"a \| b \\ c \\\| d"#),
      ("`code` *bold* [name](x)", #"\`code\` \*bold\* \[name\](x)"#),
      ("<b> 1 < 2", "&lt;b> 1 &lt; 2"),
      ("R&D &lt; &#60;", "R&D &amp;lt; &amp;#60;"),
      ("snake_case _so_", #"snake_case \_so\_"#),
      ("~gone~ :smile: 12:30:", #"&#126;gone&#126; \:smile: 12\:30:"#),
      ("# heading", "\\# heading"), ("- item", #"\- item"#), ("1. first", #"1\. first"#),
      ("2022 was", "2022 was"), ("", ""),
    ])
  func `what Markdown means something by is escaped where it does`(text: String, escaped: String) {
    #expect(MarkdownText.escaped(text) == escaped)
  }

  @Test func `an address is a link that no table and no reader cuts`() throws {
    let address = try LinkAddress(checking: "https://a.org/p|q?x=1&lt;=2&y=_z_")
    #expect(MarkdownText.link(address) == "<https://a.org/p%7Cq?x=1&lt%3B=2&y=_z_>")
  }
}
