import Glibc

/// Which characters the terminal takes, as the environment tells.
struct Locale {
  let takesUnicode: Bool

  /// Sets the C library's character set, which ncurses draws by; nothing else of the locale is used.
  ///
  /// UTF-8 is what the locale says, or what is taken where it says nothing: under `C`, `POSIX`, an unset
  /// or an unknown locale C.UTF-8 is used, as Python does. A locale with another character set gets ASCII.
  init() {
    let isKnown = setlocale(LC_CTYPE, "") != nil
    let codeset = String(cString: nl_langinfo(Int32(CODESET)))
    switch codeset {
    case "UTF-8": takesUnicode = true
    case "ANSI_X3.4-1968":
      takesUnicode = setlocale(LC_CTYPE, "C.UTF-8") != nil || setlocale(LC_CTYPE, "C.utf8") != nil
    default: takesUnicode = !isKnown && setlocale(LC_CTYPE, "C.UTF-8") != nil
    }
  }
}
