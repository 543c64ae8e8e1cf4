import ArgumentParser
import CPosix
import Glibc

/// The command line: what was typed, and which command it means.
@main
struct GenevaAtlas: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "geneva-atlas",
    abstract:
      "Explore the Geneva Digital Atlas: who in Geneva works on which digital policy issue.",
    usage: """
      geneva-atlas [options] [QUERY]
      geneva-atlas COMMAND [options]
      """,
    discussion: """
      Without a command the atlas opens on the screen, with what QUERY finds; \
      ? shows all keys, q quits. Where there is no terminal, the list of actors is printed.

      'geneva-atlas help browse' shows the options of the screen: --lead, --theme, --ascii, --no-mouse, \
      --keys, --dump.

      'geneva-atlas manual | man -l -' tells everything: keys, the query language, files, the environment; \
      'geneva-atlas config' shows which settings hold and why.

      Example: geneva-atlas --lead issues privacy
      """,
    version: "0.1.0",
    subcommands: [
      Browse.self, List.self, Show.self, BriefCommand.self, SearchCommand.self, Compare.self,
      Changes.self, MatrixCommand.self, TimelineCommand.self, Cite.self, Pick.self, Filter.self,
      Check.self, Export.self, Config.self, Completions.self, Manual.self,
    ],
    defaultSubcommand: Browse.self)

  @OptionGroup var options: AtlasOptions

  /// Runs the command; the one place where outcomes become exit codes.
  static func main() {
    // A reader that has seen enough, or a file that may not grow, fails the write instead of killing.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    Descriptor.holdStandardNumbers()
    do {
      try makeRoom()
      if CommandLine.argc == 1 { return try Browse.runPlain() }
      if let query = Filter.plainQuery { return try Filter.run(query) }
      if let answer = try CompletionAnswer.asked() { return try answer.write() }
      let words = Array(CommandLine.arguments.dropFirst())
      if let fault = try LineFault.unnoticed(in: words) { throw wrongUsage(fault, in: words) }
      var command = try parseAsRoot()
      try command.run()
    } catch End.exit(let code) {
      Glibc.exit(code)
    } catch End.signal(let number) {
      signal_end_with(number)
      Glibc.exit(128 + number)
    } catch let failure as Failure {
      fail(failure)
    } catch {
      finish(error)
    }
  }

  /// Sees to it that the stack is large enough: one that is not ends a program without a word.
  private static func makeRoom() throws(Failure) {
    let usual = 8 << 20
    let least = 256 << 10
    let size = stack_limit_raised_to(usual)
    guard size < least else { return }
    throw Failure(
      .usage,
      "cannot start: the stack may not be larger than \(size >> 10) KiB; expected at least "
        + "\(least >> 10), as 'ulimit -s \(usual >> 10)' allows")
  }

  private static func fail(_ failure: Failure) -> Never {
    for line in failure.lines { Output.complain(line) }
    Glibc.exit(failure.exitCode)
  }

  /// What the parser has to say: help goes to standard output, a complaint to standard error with code 2.
  private static func finish(_ error: any Error) -> Never {
    let code = exitCode(for: error)
    if code.isSuccess {
      var output = Output()
      output.write(lines: fullMessage(for: error))
      do throws(Failure) {
        try output.flush()
      } catch {
        fail(error)
      }
      Glibc.exit(0)
    }
    let words = Array(CommandLine.arguments.dropFirst())
    if let fault = try? LineFault.first(in: words) { fail(wrongUsage(fault, in: words)) }
    fail(wrongUsage(message(for: error), in: words))
  }

  private static func wrongUsage(_ fault: some CustomStringConvertible, in words: [String])
    -> Failure
  {
    let commands = configuration.subcommands.map { $0._commandName }
    let help = words.first.flatMap { commands.contains($0) ? "help \($0)" : nil } ?? "--help"
    return Failure(
      .usage,
      fault.description.split(separator: "\n").map(String.init)
        + ["'geneva-atlas \(help)' shows how it is called"])
  }
}
