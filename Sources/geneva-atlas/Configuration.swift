import ArgumentParser
import AtlasModel
import Explorer
import Glibc
import TextUI

/// Whether what is printed has colours.
enum ColourChoice: String, Sendable, CaseIterable, ExpressibleByArgument {
  /// Where it goes to a terminal, and NO_COLOR is not set.
  case auto
  case always
  case never
}

extension Theme: ExpressibleByArgument {}
extension Lead: ExpressibleByArgument {}

/// How the program is to be, and who says so.
///
/// Defaults give way to the environment, the environment to the file, which is more deliberate, and the file
/// to options. What is wrong in the file is noted and left out; the rest of it holds.
struct Configuration: Sendable {
  enum Origin: Hashable, Sendable {
    case standard
    case file
    case variable(String)
    case option(String)
  }

  struct Setting<Value: Sendable>: Sendable {
    private(set) var value: Value
    private(set) var origin = Origin.standard

    init(_ value: Value) { self.value = value }

    mutating func set(_ value: Value, by origin: Origin) {
      self.value = value
      self.origin = origin
    }
  }

  var theme = Setting(Theme.dark)
  var color = Setting(ColourChoice.auto)
  var borders = Setting(Borders.unicode)
  var mouse = Setting(true)
  var lead = Setting(Lead.actors)
  /// `newest`, or the id of an edition.
  var edition = Setting(Self.newest)
  /// The arguments of the programs that copy and open; empty where none is named.
  var clipboard = Setting<[String]>([])
  var browser = Setting<[String]>([])
  var keys = Keymap.standard
  /// The commands whose keys the file says.
  var changedKeys: Set<Command> = []
  /// What is wrong with the file, in words that follow its path: `:3:7: …` or `: keys.copy-lnk: …`.
  private(set) var faults: [String] = []
  private(set) var file: ConfigurationFile

  static let newest = "newest"

  /// What the environment and the file say.
  ///
  /// Without a file nothing is parsed, which is the commonest start.
  static let current: Configuration = {
    var configuration = Configuration(file: .current)
    configuration.heedEnvironment()
    switch configuration.file.content {
    case .absent: break
    case .refused(let fault): configuration.note(fault)
    case .text(let text):
      if let fault = ConfigurationReader.read(text, into: &configuration) {
        configuration.file.content = .refused(fault)
        configuration.note(fault)
      }
    }
    configuration.heedNoColor()
    return configuration
  }()

  private init(file: ConfigurationFile) { self.file = file }

  mutating func note(_ fault: String) { faults.append(fault) }

  private mutating func heedEnvironment() {
    // rxvt, Konsole and others say `foreground;background`; 7 and from 9 on are light, as vim has it.
    if let colours = Environment.value("COLORFGBG"),
      let background = colours.split(separator: ";").last.flatMap({ Int($0) }),
      background == 7 || 9...15 ~= background
    {
      theme.set(.light, by: .variable("COLORFGBG"))
    }
  }

  /// A choice of colour that somebody made for this program stands above NO_COLOR (no-color.org).
  private mutating func heedNoColor() {
    if color.value == .auto, Environment.value("NO_COLOR") != nil {
      color.set(.never, by: .variable("NO_COLOR"))
    }
  }
}

extension Configuration {
  mutating func heed(_ options: AtlasOptions) {
    if let choice = options.color {
      color.set(choice, by: .option("--color"))
      heedNoColor()
    }
    if let edition = options.edition { self.edition.set(edition, by: .option("--edition")) }
  }

  mutating func heed(_ options: ScreenOptions) {
    if let lead = options.lead { self.lead.set(lead, by: .option("--lead")) }
    if let theme = options.theme { self.theme.set(theme, by: .option("--theme")) }
    if let isOn = options.mouse { mouse.set(isOn, by: .option(isOn ? "--mouse" : "--no-mouse")) }
    if let isASCII = options.ascii {
      borders.set(isASCII ? .ascii : .unicode, by: .option(isASCII ? "--ascii" : "--no-ascii"))
    }
  }

  /// What the screen begins with.
  ///
  /// - Throws: ``Failure`` where an option asks for an edition that the atlas has not; where the file does,
  ///   that is noted.
  mutating func preferences(for atlas: Atlas) throws(Failure) -> Preferences {
    var preferences = Preferences(lead: lead.value, isMouseOn: mouse.value)
    do throws(Failure) {
      preferences.edition = try EditionChoice(edition.value, in: atlas)
    } catch {
      guard edition.origin == .file else { throw error }
      for line in error.lines { note(": edition: \(line)") }
      edition = Setting(Self.newest)
    }
    preferences.borders = borders.value
    preferences.keys = keys
    preferences.repertoire = Locale().takesUnicode ? .unicode : .ascii
    return preferences
  }

  /// Whether the screen has colours.
  var hasScreenColours: Bool { color.value != .never }

  /// The theme of what is printed; nil where it is to be plain.
  var printedTheme: Theme? {
    let isPlain =
      switch color.value {
      case .always: false
      case .never: true
      case .auto: isatty(STDOUT_FILENO) == 0 || [nil, "dumb"].contains(Environment.value("TERM"))
      }
    return isPlain ? nil : theme.value
  }

  /// The first fault, and how many there are, for one line of the screen; nil where there is none.
  var notice: String? {
    guard let first = faults.first else { return nil }
    if faults.count == 1 { return ConfigurationFile.name + first }
    return "\(ConfigurationFile.name), 1 of \(faults.count) (geneva-atlas config tells all)\(first)"
  }

  /// Tells of the faults on standard error: it would look as if the file were not read.
  func complain() {
    if let notice { Output.complain(notice) }
  }
}

extension EditionChoice {
  /// - Throws: ``Failure`` where the atlas has no such edition.
  init(_ name: String, in atlas: Atlas) throws(Failure) {
    let id = Edition.ID(name)
    if atlas.edition(id) != nil {
      self = .only(id)
    } else if name == Configuration.newest {
      self = .newest
    } else {
      let known = atlas.editions.map(\.id.text).joined(separator: ", ")
      throw Failure(.usage, "'\(name)' is no edition of this atlas; expected one of \(known)")
    }
  }
}
