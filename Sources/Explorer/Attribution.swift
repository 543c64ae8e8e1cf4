package import AtlasModel

/// Whose text is printed: stands at the end of all prose that leaves the program.
package enum Attribution {
  /// - Parameter editions: Those that are quoted, older first.
  package static func line(quoting editions: [Edition]) -> String {
    line(dates: editions.map(\.dateInWords).joined(separator: " and "))
  }

  package static func line(dates: String) -> String {
    "(Geneva Digital Atlas, \(dates), paraphrased by geneva-atlas)"
  }
}

extension Fact {
  /// The value with what must not be lost beside it: *goal: 30% (as of 2018)*.
  package var valueInWords: String {
    (isTarget ? "goal: " : "") + value + (asOf.map { " (as of \($0))" } ?? "")
  }
}

extension Mention {
  /// The name with its acronym: *World Summit on the Information Society (WSIS)*.
  package var nameInWords: String {
    name + (acronym.map { $0 == name ? "" : " (\($0))" } ?? "")
  }
}
