import ArgumentParser
import Explorer
import TextUI

/// The options of the screen: what the configuration file may say too.
struct ScreenOptions: ParsableArguments {
  @Option(name: .long, help: "Which list stands first: actors or issues.")
  var lead: Lead?

  @Option(name: .long, help: "How it looks: dark, light or high-contrast.")
  var theme: Theme?

  @Flag(name: .long, inversion: .prefixedNo, help: "Send ASCII alone: borders and letters.")
  var ascii: Bool?

  @Flag(
    name: .long, inversion: .prefixedNo,
    help: "Take clicks and the wheel, or leave them to the terminal.")
  var mouse: Bool?
}
