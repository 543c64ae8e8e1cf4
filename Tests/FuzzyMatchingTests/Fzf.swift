import Glibc

/// fzf itself, to compare with.
struct Fzf: Sendable {
  let path: String

  /// The one that `FZF` names, or else the first program on `PATH`; nil where there is none from 0.60 on.
  static let found: Fzf? = {
    if let named = getenv("FZF") { return Fzf(path: String(cString: named)).ifKnown }
    guard let folders = getenv("PATH") else { return nil }
    return String(cString: folders).split(separator: ":").lazy
      .compactMap { Fzf(path: "\($0)/fzf").ifKnown }.first
  }()

  /// Nil where it is older, or a script, which would take longer to begin than fzf takes for everything.
  private var ifKnown: Fzf? {
    guard File.bytes(at: path)?.starts(with: Array("\u{7F}ELF".utf8)) == true,
      let version = output(of: [Array("--version".utf8)], input: "/dev/null")
    else { return nil }
    let numbers = String(decoding: version, as: UTF8.self).split { !$0.isNumber }
      .prefix(2).compactMap { Int($0) }
    return numbers.count == 2 && (numbers[0] > 0 || numbers[1] >= 60) ? self : nil
  }

  /// What `fzf --filter QUERY` prints for the lines of a file; nil where it cannot be started.
  func filter(_ query: [UInt8], input: String) -> [UInt8]? {
    output(of: [Array("--filter=".utf8) + query], input: input)
  }

  private func output(of arguments: [[UInt8]], input: String) -> [UInt8]? {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    // A child of another test that held the end for writing would only keep us waiting until it ends.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    let words = ([Array("fzf".utf8)] + arguments).map { word in
      strdup(word.map { CChar(bitPattern: $0) } + [0])
    }
    defer { for word in words { free(word) } }
    var child = pid_t()
    let failure = posix_spawn(&child, path, &actions, nil, words + [nil], [nil])
    close(ends[1])
    defer { close(ends[0]) }
    guard failure == 0 else { return nil }
    let output = File.rest(of: ends[0])
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return output
  }
}

enum File {
  static func bytes(at path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return rest(of: descriptor)
  }

  static func rest(of descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 17) { buffer, count in
        repeat {
          count = read(descriptor, buffer.baseAddress, buffer.count)
        } while count < 0 && errno == EINTR
        count = max(0, count)
      }
      if chunk.isEmpty { return bytes }
      bytes += chunk
    }
  }

  /// Calls with the path of a file of these bytes, which is gone afterwards.
  static func with<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result? {
    var path = Array("/tmp/geneva-atlas-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return nil }
    let name = path.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    defer { unlink(name) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count <= 0 { break }
      written += count
    }
    close(descriptor)
    return written == bytes.count ? try body(name) : nil
  }
}
