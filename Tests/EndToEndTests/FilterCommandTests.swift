import Testing

/// `filter` and `search` as scripts use them, and what is kept of queries between runs.
@Suite struct FilterCommandTests {
  private func filter(_ arguments: String, of input: String) throws -> String {
    try Program.shell("printf '\(input)' | '\(Program.path)' filter \(arguments)").output
  }

  @Test func `lines come best first, as they were given`() throws {
    #expect(try filter("ab", of: "xaxb\\nab\\na b\\nAB\\n") == "ab\nAB\na b\nxaxb\n")
    #expect(try filter("--limit 1 ab", of: "xaxb\\nab\\n") == "ab\n")
    #expect(try filter("--read0 b", of: "a\\nb\\0c\\0") == "a\nb\n")
    #expect(try filter("--print0 b", of: "ab\\nb\\n") == "b\0ab\0")
  }

  @Test func `fields mean nothing to a filter`() throws {
    #expect(try filter("actor:itu", of: "actor:itu\\nitu\\n") == "actor:itu\n")
  }

  @Test func `a byte that is no UTF-8 is replaced, one for one`() throws {
    #expect(try filter("b", of: "\\377\\376b\\n") == "\u{FFFD}\u{FFFD}b\n")
  }

  /// A part comes, all of it is read, and only then the rest.
  @Test func `input that is set not to wait is waited for`() throws {
    let script = """
      import array, fcntl, os, subprocess, sys, termios
      input, output = os.pipe()
      os.set_blocking(input, False)
      os.write(output, b"ab\\nx")
      program = subprocess.Popen(sys.argv[1:], stdin=input)
      unread = array.array("i", [1])
      while unread[0] and program.poll() is None:
          fcntl.ioctl(input, termios.FIONREAD, unread)
      while program.poll() is None and open(f"/proc/{program.pid}/stat").read().rsplit(") ")[-1][0] != "S":
          pass
      os.write(output, b"b\\n")
      os.close(output)
      sys.exit(program.wait())
      """
    let result = try Program.shell("python3 -c '\(script)' '\(Program.path)' filter b")
    #expect(result.output == "ab\nxb\n")
    #expect(result.code == 0 && result.complaint.isEmpty)
  }

  @Test func `nothing found ends with 1, a wrong limit with 2`() throws {
    #expect(try Program.shell("printf 'a' | '\(Program.path)' filter zzz").code == 1)
    #expect(try Program.shell("printf 'a' | '\(Program.path)' filter --limit 0 a").code == 2)
  }

  @Test func `a closed pipe is no error of a filter`() throws {
    let result = try Program.shell(
      "yes abcdefgh | head -c 4500000 | '\(Program.path)' filter a | head -1")
    #expect(result.output == "abcdefgh\n")
    #expect(result.code == 0)
  }

  @Test func `search prints JSON with what was found and why`() throws {
    let hit = try Program.shell(
      "'\(Program.path)' search genf --limit 1 --format json | jq -r '.[0] | .kind, .actor, .reason'"
    )
    #expect(hit.output == "actor\nunige\nUniversität Genf\n")
    let close = try Program.shell(
      "'\(Program.path)' search govrenance --limit 1 --format json | jq -r '.[0].close'")
    #expect(close.output == "true\n")
  }

  @Test func `queries are kept privately between runs, and a damaged file is no obstacle`() throws {
    let result = try Program.shell(
      """
      state=$(mktemp -d); export XDG_STATE_HOME=$state
      printf 'old\\n\\377\\033[31m\\n' > /dev/null; mkdir $state/geneva-atlas
      printf 'old\\n\\377\\033[31m\\n' > $state/geneva-atlas/queries
      chmod 600 $state/geneva-atlas/queries
      export TERM=xterm-256color PATH=/usr/bin:/bin
      script -qec "\(Program.path) --keys '/wto<enter>Q'" /dev/null < /dev/null > /dev/null
      tail -1 $state/geneva-atlas/queries; stat -c %a $state/geneva-atlas/queries; rm -r $state
      """)
    #expect(result.output.hasSuffix("wto\n600\n"))
  }
}
