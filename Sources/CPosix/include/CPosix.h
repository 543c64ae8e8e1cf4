// What only C can say: signal handlers, a guard for crashes, starting a helper.
// All state is in the .c files; everything here is for one terminal and one thread.
#ifndef C_POSIX_H
#define C_POSIX_H
#include <stddef.h>
#include <sys/types.h>

// Writing.

/// Writes all bytes, waiting where it has to. Returns 0, or the errno with which it failed.
int write_whole(int fd, const void *_Nonnull bytes, size_t count);

/// Writes as long as somebody reads: where nothing is taken for a quarter of a second, the rest is left.
/// Async-signal-safe.
void write_while_read(int fd, const void *_Nonnull bytes, size_t count);

// Signals as bytes in a pipe.

/// Catches TERM, HUP, INT, QUIT, TSTP, CONT and WINCH: each puts its number as one byte into a pipe. TTIN and TTOU stop
/// the process in the background, and put TSTP into the pipe in front. HUP, INT, QUIT, TTIN and TTOU stay ignored if
/// they were (nohup). May be called again to take the signals back from a library that has caught them meanwhile. A
/// process that has not ended 0.6 s after TERM, HUP, INT or QUIT, since its terminal does not read, gives the terminal
/// back and ends by that signal.
/// Returns the end to read from, which never blocks, or -1 with errno.
int signal_pipe_open(void);

/// Whether a signal was ignored when signal_pipe_open() was first called.
int signal_was_ignored(int signal);

/// Gives a signal its default action, and sends it to the process group as the terminal would (^Z);
/// returns when the group goes on, with the handler back in place.
void signal_stop_group(void);

/// Whether a stop would stop this process: not in an orphaned process group, where nobody would continue it.
/// Async-signal-safe.
int signal_can_stop(void);

/// Gives a signal its default action and sends it to this process: the parent sees how it ended.
void signal_end_with(int signal);

// The crash guard.

/// From now on each signal that ends a process and is not taken by the pipe (ILL, TRAP, ABRT, SEGV, BUS, FPE, but also
/// USR1, XCPU, the real-time signals …) first writes `count` bytes of `reset` to `fd` and gives the terminal the modes
/// back that it had at the first call; then what errors_hold() held is told, and the handler that was there before (a
/// report) goes on and ends the process. `reset` is copied; at most 512 bytes. What was armed last counts.
void crash_guard_arm(int fd, const char *_Nonnull reset, size_t count);

/// What a crash would do to the terminal, done now. Waits for it as little as terminal_discard_flood() and
/// write_while_read() do. Async-signal-safe.
void crash_guard_give_back(void);

/// While the terminal is another's, as after ^Z, a crash leaves it alone …
void crash_guard_lower(void);

/// … and when it is ours again, does not.
void crash_guard_raise(void);

/// Back to how it was.
void crash_guard_disarm(void);

// Standard error.

/// Keeps what is written to standard error from the screen, where that is a terminal: in memory, until
/// errors_release().
void errors_hold(void);

/// Standard error as it was; the first 4096 bytes of what was held are written there, without controls.
/// Async-signal-safe; harmless when nothing is held.
void errors_release(void);

// Helpers: clipboard programs, browsers.

typedef struct {
  pid_t pid;
  /// Readable when the helper has ended; -1 on a kernel without pidfds.
  int ended;
  /// Its text, as it reads it; -1 where it has none.
  int text;
} helper_process;

/// Starts a program by argument vector (no shell), in its own session, with default signals and nothing
/// open but the text as standard input (/dev/null if `text` is NULL) and /dev/null as output and error.
/// Returns 0, or an errno: ENOENT where there is no such program.
int helper_start(char *_Nullable const *_Nonnull arguments, const void *_Nullable text, size_t count,
                 helper_process *_Nonnull helper);

/// Takes up an ended helper without waiting. Returns 1 with its exit code (128 + signal for a signal),
/// 0 while it runs, -1 with errno.
int helper_reap(pid_t pid, int *_Nonnull exit_code);

/// Whether a helper has read its text to the end, or as much as can be known of it; true where it has none.
/// To be asked when it has ended.
int helper_has_read(const helper_process *_Nonnull helper);

/// Closes what is kept of a helper. It is neither waited for nor ended.
void helper_forget(const helper_process *_Nonnull helper);

/// Ends a helper and its group at once.
void helper_kill(pid_t pid);

// Trials.

enum { TRIAL_RETURNED, TRIAL_CRASHED, TRIAL_LATE };

/// Calls a function in a child of this process, which must have one thread only, with everything that it writes
/// going nowhere. Returns what became of it within so many seconds, or -1 with errno where there can be no child.
int trial_of(void (*_Nonnull call)(const char *_Nonnull), const char *_Nonnull text, unsigned seconds);

// Small things that Swift cannot see.

/// Whether two descriptors lead to two different terminals; /dev/tty is the terminal that it stands for.
int terminals_differ(int one, int other);

/// Rows and columns of a terminal, or 0 for each where there is none.
void terminal_size(int fd, int *_Nonnull rows, int *_Nonnull columns);

/// Has the kernel take in by the modes of now what has come, or comes first within so many milliseconds, and returns
/// how many bytes wait to be read. To be called before other modes are set: what has not been taken in by then is taken
/// in by those, and with the modes of a shell ^C or ^Z among it throws away what is still to be shown, ^S holds it up.
/// Async-signal-safe.
int terminal_take_in(int fd, int milliseconds);

/// Takes in what has come and, where that is 1024 bytes or more, which nobody types, discards it, with what follows
/// without a pause of 10 ms, for 0.1 s at most. What waits for another program, in front of this one, is left.
/// Async-signal-safe.
void terminal_discard_flood(int fd);

/// Lets the stack of the first thread grow to so many bytes, or as far as the system allows, and returns how far, at
/// most `wanted`.
size_t stack_limit_raised_to(size_t wanted);
#endif
