import CPosix
import Glibc

/// Reading and writing whole, whatever the system says in between.
enum Descriptor {
  /// Gives the standard descriptors that the program was started without something that can be neither read
  /// nor written, as they could not: a file that is opened later would get such a number otherwise, and what
  /// is printed or complained of would go into it.
  static func holdStandardNumbers() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
      _ = Glibc.open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Why a file was not read.
  enum ReadFault: Error {
    case system(errno: Int32)
    case folder
    /// A FIFO, a device or a socket.
    case notAFile
    case tooLong
  }

  /// The bytes of a file; whatever else stands in its place is refused at once.
  ///
  /// - Parameter limit: bytes; a longer file is not read.
  static func bytes(
    ofFileAt path: UnsafePointer<CChar>, limit: Int
  ) throws(ReadFault) -> [UInt8] {
    let (file, size) = try open(path, for: O_RDONLY)
    defer { close(file) }
    guard size <= limit else { throw .tooLong }
    let bytes = try read(file, size: size, limit: limit)
    guard bytes.count <= limit else { throw .tooLong }
    return bytes
  }

  /// The first bytes of a file, or all of a shorter one.
  static func firstBytes(
    ofFileAt path: UnsafePointer<CChar>, limit: Int
  ) throws(ReadFault) -> ArraySlice<UInt8> {
    let (file, size) = try open(path, for: O_RDONLY)
    defer { close(file) }
    return try read(file, size: size, limit: limit).prefix(limit)
  }

  /// The last bytes of a file, or all of a shorter one.
  static func lastBytes(
    ofFileAt path: UnsafePointer<CChar>, limit: Int
  ) throws(ReadFault) -> [UInt8] {
    let (file, size) = try open(path, for: O_RDONLY)
    defer { close(file) }
    if size > limit, lseek(file, off_t(size - limit), SEEK_SET) < 0 { throw .system(errno: errno) }
    return try read(file, size: min(size, limit), limit: limit)
  }

  /// Opens a file, which has to be one.
  ///
  /// - Returns: Its descriptor, and its size in bytes.
  static func open(
    _ path: UnsafePointer<CChar>, for flags: Int32
  ) throws(ReadFault) -> (descriptor: Int32, size: Int) {
    // O_NONBLOCK: a FIFO is refused, not waited for.
    let file = Glibc.open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
    guard file >= 0 else { throw .system(errno: errno) }
    var status = stat()
    let fault = fstat(file, &status) == 0 ? 0 : errno
    let kind = status.st_mode & S_IFMT
    if fault == 0, kind == S_IFREG { return (file, Int(status.st_size)) }
    close(file)
    guard fault == 0 else { throw .system(errno: fault) }
    throw kind == S_IFDIR ? .folder : .notAFile
  }

  /// What follows in an open file, and one part more where that is over the limit, in bytes.
  private static func read(
    _ file: Int32, size: Int, limit: Int
  ) throws(ReadFault) -> [UInt8] {
    // Room for what the file says it holds, and for one byte more, so that its end is seen at once.
    var fault: Int32 = 0
    var isAtEnd = false
    let room = min(size, limit) + 1
    var bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      while let base = buffer.baseAddress, count < buffer.count, fault == 0, !isAtEnd {
        let more = Glibc.read(file, base + count, buffer.count - count)
        if more > 0 { count += more }
        isAtEnd = more == 0
        if more < 0, errno != EINTR { fault = errno }
      }
    }
    guard fault == 0 else { throw .system(errno: fault) }
    // The rest of a file that has grown, and files of the kernel, which say that they hold nothing.
    var part = [UInt8](repeating: 0, count: isAtEnd ? 0 : 1 << 16)
    while !isAtEnd, bytes.count <= limit {
      let more = Glibc.read(file, &part, part.count)
      if more < 0, errno == EINTR { continue }
      guard more >= 0 else { throw .system(errno: errno) }
      isAtEnd = more == 0
      bytes += part.prefix(more)
    }
    return bytes
  }

  /// Writes all bytes.
  ///
  /// - Returns: 0, or the errno with which it failed.
  static func write(_ bytes: ArraySlice<UInt8>, to file: Int32) -> Int32 {
    bytes.withUnsafeBytes { bytes in
      bytes.baseAddress.map { write_whole(file, $0, bytes.count) } ?? 0
    }
  }
}
