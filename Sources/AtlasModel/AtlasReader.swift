import Synchronization
import Workers

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
///
/// All documents are parsed, then their ids are put together, then their records are read: the first and the
/// last each by whichever thread is free. What comes out does not depend on which that was.
package enum AtlasReader {
  /// How many faults are told if nothing else is asked for: a screen of them.
  package static let usualFaultLimit = 20
  /// How many references to nothing are told with the nearest ids, for each takes a look at all of them.
  private static let hintLimit = 200
  /// Bytes of documents from which on a second thread is worth its start: reading them takes ten times as long.
  private static let parallelSize = 1 << 16

  /// - Parameters:
  ///   - sets: The documents, in sets of which later ones replace records of earlier ones.
  ///   - isComplete: Whether all documents that belong to the sets are there. If not, or if one of them
  ///     cannot be parsed, what it would have defined is unknown, and dangling references say nothing.
  ///   - faultLimit: How many faults are told; the others are counted.
  ///   - progress: Called now and then with the share that is done, from 0 to 1; on any thread, but never on
  ///     two at once.
  /// - Throws: ``AtlasFaults`` with the first faults of all documents.
  /// - Complexity: O(bytes), whatever is in the documents.
  package static func read(
    _ sets: [[SourceDocument]], isComplete: Bool = true, faultLimit: Int = usualFaultLimit,
    progress: (Double) -> Void = { _ in }
  ) throws(AtlasFaults) -> Atlas {
    let sources = Array(sets.joined())
    let byteCount = sources.reduce(0) { $0 + $1.bytes.count }
    let helpers = byteCount < parallelSize ? 0 : Workers.processorCount - 1
    var known = KnownIdentifiers()
    let contents = withoutActuallyEscaping(progress) { progress in
      // Every byte is passed twice: once as JSON, once as part of a record.
      let meter = ReadingMeter(byteCount: 2 * byteCount, progress)
      var documents = Workers.map(sources, by: \.bytes.count, helpers: helpers) { source in
        meter.measure { OpenDocument(source, faultLimit: faultLimit, report: $0) }
      }
      known.isComplete = isComplete && documents.allSatisfy { $0.isParsed }
      var first = 0
      for set in sets {
        known.add(&documents[first..<first + set.count])
        first += set.count
      }
      let identifiers = known
      return Workers.map(consume documents, by: \.byteCount, helpers: helpers) { document in
        meter.measure { document.records(identifiers, report: $0) }
      }
    }
    if let faults = faults(of: contents, known, limit: faultLimit) { throw faults }
    return Atlas(
      editions: merged(contents.flatMap(\.editions)) { $0.id.text }.sorted { $0.date < $1.date },
      baskets: merged(contents.flatMap(\.baskets)) { $0.id.text },
      issues: merged(contents.flatMap(\.issues)) { $0.id.text },
      actors: merged(contents.flatMap(\.actors)) { $0.id.text })
  }

  /// Records in the order of the atlas, where a later one with the same id takes the place of an earlier one.
  private static func merged<Record>(_ records: [Record], by id: (Record) -> String) -> [Record] {
    var list: [Record] = []
    var places: [String: Int] = [:]
    for record in records {
      if let place = places.updateValue(list.count, forKey: id(record)) {
        places[id(record)] = place
        list[place] = record
      } else {
        list.append(record)
      }
    }
    return list
  }

  /// The first faults in the order of the documents; nil where there is none.
  private static func faults(
    of contents: [DocumentContents], _ known: KnownIdentifiers, limit: Int
  ) -> AtlasFaults? {
    var told: [Fault] = []
    var count = 0
    var hintsLeft = hintLimit
    for document in contents where document.faultCount > 0 {
      count += document.faultCount
      for fault in document.faults.prefix(limit - told.count) {
        if case .dangling = fault.problem, hintsLeft > 0 {
          hintsLeft -= 1
          told.append(known.hinted(fault))
        } else {
          told.append(fault)
        }
      }
    }
    return count == 0 ? nil : AtlasFaults(faults: told, omittedCount: count - told.count)
  }
}

/// How far reading has come, told by several threads.
private final class ReadingMeter: Sendable {
  private let byteCount: Int
  private let passed = Atomic(0)
  private let isTelling = Atomic(false)
  /// Only ever called by the thread that has set `isTelling`.
  nonisolated(unsafe) private let progress: (Double) -> Void

  init(byteCount: Int, _ progress: @escaping (Double) -> Void) {
    self.byteCount = max(1, byteCount)
    self.progress = progress
  }

  /// Does some work that reports, now and then, up to which byte of a document it has come.
  func measure<Value>(_ work: (_ report: (Int) -> Void) -> Value) -> Value {
    var last = 0
    return work { place in
      passed.add(place - last, ordering: .relaxed)
      last = place
      // Whoever comes while another one tells leaves it at that.
      guard !isTelling.exchange(true, ordering: .acquiring) else { return }
      progress(Double(passed.load(ordering: .relaxed)) / Double(byteCount))
      isTelling.store(false, ordering: .releasing)
    }
  }
}
