import ArgumentParser
import AtlasModel
import Explorer
import Glibc
import NcursesTerminal
import PlainText
import TextUI

/// The screen; and, with `--dump`, one picture of it without a terminal.
struct Browse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "browse",
    abstract: "Browse the atlas on the screen (the default).",
    discussion: "Example: geneva-atlas --keys '<tab>/priv<down>' --size 80x24 --dump")

  @OptionGroup var options: AtlasOptions

  @OptionGroup var screen: ScreenOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Press these keys first, in vim's notation: '<tab>/priv<down>'.", valueName: "keys"))
  var keys: String = ""

  @Option(
    name: .long,
    help: ArgumentHelp("With --dump: columns x rows of the screen.", valueName: "80x24"))
  var size: String?

  @Flag(name: .long, help: "Print the screen after the keys, and end; needs no terminal.")
  var dump = false

  @Argument(help: ArgumentHelp("What is searched for at the start.", valueName: "QUERY"))
  var query: [String] = []

  func run() throws {
    guard size == nil || dump else {
      throw Failure(.usage, "--size goes with --dump; on a screen the terminal has its own size")
    }
    let events: [InputEvent]
    do {
      events = try KeyNotation.events(in: keys)
    } catch {
      throw Failure(.usage, "--keys: \(error)")
    }
    let atlas = try options.atlas()
    try refuseCommand(in: atlas)
    var configuration = Configuration.current
    configuration.heed(options)
    configuration.heed(screen)
    var preferences = try configuration.preferences(for: atlas)
    if screen.ascii == true { preferences.repertoire = .ascii }
    preferences.query = query.joined(separator: " ")
    if dump {
      try printScreen(of: atlas, preferences, after: events, notice: configuration.notice)
    } else {
      try Self.open(atlas, preferences, events, configuration)
    }
  }

  /// A QUERY that begins as a command does, and was meant for one.
  ///
  /// A word near to a command's name is a query all the same where the atlas holds it, or after `--`; and a
  /// command's own name comes here only where options of the screen stand before it, which none of them takes.
  private func refuseCommand(in atlas: Atlas) throws(Failure) {
    guard let word = query.first, CommandLine.arguments.allSatisfy({ $0 != "--" && $0 != "browse" })
    else { return }
    let commands = GenevaAtlas.configuration.subcommands.map { $0._commandName }
    let advice = "'geneva-atlas -- \(query.joined(separator: " "))' searches for it all the same"
    if commands.contains(word) {
      throw Failure(
        .usage, ["'\(word)' is a command, and takes no options of the screen before it", advice])
    }
    let near = nearestNames(to: word, among: commands)
    guard !near.isEmpty else { return }
    // Without a terminal nothing would come of the query.
    let isShown = dump || isatty(STDOUT_FILENO) == 1
    guard !isShown || !Self.holds(query.joined(separator: " "), atlas) else { return }
    throw Failure(.usage, ["'\(word)' is no command" + nearestHint(near), advice])
  }

  /// Whether the atlas has what a query asks for, and not only something close to it.
  private static func holds(_ typed: String, _ atlas: Atlas) -> Bool {
    let query = Matching.fuzzy.query(typed)
    let search = Search(atlas, index: AtlasIndex(atlas))
    return !search.all(query).allSatisfy(\.isClose)
  }

  /// What the program does without a word on the command line: as `run` does, with nothing to parse.
  ///
  /// The parser's work is a quarter of the time to the first screen, and this is the commonest start.
  static func runPlain() throws {
    let atlas = try Documents.atlas(adding: [], isBundledIn: true)
    var configuration = Configuration.current
    let preferences = try configuration.preferences(for: atlas)
    try open(atlas, preferences, [], configuration)
  }

  private static func open(
    _ atlas: Atlas, _ preferences: Preferences, _ events: [InputEvent],
    _ configuration: Configuration
  ) throws {
    guard isatty(STDOUT_FILENO) == 1 else {
      configuration.complain()
      return try printActors(of: atlas, preferences.edition, configuration.printedTheme)
    }
    var preferences = preferences
    preferences.queries = QueryHistory.queries(limit: State.queryLimit)
    preferences.stars = Stars.ids()
    preferences.isFirstRun = StateFolder.isFirstRun()
    throw try Session.run(
      atlas: atlas, preferences: preferences, configuration: configuration, events: events
    ).end
  }

  /// The screen after the keys.
  ///
  /// Effects have no outside here: what is copied is shown instead.
  private func printScreen(
    of atlas: Atlas, _ preferences: Preferences, after events: [InputEvent], notice: String?
  ) throws {
    guard let size = KeyNotation.size(size ?? "80x24") else {
      throw Failure(
        .usage, "--size '\(self.size ?? "")' is no size; expected columns x rows, as in 80x24")
    }
    var state = State(atlas: atlas, size: size, preferences: preferences)
    if let notice { _ = state.update(.notice(notice)) }
    var events = events[...]
    events: while !events.isEmpty {
      var effects = state.take(from: &events)
      while !effects.isEmpty {
        switch effects.removeFirst() {
        case .quit, .pick: break events
        case .suspend, .redraw, .mouse, .keepQuery, .wake, .star: continue
        case .cite(let request):
          effects += state.citation(request, accessed: .today).map { [.copy($0)] } ?? []
        case .copy(let text):
          effects += state.update(
            .copied(CopyOutcome(text: text, confirmed: [], unconfirmed: [], failed: [])))
        case .open(let link):
          effects += state.update(.opened(OpenOutcome(link: link, result: .noOpener)))
        }
      }
    }
    while state.isSearchUnfinished { _ = state.update(.idle) }
    var output = Output()
    output.write(lines: state.render().canvas.text + "\n")
    try output.flush()
  }

  /// Where there is no terminal to draw on.
  private static func printActors(
    of atlas: Atlas, _ choice: EditionChoice, _ theme: Theme?
  ) throws {
    var output = Output(theme: theme)
    ListRows(atlas: atlas, choice: choice).table(of: .actors)
      .write(.table, width: nil, to: &output)
    try output.flush()
    throw Failure(
      .usage,
      [
        "standard output is no terminal, so the actors are listed instead of shown",
        "'geneva-atlas list entries', 'geneva-atlas show itu e-waste' and "
          + "'geneva-atlas export' give the rest",
      ])
  }
}
