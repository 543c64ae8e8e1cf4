import PlainText

extension Fault: CustomStringConvertible {
  /// One line: document, line and column, pointer, what is wrong and what was expected.
  ///
  /// Text from the document is in it as it is: it must pass the gate on its way out.
  package var description: String {
    var place = document
    if let line, let column { place += ":\(line):\(column)" }
    if !pointer.isEmpty { place += ": \(pointer)" }
    return "\(place): \(problem)"
  }
}

extension Fault.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .syntax(let kind): kind.description
    case .wrongType(let expected, let found): "expected \(expected), found \(found)"
    case .missingKey(let key): "the key '\(key)' is missing"
    case .unknownKey(let key, let nearest): "'\(key)' is no key here" + nearestHint(nearest)
    case .repeatedKey(let key): "the key '\(key)' stands here twice; keep one"
    case .wrongVersion(let found):
      "this is schema \(found), and geneva-atlas reads schema 1"
    case .emptyText: "a text may not be empty"
    case .text(let fault): fault.description
    case .outerBlank: "a text may not begin or end with a blank"
    case .badIdentifier(let id):
      "'\(id)' is no id; expected small letters, digits and single dashes, as in 'e-waste'"
    case .repeated(let what, let id, let other):
      "the \(what) '\(id)' is there already, in \(other); give one of them another id"
    case .repeatedMember(let member): "'\(member)' stands here twice; keep one"
    case .dangling(let what, let id, let nearest):
      "'\(id)' is no \(what) of this atlas" + nearestHint(nearest)
    case .unknownChoice(let found, let choices):
      "'\(found)' is not known; expected one of \(choices.joined(separator: ", "))"
    case .link(let fault): fault.description
    case .linkWithoutStatus: "a link needs its 'status': seen, derived or unchecked"
    case .statusWithoutLink: "a 'status' without a link says nothing; remove it or add the link"
    case .badDate(let date): "'\(date)' is no date; expected 2022, 2022-10 or 2022-10-31"
    case .badRanges(let ranges):
      "'\(ranges)' are no line ranges; expected rising lines counted from 1, as in '812,814-834'"
    case .outOfRange(let found, let expected): "\(found) is out of range; expected \(expected)"
    case .issueMissing: "a section of kind 'issue' must name its issue"
    case .issueOnOtherKind(let kind):
      "a section of kind '\(kind.rawValue)' has no issue; use 'touches' for what it names"
    case .editionNotInSources(let edition):
      "the section's sources do not name the edition '\(edition)'"
    case .ownIssueTouched: "a section does not touch its own issue; remove it here"
    case .selfReference: "an issue cannot be its own 'see also'"
    case .noBlock: "a section needs at least one block of text"
    case .noText(let edition): "no block of this section stands in the edition '\(edition)'"
    case .factNotInText(let value, let edition):
      "'\(value)' does not stand in the text of edition '\(edition)'"
    case .repeatedMention(let name): "'\(name)' is mentioned twice in this section; keep one"
    }
  }
}

extension JSONSyntaxFault.Kind: CustomStringConvertible {
  package var description: String {
    switch self {
    case .byteOrderMark:
      "not UTF-8 without a byte order mark; save it as plain UTF-8"
    case .notUTF8: "a byte that is not UTF-8; save the document as UTF-8"
    case .endOfText: "the document ends in the middle of a value"
    case .unexpected(let byte, let expected):
      "expected \(expected), found \(name(of: Unicode.Scalar(byte)))"
    case .textAfterValue: "something follows the end of the document's one value"
    case .controlCharacter(let byte):
      "a raw control character \(name(of: Unicode.Scalar(byte))) in a string; remove it"
    case .badEscape: "an escape that JSON does not know"
    case .loneSurrogate: "half of a surrogate pair; expected \\uD83D\\uDE00 or the character itself"
    case .badNumber: "not a number as JSON writes it"
    case .badWord: "expected true, false, null or a string in double quotes"
    case .tooDeep(let limit): "more than \(limit) levels of brackets"
    case .tooLarge(let byteLimit): "more than \(byteLimit) bytes"
    }
  }
}
