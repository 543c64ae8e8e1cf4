package import AtlasModel
package import TextUI

/// What happens to the explorer.
package enum Event: Hashable, Sendable {
  case input(InputEvent)
  case copied(CopyOutcome)
  case opened(OpenOutcome)
  /// What became of keeping a star: all that are kept now, or why they are not.
  case starKept(ids: [String], failure: String?)
  /// Nobody types: time to go on with what a key began.
  case idle
  /// Something to tell the reader that no key asked for, such as an unknown TERM.
  case notice(String)
}

/// What is to be done outside; results come back as events.
package enum Effect: Hashable, Sendable {
  case quit(exitCode: Int32)
  case suspend
  case redraw
  case mouse(isOn: Bool)
  case copy(String)
  /// A citation to be copied: it names the day, which is not known here.
  case cite(CitationRequest)
  case open(Link)
  /// A query to be found again in later runs.
  case keepQuery(String)
  /// To be woken with ``InputEvent/pause`` after so many milliseconds, instead of an earlier wish.
  case wake(milliseconds: Int)
  /// A page to be starred, or no longer.
  case star(PageID, isOn: Bool)
  /// What was picked, by its places in the list that was given; it ends the program.
  case pick([Int])
}

/// What is to be cited.
package enum CitationRequest: Hashable, Sendable {
  case pages([PageID])
  /// A fact as a sentence with its citation.
  case fact(FactPlace)
}

/// What became of a copy: each way is told by its own name, and no surer than it is.
package struct CopyOutcome: Hashable, Sendable {
  package let text: String
  /// Ways that reported success, such as `wl-copy` or `tmux`.
  package let confirmed: [String]
  /// Ways that never answer, such as `OSC 52`.
  package let unconfirmed: [String]
  /// Ways that failed, with what they said.
  package let failed: [String]

  package init(text: String, confirmed: [String], unconfirmed: [String], failed: [String]) {
    self.text = text
    self.confirmed = confirmed
    self.unconfirmed = unconfirmed
    self.failed = failed
  }
}

/// What became of opening a link.
package struct OpenOutcome: Hashable, Sendable {
  package enum Result: Hashable, Sendable {
    case started(by: String)
    case noOpener
    /// In words that follow the name of what was asked for: `xdg-open could not open it`.
    case failed(String)
  }
  package let link: Link
  package let result: Result

  package init(link: Link, result: Result) {
    self.link = link
    self.result = result
  }
}
