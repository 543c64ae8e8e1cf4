import AtlasModel
import PlainText

/// A shown section with the name of what its figures and links are told apart by: its actor, or its heading.
struct OwnedSection {
  let owner: String
  let shown: ShownSection
}

/// Which sentences, figures and links stand on one page; the same for the same atlas, whoever asks.
///
/// A sentence is taken whole or not at all. The best one names the actor, opens a paragraph, fits two lines and
/// stands early; one that begins with a word that points back (*It*, *These* …) means nothing alone.
enum BriefChoice {
  /// Characters of two lines of 80 columns.
  private static let twoLines = 160

  /// One or two sentences from the beginning of texts: the second where both fit four lines.
  static func opening(of texts: [String]) -> String {
    let sentences = texts.flatMap { SentenceBreaking.sentences(of: $0) }.prefix(2)
    let both = sentences.joined(separator: " ")
    return both.count <= 2 * twoLines ? both : sentences.first ?? ""
  }

  /// The best sentence of sections, with the next one where both fit some lines; nil where none
  /// stands alone, as in a mere list.
  static func sentences(
    of sections: [ShownSection], by actor: Actor, fitting lineCount: Int = 2
  ) -> (text: String, edition: Edition)? {
    var best: (score: Int, text: String, edition: Edition)?
    var place = 0
    for shown in sections {
      for block in shown.section.blocks(in: shown.edition.id) {
        let sentences = SentenceBreaking.sentences(of: block.text)
        for (number, sentence) in sentences.enumerated() {
          defer { place += 1 }
          guard standsAlone(sentence) else { continue }
          var score = -min(place, 20)
          if names(actor, in: sentence) { score += 30 }
          if number == 0 { score += 20 }
          if block.style == .item { score -= 20 }
          if pointsBack(sentence) { score -= 25 }
          if sentence.count > twoLines { score -= 15 }
          if sentence.count > twoLines * 3 / 2 { score -= 25 }
          if score > best?.score ?? Int.min {
            let pair =
              [sentence] + sentences[(number + 1)...].prefix(1).filter { $0.hasSuffix(".") }
            let both = pair.joined(separator: " ")
            best = (
              score, both.count <= lineCount * twoLines / 2 ? both : sentence, shown.edition
            )
          }
        }
      }
    }
    return best.map { ($0.text, $0.edition) }
  }

  private static func standsAlone(_ sentence: String) -> Bool {
    guard let last = sentence.last, ".!?’”)".contains(last), sentence.count >= 20,
      sentence.first?.isLowercase == false
    else { return false }
    let word = sentence.prefix { $0 != " " && $0 != "," }
    return ![
      "It", "Its", "They", "Their", "This", "These", "That", "Those", "Such", "He", "She", "Both",
      "Here", "There", "Also", "See", "Other", "Others", "Another", "One", "Examples", "For", "But",
      "Moreover", "Then", "All", "Each",
    ].contains(String(word))
  }

  /// Whether a word within the sentence speaks of what was said before it.
  private static func pointsBack(_ sentence: String) -> Bool {
    let pointing: Set<Substring> = [
      "this", "these", "those", "such", "same", "second", "third", "latter", "then", "it",
    ]
    return sentence.split { " ,.;:".contains($0) }.contains { pointing.contains($0) }
  }

  private static func names(_ actor: Actor, in sentence: String) -> Bool {
    let bytes = Array(sentence.utf8)
    return [actor.label, actor.name].contains {
      LinkedName($0, number: 0).firstPlace(in: bytes) != nil
    }
  }

  /// The first figures, and how many facts there are.
  ///
  /// Counted ones come before durations and dates, achievements before goals, none twice; an owner that has had
  /// its turn waits for the others.
  static func figures(
    of passages: [OwnedSection], limit: Int
  ) -> (figures: [(fact: Fact, passage: OwnedSection)], count: Int) {
    var seen: Set<String> = []
    var rest = passages.flatMap { passage in
      passage.shown.section.facts(in: passage.shown.edition.id).map { (fact: $0, passage: passage) }
    }.filter { seen.insert("\($0.fact.value)\n\($0.fact.measures)").inserted }
    let count = rest.count
    var turns: [String: Int] = [:]
    var figures: [(fact: Fact, passage: OwnedSection)] = []
    while figures.count < limit {
      let ranks = rest.map { figure in
        (
          rank(of: figure.fact), turns[figure.passage.owner] ?? 0, figure.fact.isTarget ? 1 : 0,
          figure.fact.note == nil ? 0 : 1
        )
      }
      // The first of equals: `min` keeps the earlier one.
      guard let best = ranks.indices.min(by: { ranks[$0] < ranks[$1] }) else { break }
      let figure = rest.remove(at: best)
      turns[figure.passage.owner, default: 0] += 1
      figures.append(figure)
    }
    return (figures, count)
  }

  private static func rank(of fact: Fact) -> Int {
    switch fact.kind {
    case .count, .amount, .percentage: fact.number == nil ? 1 : 0
    case .duration: 2
    case .other: 3
    case .date: 4
    }
  }

  /// The page's own link and the first of what the sections name, and how many there are.
  ///
  /// Those that were seen come first, and owners take turns; what is too long for a line is left to the list of
  /// links.
  static func links(
    own: (name: String, link: Link)?, of passages: [OwnedSection], limit: Int
  ) -> (links: [(name: String, link: Link)], count: Int) {
    var seen: Set<String> = []
    var rest: [(name: String, link: Link, owner: String)] = []
    if let own, seen.insert(own.link.address.text).inserted {
      rest.append((own.name, own.link, ""))
    }
    for passage in passages {
      for mention in passage.shown.section.mentions(in: passage.shown.edition.id) {
        guard let link = mention.link, seen.insert(link.address.text).inserted else { continue }
        rest.append((mention.nameInWords, link, passage.owner))
      }
    }
    let count = rest.count
    rest.removeAll { $0.link.address.text.utf8.count > 76 }
    var turns: [String: Int] = [:]
    var links: [(name: String, link: Link)] = []
    while links.count < limit {
      let ranks = rest.map { link in
        (LinkStatus.allCases.firstIndex(of: link.link.status) ?? 0, turns[link.owner] ?? 0)
      }
      guard let best = ranks.indices.min(by: { ranks[$0] < ranks[$1] }) else { break }
      let link = rest.remove(at: best)
      turns[link.owner, default: 0] += 1
      links.append((link.name, link.link))
    }
    return (links, count)
  }
}
