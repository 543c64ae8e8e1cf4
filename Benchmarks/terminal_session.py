"""One program on a pseudo-terminal of its own: started, given keys, watched, ended."""
import contextlib
import os
import pty
import re
import select
import signal
import termios
import time
from pathlib import Path
from typing import NamedTuple

from terminal_screen import Screen

# Seconds: no more bytes for so long is the end of an answer; limits after which there is none.
QUIET, START_LIMIT, ANSWER_LIMIT = 0.05, 10, 2
QUERY = re.compile(rb"\x1b\[(?:6n|\?\d+\$p)")


class Program(NamedTuple):
    """What is run, the text by which its first screen is known to be whole, and what is pressed."""
    name: str
    command: list
    last_text: str
    leave: bytes
    walks: dict  # by the kind of key: what is pressed before, not counted, and what is pressed in turn
    stdin: str = ""


class Failure(Exception):
    """Which program did not do what it was started for, and what happened."""


class Answer(NamedTuple):
    """What came after a key: milliseconds to its last byte, and of processor; bytes; changed characters."""
    wall: float
    processor: float
    count: int
    changed: str

    @property
    def excess(self):
        """Bytes beyond the text of the cells that changed."""
        return self.count - len(self.changed.encode())


class Session:
    """A running program and the screen that it has drawn."""

    def __init__(self, program, size, home):
        self.program, self.screen, self.unread, self.changed = program, Screen(*size), [], 0
        self.terminal, other = pty.openpty()
        termios.tcsetwinsize(self.terminal, size[::-1])
        name, used = os.ttyname(other), (program.stdin or os.ttyname(other))
        environment = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": os.defpath, "HOME": home}
        # In a session of its own the first terminal that is opened becomes the controlling one.
        actions = [(os.POSIX_SPAWN_OPEN, 1, name, os.O_RDWR, 0), (os.POSIX_SPAWN_DUP2, 1, 2),
                   (os.POSIX_SPAWN_OPEN, 0, used, os.O_RDONLY if program.stdin else os.O_RDWR, 0)]
        self.started = time.perf_counter_ns()
        self.pid = os.posix_spawn(program.command[0], program.command, environment,
                                  file_actions=actions, setsid=True)
        os.close(other)

    def read(self, wait):
        """One read within the wait: when it ended and how many bytes; None if nothing came."""
        if not select.select([self.terminal], [], [], wait)[0]:
            return None
        try:
            data = os.read(self.terminal, 65536)
        except OSError:  # the other side is closed
            data = b""
        now = time.perf_counter_ns()
        if not data:
            said = " ".join(self.show().split())[:200] or "empty"
            raise Failure(self.program, f"ended by itself; its screen: {said}")
        self.unread.append((now, data))
        if QUERY.search(data):
            self.show()
        return now, len(data)

    def show(self):
        """Brings the screen up to date, notes its last change, answers queries; gives the screen's text."""
        for now, data in self.unread:
            before = self.screen.snapshot()
            self.screen.feed(data)
            if self.screen.changed_since(before):
                self.changed = now
        self.unread = []
        if self.screen.replies:
            os.write(self.terminal, self.screen.replies)
            self.screen.replies = b""
        return self.screen.text()

    def until_whole(self):
        """Milliseconds from the start to the last change and to the last byte of the first whole screen."""
        last = self.started
        while time.perf_counter_ns() - self.started < START_LIMIT * 1e9:
            if got := self.read(QUIET):
                last = got[0]
            elif self.program.last_text in self.show():
                return (self.changed - self.started) / 1e6, (last - self.started) / 1e6
        raise Failure(self.program, f"did not show '{self.program.last_text}' within {START_LIMIT} s")

    def press(self, key, quiet=QUIET):
        """The answer to a key; to a pair of numbers, to the window getting that size."""
        is_size, count = isinstance(key, tuple), 0
        if is_size:
            self.screen.resize(*key)
        before, used, start = self.screen.snapshot(), self.processor(), time.perf_counter_ns()
        last = start
        if is_size:
            termios.tcsetwinsize(self.terminal, key[::-1])
        else:
            os.write(self.terminal, key)
        while got := self.read(quiet if count else ANSWER_LIMIT):
            last, count = got[0], count + got[1]
        if not count:
            raise Failure(self.program, f"did not answer {key[:9]} within {ANSWER_LIMIT} s")
        used = self.processor() - used
        self.show()
        return Answer((last - start) / 1e6, used, count, self.screen.changed_since(before))

    def processor(self):
        """Milliseconds of processor time of all threads till now: the process's own clock (clock_getcpuclockid)."""
        return time.clock_gettime(~self.pid << 3 | 2) * 1e3

    def usage(self):
        """Peak memory (10^6 bytes), milliseconds of processor time, and voluntary switches of all threads."""
        proc = Path(f"/proc/{self.pid}")
        peak = re.search(r"VmHWM:\s+(\d+)", (proc / "status").read_text())[1]
        switches = sum(int(re.search(r"\nvoluntary\D+(\d+)", path.read_text())[1])
                       for path in proc.glob("task/*/status"))
        return int(peak) * 1024 / 1e6, self.processor(), switches

    def close(self):
        """Asks the program to leave, and ends it if it has not after a second."""
        with contextlib.suppress(OSError, Failure):
            os.write(self.terminal, self.program.leave)
            for _ in range(20):
                self.read(QUIET)
        os.kill(self.pid, signal.SIGKILL)  # ours until waited for, so never another's
        os.waitpid(self.pid, 0)
        os.close(self.terminal)
