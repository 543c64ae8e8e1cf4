package import AtlasModel
import CAtlasDocuments

/// Atlases to walk through: of the smallest every case is known, the bundled one has much text.
package enum SampleAtlas {
  package static let small = atlas([smallDocument])
  package static let bundled = atlas(bundledDocuments)

  package static let bundledDocuments = (0..<atlas_document_count()).map { place in
    let document = atlas_document_at(place)
    return SourceDocument(
      name: String(cString: document.name),
      bytes: Array(UnsafeBufferPointer(start: document.bytes, count: document.count)))
  }

  package static let smallDocument = SourceDocument(
    name: "small.json", bytes: Array(smallText.utf8))

  private static func atlas(_ documents: [SourceDocument]) -> Atlas {
    do {
      return try AtlasReader.read([documents])
    } catch {
      preconditionFailure("the samples are without fault, but: \(error.faults)")
    }
  }

  package static let smallText = """
    {
      "schema": 1,
      "editions": [
        { "id": "2022", "name": "First edition", "date": "2022-10" },
        { "id": "2023", "name": "First edition, updated", "date": "2023-11" }
      ],
      "baskets": [
        { "id": "infrastructure", "name": "Infrastructure" },
        { "id": "human-rights", "name": "Human rights" }
      ],
      "issues": [
        { "id": "cloud", "name": "Cloud computing", "basket": "infrastructure", "aliases": ["hosting"],
          "summary": "Computing on request.", "url": "https://dig.watch/cloud", "status": "unchecked" },
        { "id": "standards", "name": "Digital standards", "basket": "infrastructure", "seeAlso": ["cloud"],
          "summary": "What makes things fit." },
        { "id": "privacy", "name": "Privacy", "basket": "human-rights", "otherNames": { "fr": "Vie privée" },
          "summary": "Being left alone." },
        { "id": "encryption", "name": "Encryption", "basket": "human-rights", "summary": "Secrets kept." }
      ],
      "actors": [
        { "id": "alpha", "label": "Alpha", "name": "Alpha Union", "established": 1865,
          "otherNames": [ { "name": "Union d’Álpha", "language": "fr" } ],
          "website": "https://alpha.example.org/", "websiteStatus": "seen", "cutIn": ["2023"],
          "sources": { "2022": "1-9" },
          "sections": [
            { "kind": "overview", "title": "Overview", "sources": { "2022": "10", "2023": "1" },
              "blocks": [
                { "text": "Alpha is 157 years old.", "editions": ["2022"] },
                { "text": "Alpha is nearly 160 years old.", "editions": ["2023"] } ],
              "facts": [
                { "value": "157 years", "measures": "age", "kind": "duration", "editions": ["2022"] },
                { "value": "nearly 160 years", "measures": "age", "kind": "duration", "editions": ["2023"] } ] },
            { "kind": "issue", "issue": "standards", "title": "Digital standards",
              "touches": ["encryption"], "sources": { "2022": "12-14" },
              "blocks": [
                { "text": "With Beta, Alpha writes the Alpha Series of 42 standards by 2030, for:" },
                { "text": "numbering in 中文 and other scripts;", "style": "item" },
                { "text": "encryption.", "style": "item" } ],
              "facts": [
                { "value": "42", "measures": "standards of the Alpha Series", "kind": "count", "number": 42 },
                { "value": "2030", "measures": "end of the series", "kind": "date", "year": 2030, "target": true } ],
              "mentions": [
                { "name": "Alpha Series", "kind": "standard", "url": "https://alpha.example.org/series", "status": "unchecked" },
                { "name": "Beta", "kind": "body", "actor": "beta" } ],
              "note": "The number is of 2021." },
            { "kind": "issue", "issue": "privacy", "title": "Privacy", "sources": { "2022": "16-17" },
              "blocks": [ { "text": "Alpha respects privacy." } ] }
          ] },
        { "id": "beta", "label": "Beta", "name": "Beta Laboratory",
          "website": "https://beta.example.org/", "websiteStatus": "derived", "sources": { "2022": "20" },
          "sections": [
            { "kind": "issue", "issue": "cloud", "title": "Cloud computing", "ownTerm": "distributed computing",
              "sources": { "2022": "21", "2023": "5" },
              "blocks": [ { "text": "Beta computes in a grid since 2002." } ],
              "facts": [ { "value": "2002", "measures": "first year of the grid", "kind": "date", "year": 2002 } ] },
            { "kind": "issue", "issue": "standards", "title": "Digital standards",
              "sources": { "2022": "23", "2023": "7" },
              "blocks": [ { "text": "Beta opens its standards." } ] }
          ] },
        { "id": "gamma", "label": "Gamma", "name": "Gamma Institute",
          "website": "https://gamma.example.org/", "websiteStatus": "seen", "sources": { "2022": "30" },
          "sections": [] }
      ]
    }
    """
}
