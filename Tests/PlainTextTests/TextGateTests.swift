import PlainText
import Testing

@Suite struct TextGateTests {
  @Test(
    arguments: [
      ("plain", "plain", "plain"),
      ("Genève, é ü ß 中", "Genève, é ü ß 中", "Genève, é ü ß 中"),
      ("\u{1B}[31mred", "\u{241B}[31mred", "[31mred"),
      ("bell\u{07}", "bell\u{2407}", "bell"),
      ("del\u{7F}", "del\u{2421}", "del"),
      ("c1 \u{9B}31m", "c1 \u{FFFD}31m", "c1 31m"),
      ("over\u{202E}ride", "over\u{FFFD}ride", "override"),
      ("zero\u{200B}width", "zero\u{FFFD}width", "zerowidth"),
      ("mark\u{FEFF}", "mark\u{FFFD}", "mark"),
      ("two\nlines", "two\u{240A}lines", "two\nlines"),
      ("tag\u{E0041}", "tag\u{FFFD}", "tag"),
    ])
  func `what commands a terminal is shown as a sign and not handed on`(
    text: String, shown: String, handedOn: String
  ) {
    #expect(TextGate.shown(text) == shown)
    #expect(TextGate.handedOn(text) == handedOn)
  }

  @Test func `no character that is not ordinary is ever shown`() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let standIn = TextGate.standIn(for: scalar)
      #expect(ScalarClass(standIn) == .ordinary)
    }
  }

  @Test func `a document may not hold controls, turned text, or text apart from its accents`() {
    #expect(TextGate.fault(in: "Genève – “here”, 中文 👍") == nil)
    #expect(TextGate.fault(in: "a\u{09}b") == .forbidden("\u{09}", .control, at: 1))
    #expect(TextGate.fault(in: "é\u{202E}") == .forbidden("\u{202E}", .bidirectional, at: 1))
    #expect(TextGate.fault(in: "\u{200B}") == .forbidden("\u{200B}", .invisible, at: 0))
    #expect(TextGate.fault(in: "Gene\u{300}ve") == .notNormalised)
    #expect(TextGate.fault(in: "\u{212B}") == .notNormalised)
  }

  @Test func `no letter carries more accents than putting them in order is quick for`() {
    let marks = String(repeating: "\u{323}\u{301}", count: 15)
    #expect(TextGate.fault(in: "xy" + marks) != .tooManyMarks(at: 2))
    #expect(TextGate.fault(in: "xy" + marks + "\u{301}") == .tooManyMarks(at: 2))
    // Would never end if the marks were put in order first.
    let many = String(repeating: "\u{301}\u{323}", count: 500_000)
    #expect(TextGate.fault(in: "x" + many) == .tooManyMarks(at: 1))
  }

  @Test func `an ascii twin is one ascii character, whatever the character`() {
    for scalar in "é ü ß œ Ł — ’ “ … • ▶ │ ━ › 中 👍 ٣".unicodeScalars {
      #expect(Normalisation.asciiTwin(of: scalar).isASCII)
    }
    #expect(Normalisation.asciiTwin(of: "é") == "e")
    #expect(Normalisation.asciiTwin(of: "│") != Normalisation.asciiTwin(of: "┃"))
  }
}
