import Glibc

/// One line on standard error that tells how far something has come, while somebody waits for it.
///
/// It is only there on a terminal, and only from 150 ms on: what is quicker is felt as at once. When the
/// work is done it is taken away again, so that nothing is left of it.
struct ProgressLine {
  private let isOn: Bool
  /// Monotonic time in milliseconds before which nothing is shown.
  private var nextTime: Int64
  private var width = 0

  private static let patienceMilliseconds: Int64 = 150
  private static let intervalMilliseconds: Int64 = 100

  private init(isOn: Bool) {
    self.isOn = isOn
    nextTime = isOn ? HelperBench.now + Self.patienceMilliseconds : .max
  }

  /// For what nobody watches.
  static var hidden: ProgressLine { ProgressLine(isOn: false) }

  /// For standard error, where that is a terminal; time counts from here.
  static var onTerminal: ProgressLine { ProgressLine(isOn: isatty(STDERR_FILENO) == 1) }

  /// Shows the words, which must be ASCII of our own, where it is time to.
  mutating func show(_ words: () -> String) {
    guard isOn, HelperBench.now >= nextTime else { return }
    nextTime = HelperBench.now + Self.intervalMilliseconds
    let words = words()
    write("\r" + words + String(repeating: " ", count: max(0, width - words.utf8.count)))
    width = words.utf8.count
  }

  mutating func clear() {
    guard width > 0 else { return }
    write("\r" + String(repeating: " ", count: width) + "\r")
    width = 0
  }

  /// No escape: a terminal that knows none shows it too.
  private func write(_ text: String) {
    _ = Descriptor.write(ArraySlice(text.utf8), to: STDERR_FILENO)
  }
}
