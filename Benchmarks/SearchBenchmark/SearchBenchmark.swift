import AtlasModel
import Explorer
import Glibc
import Properties
import TextUI

/// Times what a key costs where it asks or opens a view: from the key to what it found, drawn, in a release
/// build, in processor time of the one thread that does it all.
///
/// Arguments: copies of the bundled atlas in one, such as 1 100 1000. Each copy has ids of its own, so that a
/// hundredfold atlas has 800 actors. For each: how long it takes to make it ready for queries, then for every
/// letter of some queries, in a list's filter and in search everything, the time to the names that were
/// found, and to the running text after them; then how long each view takes to open, and one step down in it.
@main
struct SearchBenchmark {
  static let queries = ["privacy", "itu e-waste", "telinf", "pivacx", "'data !gov"]

  /// Each view, and the keys before its own two.
  static let views: [(name: String, keys: String, before: String)] = [
    ("matrix", "gm", ""), ("compare", "gc", "j  "), ("editions", "ge", ""), ("facts", "gf", ""),
    ("timeline", "gt", ""), ("links", "gl", ""),
  ]

  static func main() throws {
    print(
      "| copies | made ready, ms | keys | filter: middle, ms | worst | search: middle | worst "
        + "| with the text: middle | worst |\n|---|---|---|---|---|---|---|---|---|")
    let sizes = CommandLine.arguments.dropFirst().compactMap { Int($0) }.filter { $0 > 0 }
    for copies in sizes { try measure(copies) }
    print(
      "\n| copies | " + views.map { "\($0.name): opened, ms, step" }.joined(separator: " | ")
        + " |\n|---|" + views.map { _ in "---|" }.joined())
    for copies in sizes { try measureViews(copies) }
  }

  private static func measure(_ copies: Int) throws {
    let atlas = try AtlasReader.read([SampleAtlas.documents(copies: copies)])
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

  /// Opens each view five times in a state of its own, the names being ready; the middle counts.
  private static func measureViews(_ copies: Int) throws {
    let atlas = try AtlasReader.read([SampleAtlas.documents(copies: copies)])
    var ready = State(atlas: atlas, size: Size(rows: 24, columns: 80))
    _ = ready.update(.idle)
    let cells = views.map { view in
      var opened: [Double] = []
      var steps: [Double] = []
      for _ in 0..<5 {
        var state = ready
        type(view.before + String(view.keys.prefix(1)), into: &state)
        guard let last = view.keys.unicodeScalars.last else { continue }
        opened.append(milliseconds { press(last, &state) })
        steps.append(milliseconds { press("j", &state) })
      }
      return "\(rounded(opened.sorted()[2])), \(rounded(steps.sorted()[2]))"
    }
    print("| \(copies) | \(cells.joined(separator: " | ")) |")
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
    var (start, end) = (timespec(), timespec())
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start)
    work()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
    return Double(end.tv_sec - start.tv_sec) * 1e3 + Double(end.tv_nsec - start.tv_nsec) / 1e6
  }
}
