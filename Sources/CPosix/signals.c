#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <termios.h>
#include <unistd.h>

#include "CPosix.h"

static int pipe_ends[2] = {-1, -1};
static int ignored[65];

static const int caught[] = {SIGTERM, SIGHUP,  SIGINT,  SIGQUIT, SIGTSTP,
                             SIGCONT, SIGTTIN, SIGTTOU, SIGWINCH};

// A terminal that no longer reads keeps the loop in a write, where the pipe is not seen: the process then
// ends by itself. Long enough for every orderly end, and together with the waits of crash_guard_give_back() below the
// second after which one loses patience.
enum { patience_microseconds = 600 * 1000 };
static volatile sig_atomic_t ending_signal;

// Only async-signal-safe calls.
static void end_now(int alarm) {
  // An alarm that is not ours ends a process too.
  if (ending_signal == 0) ending_signal = alarm;
  crash_guard_give_back();
  errors_release();
  signal(ending_signal, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, ending_signal);
  sigprocmask(SIG_UNBLOCK, &set, NULL);
  kill(getpid(), ending_signal);
}

static void put_into_pipe(int signal) {
  int saved = errno;
  int is_end = signal == SIGTERM || signal == SIGHUP || signal == SIGINT || signal == SIGQUIT;
  // The first one counts: one that is sent again and again may not put the end off.
  if (is_end && ending_signal == 0) {
    ending_signal = signal;
    struct itimerval timer = {{0, 0}, {0, patience_microseconds}};
    setitimer(ITIMER_REAL, &timer, NULL);
  }
  unsigned char byte = (unsigned char)signal;
  // A full pipe holds what is needed already.
  ssize_t written = write(pipe_ends[1], &byte, 1);
  (void)written;
  errno = saved;
}

// In the background these are the kernel's answer to our touching the terminal, and stop us where we are. In front
// somebody has sent them, who wants what ^Z does.
static void stop_in_background(int signal) {
  int saved = errno;
  (void)signal;
  pid_t front = tcgetpgrp(STDIN_FILENO);
  if (front == getpgrp()) put_into_pipe(SIGTSTP);
  else if (front > 0 && signal_can_stop()) raise(SIGSTOP);
  errno = saved;
}

static int catch_signal(int signal) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  // SA_RESTART: only poll() is to be woken, and poll() always is.
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  switch (signal) {
  case SIGALRM:
    action.sa_handler = end_now;
    // A signal that is sent again and again may not begin the wait for a terminal anew.
    sigfillset(&action.sa_mask);
    break;
  case SIGTTIN:
  case SIGTTOU: action.sa_handler = stop_in_background; break;
  default: action.sa_handler = put_into_pipe;
  }
  return sigaction(signal, &action, NULL);
}

// What ends a program or stops it is ignored on behalf of whoever has started it so.
static int stays_ignored(int signal) {
  switch (signal) {
  case SIGHUP:
  case SIGINT:
  case SIGQUIT:
  case SIGTTIN:
  case SIGTTOU: return 1;
  default: return 0;
  }
}

// Whoever started this program may have blocked signals, as threads of servers do; that is inherited.
static void unblock_signals(void) {
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < sizeof caught / sizeof caught[0]; i++) sigaddset(&set, caught[i]);
  sigaddset(&set, SIGALRM);
  sigprocmask(SIG_UNBLOCK, &set, NULL);
}

int signal_pipe_open(void) {
  int is_first = pipe_ends[0] < 0;
  if (is_first && pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  for (size_t i = 0; i < sizeof caught / sizeof caught[0]; i++) {
    int signal = caught[i];
    if (is_first) {
      struct sigaction before;
      if (sigaction(signal, NULL, &before) != 0) return -1;
      ignored[signal] = before.sa_handler == SIG_IGN;
    }
    if (ignored[signal] && stays_ignored(signal)) continue;
    if (catch_signal(signal) != 0) return -1;
  }
  if (catch_signal(SIGALRM) != 0) return -1;
  // Inherited as ignored, it would hide how helpers end.
  signal(SIGCHLD, SIG_DFL);
  unblock_signals();
  return pipe_ends[0];
}

int signal_was_ignored(int signal) { return signal > 0 && signal < 65 && ignored[signal]; }

void signal_stop_group(void) {
  signal(SIGTSTP, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTSTP);
  sigprocmask(SIG_UNBLOCK, &set, NULL);
  kill(0, SIGTSTP);
  catch_signal(SIGTSTP);
}

// The parent of a process, 0 where that is outside of our container, -1 where the system does not tell. Only
// async-signal-safe calls.
static pid_t parent_of(pid_t process) {
  char path[32] = "/proc/";
  char digits[16];
  size_t count = 0;
  for (pid_t rest = process; rest > 0; rest /= 10) digits[count++] = (char)('0' + rest % 10);
  char *end = path + strlen(path);
  while (count > 0) *end++ = digits[--count];
  memcpy(end, "/stat", sizeof "/stat");
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  char text[256];
  ssize_t length = read(fd, text, sizeof text - 1);
  close(fd);
  if (length <= 0) return -1;
  text[length] = 0;
  // "PID (NAME) STATE PARENT ...", where the name may hold anything.
  const char *place = strrchr(text, ')');
  if (place == NULL || strlen(place) < sizeof ") S ") return -1;
  pid_t parent = 0;
  for (place += strlen(") S "); *place >= '0' && *place <= '9'; place++) parent = parent * 10 + (*place - '0');
  return parent;
}

int signal_can_stop(void) {
  // The kernel discards terminal stops in an orphaned group: one of which nobody has a parent in another group of the
  // session. Where a script has started us, it is one of our group itself, and its parent counts.
  pid_t session = getsid(0);
  pid_t parent = getppid();
  while (parent > 0 && getpgid(parent) == getpgrp()) parent = parent_of(parent);
  // Untold, it is taken for one that can be stopped: the kernel would otherwise ask it to stop again and again.
  return parent < 0 || (parent > 0 && getsid(parent) == session);
}

void signal_end_with(int number) {
  signal(number, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  sigprocmask(SIG_UNBLOCK, &set, NULL);
  kill(getpid(), number);
}

int terminals_differ(int one, int other) {
  unsigned first = 0;
  unsigned second = 0;
  // Where the kernel does not tell, they are taken for one.
  if (ioctl(one, TIOCGDEV, &first) != 0 || ioctl(other, TIOCGDEV, &second) != 0) return 0;
  return first != second;
}

void terminal_size(int fd, int *rows, int *columns) {
  struct winsize size;
  memset(&size, 0, sizeof size);
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) memset(&size, 0, sizeof size);
  *rows = size.ws_row;
  *columns = size.ws_col;
}

int terminal_take_in(int fd, int milliseconds) {
  // Asked whether there is something, the kernel does at once what it would do in a while.
  struct pollfd polled = {fd, POLLIN, 0};
  poll(&polled, 1, milliseconds);
  int count = 0;
  return ioctl(fd, FIONREAD, &count) == 0 ? count : 0;
}

void terminal_discard_flood(int fd) {
  enum { flood = 1024, rounds = 10, pause_milliseconds = 10 };
  if (tcgetpgrp(fd) != getpgrp() || terminal_take_in(fd, 0) < flood) return;
  // Whoever sends so much goes on where there is room again.
  int rest = rounds;
  do tcflush(fd, TCIFLUSH);
  while (--rest > 0 && terminal_take_in(fd, pause_milliseconds) > 0);
}

size_t stack_limit_raised_to(size_t wanted) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_STACK, &limit) != 0) return wanted;
  if (limit.rlim_cur < wanted) {
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    if (setrlimit(RLIMIT_STACK, &limit) != 0) getrlimit(RLIMIT_STACK, &limit);
  }
  return limit.rlim_cur < wanted ? (size_t)limit.rlim_cur : wanted;
}
