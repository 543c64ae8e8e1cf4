import FuzzyMatching
import Glibc

/// Times matching alone, warm and on one thread, for `Benchmarks/filter.py`.
///
/// Arguments: a file of lines, then queries. For each query one line of JSON: how many lines matched, and in
/// nanoseconds for each line of the file the medians of the first 200 and of the full order, and of making
/// the file ready to be searched.
@main
struct FilterBenchmark {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count > 2, let bytes = read(arguments[1]) else {
      print("usage: FilterBenchmark FILE QUERY…")
      exit(2)
    }
    var corpus = TextCorpus([])
    let loading = median {
      corpus = TextCorpus(lines: bytes, separator: 0x0A, signed: true)
    }
    let count = Double(max(1, corpus.count))
    for text in arguments.dropFirst(2) {
      let query = CompiledQuery(Query(text))
      var matchCount = 0
      let best = median { matchCount = corpus.ranking(of: query, limit: 200).matchCount }
      let all = median { matchCount = corpus.ranking(of: query).matchCount }
      print(
        "{\"matches\": \(matchCount), \"first200\": \(best / count), \"all\": \(all / count), "
          + "\"loading\": \(loading / count)}")
    }
  }

  /// Nanoseconds of the median of at least 5 runs and at most 500, for half a second.
  private static func median(of work: () -> Void) -> Double {
    let clock = ContinuousClock()
    var times: [Double] = []
    var total = 0.0
    while times.count < 5 || total < 5e8 && times.count < 500 {
      let time = clock.measure(work)
      let (seconds, attoseconds) = time.components
      times.append(Double(seconds) * 1e9 + Double(attoseconds) / 1e9)
      total += times[times.count - 1]
    }
    return times.sorted()[times.count / 2]
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { return bytes }
      bytes += block[..<count]
    }
  }
}
