import AtlasModel
import Explorer
import Foundation
import PlainText
import Testing
import TextUI

/// What `show --format markdown` prints is read by another program, pandoc, and is what the page says.
@Suite struct MarkdownReaderTests {
  /// What a reader of CommonMark makes of a page: the text of each heading, paragraph and item, and the links.
  private struct ReadPage {
    var headings: [Int] = []
    var texts: [String] = []
    var links: [String] = []
    /// Kinds of blocks and inlines that nothing of ours is written as.
    var strange: [String] = []
  }

  private static func read(_ markdown: String) throws -> [ReadPage] {
    let file = try TemporaryFile(markdown)
    let printed = try Program.shell("pandoc -f commonmark -t json '\(file.path)'")
    try #require(
      printed.code == 0, "pandoc is needed here (apt-get install pandoc): \(printed.complaint)")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(printed.output.utf8)) as? [String: Any])
    var pages: [ReadPage] = []
    for block in try #require(document["blocks"] as? [[String: Any]]) {
      if block["t"] as? String == "Header", (block["c"] as? [Any])?.first as? Int == 1 {
        pages.append(ReadPage())
      }
      try #require(!pages.isEmpty)
      add(block, to: &pages[pages.count - 1])
    }
    return pages
  }

  private static func add(_ block: [String: Any], to page: inout ReadPage) {
    let content = block["c"] as? [Any] ?? []
    switch block["t"] as? String {
    case "Header":
      page.headings.append(content[0] as? Int ?? 0)
      page.texts.append(text(content[2], &page))
    case "Para", "Plain": page.texts.append(text(content, &page))
    case "BlockQuote":
      for case let block as [String: Any] in content { add(block, to: &page) }
    case "BulletList":
      for case let item as [[String: Any]] in content {
        for block in item { add(block, to: &page) }
      }
    case let kind: page.strange.append(kind ?? "?")
    }
  }

  private static func text(_ inlines: Any, _ page: inout ReadPage) -> String {
    var words = ""
    for case let inline as [String: Any] in inlines as? [Any] ?? [] {
      let content = inline["c"] as? [Any] ?? []
      switch inline["t"] as? String {
      case "Str": words += inline["c"] as? String ?? ""
      case "Space": words += " "
      case "Strong", "Emph": words += text(content, &page)
      case "Link":
        words += text(content[1], &page)
        page.links.append((content[2] as? [String])?.first ?? "")
      case let kind: page.strange.append(kind ?? "?")
      }
    }
    return words
  }

  private static func pages(of atlas: Atlas) -> [Page] {
    let ids: [PageID] =
      [.atlas] + atlas.baskets.map { .basket($0.id) } + atlas.actors.map { .actor($0.id) }
      + atlas.issues.map { .issue($0.id) } + atlas.entries.map { .entry($0.id) }
    return ids.map { Page($0, of: atlas, in: .newest, keys: .standard) }
      + atlas.namedThings(in: .newest).map { Page(of: $0, in: atlas, .newest) }
  }

  /// Compares what is read with the elements of the pages: the texts of paragraphs, all headings, all links.
  private func expectRoundTrip(
    of atlas: Atlas, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let pages = Self.pages(of: atlas)
    let read = try Self.read(pages.map(\.markdown).joined(separator: "\n\n"))
    try #require(read.count == pages.count, sourceLocation: sourceLocation)
    for (page, read) in zip(pages, read) {
      #expect(read.strange.isEmpty, "\(page.id)", sourceLocation: sourceLocation)
      let links = page.targets.compactMap { target -> String? in
        guard case .link(let link) = target.destination else { return nil }
        return link.address.text
      }
      #expect(Set(read.links) == Set(links), "\(page.id)", sourceLocation: sourceLocation)
      let elements = (page.body + page.side).filter { $0.kind != .blank }
      #expect(
        read.texts.count == elements.count + (page.editions.isEmpty ? 0 : 1), "\(page.id)",
        sourceLocation: sourceLocation)
      #expect(
        read.headings.filter { $0 < 3 }.count
          == elements.count { $0.kind == .heading || $0.kind == .title },
        "\(page.id)", sourceLocation: sourceLocation)
      for (element, text) in zip(elements, read.texts) where element.kind != .row {
        let words = element.text.searched.text
        let expected = words.hasPrefix("• ") ? String(words.dropFirst(2)) : words
        #expect(text == expected, "\(page.id)", sourceLocation: sourceLocation)
      }
    }
  }

  @Test func `every page is read with its headings, its texts and its links`() throws {
    let exported = try Program.run(["export"]).output
    let atlas = try AtlasReader.read([[SourceDocument(name: "atlas", bytes: Array(exported.utf8))]])
    try expectRoundTrip(of: atlas)
  }

  @Test(
    arguments: [
      "1. *a* _b_ __c__ [d](e) <f> `g` | h ~~i~~ &amp; \\* ![j](k) <!-- l --> snake_case",
      "2) x", "- x", "+ x", "* x", "# x", "> x", "| a | b |", "```", "~~~", "---", "***", "===",
      "[a]: https://example.org", "<https://example.org>", "&lt;b&gt; &#42;", "\\", "a\\", "12345",
      "<script>alert(1)</script>",
    ])
  func `no text of the data is markup`(text: String) throws {
    let words = try #require(
      String(data: JSONEncoder().encode(text), encoding: .utf8))
    let document = """
      { "schema": 1, "editions": [ { "id": "e", "name": \(words), "date": "2022" } ],
        "baskets": [ { "id": "b", "name": \(words) } ],
        "issues": [ { "id": "i", "name": \(words), "basket": "b", "summary": \(words), "note": \(words) } ],
        "actors": [ { "id": "a", "label": \(words), "name": \(words), "website": "https://example.org/a_b_c?d=*e*&f=(g)&lt;h",
          "websiteStatus": "seen", "sources": { "e": "1" }, "sections": [ { "kind": "issue", "issue": "i",
            "title": \(words), "ownTerm": \(words), "topics": [\(words)], "sources": { "e": "1" },
            "blocks": [ { "text": \(words) }, { "text": \(words), "style": "item" } ],
            "facts": [ { "value": \(words), "measures": \(words), "kind": "other", "note": \(words) } ],
            "mentions": [ { "name": \(words), "kind": "tool", "url": "https://example.org/_x_", "status": "unchecked",
              "note": \(words) } ], "note": \(words) } ] } ] }
      """
    let atlas = try AtlasReader.read([
      [SourceDocument(name: "hostile", bytes: Array(document.utf8))]
    ])
    try expectRoundTrip(of: atlas)
  }
}
