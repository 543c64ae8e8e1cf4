#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "CPosix.h"

extern char **environ;

// The text as a file in memory: a pipe would block on a helper that does not read.
static int text_as_file(const void *text, size_t count) {
  int fd = memfd_create("text", MFD_CLOEXEC);
  if (fd < 0) return -1;
  // Never read, as far as its times tell.
  const struct timespec times[2] = {{0, 0}, {0, UTIME_OMIT}};
  if (write_whole(fd, text, count) != 0 || lseek(fd, 0, SEEK_SET) != 0 || futimens(fd, times) != 0) {
    close(fd);
    return -1;
  }
  return fd;
}

int helper_start(char *const *arguments, const void *text, size_t count, helper_process *helper) {
  int input = -1;
  if (text != NULL) {
    input = text_as_file(text, count);
    if (input < 0) return errno;
  }
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t files;
  int fault = posix_spawnattr_init(&attributes);
  if (fault == 0) fault = posix_spawn_file_actions_init(&files);
  if (fault != 0) {
    if (input >= 0) close(input);
    return fault;
  }
  sigset_t all;
  sigset_t none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
  if (input >= 0) posix_spawn_file_actions_adddup2(&files, input, 0);
  else posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&files, 3);
  fault = posix_spawnp(&helper->pid, arguments[0], &files, &attributes, arguments, environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  if (fault != 0) {
    if (input >= 0) close(input);
    return fault;
  }
  helper->text = input;
  helper->ended = (int)syscall(SYS_pidfd_open, helper->pid, 0);
  if (helper->ended >= 0) fcntl(helper->ended, F_SETFD, FD_CLOEXEC);
  return 0;
}

int helper_reap(pid_t pid, int *exit_code) {
  int status = 0;
  pid_t ended;
  do ended = waitpid(pid, &status, WNOHANG);
  while (ended < 0 && errno == EINTR);
  if (ended < 0) return -1;
  if (ended == 0) return 0;
  *exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return 1;
}

int helper_has_read(const helper_process *helper) {
  if (helper->text < 0) return 1;
  struct stat status;
  off_t place = lseek(helper->text, 0, SEEK_CUR);
  if (place < 0 || fstat(helper->text, &status) != 0) return 1;
  // The place is shared with the helper, unless it has opened /dev/stdin or reads by mapping: then the time tells.
  if (place > 0) return place >= status.st_size;
  return status.st_size == 0 || status.st_atim.tv_sec != 0;
}

void helper_forget(const helper_process *helper) {
  if (helper->ended >= 0) close(helper->ended);
  if (helper->text >= 0) close(helper->text);
}

void helper_kill(pid_t pid) {
  if (pid > 1) kill(-pid, SIGKILL);
}
