#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "CPosix.h"

// Where standard error leads when nothing is held, and the file in memory that holds.
static int usual = -1;
static int held = -1;

void errors_hold(void) {
  if (held >= 0 || !isatty(STDERR_FILENO)) return;
  usual = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (usual < 0) return;
  held = memfd_create("errors", MFD_CLOEXEC);
  if (held >= 0 && dup2(held, STDERR_FILENO) == STDERR_FILENO) return;
  if (held >= 0) close(held);
  close(usual);
  held = usual = -1;
}

// What may not reach a terminal: C0 but the line feed, DEL, and C1 as UTF-8 has it.
static void replace_controls(unsigned char *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    int is_control = (bytes[i] < 0x20 && bytes[i] != '\n') || bytes[i] == 0x7F;
    int is_second = i > 0 && bytes[i - 1] == 0xC2 && bytes[i] < 0xA0 && bytes[i] >= 0x80;
    if (is_second) bytes[i - 1] = '?';
    if (is_control || is_second) bytes[i] = '?';
  }
}

void errors_release(void) {
  if (held < 0) return;
  int file = held;
  held = -1;
  dup2(usual, STDERR_FILENO);
  close(usual);
  usual = -1;
  // A report of a crash has a few hundred bytes; of more the beginning says most.
  unsigned char bytes[4096];
  ssize_t count = pread(file, bytes, sizeof bytes, 0);
  close(file);
  if (count <= 0) return;
  replace_controls(bytes, (size_t)count);
  write_while_read(STDERR_FILENO, bytes, (size_t)count);
}
