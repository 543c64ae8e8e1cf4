/// Different names, each with what it is; numbered from 0 as they were added.
struct NameTable: Sendable {
  /// As they were given.
  let originals: [IndexedName]
  /// As they are compared.
  let corpus: TextCorpus
  let kinds: [NameKind]
  /// For each name the number of its field.
  let fields: [UInt8]
  let fieldNames: [String]
  /// Initials of names of several words, each with the numbers of such names.
  private let initials: [Initials: [UInt32]]

  struct Builder {
    fileprivate var names: [IndexedName] = []
    private var numbers: [IndexedName: Int] = [:]

    /// The number of a name, which is added where it is not known.
    mutating func number(of name: IndexedName) -> Int {
      if let known = numbers[name] { return known }
      numbers[name] = names.count
      names.append(name)
      return names.count - 1
    }
  }

  init(_ builder: Builder) {
    originals = builder.names
    kinds = originals.map(\.kind)
    var fieldNames: [String] = []
    fields = originals.map { name in
      if let known = fieldNames.firstIndex(of: name.field) { return UInt8(known) }
      fieldNames.append(name.field)
      return UInt8(fieldNames.count - 1)
    }
    self.fieldNames = fieldNames
    corpus = TextCorpus(originals.map { CharacterFolding.withPlainMarks($0.text) })
    var initials: [Initials: [UInt32]] = [:]
    for (number, name) in originals.enumerated() where name.kind < .group {
      for letters in Initials.of(name.text) {
        initials[letters, default: []].append(UInt32(number))
      }
    }
    self.initials = initials
  }

  func number(ofField field: String) -> UInt8? {
    fieldNames.firstIndex(of: field).map { UInt8($0) }
  }

  func text(of name: Int) -> PlainName { PlainName(scalars: corpus.scalars(of: name)) }

  /// The names of several words whose first letters a term is.
  func numbers(withInitials term: Term) -> [UInt32] {
    guard term.kind == .fuzzy, !term.isInverse,
      let letters = Initials(term.scalars.map(CharacterFolding.folded))
    else { return [] }
    return initials[letters] ?? []
  }
}
