/// What characters are and what standing beside each other is worth, as addresses for the inner loops.
///
/// Copies share the memory; whoever made it frees it, once.
struct CharacterTables {
  private let bonusOfClasses: UnsafeMutablePointer<UInt8>
  private let bonusOfASCII: UnsafeMutablePointer<UInt8>
  private let classOfASCII: UnsafeMutablePointer<UInt8>

  init() {
    bonusOfClasses = Self.copy(of: BonusTable.ofClasses)
    bonusOfASCII = Self.copy(of: BonusTable.ofASCII)
    classOfASCII = Self.copy(of: BonusTable.classOfASCII)
  }

  func deallocate() {
    bonusOfClasses.deallocate()
    bonusOfASCII.deallocate()
    classOfASCII.deallocate()
  }

  private static func copy(of table: [UInt8]) -> UnsafeMutablePointer<UInt8> {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: table.count)
    _ = copy.initialize(from: table)
    guard let start = copy.baseAddress else { preconditionFailure("the tables are not empty") }
    return start
  }

  @inline(__always)
  private func classByte(_ place: Int, _ cells: Cells) -> UInt8 {
    if let classes = cells.classes { return classes[place] }
    return classOfASCII[Int(cells.text[place])]
  }

  @inline(__always)
  func isBlank(_ place: Int, _ cells: Cells) -> Bool {
    classByte(place, cells) & 7 == CharacterClass.white.rawValue
  }

  /// Whether a word may end beside it.
  @inline(__always)
  func endsWord(_ place: Int, _ cells: Cells) -> Bool {
    classByte(place, cells) & 7 <= CharacterClass.delimiter.rawValue
  }

  func isUnderscore(_ place: Int, _ cells: Cells) -> Bool {
    if let classes = cells.classes { return classes[place] & TextCorpus.underscoreBit != 0 }
    return cells.text[place] == 0x5F
  }

  @inline(__always)
  func bonus(_ place: Int, _ cells: Cells) -> Int32 {
    if place == 0 { return Int32(Score.boundaryWhite) }
    if let classes = cells.classes {
      let before = Int(classes[place &- 1] & 7)
      return Int32(bonusOfClasses[before << 3 | Int(classes[place] & 7)])
    }
    let before = Int(cells.text[place &- 1] & 0x7F)
    return Int32(bonusOfASCII[before << 7 | Int(cells.text[place] & 0x7F)])
  }

  func leadingBlanks(_ cells: Cells) -> Int {
    var count = 0
    while count < cells.count, isBlank(count, cells) { count += 1 }
    return count
  }

  func trailingBlanks(_ cells: Cells) -> Int {
    var count = 0
    while count < cells.count, isBlank(cells.count - 1 - count, cells) { count += 1 }
    return count
  }

  /// Characters of a text without the blanks around it, at most 65 535: what equal scores are ranked by.
  @inline(__always)
  func trimmedCount(_ item: Int, of corpus: borrowing CorpusPointers) -> UInt64 {
    let entry = corpus.items[item]
    let isFolded = entry.place & TextCorpus.foldedBit != 0
    let place = Int(entry.place & TextCorpus.placeBits)
    let cells = Cells(
      text: (isFolded ? corpus.folded : corpus.plain) + place, count: Int(entry.count),
      classes: isFolded ? corpus.classes + place : nil)
    if cells.count > 0, !isBlank(0, cells), !isBlank(cells.count - 1, cells) {
      return UInt64(min(cells.count, 65_535))
    }
    let trailing = trailingBlanks(cells)
    if trailing == cells.count { return 0 }
    return UInt64(min(cells.count - trailing - leadingBlanks(cells), 65_535))
  }
}
