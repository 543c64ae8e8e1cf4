import Explorer
import Glibc
import Properties
import Testing
import TextUI

/// Somebody who never stops must not fill the memory: what is remembered has a limit, whatever is done.
///
/// ENDURANCE_STEPS in the environment asks for more events, and then for the memory of the process as well,
/// which says something only where no other test runs:
///
///     ENDURANCE_STEPS=2000000 swift test -c release -Xswiftc -enable-testing --disable-xctest \
///       --filter EnduranceTests --scratch-path .build-release-tests
@Suite struct EnduranceTests {
  private static let asked = getenv("ENDURANCE_STEPS").flatMap { Int(String(cString: $0)) }
  private static let stepCount = asked ?? 1_000

  /// What the allocator may keep for itself.
  private static let growthLimit = 4_096 * 1_024

  /// A walk on which everything happens that random keys are unlikely to do: queries without end, what was
  /// taken away put back again and again, views in views, stars.
  private struct Walker {
    var walk: Walk
    var events = RandomEvents(seed: 2_026)

    private static let scripts = [
      "s<c-u>", "/<c-u>", "<c-u><c-y><c-y><c-y>", "<paste any text that somebody may have copied>",
      "gm", "gc", "ge", "gf", "gl", "gt", "gh", "gs", "b", "j<enter>H", "l<enter>", "<esc><esc>",
      "gg<space><space>", "/data<enter>", "sprivacy<enter>", "q", "E", "Y",
    ]

    mutating func step() throws {
      switch Int.random(in: 0..<12, using: &events.numbers) {
      case 0:
        let script = Self.scripts.randomElement(using: &events.numbers) ?? "q"
        for event in try KeyNotation.events(in: script) { take(.input(event)) }
      case 1: take(.idle)
      default: take(.input(events.next()))
      }
    }

    private mutating func take(_ event: Event) {
      walk.take(event)
      _ = walk.state.render()
    }
  }

  @Test func `what is remembered does not grow, nor does memory`() throws {
    let atlas = Self.asked == nil ? SampleAtlas.small : SampleAtlas.bundled
    var walker = Walker(walk: Walk(State(atlas: atlas, size: Size(rows: 24, columns: 80))))
    var remembered = Quarters(stepCount: Self.stepCount)
    var resident = Quarters(stepCount: Self.stepCount)
    for step in 0..<Self.stepCount {
      try walker.step()
      if step % 100 == 0 { remembered.note(Self.size(of: walker.walk.state), at: step) }
      guard Self.asked != nil, step % 10_000 == 0 else { continue }
      resident.note(Self.residentBytes, at: step)
      if step % 100_000 == 0 { print("\(step) events: \(Self.residentBytes / 1024) KiB resident") }
    }
    guard Self.asked != nil else {
      #expect(remembered.peaks.max() ?? 0 < 40_000, "values remembered: \(remembered.peaks)")
      return
    }
    print("peaks in KiB: \(resident.peaks.map { $0 / 1024 }); values: \(remembered.peaks)")
    #expect(resident.peaks[3] <= resident.peaks[1] + Self.growthLimit, "\(resident.peaks)")
  }

  @Test func `a line that is typed has an end, whatever is put back`() {
    var line = InputLine(String(repeating: "ab ", count: 200))
    line.edit(.killToStart)
    for _ in 0..<3 { line.edit(.yank) }
    line.insert("x")
    #expect(line.scalars.count == 1_000)
    #expect(line.text.hasSuffix("x") == false)
  }

  /// The highest of what was measured in each quarter of the events.
  private struct Quarters {
    let stepCount: Int
    private(set) var peaks = [0, 0, 0, 0]

    init(stepCount: Int) { self.stepCount = stepCount }

    mutating func note(_ value: Int, at step: Int) {
      let quarter = step * 4 / stepCount
      peaks[quarter] = max(peaks[quarter], value)
    }
  }

  // MARK: Measuring

  /// How many values a state remembers, but for the atlas and what follows from the rest.
  private static func size(of state: State) -> Int {
    let given: Set = ["atlas", "keys", "lists", "derived"]
    return Mirror(reflecting: state).children
      .filter { !given.contains($0.label ?? "") }
      .reduce(0) { $0 + size(ofValue: $1.value) }
  }

  private static func size(ofValue value: Any) -> Int {
    if let text = value as? String { return text.utf8.count }
    return Mirror(reflecting: value).children.reduce(1) { $0 + size(ofValue: $1.value) }
  }

  private static var residentBytes: Int {
    guard let file = fopen("/proc/self/statm", "re") else { return 0 }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = fread(&bytes, 1, bytes.count, file)
    // Total and resident size, in pages.
    let numbers = String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: " ")
    return (numbers.dropFirst().first.flatMap { Int($0) } ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
