import PlainText

/// The keys of each kind of record, as `atlas.schema.json` describes them.
enum Keys {
  static let id: [StaticString] = ["id"]
  static let document: [StaticString] = ["schema", "editions", "baskets", "issues", "actors"]
  static let edition: [StaticString] = ["id", "name", "date", "note"]
  static let basket: [StaticString] = ["id", "name"]
  static let issue: [StaticString] = [
    "id", "name", "basket", "aliases", "otherNames", "seeAlso", "summary", "url", "status", "note",
  ]
  static let actor: [StaticString] = [
    "id", "label", "name", "otherNames", "notes", "stakeholderGroup", "established", "address",
    "website", "websiteStatus", "channels", "cutIn", "sources", "sections",
  ]
  static let otherName: [StaticString] = ["name", "language"]
  static let channel: [StaticString] = ["platform", "handle", "url", "status", "editions", "note"]
  static let section: [StaticString] = [
    "kind", "issue", "title", "ownTerm", "touches", "topics", "sources", "blocks", "facts",
    "mentions", "note",
  ]
  static let block: [StaticString] = ["text", "style", "editions"]
  static let fact: [StaticString] = [
    "value", "measures", "kind", "year", "target", "asOf", "number", "unit", "editions", "note",
  ]
  static let mention: [StaticString] = [
    "name", "acronym", "kind", "url", "status", "actor", "editions", "note",
  ]
}

/// The ids that references may name: those of all documents together.
struct KnownIdentifiers {
  struct Kind {
    let name: String
    private(set) var ids: Set<String> = []

    init(_ kind: RecordKind) { name = kind.name }

    mutating func add(_ id: String) { ids.insert(id) }

    /// The ids near to one that is none of them; none among so many that looking at all would be felt.
    func nearest(to id: String) -> [String] {
      ids.count > 20_000 ? [] : nearestNames(to: id, among: ids.sorted())
    }
  }
  private(set) var editions = Kind(.edition)
  private(set) var baskets = Kind(.basket)
  private(set) var issues = Kind(.issue)
  private(set) var actors = Kind(.actor)
  /// Whether an id that is not here is known to be nowhere.
  var isComplete = true

  subscript(_ kind: RecordKind) -> Kind {
    _read {
      switch kind {
      case .edition: yield editions
      case .basket: yield baskets
      case .issue: yield issues
      case .actor: yield actors
      }
    }
    _modify {
      switch kind {
      case .edition: yield &editions
      case .basket: yield &baskets
      case .issue: yield &issues
      case .actor: yield &actors
      }
    }
  }

  /// A fault about a reference to nothing, with the ids that may have been meant.
  func hinted(_ fault: Fault) -> Fault {
    guard case .dangling(let what, let id, _) = fault.problem,
      let kind = RecordKind.allCases.first(where: { $0.name == what })
    else { return fault }
    return Fault(
      document: fault.document, line: fault.line, column: fault.column, pointer: fault.pointer,
      problem: .dangling(what: what, id: id, nearest: self[kind].nearest(to: id)))
  }
}

/// Reads the records of one document; references are checked against the ids of all documents.
struct RecordReader {
  var reader: DocumentReader
  let known: KnownIdentifiers

  mutating func edition(at node: Int) -> Edition? {
    guard let fields = reader.fields(of: node, known: Keys.edition) else { return nil }
    _ = reader.required("date", in: fields)
    return Edition(
      id: Edition.ID(identifier(in: fields)), name: reader.requiredText("name", in: fields),
      date: reader.date("date", in: fields) ?? "", note: reader.text("note", in: fields))
  }

  mutating func basket(at node: Int) -> Basket? {
    guard let fields = reader.fields(of: node, known: Keys.basket) else { return nil }
    return Basket(
      id: Basket.ID(identifier(in: fields)), name: reader.requiredText("name", in: fields))
  }

  mutating func issue(at node: Int) -> Issue? {
    guard let fields = reader.fields(of: node, known: Keys.issue) else { return nil }
    let id = Issue.ID(identifier(in: fields))
    var otherNames: [OtherName] = []
    if let names = reader.value("otherNames", in: fields) {
      for entry in reader.entries(of: names) {
        otherNames.append(
          OtherName(name: reader.text(at: entry.value), language: language(at: entry.key)))
      }
    }
    return Issue(
      id: id, name: reader.requiredText("name", in: fields),
      basket: Basket.ID(
        reader.required("basket", in: fields).map {
          reference(at: $0, to: known.baskets)
        } ?? ""),
      aliases: reader.texts("aliases", in: fields), otherNames: otherNames,
      seeAlso: issues("seeAlso", in: fields, but: id, problem: .selfReference),
      summary: reader.requiredText("summary", in: fields),
      link: reader.link("url", status: "status", in: fields),
      note: reader.text("note", in: fields))
  }

  mutating func actor(at node: Int) -> Actor? {
    guard let fields = reader.fields(of: node, known: Keys.actor) else { return nil }
    _ = reader.required("website", in: fields)
    _ = reader.required("websiteStatus", in: fields)
    _ = reader.required("sections", in: fields)
    var sections: [Section] = []
    for item in reader.items("sections", in: fields) {
      if let section = section(at: item) { sections.append(section) }
    }
    var channels: [Channel] = []
    for item in reader.items("channels", in: fields) {
      if let channel = channel(at: item) { channels.append(channel) }
    }
    var otherNames: [OtherName] = []
    for item in reader.items("otherNames", in: fields) {
      guard let name = reader.fields(of: item, known: Keys.otherName) else { continue }
      otherNames.append(
        OtherName(
          name: reader.requiredText("name", in: name),
          language: reader.value("language", in: name).map { language(at: $0) }))
    }
    let website = reader.link("website", status: "websiteStatus", in: fields)
    let sources = sources(in: fields)
    let id = Actor.ID(identifier(in: fields))
    let label = reader.requiredText("label", in: fields)
    let name = reader.requiredText("name", in: fields)
    let notes = reader.texts("notes", in: fields)
    let stakeholderGroup = reader.text("stakeholderGroup", in: fields)
    let established = reader.year("established", in: fields)
    let address = reader.text("address", in: fields)
    let cutIn = editions("cutIn", in: fields) ?? []
    // Only now, for every other fault is to be told too.
    guard let website else { return nil }
    return Actor(
      id: id, label: label, name: name, otherNames: otherNames, notes: notes,
      stakeholderGroup: stakeholderGroup, established: established, address: address,
      website: website, channels: channels, cutIn: cutIn, sources: sources, sections: sections)
  }

  private mutating func channel(at node: Int) -> Channel? {
    guard let fields = reader.fields(of: node, known: Keys.channel) else { return nil }
    return Channel(
      platform: reader.requiredText("platform", in: fields),
      handle: reader.requiredText("handle", in: fields),
      link: reader.link("url", status: "status", in: fields),
      editions: editions("editions", in: fields), note: reader.text("note", in: fields))
  }
}

// MARK: References

extension RecordReader {
  mutating func identifier(in fields: Fields) -> String {
    reader.required("id", in: fields).map { reader.identifier(at: $0) } ?? ""
  }

  private mutating func language(at node: Int) -> String {
    let text = reader.text(at: node)
    if !(2...3 ~= text.utf8.count && text.utf8.allSatisfy { 0x61...0x7A ~= $0 }) {
      reader.note(
        .outOfRange(quoted(text), expected: "a language code such as 'fr' or 'de'"), at: node)
    }
    return text
  }

  mutating func reference(at node: Int, to kind: KnownIdentifiers.Kind) -> String {
    let id = reader.text(at: node)
    if known.isComplete, !id.isEmpty, !kind.ids.contains(id) {
      // Which ids are near is worked out only for what is told in the end.
      reader.note(.dangling(what: kind.name, id: id, nearest: []), at: node)
    }
    return id
  }

  mutating func issues(
    _ key: StaticString, in fields: Fields, but own: Issue.ID?, problem: Fault.Problem
  ) -> [Issue.ID] {
    var issues: [Issue.ID] = []
    var seen = DistinctTexts()
    for item in reader.items(key, in: fields) {
      let issue = Issue.ID(reference(at: item, to: known.issues))
      if issue == own { reader.note(problem, at: item) }
      if !seen.insert(issue.text) { reader.note(.repeatedMember(issue.text), at: item) }
      issues.append(issue)
    }
    return issues
  }

  mutating func editions(_ key: StaticString, in fields: Fields) -> [Edition.ID]? {
    guard let node = reader.value(key, in: fields) else { return nil }
    var editions: [Edition.ID] = []
    for item in limited(reader.items(of: node), at: node) {
      let edition = Edition.ID(reference(at: item, to: known.editions))
      if editions.contains(edition) { reader.note(.repeatedMember(edition.text), at: item) }
      editions.append(edition)
    }
    return editions
  }

  /// Editions that something names, as many as there may be, so that looking through them takes no time.
  private mutating func limited<Item>(_ editions: [Item], at node: Int) -> ArraySlice<Item> {
    if editions.count > Edition.limit {
      reader.note(.tooMany(what: "editions", limit: Edition.limit), at: node)
    }
    return editions.prefix(Edition.limit)
  }

  mutating func sources(in fields: Fields) -> Sources {
    guard let node = reader.required("sources", in: fields) else { return Sources(parts: []) }
    var parts: [Sources.Part] = []
    let entries = reader.entries(of: node)
    if entries.isEmpty { reader.note(.missingKey("an edition's id"), at: node) }
    for entry in limited(entries, at: node) {
      let edition = reference(at: entry.key, to: known.editions)
      let text = reader.text(at: entry.value)
      let ranges = Self.ranges(in: text)
      if ranges == nil { reader.note(.badRanges(text), at: entry.value) }
      parts.append(
        Sources.Part(edition: Edition.ID(edition), ranges: ranges ?? [], text: text))
    }
    return Sources(parts: parts)
  }

  /// Rising line ranges, `812,814-834`; nil where the text is something else.
  private static func ranges(in text: String) -> [LineRange]? {
    var ranges: [LineRange] = []
    var first: Int?
    var number: Int?
    func isClosed() -> Bool {
      guard let last = number else { return false }
      let begin = first ?? last
      guard begin > ranges.last?.last ?? 0, last >= begin else { return false }
      ranges.append(LineRange(first: begin, last: last))
      return true
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let value = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
        guard value < 1_000_000_000 else { return nil }
        number = value
      case UInt8(ascii: "-"):
        guard first == nil, let begin = number else { return nil }
        first = begin
        number = nil
      case UInt8(ascii: ","):
        guard isClosed() else { return nil }
        first = nil
        number = nil
      default: return nil
      }
    }
    return isClosed() ? ranges : nil
  }
}
