import Testing
import TextUI

@Suite struct KeyNotationTests {
  @Test func `keys are written as in vim`() throws {
    let keys = try KeyNotation.keys(in: "a<tab><c-d><s-tab><m-n><lt><space><f1>é")
    #expect(
      keys == [
        .character("a"), Key(.tab), .control("d"), Key(.tab, .shift), .alt("n"),
        .character("<"), .character(" "), Key(.function(1)), .character("é"),
      ])
  }

  @Test func `clicks count from one, sizes are columns by rows`() throws {
    let events = try KeyNotation.events(in: "<click 5,10><resize 80x24><paste a b><wheel-down 1,1>")
    #expect(
      events == [
        .mouse(MouseEvent(.press, at: Position(row: 4, column: 9))),
        .resize(Size(rows: 24, columns: 80)), .paste("a b"),
        .mouse(MouseEvent(.wheelDown, at: Position(row: 0, column: 0))),
      ])
  }

  @Test(arguments: [
    "<nope>", "<", "<click 0,1>", "<click x>", "<resize 0x4>", "<c->", "<a>", "<x-a>",
  ])
  func `what is no key is refused by name`(script: String) {
    let error = #expect(throws: KeyNotationError.self) { try KeyNotation.events(in: script) }
    #expect(error?.part == script)
  }

  @Test(
    arguments: [
      ("<c-d>", "^d"), ("<s-tab>", "S-Tab"), ("<m-n>", "M-n"), ("<down>", "↓"), ("<lt>", "<"),
      ("<space>", "Space"), ("j", "j"), ("<f1>", "F1"),
    ])
  func `help names keys as people do`(notation: String, label: String) throws {
    #expect(try KeyNotation.keys(in: notation).map(\.label) == [label])
  }

  @Test(
    arguments: [
      ("<C-D>", "<c-d>"), ("<CR>", "<enter>"), ("<A-x>", "<m-x>"), ("<s-j>", "J"),
      ("<PageUp>", "<pgup>"), ("<F5>", "<f5>"), ("<Space>", "<space>"), ("<", "<lt>"),
      ("<c-i>", "<tab>"), ("<C-M>", "<enter>"), ("<c-[>", "<esc>"), ("<c-space>", "<c-@>"),
      ("gg", "gg"), ("<m->>", "<m->>"), ("<a-->", "<m-->"), ("<m-\u{301}>", "<m-\u{301}>"),
      ("<enter>\u{301}", "<enter>\u{301}"), ("<c-m-up>", "<c-m-up>"), ("<s-tab>", "<s-tab>"),
      ("é", "é"),
    ])
  func `a key has one way of being written, that of the terminal`(typed: String, text: String)
    throws
  {
    let keys = typed == "<" ? [Key.character("<")] : try KeyNotation.keys(in: typed)
    #expect(KeyNotation.text(of: keys) == text)
    #expect(try KeyNotation.keys(in: text) == keys)
  }

  @Test(
    arguments: [
      ("j", true), ("<c-d>", true), ("<m-j>", true), ("<s-left>", true), ("<c-m-home>", true),
      ("<s-tab>", true), ("<m-enter>", true), ("<c-_>", true), ("<c-\\>", false), ("<c-1>", false),
      ("<c-enter>", false), ("<s-f1>", false), ("<m-[>", false), ("<c-tab>", false),
      ("<m-esc>", false),
    ])
  func `what no terminal sends is known`(notation: String, isSendable: Bool) throws {
    #expect(try KeyNotation.keys(in: notation).allSatisfy(\.isSendable) == isSendable)
  }
}
