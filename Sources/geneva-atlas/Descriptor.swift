import Glibc

/// Reading and writing whole, whatever the system says in between.
enum Descriptor {
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
    // O_NONBLOCK: a FIFO is refused, not waited for.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw .system(errno: errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .system(errno: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .folder
    default: throw .notAFile
    }
    guard status.st_size <= limit else { throw .tooLong }
    // Room for what the file says it holds, and for one byte more, so that its end is seen at once.
    var fault: Int32 = 0
    var isAtEnd = false
    var bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size) + 1) { buffer, count in
      while let base = buffer.baseAddress, count < buffer.count, fault == 0, !isAtEnd {
        let more = read(file, base + count, buffer.count - count)
        if more > 0 { count += more }
        isAtEnd = more == 0
        if more < 0, errno != EINTR { fault = errno }
      }
    }
    guard fault == 0 else { throw .system(errno: fault) }
    // The rest of a file that has grown, and files of the kernel, which say that they hold nothing.
    var part = [UInt8](repeating: 0, count: isAtEnd ? 0 : 1 << 16)
    while !isAtEnd {
      let more = read(file, &part, part.count)
      if more < 0, errno == EINTR { continue }
      guard more >= 0 else { throw .system(errno: errno) }
      isAtEnd = more == 0
      bytes += part.prefix(more)
      guard bytes.count <= limit else { throw .tooLong }
    }
    return bytes
  }

  /// Writes all bytes.
  ///
  /// - Returns: 0, or the errno with which it failed.
  static func write(_ bytes: ArraySlice<UInt8>, to file: Int32) -> Int32 {
    var rest = bytes
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno == EAGAIN {
        var polled = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
        _ = poll(&polled, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}
