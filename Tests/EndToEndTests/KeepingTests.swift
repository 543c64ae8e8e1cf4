import Foundation
import Testing

/// The scripts that keep the documents right, where what they need is installed.
///
/// hunspell and its British dictionary, Python's jsonschema, and the source documents: the checks are the
/// scripts' own, and what they print is shown where they fail.
@Suite struct KeepingTests {
  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Runs a command; its exit code and what it printed.
  private static func run(_ command: [String]) -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = tests.deletingLastPathComponent()
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    do {
      try process.run()
    } catch {
      return (127, "\(error)")
    }
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  private static func script(_ name: String) -> String {
    tests.appendingPathComponent(name).path
  }

  private static let hasHunspell = run(["hunspell", "-d", "en_GB", "-l"]).code == 0
  /// A Python that has jsonschema: the first on the path, or the system's.
  private static let validator = ["python3", "/usr/bin/python3"].first {
    run([$0, "-c", "import jsonschema"]).code == 0
  }
  private static let sources = ProcessInfo.processInfo.environment["ATLAS_SOURCES"]

  @Test(.enabled(if: hasHunspell, "hunspell with en_GB is not installed"))
  func `every word of the atlas is known, and its typography is clean`() {
    let result = Self.run(["python3", Self.script("spelling.py")])
    #expect(result.code == 0, "\(result.output)")
  }

  @Test(.enabled(if: validator != nil, "no Python here has jsonschema"))
  func `the schema and the program agree on what a document is`() throws {
    let result = Self.run([
      try #require(Self.validator), Self.script("schema_agreement.py"), Program.path,
    ])
    #expect(result.code == 0, "\(result.output)")
  }

  @Test func `what timeline and matrix print is what their schemas say`() throws {
    let validator = try #require(
      Self.validator, "no Python here has jsonschema; install python3-jsonschema")
    let result = Self.run([validator, Self.script("view_schemas.py"), Program.path])
    #expect(result.code == 0, "\(result.output)")
  }

  @Test(.enabled(if: sources != nil, "ATLAS_SOURCES names no folder with the source documents"))
  func `the figures of the sources are facts of the atlas`() throws {
    let result = Self.run(["python3", Self.script("figures.py"), try #require(Self.sources)])
    #expect(result.code == 0, "\(result.output.suffix(2_000))")
  }
}
