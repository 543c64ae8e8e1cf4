#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "CPosix.h"

// What the processor, or the program itself, finds wrong with the program.
static const struct {
  int number;
  const char *report;
} faults[] = {
#define FAULT(signal) \
  {signal, "geneva-atlas: crashed (" #signal "); that is a fault of the program, not of yours\n"}
    FAULT(SIGILL), FAULT(SIGTRAP), FAULT(SIGABRT), FAULT(SIGSEGV), FAULT(SIGBUS), FAULT(SIGFPE)};
#undef FAULT
enum { fault_count = sizeof faults / sizeof faults[0], signal_limit = 65 };

// Whether the terminal is to be given back.
static volatile sig_atomic_t is_armed;
static int is_caught;
static int guarded_fd = -1;
static char reset_bytes[512];
static size_t reset_count;
static struct termios modes;
static int has_modes;
static struct sigaction before[signal_limit];
static char is_ours[signal_limit];
// A stack of its own: an overflow of the usual one is a crash too.
static char stack[64 * 1024];

static const char *report_of_fault(int signal) {
  for (size_t i = 0; i < fault_count; i++) {
    if (faults[i].number == signal) return faults[i].report;
  }
  return NULL;
}

// Whether a signal ends a process that says nothing of it, and is not taken by the pipe of signals.
static int ends_process(int signal) {
  switch (signal) {
  case SIGKILL:
  case SIGTERM:
  case SIGHUP:
  case SIGINT:
  case SIGQUIT:
  case SIGALRM:
  case SIGPIPE:
  case SIGXFSZ:
  case SIGCHLD:
  case SIGCONT:
  case SIGURG:
  case SIGWINCH:
  case SIGSTOP:
  case SIGTSTP:
  case SIGTTIN:
  case SIGTTOU: return 0;
  default: return 1;
  }
}

// Kept a function of its own, so that a test can break it in an optimised build too.
__attribute__((noinline)) void crash_guard_give_back(void) {
  if (!is_armed) return;
  is_armed = 0;
  // In the background, too, the modes are set back.
  signal(SIGTTOU, SIG_IGN);
  terminal_discard_flood(guarded_fd);
  write_while_read(guarded_fd, reset_bytes, reset_count);
  if (has_modes) tcsetattr(guarded_fd, TCSANOW, &modes);
}

// Only async-signal-safe calls: fcntl, write, poll, ioctl, tcsetattr, tcflush, sigaction, raise, and what
// errors_release() has.
static void crashed(int signal) {
  crash_guard_give_back();
  errors_release();
  const char *report = report_of_fault(signal);
  if (report != NULL) write_while_read(STDERR_FILENO, report, strlen(report));
  sigaction(signal, &before[signal], NULL);
  // Blocked while this runs; delivered to the handler from before as soon as it returns.
  raise(signal);
}

static void catch_all(void) {
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 0};
  sigaltstack(&alternate, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = crashed;
  action.sa_flags = SA_ONSTACK;
  // No second signal cuts a sequence in two, or ends the process half-way.
  sigfillset(&action.sa_mask);
  sigset_t unblocked;
  sigemptyset(&unblocked);
  for (int signal = 1; signal < signal_limit; signal++) {
    if (!ends_process(signal) || sigaction(signal, NULL, &before[signal]) != 0) continue;
    int is_fault = report_of_fault(signal) != NULL;
    if (before[signal].sa_handler == SIG_IGN) {
      // What whoever started us has ignored stays so, but nobody can ignore a fault.
      if (!is_fault) continue;
      before[signal].sa_handler = SIG_DFL;
    }
    is_ours[signal] = sigaction(signal, &action, NULL) == 0;
    if (is_fault) sigaddset(&unblocked, signal);
  }
  sigprocmask(SIG_UNBLOCK, &unblocked, NULL);
  is_caught = 1;
}

void crash_guard_arm(int fd, const char *reset, size_t count) {
  reset_count = count < sizeof reset_bytes ? count : sizeof reset_bytes;
  memcpy(reset_bytes, reset, reset_count);
  guarded_fd = fd;
  if (!is_caught) {
    has_modes = tcgetattr(fd, &modes) == 0;
    catch_all();
  }
  is_armed = 1;
}

void crash_guard_lower(void) { is_armed = 0; }

void crash_guard_raise(void) { is_armed = is_caught; }

void crash_guard_disarm(void) {
  is_armed = 0;
  if (!is_caught) return;
  is_caught = 0;
  for (int signal = 1; signal < signal_limit; signal++) {
    if (is_ours[signal]) sigaction(signal, &before[signal], NULL);
    is_ours[signal] = 0;
  }
}
