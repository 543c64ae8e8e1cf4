package import TextUI

/// The parts of help and of README's table.
package enum KeyGroup: String, Sendable, CaseIterable {
  case moving = "Moving"
  case panes = "Panes and pages"
  case finding = "Finding"
  case typing = "While typing"
  case handing = "Handing on"
  case selecting = "Selecting"
  case views = "Views"
  case view = "Screen"
  case program = "Program"
}

/// What a key does while a filter or a search is typed; every other key edits the line.
package enum PromptCommand: Hashable, Sendable {
  case keep
  case restore
  case next
  case previous
  case suspend
  case nextPage
  case previousPage
  case matching
  case complete
  case earlierQuery
  case laterQuery
}

/// What a key does to the line being typed: readline's keys.
package enum EditCommand: Hashable, Sendable {
  case left
  case right
  case start
  case end
  case wordLeft
  case wordRight
  case deleteBefore
  case deleteAfter
  case killWord
  case killToStart
  case yank
}

/// What a key does, and how help, the footer and the README say it.
package struct Binding<Action: Sendable>: Sendable {
  package let command: Action
  /// The first is the one that footers show.
  package let keys: [[Key]]
  /// `{key}` stands for the first of its keys.
  package let words: String
  package let group: KeyGroup
  /// A word for the footer; nil for what only help tells.
  package let short: String?

  init(
    _ command: Action, _ keys: String, _ words: String, _ group: KeyGroup, short: String? = nil
  ) {
    self.command = command
    self.words = words
    self.group = group
    self.short = short
    self.keys = keys.split(separator: " ").map { chord in
      guard let keys = try? KeyNotation.keys(in: String(chord)) else {
        preconditionFailure("\(chord) in the table of keys is no key")
      }
      return keys
    }
  }

  private init(_ other: Binding, keys: [[Key]]) {
    (command, words, group, short) = (other.command, other.words, other.group, other.short)
    self.keys = keys
  }

  func with(keys: [[Key]]) -> Binding { Binding(self, keys: keys) }

  /// Its row of help; nil for what no key does.
  var row: Keymap.Row? {
    guard let first = keys.first else { return nil }
    return Keymap.Row(
      keys: keys, words: words.replacing("{key}", with: Keymap.label(of: first)))
  }
}

/// The one table of keys: bindings, `?` help, the footer and README's table all come from it.
package struct Keymap: Sendable {
  package let bindings: [Binding<Command>]
  package let promptBindings: [Binding<PromptCommand>]
  package let editBindings: [Binding<EditCommand>]
  private let chords: [[Key]: Command]
  private let prefixes: Set<[Key]>

  package static let standard = Keymap(
    [
      Binding(.moveDown, "j <down> <c-n>", "down", .moving, short: "down"),
      Binding(.moveUp, "k <up> <c-p>", "up", .moving, short: "up"),
      Binding(.moveToFirst, "gg <home>", "to the first row; with a count to that row", .moving),
      Binding(.moveToLast, "G <end>", "to the last row; with a count to that row", .moving),
      Binding(.halfPageDown, "<c-d>", "half a page down", .moving),
      Binding(.halfPageUp, "<c-u>", "half a page up", .moving),
      Binding(.pageDown, "<c-f> <pgdn>", "a page down", .moving),
      Binding(.pageUp, "<c-b> <pgup>", "a page up", .moving),
      Binding(.scrollDetailDown, "J", "scroll the detail down, from any pane", .moving),
      Binding(.scrollDetailUp, "K", "scroll the detail up, from any pane", .moving),
      Binding(.nextGroup, ") ]", "next basket, or next heading of the detail", .moving),
      Binding(.previousGroup, "( [", "previous basket or heading", .moving),
      Binding(.scrollRight, "<s-right> }", "scroll unwrapped text to the right", .moving),
      Binding(.scrollLeft, "<s-left> {", "scroll unwrapped text to the left", .moving),

      Binding(
        .enter, "<enter>", "go right; in the detail follow the link in hand", .panes,
        short: "open"),
      Binding(.paneLeft, "h <left>", "pane to the left", .panes, short: "left"),
      Binding(.paneRight, "l <right>", "pane to the right", .panes, short: "right"),
      Binding(.nextPane, "<tab>", "next pane, round and round", .panes, short: "pane"),
      Binding(.previousPane, "<s-tab>", "previous pane", .panes),
      Binding(.focusFirst, "ga", "to the first list", .panes),
      Binding(.focusSecond, "gi", "to the second list", .panes),
      Binding(.focusDetail, "gd", "to the detail", .panes),
      Binding(.turn, "x", "turn round: actors first or issues first", .panes, short: "turn"),
      Binding(
        .back, "H <m-left> <bs> <c-o>", "back to where a link was followed", .panes,
        short: "back"),
      Binding(.forward, "L <m-right>", "forward again", .panes),
      Binding(.history, "gh", "choose among the pages one came from", .panes, short: "history"),

      Binding(
        .filter, "/", "filter the list; in the detail search its text", .finding,
        short: "filter"),
      Binding(
        .searchEverything, "s", "search everything: names, facts and text", .finding,
        short: "search"),
      Binding(.searchTitle, "*", "search everything for what is in hand", .finding),
      Binding(.matching, "<c-r>", "filters match fuzzily, or in one piece only", .finding),
      Binding(.orderByRelevance, "Sr", "sort what a filter found: best first", .finding),
      Binding(.orderByAtlas, "Sa", "sort: the atlas’s order, issues by basket", .finding),
      Binding(.orderByName, "Sn", "sort: by name", .finding),
      Binding(
        .orderByCount, "Sc", "sort: most on the other side first; facts by number in a unit",
        .finding),
      Binding(.orderByYear, "Sy", "sort facts by year", .finding),
      Binding(.nextMatch, "n", "next match in the detail", .finding),
      Binding(.previousMatch, "N", "previous match in the detail", .finding),
      Binding(.clearFilters, "X", "clear all filters", .finding),

      Binding(
        .nextLink, ";", "take the next link in hand; 3{key} takes link 3", .handing,
        short: "link"),
      Binding(.previousLink, ",", "take the previous link in hand", .handing),
      Binding(
        .copyLink, "yy", "copy the link in hand, or the page's; 3{key} copies link 3", .handing,
        short: "copy"),
      Binding(
        .copyMarkdownLink, "ym", "copy it as a Markdown link", .handing, short: "Markdown link"),
      Binding(.copyTitle, "yt", "copy the title", .handing, short: "title"),
      Binding(.copyCitation, "yc", "copy a citation", .handing, short: "citation"),
      Binding(.copyID, "yi", "copy the id that show takes", .handing, short: "id"),
      Binding(.copyJSON, "yj", "copy the record as JSON", .handing, short: "JSON"),
      Binding(.copyText, "yb", "copy the text", .handing, short: "text"),
      Binding(
        .copyRows, "ya", "copy the selected rows, or all, with their links", .handing,
        short: "selected rows"),
      Binding(
        .copyHint, "yf", "copy a link on the screen by its letter", .handing, short: "by hint"),
      Binding(.copyPage, "Y", "copy the whole page", .handing),
      Binding(
        .open, "o", "open it in the browser; 3{key} opens link 3", .handing, short: "browser"),
      Binding(
        .hints, "f", "follow or open a link on the screen by its letter", .handing, short: "hints"),
      Binding(.chooseLink, "O", "choose among all links of the page", .handing),

      Binding(.toggleSelection, "<space>", "select the row, or no longer; then down", .selecting),
      Binding(.range, "v", "select from here to where one moves; again ends it", .selecting),
      Binding(.selectAll, "<c-a>", "select all rows of the list", .selecting),
      Binding(.clearSelection, "u", "select none", .selecting),
      Binding(.star, "b", "star the page, or no longer", .selecting),
      Binding(.stars, "gs", "all starred pages", .selecting, short: "stars"),

      Binding(.matrix, "gm", "matrix: who says how much on what", .views, short: "matrix"),
      Binding(
        .compare, "gc", "compare the selected actors, or those on the issue in hand", .views,
        short: "compare"),
      Binding(
        .editions, "ge", "editions: what changed, section by section", .views, short: "editions"),
      Binding(.facts, "gf", "facts: every figure", .views, short: "facts"),
      Binding(.links, "gl", "links: every one, with its kind and status", .views, short: "links"),
      Binding(.timeline, "gt", "timeline: what happened when", .views, short: "timeline"),

      Binding(.grow, ">", "the pane in hand wider", .view),
      Binding(.shrink, "<lt>", "the pane in hand narrower", .view),
      Binding(.resetSizes, "=", "all panes as wide as usual", .view),
      Binding(.zoom, "z", "the pane alone, and back", .view, short: "zoom"),
      Binding(
        .fold, "-", "fold or unfold the basket; on the timeline show more years", .view,
        short: "fold"),
      Binding(.zoomIn, "+", "on the timeline show fewer years, each wider", .view, short: "zoom"),
      Binding(.foldAll, "_", "fold or unfold all baskets", .view),
      Binding(.wrap, "w", "break long lines or not", .view),
      Binding(
        .edition, "E", "edition: newest of each section, then one edition alone", .view,
        short: "edition"),
      Binding(.mouse, "M", "mouse on or off", .view),
      Binding(.redraw, "<c-l>", "draw the screen anew", .view),

      Binding(.help, "? <f1>", "all keys", .program, short: "help"),
      Binding(.palette, ":", "all commands: type to find one, run it", .program),
      Binding(.escape, "<esc> <c-g>", "one step back; never quits", .program),
      Binding(.quit, "q", "close what is open, or quit", .program, short: "quit"),
      Binding(.quitNow, "Q", "quit at once", .program),
      Binding(.cancel, "<c-c>", "cancel; at the top quit with exit code 130", .program),
      Binding(.suspend, "<c-z>", "suspend", .program),
    ],
    prompt: [
      Binding(.keep, "<enter>", "keep the filter; go to the hit", .typing, short: "keep"),
      Binding(.restore, "<esc> <c-g> <c-c>", "as it was before", .typing, short: "as before"),
      Binding(.next, "<down> <c-n> <c-j>", "next row, or next match", .typing, short: "next"),
      Binding(.previous, "<up> <c-p> <c-k>", "previous row or match", .typing, short: "previous"),
      Binding(.nextPage, "<pgdn>", "a page further", .typing),
      Binding(.previousPage, "<pgup>", "a page back", .typing),
      Binding(.complete, "<tab>", "complete a field: actor: issue: basket: topic: …", .typing),
      Binding(.matching, "<c-r>", "match fuzzily, or in one piece only", .typing),
      Binding(.earlierQuery, "<m-p>", "an earlier query", .typing),
      Binding(.laterQuery, "<m-n>", "a later query", .typing),
      Binding(.suspend, "<c-z>", "suspend", .typing),
    ],
    edit: [
      Binding(.left, "<left> <c-b>", "a character to the left", .typing),
      Binding(.right, "<right> <c-f>", "a character to the right", .typing),
      Binding(.start, "<home> <c-a>", "to the beginning", .typing),
      Binding(.end, "<end> <c-e>", "to the end", .typing),
      Binding(.wordLeft, "<m-b>", "a word to the left", .typing),
      Binding(.wordRight, "<m-f>", "a word to the right", .typing),
      Binding(.deleteBefore, "<bs> <c-h>", "delete before the cursor", .typing),
      Binding(.deleteAfter, "<del> <c-d>", "delete under the cursor", .typing),
      Binding(.killWord, "<c-w>", "delete a word", .typing),
      Binding(.killToStart, "<c-u>", "delete to the beginning", .typing),
      Binding(.yank, "<c-y>", "put back what was deleted last", .typing),
    ])

  init(
    _ bindings: [Binding<Command>], prompt: [Binding<PromptCommand>],
    edit: [Binding<EditCommand>]
  ) {
    self.bindings = bindings
    promptBindings = prompt
    editBindings = edit
    var chords: [[Key]: Command] = [:]
    var prefixes: Set<[Key]> = []
    for binding in bindings {
      for chord in binding.keys {
        precondition(chords[chord] == nil, "\(binding.words): a key has two meanings")
        chords[chord] = binding.command
        for length in 1..<max(1, chord.count) { prefixes.insert(Array(chord.prefix(length))) }
      }
    }
    self.chords = chords
    self.prefixes = prefixes
    precondition(prefixes.allSatisfy { chords[$0] == nil }, "a chord begins with another key")
  }

  package enum Reading: Hashable, Sendable {
    case command(Command)
    case prefix
    case unknown
  }

  package func reading(of keys: [Key]) -> Reading {
    if let command = chords[keys] { return .command(command) }
    return prefixes.contains(keys) ? .prefix : .unknown
  }

  /// What a key does while something is typed; nil for one that edits the line.
  package func promptCommand(for key: Key) -> PromptCommand? {
    promptBindings.first { $0.keys.contains([key]) }?.command
  }

  /// What a key does to the line being typed; nil for one that is typed, or does nothing.
  package func editCommand(for key: Key) -> EditCommand? {
    editBindings.first { $0.keys.contains([key]) }?.command
  }

  /// The keys of a command as footers and messages show them: the first of them, or the name of a command
  /// that has none.
  package func label(of command: Command) -> String {
    keys(of: command).first.map(Self.label) ?? "‹\(command.name)›"
  }

  /// All keys of a command: `j ↓ ^n`.
  package static func labels(of keys: [[Key]]) -> String {
    keys.map(label).joined(separator: " ")
  }

  static func label(of chord: [Key]) -> String { chord.map(\.label).joined() }

  /// One row of help or of README: keys and words.
  package struct Row: Sendable {
    package let keys: [[Key]]
    package let words: String
  }

  /// The rows of a group, in the order of the table.
  package func rows(of group: KeyGroup) -> [Row] {
    bindings.filter { $0.group == group }.compactMap(\.row)
      + promptBindings.filter { $0.group == group }.compactMap(\.row)
      + editBindings.filter { $0.group == group }.compactMap(\.row)
  }

  /// The five keys to begin with, as the atlas's page tells them.
  var firstSteps: [(Command, String)] {
    let steps: [(Command, String)] = [
      (.moveDown, "down a list (\(label(of: .moveUp)) up), the detail follows"),
      (.enter, "go right: from the actors to their issues, then into the text"),
      (.filter, "filter a list, or search the text"),
      (.turn, "turn round: issues first, then who works on each"),
      (.help, "all keys; \(label(of: .quit)) quits"),
    ]
    return steps.filter { !keys(of: $0.0).isEmpty }
  }
}

extension Keymap {
  /// The table of README: a row a binding, by group.
  package var markdown: String {
    var lines = ["| keys | what they do |", "|---|---|"]
    for group in KeyGroup.allCases {
      lines.append("| **\(group.rawValue)** | |")
      for row in rows(of: group) {
        let keys = row.keys.map { "`\(Self.label(of: $0))`" }.joined(separator: " ")
        lines.append("| \(keys) | \(row.words) |")
      }
    }
    return lines.joined(separator: "\n")
  }
}
