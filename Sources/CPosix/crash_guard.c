#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "CPosix.h"

// Crashes, and whatever else would end the process without a word.
static const int crashes[] = {SIGILL,  SIGTRAP,   SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGUSR1, SIGUSR2,
                              SIGPROF, SIGVTALRM, SIGXCPU, SIGIO,   SIGPWR, SIGSYS, SIGSTKFLT};
enum { crash_count = sizeof crashes / sizeof crashes[0] };

static volatile sig_atomic_t is_armed;
static int guarded_fd = -1;
static char reset_bytes[512];
static size_t reset_count;
static struct termios modes;
static int has_modes;
static struct sigaction before[crash_count];
// A stack of its own: an overflow of the usual one is a crash too.
static char stack[64 * 1024];

void crash_guard_give_back(void) {
  if (guarded_fd < 0) return;
  // In the background, too, the modes are set back.
  signal(SIGTTOU, SIG_IGN);
  // A terminal that does not read may not keep us.
  int flags = fcntl(guarded_fd, F_GETFL);
  if (flags >= 0) fcntl(guarded_fd, F_SETFL, flags | O_NONBLOCK);
  size_t written = 0;
  int tries = 0;
  while (written < reset_count && tries++ < 64) {
    ssize_t count = write(guarded_fd, reset_bytes + written, reset_count - written);
    if (count > 0) written += (size_t)count;
    else if (count < 0 && errno != EINTR) break;
  }
  if (has_modes) tcsetattr(guarded_fd, TCSANOW, &modes);
  if (flags >= 0) fcntl(guarded_fd, F_SETFL, flags);
}

// Only async-signal-safe calls: fcntl, write, tcsetattr, sigaction, raise.
static void crashed(int signal) {
  if (is_armed) {
    is_armed = 0;
    crash_guard_give_back();
  }
  for (size_t i = 0; i < crash_count; i++) {
    if (crashes[i] == signal) sigaction(signal, &before[i], NULL);
  }
  // Blocked while this runs; delivered to the handler from before as soon as it returns.
  raise(signal);
}

void crash_guard_arm(int fd, const char *reset, size_t count) {
  reset_count = count < sizeof reset_bytes ? count : sizeof reset_bytes;
  memcpy(reset_bytes, reset, reset_count);
  guarded_fd = fd;
  if (is_armed) return;
  has_modes = tcgetattr(fd, &modes) == 0;
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 0};
  sigaltstack(&alternate, NULL);
  for (size_t i = 0; i < crash_count; i++) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = crashed;
    action.sa_flags = SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    sigaction(crashes[i], &action, &before[i]);
  }
  is_armed = 1;
}

void crash_guard_disarm(void) {
  if (!is_armed) return;
  is_armed = 0;
  guarded_fd = -1;
  for (size_t i = 0; i < crash_count; i++) sigaction(crashes[i], &before[i], NULL);
}
