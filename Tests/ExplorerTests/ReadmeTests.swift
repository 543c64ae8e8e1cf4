import Explorer
import Glibc
import Testing
import TextUI

/// What README shows is what the program does: its table of keys and its screens.
@Suite struct ReadmeTests {
  private static func readme() throws -> String {
    let here = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let file = try #require(fopen("/\(here)/README.md", "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `its table of keys is the program's`() throws {
    let readme = try Self.readme()
    let start = try #require(readme.firstRange(of: "<!-- keys -->\n"))
    let end = try #require(readme.firstRange(of: "\n<!-- /keys -->"))
    let table = String(readme[start.upperBound..<end.lowerBound])
    let expected = Keymap.standard.markdown
    #expect(table == expected, "it should be:\n\(expected)")
  }

  @Test func `its screens are the program's`() throws {
    let atlas = try BundledAtlas.atlas()
    let screens = try Self.readme().matches(
      of: /<!-- screen (\S+) (\S+) -->\n```text\n((?s).*?)\n```/)
    #expect(screens.count == 5)
    for screen in screens {
      let size = try #require(KeyNotation.size(screen.output.1))
      var state = State(atlas: atlas, size: size)
      for event in try KeyNotation.events(in: String(screen.output.2)) {
        _ = state.update(.input(event))
      }
      let expected = state.render().canvas.text
      #expect(String(screen.output.3) == expected, "it should be:\n\(expected)")
    }
  }
}
