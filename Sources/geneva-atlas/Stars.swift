import Glibc
import PlainText

/// The ids of starred pages, one a line, the last one at the end.
///
/// A star is set or taken away in the file as it is at that moment, under a lock, so that two programs at
/// once lose nothing. Lines that are no ids stay as they are: what is damaged is somebody's to mend.
enum Stars {
  /// A file of more bytes is none of ours.
  private static let sizeLimit = 1 << 20

  /// Why the stars cannot be kept.
  private struct Fault: Error {
    let words: String

    init(_ words: String) { self.words = words }

    /// What the system said last.
    static func system(_ what: String) -> Fault {
      Fault("\(what): \(String(cString: strerror(errno)))")
    }
  }

  /// The ids that are kept; none where there are none, or none that can be read.
  static func ids() -> [String] {
    guard let path = StateFolder.path(of: "stars"), let lines = try? lines(of: path) else {
      return []
    }
    var known: Set<String> = []
    return lines.compactMap(id).filter { known.insert($0).inserted }
  }

  /// Sets or takes away a star.
  ///
  /// - Returns: Why that is not kept; nil where it is.
  static func set(_ id: String, isOn: Bool) -> String? {
    do throws(Fault) {
      try change { lines in
        lines.removeAll { self.id($0) == id }
        if isOn { lines.append(Array(id.utf8)) }
      }
      return nil
    } catch {
      return error.words
    }
  }

  private static func change(_ change: (inout [[UInt8]]) -> Void) throws(Fault) {
    guard let path = StateFolder.path(of: "stars") else {
      throw Fault("there is no home folder")
    }
    StateFolder.make()
    let lock = open(path + ".lock", O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard lock >= 0 else { throw .system("cannot write \(path)") }
    defer { close(lock) }
    try take(lock)
    var lines = try lines(of: path)
    change(&lines)
    // A link to a file elsewhere stays a link: the file behind it is what is replaced.
    let target = realpath(path, nil).map { resolved in
      defer { free(resolved) }
      return String(cString: resolved)
    }
    var status = stat()
    if target == nil, lstat(path, &status) == 0 {
      throw Fault("\(path) leads nowhere")
    }
    guard StateFolder.replace(target ?? path, with: lines.flatMap { $0 + [0x0A] }) else {
      throw .system("cannot write \(path)")
    }
  }

  /// Waits for another program that changes the stars just now, for a fifth of a second at most.
  private static func take(_ lock: Int32) throws(Fault) {
    for _ in 0..<100 {
      if flock(lock, LOCK_EX | LOCK_NB) == 0 { return }
      guard errno == EWOULDBLOCK || errno == EINTR else { throw .system("cannot lock the stars") }
      usleep(2_000)
    }
    throw Fault("another program holds the stars")
  }

  private static func id(_ line: [UInt8]) -> String? {
    let line = line.last == 0x0D ? line.dropLast() : line[...]
    guard !line.isEmpty, line.count <= 500, let text = String(validating: line, as: UTF8.self),
      TextGate.shown(text) == text
    else { return nil }
    return text
  }

  /// The lines of the file; none where there is no file.
  private static func lines(of path: String) throws(Fault) -> [[UInt8]] {
    let bytes: [UInt8]
    do throws(Descriptor.ReadFault) {
      bytes = try Descriptor.bytes(ofFileAt: path, limit: sizeLimit)
    } catch {
      switch error {
      case .system(ENOENT): return []
      case .system(let number):
        errno = number
        throw .system("cannot read \(path)")
      case .folder, .notAFile: throw Fault("\(path) is not a file")
      case .tooLong: throw Fault("\(path) has more than \(sizeLimit) bytes")
      }
    }
    return bytes.split(separator: 0x0A).map(Array.init)
  }
}
