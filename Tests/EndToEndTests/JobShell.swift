import Foundation
import Testing

/// A shell with job control in which the program runs: it says when a job has stopped.
struct JobShell {
  let emulator: EmulatedTerminal
  /// What the shell would mark of pastes itself is left to the program.
  private let settings: TemporaryFile

  init() throws {
    settings = try TemporaryFile("set enable-bracketed-paste off\n", suffix: ".inputrc")
    emulator = try EmulatedTerminal(
      ["/bin/bash", "--norc", "--noprofile", "-i"],
      environment: Program.environment([
        "PS1": "ready> ", "ATLAS": Program.path, "INPUTRC": settings.path,
      ]))
    emulator.wait(for: "ready>")
  }

  func start(_ command: String = "\"$ATLAS\"") {
    emulator.type(command + "\r")
    emulator.wait(for: "q quit")
  }

  func stop() {
    emulator.type("\u{1A}")
    emulator.wait(for: "Stopped")
  }

  /// The process of the one job.
  var job: pid_t {
    get throws {
      let shell = emulator.process
      let children = try String(
        contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
      return try #require(children.split(separator: " ").first.flatMap { pid_t($0) })
    }
  }

  func end() {
    // What is typed before the program has ended is the program's.
    emulator.wait { !$0.properties.isAlternateScreen }
    emulator.type("exit\r")
    _ = emulator.end()
  }
}
