import AtlasModel
import CAtlasDocuments
import Explorer
import Glibc
import TextUI

/// Times what a key costs where it asks: from the key to what it found, drawn, in a release build.
///
/// Arguments: copies of the bundled atlas in one, such as 1 100 1000. Each copy has ids of its own, so that a
/// hundredfold atlas has 800 actors. For each: how long it takes to make it ready for queries, then for every
/// letter of some queries, in a list's filter and in search everything, the time to the names that were
/// found, and to the running text after them.
@main
struct SearchBenchmark {
  static let queries = ["privacy", "itu e-waste", "telinf", "pivacx", "'data !gov"]

  static func main() throws {
    print(
      "| copies | made ready, ms | keys | filter: middle, ms | worst | search: middle | worst "
        + "| with the text: middle | worst |\n|---|---|---|---|---|---|---|---|---|")
    for argument in CommandLine.arguments.dropFirst() {
      guard let copies = Int(argument), copies > 0 else { continue }
      try measure(copies)
    }
  }

  private static func measure(_ copies: Int) throws {
    let atlas = try AtlasReader.read([documents(copies)])
    var state = State(atlas: atlas, size: Size(rows: 24, columns: 80))
    let ready = milliseconds { _ = state.update(.idle) }
    var filter: [Double] = []
    var names: [Double] = []
    var text: [Double] = []
    for query in queries {
      type("x/", into: &state)
      for letter in query.unicodeScalars {
        filter.append(milliseconds { press(letter, &state) })
      }
      _ = state.update(.input(.key(Key(.escape))))
      type("xs", into: &state)
      for letter in query.unicodeScalars {
        names.append(milliseconds { press(letter, &state) })
        text.append(names[names.count - 1])
        while state.isSearchUnfinished {
          text[text.count - 1] += milliseconds {
            _ = state.update(.idle)
            _ = state.render()
          }
        }
      }
      _ = state.update(.input(.key(Key(.escape))))
    }
    let cells = [filter, names, text].map { times -> String in
      let sorted = times.sorted()
      return "\(rounded(sorted[sorted.count / 2])) | \(rounded(sorted[sorted.count - 1]))"
    }
    print("| \(copies) | \(rounded(ready)) | \(filter.count) | \(cells.joined(separator: " | ")) |")
  }

  private static func press(_ letter: Unicode.Scalar, _ state: inout State) {
    _ = state.update(.input(.key(.character(letter))))
    _ = state.render()
  }

  private static func type(_ keys: String, into state: inout State) {
    for key in keys.unicodeScalars { press(key, &state) }
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  private static func milliseconds(_ work: () -> Void) -> Double {
    let (seconds, attoseconds) = ContinuousClock().measure(work).components
    return Double(seconds) * 1e3 + Double(attoseconds) / 1e15
  }

  /// The bundled documents, and copies of them whose ids end in a number.
  private static func documents(_ copies: Int) -> [SourceDocument] {
    let bundled = (0..<atlas_document_count()).map { place in
      let document = atlas_document_at(place)
      return SourceDocument(
        name: String(cString: document.name),
        bytes: Array(UnsafeBufferPointer(start: document.bytes, count: document.count)))
    }
    var documents = bundled
    for copy in stride(from: 1, to: copies, by: 1) {
      documents += bundled.map { document in
        SourceDocument(
          name: "\(copy)-\(document.name)", bytes: renamed(document.bytes, copy: copy))
      }
    }
    return documents
  }

  /// A document in which every id of an actor or issue, and every use of one, ends in a number; editions and
  /// baskets, which all copies share, are left out.
  private static func renamed(_ bytes: [UInt8], copy: Int) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    var lines: [Substring] = []
    var isShared = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("  \"editions\": [") || line.hasPrefix("  \"baskets\": [") {
        isShared = true
      }
      if !isShared { lines.append(line) }
      if isShared, line.hasPrefix("  ]") { isShared = false }
    }
    let keys = /"(id|issue|actor)": "([^"]+)"/
    let lists = /"(touches|seeAlso)": \[([^\]]*)\]/
    return Array(
      lines.joined(separator: "\n")
        .replacing(keys) { "\"\($0.output.1)\": \"\($0.output.2)-\(copy)\"" }
        .replacing(lists) { match in
          let ids = match.output.2.replacing(/"([^"]+)"/) { "\"\($0.output.1)-\(copy)\"" }
          return "\"\(match.output.1)\": [\(ids)]"
        }.utf8)
  }
}
