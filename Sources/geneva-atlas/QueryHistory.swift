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

  private static var path: String? { StateFolder.path(of: "queries") }

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
    if bytes.count > sizeLimit {
      _ = StateFolder.replace(path, with: kept.flatMap { Array($0.utf8) + [0x0A] })
    }
    return kept
  }

  static func keep(_ query: String) {
    let line = Array(query.utf8)
    guard let path, line.count <= lineLimit, !line.contains(0x0A) else { return }
    StateFolder.make()
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    // One write: two programs at once do not mix their lines.
    _ = Descriptor.write((line + [0x0A])[...], to: file)
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
