import Testing

/// `changes` and `compare` as readers and scripts use them.
@Suite struct CompareCommandTests {
  @Test func `what changed is told down to the figure, in 80 columns`() throws {
    let changes = try Program.run(["changes", "--actor", "igf", "--issue", "interdisciplinary"])
    #expect(changes.code == 0)
    #expect(changes.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let figures = try Program.run(["changes", "--actor", "unctad", "--issue", "consumer"])
    let expected = """
      What changed from October 2022 to November 2023

      1 section stands in both editions: 1 changed, 0 the same.

      UNCTAD

      Consumer protection
        Facts
        - year of the conference announced to hold high-level consultations: 2020
          Note: Already past when the edition of October 2022 appeared, which still
                speaks of it as to come.
        Text
        + UNCTAD deals with consumer protection and competition together.
        - For 2020 the 2022 edition announces that the conference will hold
          consultations at a high level on strengthening competition and consumer
          protection in the digital economy, and on how consumer protection
          authorities can cooperate internationally on enforcement in electronic
          commerce.
        Note: The 2022 edition, of October 2022, still speaks of the conference of
              2020 in the future tense. In the 2023 edition the section ends in a
              broken-off sentence: UNCTAD is co-lead of something that the text no
              longer names.

      (Geneva Digital Atlas, October 2022 and November 2023, paraphrased by geneva-
      atlas)

      """
    #expect(figures.output == expected, "\n\(figures.output)")
  }

  @Test func `the briefing can be sent as it is`() throws {
    let briefing = try Program.run(["changes", "--actor", "wto", "--format", "markdown"]).output
    #expect(
      briefing.hasPrefix(
        """
        # What changed in the Geneva Digital Atlas from October 2022 to November 2023

        9 sections stand in both editions: 2 changed, 7 the same.

        ## WTO: World Trade Organization

        ### Digital activities

        **Facts**

        - WTO members that negotiate e-commerce rules under the JSI: 87 WTO members (as of 2022) → 90 WTO \
        members (as of 2023)

        **Text**

        No longer:

        > The group consists of 87 WTO members (as of 2022).

        New:

        > The group consists of 90 WTO members (as of 2023).

        ### Electronic commerce · E-commerce and trade

        """))
  }

  @Test func `without a filter all actors are told, a summary first`() throws {
    let lines = try Program.run(["changes"]).output.split(separator: "\n")
    #expect(
      lines[1...3].joined(separator: " ")
        == "60 sections stand in both editions: 25 changed, 35 the same. 1 section is new in "
        + "November 2023. 53 sections are only in our copy of October 2022, for that of "
        + "November 2023 ends early for ITU, UNCTAD and UNECE.")
  }

  private static let unchanged: [(arguments: [String], complaint: String)] = [
    (
      ["--actor", "cern", "--issue", "cloud"],
      "nothing changed from October 2022 to November 2023: 1 section reads the same in both"
    ),
    (
      ["--actor", "itu", "--issue", "access"],
      """
      no change can be told from October 2022 to November 2023: 4 sections are only in our copy of \
      October 2022, for that of November 2023 ends early for ITU
      """
    ),
    (
      ["--actor", "cern", "--issue", "e-waste"],
      "CERN has no section on E-waste; those with one: itu"
    ),
    (["--issue", "encryption"], "no section on Encryption"),
  ]

  @Test(arguments: unchanged)
  func `where nothing changed a sentence says why, with exit code 1`(
    arguments: [String], complaint: String
  ) throws {
    let result = try Program.run(["changes"] + arguments)
    #expect(result.code == 1)
    #expect(result.output.isEmpty)
    #expect(result.complaint == "geneva-atlas: \(complaint)\n")
    // A script gets its document all the same.
    let json = try Program.run(["changes", "--format", "json"] + arguments)
    #expect(json.code == 1)
    #expect(json.output.hasPrefix("{"))
  }

  private static let incomparable: [(arguments: [String], code: Int32, complaint: String)] = [
    (["itu"], 2, "expected two actors or more, as in 'geneva-atlas compare itu wto'"),
    (["itu", "wto", "itu"], 2, "'itu' twice: the same actor, ITU; expected different ones"),
    (["itu", "UIT"], 2, "'itu' and 'UIT': the same actor, ITU; expected different ones"),
    (
      ["itu", "cern", "--issue", "e-waste"], 1,
      "CERN has no section on E-waste; those with one: itu"
    ),
    (
      ["unece", "wto", "--issue", "cybersecurity"], 1,
      """
      UNECE has no section on Cybersecurity, but names it in passing; those with one: wto; try \
      'geneva-atlas show issue/cybersecurity'
      """
    ),
    (
      ["unece", "cern", "--issue", "access", "--edition", "2023"], 1,
      """
      UNECE has no section on Access in our copy of November 2023; leave --edition out for what \
      other editions have
      """
    ),
  ]

  @Test(arguments: incomparable)
  func `what cannot be compared is told`(arguments: [String], code: Int32, complaint: String) throws
  {
    let result = try Program.run(["compare"] + arguments)
    #expect(result.code == code)
    #expect(result.output.isEmpty)
    #expect(result.complaint.hasPrefix("geneva-atlas: \(complaint)\n"), "\(result.complaint)")
  }

  @Test func `two actors stand side by side in 80 columns, three below one another`() throws {
    let two = try Program.run(["compare", "igf", "cern"]).output.split(separator: "\n")
    #expect(two[1] == "IGF                                    │ CERN")
    #expect(try !Program.run(["compare", "igf", "cern", "wto"]).output.contains("│"))
    let terminal = try Program.start("compare", "igf", "cern", "wto", columns: 96)
    terminal.wait(for: "paraphrased by geneva-atlas")
    #expect(terminal.output.contains("Only IGF                       │ Only CERN"))
  }
}
