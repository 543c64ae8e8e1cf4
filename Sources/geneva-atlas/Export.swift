import ArgumentParser
import AtlasModel

/// `export`: the whole atlas as one document of its own schema.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the whole atlas as one document.",
    discussion: """
      json is one document that --data takes; jsonl prints one record a line, \
      each with its 'record': edition, basket, issue or actor.

      Example: geneva-atlas export | jq '.actors[].label'
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case json
    case jsonl
  }

  @OptionGroup var options: AtlasOptions

  @Option(name: .long, help: "How it is written.")
  var format: Format = .json

  func run() throws {
    let atlas = try options.atlas()
    // One edition alone would be another atlas, in which references dangle.
    guard options.edition == nil else {
      throw Failure(.usage, "export prints all editions; leave --edition out")
    }
    var output = Output()
    switch format {
    case .json: output.write(lines: atlas.json.document)
    case .jsonl:
      func write(_ kind: String, _ records: [JSONValue]) {
        for record in records {
          guard case .object(let members) = record else { continue }
          output.write(line: JSONValue.object([("record", .string(kind))] + members).line)
        }
      }
      write("edition", atlas.editions.map(\.json))
      write("basket", atlas.baskets.map(\.json))
      write("issue", atlas.issues.map(\.json))
      write("actor", atlas.actors.map(\.json))
    }
    try output.flush()
  }
}
