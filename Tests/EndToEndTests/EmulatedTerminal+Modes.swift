import CVTerm
import Testing

/// What the emulator is told of itself, beside its cells.
final class EmulatorProperties {
  private(set) var isCursorVisible = true
  private(set) var isAlternateScreen = false
  /// Whether the alternate screen was ever entered.
  private(set) var hadAlternateScreen = false
  private(set) var hasMouse = false
  /// Whether anything has named the window or its icon.
  private(set) var hasTitle = false
  private let callbacks = UnsafeMutablePointer<VTermScreenCallbacks>.allocate(capacity: 1)

  init(of screen: OpaquePointer) {
    callbacks.initialize(to: VTermScreenCallbacks())
    callbacks.pointee.settermprop = { property, value, user in
      guard let value, let user else { return 0 }
      Unmanaged<EmulatorProperties>.fromOpaque(user).takeUnretainedValue()
        .take(property, value.pointee)
      return 1
    }
    vterm_screen_set_callbacks(screen, callbacks, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { callbacks.deallocate() }

  private func take(_ property: VTermProp, _ value: VTermValue) {
    switch property {
    case VTERM_PROP_CURSORVISIBLE: isCursorVisible = value.boolean != 0
    case VTERM_PROP_ALTSCREEN:
      isAlternateScreen = value.boolean != 0
      if isAlternateScreen { hadAlternateScreen = true }
    case VTERM_PROP_MOUSE: hasMouse = value.number != 0
    case VTERM_PROP_TITLE, VTERM_PROP_ICONNAME: hasTitle = true
    default: break
    }
  }
}

extension EmulatedTerminal {
  /// What the emulator would send to a program for an act of the user.
  private func answer(to act: (OpaquePointer) -> Void) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    func read() -> String {
      let count = vterm_output_read(terminal, &buffer, buffer.count)
      return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    while !read().isEmpty {}
    act(terminal)
    return read()
  }

  /// Pastes as the user does: with marks around the text if the program has asked for them.
  func paste(_ text: String) {
    let begin = answer { vterm_keyboard_start_paste($0) }
    type(begin + text + answer { vterm_keyboard_end_paste($0) })
  }

  /// What of the terminal is not as a shell expects it, observed at what the emulator does now.
  var leftovers: [String] {
    var leftovers: [String] = []
    func note(_ isLeft: Bool, _ what: String) { if isLeft { leftovers.append(what) } }
    let none = VTermModifier(0)
    note(properties.isAlternateScreen, "the alternate screen")
    note(!properties.isCursorVisible, "a hidden cursor")
    note(properties.hasMouse, "reports of the mouse")
    note(answer { vterm_keyboard_start_paste($0) } != "", "marks around pastes")
    note(
      answer { vterm_keyboard_key($0, VTERM_KEY_UP, none) } != "\u{1B}[A", "cursor keys of programs"
    )
    note(answer { vterm_keyboard_key($0, VTERM_KEY_KP_1, none) } != "1", "the keypad of programs")
    for attribute in [VTERM_ATTR_BOLD, VTERM_ATTR_UNDERLINE, VTERM_ATTR_REVERSE] {
      var value = VTermValue()
      vterm_state_get_penattr(vterm_obtain_state(terminal), attribute, &value)
      note(value.boolean != 0, "attribute \(attribute.rawValue)")
    }
    note(!isCooked, "the line discipline of programs")
    return leftovers
  }

  /// The terminal was taken over, and is now as it was: screen, cursor, keys, mouse, pastes, line discipline.
  func expectGivenBack(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(
      properties.hadAlternateScreen, "the screen was never taken over",
      sourceLocation: sourceLocation)
    let last = String(decoding: bytes.suffix(200), as: UTF8.self)
    #expect(leftovers == [], "behind \(last.debugDescription)", sourceLocation: sourceLocation)
  }
}
