import PlainText

/// The members of one object, looked up by key.
struct Fields {
  /// The node of the object itself, for faults about the whole.
  let object: Int
  fileprivate let known: [StaticString]
  /// The value of each known key, as a node; -1 where the object lacks it.
  ///
  /// No record has more keys.
  fileprivate var values: InlineArray<16, Int32>
}

/// Reads typed values off a tape and notes every fault with its place, so that all are told at once.
///
/// What is wrong is noted and reading goes on with a stand-in: the caller throws the result away if
/// there are faults at the end.
struct DocumentReader {
  let name: String
  let tape: JSONTape
  /// How many scalars a text may have, fifty times those of our longest paragraph.
  ///
  /// What is shown in one piece, matched and broken into lines stays quick whatever is in a document.
  private static let textLimit = 1 << 16
  /// How many faults are told, the first by place; the rest is counted.
  private let faultLimit: Int
  /// What is wrong, in the order in which it was found; never more than twice as many as are told.
  private var found: [(node: Int, problem: Fault.Problem)] = []
  /// What is found from this node on comes after all that is told.
  private var horizon = Int.max
  private(set) var faultCount = 0

  init(name: String, tape: JSONTape, faultLimit: Int) {
    self.name = name
    self.tape = tape
    self.faultLimit = faultLimit
  }

  /// Whether a fault at this node may be told, so that something should be worked out for it.
  func isTold(at node: Int) -> Bool { node < horizon }

  mutating func note(_ problem: Fault.Problem, at node: Int) {
    faultCount += 1
    guard isTold(at: node) else { return }
    found.append((node, problem))
    // Put in order once for as many as are told, so that a fault takes the same time however many there are.
    guard found.count / 2 >= faultLimit else { return }
    found = first
    horizon = found.last?.node ?? 0
  }

  /// The faults that are told, as an editor would go through the document.
  private var first: [(node: Int, problem: Fault.Problem)] {
    found.enumerated().sorted { ($0.element.node, $0.offset) < ($1.element.node, $1.offset) }
      .prefix(faultLimit).map(\.element)
  }

  /// The first faults by place, with what is worked out only for these.
  var faults: [Fault] {
    let first = first
    var line = 1
    var column = 1
    var offset = 0
    return zip(first, tape.pointers(to: first.map(\.node))).map { fault, pointer in
      // A string is found at its opening quote, like every other value at its first character.
      let node = tape[fault.node]
      let place = Int(node.start) - (node.kind == .string ? 1 : 0)
      // One walk over the bytes for all faults together.
      let further = JSONTape.place(ofByte: place - offset, in: tape.bytes[offset...])
      column = further.line == 1 ? column + further.column - 1 : further.column
      line += further.line - 1
      offset = place
      return Fault(
        document: name, line: line, column: column, pointer: pointer, problem: fault.problem)
    }
  }
}

/// Texts of which none is to stand twice.
struct DistinctTexts {
  /// The first ones, compared one by one: mostly there are no more, and hashing them takes longer.
  private var few: [String] = []
  private var many: Set<String> = []
  private static let fewLimit = 8

  /// Whether the text is a new one, which it then no longer is.
  mutating func insert(_ text: String) -> Bool {
    if many.isEmpty {
      if few.contains(text) { return false }
      few.append(text)
      if few.count > Self.fewLimit { many = Set(few) }
      return true
    }
    return many.insert(text).inserted
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
    var fields = Fields(object: node, known: known, values: InlineArray(repeating: -1))
    let end = Int(tape[node].next)
    var key = node + 1
    var strangers = DistinctTexts()
    while key < end {
      let value = key + 1
      if let place = tape.place(ofKey: key, among: known) {
        if fields.values[place] >= 0 {
          note(.repeatedKey(tape.text(of: key)), at: key)
        }
        fields.values[place] = Int32(value)
      } else {
        let spelled = tape.text(of: key)
        if strangers.insert(spelled) {
          let isTold = isTold(at: key)
          let nearest = isTold ? nearestNames(to: spelled, among: known.map(\.description)) : []
          note(.unknownKey(spelled, nearest: nearest), at: key)
        } else {
          note(.repeatedKey(spelled), at: key)
        }
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
    var seen = DistinctTexts()
    var key = node + 1
    let end = Int(tape[node].next)
    while key < end {
      if !seen.insert(tape.text(of: key)) {
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
    } else if text.utf8.count > Self.textLimit, text.unicodeScalars.count > Self.textLimit {
      note(.longText(limit: Self.textLimit), at: node)
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
    var seen = DistinctTexts()
    for item in items(key, in: fields) {
      let text = text(at: item)
      if !seen.insert(text) { note(.repeatedMember(text), at: item) }
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
    let limits = [9999, 12, 31]
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isDate =
      parts.count <= 3
      && zip(parts, zip(lengths, limits)).allSatisfy { part, rule in
        part.utf8.count == rule.0 && part.utf8.allSatisfy { 0x30...0x39 ~= $0 }
          && 1...rule.1 ~= (Int(part) ?? 0)
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
