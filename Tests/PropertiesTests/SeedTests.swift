import FoundationEssentials
import Properties
import Testing

/// Every input that fuzzing begins with, and every one that it once found: what must hold of any holds of these.
@Suite struct SeedTests {
  /// A file of bytes; called by its name where it fails.
  struct Seed: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    var testDescription: String { name }
  }

  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fuzzing/seeds")

  private static func seeds(_ target: String) throws -> [Seed] {
    let folder = folder.appending(path: target).path
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
      Seed(name: name, bytes: Array(try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))))
    }
  }

  @Test(arguments: try seeds("documents"))
  func `documents are read or refused as they must be`(seed: Seed) {
    #expect(DocumentProperties.violation(seed.bytes) == nil)
  }

  @Test(arguments: try seeds("queries"))
  func `queries find what the plain way finds`(seed: Seed) {
    #expect(QueryProperties.violation(seed.bytes) == nil)
  }

  @Test(arguments: try seeds("keys"))
  func `keys are neither lost nor made up`(seed: Seed) {
    #expect(KeyProperties.violation(seed.bytes) == nil)
  }

  @Test(arguments: try seeds("explorer"))
  func `the explorer keeps what is in hand on the screen`(seed: Seed) {
    #expect(ExplorerProperties.violation(seed.bytes) == nil)
  }
}
