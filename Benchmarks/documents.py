#!/usr/bin/env python3
"""How quickly `geneva-atlas check` reads documents, and that its time grows no faster than they do.

bulk      Copies of the bundled actors under ids of their own, 100 MB of documents: clean, read and checked
          whole. Seconds and the largest resident set (10^6 bytes) are those of the whole process, from
          before posix_spawn to after wait4; the goals are 100 MB a second and six times the documents' size.
hostile   One document of a kind that makes careless reading slow, once at a quarter of its size and once
          whole: growth is how many times as long the whole one took, so that 4 is linear and 16 is not.
          What is below 0.1 s says nothing of growth and is given as '-'. Each must be read or refused in
          words: code 0 or 1, no signal, and at most 30 lines.

Exit code 1 where a process ended otherwise. Python 3.11 or later, the standard library alone; Linux.
"""
import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
BINARY = ROOT / ".build-static/release/geneva-atlas"
BUILD = "swift build -c release -Xswiftc -static-executable --scratch-path .build-static"
LINES, LEAST_SECONDS = 30, 0.1


def whole(*, editions=(), issues=(), actors=()):
    """A document of the schema with one basket, and with what is named."""
    first = {"id": "2022", "name": "First", "date": "2022-10"}
    basket = {"id": "b", "name": "Basket"}
    return json.dumps({"schema": 1, "editions": [first, *editions], "baskets": [basket],
                       "issues": list(issues), "actors": list(actors)}, ensure_ascii=False)


def issue(number, **more):
    return {"id": f"i{number}", "name": f"Issue {number}", "basket": "b", "summary": "What it is.", **more}


def actor(number=0, sections=(), **more):
    return {"id": f"a{number}", "label": f"A{number}", "name": f"Actor {number}", "sources": {"2022": "1"},
            "website": "https://a.example.org/", "websiteStatus": "seen", "sections": list(sections), **more}


def section(*texts, sources=("2022",), **more):
    return {"kind": "overview", "title": "Title", "sources": {edition: "1" for edition in sources},
            "blocks": [{"text": text} for text in texts], **more}


def fact(value, **more):
    return {"value": value, "measures": "what it counts", "kind": "count", **more}


def named(text):
    return whole(actors=[actor(name=text)])


def many_editions(count):
    names = [f"e{number}" for number in range(count)]
    editions = [{"id": name, "name": name, "date": "2022"} for name in names]
    text = section("Text.", sources=["2022", *names])
    text["blocks"][0]["editions"] = names
    return whole(editions=editions, actors=[actor(sections=[text], cutIn=names)])


def every_kind(count):
    parts = [section("Text.", mentions=[{"name": "Thing", "kind": "body", "actor": f"a{number * 7919 % count}"}],
                     touches=[f"i{number * 31 % count}"]) for number in range(count)]
    return whole(issues=[issue(number, seeAlso=[f"i{(number + 1) % count}"]) for number in range(count)],
                 actors=[actor(number, [part]) for number, part in enumerate(parts)])


# What it is called, how many of it there are in the whole document, and the document for a number of it.
HOSTILE = (
    ("items of every kind that refer to each other", 100_000, every_kind),
    ("issues of one actor", 100_000, lambda n: whole(
        issues=map(issue, range(n)),
        actors=[actor(sections=(section("Text.", kind="issue", issue=f"i{i}") for i in range(n)))])),
    ("keys that nobody knows", 1_000_000, lambda n: whole()[:-1] + "".join(f', "k{i}": {i}' for i in range(n)) + "}"),
    ("times the same key", 1_000_000, lambda n: whole()[:-1] + ', "actors": []' * n + "}"),
    ("keys with escapes", 1_000_000, lambda n: whole()[:-1] + "".join(f', "\\u006b{i}": 0' for i in range(n)) + "}"),
    ("times the same id", 1_000_000, lambda n: whole(editions=[{"id": "e", "name": "E", "date": "2022"}] * n)),
    ("actors that lack everything", 1_000_000, lambda n: whole(actors=[{}] * n)),
    ("references to nothing among as many ids", 200_000, lambda n: whole(
        issues=(issue(i, seeAlso=[f"x{i}"]) for i in range(n)))),
    ("editions that everything stands in", 200_000, many_editions),
    ("unknown editions of one block", 200_000, lambda n: whole(actors=[actor(sections=[
        section("Text.", facts=[fact("Text.", editions=[f"x{i}" for i in range(n)])])])])),
    ("facts of one text as long", 200_000, lambda n: whole(actors=[actor(sections=[
        section(*(f"{i} of {n}." for i in range(n)), facts=[fact(f"{i} of {n}") for i in range(n)])])])),
    ("facts that no text holds", 200_000, lambda n: whole(actors=[actor(sections=[
        section("a" * 20 * n, facts=[fact("a" * 100 + "b")] * n)])])),
    ("characters of a fact, nearly in the text", 10_000_000, lambda n: whole(actors=[actor(sections=[
        section("a" * 2 * n, facts=[fact("a" * n + "b")])])])),
    ("characters of a string", 50_000_000, lambda n: named("a" * n)),
    ("escapes in a string", 10_000_000, lambda n: named("NAME").replace("NAME", "\\u00e9" * n)),
    ("letters that are not Latin", 20_000_000, lambda n: named("中" * n)),
    ("accents on one letter", 5_000_000, lambda n: named("e" + "\u0301\u0323" * (n // 2))),
    ("characters of an id, a link and a date", 10_000_000, lambda n: whole(
        editions=[{"id": "e" * n, "name": "E", "date": "2" * n}],
        actors=[actor(website="https://" + "a" * n)])),
    ("line ranges", 5_000_000, lambda n: whole(actors=[actor(sources={"2022": ",".join(map(str, range(1, n)))})])),
    ("digits of a number", 20_000_000, lambda n: whole(actors=[actor(sections=[
        section("1", facts=[fact("1", number="N", year="N")])])]).replace('"N"', "7" * n)),
    ("ones in a list", 50_000_000, lambda n: "[" + "1," * (n - 1) + "1]"),
    ("objects in objects", 500, lambda n: '{"a":' * n + "1" + "}" * n),
    ("brackets that stay open", 10_000_000, lambda n: "[" * n),
    ("blanks", 100_000_000, lambda n: " " * n),
    ("line feeds before what is no JSON", 50_000_000, lambda n: "\n" * n + "x"),
)


def bulk(folder, size):
    """Writes at least so many bytes of documents; their size."""
    sources = [(path.stem, path.read_text()) for path in sorted((ROOT / "Resources/actors").glob("*.json"))]
    written = copy = 0
    while written < size:
        copy += 1
        for name, text in sources:
            own = text.replace(f'"id": "{name}"', f'"id": "{name}-{copy}"', 1)
            written += (folder / f"{name}-{copy}.json").write_text(own)
    return sum(path.stat().st_size for path in folder.iterdir())


def write(path, text, number):
    """Writes a document in a process of its own: what this one takes, its children would begin with."""
    child = os.fork()
    if child == 0:
        path.write_text(text(number))
        os._exit(0)
    os.waitpid(child, 0)


def run(path, *options):
    """Seconds, largest resident set in 10^6 bytes, exit code (negative: a signal), what was printed."""
    with tempfile.TemporaryFile() as output:
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)]
        begin = time.monotonic()
        child = os.posix_spawn(BINARY, [str(BINARY), "check", *options, str(path)],
                               {"HOME": "/nonexistent", "SWIFT_BACKTRACE": "enable=no"}, file_actions=actions)
        _, status, usage = os.wait4(child, 0)
        seconds = time.monotonic() - begin
        output.seek(0)
        return seconds, usage.ru_maxrss * 1024 / 1e6, os.waitstatus_to_exitcode(status), output.read()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="of the bulk; the median counts (5)")
    parser.add_argument("--megabytes", type=float, default=100, help="of the bulk (100)")
    parser.add_argument("--only", default="", help="hostile documents whose name holds this")
    options = parser.parse_args()
    if not BINARY.exists():
        sys.exit(f"documents.py: {BINARY} is missing; build it: {BUILD}")
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not options.only:
            (folder / "bulk").mkdir()
            size = bulk(folder / "bulk", options.megabytes * 1e6) / 1e6
            rounds = [run(folder / "bulk") for _ in range(options.rounds)]
            seconds, peak = median(r[0] for r in rounds), median(r[1] for r in rounds)
            failed = any(r[2] for r in rounds)
            print("| documents, MB | s | MB/s | peak, MB | times their size |\n|---|---|---|---|---|")
            print(f"| {size:.1f} | {seconds:.2f} | {size / seconds:.0f} | {peak:.0f} | {peak / size:.1f} |\n")
        print("| hostile | MB | s | growth | peak, MB | code | lines |\n|---|---|---|---|---|---|---|")
        for label, count, text in HOSTILE:
            if options.only not in label:
                continue
            path, times = folder / "hostile.json", []
            for number in (count // 4, count):
                write(path, text, number)
                times.append(run(path, "--no-bundled"))
            (part, *_), (seconds, peak, code, printed) = times
            lines = printed.count(b"\n")
            bad = code not in (0, 1) or lines > LINES
            failed = failed or bad
            growth = f"{seconds / part:.1f}" if seconds > LEAST_SECONDS else "-"
            print(f"| {count:,} {label} | {path.stat().st_size / 1e6:.1f} | {seconds:.2f} | {growth} | {peak:.0f} "
                  f"| {code}{' **bad**' if bad else ''} | {lines} |", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
