/// The words of a command line up to the cursor, read as the parser would read them when it is whole.
struct TypedLine {
  /// What the word at the cursor is going to be.
  enum Wanted {
    case command
    case option
    /// The value of an option or a positional; before it stands what the word begins with, as `--actor=`.
    case value(CommandDescription.Argument, after: String)
    case nothing
  }

  /// A value, and what help calls such a value, as `actor`.
  struct Value {
    let name: String
    let text: String
  }

  let program: CommandDescription
  /// The command in effect: the first word that names one, or the one that stands for none.
  private(set) var command: CommandDescription
  /// The values of options and positionals, in their order.
  private(set) var values: [Value] = []
  private(set) var positionalCount = 0
  /// Options that are there, as they were typed.
  private(set) var givenOptions: Set<String> = []
  private(set) var wanted = Wanted.nothing
  /// What is typed of the word, or of the value after its option's `=`.
  private(set) var typed = ""
  /// What is wrong with the words before the cursor, in their order.
  private(set) var faults: [LineFault] = []

  /// Whether a command may still come.
  private var isCommandOpen = true
  /// The values of options that may stand once only, by the options' names.
  private var single: [[String]: String] = [:]

  /// - Parameter words: Without the program's name; the last is the one at the cursor, which may be empty.
  init(_ words: [String], of program: CommandDescription) {
    self.program = program
    command = program
    var pending: CommandDescription.Argument?
    var isPlain = false
    for word in words.dropLast() {
      if let option = pending {
        if word.hasPrefix("-"), word != "-" { faults.append(.valueLikeOption(option, word)) }
        add(word, to: option)
        pending = nil
      } else if !isPlain, word == "--" {
        isPlain = true
      } else if !isPlain, word.hasPrefix("-"), word != "-" {
        pending = readOption(word)
      } else {
        readPositional(word, isPlain: isPlain)
      }
    }
    typed = words.last ?? ""
    if let pending {
      wanted = .value(pending, after: "")
    } else if !isPlain, typed.hasPrefix("-") {
      readUnfinishedOption()
    } else if isCommandOpen, !isPlain {
      wanted = .command
    } else if let argument = positional(at: positionalCount) {
      wanted = .value(argument, after: "")
    } else if typed.isEmpty, !isPlain {
      wanted = .option
    }
  }

  /// The options that may stand here: before a command also those of the one that stands for none.
  var options: [CommandDescription.Argument] {
    guard isCommandOpen, let standing = defaultCommand else { return command.options }
    return command.options + standing.options(besides: command)
  }

  private var defaultCommand: CommandDescription? {
    program.defaultSubcommand.flatMap { program.command(named: $0) }
  }

  private func option(named name: String) -> CommandDescription.Argument? {
    command.option(named: name) ?? (isCommandOpen ? defaultCommand?.option(named: name) : nil)
  }

  private func positional(at place: Int) -> CommandDescription.Argument? {
    let all = command.positionals
    if place < all.count { return all[place] }
    return all.last.flatMap { $0.isRepeating ? $0 : nil }
  }

  private mutating func add(_ text: String, to argument: CommandDescription.Argument) {
    if argument.kind == .option, !argument.isRepeating,
      let earlier = single.updateValue(text, forKey: argument.typedNames), earlier != text
    {
      faults.append(.twice(argument, earlier, text))
    }
    if let known = argument.allValues, !known.contains(text) {
      faults.append(.notOneOf(argument, text))
    } else if argument.valueName == "number", Int(text) == nil {
      faults.append(.notANumber(argument, text))
    }
    values.append(Value(name: argument.valueName ?? "", text: text))
  }

  /// The option that waits for its value in the next word, if this one began such an option.
  private mutating func readOption(_ word: String) -> CommandDescription.Argument? {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first.map(String.init), let option = option(named: name) else {
      faults.append(.unknownOption(word, of: command, near: options.flatMap(\.typedNames)))
      return nil
    }
    givenOptions.formUnion(option.typedNames)
    guard parts.count == 2 else { return option.kind == .option ? option : nil }
    if option.kind == .flag { faults.append(.valueOfFlag(option)) }
    add(String(parts[1]), to: option)
    return nil
  }

  private mutating func readUnfinishedOption() {
    let parts = typed.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      wanted = .option
      return
    }
    guard let option = option(named: String(parts[0])), option.kind == .option else { return }
    typed = String(parts[1])
    wanted = .value(option, after: parts[0] + "=")
  }

  private mutating func readPositional(_ word: String, isPlain: Bool) {
    if isCommandOpen {
      isCommandOpen = false
      if !isPlain, let named = program.command(named: word) {
        command = named
        return
      }
      command = defaultCommand ?? program
    }
    if let argument = positional(at: positionalCount) {
      add(word, to: argument)
      if argument.valueName == "subcommands", program.command(named: word) == nil {
        faults.append(.unknownCommand(word, near: program.commands.map(\.commandName)))
      }
    } else {
      faults.append(.extraWord(word, of: command))
    }
    positionalCount += 1
  }
}
