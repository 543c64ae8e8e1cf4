import Glibc
import PlainText

/// The queries of earlier runs, one a line, the last one at the end.
///
/// A line is added in one write at the end of the file, so that two programs at once lose nothing. That the
/// file is missing, damaged or cannot be written is no reason to stop, nor to bother a reader with.
enum QueryHistory {
  /// A file longer than this, in bytes, is written anew with what is still wanted.
  private static let sizeLimit = 64 * 1024
  /// A query longer than this is a mishap of pasting.
  private static let lineLimit = 500

  /// The folders that lead to the file, each inside the one before; none where there is no home.
  ///
  /// They begin with `$XDG_STATE_HOME`, or with `.local` in the home, which itself is never made.
  private static var folders: [String] {
    if let state = Environment.folder("XDG_STATE_HOME") { return [state, state + "/geneva-atlas"] }
    guard let home = Environment.folder("HOME") else { return [] }
    return ["/.local", "/.local/state", "/.local/state/geneva-atlas"].map { home + $0 }
  }

  private static var path: String? { folders.last.map { $0 + "/queries" } }

  /// Each query once, the last ones.
  static func queries(limit: Int) -> [String] {
    guard let path, let bytes = read(path) else { return [] }
    var known: Set<String> = []
    var queries: [String] = []
    for line in bytes.split(separator: 0x0A).reversed() where queries.count < limit {
      guard line.count <= lineLimit, let query = String(validating: line, as: UTF8.self),
        TextGate.shown(query) == query, known.insert(query).inserted
      else { continue }
      queries.append(query)
    }
    let kept = Array(queries.reversed())
    if bytes.count > sizeLimit { replace(path, with: kept) }
    return kept
  }

  static func keep(_ query: String) {
    let line = Array(query.utf8)
    guard let path, line.count <= lineLimit, !line.contains(0x0A) else { return }
    for folder in folders { mkdir(folder, 0o700) }
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    write(line + [0x0A], to: file)
  }

  private static func replace(_ path: String, with queries: [String]) {
    let draft = path + ".\(getpid())"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return }
    let bytes = queries.flatMap { query -> [UInt8] in Array(query.utf8) + [0x0A] }
    let isWhole = write(bytes, to: file) == bytes.count && fsync(file) == 0
    close(file)
    if !isWhole || rename(draft, path) != 0 { unlink(draft) }
  }

  @discardableResult
  private static func write(_ bytes: [UInt8], to file: Int32) -> Int {
    bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
  }

  /// Nil where it is no file that can be read.
  private static func read(_ path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    // A file that somebody has blown up is read as far as it is worth while.
    let size = min(Int(status.st_size), 16 * sizeLimit)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = max(0, pread(file, buffer.baseAddress, size, status.st_size - off_t(size)))
    }
  }
}
