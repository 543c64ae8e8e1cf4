package import AtlasModel

// Atlases of many actors, to be measured.

extension SampleAtlas {
  /// The bundled documents, and copies of them whose ids end in a number: all in all as many as told.
  package static func documents(copies: Int) -> [SourceDocument] {
    bundledDocuments
      + stride(from: 1, to: copies, by: 1).flatMap { copy in
        bundledDocuments.map { document in
          SourceDocument(
            name: "\(copy)-\(document.name)", bytes: renamed(document.bytes, copy: copy))
        }
      }
  }

  /// A document in which every id of an actor or issue, and every use of one, ends in a number; editions and
  /// baskets, which all copies share, are left out.
  private static func renamed(_ bytes: [UInt8], copy: Int) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    var lines: [Substring] = []
    var isShared = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("  \"editions\": [") || line.hasPrefix("  \"baskets\": [") {
        isShared = true
      }
      if !isShared { lines.append(line) }
      if isShared, line.hasPrefix("  ]") { isShared = false }
    }
    let keys = /"(id|issue|actor)": "([^"]+)"/
    let lists = /"(touches|seeAlso)": \[([^\]]*)\]/
    return Array(
      lines.joined(separator: "\n")
        .replacing(keys) { "\"\($0.output.1)\": \"\($0.output.2)-\(copy)\"" }
        .replacing(lists) { match in
          let ids = match.output.2.replacing(/"([^"]+)"/) { "\"\($0.output.1)-\(copy)\"" }
          return "\"\(match.output.1)\": [\(ids)]"
        }.utf8)
  }
}
