import AtlasModel
import Explorer
import Glibc
import PlainText

/// What a shell may put in the place of the word at the cursor.
///
/// The scripts of `completions` ask for it as `geneva-atlas ---complete SHELL WORD…`, the words up to the cursor.
/// One line is one value, then a tab and what it is; a line with a tab alone in front asks for file names.
/// Every value is made of characters that mean nothing to a shell, so that there is nothing to quote:
/// what is not stays out. What values are called in help decides what completes them.
struct CompletionAnswer {
  struct Candidate {
    let value: String
    let words: String
  }

  private static let question = "---complete"
  private static let fileMark = "\tfiles"

  /// The answer to the question that the program was called with; nil where it was called with another.
  ///
  /// It is understood without the parser, which would take the words that are completed for its own.
  static func asked() throws(Failure) -> CompletionAnswer? {
    let words = CommandLine.arguments
    guard words.count > 2, words[1] == question else { return nil }
    let shell = words[2]
    let typed = Array(words[3...])
    let plain: [String]
    switch Completions.Shell(rawValue: shell) {
    case .bash: plain = typed.map(unquoted)
    case .fish: plain = typed.dropLast() + typed.suffix(1).map(unquoted)
    case .zsh, nil: plain = typed
    }
    return CompletionAnswer(
      line: TypedLine(plain, of: try CommandDescription.program()),
      choosesByShell: shell != Completions.Shell.bash.rawValue)
  }

  let line: TypedLine
  /// Whether the shell itself looks which values fit what is typed: zsh and fish do, by their user's settings.
  let choosesByShell: Bool

  func write() throws(Failure) {
    var output = Output()
    if case .value(let argument, _) = line.wanted, Self.fileNames.contains(argument.valueName ?? "")
    {
      output.write(line: Self.fileMark, separatedBy: "\t")
    } else {
      for candidate in candidates where Self.isInert(candidate.value) {
        output.write(line: "\(candidate.value)\t\(candidate.words)", separatedBy: "\t")
      }
    }
    try output.flush()
  }

  private var candidates: [Candidate] {
    switch line.wanted {
    case .nothing: return []
    case .command: return begun(commands)
    case .option: return begun(options)
    case .value(let argument, after: let start):
      return begun(values(of: argument)).map {
        Candidate(value: start + $0.value, words: $0.words)
      }
    }
  }

  private func begun(_ candidates: [Candidate]) -> [Candidate] {
    choosesByShell ? candidates : candidates.filter { $0.value.hasPrefix(line.typed) }
  }

  private var commands: [Candidate] {
    line.program.commands.map { Candidate(value: $0.commandName, words: $0.abstract ?? "") }
  }

  private var options: [Candidate] {
    line.options.filter {
      $0.isRepeating || line.givenOptions.isDisjoint(with: $0.typedNames)
    }.flatMap { option in
      option.typedNames.map { Candidate(value: $0, words: option.abstract ?? "") }
    }
  }

  private static let fileNames: Set<String> = ["path", "file", "folder"]

  private func values(of argument: CommandDescription.Argument) -> [Candidate] {
    if let known = argument.allValues {
      return known.map { Candidate(value: $0, words: argument.allValueDescriptions?[$0] ?? "") }
    }
    switch argument.valueName ?? "" {
    case "subcommands": return line.positionalCount == 0 ? commands : []
    case let kind:
      guard let names = AtlasCandidates.Kind(rawValue: kind), let atlas else { return [] }
      return AtlasCandidates(atlas: atlas, line: line).candidates(for: names)
    }
  }

  /// The atlas of the line's own `--data`; the bundled one where that cannot be read, as yet.
  private var atlas: Atlas? {
    let paths = line.values.filter { $0.name == "path" }.map { Self.expandingHome($0.text) }
    let isBundledIn = !line.givenOptions.contains("--no-bundled")
    return (try? Documents.atlas(adding: paths, isBundledIn: isBundledIn))
      ?? (try? Documents.atlas(adding: [], isBundledIn: true))
  }
}

extension CompletionAnswer {
  /// Whether a text means nothing but itself to bash, zsh and fish, wherever in a word it stands.
  static func isInert(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-_./=".utf8.contains(byte)
        }
      }
  }

  /// A word of a shell without its quotes and backslashes; nothing in it is expanded.
  static func unquoted(_ word: String) -> String {
    var text = String.UnicodeScalarView()
    var quote: Unicode.Scalar?
    var isEscaped = false
    for scalar in word.unicodeScalars {
      if isEscaped {
        text.append(scalar)
        isEscaped = false
      } else if scalar == "\\", quote != "'" {
        isEscaped = true
      } else if scalar == quote {
        quote = nil
      } else if quote == nil, scalar == "'" || scalar == "\"" {
        quote = scalar
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }

  private static func expandingHome(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst()
  }
}

/// Values out of an atlas, narrowed by what else stands on the line.
struct AtlasCandidates {
  /// What the command line calls a value that an atlas has names for.
  enum Kind: String {
    case actor
    case issue
    case basket
    case edition
    /// A page, in one word or two.
    case name
  }

  typealias Candidate = CompletionAnswer.Candidate

  private let atlas: Atlas
  private let line: TypedLine
  private let names: Names

  init(atlas: Atlas, line: TypedLine) {
    self.atlas = atlas
    self.line = line
    names = Names(atlas: atlas)
  }

  func candidates(for kind: Kind) -> [Candidate] {
    switch kind {
    case .actor:
      let issues = given(.issue) { try? names.issue($0) }
      let others = given(.actor) { try? names.actor($0) }
      return actors { actor in
        !others.contains(actor)
          && (issues.isEmpty
            || issues.contains { atlas.entry(Entry.ID(actor: actor, issue: $0)) != nil })
      }
    case .issue:
      let actors = given(.actor) { try? names.actor($0) }
      let baskets = given(.basket) { try? names.basket($0) }
      let others = given(.issue) { try? names.issue($0) }
      return issues { issue in
        !others.contains(issue.id) && (baskets.isEmpty || baskets.contains(issue.basket))
          && (actors.isEmpty
            || actors.contains { atlas.entry(Entry.ID(actor: $0, issue: issue.id)) != nil })
      }
    case .basket:
      let others = given(.basket) { try? names.basket($0) }
      return atlas.baskets.filter { !others.contains($0.id) }
        .map { Candidate(value: $0.id.text, words: $0.name) }
    case .edition:
      return atlas.editions.map { Candidate(value: $0.id.text, words: $0.dateInWords) }
    case .name: return pages
    }
  }

  private func given<ID: Hashable>(_ kind: Kind, _ id: (String) -> ID?) -> Set<ID> {
    Set(line.values.filter { $0.name == kind.rawValue }.compactMap { id($0.text) })
  }

  /// An actor or an issue, then what has an entry with it; or a page's id such as `itu/e-waste`.
  private var pages: [Candidate] {
    let words = line.values.filter { $0.name == Kind.name.rawValue }.map(\.text)
    guard let first = words.first else {
      if let slash = line.typed.firstIndex(of: "/") {
        return pages(after: String(line.typed[..<slash]))
      }
      let atlasPage = Candidate(value: "atlas", words: "The atlas")
      return actors { _ in true } + issues { _ in true } + [atlasPage]
    }
    guard words.count == 1, let page = try? names.page([first]) else { return [] }
    switch page {
    case .actor(let actor):
      return issues { atlas.entry(Entry.ID(actor: actor, issue: $0.id)) != nil }
    case .issue(let issue):
      return actors { atlas.entry(Entry.ID(actor: $0, issue: issue)) != nil }
    case .atlas, .basket, .entry: return []
    }
  }

  private func pages(after start: String) -> [Candidate] {
    let ends: [Candidate]
    switch start {
    case "issue": ends = atlas.issues.map { Candidate(value: $0.id.text, words: $0.name) }
    case "basket": ends = atlas.baskets.map { Candidate(value: $0.id.text, words: $0.name) }
    default:
      guard let actor = try? names.actor(start) else { return [] }
      ends = atlas.entries(of: actor).compactMap { entry in
        atlas.issue(entry.id.issue).map { Candidate(value: $0.id.text, words: $0.name) }
      }
    }
    return ends.map { Candidate(value: "\(start)/\($0.value)", words: $0.words) }
  }

  private func actors(where isWanted: (Actor.ID) -> Bool) -> [Candidate] {
    candidates(
      of: atlas.actors.filter { isWanted($0.id) }.map { actor in
        (actor.id.text, [actor.label] + actor.otherNames.map(\.name), actor.name)
      })
  }

  private func issues(where isWanted: (Issue) -> Bool) -> [Candidate] {
    candidates(of: atlas.issues.filter(isWanted).map { ($0.id.text, $0.aliases, $0.name) })
  }

  /// The ids; and, where what is typed begins none of them, the acronyms that it begins.
  private func candidates(
    of things: [(id: String, others: [String], words: String)]
  ) -> [Candidate] {
    let typed = line.typed
    let ids = things.map { Candidate(value: $0.id, words: $0.words) }
    if typed.isEmpty || things.contains(where: { $0.id.hasPrefix(typed) }) { return ids }
    return ids
      + things.flatMap { thing in
        thing.others.filter { $0.hasPrefix(typed) }
          .map { Candidate(value: $0, words: thing.words) }
      }
  }
}
