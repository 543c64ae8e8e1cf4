package import TextUI

extension State {
  /// Takes the first of some events that wait, or all that belong to it; says what is to be done outside.
  ///
  /// Characters that are typed one after the other into a line are taken together, so that nothing is looked
  /// for that nobody waits for.
  package mutating func take(from events: inout ArraySlice<InputEvent>) -> [Effect] {
    var typed = String.UnicodeScalarView()
    var rest = events
    while isTyping, let event = rest.first, let character = typedCharacter(event) {
      typed.append(character)
      rest.removeFirst()
    }
    guard typed.count > 1 else {
      guard let event = events.popFirst() else { return [] }
      return update(.input(event))
    }
    events = rest
    return update(.input(.paste(String(typed))))
  }

  /// Whether keys are characters of a line.
  private var isTyping: Bool {
    overlay == nil
      && (chooser != nil || searching != nil || view?.isTyping == true || prompt != nil)
  }

  /// The character that an event adds to a line; nil where it does something else there.
  private func typedCharacter(_ event: InputEvent) -> Unicode.Scalar? {
    guard case .key(let key) = event, keys.promptCommand(for: key) == nil,
      keys.editCommand(for: key) == nil
    else { return nil }
    return key.typed
  }

  /// A paste is text: without a prompt it does nothing, whatever keys it may spell.
  mutating func paste(_ text: String) {
    if overlay == nil, chooser != nil {
      chooser?.type(text)
      return
    }
    if overlay == nil, searching != nil {
      searching?.line.insert(text)
      searchTyped()
      return
    }
    if overlay == nil, view?.isTyping == true {
      editView { $0.insert(text) }
      return
    }
    guard overlay == nil, prompt != nil else {
      message =
        "Pasted text is not read as keys; \(keys.label(of: .filter)) first to filter with it"
      return
    }
    prompt?.line.insert(text)
    takeTyped()
  }

  // MARK: Resizing

  /// What a small window may have to give up, rows counted from 0.
  struct Scrolling: Hashable, Sendable {
    let firstTop, secondTop, detailTop, sideTop, detailColumn: Int
    let widening: Int
    let view: ViewState?
    let searchTop: Int?
  }

  /// Every size is reached from where the reader had come to, so that a window that was small for a while
  /// looks as before.
  mutating func resize(to size: Size) {
    self.size = size
    hints = nil
    guard let before = placesBeforeResizing else {
      placesBeforeResizing = Scrolling(
        firstTop: firstTop, secondTop: secondTop, detailTop: detailTop, sideTop: sideTop,
        detailColumn: detailColumn, widening: widening, view: view, searchTop: searching?.top)
      return
    }
    firstTop = before.firstTop
    secondTop = before.secondTop
    detailTop = before.detailTop
    sideTop = before.sideTop
    detailColumn = before.detailColumn
    widening = before.widening
    view = before.view
    if let top = before.searchTop { searching?.top = top }
  }
}
