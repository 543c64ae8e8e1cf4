/// A number with the name of what was counted: *1 issue*, *3 issues*.
///
/// - Parameter several: What more than one is called, where that is not `one` with an s.
package func counted(_ count: Int, _ one: String, _ several: String? = nil) -> String {
  "\(count) \(count == 1 ? one : several ?? one + "s")"
}
