// libFuzzer's own entrance for programs that have a main (llvm.org/docs/LibFuzzer.html, "Using libFuzzer as a
// library"): it feeds inputs to the callback until its limits are reached, and returns the exit status.
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
