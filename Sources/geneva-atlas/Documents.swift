import AtlasModel
import CAtlasDocuments
import Glibc
import PlainText

/// Finds and reads documents: the bundled ones, and those of `--data`.
enum Documents {
  static var bundled: [SourceDocument] {
    (0..<atlas_document_count()).map { place in
      let document = atlas_document_at(place)
      return SourceDocument(
        name: String(cString: document.name),
        bytes: Array(UnsafeBufferPointer(start: document.bytes, count: document.count)))
    }
  }

  /// The atlas of the bundled documents and those at the paths, read and checked whole.
  ///
  /// - Throws: ``Failure`` with the first faults: of paths that cannot be read, then of documents.
  static func atlas(
    adding paths: [String], isBundledIn: Bool, progress: ProgressLine = .hidden
  ) throws(Failure) -> Atlas {
    do throws(DocumentFaults) {
      return try read(
        adding: paths, isBundledIn: isBundledIn, faultLimit: AtlasReader.usualFaultLimit,
        progress: progress)
    } catch {
      throw Failure(.nothing, error.lines)
    }
  }

  /// - Parameters:
  ///   - faultLimit: How many faults are told; the others are counted.
  ///   - progress: Where it is told how far this has come.
  static func read(
    adding paths: [String], isBundledIn: Bool, faultLimit: Int, progress: ProgressLine
  ) throws(DocumentFaults) -> Atlas {
    var progress = progress
    defer { progress.clear() }
    var reading = DocumentReading()
    for path in paths { reading.read(FilePath(argument: path), progress: &progress) }
    let (added, unread) = (reading.documents, reading.faults)
    let atlas: Atlas
    do {
      atlas = try AtlasReader.read(
        isBundledIn ? [bundled, added] : [added], isComplete: unread.isEmpty,
        faultLimit: faultLimit
      ) { share in
        progress.show { "checking documents: \(Int(share * 100)) %" }
      }
    } catch {
      throw DocumentFaults(
        unread + error.faults.map(\.description), omitting: error.omittedCount, limit: faultLimit)
    }
    guard unread.isEmpty else { throw DocumentFaults(unread, omitting: 0, limit: faultLimit) }
    return atlas
  }
}

/// Why documents are no atlas: the first faults in words, and how many there are.
struct DocumentFaults: Error {
  private let told: [String]
  let count: Int

  /// - Parameters:
  ///   - faults: In words, the first first.
  ///   - omittedCount: How many more there are.
  init(_ faults: [String], omitting omittedCount: Int, limit: Int) {
    told = Array(faults.prefix(limit))
    count = faults.count + omittedCount
  }

  /// A line a fault, and one that counts the others.
  var lines: [String] {
    let rest = count - told.count
    guard rest > 0 else { return told }
    return told + [
      "and \(counted(rest, "more fault")); 'geneva-atlas check --all' prints every one"
    ]
  }
}

/// Documents read from files, and why others could not be: every reason, not only the first.
private struct DocumentReading {
  private(set) var documents: [SourceDocument] = []
  private(set) var faults: [String] = []
  private var byteCount = 0
  /// Whether it has been said that there is too much.
  private var isFull = false

  /// 1 GiB for all documents together: what is read takes up to six times as much memory.
  private static let byteLimit = 1 << 30
  private static let depthLimit = 32
  /// Names of files and folders that are looked at: a disk is no folder of documents.
  private static let nameLimit = 100_000
  private var nameCount = 0

  /// Reads a file as it is, a folder as every `*.json` below it.
  mutating func read(_ path: FilePath, progress: inout ProgressLine) {
    guard !path.isEmpty else {
      faults.append("--data: an empty path; expected a file or a folder")
      return
    }
    var info = stat()
    guard stat(path.bytes, &info) == 0 else { return noteSystemFault(path) }
    guard info.st_mode & S_IFMT == S_IFDIR else { return readFile(path, progress: &progress) }
    let before = documents.count + faults.count
    readFolder(path, depth: 0, progress: &progress)
    if documents.count + faults.count == before {
      faults.append("\(path): a folder without documents; expected *.json below it")
    }
  }

  private mutating func noteSystemFault(_ path: FilePath) {
    faults.append("\(path): cannot be read: \(String(cString: strerror(errno)))")
  }

  /// Every `*.json` below a folder in name order, `*.schema.json` excepted.
  ///
  /// Links to folders are not followed, so that there are no loops.
  private mutating func readFolder(_ path: FilePath, depth: Int, progress: inout ProgressLine) {
    guard depth < Self.depthLimit else {
      faults.append("\(path): more than \(Self.depthLimit) folders deep")
      return
    }
    guard let listing = opendir(path.bytes) else { return noteSystemFault(path) }
    var children: [FilePath] = []
    while let entry = readdir(listing) {
      withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          children.append(path.appending($0))
        }
      }
    }
    closedir(listing)
    nameCount += children.count
    guard nameCount <= Self.nameLimit else {
      if !isFull {
        faults.append(
          "\(path): more than \(Self.nameLimit) files below; name a folder of documents")
      }
      isFull = true
      return
    }
    for child in children.sorted() where !isFull {
      let name = child.lastName
      var info = stat()
      if name == "." || name == ".." {
        continue
      } else if lstat(child.bytes, &info) != 0 {
        noteSystemFault(child)
      } else if info.st_mode & S_IFMT == S_IFDIR {
        readFolder(child, depth: depth + 1, progress: &progress)
      } else if name.hasSuffix(".json"), !name.hasSuffix(".schema.json") {
        readFile(child, progress: &progress)
      }
    }
  }

  private mutating func readFile(_ path: FilePath, progress: inout ProgressLine) {
    progress.show { "reading documents: \(documents.count) files, \(byteCount / 1_000_000) MB" }
    guard byteCount <= Self.byteLimit else {
      if !isFull {
        faults.append(
          "\(path): comes after more than \(Self.byteLimit) bytes of documents; name fewer")
      }
      isFull = true
      return
    }
    // Asked before it is opened, for opening a device may do something.
    var info = stat()
    guard stat(path.bytes, &info) == 0 else { return noteSystemFault(path) }
    guard info.st_mode & S_IFMT == S_IFREG else {
      return note(info.st_mode & S_IFMT == S_IFDIR ? .folder : .notAFile, at: path)
    }
    do throws(Descriptor.ReadFault) {
      let bytes = try Descriptor.bytes(ofFileAt: path.bytes, limit: SourceDocument.byteLimit)
      documents.append(SourceDocument(name: path.shown, bytes: bytes))
      byteCount += bytes.count
    } catch {
      note(error, at: path)
    }
  }

  private mutating func note(_ fault: Descriptor.ReadFault, at path: FilePath) {
    switch fault {
    case .system(let number):
      errno = number
      noteSystemFault(path)
    case .folder:
      faults.append("\(path): a link to a folder, which is not followed; name the folder itself")
    case .notAFile:
      faults.append(
        "\(path): neither a file nor a folder; save what comes out of it in a file, and name that")
    case .tooLong:
      faults.append(
        "\(path): more than the \(SourceDocument.byteLimit) bytes that one document may have; part it"
      )
    }
  }
}

/// A path as the system has it, byte for byte, and as it is shown.
///
/// A name need not be UTF-8: as a Swift string it would name another file, or none.
private struct FilePath {
  /// With its closing zero.
  let bytes: [CChar]
  let shown: String

  /// The path of an argument, whose bytes are those that the program was started with.
  init(argument: String) {
    shown = argument
    var bytes = Array(argument.utf8CString)
    for place in 1..<max(1, Int(CommandLine.argc)) {
      guard let given = CommandLine.unsafeArgv[place] else { continue }
      // Given by itself, or as in --data=path.
      for start in [given, strchr(given, 0x3D).map { $0 + 1 }].compactMap({ $0 })
      where String(cString: start) == argument {
        bytes = Array(UnsafeBufferPointer(start: start, count: strlen(start) + 1))
      }
    }
    self.bytes = bytes
  }

  private init(bytes: [CChar]) {
    self.bytes = bytes
    shown = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }

  var isEmpty: Bool { bytes.count <= 1 }
  var lastName: Substring { shown.split(separator: "/").last ?? "" }

  func appending(_ name: UnsafePointer<CChar>) -> FilePath {
    let slash = CChar(bitPattern: UInt8(ascii: "/"))
    var whole = Array(bytes.dropLast())
    if whole.last != slash { whole.append(slash) }
    whole += UnsafeBufferPointer(start: name, count: strlen(name) + 1)
    return FilePath(bytes: whole)
  }
}

extension FilePath: Comparable {
  /// By the bytes of their names.
  static func < (one: FilePath, other: FilePath) -> Bool {
    one.bytes.lexicographicallyPrecedes(other.bytes) {
      UInt8(bitPattern: $0) < UInt8(bitPattern: $1)
    }
  }
}

extension FilePath: CustomStringConvertible {
  var description: String { shown }
}
