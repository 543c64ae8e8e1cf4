import Explorer

/// What the program heeds around it; help and the manual tell it from here.
enum Surroundings {
  static let variables: [(name: String, words: String)] = [
    (
      "BROWSER",
      "Commands that open a link, parted by colons and read as words and quotes, never by a shell; the address "
        + "takes the place of %s, or stands at the end. A browser that draws on a terminal needs one of its "
        + "own, as in 'xterm -e w3m %s'."
    ),
    (
      "COLORFGBG",
      "Where it ends in 7 or 9 to 15 the background is light, and so is the theme unless one is chosen."
    ),
    ("ESCDELAY", "Milliseconds to wait after Esc for the rest of a key; 25 without."),
    (
      "HOME",
      "Where ~/.config and ~/.local/state are, unless XDG_CONFIG_HOME and XDG_STATE_HOME are set."
    ),
    (
      "LANG, LC_ALL, LC_CTYPE",
      "The character set of the terminal. Where they name none, UTF-8 is sent; where another, ASCII."
    ),
    ("NO_COLOR", "Not empty: no colours."),
    (
      "SSH_CONNECTION, SSH_TTY, TMUX, STY, DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME, TERMUX_VERSION",
      "Where the reader sits: what is copied goes to the clipboard of the machine or of tmux, or through the "
        + "terminal, and a link to the browser of the desktop, as they tell."
    ),
    ("TERM", "The terminal; unset or dumb is as none."),
    ("XDG_CONFIG_HOME", "Where the configuration is."),
    ("XDG_STATE_HOME", "Where queries and stars are kept."),
  ]

  static let files: [(path: String, words: String)] = [
    (
      "$XDG_CONFIG_HOME/geneva-atlas/config.toml",
      "Keys, theme, colour, borders, mouse, clipboard, browser, lead and edition; in ~/.config without the "
        + "variable. It is read if it is there and never written; geneva-atlas config prints what holds."
    ),
    (
      "$XDG_STATE_HOME/geneva-atlas/queries",
      "Queries of earlier runs, one a line, readable by their owner alone; in ~/.local/state without the "
        + "variable. It may be deleted at any time."
    ),
    (
      "$XDG_STATE_HOME/geneva-atlas/stars",
      "Ids of starred pages, one a line, readable by their owner alone."
    ),
    (
      "$XDG_STATE_HOME/geneva-atlas/greeted",
      "Empty; where it is missing, the first screen tells the first keys."
    ),
  ]
}

extension ManualPage {
  /// When the page was last read as a whole; not the day of a build, so that two builds are equal.
  static let date = "2026-11-22"

  static let queryParagraphs = [
    """
    Filters, search and --query take the language of fzf, with fields. Terms are parted by blanks, and all of \
    them must be found, in any order. Lower case finds both cases, and letters without accents find those with \
    them; not the other way round.
    """,
    """
    Names match also by initials, by abbreviations and with slips of the fingers, and come before running text, \
    which matches only in one piece. 'geneva-atlas filter' reads lines, so fields mean nothing to it.
    """,
  ]

  static let queryTerms: [(typed: String, words: String)] = [
    ("data gov", "both, in any order"),
    ("'grid", "in one piece"),
    ("'grid'", "as a whole word"),
    ("\"grid computing\"", "several words in one piece"),
    ("^net", "at the beginning"),
    ("rights$", "at the end"),
    ("!cyber", "not at all"),
    ("ai | iot", "either"),
    ("\\ ", "a blank that parts nothing"),
    (
      AtlasIndex.fields.map { $0 + ":" }.joined(separator: " "),
      "the term that follows, within a field alone: actor:wto kind:event year:2020"
    ),
  ]

  static let keyParagraph = """
    Digits before a key are a count: 10j, 3G, 2yy. ^n is Ctrl and n, M-p is Alt and p, S-Tab is Shift and Tab. \
    The mouse chooses, scrolls and follows; with Shift the terminal selects text.
    """

  static let exitCodes: [(code: String, words: String)] = [
    ("0", "Found, or done."),
    ("1", "Nothing found, data at fault, or what was asked for could not be written."),
    ("2", "Wrong usage, or no terminal."),
    ("130", "Cancelled with ^c on the screen."),
    ("128+n", "Ended by signal n, as the shell tells it."),
  ]

  static let seeAlso = """
    fzf(1), jq(1), man(1), tmux(1). The editions that the texts come from are named by 'geneva-atlas show atlas'.
    """
}
