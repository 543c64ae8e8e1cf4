import NcursesTerminal
import Testing
import TextUI

@Suite struct KeyDecoderTests {
  private func events(_ inputs: [RawInput], millisecondsApart: UInt64 = 0) -> [InputEvent] {
    var decoder = KeyDecoder()
    var time: UInt64 = 1
    var events: [InputEvent] = []
    for input in inputs {
      events += decoder.take(input, time: time)
      time += millisecondsApart * 1_000_000
    }
    return events + decoder.flush()
  }

  private func characters(_ text: String) -> [RawInput] {
    text.unicodeScalars.map { .character($0) }
  }

  private func click(_ report: String) -> [RawInput] {
    [.code(KeyDecoder.Code.mouse)] + characters(report)
  }

  @Test func `controls are the keys that sent them`() {
    #expect(
      events(characters("\r\t\u{7F}\u{04}\u{1F}é")) == [
        .key(Key(.enter)), .key(Key(.tab)), .key(Key(.backspace)), .key(.control("d")),
        .key(.control("_")), .key(.character("é")),
      ])
  }

  @Test func `an escape is itself when nothing follows, and alt with what follows`() {
    #expect(events(characters("\u{1B}")) == [.key(Key(.escape))])
    #expect(events(characters("\u{1B}n")) == [.key(.alt("n"))])
    #expect(events(characters("\u{1B}\u{1B}")) == [.key(Key(.escape)), .key(Key(.escape))])
  }

  @Test func `a click comes with its cell, a release says nothing`() {
    #expect(
      events(click("0;300;5M") + click("0;300;5m")) == [
        .mouse(MouseEvent(.press, at: Position(row: 4, column: 299)))
      ])
    #expect(
      events(click("65;1;1M")) == [.mouse(MouseEvent(.wheelDown, at: Position(row: 0, column: 0)))])
    #expect(
      events(click("64;1;1M")) == [.mouse(MouseEvent(.wheelUp, at: Position(row: 0, column: 0)))])
  }

  @Test func `two presses on a cell are a double click, but not two slow ones or three`() {
    let position = Position(row: 1, column: 1)
    let press = InputEvent.mouse(MouseEvent(.press, at: position))
    let double = InputEvent.mouse(MouseEvent(.doublePress, at: position))
    let twice = click("0;2;2M") + click("0;2;2M")
    #expect(events(twice, millisecondsApart: 1) == [press, double])
    #expect(events(twice, millisecondsApart: 200) == [press, press])
    #expect(events(twice + click("0;2;2M"), millisecondsApart: 1) == [press, double, press])
  }

  @Test(arguments: [
    "0;0;1M", "0;1M", "x", "0;1;1;1M", "99999999999999999999;1;1M", "2;1;1M", "35;2;2M",
  ])
  func `a broken or foreign mouse report is swallowed, and the next key is read`(report: String) {
    let events = events(click(report) + characters("q"))
    #expect(events.last == .key(.character("q")))
    #expect(!events.contains { if case .mouse = $0 { true } else { false } })
  }

  @Test func `a paste is text, whatever keys it spells`() {
    let inputs: [RawInput] =
      [.code(KeyDecoder.Code.pasteBegin)] + characters("q\n\u{1B}x")
      + [.code(KeyDecoder.Code.mouse), .code(KeyDecoder.Code.pasteEnd)] + characters("j")
    #expect(events(inputs) == [.paste("q\n\u{1B}x"), .key(.character("j"))])
  }

  @Test func `a megabyte of paste is kept to what can be used`() {
    let inputs: [RawInput] =
      [.code(KeyDecoder.Code.pasteBegin)]
      + Array(repeating: .character("x"), count: 1_000_000)
      + [.code(KeyDecoder.Code.pasteEnd)]
    guard case .paste(let text)? = events(inputs).first else {
      Issue.record("no paste came")
      return
    }
    #expect(text.unicodeScalars.count == 4096)
  }

  @Test(
    arguments: [
      "\u{1B}[1;2Q", "\u{1B}[I", "\u{1B}[57414u", "\u{1B}OQ", "\u{1B}]11;rgb:0/0/0\u{07}",
      "\u{1B}]11;rgb:q/q/q\u{1B}\\", "\u{1B}[?1;2c", "\u{1B}[12;5R", "\u{1B}P1$rq\u{1B}\\",
    ])
  func `a sequence that nobody knows is swallowed whole`(sequence: String) {
    #expect(events(characters(sequence + "j")) == [.key(.character("j"))])
  }

  @Test func `a paste without an end is given up, and keys are keys again`() {
    var decoder = KeyDecoder()
    _ = decoder.take(.code(KeyDecoder.Code.pasteBegin), time: 1)
    _ = decoder.take(.character("x"), time: 1)
    #expect(decoder.isWaiting)
    #expect(decoder.giveUp() == [.paste("x")])
    #expect(decoder.take(.character("q"), time: 2) == [.key(.character("q"))])
  }

  @Test func `a sequence that a slow line has parted is the sequence all the same`() {
    #expect(events(characters("\u{1B}[Aj")) == [.key(Key(.up)), .key(.character("j"))])
    #expect(
      events(characters("\u{1B}[1;5Cj")) == [.key(Key(.right, .control)), .key(.character("j"))])
    #expect(
      events(characters("\u{1B}[<0;2;2Mj")) == [
        .mouse(MouseEvent(.press, at: Position(row: 1, column: 1))), .key(.character("j")),
      ])
    #expect(
      events(characters("\u{1B}[200~q\u{1B}[20\u{1B}[201~j")) == [
        .paste("q\u{1B}[20"), .key(.character("j")),
      ])
  }

  @Test func `an unknown code is no key`() {
    #expect(events([.code(999), .character("a")]) == [.key(.character("a"))])
  }
}
