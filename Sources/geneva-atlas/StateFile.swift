import Glibc

/// A file that the program keeps, changed under a lock, so that two programs at once lose nothing.
///
/// A link to a file elsewhere stays a link: the file behind it is what is changed, and its draft stands beside
/// it, so that no file has to be moved from one disk to another.
struct StateFile {
  /// Why something is not kept.
  struct Fault: Error {
    let words: String

    init(_ words: String) { self.words = words }

    /// What the system said last, while something was being done: the reason first, since a path may be longer than
    /// the row of messages.
    static func system(_ what: String) -> Fault {
      Fault("\(String(cString: strerror(errno))), \(what)")
    }

    private init(_ fault: Descriptor.ReadFault, _ what: String, limit: Int, _ path: String) {
      switch fault {
      case .system(let number):
        errno = number
        self = .system("\(what) \(path)")
      case .folder, .notAFile: self.init("it is kept in no file: \(path)")
      case .tooLong: self.init("more than \(limit) bytes in \(path)")
      }
    }

    init(_ fault: Descriptor.ReadFault, reading path: String, limit: Int) {
      self.init(fault, "reading", limit: limit, path)
    }

    init(_ fault: Descriptor.ReadFault, writing path: String) {
      self.init(fault, "writing", limit: 0, path)
    }
  }

  let path: String

  /// - Parameter name: In the state folder; nil where there is no home.
  init?(_ name: String) {
    guard let path = StateFolder.path(of: name) else { return nil }
    self.path = path
  }

  /// Does something while no other program changes the file, whose folder has to be there.
  ///
  /// - Parameter change: Is given the path of the file itself, whatever links lead there.
  func locked(_ change: (_ target: String) throws(Fault) -> Void) throws(Fault) {
    let target = try target
    // Beside the file itself, since other links may lead there.
    let name = target + ".lock"
    let lock = open(name, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard lock >= 0 else { throw .system("writing \(path)") }
    defer { close(lock) }
    try take(lock)
    try change(target)
  }

  /// Puts other bytes in the place of those of the file in one step, so that there is always a whole one.
  ///
  /// It is readable by its owner alone. To be done under the lock.
  func replace(_ target: String, with bytes: [UInt8]) throws(Fault) {
    // One name for every draft: what a program leaves that is killed while it writes, the next one takes away.
    let draft = target + ".new"
    unlink(draft)
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw .system("writing \(path)") }
    var fault = Descriptor.write(bytes[...], to: file)
    if fault == 0, fsync(file) != 0 { fault = errno }
    if close(file) != 0, fault == 0 { fault = errno }
    if fault == 0, rename(draft, target) != 0 { fault = errno }
    guard fault != 0 else { return }
    unlink(draft)
    errno = fault
    throw .system("writing \(path)")
  }

  /// Waits for another program that changes the file just now, for a fifth of a second at most.
  private func take(_ lock: Int32) throws(Fault) {
    for _ in 0..<100 {
      if flock(lock, LOCK_EX | LOCK_NB) == 0 { return }
      guard errno == EWOULDBLOCK || errno == EINTR else { throw .system("locking \(path)") }
      usleep(2_000)
    }
    throw Fault("another program holds it: \(path)")
  }

  private var target: String {
    get throws(Fault) {
      var status = stat()
      guard let resolved = realpath(path, nil) else {
        if lstat(path, &status) == 0 { throw Fault("it leads nowhere: \(path)") }
        return path
      }
      defer { free(resolved) }
      if stat(resolved, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
        throw Fault(.notAFile, writing: path)
      }
      return String(cString: resolved)
    }
  }
}
