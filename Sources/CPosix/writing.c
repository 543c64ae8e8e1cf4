#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <unistd.h>

#include "CPosix.h"

// Writes all bytes, waiting so many milliseconds at a time (-1: for ever) for whoever reads; 0, or an errno.
static int write_waiting(int fd, const void *bytes, size_t count, int milliseconds, size_t tries) {
  size_t written = 0;
  while (written < count) {
    if (tries-- == 0) return ETIMEDOUT;
    ssize_t part = write(fd, (const char *)bytes + written, count - written);
    if (part > 0) {
      written += (size_t)part;
    } else if (part == 0) {
      return EIO;
    } else if (errno == EAGAIN) {
      struct pollfd polled = {fd, POLLOUT, 0};
      if (poll(&polled, 1, milliseconds) == 0) return ETIMEDOUT;
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

int write_whole(int fd, const void *bytes, size_t count) {
  return write_waiting(fd, bytes, count, -1, SIZE_MAX);
}

// Together with the patience for an end in order below the second after which one loses one's own.
enum { patience_milliseconds = 250 };

void write_while_read(int fd, const void *bytes, size_t count) {
  int flags = fcntl(fd, F_GETFL);
  if (flags < 0) return;
  fcntl(fd, F_SETFL, flags | O_NONBLOCK);
  // As many as bytes that are taken one by one; bounded, so that nothing that says it is ready and is not keeps us.
  write_waiting(fd, bytes, count, patience_milliseconds, 2 * count + 64);
  fcntl(fd, F_SETFL, flags);
}
