/// One document as bytes, under the name that faults call it by.
package struct SourceDocument: Sendable {
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// Puts an atlas together from sets of documents.
///
/// A record of a later set replaces the one with the same id of an earlier set whole, in its place; the
/// same id twice within one set is a fault. References may cross documents and sets.
package struct AtlasReader {
  private var faults: [Fault] = []
  private var omittedCount = 0
  private var known = KnownIdentifiers()
  private var opened: [[OpenDocument]] = []
  private var editions = Records<Edition>()
  private var baskets = Records<Basket>()
  private var issues = Records<Issue>()
  private var actors = Records<Actor>()

  private init() {}

  /// - Parameters:
  ///   - sets: The documents, in sets of which later ones replace records of earlier ones.
  ///   - isComplete: Whether all documents that belong to the sets are there. If not, or if one of them
  ///     cannot be parsed, what it would have defined is unknown, and dangling references say nothing.
  /// - Throws: ``AtlasFaults`` with every fault of all documents.
  /// - Complexity: O(bytes), unless there are faults.
  package static func read(
    _ sets: [[SourceDocument]], isComplete: Bool = true
  ) throws(AtlasFaults) -> Atlas {
    var reader = AtlasReader()
    for set in sets { reader.opened.append(set.compactMap { reader.open($0) }) }
    reader.known.isComplete =
      isComplete && reader.opened.reduce(0) { $0 + $1.count } == sets.reduce(0) { $0 + $1.count }
    for set in reader.opened { for document in set { reader.collectIdentifiers(of: document) } }
    for set in reader.opened { reader.readRecords(of: set) }
    guard reader.faults.isEmpty else {
      throw AtlasFaults(faults: reader.faults, omittedCount: reader.omittedCount)
    }
    return Atlas(
      editions: reader.editions.list.sorted { $0.date < $1.date }, baskets: reader.baskets.list,
      issues: reader.issues.list, actors: reader.actors.list)
  }

  /// Parses a document and finds its lists; nil, with a fault, where it is none.
  private mutating func open(_ source: SourceDocument) -> OpenDocument? {
    let tape: JSONTape
    do {
      tape = try JSONTape(parsing: source.bytes)
    } catch {
      let place = JSONTape.place(ofByte: error.offset, in: source.bytes)
      faults.append(
        Fault(
          document: source.name, line: place.line, column: place.column, pointer: "",
          problem: .syntax(error.kind)))
      return nil
    }
    var reader = DocumentReader(name: source.name, tape: tape)
    defer { take(reader) }
    guard let fields = reader.fields(of: 0, known: Keys.document) else { return nil }
    if let version = reader.required("schema", in: fields) {
      if tape[version].kind != .number {
        reader.note(
          .wrongType(expected: "the number 1", found: tape[version].kind.inWords), at: version)
      } else if tape.text(of: version) != "1" {
        reader.note(.wrongVersion(tape.text(of: version)), at: version)
      }
    }
    return OpenDocument(
      name: source.name, tape: tape, editions: reader.items("editions", in: fields),
      baskets: reader.items("baskets", in: fields), issues: reader.items("issues", in: fields),
      actors: reader.items("actors", in: fields))
  }

  /// Adds what a reader has noted; nothing is worked out where there is nothing wrong.
  private mutating func take(_ reader: DocumentReader) {
    faults += reader.faults
    omittedCount += reader.omittedCount
  }

  /// The ids of a document's records, without a fault: those are noted when the records are read.
  private mutating func collectIdentifiers(of document: OpenDocument) {
    func identifiers(_ nodes: [Int]) -> [String] {
      nodes.compactMap { node in
        guard document.tape[node].kind == .object else { return nil }
        var key = node + 1
        while key < Int(document.tape[node].next) {
          if document.tape.isSpelled("id", at: key), document.tape[key + 1].kind == .string {
            return document.tape.text(of: key + 1)
          }
          key = Int(document.tape[key + 1].next)
        }
        return nil
      }
    }
    known.editions.formUnion(identifiers(document.editions))
    known.baskets.formUnion(identifiers(document.baskets))
    known.issues.formUnion(identifiers(document.issues))
    known.actors.formUnion(identifiers(document.actors))
  }

  private mutating func readRecords(of set: [OpenDocument]) {
    editions.beginSet()
    baskets.beginSet()
    issues.beginSet()
    actors.beginSet()
    for document in set {
      var reader = RecordReader(
        reader: DocumentReader(name: document.name, tape: document.tape), known: known)
      for node in document.editions {
        if let edition = reader.edition(at: node) {
          editions.add(edition, id: edition.id.text, what: "edition", at: node, in: &reader.reader)
        }
      }
      for node in document.baskets {
        if let basket = reader.basket(at: node) {
          baskets.add(basket, id: basket.id.text, what: "basket", at: node, in: &reader.reader)
        }
      }
      for node in document.issues {
        if let issue = reader.issue(at: node) {
          issues.add(issue, id: issue.id.text, what: "issue", at: node, in: &reader.reader)
        }
      }
      for node in document.actors {
        if let actor = reader.actor(at: node) {
          actors.add(actor, id: actor.id.text, what: "actor", at: node, in: &reader.reader)
        }
      }
      take(reader.reader)
    }
  }
}

private struct OpenDocument {
  let name: String
  let tape: JSONTape
  let editions: [Int]
  let baskets: [Int]
  let issues: [Int]
  let actors: [Int]
}

/// Records of one kind in the order of the atlas, over all sets.
private struct Records<Record> {
  private(set) var list: [Record] = []
  private var places: [String: Int] = [:]
  /// The document of each id that the set in hand has given.
  private var documents: [String: String] = [:]

  mutating func beginSet() { documents = [:] }

  mutating func add(
    _ record: Record, id: String, what: String, at node: Int, in reader: inout DocumentReader
  ) {
    if let other = documents[id] {
      reader.note(.repeated(what: what, id: id, alsoIn: other), at: node)
      return
    }
    documents[id] = reader.name
    if let place = places[id] {
      list[place] = record
    } else {
      places[id] = list.count
      list.append(record)
    }
  }
}
