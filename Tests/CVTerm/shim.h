// libvterm, a terminal emulator read in the process, and forkpty.
#include <pty.h>
#include <vterm.h>
