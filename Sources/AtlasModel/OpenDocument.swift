/// What a document holds lists of.
enum RecordKind: Int, CaseIterable {
  case edition
  case basket
  case issue
  case actor

  var name: String {
    switch self {
    case .edition: "edition"
    case .basket: "basket"
    case .issue: "issue"
    case .actor: "actor"
    }
  }

  /// Under which key of a document.
  fileprivate var key: StaticString {
    switch self {
    case .edition: "editions"
    case .basket: "baskets"
    case .issue: "issues"
    case .actor: "actors"
    }
  }
}

/// What was read of a document, and what is wrong with it.
struct DocumentContents: Sendable {
  fileprivate(set) var editions: [Edition] = []
  fileprivate(set) var baskets: [Basket] = []
  fileprivate(set) var issues: [Issue] = []
  fileprivate(set) var actors: [Actor] = []
  /// The first ones, by place.
  fileprivate(set) var faults: [Fault] = []
  fileprivate(set) var faultCount = 0
}

/// A document between its parsing and the reading of its records.
struct OpenDocument: Sendable {
  /// Nil where the text is no object in JSON, and once its records are read.
  private var reader: DocumentReader?
  /// The nodes of the records of each kind.
  private var nodes: [[Int]] = RecordKind.allCases.map { _ in [] }
  private var contents = DocumentContents()

  /// Whether it is JSON, and an object.
  var isParsed: Bool { reader != nil }
  /// Of what there are records to be read from.
  var byteCount: Int { reader?.tape.bytes.count ?? 0 }

  /// Parses a document and finds its lists.
  ///
  /// - Parameter report: Called now and then with the number of bytes that are passed, and at the end.
  init(_ source: SourceDocument, faultLimit: Int, report: (Int) -> Void) {
    defer { report(source.bytes.count) }
    let tape: JSONTape
    do {
      tape = try JSONTape(parsing: source.bytes, report: report)
    } catch {
      let place = JSONTape.place(ofByte: error.offset, in: source.bytes)
      contents.faults = [
        Fault(
          document: source.name, line: place.line, column: place.column, pointer: error.pointer,
          problem: .syntax(error.kind))
      ]
      contents.faultCount = 1
      return
    }
    var reader = DocumentReader(name: source.name, tape: tape, faultLimit: faultLimit)
    guard let fields = reader.fields(of: 0, known: Keys.document) else {
      close(reader)
      return
    }
    reader.checkVersion(in: fields)
    nodes = RecordKind.allCases.map { reader.items($0.key, in: fields) }
    self.reader = reader
  }

  private mutating func close(_ reader: DocumentReader) {
    contents.faultCount = reader.faultCount
    if reader.faultCount > 0 { contents.faults = reader.faults }
  }

  /// The ids of the records of a kind, with their nodes, as far as there are any; nothing is noted.
  private func identifiers(_ kind: RecordKind) -> [(id: String, node: Int)] {
    guard let tape = reader?.tape else { return [] }
    return nodes[kind.rawValue].compactMap { node in
      guard tape[node].kind == .object else { return nil }
      var key = node + 1
      while key < Int(tape[node].next) {
        if tape.place(ofKey: key, among: Keys.id) != nil, tape[key + 1].kind == .string {
          return (tape.text(of: key + 1), node)
        }
        key = Int(tape[key + 1].next)
      }
      return nil
    }
  }

  /// Reads the records; references are checked against the ids of all documents.
  ///
  /// - Parameter report: Called now and then with the number of bytes that are passed.
  mutating func records(_ known: KnownIdentifiers, report: (Int) -> Void) -> DocumentContents {
    guard let opened = reader else { return contents }
    // Not kept twice, for what is kept twice is copied when it changes.
    reader = nil
    var reader = RecordReader(reader: opened, known: known)
    func nodes(_ kind: RecordKind) -> [Int] { self.nodes[kind.rawValue] }
    contents.editions = nodes(.edition).compactMap { reader.edition(at: $0) }
    contents.baskets = nodes(.basket).compactMap { reader.basket(at: $0) }
    for node in nodes(.issue) {
      if let issue = reader.issue(at: node) { contents.issues.append(issue) }
      report(Int(reader.reader.tape[node].end))
    }
    for node in nodes(.actor) {
      if let actor = reader.actor(at: node) { contents.actors.append(actor) }
      report(Int(reader.reader.tape[node].end))
    }
    report(reader.reader.tape.bytes.count)
    close(reader.reader)
    return contents
  }
}

extension KnownIdentifiers {
  /// Takes the ids of a set of documents; one that stands twice in it is noted where it stands again.
  mutating func add(_ set: inout ArraySlice<OpenDocument>) {
    for kind in RecordKind.allCases {
      /// The document of each id.
      var documents: [String: String] = [:]
      for number in set.indices {
        set[number].take(kind) { id, name in
          self[kind].add(id)
          // A record without an id is told of as such, and is none that another could repeat.
          guard !id.isEmpty, let other = documents.updateValue(name, forKey: id) else { return nil }
          documents[id] = other
          return other
        }
        if kind == .edition, self[kind].ids.count > Edition.limit {
          set[number].noteTooManyEditions()
        }
      }
    }
  }
}

extension OpenDocument {
  /// - Parameter add: Takes an id and the document's name; returns that of an earlier document with this id.
  fileprivate mutating func take(_ kind: RecordKind, _ add: (String, String) -> String?) {
    guard let name = reader?.name else { return }
    for (id, node) in identifiers(kind) {
      if let other = add(id, name) {
        reader?.note(.repeated(what: kind.name, id: id, alsoIn: other), at: node)
      }
    }
  }

  fileprivate mutating func noteTooManyEditions() {
    guard let last = nodes[RecordKind.edition.rawValue].last else { return }
    reader?.note(.tooMany(what: "editions", limit: Edition.limit), at: last)
  }
}

extension DocumentReader {
  fileprivate mutating func checkVersion(in fields: Fields) {
    guard let version = required("schema", in: fields) else { return }
    if tape[version].kind != .number {
      note(.wrongType(expected: "the number 1", found: tape[version].kind.inWords), at: version)
    } else if tape.text(of: version) != "1" {
      note(.wrongVersion(tape.text(of: version)), at: version)
    }
  }
}
