// ncursesw as Swift 6 can use it: what it declares as shared mutable state or as a macro with a cast is
// given a stateless function here. Everything else is used as it is.
#ifndef C_NCURSES_SHIM_H
#define C_NCURSES_SHIM_H
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <locale.h>
#include <term.h>
#include <stdio.h>
#include <string.h>

static inline SCREEN *shim_newterm(const char *type, FILE *output, FILE *input) {
  return newterm(type, output, input);
}
static inline FILE *shim_stdin(void) { return stdin; }
static inline FILE *shim_stdout(void) { return stdout; }
static inline WINDOW *shim_stdscr(void) { return stdscr; }
static inline int shim_lines(void) { return LINES; }
static inline int shim_columns(void) { return COLS; }
static inline void shim_set_escdelay(int milliseconds) { set_escdelay(milliseconds); }

enum {
  shim_bold = A_BOLD,
  shim_dim = A_DIM,
  shim_underline = A_UNDERLINE,
  shim_reverse = A_REVERSE,
};

/// Puts one cell: at most five characters, zero-terminated; 0 for success.
static inline int shim_put(int row, int column, const wchar_t *text, unsigned attributes, int pair) {
  cchar_t cell;
  if (setcchar(&cell, text, (attr_t)attributes, (short)pair, NULL) == ERR) return ERR;
  return mvwadd_wch(stdscr, row, column, &cell);
}

/// How many colours there are, once they are started; COLORS.
static inline int shim_colour_count(void) { return COLORS; }

/// The number of a terminfo capability, or less than 0.
static inline int shim_number(const char *name) { return tigetnum((char *)name); }

/// The string of a terminfo capability, or NULL.
static inline const char *shim_capability(const char *name) {
  char *value = tigetstr((char *)name);
  return value == (char *)-1 ? NULL : value;
}

static inline void shim_cut(char *text, const char *piece) {
  char *found = text == NULL || text == (char *)-1 ? NULL : strstr(text, piece);
  if (found != NULL) memmove(found, found + strlen(piece), strlen(found + strlen(piece)) + 1);
}

/// Leaves out what leaves the alternate character set wherever attributes change: it is never entered, since our
/// lines are Unicode or ASCII, and takes as many bytes as the change itself. To be called before anything is drawn.
static inline void shim_leave_out_character_sets(void) {
  char *attributes = tigetstr((char *)"sgr");
  shim_cut(attributes, "%?%p9%t\033(0%e\033(B%;");
  shim_cut(attributes, "%?%p9%t\016%e\017%;");
  // A zero that terminals add themselves (ECMA-48, 5.4.2).
  char *zero = attributes == NULL || attributes == (char *)-1 ? NULL : strstr(attributes, "\033[0%?");
  if (zero != NULL) shim_cut(zero + 2, "0");
  char *none = tigetstr((char *)"sgr0");
  shim_cut(none, "\033(B");
  shim_cut(none, "\017");
}

/// Makes ncurses hand over a picture in one piece.
///
/// Until it has been to the shell and back once it flushes its output at every movement of the cursor, dozens of
/// times a picture. So it is sent there and back, before anything is drawn, without leaving the alternate screen.
static inline void shim_gather_output(void) {
  char *leaving = tigetstr((char *)"rmcup");
  char *entering = tigetstr((char *)"smcup");
  if (leaving == NULL || leaving == (char *)-1 || entering == NULL || entering == (char *)-1) return;
  char first[2] = {leaving[0], entering[0]};
  leaving[0] = entering[0] = '\0';
  endwin();
  doupdate();
  leaving[0] = first[0];
  entering[0] = first[1];
}
#endif
