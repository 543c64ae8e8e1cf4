import ArgumentParser
import AtlasModel
import Explorer
import Glibc
import PlainText

/// The options that say which atlas: before or after a command.
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
    help: ArgumentHelp("Show one edition alone, such as 2022.", valueName: "edition"))
  var edition: String?

  /// The atlas, read and checked whole.
  ///
  /// - Throws: ``Failure`` with every fault by name.
  func atlas() throws(Failure) -> Atlas {
    guard !noBundled || !data.isEmpty else {
      throw Failure(.usage, "--no-bundled leaves nothing to show; add documents with --data PATH")
    }
    return try Documents.atlas(adding: data, isBundledIn: !noBundled)
  }

  /// - Throws: ``Failure`` where the atlas has no such edition.
  func editionChoice(in atlas: Atlas) throws(Failure) -> EditionChoice {
    guard let edition else { return .newest }
    let id = Edition.ID(edition)
    guard atlas.edition(id) != nil else {
      let known = atlas.editions.map(\.id.text).joined(separator: ", ")
      throw Failure(.usage, "'\(edition)' is no edition of this atlas; expected one of \(known)")
    }
    return .only(id)
  }
}
