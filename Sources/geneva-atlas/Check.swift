import ArgumentParser
import AtlasModel
import Explorer
import TextUI

/// `check`: reads documents as the program would, and prints every fault.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check documents, and print every fault.",
    discussion: """
      The documents are checked together with the bundled ones, whose records they may replace \
      or refer to; with --no-bundled alone. Without a path the bundled ones are checked. \
      Exit code 1 where there is a fault.

      Example: geneva-atlas check my-actor.json
      """)

  @OptionGroup var options: AtlasOptions

  @Argument(help: ArgumentHelp("Files or folders.", valueName: "path"))
  var paths: [String] = []

  func run() throws {
    let added = options.data + paths
    guard !options.noBundled || !added.isEmpty else {
      throw Failure(.usage, "--no-bundled leaves nothing to check; name a file or a folder")
    }
    var output = options.output()
    do throws(Failure) {
      let atlas = try Documents.atlas(adding: added, isBundledIn: !options.noBundled)
      let sections = atlas.actors.flatMap(\.sections)
      output.write(
        line: "no fault: \(atlas.actors.count) actors, \(atlas.issues.count) issues, "
          + "\(sections.count) sections, \(sections.reduce(0) { $0 + $1.facts.count }) facts, "
          + "\(sections.reduce(0) { $0 + $1.mentions.count }) mentions")
    } catch {
      for fault in error.lines { output.write(line: Self.styled(fault)) }
      try output.flush()
      throw Failure(.nothing, error.lines.count == 1 ? "1 fault" : "\(error.lines.count) faults")
    }
    try output.flush()
  }

  /// Where the fault is stands out from what it is.
  private static func styled(_ fault: String) -> StyledText {
    guard let end = fault.firstRange(of: ": ")?.lowerBound else { return StyledText(fault) }
    var line = StyledText(String(fault[..<end]), role: .warning)
    line.append(fault[end...])
    return line
  }
}
