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
  /// - Throws: ``Failure`` with every fault by name.
  static func atlas(adding paths: [String], isBundledIn: Bool) throws(Failure) -> Atlas {
    let added = try read(paths)
    do {
      return try AtlasReader.read(isBundledIn ? [bundled, added] : [added])
    } catch {
      throw Failure(.nothing, error.faults.map(\.description))
    }
  }

  /// The documents at the paths, in their order: files as they are, folders as every `*.json` below them.
  ///
  /// - Throws: ``Failure`` naming every path that cannot be read.
  static func read(_ paths: [String]) throws(Failure) -> [SourceDocument] {
    var documents: [SourceDocument] = []
    var faults: [String] = []
    for path in paths {
      do {
        let files = try files(at: path)
        for file in files {
          documents.append(SourceDocument(name: file, bytes: try bytes(of: file)))
        }
      } catch {
        faults.append(error.description)
      }
    }
    guard faults.isEmpty else { throw Failure(.nothing, faults) }
    return documents
  }

  private struct ReadFault: Error {
    let path: String
    let reason: String
    var description: String { "\(path): \(reason)" }

    init(_ path: String, _ reason: String) {
      self.path = path
      self.reason = reason
    }

    static func system(_ path: String) -> ReadFault {
      ReadFault(path, "cannot be read: \(String(cString: strerror(errno)))")
    }
  }

  private static func files(at path: String) throws(ReadFault) -> [String] {
    guard !path.isEmpty else {
      throw ReadFault("--data", "an empty path; expected a file or a folder")
    }
    var info = stat()
    guard stat(path, &info) == 0 else { throw .system(path) }
    switch info.st_mode & S_IFMT {
    case S_IFREG: return [path]
    case S_IFDIR:
      let found = try folder(path, depth: 0)
      guard !found.isEmpty else {
        throw ReadFault(path, "a folder without documents; expected *.json below it")
      }
      return found
    default: throw ReadFault(path, "neither a file nor a folder")
    }
  }

  /// Every `*.json` below a folder in name order, `*.schema.json` excepted.
  ///
  /// Links to folders are not followed, so that there are no loops.
  private static func folder(_ path: String, depth: Int) throws(ReadFault) -> [String] {
    guard depth < 32 else { throw ReadFault(path, "more than 32 folders deep") }
    guard let listing = opendir(path) else { throw .system(path) }
    var names: [String] = []
    while let entry = readdir(listing) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { name in
          name.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
            String(cString: $0)
          }
        })
    }
    closedir(listing)
    var files: [String] = []
    for name in names.sorted() where name != "." && name != ".." {
      let child = path.hasSuffix("/") ? path + name : path + "/" + name
      var info = stat()
      guard lstat(child, &info) == 0 else { throw .system(child) }
      if info.st_mode & S_IFMT == S_IFDIR {
        files += try folder(child, depth: depth + 1)
      } else if name.hasSuffix(".json"), !name.hasSuffix(".schema.json") {
        files.append(child)
      }
    }
    return files
  }

  private static func bytes(of path: String) throws(ReadFault) -> [UInt8] {
    // O_NONBLOCK: a FIFO is refused, not waited for.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .system(path) }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw .system(path) }
    guard info.st_mode & S_IFMT == S_IFREG else { throw ReadFault(path, "not a file") }
    guard info.st_size <= byteLimit else {
      throw ReadFault(path, "has \(info.st_size) bytes; geneva-atlas reads at most \(byteLimit)")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(info.st_size))
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(path) }
      if count == 0 { return bytes }
      bytes += part.prefix(count)
      guard bytes.count <= byteLimit else {
        throw ReadFault(path, "grows while it is read, beyond \(byteLimit) bytes")
      }
    }
  }

  /// 1 GiB: a thousand times the bundled atlas and more.
  private static let byteLimit = 1 << 30
}
