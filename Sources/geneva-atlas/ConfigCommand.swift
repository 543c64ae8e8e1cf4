import ArgumentParser
import AtlasModel
import Explorer
import PlainText
import TextUI

/// `config`: what holds, and who says so, as a file that could be kept.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the configuration that holds, as a configuration file.",
    discussion: """
      Each line says where its value comes from: a default, the file, a variable of the environment or an \
      option. Faults of the file go to standard error, and the exit code is then 1. Keys are written as in \
      vim: j, gg, <c-d>, <s-tab>, <f5>; a command with [] has none.

      Print into another file first: a shell empties the one that it prints into before it can be read.

      Example: geneva-atlas config --theme light
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case toml
    case json
  }

  @OptionGroup var options: AtlasOptions
  @OptionGroup var screen: ScreenOptions

  @Option(name: .long, help: "How it is written.")
  var format: Format = .toml

  func run() throws {
    var configuration = Configuration.current
    configuration.heed(options)
    configuration.heed(screen)
    _ = try configuration.preferences(for: try options.atlas())
    let report = ConfigurationReport(configuration: configuration)
    var output = Output(theme: configuration.printedTheme)
    switch format {
    case .toml: for line in report.lines { output.write(line: line) }
    case .json: output.write(lines: report.json.document)
    }
    try output.flush()
    guard configuration.faults.isEmpty else {
      let path = configuration.file.path ?? ""
      // A file of nonsense is told of on one screen; --format json has every fault.
      let limit = AtlasReader.usualFaultLimit
      let rest = configuration.faults.count - limit
      throw Failure(
        .nothing,
        configuration.faults.prefix(limit).map { path + $0 }
          + (rest > 0 ? ["and " + counted(rest, "more fault")] : []))
    }
  }
}

/// The configuration that holds, for people and for scripts.
struct ConfigurationReport {
  let configuration: Configuration

  /// One line of the file: a key, its value in TOML and in JSON, and who says so.
  private struct Entry {
    let key: String
    let value: JSONValue
    let origin: String

    /// In TOML, which writes strings and arrays of them as JSON does.
    var text: String {
      switch value {
      case .array(let members):
        "[" + members.map { Self.text(of: $0) }.joined(separator: ", ") + "]"
      default: Self.text(of: value)
      }
    }

    private static func text(of value: JSONValue) -> String {
      guard case .string(let text) = value else { return value.line }
      var quoted = "\""
      for scalar in text.unicodeScalars {
        if scalar == "\"" || scalar == "\\" {
          quoted += "\\\(scalar)"
        } else if ScalarClass(scalar) == .ordinary {
          quoted.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          quoted += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        }
      }
      return quoted + "\""
    }
  }

  private func entry<Value: RawRepresentable<String>>(
    _ key: String, _ setting: Configuration.Setting<Value>
  ) -> Entry {
    Entry(key: key, value: .string(setting.value.rawValue), origin: words(for: setting.origin))
  }

  private func entry(_ key: String, _ setting: Configuration.Setting<[String]>) -> Entry {
    Entry(key: key, value: .strings(setting.value), origin: words(for: setting.origin))
  }

  private var settings: [Entry] {
    [
      entry("theme", configuration.theme), entry("color", configuration.color),
      entry("borders", configuration.borders),
      Entry(
        key: "mouse", value: .bool(configuration.mouse.value),
        origin: words(for: configuration.mouse.origin)),
      entry("lead", configuration.lead),
      Entry(
        key: "edition", value: .string(configuration.edition.value),
        origin: words(for: configuration.edition.origin)),
      entry("clipboard", configuration.clipboard), browser,
    ]
  }

  /// Without a configured browser the first one that the environment names and that can be used here.
  private var browser: Entry {
    for choice in Browsers.choices(in: Environment.value("BROWSER") ?? "")
    where configuration.browser.value.isEmpty {
      guard case .command(let words) = choice, !Browsers.needsTerminal(words[0]) else { continue }
      return Entry(
        key: "browser", value: .strings(words), origin: self.words(for: .variable("BROWSER")))
    }
    return entry("browser", configuration.browser)
  }

  private var keys: [Entry] {
    configuration.keys.bindings.map { binding in
      let isChanged = configuration.changedKeys.contains(binding.command)
      return Entry(
        key: binding.command.name, value: .strings(binding.keys.map { KeyNotation.text(of: $0) }),
        origin: words(for: isChanged ? .file : .standard))
    }
  }

  private func words(for origin: Configuration.Origin) -> String {
    switch origin {
    case .standard: "default"
    case .file: configuration.file.path ?? ""
    case .variable(let name): "environment variable \(name)"
    case .option(let name): "option \(name)"
    }
  }

  /// Whether there is a file, and whether it holds.
  private var fileState: (word: String, words: String) {
    switch configuration.file.content {
    case .absent: ("absent", "not there")
    case .refused: ("refused", "there, but cannot be used")
    case .text: ("read", "read")
    }
  }

  var lines: [StyledText] {
    var lines: [StyledText] = []
    func add(_ comment: String) { lines.append(StyledText("# " + comment, role: .faint)) }
    if let path = configuration.file.path {
      add("\(path): \(fileState.words)")
    } else {
      add("No file is looked for: neither XDG_CONFIG_HOME nor HOME is an absolute path")
    }
    func add(_ entries: [Entry]) {
      let width = entries.map { DisplayWidth.of("\($0.key) = \($0.text)") }.max() ?? 0
      for entry in entries {
        var line = StyledText(entry.key, role: .key)
        line.append(" = \(entry.text)")
        line.append(String(repeating: " ", count: max(0, width - line.columns) + 2))
        line.append("# \(entry.origin)", role: .faint)
        lines.append(line)
      }
    }
    add(settings)
    lines += [StyledText(), StyledText("[keys]", role: .title)]
    add(keys)
    return lines
  }

  var json: JSONValue {
    func record(_ entries: [Entry]) -> [(String, JSONValue?)] {
      entries.map { ($0.key, .record([("value", $0.value), ("from", .string($0.origin))])) }
    }
    return .record(
      [
        ("file", configuration.file.path.map { .string($0) }),
        ("fileState", .string(fileState.word)),
        ("faults", .strings(configuration.faults)),
      ] + record(settings) + [("keys", .record(record(keys)))])
  }
}
