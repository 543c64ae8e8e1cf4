// What the reader waits for, without a terminal: reading and checking the bundled atlas, and one key on it.
// BENCHMARKS=1 swift package benchmark --target AtlasBenchmarks

import AtlasModel
import Benchmark
import Explorer
import Properties
import TextUI

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .peakMemoryResident], warmupIterations: 5,
    maxDuration: .seconds(3))

  Benchmark("Read and check the bundled atlas") { benchmark in
    let documents = SampleAtlas.bundledDocuments
    benchmark.startMeasurement()
    blackHole(try AtlasReader.read([documents]))
    benchmark.stopMeasurement()
  }

  Benchmark("Read and check a hundredfold atlas") { benchmark in
    let documents = SampleAtlas.documents(copies: 100)
    benchmark.startMeasurement()
    blackHole(try AtlasReader.read([documents]))
    benchmark.stopMeasurement()
  }

  Benchmark("Seven steps down the actors and back, drawn") { benchmark in
    var state = State(atlas: SampleAtlas.bundled, size: Size(rows: 24, columns: 80))
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
