import Glibc
import PlainText

/// The ids of starred pages, one a line, the last one at the end.
///
/// A star is set or taken away in the file as it is at that moment. Lines that are no ids stay as they are, byte
/// for byte: what is damaged is somebody's to mend.
enum Stars {
  /// A file of more bytes is none of ours.
  private static let sizeLimit = 1 << 20

  /// The ids that are kept; none where there are none, or none that can be read.
  static func ids() -> [String] {
    guard let file = StateFile("stars"), let lines = try? lines(of: file.path) else { return [] }
    var known: Set<String> = []
    return lines.compactMap(id).filter { known.insert($0).inserted }
  }

  /// Sets or takes away a star.
  ///
  /// - Returns: Why that is not kept; nil where it is.
  static func set(_ id: String, isOn: Bool) -> String? {
    guard let file = StateFile("stars") else { return "there is no home folder" }
    StateFolder.make()
    do throws(StateFile.Fault) {
      try file.locked { (target) throws(StateFile.Fault) in
        var lines = try lines(of: target)
        lines.removeAll { self.id($0) == id }
        if isOn { lines.append(Array(id.utf8)) }
        try file.replace(target, with: lines.flatMap { $0 + [0x0A] })
      }
      return nil
    } catch {
      return error.words
    }
  }

  private static func id(_ line: [UInt8]) -> String? {
    let line = line.last == 0x0D ? line.dropLast() : line[...]
    guard !line.isEmpty, line.count <= 500, let text = String(validating: line, as: UTF8.self),
      TextGate.shown(text) == text
    else { return nil }
    return text
  }

  /// The lines of the file; none where there is no file.
  private static func lines(of path: String) throws(StateFile.Fault) -> [[UInt8]] {
    let bytes: [UInt8]
    do throws(Descriptor.ReadFault) {
      bytes = try Descriptor.bytes(ofFileAt: path, limit: sizeLimit)
    } catch {
      if case .system(ENOENT) = error { return [] }
      throw StateFile.Fault(error, reading: path, limit: sizeLimit)
    }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    return lines.last?.isEmpty == true ? lines.dropLast() : lines
  }
}
