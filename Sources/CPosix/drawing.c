#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "CPosix.h"

static int terminal_fd = -1;
static int drawing_fd = -1;
static int memory_fd = -1;

int drawing_open(int fd) {
  terminal_fd = fd;
  drawing_fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  // A file in memory: a pipe would be full at some size of the screen.
  if (memory_fd < 0) memory_fd = memfd_create("drawing", MFD_CLOEXEC);
  return drawing_fd;
}

// Waits where the terminal does not take bytes at once; gives up where it is gone.
static void send(const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(terminal_fd, bytes, count);
    if (written < 0 && errno == EAGAIN) {
      struct pollfd polled = {.fd = terminal_fd, .events = POLLOUT};
      poll(&polled, 1, -1);
    } else if (written < 0 && errno != EINTR) {
      return;
    } else if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    }
  }
}

// ncurses leaves the alternate character set wherever the attributes change, by as many bytes as the change
// itself takes. It is never entered, since our lines are Unicode or ASCII; if it ever is, all is sent as it
// comes. A sequence cut in two stays, harmlessly.
static size_t leave_out_character_sets(char *bytes, size_t count) {
  static int is_entered;
  is_entered = is_entered || memmem(bytes, count, "\033(0", 3) != NULL || memchr(bytes, '\016', count) != NULL;
  if (is_entered) return count;
  size_t kept = 0;
  for (size_t place = 0; place < count;) {
    if (place + 3 <= count && memcmp(bytes + place, "\033(B", 3) == 0) {
      place += 3;
    } else if (bytes[place] == '\017') {
      place++;
    } else {
      bytes[kept++] = bytes[place++];
    }
  }
  return kept;
}

void drawing_begin(void) {
  if (memory_fd >= 0 && lseek(memory_fd, 0, SEEK_SET) == 0) dup3(memory_fd, drawing_fd, O_CLOEXEC);
}

void drawing_end(void) {
  if (memory_fd < 0) return;
  dup3(terminal_fd, drawing_fd, O_CLOEXEC);
  off_t end = lseek(memory_fd, 0, SEEK_CUR);
  char bytes[16 * 1024];
  for (off_t place = 0; place < end;) {
    size_t wanted = end - place < (off_t)sizeof bytes ? (size_t)(end - place) : sizeof bytes;
    ssize_t count = pread(memory_fd, bytes, wanted, place);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    place += count;
    send(bytes, leave_out_character_sets(bytes, (size_t)count));
  }
}
