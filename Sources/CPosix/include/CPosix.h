// What only C can say: signal handlers, a guard for crashes, starting a helper.
// All state is in the .c files; everything here is for one terminal and one thread.
#ifndef C_POSIX_H
#define C_POSIX_H
#include <stddef.h>
#include <sys/types.h>

// Signals as bytes in a pipe.

/// Catches TERM, HUP, INT, QUIT, TSTP, CONT and WINCH: each puts its number as one byte into a pipe.
/// HUP, INT and QUIT stay ignored if they were (nohup). May be called again to take the signals back
/// from a library that has caught them meanwhile. A process that has not ended 0.7 s after TERM, HUP, INT
/// or QUIT, since its terminal does not read, gives the terminal back and ends by that signal.
/// Returns the end to read from, which never blocks, or -1 with errno.
int signal_pipe_open(void);

/// Whether a signal was ignored when signal_pipe_open() was first called.
int signal_was_ignored(int signal);

/// Gives a signal its default action, and sends it to the process group as the terminal would (^Z);
/// returns when the group goes on, with the handler back in place.
void signal_stop_group(void);

/// Whether a stop would stop this process: not in an orphaned process group, where nobody would continue it.
int signal_can_stop(void);

/// Gives a signal its default action and sends it to this process: the parent sees how it ended.
void signal_end_with(int signal);

// The crash guard.

/// From now on ILL, TRAP, ABRT, SEGV, BUS, FPE, and other signals that end a process (USR1, XCPU …), first write `count` bytes of `reset` to `fd` and give
/// the terminal its present modes back, then go on to the handler that was there before (a report), and
/// end the process. `reset` is copied; at most 512 bytes.
void crash_guard_arm(int fd, const char *_Nonnull reset, size_t count);

/// What a crash would do to the terminal, done now and without ever waiting for it. Async-signal-safe.
void crash_guard_give_back(void);

/// Back to how it was. What was armed last counts.
void crash_guard_disarm(void);

// Drawing in one piece.

/// A descriptor of the terminal `fd` for a library that draws with many small writes (ncurses makes one wherever the
/// cursor jumps): what it writes between drawing_begin() and drawing_end() goes to the terminal then, as one piece
/// and without leaving an alternate character set; at any other time it goes there at once. Returns the descriptor,
/// or -1 with errno.
int drawing_open(int fd);
void drawing_begin(void);
void drawing_end(void);

// Helpers: clipboard programs, browsers.

typedef struct {
  pid_t pid;
  /// Readable when the helper has ended; -1 on a kernel without pidfds.
  int ended;
} helper_process;

/// Starts a program by argument vector (no shell), in its own session, with default signals and nothing
/// open but the text as standard input (/dev/null if `text` is NULL) and /dev/null as output and error.
/// Returns 0, or an errno: ENOENT where there is no such program.
int helper_start(char *_Nullable const *_Nonnull arguments, const void *_Nullable text, size_t count,
                 helper_process *_Nonnull helper);

/// Takes up an ended helper without waiting. Returns 1 with its exit code (128 + signal for a signal),
/// 0 while it runs, -1 with errno.
int helper_reap(pid_t pid, int *_Nonnull exit_code);

/// Ends a helper and its group at once.
void helper_kill(pid_t pid);

// Trials.

enum { TRIAL_RETURNED, TRIAL_CRASHED, TRIAL_LATE };

/// Calls a function in a child of this process, which must have one thread only, with everything that it writes
/// going nowhere. Returns what became of it within so many seconds, or -1 with errno where there can be no child.
int trial_of(void (*_Nonnull call)(const char *_Nonnull), const char *_Nonnull text, unsigned seconds);

// Small things that Swift cannot see.

/// Rows and columns of a terminal, or 0 for each where there is none.
void terminal_size(int fd, int *_Nonnull rows, int *_Nonnull columns);
#endif
