import Testing

/// A text that is JSON or is not, and what it is called.
struct JSONCase: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]

  static func text(_ name: String, _ text: String) -> JSONCase {
    JSONCase(name: name, bytes: Array(text.utf8))
  }

  static func bytes(_ name: String, _ bytes: [UInt8]) -> JSONCase {
    JSONCase(name: name, bytes: bytes)
  }

  var testDescription: String { name }
}

/// The texts of JSONTestSuite (Nicolas Seriot, Parsing JSON is a Minefield, 2016), under their names there:
/// all 318 of `test_parsing`.
///
/// What it calls `y_` every reader has to take, `n_` none may take, and of `i_` each decides for itself.
enum JSONCorpus {}
