import Foundation
import Testing

/// Which programs and ways are tried to copy and to open, in which order, with fake programs that record.
@Suite struct CopyChainTests {
  private let link = "https://home.cern/"

  /// Presses keys on CERN's page.
  private func press(
    _ keys: String, _ programs: FakePrograms, _ environment: [String: String],
    _ home: ConfigurationHome? = nil
  ) throws -> EmulatedTerminal {
    let all = programs.environment.merging(home?.environment ?? [:]) { $1 }
      .merging(environment) { $1 }
    let terminal = try Program.start("--keys", "/cern<enter>", columns: 120, environment: all)
    terminal.wait(for: "CERN · European")
    terminal.type(keys)
    return terminal
  }

  /// Programs that note that they were asked, and end so.
  private func programs(failing: [String], working: [String]) throws -> FakePrograms {
    var scripts: [String: String] = [:]
    for name in failing { scripts[name] = "echo \(name) >> \"$RECORD\"; exit 1" }
    for name in working { scripts[name] = "echo \(name) >> \"$RECORD\"; cat > /dev/null" }
    return try FakePrograms(scripts)
  }

  private let record = "cat > \"$RECORD\""

  @Test func `the configured program gets the text, and nothing else is tried`() throws {
    let programs = try FakePrograms([
      "my-copy": "printf '%s|' \"$@\" > \"$RECORD\"; cat >> \"$RECORD\"",
      "wl-copy": "echo wl-copy > \"$RECORD\"",
    ])
    let home = try ConfigurationHome("clipboard = [\"my-copy\", \"$(date) *\", \"; x\"]")
    let terminal = try press("yy", programs, ["WAYLAND_DISPLAY": "wayland-0"], home)
    terminal.wait(for: "Copied (my-copy): \(link)")
    #expect(programs.recorded == "$(date) *|; x|\(link)")
    #expect(!terminal.output.contains("\u{1B}]52"))
  }

  @Test
  func `where the configured program fails or is missing, that is told and the others follow`()
    throws
  {
    let programs = try FakePrograms(["my-copy": "exit 1", "wl-copy": record])
    let wayland = ["WAYLAND_DISPLAY": "wayland-0"]
    let failing = try ConfigurationHome("clipboard = [\"my-copy\"]")
    try press("yy", programs, wayland, failing)
      .wait(for: "Copied (wl-copy; my-copy failed): \(link)")
    #expect(programs.recorded == link)
    let missing = try ConfigurationHome("clipboard = [\"/nowhere/no-copy\"]")
    let terminal = try press("yy", programs, ["WAYLAND_DISPLAY": ""], missing)
    terminal.wait(
      for: "Sent to the terminal (OSC 52, unconfirmed; no-copy cannot be started): \(link)")
  }

  @Test func `programs of this machine are tried in their order until one works`() throws {
    let programs = try programs(
      failing: ["wl-copy", "xclip", "xsel", "termux-clipboard-set", "clip.exe"], working: ["pbcopy"]
    )
    let terminal = try press(
      "yy", programs,
      [
        "TERM": "linux", "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0", "TERMUX_VERSION": "1",
        "WSL_DISTRO_NAME": "Debian",
      ])
    terminal.wait(for: "Copied (pbcopy; wl-copy failed, xclip failed, xsel failed")
    #expect(
      programs.recorded
        == "wl-copy\nxclip\nxsel\ntermux-clipboard-set\nclip.exe\npbcopy\n")
  }

  @Test func `over ssh only a forwarded display is this reader's`() throws {
    let ssh = ["SSH_TTY": "/dev/pts/9", "TERMUX_VERSION": "1", "WSL_DISTRO_NAME": "Debian"]
    let names = ["wl-copy", "termux-clipboard-set", "clip.exe", "pbcopy"]
    let none = try programs(failing: [], working: names + ["xclip"])
    try press("yy", none, ssh.merging(["DISPLAY": ":0"]) { $1 })
      .wait(for: "Sent to the terminal (OSC 52, unconfirmed): \(link)")
    #expect(none.recorded == "")
    try press("yy", none, ssh.merging(["DISPLAY": "localhost:10.0"]) { $1 })
      .wait(for: "Copied (xclip): \(link)")
  }

  @Test func `Windows gets two bytes a character, and no mark before them`() throws {
    let programs = try FakePrograms(["clip.exe": record])
    try press("yy", programs, ["TERM": "linux", "WSL_DISTRO_NAME": "Debian"])
      .wait(for: "Copied (clip.exe): \(link)")
    #expect(programs.recordedBytes == link.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
  }

  @Test func `an older tmux keeps the text for itself, and that is said`() throws {
    let programs = try FakePrograms(["tmux": "[ \"$2\" = -w ] && exit 1; \(record)"])
    let terminal = try press("yy", programs, ["TMUX": "/tmp/tmux-0/default,1,0"])
    terminal.wait(for: "Copied (tmux buffer): \(link)")
    #expect(programs.recorded == link)
    #expect(!terminal.output.contains("\u{1B}]52"))
  }

  @Test func `a tmux that is gone leaves the terminal`() throws {
    let programs = try FakePrograms(["tmux": "exit 1"])
    let terminal = try press("yy", programs, ["TMUX": "/tmp/tmux-0/default,1,0"])
    terminal.wait(for: "(OSC 52, unconfirmed; tmux failed, tmux buffer failed): \(link)")
    #expect(terminal.output.contains("\u{1B}]52;c;"))
  }

  @Test func `screen passes on what is wrapped for it`() throws {
    let terminal = try press("yy", try FakePrograms([:]), ["STY": "1.pts-0"])
    terminal.wait(for: "Sent to the terminal (OSC 52 through screen, unconfirmed): \(link)")
    let encoded = Data(link.utf8).base64EncodedString()
    #expect(terminal.output.contains("\u{1B}P\u{1B}]52;c;\(encoded)\u{07}\u{1B}\\"))
  }

  // MARK: Opening

  private let arguments = "printf '%s|' \"$@\" > \"$RECORD\""

  @Test func `the configured browser comes before that of the environment`() throws {
    let programs = try FakePrograms(["mine": arguments, "other": "echo other > \"$RECORD\""])
    for (vector, expected) in [
      ("[\"mine\", \"--to=%s\", \"a b\"]", "--to=\(link)|a b|"),
      ("[\"mine\", \"-n\"]", "-n|\(link)|"),
    ] {
      let home = try ConfigurationHome("browser = \(vector)")
      try press("o", programs, ["BROWSER": "other"], home).wait(for: "Opened home.cern (mine)")
      #expect(programs.recorded == expected)
    }
    let missing = try ConfigurationHome("browser = [\"no-such\"]")
    try press("o", programs, ["BROWSER": "mine"], missing)
      .wait(for: "Opened home.cern (mine; no-such could not)")
    try press("o", programs, ["BROWSER": ""], missing)
      .wait(for: "no-such could not open it. Sent to the terminal")
  }

  @Test func `within Windows its browser opens, whatever its exit code`() throws {
    let programs = try FakePrograms(["wslview": "exit 1", "explorer.exe": "\(arguments); exit 1"])
    try press("o", programs, ["WSL_DISTRO_NAME": "Debian"])
      .wait(for: "Opened home.cern (explorer.exe; wslview could not)")
    #expect(programs.recorded == "\(link)|")
    try press("o", programs, ["WSL_DISTRO_NAME": "Debian", "SSH_TTY": "/dev/pts/9"])
      .wait(for: "No browser here. Sent to the terminal")
  }

  @Test func `the desktop's opener is asked only where there is a display`() throws {
    let programs = try FakePrograms(["xdg-open": arguments])
    try press("o", programs, [:]).wait(for: "No browser here. Sent to the terminal")
    #expect(programs.recorded == "")
    for display in [["DISPLAY": ":0"], ["WAYLAND_DISPLAY": "wayland-0"]] {
      try press("o", programs, display).wait(for: "Opened home.cern (xdg-open)")
    }
    try press("o", programs, ["DISPLAY": ":0", "SSH_TTY": "/dev/pts/9"])
      .wait(for: "No browser here. Sent to the terminal")
  }
}
