package import TextUI

/// Why a command does not get a key that was asked for.
package enum KeyFault: Hashable, Sendable {
  /// The key has another meaning, which it keeps.
  case taken(by: Command)
  /// With this key the keys of another command begin, so that they could not be typed any more.
  case begins(Command, keys: [Key])
  /// These keys begin with one that has a meaning by itself.
  case begun(by: Command, keys: [Key])
  /// Digits are counts.
  case digit
  /// Within a chord this key takes back what was begun.
  case wayOut(Key)
  /// Terminals cannot send this key.
  case unsendable(Key)
  /// Nothing would be left to quit with.
  case noEnd
}

/// A key that a command does not get, and why.
package struct KeyRefusal: Hashable, Sendable {
  package let command: Command
  package let keys: [Key]
  package let fault: KeyFault

  package init(command: Command, keys: [Key], fault: KeyFault) {
    self.command = command
    self.keys = keys
    self.fault = fault
  }
}

extension Keymap {
  /// The table with other keys for some commands, and what of them had to be refused.
  ///
  /// A command's new keys take the place of all its old ones; none unbinds it. What has a meaning keeps it: a
  /// key of the table unless its command is changed too, and of two new meanings the one that stands first in
  /// the table. A command of which every new key is refused stays as it is in the table.
  package func changed(_ changes: [Command: [[Key]]]) -> (keymap: Keymap, refused: [KeyRefusal]) {
    var changes = changes
    var settled: [KeyRefusal] = []
    // Each round leaves changes out, whose old keys may stand in the way of others.
    while true {
      let (keymap, refused) = applying(changes)
      let failed = Set(
        changes.filter { !$0.value.isEmpty && keymap.keys(of: $0.key).isEmpty }.keys)
      if !failed.isEmpty {
        settled += refused.filter { failed.contains($0.command) }
        for command in failed { changes[command] = nil }
      } else if [.quit, .quitNow, .cancel].allSatisfy({ keymap.keys(of: $0).isEmpty }) {
        settled.append(KeyRefusal(command: .quit, keys: [], fault: .noEnd))
        changes[.quit] = nil
      } else {
        return (keymap, settled + refused)
      }
    }
  }

  private func applying(
    _ changes: [Command: [[Key]]]
  ) -> (keymap: Keymap, refused: [KeyRefusal]) {
    var meanings = Meanings()
    for binding in bindings where changes[binding.command] == nil {
      for keys in binding.keys { meanings.add(keys, binding.command) }
    }
    var refused: [KeyRefusal] = []
    let changed = bindings.map { binding -> Binding<Command> in
      guard let wanted = changes[binding.command] else { return binding }
      var given: [[Key]] = []
      for keys in wanted where !given.contains(keys) {
        if let fault = fault(in: keys, changes) ?? meanings.conflict(of: keys) {
          refused.append(KeyRefusal(command: binding.command, keys: keys, fault: fault))
        } else {
          meanings.add(keys, binding.command)
          given.append(keys)
        }
      }
      return binding.with(keys: given)
    }
    return (Keymap(changed, prompt: promptBindings, edit: editBindings), refused)
  }

  /// Why keys could never be a command's, whatever else is bound.
  private func fault(in keys: [Key], _ changes: [Command: [[Key]]]) -> KeyFault? {
    if let key = keys.first(where: { !$0.isSendable }) { return .unsendable(key) }
    if let typed = keys.first?.typed, "1"..."9" ~= typed { return .digit }
    let waysOut = [.escape, .cancel].flatMap { changes[$0] ?? self.keys(of: $0) }
    return keys.dropFirst().first { waysOut.contains([$0]) }.map { .wayOut($0) }
  }

  /// The keys of a command; none where it is unbound.
  package func keys(of command: Command) -> [[Key]] {
    bindings.first { $0.command == command }?.keys ?? []
  }
}

/// What keys mean so far, while they are given away.
private struct Meanings {
  private var commands: [[Key]: Command] = [:]
  /// For each beginning of a chord the first chord that begins so.
  private var beginnings: [[Key]: [Key]] = [:]

  mutating func add(_ keys: [Key], _ command: Command) {
    commands[keys] = command
    for length in 1..<max(1, keys.count) {
      let beginning = Array(keys.prefix(length))
      if beginnings[beginning] == nil { beginnings[beginning] = keys }
    }
  }

  func conflict(of keys: [Key]) -> KeyFault? {
    if let command = commands[keys] { return .taken(by: command) }
    if let chord = beginnings[keys], let command = commands[chord] {
      return .begins(command, keys: chord)
    }
    for length in 1..<max(1, keys.count) {
      let beginning = Array(keys.prefix(length))
      if let command = commands[beginning] { return .begun(by: command, keys: beginning) }
    }
    return nil
  }
}
