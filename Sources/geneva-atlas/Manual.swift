import ArgumentParser
import Explorer

/// `manual`: the page for `man`.
struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the manual page.",
    discussion: """
      It is read with 'geneva-atlas manual | man -l -', or kept as geneva-atlas.1 in a folder man1 of the manuals.

      Example: geneva-atlas manual
      """)

  func run() throws {
    let page = ManualPage(program: try CommandDescription.program(), keys: .standard)
    var output = Output()
    output.write(lines: page.roff)
    try output.flush()
  }
}

/// The manual, in the order that manuals have: what the parser knows of the commands, the table of keys, and
/// tables of what neither of them knows.
struct ManualPage {
  let program: CommandDescription
  let keys: Keymap

  var roff: String {
    var page = Roff()
    page.title(
      "GENEVA-ATLAS", section: 1, date: Self.date,
      source: "geneva-atlas \(GenevaAtlas.configuration.version)", volume: "User Commands")
    page.heading("NAME")
    page.paragraph("\(program.commandName) - \(summary)")
    page.heading("SYNOPSIS")
    for usage in (GenevaAtlas.configuration.usage ?? "").split(separator: "\n") {
      let words = usage.split(separator: " ").map(String.init)
      page.call(words.first ?? "", Array(words.dropFirst()))
    }
    page.heading("DESCRIPTION")
    for paragraph in program.paragraphs { page.paragraph(paragraph) }
    writeCommands(to: &page)
    page.heading("OPTIONS")
    page.paragraph("These stand before a command or after it.")
    write(program.options, to: &page)
    page.heading("QUERY LANGUAGE")
    for paragraph in Self.queryParagraphs { page.paragraph(paragraph) }
    page.closeItems { page in
      for (typed, words) in Self.queryTerms { page.item(typed, words) }
    }
    page.heading("KEYS")
    page.paragraph(Self.keyParagraph)
    for group in KeyGroup.allCases {
      page.subheading(group.rawValue)
      page.closeItems { page in
        for row in keys.rows(of: group) { page.item(Keymap.labels(of: row.keys), row.words) }
      }
    }
    page.heading("ENVIRONMENT")
    for (name, words) in Surroundings.variables { page.item(name, words) }
    page.heading("FILES")
    for (path, words) in Surroundings.files { page.item(path, words) }
    page.heading("EXIT STATUS")
    for (code, words) in Self.exitCodes { page.item(code, words, width: 6) }
    page.heading("EXAMPLES")
    for command in [program] + program.commands {
      for example in command.examples {
        page.paragraph(
          command.commandName == program.commandName ? summary : command.abstract ?? "")
        page.example([example])
      }
    }
    page.heading("SEE ALSO")
    page.paragraph(Self.seeAlso)
    return page.text
  }

  /// What the program is for, as NAME wants it: without a period.
  private var summary: String {
    let words = program.abstract ?? ""
    return words.hasSuffix(".") ? String(words.dropLast()) : words
  }

  private func writeCommands(to page: inout Roff) {
    page.heading("COMMANDS")
    for command in program.commands {
      page.subheading(command.commandName)
      let own = command.options(besides: program)
      let options = command.options.isEmpty ? [] : ["[options]"]
      page.call(
        "\(program.commandName) \(command.commandName)",
        options + command.positionals.map(Self.synopsis))
      if let abstract = command.abstract { page.paragraph(abstract) }
      for paragraph in command.paragraphs { page.paragraph(paragraph) }
      write(command.positionals.filter { $0.abstract != nil }, to: &page)
      write(own, to: &page)
    }
  }

  private func write(_ arguments: [CommandDescription.Argument], to page: inout Roff) {
    for argument in arguments {
      var words = argument.abstract ?? ""
      let known = argument.kind == .option ? argument.allValues ?? [] : []
      if !known.isEmpty { words += " One of \(known.joined(separator: ", "))." }
      if let value = argument.defaultValue, argument.kind == .option {
        words += " Without it: \(value)."
      }
      if argument.kind == .positional {
        page.item(Self.synopsis(of: argument), words)
      } else {
        let value = argument.kind == .option ? argument.valueName ?? "value" : ""
        page.item(argument.typedNames.joined(separator: ", "), value: value, words)
      }
    }
  }

  private static func synopsis(of argument: CommandDescription.Argument) -> String {
    let name = (argument.valueName ?? "value").uppercased()
    let repeated = argument.isRepeating ? name + "..." : name
    return argument.isOptional ? "[\(repeated)]" : repeated
  }
}
