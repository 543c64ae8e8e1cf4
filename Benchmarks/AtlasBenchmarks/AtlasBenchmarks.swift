// What the reader waits for, without a terminal: reading and checking the bundled atlas, and one key on it.
// BENCHMARKS=1 swift package --allow-writing-to-package-directory benchmark

import AtlasModel
import Benchmark
import CAtlasDocuments
import Explorer
import TextUI

private func bundledDocuments() -> [SourceDocument] {
  (0..<atlas_document_count()).map { place in
    let document = atlas_document_at(place)
    return SourceDocument(
      name: String(cString: document.name),
      bytes: Array(UnsafeBufferPointer(start: document.bytes, count: document.count)))
  }
}

/// Many copies of the bundled actors, each under ids of its own.
private func manyDocuments(copies: Int) -> [SourceDocument] {
  bundledDocuments().flatMap { document in
    let text = String(decoding: document.bytes, as: UTF8.self)
    // The issues stand in one document, which is not repeated.
    guard
      let id = text.firstRange(of: "\"actors\"") == nil
        ? nil : text.firstMatch(of: /"id": "([a-z]+)"/)
    else { return [document] }
    return (1...copies).map { copy in
      SourceDocument(
        name: "\(document.name) \(copy)",
        bytes: Array(
          text.replacing(id.0, with: "\"id\": \"\(id.1)-\(copy)\"", maxReplacements: 1).utf8))
    }
  }
}

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .peakMemoryResident], warmupIterations: 5,
    maxDuration: .seconds(3))

  Benchmark("Read and check the bundled atlas") { benchmark in
    let documents = bundledDocuments()
    benchmark.startMeasurement()
    blackHole(try AtlasReader.read([documents]))
    benchmark.stopMeasurement()
  }

  Benchmark("Read and check a hundredfold atlas") { benchmark in
    let documents = manyDocuments(copies: 100)
    benchmark.startMeasurement()
    blackHole(try AtlasReader.read([documents]))
    benchmark.stopMeasurement()
  }

  Benchmark("One step down the actors, drawn") { benchmark in
    var state = State(
      atlas: try AtlasReader.read([bundledDocuments()]), size: Size(rows: 24, columns: 80))
    let steps = "jjjjjjjkkkkkkk".unicodeScalars.map { Event.input(.key(.character($0))) }
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      for step in steps {
        blackHole(state.update(step))
        blackHole(state.render())
      }
    }
    benchmark.stopMeasurement()
  }
}
