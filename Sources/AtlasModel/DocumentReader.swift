import PlainText

/// The members of one object, looked up by key.
struct Fields {
  /// The node of the object itself, for faults about the whole.
  let object: Int
  fileprivate let known: [StaticString]
  /// The value of each known key, as a node; -1 where the object lacks it.
  fileprivate var values: [Int32]
}

/// Reads typed values off a tape and notes every fault with its place, so that all are told at once.
///
/// What is wrong is noted and reading goes on with a stand-in: the caller throws the result away if
/// `faults` is not empty at the end.
struct DocumentReader {
  let name: String
  let tape: JSONTape
  /// What is wrong, in the order in which it was found; see ``faults``.
  private var found: [(node: Int, problem: Fault.Problem)] = []
  /// How many more faults there are than are told in full.
  private(set) var omittedCount = 0

  /// More faults of one document than this are counted only: nobody reads them, and the pointer of each
  /// takes a walk through the document.
  static let faultLimit = 200

  init(name: String, tape: JSONTape) {
    self.name = name
    self.tape = tape
  }

  /// Whether further faults are only counted, so that nothing need be worked out for them.
  var isFull: Bool { found.count >= Self.faultLimit }

  mutating func note(_ problem: Fault.Problem, at node: Int) {
    if !isFull {
      found.append((node, problem))
    } else {
      omittedCount += 1
    }
  }

  /// All that was noted, as an editor would go through the document.
  var faults: [Fault] {
    let places = found.map { fault in
      // A string is found at its opening quote, like every other value at its first character.
      Int(tape[fault.node].start) - (tape[fault.node].kind == .string ? 1 : 0)
    }
    var line = 1
    var column = 1
    var offset = 0
    return found.indices.sorted { places[$0] < places[$1] }.map { place in
      // One walk over the bytes for all faults together.
      let further = JSONTape.place(ofByte: places[place] - offset, in: tape.bytes[offset...])
      column = further.line == 1 ? column + further.column - 1 : further.column
      line += further.line - 1
      offset = places[place]
      return Fault(
        document: name, line: line, column: column, pointer: tape.pointer(to: found[place].node),
        problem: found[place].problem)
    }
  }
}

// MARK: Containers

extension DocumentReader {
  /// The members of an object; unknown and repeated keys are noted, no key is asked for yet.
  mutating func fields(of node: Int, known: [StaticString]) -> Fields? {
    guard tape[node].kind == .object else {
      note(.wrongType(expected: "an object", found: tape[node].kind.inWords), at: node)
      return nil
    }
    var fields = Fields(
      object: node, known: known, values: Array(repeating: -1, count: known.count))
    let end = Int(tape[node].next)
    var key = node + 1
    while key < end {
      let value = key + 1
      if let place = known.firstIndex(where: { tape.isSpelled($0, at: key) }) {
        if fields.values[place] >= 0 {
          note(.repeatedKey(tape.text(of: key)), at: key)
        }
        fields.values[place] = Int32(value)
      } else {
        let spelled = tape.text(of: key)
        let near = isFull ? [] : nearestNames(to: spelled, among: known.map(\.description))
        note(.unknownKey(spelled, nearest: near), at: key)
      }
      key = Int(tape[value].next)
    }
    return fields
  }

  /// The value of a key, if the object has it.
  func value(_ key: StaticString, in fields: Fields) -> Int? {
    for place in fields.known.indices where fields.known[place].utf8Start == key.utf8Start {
      return fields.values[place] < 0 ? nil : Int(fields.values[place])
    }
    for place in fields.known.indices where fields.known[place].description == key.description {
      return fields.values[place] < 0 ? nil : Int(fields.values[place])
    }
    preconditionFailure("\(key) is not in the list of known keys: \(fields.known)")
  }

  /// The value of a key that must be there.
  mutating func required(_ key: StaticString, in fields: Fields) -> Int? {
    if let node = value(key, in: fields) { return node }
    note(.missingKey(key.description), at: fields.object)
    return nil
  }

  /// The nodes of an array under a key; none where the key is absent.
  mutating func items(_ key: StaticString, in fields: Fields) -> [Int] {
    guard let node = value(key, in: fields) else { return [] }
    return items(of: node)
  }

  mutating func items(of node: Int) -> [Int] {
    guard tape[node].kind == .array else {
      note(.wrongType(expected: "an array", found: tape[node].kind.inWords), at: node)
      return []
    }
    var items: [Int] = []
    var item = node + 1
    let end = Int(tape[node].next)
    while item < end {
      items.append(item)
      item = Int(tape[item].next)
    }
    return items
  }

  /// The members of an object whose keys are data, as (key, value) nodes; repeated keys are noted.
  mutating func entries(of node: Int) -> [(key: Int, value: Int)] {
    guard tape[node].kind == .object else {
      note(.wrongType(expected: "an object", found: tape[node].kind.inWords), at: node)
      return []
    }
    var entries: [(key: Int, value: Int)] = []
    var seen: Set<String> = []
    var key = node + 1
    let end = Int(tape[node].next)
    while key < end {
      if !seen.insert(tape.text(of: key)).inserted {
        note(.repeatedKey(tape.text(of: key)), at: key)
      }
      entries.append((key, key + 1))
      key = Int(tape[key + 1].next)
    }
    return entries
  }
}

// MARK: Values

extension DocumentReader {
  /// A text that may be shown: not empty, no outer blank, nothing that the gate refuses.
  mutating func text(at node: Int) -> String {
    let value = tape[node]
    guard value.kind == .string else {
      note(.wrongType(expected: "a string", found: value.kind.inWords), at: node)
      return ""
    }
    let text = tape.text(of: node)
    if text.isEmpty {
      note(.emptyText, at: node)
    } else if text.utf8.first == 0x20 || text.utf8.last == 0x20 {
      note(.outerBlank, at: node)
    }
    if !value.isPlain, let fault = TextGate.fault(in: text) {
      note(.text(fault), at: node)
    }
    return text
  }

  mutating func text(_ key: StaticString, in fields: Fields) -> String? {
    value(key, in: fields).map { text(at: $0) }
  }

  mutating func requiredText(_ key: StaticString, in fields: Fields) -> String {
    required(key, in: fields).map { text(at: $0) } ?? ""
  }

  /// A list of texts in which none stands twice.
  mutating func texts(_ key: StaticString, in fields: Fields) -> [String] {
    var texts: [String] = []
    var seen: Set<String> = []
    for item in items(key, in: fields) {
      let text = text(at: item)
      if !seen.insert(text).inserted { note(.repeatedMember(text), at: item) }
      texts.append(text)
    }
    return texts
  }

  /// One of the names of an enumeration; the first where it is none, with a fault.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    at node: Int, of type: Choice.Type = Choice.self
  ) -> Choice? {
    let text = text(at: node)
    if let choice = Choice(rawValue: text) { return choice }
    note(.unknownChoice(text, choices: Choice.allCases.map(\.rawValue)), at: node)
    return nil
  }

  mutating func isTrue(_ key: StaticString, in fields: Fields) -> Bool {
    guard let node = value(key, in: fields) else { return false }
    switch tape[node].kind {
    case .true: return true
    case .false: return false
    case .object, .array, .string, .number, .null:
      note(.wrongType(expected: "true or false", found: tape[node].kind.inWords), at: node)
      return false
    }
  }

  mutating func number(_ key: StaticString, in fields: Fields) -> Double? {
    guard let node = value(key, in: fields) else { return nil }
    guard tape[node].kind == .number else {
      note(.wrongType(expected: "a number", found: tape[node].kind.inWords), at: node)
      return nil
    }
    guard let number = Double(tape.text(of: node)), number.isFinite else {
      note(.outOfRange(tape.text(of: node), expected: "a number below 1.8e308"), at: node)
      return nil
    }
    return number
  }

  /// A year: a whole number from 1 to 9999.
  mutating func year(_ key: StaticString, in fields: Fields) -> Int? {
    guard let node = value(key, in: fields) else { return nil }
    guard tape[node].kind == .number else {
      note(.wrongType(expected: "a year", found: tape[node].kind.inWords), at: node)
      return nil
    }
    guard let year = Int(tape.text(of: node)), 1...9999 ~= year else {
      note(.outOfRange(tape.text(of: node), expected: "a year from 1 to 9999"), at: node)
      return nil
    }
    return year
  }

  mutating func date(_ key: StaticString, in fields: Fields) -> String? {
    guard let node = value(key, in: fields) else { return nil }
    let text = text(at: node)
    let lengths = [4, 2, 2]
    let limits = [1...9999, 1...12, 1...31]
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isDate =
      parts.count <= 3
      && zip(parts, zip(lengths, limits)).allSatisfy { part, rule in
        part.utf8.count == rule.0 && part.utf8.allSatisfy { 0x30...0x39 ~= $0 }
          && rule.1 ~= (Int(part) ?? 0)
      }
    if !isDate { note(.badDate(text), at: node) }
    return text
  }

  mutating func address(at node: Int) -> LinkAddress? {
    let text = text(at: node)
    do {
      return try LinkAddress(checking: text)
    } catch {
      note(.link(error), at: node)
      return nil
    }
  }

  /// A link and its status, of which both or neither must be there.
  mutating func link(
    _ key: StaticString, status statusKey: StaticString, in fields: Fields
  ) -> Link? {
    let status = value(statusKey, in: fields)
    guard let node = value(key, in: fields) else {
      if let status { note(.statusWithoutLink, at: status) }
      return nil
    }
    let address = address(at: node)
    guard let status else {
      note(.linkWithoutStatus, at: node)
      return nil
    }
    guard let choice = choice(at: status, of: LinkStatus.self), let address else { return nil }
    return Link(address: address, status: choice)
  }

  mutating func identifier(at node: Int) -> String {
    let text = text(at: node)
    // Runs of small letters and digits, parted by single dashes.
    var isIdentifier = text.utf8.count <= 64
    var isDashAllowed = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        isDashAllowed = true
      case UInt8(ascii: "-") where isDashAllowed: isDashAllowed = false
      default: isIdentifier = false
      }
    }
    isIdentifier = isIdentifier && isDashAllowed
    if !isIdentifier, !text.isEmpty { note(.badIdentifier(text), at: node) }
    return text
  }
}

extension JSONTape.Kind {
  var inWords: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .true: "true"
    case .false: "false"
    case .null: "null"
    }
  }
}
