import Glibc
import PlainText

/// The file in which a reader says how the program is to be: where it is looked for, and what is there.
///
/// It is only ever read. Whatever stands in its place (a FIFO, a folder, something endless) is told and left
/// alone.
struct ConfigurationFile: Sendable {
  enum Content: Sendable {
    case absent
    case text(String)
    /// Why it was not read, in words that follow the path: `: cannot be read: …` or `:3: …`.
    case refused(String)
  }

  /// Nil where the environment names no folder for it.
  let path: String?
  var content: Content

  static let name = "config.toml"
  /// 1 MiB: a thousand times what all keys need.
  private static let byteLimit = 1 << 20

  /// The file of this environment, as it is now.
  static var current: ConfigurationFile {
    let folder =
      Environment.folder("XDG_CONFIG_HOME") ?? Environment.folder("HOME").map { $0 + "/.config" }
    guard let folder else { return ConfigurationFile(path: nil, content: .absent) }
    let path = folder + "/geneva-atlas/" + name
    return ConfigurationFile(path: path, content: read(path))
  }

  private static func read(_ path: String) -> Content {
    do throws(Descriptor.ReadFault) {
      return content(of: try Descriptor.bytes(ofFileAt: path, limit: byteLimit))
    } catch {
      return switch error {
      case .system(ENOENT), .system(ENOTDIR): .absent
      case .system(let number):
        .refused(": cannot be read: \(String(cString: strerror(number)))")
      case .folder: .refused(": a folder; expected a file")
      case .notAFile: .refused(": not a file")
      case .tooLong:
        .refused(
          ":\(lastLine(of: path)): more than \(byteLimit) bytes so far; expected a few lines")
      }
    }
  }

  /// The line, 1-based, in which a file becomes too long.
  private static func lastLine(of path: String) -> Int {
    let bytes = (try? Descriptor.firstBytes(ofFileAt: path, limit: byteLimit)) ?? []
    return bytes.count { $0 == 0x0A } + 1
  }

  /// The text, unless the parser would misread it.
  private static func content(of bytes: [UInt8]) -> Content {
    for (place, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      guard String(validating: line, as: UTF8.self) != nil else {
        return .refused(":\(place + 1): not UTF-8")
      }
      guard !line.contains(0) else { return .refused(":\(place + 1): control character U+0000") }
    }
    return .text(String(decoding: bytes, as: UTF8.self))
  }
}
