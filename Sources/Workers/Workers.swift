import Glibc
import Synchronization

/// Threads that help with one piece of work, and end with it.
///
/// They share nothing that is written but numbers to count with: each puts what it makes into a place of its own, and
/// nobody looks there before all have ended. So there is no lock.
package enum Workers {
  /// How many threads can run at once here; at least 1.
  package static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Bytes of a thread's stack, whatever little the first thread was given.
  private static let stackSize = 8 << 20

  /// Does the same work on this thread and on others, and returns when all of them are done.
  ///
  /// - Parameters:
  ///   - helpers: how many others; where fewer are to be had, the rest is left to this one.
  ///   - work: what takes from a shared store until nothing is left.
  /// - Returns: What each thread has made of it; at least one value.
  package static func run<Value: Sendable>(
    helpers: Int, _ work: @Sendable () -> Value
  ) -> [Value] {
    withoutActuallyEscaping(work) { work in
      [Value](unsafeUninitializedCapacity: 1 + max(0, helpers)) { values, count in
        nonisolated(unsafe) let places = values
        var threads: [pthread_t] = []
        while threads.count < helpers {
          let number = threads.count + 1
          let errand = Errand { places.initializeElement(at: number, to: work()) }
          guard let thread = start(errand) else { break }
          threads.append(thread)
        }
        places.initializeElement(at: 0, to: work())
        for thread in threads { pthread_join(thread, nil) }
        count = 1 + threads.count
      }
    }
  }

  /// One value for each piece, made by several threads, in the order of the pieces.
  ///
  /// - Parameters:
  ///   - pieces: Each is let go as soon as its value is made.
  ///   - size: How large a piece is: the largest is begun first, so that no thread is left alone with it.
  package static func map<Piece: Sendable, Value: Sendable>(
    _ pieces: consuming [Piece], by size: (Piece) -> Int, helpers: Int,
    _ make: @Sendable (inout Piece) -> Value
  ) -> [Value] {
    if pieces.isEmpty { return [] }
    let sizes = pieces.map(size)
    let order = sizes.indices.sorted { sizes[$0] > sizes[$1] }
    let next = Atomic(0)
    var left = pieces.map(Optional.some)
    pieces = []
    return left.withUnsafeMutableBufferPointer { left in
      [Value](unsafeUninitializedCapacity: order.count) { values, count in
        // No two threads are given the same number.
        nonisolated(unsafe) let (left, places) = (left, values)
        _ = run(helpers: min(helpers, order.count - 1)) {
          while true {
            let turn = next.add(1, ordering: .relaxed).oldValue
            guard turn < order.count, var piece = left[order[turn]].take() else { return }
            places.initializeElement(at: order[turn], to: make(&piece))
          }
        }
        count = order.count
      }
    }
  }

  private final class Errand {
    let body: () -> Void

    init(_ body: @escaping () -> Void) { self.body = body }
  }

  /// A thread that does something; nil where there can be none.
  private static func start(_ errand: Errand) -> pthread_t? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, stackSize)
    defer { pthread_attr_destroy(&attributes) }
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(errand)
    let fault = pthread_create(
      &thread, &attributes,
      { argument in
        if let argument { Unmanaged<Errand>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, argument.toOpaque())
    if fault == 0 { return thread }
    argument.release()
    return nil
  }
}
