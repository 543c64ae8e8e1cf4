/// One document as bytes, under the name that faults call it by.
package struct SourceDocument: Sendable {
  /// 128 MiB, more than two hundred times the bundled atlas: what is longer is not read.
  package static let byteLimit = 1 << 27

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
  private var known = KnownIdentifiers()
  private var hintsLeft = 200
  private var editions = Records<Edition>()
  private var baskets = Records<Basket>()
  private var issues = Records<Issue>()
  private var actors = Records<Actor>()

  /// How many faults are told if nothing else is asked for: a screen of them.
  package static let usualFaultLimit = 20

  private init() {}

  /// - Parameters:
  ///   - sets: The documents, in sets of which later ones replace records of earlier ones.
  ///   - isComplete: Whether all documents that belong to the sets are there. If not, or if one of them
  ///     cannot be parsed, what it would have defined is unknown, and dangling references say nothing.
  ///   - faultLimit: How many faults are told; the others are counted.
  ///   - progress: Called now and then with the share that is done, from 0 to 1.
  /// - Throws: ``AtlasFaults`` with the first faults of all documents.
  /// - Complexity: O(bytes), whatever is in the documents.
  package static func read(
    _ sets: [[SourceDocument]], isComplete: Bool = true, faultLimit: Int = usualFaultLimit,
    progress: (Double) -> Void = { _ in }
  ) throws(AtlasFaults) -> Atlas {
    // Every byte is passed twice: once as JSON, once as part of a record.
    let byteCount = max(1, sets.joined().reduce(0) { $0 + 2 * $1.bytes.count })
    var passed = 0
    var opened: [[OpenDocument]] = []
    for set in sets {
      var documents: [OpenDocument] = []
      for source in set {
        documents.append(
          OpenDocument(source, faultLimit: faultLimit) { bytes in
            progress(Double(passed + bytes) / Double(byteCount))
          })
        passed += source.bytes.count
        progress(Double(passed) / Double(byteCount))
      }
      opened.append(documents)
    }
    var reader = AtlasReader()
    reader.known.isComplete = isComplete && opened.joined().allSatisfy { $0.reader != nil }
    for document in opened.joined() { reader.collectIdentifiers(of: document) }
    for set in opened.indices {
      reader.beginSet()
      for document in opened[set].indices {
        reader.readRecords(of: &opened[set][document]) { bytes in
          progress(Double(passed + bytes) / Double(byteCount))
        }
        passed += sets[set][document].bytes.count
      }
    }
    if let faults = faults(of: opened.joined(), limit: faultLimit) { throw faults }
    return Atlas(
      editions: reader.editions.list.sorted { $0.date < $1.date }, baskets: reader.baskets.list,
      issues: reader.issues.list, actors: reader.actors.list)
  }

  /// The first faults in the order of the documents; nil where there is none.
  private static func faults(
    of documents: some Sequence<OpenDocument>, limit: Int
  ) -> AtlasFaults? {
    var told: [Fault] = []
    var count = 0
    for document in documents where document.faultCount > 0 {
      count += document.faultCount
      told += document.faults.prefix(limit - told.count)
    }
    return count == 0 ? nil : AtlasFaults(faults: told, omittedCount: count - told.count)
  }

  private mutating func beginSet() {
    editions.beginSet()
    baskets.beginSet()
    issues.beginSet()
    actors.beginSet()
  }

  /// The ids of a document's records, without a fault: those are noted when the records are read.
  private mutating func collectIdentifiers(of document: OpenDocument) {
    guard let tape = document.reader?.tape else { return }
    func identifiers(_ nodes: [Int]) -> [String] {
      nodes.compactMap { node in
        guard tape[node].kind == .object else { return nil }
        var key = node + 1
        while key < Int(tape[node].next) {
          if tape.place(ofKey: key, among: Keys.id) != nil, tape[key + 1].kind == .string {
            return tape.text(of: key + 1)
          }
          key = Int(tape[key + 1].next)
        }
        return nil
      }
    }
    known.editions.add(identifiers(document.editions))
    known.baskets.add(identifiers(document.baskets))
    known.issues.add(identifiers(document.issues))
    known.actors.add(identifiers(document.actors))
  }

  /// - Parameter report: Called after each record with the number of bytes up to its end.
  private mutating func readRecords(of document: inout OpenDocument, report: (Int) -> Void) {
    guard let opened = document.reader else { return }
    // Not kept twice, for what is kept twice is copied when it changes.
    document.reader = nil
    var reader = RecordReader(reader: opened, known: known, hintsLeft: hintsLeft)
    defer { hintsLeft = reader.hintsLeft }
    for node in document.editions {
      if let edition = reader.edition(at: node) {
        editions.add(edition, id: edition.id.text, what: "edition", at: node, in: &reader.reader)
      }
    }
    if editions.list.count > Edition.limit, let last = document.editions.last {
      reader.reader.note(.tooMany(what: "editions", limit: Edition.limit), at: last)
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
      report(Int(reader.reader.tape[node].end))
    }
    for node in document.actors {
      if let actor = reader.actor(at: node) {
        actors.add(actor, id: actor.id.text, what: "actor", at: node, in: &reader.reader)
      }
      report(Int(reader.reader.tape[node].end))
    }
    document.close(reader.reader)
  }
}

/// A document that is being read: its tape, its lists, and what is wrong with it.
private struct OpenDocument {
  /// Nil where the text is no object in JSON, and once its records are read.
  var reader: DocumentReader?
  private(set) var editions: [Int] = []
  private(set) var baskets: [Int] = []
  private(set) var issues: [Int] = []
  private(set) var actors: [Int] = []
  /// The first faults, worked out when all are known; the tape is not kept for them.
  private(set) var faults: [Fault] = []
  private(set) var faultCount = 0

  /// Parses a document and finds its lists.
  init(_ source: SourceDocument, faultLimit: Int, report: (Int) -> Void) {
    let tape: JSONTape
    do {
      tape = try JSONTape(parsing: source.bytes, report: report)
    } catch {
      let place = JSONTape.place(ofByte: error.offset, in: source.bytes)
      faults = [
        Fault(
          document: source.name, line: place.line, column: place.column, pointer: error.pointer,
          problem: .syntax(error.kind))
      ]
      faultCount = 1
      return
    }
    var reader = DocumentReader(name: source.name, tape: tape, faultLimit: faultLimit)
    guard let fields = reader.fields(of: 0, known: Keys.document) else {
      close(reader)
      return
    }
    reader.checkVersion(in: fields)
    editions = reader.items("editions", in: fields)
    baskets = reader.items("baskets", in: fields)
    issues = reader.items("issues", in: fields)
    actors = reader.items("actors", in: fields)
    self.reader = reader
  }

  mutating func close(_ reader: DocumentReader) {
    faultCount = reader.faultCount
    if faultCount > 0 { faults = reader.faults }
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
    // A record without an id has been told of, and is none that another could repeat.
    guard !id.isEmpty else { return }
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
