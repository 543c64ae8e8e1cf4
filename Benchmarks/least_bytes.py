#!/usr/bin/env python3
"""How few bytes could draw what geneva-atlas draws, beside those that it sends.

For every key of two of latency.py's walks: bytes beyond the UTF-8 text of the cells that changed, as sent by
ncurses, also to a terminal that knows no looks, and as an ideal program would send them: one that goes through the
changed cells in reading order, knows all movements, erasures, repetitions and changes of looks that xterm has (but for
scrolling and margins, which do not fit beside lists), and chooses among them with all that comes after in view. Once
with the looks as they are, and once as if the screen had none but the reversed row in hand. Python 3.11 or later, the
standard library alone; infocmp and tic; Linux.
"""
import argparse
import bisect
import contextlib
import functools
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import latency_programs as programs_of
from latency import BINARY, BUILD, percentile
from latency_programs import CURSOR, PAGE
from terminal_screen import BACKGROUND, ENDS, FOREGROUND, LOOKS, PLAIN
from terminal_session import Session

UNDERLINED, REVERSED = LOOKS[4], LOOKS[7]
NUMBERS = {place: str(number) for number, place in LOOKS.items()}
KEPT = 12  # ways to have come to a cell, the cheapest ones
BRIDGE = 12  # unchanged cells that are written again rather than passed over
# Lines of terminfo's that tell of looks: attributes, colours, line drawing.
OF_LOOKS = re.compile(r"\t(bold|dim|rev|blink|invis|prot|[sr]m(so|ul|xx|acs)|[sr]itm|S(mulx|etulc)|sgr0?|seta?[fb]|op"
                      r"|oc|initc|acsc|enacs|colors|pairs|ncv|ccc)[=#,]")


def sequence(number):
    """The length of a control sequence with one parameter, which is left out if it is 1."""
    return 3 if number == 1 else 3 + len(str(number))


@functools.cache
def change(old, new):
    """The fewest bytes that make what follows look so (SGR)."""
    if old == new:
        return 0
    all_of_new = [NUMBERS[place] for place in range(FOREGROUND) if new[place]] + [*filter(None, new[FOREGROUND:])]
    differing = [NUMBERS[place] for place in range(FOREGROUND) if new[place] and not old[place]]
    for end, places in ENDS.items():
        if any(old[place] and not new[place] for place in places):
            differing += [str(end)] + [NUMBERS[place] for place in places if old[place] and new[place]]
    differing += [new[place] or str(default) for place, default in ((FOREGROUND, 39), (BACKGROUND, 49))
                  if old[place] != new[place]]
    return 3 + min(len(";".join(["", *all_of_new])), len(";".join(differing)))


@functools.cache
def movement(x, y, to_x, to_y):
    """The fewest bytes from one place to another; upwards by its numbers alone."""
    numbers = len(f"\x1b[{to_y + 1};{to_x + 1}H")
    if (x, y) == (to_x, to_y):
        return 0
    if to_y < y:
        return numbers
    ways = [sequence(to_x + 1), 1 + (sequence(to_x) if to_x else 0)]  # a column; a return and forward
    ways += [0] if x == to_x else [sequence(to_x - x)] if x < to_x else [x - to_x, sequence(x - to_x)]
    down = min(to_y - y, sequence(to_y - y)) if to_y > y else 0
    return min(down + min(ways), numbers)


def is_blank(cell):
    """Whether erasing draws it."""
    return cell[0] == " " and not (cell[1][UNDERLINED] or cell[1][REVERSED] or cell[1][BACKGROUND])


def written(cell, look):
    """What a cell costs when things look so, and how they look afterwards."""
    if not is_blank(cell):
        wanted = cell[1]
    elif look[UNDERLINED] or look[REVERSED] or look[BACKGROUND]:
        wanted = PLAIN
    else:
        wanted = look
    return len(cell[0].encode()) + change(look, wanted), wanted


def run(cells, holds):
    """How many of the first cells have a property."""
    return next((count for count, cell in enumerate(cells) if not holds(cell)), len(cells))


def least(before, after, start, end):
    """The fewest bytes from one picture to another, and from one place of the cursor to another."""
    columns = len(after[0])
    cells = [cell for line in after for cell in line]
    changed = [place for place, (old, new) in enumerate(zip((cell for line in before for cell in line), cells))
               if old != new]
    ways = [{} for _ in range(len(changed) + 1)]  # by how many are drawn: cost by cursor and look
    ways[0][(*start, PLAIN)] = 0

    def note(drawn, state, cost):
        ways[drawn][state] = min(cost, ways[drawn].get(state, cost))

    for drawn, place in enumerate(changed):
        row, column = divmod(place, columns)
        for (x, y, look), cost in sorted(ways[drawn].items(), key=lambda way: way[1])[:KEPT]:
            arrivals = [(cost + movement(min(x, columns - 1), y, column, row), look)]
            if y == row and 0 < column - x <= BRIDGE:
                for passed in cells[row * columns + x:place]:
                    more, look = written(passed, look)
                    cost += more
                arrivals.append((cost, look))
            for cost, look in arrivals:
                more, next_look = written(cells[place], look)
                note(drawn + 1, (column + 1, row, next_look), cost + more)
                rest = cells[place:(row + 1) * columns]
                if (alike := run(rest, lambda cell: cell == rest[0])) > 1:
                    repeated = bisect.bisect_left(changed, place + alike)
                    if count := changed[repeated - 1] - place:
                        note(repeated, (column + 1 + count, row, next_look), cost + more + sequence(count))
                if blanks := run(rest, is_blank):
                    erased = bisect.bisect_left(changed, place + blanks)
                    count = 3 if blanks == len(rest) else sequence(changed[erased - 1] - place + 1)
                    ground = PLAIN if look[BACKGROUND] else look
                    note(erased, (column, row, ground), cost + change(look, ground) + count)
    return min(cost + movement(min(x, columns - 1), y, *end) for (x, y, _), cost in ways[-1].items())


def plain(picture):
    """The same characters, all of them plain but for those that are reversed."""
    return [[(char, look if look[REVERSED] else PLAIN) for char, look in line] for line in picture]


def excess(before, after, *places):
    """The fewest bytes beyond the text of the cells that changed."""
    text = "".join(new[0] for old_line, line in zip(before, after) for old, new in zip(old_line, line) if old != new)
    return least(before, after, *places) - len(text.encode())


def forget_looks(home):
    """Gives the terminal's entry in a home of its own no looks."""
    entry = subprocess.run(["infocmp", "-1", "-x", "xterm-256color"], check=True, stdout=subprocess.PIPE, text=True)
    rest = [line for line in entry.stdout.splitlines(keepends=True) if not OF_LOOKS.match(line)]
    subprocess.run(["tic", "-x", "-o", f"{home}/.terminfo", "-"], check=True, input="".join(rest), text=True)


def measure(program, kind, size, home):
    """For every key of a walk: what was sent, what could be, what could be without looks."""
    with contextlib.closing(Session(program, size, home)) as session:
        session.until_whole()
        first, keys = program.walks[kind]
        for key in first:
            session.press(key)
        for key in keys:
            before, start = session.screen.snapshot(), (session.screen.x, session.screen.y)
            sent = session.press(key).excess
            after, end = session.screen.snapshot(), (session.screen.x, session.screen.y)
            yield sent, excess(before, after, start, end), excess(plain(before), plain(after), start, end)


def main():
    """Prints a row for each kind of key."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--binary", default=BINARY, type=Path, help="geneva-atlas (the static build's)")
    options = parser.parse_args()
    if not options.binary.exists():
        print(f"{options.binary} is not there; build it: {BUILD}", file=sys.stderr)
        return 1
    size = 80, 24
    print("| bytes beyond the changed text: median, most | sent | sent, without looks | ideal | ideal, without looks |")
    print("|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as plain_home:
        forget_looks(plain_home)
        for kind in (CURSOR, PAGE):
            program = programs_of.atlas(options.binary, size)
            columns = [*zip(*measure(program, kind, size, home))]
            columns.insert(1, [sent for sent, _, _ in measure(program, kind, size, plain_home)])
            print(f"| {kind} |", " | ".join(f"{percentile(column)}, {max(column)}" for column in columns), "|")
    return 0


if __name__ == "__main__":
    sys.exit(main())
