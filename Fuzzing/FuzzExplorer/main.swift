// Keys, clicks, sizes and pastes, as ``Walk`` reads them. Fuzzing/run.sh builds and runs it.

import CFuzzer
import Glibc
import Properties

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(
  LLVMFuzzerRunDriver(&count, &arguments) { start, size in
    let bytes = Array(UnsafeBufferPointer(start: start, count: size))
    if let violation = ExplorerProperties.violation(bytes) { fatalError(violation) }
    return 0
  })
