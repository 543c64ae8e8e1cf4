"""The programs that are measured, and what each is given to show: as much as it usually has.

A kind of key is named alike for all programs that have it; each presses keys of its own. The walks go there
and back, so that every key changes something.
"""
import os
import shutil
import subprocess
from pathlib import Path

from filter import fzf_executables
from terminal_session import Program

ROWS, COMMITS, FILES, QUEUED = 10_000, 300, 400, 3000
CURSOR, MARKER, LETTER, SEARCH, PAGE, VIEW, RESIZE, QUEUE = KINDS = (
    "a cursor key", "a cursor key, the marker alone", "a letter or its deletion in a filter",
    "the same in search everything", "a page down or up", "another view", "another size",
    f"{QUEUED} cursor keys at once")


def there_and_back(down, up, count=7):
    """Down a few times, then up as often."""
    return [down] * count + [up] * count


def resizes(size):
    """A window a quarter wider and higher, and the first again."""
    return [tuple(length * 5 // 4 for length in size), size]


def atlas(binary, size):
    """Ours: walks through the actors, the editions, a filter, search, the longest page, views, the facts."""
    letters = [b"i", b"t", b"u"] + [b"\x7f"] * 3
    return Program("geneva-atlas", [str(binary.resolve())], "q quit", b"Q", {
        CURSOR: ([], there_and_back(b"j", b"k")),
        MARKER: ([b"ge"], there_and_back(b"j", b"k")),
        LETTER: ([b"/"], letters),
        SEARCH: ([b"s"], [b"p", b"r", b"i", b"v"] + [b"\x7f"] * 4),
        PAGE: ([b"j", b"gd"], there_and_back(b"\x1b[6~", b"\x1b[5~")),
        VIEW: ([], [b"gm", b"gf", b"gt"]),
        RESIZE: ([], resizes(size)),
        QUEUE: ([b"gf"], [b"j" * QUEUED, b"k" * QUEUED])})


def fzf(path, size, rows):
    """fzf: a list of rows; reversed, so that down is the next row."""
    return Program("fzf", [path, "--layout=reverse"], f"{ROWS}/{ROWS}", b"\x1b", {
        CURSOR: ([], there_and_back(b"\x0e", b"\x10")),
        LETTER: ([], [b"1", b"2", b"3"] + [b"\x7f"] * 3),
        PAGE: ([], there_and_back(b"\x1b[6~", b"\x1b[5~")),
        RESIZE: ([], resizes(size)),
        QUEUE: ([], [b"\x0e" * QUEUED, b"\x10" * QUEUED])}, stdin=rows)


def less(path, size, rows):
    """less: the same rows as a file."""
    return Program("less", [path, rows], rows, b"q", {
        CURSOR: ([], there_and_back(b"j", b"k")),
        PAGE: ([], there_and_back(b"\x1b[6~", b"\x1b[5~")),
        RESIZE: ([], resizes(size)),
        QUEUE: ([], [b"j" * QUEUED, b"k" * QUEUED])})


def tig(path, size, repository):
    """tig: the history of a small repository."""
    return Program("tig", [path, "-C", repository], f"commit 1 of {COMMITS}", b"Q", {
        CURSOR: ([], there_and_back(b"j", b"k")),
        PAGE: ([], there_and_back(b"\x1b[6~", b"\x1b[5~")),
        RESIZE: ([], resizes(size)),
        QUEUE: ([], [b"j" * QUEUED, b"k" * QUEUED])})


def nnn(path, size, folder):
    """nnn: a folder of small files."""
    return Program("nnn", [path, folder], f"1/{FILES}", b"Q", {
        CURSOR: ([], there_and_back(b"j", b"k")),
        LETTER: ([b"/"], [b"1", b"2", b"3"] + [b"\x7f"] * 3),
        PAGE: ([], there_and_back(b"\x1b[6~", b"\x1b[5~")),
        RESIZE: ([], resizes(size)),
        QUEUE: ([], [b"j" * QUEUED, b"k" * QUEUED])})


def make_rows(home):
    """A file of rows, the same in every run."""
    rows = Path(home, "rows")
    rows.write_text("".join(f"row {n:05}, number {n * 7919 % 10007}\n" for n in range(ROWS)))
    return str(rows)


def make_folder(home):
    """A folder of files, of the same date in every run."""
    folder = Path(home, "folder")
    folder.mkdir()
    for n in range(FILES):
        file = folder / f"file {n:03}"
        file.write_bytes(b"x" * n)
        os.utime(file, (1_700_000_000, 1_700_000_000))
    return str(folder)


def make_repository(home):
    """A repository whose commits have the same names in every run."""
    environment = {"HOME": home, "PATH": os.defpath, "GIT_CONFIG_NOSYSTEM": "1"}
    repository, commits = str(Path(home, "repository")), "".join(
        f"commit refs/heads/main\ncommitter Nobody <nobody@example.org> {1_700_000_000 + n * 3600} +0000\n"
        f"data <<END\nChange number {n}\nEND\nM 644 inline file{n % 20}\ndata <<END\n{n}\nEND\n\n"
        for n in range(COMMITS))
    for command, text in ((["init", "-q", "-b", "main", repository], ""),
                          (["-C", repository, "fast-import", "--quiet"], commits),
                          (["-C", repository, "reset", "-q", "--hard"], "")):
        subprocess.run(["git", *command], input=text.encode(), env=environment, check=True)
    return repository


def newest_fzf(given):
    """The newest fzf of those that filter.py would take; None where there is none."""
    def version(path):
        output = subprocess.run([path, "--version"], capture_output=True, text=True, env={}).stdout
        return [int(part) for part in output.split(" ")[0].split(".") if part.isdigit()]
    return max(map(str, fzf_executables(given)), key=version, default=None)


def peers(wanted, given_fzf, size, home):
    """Those of the programs that are here, in their order; and the names of those that are not."""
    found, missing = [], []
    for name in wanted:
        path = newest_fzf(given_fzf) if name == "fzf" else shutil.which(name, path=os.defpath)
        if not path:
            missing.append(name)
        elif name == "fzf":
            found.append(fzf(path, size, make_rows(home)))
        elif name == "less":
            found.append(less(path, size, make_rows(home)))
        elif name == "tig":
            found.append(tig(path, size, make_repository(home)))
        elif name == "nnn":
            found.append(nnn(path, size, make_folder(home)))
    return found, missing
