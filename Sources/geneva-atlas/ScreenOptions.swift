import ArgumentParser
import Explorer
import TextUI

/// The options of the screen: what the configuration file may say too.
struct ScreenOptions: ParsableArguments {
  @Option(name: .long, help: "Which list stands first: actors or issues.")
  var lead: Lead?

  @Option(name: .long, help: "How it looks: dark, light or high-contrast.")
  var theme: Theme?

  @Flag(
    name: .long, inversion: .prefixedNo, help: "Whether ASCII alone is sent, borders and letters.")
  var ascii: Bool?

  @Flag(
    name: .long, inversion: .prefixedNo,
    help: "Whether clicks and the wheel are taken, or left to the terminal.")
  var mouse: Bool?
}
