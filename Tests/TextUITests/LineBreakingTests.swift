import Testing
import TextUI

@Suite struct LineBreakingTests {
  private func lines(_ text: String, _ width: Int) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return LineBreaking.lines(of: scalars, width: width).map {
      String(String.UnicodeScalarView(scalars[$0]))
    }
  }

  @Test(
    arguments: [
      ("one two three", 8, ["one two", "three"]),
      ("one two three", 7, ["one two", "three"]),
      ("exact fit", 9, ["exact fit"]),
      ("double  blank", 8, ["double", "blank"]),
      ("trailing ", 20, ["trailing"]),
      ("unbreakableword", 6, ["unbrea", "kablew", "ord"]),
      ("well-known words", 6, ["well-", "known", "words"]),
      ("tele/ICT", 6, ["tele/", "ICT"]),
      ("from e-waste", 8, ["from", "e-waste"]),
      ("group ITU-T", 10, ["group", "ITU-T"]),
      ("中文字", 4, ["中文", "字"]),
      ("ab中文", 3, ["ab", "中", "文"]),
      ("", 10, [""]),
      ("e\u{301}e\u{301}e\u{301}", 2, ["e\u{301}e\u{301}", "e\u{301}"]),
    ])
  func `lines break between words, and in one only where it must be`(
    text: String, width: Int, expected: [String]
  ) {
    #expect(lines(text, width) == expected)
  }

  @Test func `no line is wider than asked for, and no word is lost`() {
    let text = "The quick-brown fox/dog — 中文字符 jumps over überlange Wörter and ends."
    for width in 2...40 {
      let broken = lines(text, width)
      for line in broken { #expect(DisplayWidth.of(line) <= width) }
      let wanted = text.filter { $0 != " " }
      #expect(broken.joined().filter { $0 != " " } == wanted)
    }
  }
}
