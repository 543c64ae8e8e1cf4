package import PlainText

/// One thing that is wrong with one document, and where.
package struct Fault: Hashable, Sendable {
  package enum Problem: Hashable, Sendable {
    case syntax(JSONSyntaxFault.Kind)
    case wrongType(expected: String, found: String)
    case missingKey(String)
    case unknownKey(String, nearest: [String])
    case repeatedKey(String)
    case wrongVersion(String)
    case tooMany(what: String, limit: Int)
    case emptyText
    case longText(limit: Int)
    case text(TextFault)
    case outerBlank
    case badIdentifier(String)
    case repeated(what: String, id: String, alsoIn: String)
    case repeatedMember(String)
    case dangling(what: String, id: String, nearest: [String])
    case unknownChoice(String, choices: [String])
    case link(LinkFault)
    case linkWithoutStatus
    case statusWithoutLink
    case badDate(String)
    case badRanges(String)
    case outOfRange(String, expected: String)
    case issueMissing
    case issueOnOtherKind(Section.Kind)
    case editionNotInSources(String)
    case ownIssueTouched
    case selfReference
    case noBlock
    case noText(edition: String)
    case factNotInText(String, edition: String)
    case repeatedMention(String)
  }

  package let document: String
  /// Counted from 1; nil where the document could not be read at all.
  package let line: Int?
  /// Counted from 1, in Unicode scalars.
  package let column: Int?
  /// A JSON pointer (RFC 6901); empty for the whole document.
  package let pointer: String
  package let problem: Problem
}

/// Documents that cannot be an atlas: their first faults, by document and place, and how many more there are.
package struct AtlasFaults: Error, Hashable {
  package let faults: [Fault]
  package let omittedCount: Int
}
