import ArgumentParser
import FuzzyMatching
import Glibc
import Workers

/// `filter`: lines from standard input, those that match to standard output, best first.
///
/// What is printed, and in which order, is what `fzf --filter QUERY` prints, byte for byte: the lines are the
/// caller's own, so they are not changed on their way into a file or a pipe, controls included. On a terminal
/// they pass the gate, as names of files do in `ls`.
struct Filter: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the lines of standard input that match a query, best first.",
    discussion: """
      The query language is that of fzf, and so are the lines and their order: blanks join by and, ' | ' \
      by or, !not, 'exact, 'word', ^beginning, end$, '\\ ' is a blank. Case and accents count in terms \
      that have them. Field names such as 'actor:' mean nothing here.

      Example: geneva-atlas list issues --format tsv | geneva-atlas filter "data !gov"
      """)

  @Argument(help: "What is looked for, in fzf's query language.")
  var query: String

  @Option(
    name: .long, help: ArgumentHelp("Print no more than so many lines.", valueName: "number"))
  var limit: Int?

  @Flag(name: .customLong("read0"), help: "Lines of the input end with NUL.")
  var isInputNullTerminated = false

  @Flag(name: .customLong("print0"), help: "Lines of the output end with NUL.")
  var isOutputNullTerminated = false

  @Option(name: .long, help: "Taken as by every command; lines are never coloured.")
  var color: ColourChoice?

  func validate() throws {
    if let limit, limit < 1 {
      throw ValidationError("--limit is '\(limit)'; expected a number from 1 on")
    }
  }

  func run() throws {
    try Self.run(
      Query(query), limit: limit, inputEnd: isInputNullTerminated ? 0 : 0x0A,
      outputEnd: isOutputNullTerminated ? 0 : 0x0A)
  }

  /// The query of `filter QUERY` and `filter -- QUERY`, the calls that scripts make most; nil for any other.
  ///
  /// They are understood without the parser of the command line, whose 2 ms are most of the time that ten
  /// thousand lines take, and byte by byte as fzf does, also where the query is no UTF-8.
  static var plainQuery: Query? {
    let words = UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
      .dropFirst().compactMap { $0 }
    guard let command = words.first, strcmp(command, "filter") == 0, let last = words.last,
      words.count == 2 && last[0] != UInt8(ascii: "-")
        || words.count == 3 && strcmp(words[1], "--") == 0
    else { return nil }
    var scalars: [UInt32] = []
    let length = strlen(last)
    last.withMemoryRebound(to: UInt8.self, capacity: length) {
      UTF8Decoding.decode(UnsafeBufferPointer(start: $0, count: length)) { scalars.append($0) }
    }
    return Query(scalars)
  }

  /// Bytes of input that are worth a thread of their own: reading lines takes 1 ms for as many.
  private static let partSize = 1 << 20

  static func run(
    _ query: Query, limit: Int? = nil, inputEnd: UInt8 = 0x0A, outputEnd: UInt8 = 0x0A
  ) throws {
    let input = try StandardInput.bytes()
    let threads = Workers.processorCount
    let parts = max(1, min(threads, input.count / partSize))
    let corpus = TextCorpus(lines: input, separator: inputEnd, signed: false, parts: parts)
    guard
      let ranking = corpus.ranking(of: CompiledQuery(query), limit: limit, threads: threads)
    else { return }
    if isatty(STDOUT_FILENO) == 1 { return try show(ranking, of: corpus, end: outputEnd) }
    var output = BlockOutput()
    for place in 0..<ranking.count where !output.isClosed {
      let item = ranking.item(at: place)
      if corpus.isASCII(item) {
        try output.write(corpus.bytes(of: item))
      } else {
        var line: [UInt8] = []
        for scalar in corpus.scalars(of: item) { UTF8Decoding.append(scalar, to: &line) }
        try output.write(line[...])
      }
      try output.write([outputEnd])
    }
    try output.flush()
    if ranking.matchCount == 0 { throw End.exit(1) }
  }

  /// Prints what was found on a terminal, where a control in a line would be obeyed; tabs stay.
  private static func show(_ ranking: Ranking, of corpus: TextCorpus, end: UInt8) throws {
    var output = Output()
    for place in 0..<ranking.count {
      var line = String.UnicodeScalarView()
      for scalar in corpus.scalars(of: ranking.item(at: place)) {
        line.append(Unicode.Scalar(scalar) ?? "\u{FFFD}")
      }
      output.write(line: String(line), separatedBy: "\t", end: end)
    }
    try output.flush()
    if ranking.matchCount == 0 { throw End.exit(1) }
  }
}

/// Everything that comes on standard input.
enum StandardInput {
  /// - Throws: ``Failure`` where it cannot be read.
  static func bytes() throws(Failure) -> [UInt8] {
    var status = stat()
    let isFile = fstat(STDIN_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    var bytes: [UInt8] = []
    // Room for all of a file, for what ends the last line, and to see that nothing more comes.
    var capacity = isFile ? Int(status.st_size) + 4096 : 1 << 16
    var fault: Int32 = 0
    var isAtEnd = false
    while !isAtEnd, fault == 0 {
      let earlier = bytes
      bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        _ = buffer.update(fromContentsOf: earlier)
        count = earlier.count
        useHugePages(for: buffer)
        while count + 1024 < buffer.count {
          let read = Glibc.read(
            STDIN_FILENO, buffer.baseAddress.map { $0 + count }, buffer.count - count - 1024)
          if read > 0 {
            count += read
          } else if read == 0 {
            isAtEnd = true
            return
          } else if errno == EAGAIN {
            // Whoever shares it may have set it so that a read does not wait.
            var polled = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            _ = poll(&polled, 1, -1)
          } else if errno != EINTR {
            fault = errno
            return
          }
        }
      }
      capacity = bytes.capacity * 2
    }
    guard fault == 0 else {
      throw Failure(
        .output, "cannot read standard input: \(String(cString: strerror(fault)))")
    }
    return bytes
  }

  /// Asks for pages of 2 MiB where there is room for them.
  ///
  /// The kernel then hands over a large input with a few faults instead of thousands; 62 MB were read and
  /// matched in 85 ms instead of 130. Where it has no such pages, nothing changes.
  private static func useHugePages(for buffer: UnsafeMutableBufferPointer<UInt8>) {
    let pageSize = 1 << 21
    guard buffer.count >= 2 * pageSize, let start = UnsafeMutableRawPointer(buffer.baseAddress)
    else { return }
    let first = start.alignedUp(toMultipleOf: pageSize)
    let length = (start + buffer.count - first) & ~(pageSize - 1)
    _ = madvise(first, length, Int32(MADV_HUGEPAGE))
  }
}

/// Standard output in blocks, for bytes that are the caller's own.
struct BlockOutput {
  private var buffer: [UInt8] = []
  /// Whether the reader has gone, which is no error: nothing more needs to be written.
  private(set) var isClosed = false

  /// Bytes that are gathered before they are written: enough that a system call costs nothing beside them.
  private static let blockSize = 1 << 17

  init() { buffer.reserveCapacity(2 * Self.blockSize) }

  /// - Throws: ``Failure`` where the output cannot be written, as on a full disk.
  mutating func write(_ bytes: ArraySlice<UInt8>) throws(Failure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.blockSize { try flush() }
  }

  mutating func flush() throws(Failure) {
    isClosed = try Output.writeAll(buffer[...]) == .closed
    buffer.removeAll(keepingCapacity: true)
  }
}
