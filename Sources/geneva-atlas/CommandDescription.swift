import ArgumentParser
import FoundationEssentials

/// A command as the parser of the command line has it: what it is for, its options and its values.
///
/// Read from the parser's own help dump, so that completions and the manual know what the parser knows.
struct CommandDescription: Decodable {
  let commandName: String
  let abstract: String?
  let discussion: String?
  let defaultSubcommand: String?
  private let shouldDisplay: Bool?
  private let subcommands: [CommandDescription]?
  private let arguments: [Argument]?

  struct Argument: Decodable {
    enum Kind: String, Decodable {
      case positional
      case option
      case flag
    }
    struct Name: Decodable {
      let kind: String
      let name: String

      /// As it is typed: `--data`, `-h`.
      var text: String { kind == "long" ? "--\(name)" : "-\(name)" }
    }
    let kind: Kind
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let valueName: String?
    let defaultValue: String?
    let allValues: [String]?
    let allValueDescriptions: [String: String]?
    let abstract: String?
    private let names: [Name]?

    /// The names of an option or a flag as they are typed, short ones first; none of a positional.
    var typedNames: [String] {
      (names ?? []).map(\.text).sorted { $0.utf8.count < $1.utf8.count }
    }
  }

  private struct Dump: Decodable {
    let command: CommandDescription
  }

  /// The whole program, commands and all.
  ///
  /// - Throws: ``Failure`` where the parser dumps something else than it did.
  static func program() throws(Failure) -> CommandDescription {
    do {
      return try JSONDecoder().decode(Dump.self, from: Data(GenevaAtlas._dumpHelp().utf8)).command
    } catch {
      throw Failure(.output, "the parser's description of the commands cannot be read: \(error)")
    }
  }

  /// Commands that are shown, in the order of help.
  var commands: [CommandDescription] { (subcommands ?? []).filter { $0.shouldDisplay ?? true } }

  func command(named name: String) -> CommandDescription? {
    (subcommands ?? []).first { $0.commandName == name }
  }

  /// Options and flags that are shown.
  var options: [Argument] {
    (arguments ?? []).filter { $0.kind != .positional && $0.shouldDisplay }
  }

  var positionals: [Argument] { (arguments ?? []).filter { $0.kind == .positional } }

  /// What the command may be given of its own, with what it shares with the one above it left out.
  func options(besides other: CommandDescription) -> [Argument] {
    let known = Set(other.options.flatMap(\.typedNames))
    return options.filter { known.isDisjoint(with: $0.typedNames) }
  }

  /// The option, hidden ones too, of a name as it is typed.
  func option(named name: String) -> Argument? {
    (arguments ?? []).first { $0.typedNames.contains(name) }
  }
}

extension CommandDescription {
  /// The discussion without its examples, by paragraphs.
  var paragraphs: [String] {
    lines.filter { !$0.hasPrefix(Self.exampleMark) }.split(separator: "").map {
      $0.joined(separator: " ")
    }
  }

  /// The calls that the discussion gives as examples.
  var examples: [String] {
    lines.filter { $0.hasPrefix(Self.exampleMark) }
      .map { String($0.dropFirst(Self.exampleMark.count)) }
  }

  private static let exampleMark = "Example: "

  private var lines: [String] {
    (discussion ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
