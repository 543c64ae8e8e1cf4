// Properties: what must hold whatever comes in. Each takes any bytes and says in words what does not hold,
// so that a fuzzer and a test ask the same; the inputs that a fuzzer once found are asked again by tests.

import AtlasModel

/// What must hold of any bytes that are read as a document.
package enum DocumentProperties {
  /// The first property that does not hold, in words; nil where all do.
  package static func violation(_ bytes: [UInt8]) -> String? {
    let document = SourceDocument(name: name, bytes: bytes)
    // Alone, and over an atlas whose records it may replace and refer to.
    return violation(of: [[document]], bytes)
      ?? violation(of: [[SampleAtlas.smallDocument], [document]], bytes)
  }

  private static let name = "any.json"

  private static func violation(of sets: [[SourceDocument]], _ bytes: [UInt8]) -> String? {
    switch (outcome(of: sets), outcome(of: sets)) {
    case (.read(let atlas), .read(let again)):
      let exported = atlas.json.document
      guard exported == again.json.document else { return "read twice, it is two atlases" }
      let document = SourceDocument(name: "export", bytes: Array(exported.utf8))
      switch outcome(of: [[document]]) {
      case .read(let back):
        return back.json.document == exported ? nil : "what it exports is read as another atlas"
      case .refused(let faults): return "what it exports is refused: \(faults.faults)"
      }
    case (.refused(let faults), .refused(let again)):
      guard faults == again else { return "read twice, it has other faults" }
      guard !faults.faults.isEmpty else { return "refused without a fault" }
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      return faults.faults.lazy.compactMap { violation(of: $0, in: lines) }.first
    default: return "read once and refused once"
    }
  }

  private enum Outcome {
    case read(Atlas)
    case refused(AtlasFaults)
  }

  private static func outcome(of sets: [[SourceDocument]]) -> Outcome {
    do { return .read(try AtlasReader.read(sets)) } catch { return .refused(error) }
  }

  /// A fault must have a place in the document: where a value or a key begins, or where its syntax breaks.
  private static func violation(of fault: Fault, in lines: [ArraySlice<UInt8>]) -> String? {
    guard fault.document == name else { return "a fault of another document: \(fault)" }
    guard let line = fault.line, let column = fault.column, lines.indices.contains(line - 1)
    else { return "a fault outside of the document: \(fault)" }
    guard fault.pointer.isEmpty || fault.pointer.first == "/" else {
      return "no JSON pointer: \(fault)"
    }
    // Columns count scalars; bytes that go on with one are 10xxxxxx.
    let starts = lines[line - 1].indices.filter { lines[line - 1][$0] & 0xC0 != 0x80 }
    if case .syntax = fault.problem {
      return (1...starts.count + 1).contains(column) ? nil : "a fault beyond its line: \(fault)"
    }
    guard starts.indices.contains(column - 1) else { return "a fault beyond its line: \(fault)" }
    return beginnings.contains(lines[line - 1][starts[column - 1]])
      ? nil : "a fault where nothing begins: \(fault)"
  }

  private static let beginnings = Set("{[\"-0123456789tfn".utf8)
}
