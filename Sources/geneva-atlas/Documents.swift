import AtlasModel
import CAtlasDocuments
import Glibc

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
  /// - Throws: ``Failure`` with every fault by name: of paths that cannot be read, and of documents.
  static func atlas(adding paths: [String], isBundledIn: Bool) throws(Failure) -> Atlas {
    var reading = DocumentReading()
    for path in paths { reading.read(FilePath(argument: path)) }
    let (added, unread) = (reading.documents, reading.faults)
    let sets = isBundledIn ? [bundled, added] : [added]
    let atlas: Atlas
    do {
      atlas = try AtlasReader.read(sets, isComplete: unread.isEmpty)
    } catch {
      throw Failure(.nothing, unread + error.lines)
    }
    guard unread.isEmpty else { throw Failure(.nothing, unread) }
    return atlas
  }
}

/// Documents read from files, and why others could not be: every reason, not only the first.
private struct DocumentReading {
  private(set) var documents: [SourceDocument] = []
  private(set) var faults: [String] = []

  /// 1 GiB: a thousand times the bundled atlas and more.
  private static let byteLimit = 1 << 30
  private static let depthLimit = 32

  /// Reads a file as it is, a folder as every `*.json` below it.
  mutating func read(_ path: FilePath) {
    guard !path.isEmpty else {
      faults.append("--data: an empty path; expected a file or a folder")
      return
    }
    var info = stat()
    guard stat(path.bytes, &info) == 0 else { return noteSystemFault(path) }
    switch info.st_mode & S_IFMT {
    case S_IFREG: readFile(path)
    case S_IFDIR:
      let before = documents.count + faults.count
      readFolder(path, depth: 0)
      if documents.count + faults.count == before {
        faults.append("\(path): a folder without documents; expected *.json below it")
      }
    default: faults.append("\(path): neither a file nor a folder")
    }
  }

  private mutating func noteSystemFault(_ path: FilePath) {
    faults.append("\(path): cannot be read: \(String(cString: strerror(errno)))")
  }

  /// Every `*.json` below a folder in name order, `*.schema.json` excepted.
  ///
  /// Links to folders are not followed, so that there are no loops.
  private mutating func readFolder(_ path: FilePath, depth: Int) {
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
    for child in children.sorted(by: { $0.shown < $1.shown }) {
      let name = child.lastName
      var info = stat()
      if name == "." || name == ".." {
        continue
      } else if lstat(child.bytes, &info) != 0 {
        noteSystemFault(child)
      } else if info.st_mode & S_IFMT == S_IFDIR {
        readFolder(child, depth: depth + 1)
      } else if name.hasSuffix(".json"), !name.hasSuffix(".schema.json") {
        readFile(child)
      }
    }
  }

  private mutating func readFile(_ path: FilePath) {
    do throws(Descriptor.ReadFault) {
      let bytes = try Descriptor.bytes(ofFileAt: path.bytes, limit: Self.byteLimit)
      documents.append(SourceDocument(name: path.shown, bytes: bytes))
    } catch {
      switch error {
      case .system(let number):
        errno = number
        noteSystemFault(path)
      case .folder, .notAFile: faults.append("\(path): not a file")
      case .tooLong:
        faults.append(
          "\(path): more than \(Self.byteLimit) bytes; geneva-atlas reads no more of one file")
      }
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

extension FilePath: CustomStringConvertible {
  var description: String { shown }
}
