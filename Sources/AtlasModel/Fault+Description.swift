import PlainText

extension Fault: CustomStringConvertible {
  /// One line: document, line and column, pointer, what is wrong and what was expected.
  ///
  /// Text from the document is in it as it is: it must pass the gate on its way out. What is very long is
  /// cut, in the pointer too.
  package var description: String {
    var place = document
    if let line, let column { place += ":\(line):\(column)" }
    let steps = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    if !steps.isEmpty { place += ": " }
    place += steps.prefix(Self.stepLimit).map { "/" + shortened(String($0)) }.joined()
    if steps.count > Self.stepLimit { place += "/…" }
    return "\(place): \(problem)"
  }

  /// Steps of a pointer that are shown: more than any record of the atlas has.
  private static var stepLimit: Int { 16 }
}

extension Fault.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .syntax(let kind): kind.description
    case .wrongType(let expected, let found): "expected \(expected), found \(found)"
    case .missingKey(let key): "the key '\(key)' is missing"
    case .unknownKey(let key, let nearest): "\(quoted(key)) is no key here" + nearestHint(nearest)
    case .repeatedKey(let key): "the key \(quoted(key)) stands here twice; keep one"
    case .wrongVersion(let found):
      "this is schema \(shortened(found)), and geneva-atlas reads schema 1"
    case .tooMany(let what, let limit): "more than \(limit) \(what); leave some out"
    case .emptyText: "a text may not be empty"
    case .longText(let limit): "a text may not have more than \(limit) characters; part it"
    case .text(let fault): fault.description
    case .outerBlank: "a text may not begin or end with a blank"
    case .badIdentifier(let id):
      "\(quoted(id)) is no id; expected small letters, digits and single dashes, as in 'e-waste'"
    case .repeated(let what, let id, let other):
      "the \(what) \(quoted(id)) is there already, in \(other); give one of them another id"
    case .repeatedMember(let member): "\(quoted(member)) stands here twice; keep one"
    case .dangling(let what, let id, let nearest):
      "\(quoted(id)) is no \(what) of this atlas" + nearestHint(nearest)
    case .unknownChoice(let found, let choices):
      "\(quoted(found)) is not known; expected one of \(choices.joined(separator: ", "))"
    case .link(let fault): fault.description
    case .linkWithoutStatus: "a link needs its 'status': seen, derived or unchecked"
    case .statusWithoutLink: "a 'status' without a link says nothing; remove it or add the link"
    case .badDate(let date): "\(quoted(date)) is no date; expected 2022, 2022-10 or 2022-10-31"
    case .badRanges(let ranges):
      "\(quoted(ranges)) are no line ranges; expected rising lines counted from 1, as in '812,814-834'"
    case .outOfRange(let found, let expected):
      "\(shortened(found)) is out of range; expected \(expected)"
    case .issueMissing: "a section of kind 'issue' must name its issue"
    case .issueOnOtherKind(let kind):
      "a section of kind '\(kind.rawValue)' has no issue; use 'touches' for what it names"
    case .editionNotInSources(let edition):
      "the section's sources do not name the edition \(quoted(edition))"
    case .ownIssueTouched: "a section does not touch its own issue; remove it here"
    case .selfReference: "an issue cannot be its own 'see also'"
    case .noBlock: "a section needs at least one block of text"
    case .noText(let edition): "no block of this section stands in the edition \(quoted(edition))"
    case .factNotInText(let value, let edition):
      "\(quoted(value)) does not stand in the text of edition \(quoted(edition))"
    case .repeatedMention(let name): "\(quoted(name)) is mentioned twice in this section; keep one"
    }
  }
}

extension JSONSyntaxFault.Kind: CustomStringConvertible {
  package var description: String {
    switch self {
    case .byteOrderMark:
      "not UTF-8 without a byte order mark; save it as plain UTF-8"
    case .notUTF8: "a byte that is not UTF-8; save the document as UTF-8"
    case .endOfText: "the document ends in the middle of a value; is it whole?"
    case .unexpected(let scalar, let expected):
      "expected \(expected), found \(name(of: scalar))"
    case .textAfterValue: "something follows the end of the document's one value; remove it"
    case .controlCharacter(let byte):
      "a raw control character \(name(of: Unicode.Scalar(byte))) in a string; remove it"
    case .badEscape:
      "an escape that JSON does not know; expected \\n, \\t, \\\", \\\\ or \\u and four hexadecimal digits"
    case .loneSurrogate: "half of a surrogate pair; expected \\uD83D\\uDE00 or the character itself"
    case .badNumber: "not a number as JSON writes it; expected one such as 12, -0.5 or 1e6"
    case .badWord: "expected true, false, null or a string in double quotes"
    case .tooDeep(let limit):
      "more than \(limit) levels of brackets; no document of the atlas has ten"
    case .tooLarge(let byteCount):
      "\(byteCount) bytes are more than the \(SourceDocument.byteLimit) of one document; part it"
    }
  }
}
