#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "CPosix.h"

// Signals by which a call may end that goes wrong, or that a report of a crash may have taken.
static const int endings[] = {SIGABRT, SIGALRM, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};

int trial_of(void (*call)(const char *), const char *text, unsigned seconds) {
  pid_t child = fork();
  if (child < 0) return -1;
  if (child == 0) {
    for (size_t place = 0; place < sizeof endings / sizeof *endings; place++) {
      signal(endings[place], SIG_DFL);
    }
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    int nowhere = open("/dev/null", O_RDWR);
    if (nowhere >= 0) {
      dup2(nowhere, 1);
      dup2(nowhere, 2);
    }
    alarm(seconds);
    call(text);
    _exit(0);
  }
  int status = 0;
  pid_t ended;
  do ended = waitpid(child, &status, 0);
  while (ended < 0 && errno == EINTR);
  if (ended != child) return -1;
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM) return TRIAL_LATE;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? TRIAL_RETURNED : TRIAL_CRASHED;
}
