import Glibc
import Synchronization

/// Threads that help with one piece of work, and end with it.
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
  package static func run(helpers: Int, _ work: @Sendable () -> Void) {
    withoutActuallyEscaping(work) { work in
      let shared = Work(work)
      var threads: [pthread_t] = []
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      pthread_attr_setstacksize(&attributes, stackSize)
      defer { pthread_attr_destroy(&attributes) }
      for _ in 0..<max(0, helpers) {
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(shared)
        let failure = pthread_create(
          &thread, &attributes,
          { argument in
            guard let argument else { return nil }
            Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
            return nil
          }, argument.toOpaque())
        if failure == 0 {
          threads.append(thread)
        } else {
          argument.release()
          break
        }
      }
      shared.body()
      for thread in threads { pthread_join(thread, nil) }
    }
  }

  /// One value for each piece of work, made by several threads, in the order of the pieces.
  ///
  /// - Parameters:
  ///   - sizes: How large each piece is: the largest is begun first, so that no thread is left alone with it.
  ///   - make: Makes the value of a piece, told by its place in the sizes.
  package static func map<Value: Sendable>(
    _ sizes: [Int], helpers: Int, _ make: @Sendable (Int) -> Value
  ) -> [Value] {
    let order = sizes.indices.sorted { sizes[$0] > sizes[$1] }
    let next = Atomic(0)
    let values = Mutex([Value?](repeating: nil, count: order.count))
    run(helpers: min(helpers, order.count - 1)) {
      while true {
        let turn = next.add(1, ordering: .relaxed).oldValue
        guard turn < order.count else { return }
        let number = order[turn]
        let value = make(number)
        values.withLock { $0[number] = value }
      }
    }
    return values.withLock { values in values.compactMap { $0 } }
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
