import Glibc

/// Where the program keeps what it remembers: `$XDG_STATE_HOME/geneva-atlas`, or below `.local/state`.
enum StateFolder {
  /// The folders that lead there, each inside the one before; none where there is no home.
  ///
  /// They begin with `$XDG_STATE_HOME`, or with `.local` in the home, which itself is never made.
  private static var folders: [String] {
    if let state = Environment.folder("XDG_STATE_HOME") { return [state, state + "/geneva-atlas"] }
    guard let home = Environment.folder("HOME") else { return [] }
    return ["/.local", "/.local/state", "/.local/state/geneva-atlas"].map { home + $0 }
  }

  /// The path of a file in it; nil where there is no home.
  static func path(of file: String) -> String? { folders.last.map { $0 + "/" + file } }

  /// Whether the program is run for the first time; from then on it is not.
  ///
  /// Where that cannot be remembered it is never the first time.
  static func isFirstRun() -> Bool {
    guard let path = path(of: "greeted"), access(path, F_OK) != 0, errno == ENOENT else {
      return false
    }
    make()
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return false }
    close(file)
    return true
  }

  /// Makes what is missing of it; whether it is there.
  @discardableResult
  static func make() -> Bool {
    for folder in folders { mkdir(folder, 0o700) }
    return folders.last.map { access($0, F_OK) == 0 } ?? false
  }
}
