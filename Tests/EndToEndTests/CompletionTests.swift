import Foundation
import Testing

/// What Tab offers: asked of the program directly, and in the real shells.
@Suite struct CompletionTests {
  /// The values that are offered for a line, whose last word is the one at the cursor.
  private func values(_ words: String..., data: String? = nil) throws -> [String] {
    let added = data.map { ["--data", $0] } ?? []
    let answer = try Program.run(["---complete", "bash"] + added + words)
    #expect(answer.code == 0 && answer.complaint.isEmpty)
    return answer.output.split(separator: "\n").map { line in
      String(line.prefix { $0 != "\t" })
    }
  }

  private static let actors = ["itu", "wto", "unctad", "unece", "igf", "cern", "unige", "iheid"]

  @Test func `commands come first, and the options of the screen stand beside those of all`() throws
  {
    let commands = try values("")
    #expect(commands.starts(with: ["browse", "list", "show"]))
    #expect(Set(["completions", "manual", "help"]).isSubset(of: commands))
    #expect(Set(["--data", "--lead", "--keys", "--version"]).isSubset(of: try values("-")))
    #expect(try values("help", "sh") == ["show"])
    #expect(try values("--edition", "2022", "sho") == ["show"])
  }

  @Test func `after an actor come its issues, after an issue its actors`() throws {
    #expect(try values("show", "cern", "d") == ["digital-standards", "data-governance"])
    #expect(try values("show", "CERN", "d") == ["digital-standards", "data-governance"])
    #expect(try values("show", "blockchain", "") == ["itu", "unece"])
    #expect(try values("show", "itu/e") == ["itu/emerging-technologies", "itu/e-waste"])
    #expect(try values("show", "itu", "e-waste", "x").isEmpty)
  }

  @Test func `options complete what they are for, and what stands on the line narrows it`() throws {
    #expect(try values("list", "--actor", "") == Self.actors)
    #expect(try values("list", "entries", "--actor", "itu", "--actor", "i") == ["igf", "iheid"])
    #expect(
      try values("list", "entries", "--issue=blockchain", "--actor=") == [
        "--actor=itu", "--actor=unece",
      ])
    #expect(try values("list", "--edition", "") == ["2022", "2023"])
    #expect(try values("list", "issues", "--basket", "e") == ["economic"])
    #expect(
      try values("list", "entries", "--basket", "economic", "--issue", "e") == [
        "e-commerce-and-trade"
      ])
    #expect(try values("list", "actors", "--format", "js") == ["json", "jsonl"])
    #expect(try values("list", "e") == ["entries"])
    #expect(try values("--lead", "") == ["actors", "issues"])
  }

  @Test func `an acronym is completed where no id begins so`() throws {
    #expect(try values("show", "IT").first == "ITU")
    #expect(try values("show", "it") == ["itu"])
  }

  @Test func `an option that is there is not offered again, unless it may stand twice`() throws {
    let options = try values("list", "actors", "--format", "tsv", "--actor", "itu", "--")
    #expect(options.contains("--actor") && !options.contains("--format"))
    #expect(try values("list", "--", "--").isEmpty)
  }

  @Test func `a query completes nothing, a path is left to the shell`() throws {
    #expect(try values("search", "").isEmpty)
    #expect(try values("some", "query", "").isEmpty)
    #expect(try Program.run(["---complete", "bash", "check", ""]).output == "\tfiles\n")
    #expect(try Program.run(["---complete", "fish", "--data", "x"]).output == "\tfiles\n")
  }

  @Test func `the documents of the line are known, and bad ones do no harm`() throws {
    let file = try TemporaryFile(HostileNames.document)
    #expect(try values("list", "issues", "--basket", "x", data: file.path) == ["x-basket"])
    #expect(try values("list", "--actor", "", data: "/nonexistent") == Self.actors)
  }

  @Test func `only what needs no quoting is offered`() throws {
    let file = try TemporaryFile(HostileNames.document)
    #expect(try values("show", "evil", data: file.path) == ["evilACRONYM"])
  }
}

/// A document whose names would do something in a shell, were they ever read by one.
enum HostileNames {
  static let document = #"""
    { "schema": 1,
      "baskets": [ { "id": "x-basket", "name": "a:b $(touch pwned) `touch pwned` ' \" \\n %F{red} [x]; *" } ],
      "issues": [ { "id": "x-issue", "name": "c:d $(touch pwned) `touch pwned` ' \" \\ %B | & > pwned",
        "basket": "x-basket", "summary": "S.",
        "aliases": [ "evil$(touch pwned)", "evil`touch pwned`", "evil;touch pwned", "evil'", "evil\"",
                     "evil\\", "evil name", "evil>pwned", "evil*", "evil:x", "evilACRONYM" ] } ] }
    """#
}

/// The scripts in the shells that they are for, at a terminal, as somebody types.
@Suite struct ShellCompletionTests {
  /// An empty folder, the shell in it with the program on its path, and a document beside.
  private struct Session {
    let folder: String
    let terminal: EmulatedTerminal

    init(_ shell: String, _ options: [String], setUp: String) throws {
      folder = NSTemporaryDirectory() + "geneva-atlas-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try HostileNames.document.write(
        toFile: folder + "/hostile.json", atomically: true, encoding: .utf8)
      let programs = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
      let place = try #require(
        ["/usr/bin/", "/bin/", "/usr/local/bin/"].first {
          FileManager.default.isExecutableFile(atPath: $0 + shell)
        }, "\(shell) is not installed")
      terminal = try EmulatedTerminal(
        [place + shell] + options, rows: 40, columns: 160,
        environment: Program.environment([
          "HOME": folder, "PATH": programs + ":/usr/bin:/bin", "PS1": "ready> ",
        ]))
      terminal.type("cd '\(folder)'; \(setUp); echo set-''up\n")
      // What is typed before the prompt stands would be echoed twice.
      terminal.wait(for: "set-up\nready>")
    }

    /// Types a line up to a Tab and waits for what it becomes; then lets go of the line.
    func expect(
      _ typed: String, becomes text: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
      terminal.type(typed + "\t")
      terminal.wait(for: text, sourceLocation: sourceLocation)
      terminal.type("\u{15}")
    }

    /// Ends the shell and tells what it left in its folder.
    func end() throws -> [String] {
      terminal.type("\u{15}exit\n")
      _ = terminal.end()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      return try FileManager.default.contentsOfDirectory(atPath: folder).filter {
        !$0.hasPrefix(".")
      }
    }
  }

  private func startBash() throws -> Session {
    try Session(
      "bash", ["--noprofile", "--norc", "-i"], setUp: "source <(geneva-atlas completions bash)")
  }

  private func startZsh() throws -> Session {
    try Session(
      "zsh", ["-f", "-i"],
      setUp:
        "PS1='ready> '; autoload -U compinit; compinit -D -u; source <(geneva-atlas completions zsh)"
    )
  }

  @Test func `bash completes names, also quoted and after an equals sign`() throws {
    let bash = try startBash()
    bash.expect("geneva-atlas show itu e-w", becomes: "show itu e-waste")
    bash.expect("geneva-atlas show \"cern\" 'dig", becomes: "show \"cern\" 'digital-standards'")
    bash.expect("geneva-atlas list facts --basket=so", becomes: "--basket=sociocultural")
    bash.expect("geneva-atlas --data=host", becomes: "--data=hostile.json")
    bash.expect("geneva-atlas check host", becomes: "check hostile.json")
    bash.expect("~/../..\(Program.path) man", becomes: "geneva-atlas manual")
    _ = try bash.end()
  }

  @Test func `zsh completes names with what they mean`() throws {
    let zsh = try startZsh()
    zsh.expect("geneva-atlas show itu e-w", becomes: "show itu e-waste")
    zsh.expect("geneva-atlas show cern/d\t", becomes: "cern/data-governance    -- Data governance")
    zsh.expect("geneva-atlas list facts --basket=so", becomes: "--basket=sociocultural")
    zsh.expect("geneva-atlas --data=host", becomes: "--data=hostile.json")
    zsh.expect("geneva-atlas check host", becomes: "check hostile.json")
    _ = try zsh.end()
  }

  @Test func `fish completes names with what they mean`() throws {
    let folder = NSTemporaryDirectory() + "geneva-atlas-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try HostileNames.document.write(
      toFile: folder + "/hostile.json", atomically: true, encoding: .utf8)
    let programs = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
    let result = try Program.shell(
      #"""
      cd '\#(folder)'; export HOME=$PWD PATH='\#(programs)':$PATH
      fish -c '
        geneva-atlas completions fish | source
        for line in "geneva-atlas show blockchain " "geneva-atlas show \"itu\" e-w" \
          "geneva-atlas list --edition=" "geneva-atlas --data=host" "geneva-atlas check host" \
          "geneva-atlas --data hostile.json list --basket x" "geneva-atlas --data hostile.json show evil"
          complete -C $line
        end'
      ls
      """#)
    #expect(result.complaint.isEmpty)
    #expect(
      result.output == #"""
        itu	International Telecommunication Union
        unece	United Nations Economic Commission for Europe
        e-waste	E-waste
        --edition=2022	October 2022
        --edition=2023	November 2023
        --data=hostile.json
        hostile.json
        x-basket	a:b $(touch pwned) `touch pwned` ' " \n %F{red} [x]; *
        evilACRONYM	c:d $(touch pwned) `touch pwned` ' " \ %B | & > pwned
        hostile.json

        """#)
  }

  @Test func `names that would do something in a shell are shown, and nothing more`() throws {
    let bash = try startBash()
    bash.expect(
      "geneva-atlas --data hostile.json list issues --basket x", becomes: "--basket x-basket")
    bash.expect("geneva-atlas --data hostile.json show evil", becomes: "show evilACRONYM")
    #expect(try bash.end() == ["hostile.json"])
    let zsh = try startZsh()
    zsh.expect(
      "geneva-atlas --data hostile.json list issues --basket \t",
      becomes: #"-- a:b $(touch pwned) `touch pwned` ' " \n %F{red} [x]; *"#)
    zsh.expect("geneva-atlas --data hostile.json show evil", becomes: "show evilACRONYM")
    #expect(try zsh.end() == ["hostile.json"])
  }
}
