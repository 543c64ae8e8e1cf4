/// What a cell is, not how it looks: the terminal maps roles to attributes and colours, in one table.
package enum Role: UInt8, Hashable, Sendable, CaseIterable {
  case plain
  case faint
  case title
  case heading
  case label
  case match
  /// The match that `n` went to last.
  case matchInHand
  case link
  case linkInHand
  case warning
  case border
  case focusedBorder
  case focusedTitle
  case selected
  case selectedMatch
  /// The selection of a list that does not have the focus.
  case selectedElsewhere
  case selectedElsewhereMatch
  case bar
  case key
  case prompt
  case typed
  // What belongs to one of several actors: letters tell them apart, colours only help.
  case firstMark
  case secondMark
  case thirdMark
  case fourthMark
  case fifthMark
  case sixthMark

  /// The role of what belongs to an actor, by its place; after the sixth they come round again.
  package static func mark(_ place: Int) -> Role {
    let marks: [Role] = [
      .firstMark, .secondMark, .thirdMark, .fourthMark, .fifthMark, .sixthMark,
    ]
    return marks[place % marks.count]
  }

  /// The same cell where a query matched.
  package var matched: Role {
    switch self {
    case .selected, .selectedMatch: .selectedMatch
    case .selectedElsewhere, .selectedElsewhereMatch: .selectedElsewhereMatch
    default: .match
    }
  }
}
