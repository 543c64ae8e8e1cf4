import NcursesTerminal
import TextUI

/// What must hold of anything that a terminal sends, and of keys as they are written.
package enum KeyProperties {
  /// The first property that does not hold, in words; nil where all do.
  package static func violation(_ bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    let inputs = asRead(text)
    return violation(decoding: inputs) ?? violation(cutting: inputs) ?? violation(reading: text)
  }

  /// What ncurses makes of a text: the sequences that are defined become codes, the rest characters.
  private static func asRead(_ text: String) -> [RawInput] {
    let sequences = KeyDecoder.sequences.map { (Array($0.text.unicodeScalars), $0.code) }
    var rest = Array(text.unicodeScalars)[...]
    var inputs: [RawInput] = []
    while let first = rest.first {
      if first == "\u{1B}",
        let (sequence, code) = sequences.first(where: { rest.starts(with: $0.0) })
      {
        inputs.append(.code(code))
        rest.removeFirst(sequence.count)
      } else {
        inputs.append(.character(first))
        rest.removeFirst()
      }
    }
    return inputs
  }

  // MARK: Nothing is lost

  /// Each character is a key of its own, or belongs to something that it began or goes on with.
  private static func violation(decoding inputs: [RawInput]) -> String? {
    var decoder = KeyDecoder()
    var pasted: String.UnicodeScalarView?
    /// Characters of the paste since something else came.
    var unbroken = 0
    let end = "\u{1B}[201~".unicodeScalars
    var keys: [Key] = []
    for (place, input) in inputs.enumerated() {
      let wasWaiting = decoder.isWaiting
      let wasEscaped = decoder.isEscaped
      let events = decoder.take(input, time: UInt64(place) * 50_000_000)
      keys += events.compactMap { if case .key(let key) = $0 { key } else { nil } }
      if var text = pasted {
        var isEnd = input == .code(KeyDecoder.Code.pasteEnd)
        if case .character(let scalar) = input {
          text.append(scalar)
          unbroken += 1
        } else {
          unbroken = 0
        }
        // The end may come as characters, where a slow line parts it.
        if unbroken >= end.count, text.suffix(end.count).elementsEqual(end) {
          text.removeLast(end.count)
          isEnd = true
        }
        guard isEnd else {
          guard events.isEmpty else { return "\(events) within a paste" }
          pasted = text
          continue
        }
        guard case .paste(let kept)? = events.first, events.count == 1,
          kept == String(String.UnicodeScalarView(text.prefix(kept.unicodeScalars.count))),
          kept.unicodeScalars.count == min(text.count, pasteLimit)
        else { return "a paste of \(text.count) characters is \(events)" }
        pasted = nil
        continue
      }
      // A mouse report or an unknown sequence that something else breaks off gives way to it.
      if case .code(KeyDecoder.Code.pasteBegin) = input {
        pasted = .init()
        unbroken = 0
      }
      guard !wasWaiting else { continue }
      switch input {
      case .character("\u{1B}"):
        guard events.count == (wasEscaped ? 1 : 0), decoder.isEscaped else {
          return "input \(place), an escape, is \(events)"
        }
      case .character:
        guard events.count == (decoder.isWaiting ? 0 : 1), wasEscaped || !decoder.isWaiting else {
          return "input \(place), \(input), is \(events)"
        }
      case .code: break
      }
      if events.count > 1 + (wasEscaped ? 1 : 0) { return "input \(place), \(input), is \(events)" }
    }
    return violation(ending: decoder) ?? violation(writing: keys)
  }

  private static let pasteLimit = 4096

  /// After a silence the next key is a key, whatever was begun.
  private static func violation(ending decoder: KeyDecoder) -> String? {
    var decoder = decoder
    _ = decoder.giveUp()
    _ = decoder.flush()
    let events = decoder.take(.character("q"), time: .max)
    return events == [.key(.character("q"))] ? nil : "after a silence q is \(events)"
  }

  // MARK: Reads

  /// However what is sent is cut into reads, it means the same, but for a cut after an escape, which alone is
  /// a key.
  private static func violation(cutting inputs: [RawInput]) -> String? {
    var (whole, cut) = (KeyDecoder(), KeyDecoder())
    for (place, input) in inputs.enumerated() {
      let time = UInt64(place) * 50_000_000
      let expected = whole.take(input, time: time)
      var events = cut.take(input, time: time)
      if !cut.isEscaped { events += cut.flush() }
      guard events == expected else { return "cut at \(place): \(events), in one: \(expected)" }
    }
    return nil
  }

  // MARK: Notation

  /// Every key that can come is written, and read as the same key.
  private static func violation(writing keys: [Key]) -> String? {
    let text = KeyNotation.text(of: keys)
    do {
      let back = try KeyNotation.keys(in: text)
      return back == keys ? nil : "\(keys) written [\(text)] is read as \(back)"
    } catch {
      return "\(keys) written [\(text)] is refused: \(error)"
    }
  }

  private static func violation(reading text: String) -> String? {
    guard let events = try? KeyNotation.events(in: text) else { return nil }
    for event in events {
      switch event {
      case .resize(let size):
        guard size.rows * size.columns <= 1_000_000, size.rows > 0, size.columns > 0 else {
          return "a size of \(size)"
        }
      case .mouse(let event):
        guard event.position.row >= 0, event.position.column >= 0 else {
          return "a click at \(event.position)"
        }
      case .key(let key): if key.label.isEmpty { return "a key without a label: \(key)" }
      case .paste, .pause: break
      }
    }
    return violation(writing: events.compactMap { if case .key(let key) = $0 { key } else { nil } })
  }
}

extension KeyDecoder {
  /// Whether an escape has come of which it is not known yet whether it is a key.
  fileprivate var isEscaped: Bool {
    var copy = self
    return !copy.flush().isEmpty
  }
}
