/// Which of many phrases stand in which of many texts, byte for byte: all phrases in one walk over each text.
///
/// A phrase stands in groups: a text belongs to some of up to 64, given as bits, and what is asked in the end
/// is in which groups a phrase was found. The method is that of Aho and Corasick (Efficient String Matching,
/// 1975): a tree of all phrases, and from each place in it the way to the longest end of what was read that
/// begins a phrase too.
/// - Complexity: O(bytes of the phrases and texts), whatever they are.
struct PhraseSearch {
  private struct Node {
    let byte: UInt8
    var firstChild: Int32 = 0
    var sibling: Int32 = 0
    /// The longest proper end of this node's bytes that is a node as well; the root is 0.
    var fallback: Int32 = 0
    /// The groups of the texts in which this node's bytes were found.
    var groups: UInt64 = 0
  }
  private var nodes = [Node(byte: 0)]
  /// The children of the root by their byte, for most of a text leads nowhere.
  private var beginnings = [Int32](repeating: 0, count: 256)
  /// Each node after its fallback.
  private var order: [Int32] = []
  /// The node at which each phrase ends.
  private var ends: [Int32] = []

  init(_ phrases: [String]) {
    for phrase in phrases { ends.append(insert(phrase)) }
    order = [0]
    order.reserveCapacity(nodes.count)
    var place = 0
    while place < order.count {
      let parent = order[place]
      var child = nodes[Int(parent)].firstChild
      while child != 0 {
        let fallback = nodes[Int(parent)].fallback
        nodes[Int(child)].fallback =
          parent == 0 ? 0 : step(from: fallback, with: nodes[Int(child)].byte)
        order.append(child)
        child = nodes[Int(child)].sibling
      }
      place += 1
    }
  }

  /// Looks for all phrases in a text of these groups.
  mutating func search(_ text: String, of groups: UInt64) {
    var text = text
    text.withUTF8 { bytes in
      var node: Int32 = 0
      for byte in bytes {
        node = node == 0 ? beginnings[Int(byte)] : step(from: node, with: byte)
        if node != 0 { nodes[Int(node)].groups |= groups }
      }
    }
  }

  /// For each phrase the groups in which it was found.
  consuming func found() -> [UInt64] {
    // Where a node was read its fallback was read too.
    for node in order.reversed() {
      nodes[Int(nodes[Int(node)].fallback)].groups |= nodes[Int(node)].groups
    }
    return ends.map { nodes[Int($0)].groups }
  }

  private mutating func insert(_ phrase: String) -> Int32 {
    var node: Int32 = 0
    for byte in phrase.utf8 {
      var next = child(of: node, with: byte)
      if next == 0 {
        next = Int32(nodes.count)
        var made = Node(byte: byte)
        made.sibling = nodes[Int(node)].firstChild
        nodes.append(made)
        nodes[Int(node)].firstChild = next
        if node == 0 { beginnings[Int(byte)] = next }
      }
      node = next
    }
    return node
  }

  private func child(of node: Int32, with byte: UInt8) -> Int32 {
    if node == 0 { return beginnings[Int(byte)] }
    var child = nodes[Int(node)].firstChild
    while child != 0, nodes[Int(child)].byte != byte { child = nodes[Int(child)].sibling }
    return child
  }

  /// The node after one more byte; the root where nothing goes on with it.
  private func step(from start: Int32, with byte: UInt8) -> Int32 {
    var node = start
    while true {
      let next = child(of: node, with: byte)
      if next != 0 || node == 0 { return next }
      node = nodes[Int(node)].fallback
    }
  }
}
