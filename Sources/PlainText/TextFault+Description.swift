extension TextFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .forbidden(let scalar, let kind, let place):
      "\(kind.inWords) \(name(of: scalar)) at character \(place + 1); remove it"
    case .tooManyMarks(let place):
      "more than \(TextGate.markLimit) accents on one letter from character \(place + 1) on; remove them"
    case .notNormalised:
      "text is not in normal form C (an accent stands apart from its letter); normalise it to NFC"
    }
  }
}

extension ScalarClass {
  fileprivate var inWords: String {
    switch self {
    case .ordinary: "character"
    case .control: "control character"
    case .bidirectional: "a character that turns the direction of text,"
    case .invisible: "invisible character"
    }
  }
}
