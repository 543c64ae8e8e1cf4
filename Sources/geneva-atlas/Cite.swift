import ArgumentParser
import AtlasModel
import Explorer
import Glibc

/// `cite`: whose text it is, for a bibliography.
struct Cite: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Print the citation of a page: of an actor, an issue, an actor on an issue, or the atlas.",
    discussion: """
      Names are those that 'show' takes; 'atlas' is the whole. Ids such as itu/e-waste stand for a page each, \
      so that several make one bibliography. The newest edition that is shown is cited, or the one of \
      --edition. Author and publisher are left out: the atlas names none.

      Example: geneva-atlas cite itu e-waste --style bibtex >> references.bib
      """)

  @OptionGroup var options: AtlasOptions

  @Argument(
    help: ArgumentHelp("ACTOR, ISSUE, ACTOR ISSUE, or ids of pages.", valueName: "name"))
  var names: [String]

  @Option(name: .long, help: "How it is written.")
  var style: Citation.Style = .plain

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The day on which it was read, such as 2026-11-22; today without it.", valueName: "day"))
  var accessed: String?

  func validate() throws {
    guard !names.isEmpty else {
      throw ValidationError("expected an actor, an issue, an actor and an issue, or 'atlas'")
    }
  }

  func run() throws {
    let atlas = try options.atlas()
    let choice = try options.editionChoice(in: atlas)
    let day = try accessedDay()
    var pages: [PageID] = []
    for words in pageNames {
      let page = try Names(atlas: atlas).page(words)
      if !pages.contains(page) { pages.append(page) }
    }
    var citations: [Citation] = []
    for page in pages {
      guard let citation = Citation(of: page, in: atlas, choice, accessed: day) else {
        throw Failure(.nothing, lacking(page, in: atlas))
      }
      citations.append(citation)
    }
    var output = Output()
    output.write(lines: Citation.text(of: citations, in: style))
    try output.flush()
  }

  /// Two names are an actor and its issue, unless one is the id of a page; otherwise each is a page.
  private var pageNames: [[String]] {
    let isPair = names.count == 2 && !names.contains { $0.contains("/") || $0 == "atlas" }
    return isPair ? [names] : names.map { [$0] }
  }

  private func accessedDay() throws(Failure) -> CalendarDay {
    guard let accessed else { return .today }
    guard let day = CalendarDay(accessed) else {
      throw Failure(.usage, "'\(accessed)' is no day; expected one such as 2026-11-22")
    }
    return day
  }

  private func lacking(_ page: PageID, in atlas: Atlas) -> String {
    let name = atlas.breadcrumb(of: page).joined(separator: " on ")
    guard let edition = options.edition else { return "this atlas has no edition to cite" }
    let others = Citation(of: page, in: atlas, .newest, accessed: .today).map {
      "; leave --edition out to cite \($0.edition.dateInWords)"
    }
    return "\(edition) has no text of \(name) in our copy" + (others ?? "")
  }
}

extension Citation.Style: ExpressibleByArgument {}

extension CalendarDay {
  /// The day by the clock, where the reader is.
  static var today: CalendarDay {
    var seconds = time(nil)
    var local = tm()
    localtime_r(&seconds, &local)
    // The years of `tm` count from 1900, its months from 0.
    guard
      let day = CalendarDay(
        year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday))
    else { preconditionFailure("the clock tells a day of the calendar") }
    return day
  }
}
