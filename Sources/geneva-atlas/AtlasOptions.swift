import ArgumentParser
import AtlasModel
import Explorer
import Glibc
import PlainText

/// The options of every command, before or after its name: which atlas, and whether there are colours.
struct AtlasOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "Add the documents of a file or folder; may be given several times.", valueName: "path"))
  var data: [String] = []

  @Flag(name: .long, help: "Leave the bundled documents out.")
  var noBundled = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Show one edition alone, such as 2022; or the newest texts.", valueName: "edition"))
  var edition: String?

  @Option(
    name: .long, help: "Colours: auto (on a terminal, and without NO_COLOR), always or never.")
  var color: ColourChoice?

  /// The way out for what a command prints.
  func output() -> Output {
    guard color != .never else { return Output() }
    var configuration = Configuration.current
    configuration.heed(self)
    configuration.complain()
    return Output(theme: configuration.printedTheme)
  }

  /// The atlas, read and checked whole.
  ///
  /// - Throws: ``Failure`` with every fault by name.
  func atlas() throws(Failure) -> Atlas {
    guard !noBundled || !data.isEmpty else {
      throw Failure(.usage, "--no-bundled leaves nothing to show; add documents with --data PATH")
    }
    return try Documents.atlas(
      adding: data, isBundledIn: !noBundled, progress: .onTerminal)
  }

  /// - Throws: ``Failure`` where the atlas has no such edition.
  func editionChoice(in atlas: Atlas) throws(Failure) -> EditionChoice {
    try EditionChoice(edition ?? Configuration.newest, in: atlas)
  }
}
