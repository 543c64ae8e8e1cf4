import Glibc

/// The variables of the environment.
enum Environment {
  /// The value of a variable; nil where it is unset or empty.
  static func value(_ name: String) -> String? {
    getenv(name).flatMap { $0[0] == 0 ? nil : String(cString: $0) }
  }

  /// The folder that a variable names; nil where the path is not absolute, as the XDG rules have it, or no text.
  static func folder(_ name: String) -> String? {
    getenv(name).flatMap { String(validatingCString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
  }
}
