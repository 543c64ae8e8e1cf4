import ArgumentParser
import AtlasModel
import Explorer
import PlainText
import TextUI

/// `check`: reads documents as the program would, and prints what is wrong with them.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check documents, and print their faults.",
    discussion: """
      The documents are checked together with the bundled ones, whose records they may replace \
      or refer to; with --no-bundled alone. Without a path the bundled ones are checked. \
      Exit code 1 where there is a fault. The first twenty are printed and the rest is counted; \
      --all prints every one.

      Example: geneva-atlas check my-actor.json
      """)

  @OptionGroup var options: AtlasOptions

  @Flag(name: .long, help: "Print every fault, however many there are.")
  var all = false

  @Argument(help: ArgumentHelp("Files or folders.", valueName: "path"))
  var paths: [String] = []

  func run() throws {
    let added = options.data + paths
    guard !options.noBundled || !added.isEmpty else {
      throw Failure(.usage, "--no-bundled leaves nothing to check; name a file or a folder")
    }
    var output = options.output()
    do throws(DocumentFaults) {
      let atlas = try Documents.read(
        adding: added, isBundledIn: !options.noBundled,
        faultLimit: all ? .max : AtlasReader.usualFaultLimit, progress: .onTerminal)
      output.write(line: "no fault: " + Self.contents(of: atlas))
    } catch {
      for fault in error.lines { output.write(line: Self.styled(fault)) }
      try output.flush()
      throw Failure(.nothing, counted(error.count, "fault"))
    }
    try output.flush()
  }

  /// How much there is; by places, for a copy of each section would take a tenth of the time to read it.
  private static func contents(of atlas: Atlas) -> String {
    var (sections, facts, mentions) = (0, 0, 0)
    for actor in atlas.actors.indices {
      sections += atlas.actors[actor].sections.count
      for section in atlas.actors[actor].sections.indices {
        facts += atlas.actors[actor].sections[section].facts.count
        mentions += atlas.actors[actor].sections[section].mentions.count
      }
    }
    return "\(atlas.actors.count) actors, \(atlas.issues.count) issues, "
      + "\(sections) sections, \(facts) facts, \(mentions) mentions"
  }

  /// Where the fault is stands out from what it is.
  private static func styled(_ fault: String) -> StyledText {
    guard let end = fault.firstRange(of: ": ")?.lowerBound else { return StyledText(fault) }
    var line = StyledText(String(fault[..<end]), role: .warning)
    line.append(fault[end...])
    return line
  }
}
