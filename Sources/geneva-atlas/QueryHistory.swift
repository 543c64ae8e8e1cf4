import Glibc
import PlainText

/// The queries of earlier runs, one a line, the last one at the end.
///
/// A line is added at the end of the file as it is at that moment. One with lines that are no queries, or larger
/// than it can have become here, is never written anew.
enum QueryHistory {
  /// A file longer than this, in bytes, is written anew with what is still wanted.
  private static let sizeLimit = 64 * 1024
  /// A file that somebody has blown up is read as far as it is worth while, in bytes from its end.
  private static let readLimit = 16 * sizeLimit
  /// A query longer than this, in bytes, is a mishap of pasting.
  private static let lineLimit = 500

  /// Each query once, the last ones.
  static func queries(limit: Int) -> [String] {
    guard let file = StateFile("queries"),
      let bytes = try? Descriptor.lastBytes(ofFileAt: file.path, limit: readLimit)
    else { return [] }
    // What a larger file was cut at is no whole line.
    let lines = bytes.split(separator: 0x0A).dropFirst(bytes.count < readLimit ? 0 : 1)
    if bytes.count > sizeLimit {
      try? file.locked { (target) throws(StateFile.Fault) in
        try shorten(file, target, limit: limit)
      }
    }
    return last(lines, limit: limit)
  }

  /// Adds a query at the end, unless it would not be one when it is read, or there is no home for it.
  static func keep(_ query: String) throws(StateFile.Fault) {
    let line = Array(query.utf8)
    guard self.query(line[...]) == query, StateFolder.make(), let file = StateFile("queries") else {
      return
    }
    try file.locked { (target) throws(StateFile.Fault) in try add(line, to: target) }
  }

  private static func add(_ line: [UInt8], to path: String) throws(StateFile.Fault) {
    let (file, size): (Int32, Int)
    do throws(Descriptor.ReadFault) {
      (file, size) = try Descriptor.open(path, for: O_RDWR | O_CREAT | O_APPEND)
    } catch {
      throw StateFile.Fault(error, writing: path)
    }
    defer { close(file) }
    // As a file that is written anew has it. Where it cannot be set, the file is somebody else's.
    fchmod(file, 0o600)
    // A line that somebody has left open is not to become part of this one.
    var last: UInt8 = 0x0A
    if size > 0 { pread(file, &last, 1, off_t(size - 1)) }
    let bytes = (last == 0x0A ? [] : [0x0A]) + line + [0x0A]
    let fault = Descriptor.write(bytes[...], to: file)
    guard fault != 0 else { return }
    // Half a query is none.
    ftruncate(file, off_t(size))
    throw StateFile.Fault(.system(errno: fault), writing: path)
  }

  /// Writes a file anew that holds nothing but queries: it holds the last ones, then.
  private static func shorten(
    _ file: StateFile, _ target: String, limit: Int
  ) throws(StateFile.Fault) {
    guard let bytes = try? Descriptor.bytes(ofFileAt: target, limit: readLimit),
      bytes.count > sizeLimit
    else { return }
    let lines = bytes.split(separator: 0x0A)
    guard lines.allSatisfy({ query($0) != nil }) else { return }
    let kept = last(lines[...], limit: limit)
    try file.replace(target, with: kept.flatMap { Array($0.utf8) + [0x0A] })
  }

  private static func last(_ lines: ArraySlice<ArraySlice<UInt8>>, limit: Int) -> [String] {
    var known: Set<String> = []
    var queries: [String] = []
    for line in lines.reversed() where queries.count < limit {
      guard let query = query(line), known.insert(query).inserted else { continue }
      queries.append(query)
    }
    return queries.reversed()
  }

  /// The query of a line; nil where it is none that this program keeps.
  private static func query(_ line: ArraySlice<UInt8>) -> String? {
    guard !line.isEmpty, line.count <= lineLimit,
      let query = String(validating: line, as: UTF8.self), TextGate.shown(query) == query
    else { return nil }
    return query
  }
}
