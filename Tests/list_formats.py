#!/usr/bin/env python3
"""Whether tables say in every format what JSON says: python3 Tests/list_formats.py PROGRAM

Each list of a document whose texts are full of what TSV and Markdown mean something by is read back by Python's csv
and by pandoc, cell for cell; so are the tables of `compare` and the quotations of `changes`.
One line for each fault, then the count; exit code 1 if there is one. Needs pandoc.
"""
import csv
import io
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# Control characters are refused when a document is read, so none of these holds a tab or a line feed.
HOSTILE = [
    "a | b", "\\", "\\|", "back\\\\slash \\", "`code` and ``more``", "*bold* **bolder** _so_ __so__ snake_case_",
    "<b>bold</b> <br> <!-- no --> 1 < 2 > 1", "[name](https://evil.example/) ![x] [^1] [ ]", "&lt; &amp; &#60; R&D; AT&T",
    "~~gone~~ ~a~ $1 $2", "# heading", "- item", "+ item", "1. first", "23) last", "> quoted", "---", "===", ":---|---:",
    '"quoted" \'so\'', '"', "a  b", "\\t \\n \\r", "|", "||", "`|`", "\\`|\\`", "Genève 中文 😀 – “…”", "@you #1 :smile:",
    "a:b ::: c", "{.x} {{y}}", "%", "x^2^ H~2~O", "2022", "-5%", "C:\\temp\\new",
]
URLS = ["https://a.example/p|q_r_*s*~t~?x=[1]&lt;=2&y=(z)", "mailto:first_last+x@mail.example.org", "https://a.example/#|"]
SUBJECTS = ("actors", "issues", "entries", "facts", "mentions", "links")

faults = []


def document():
    """An atlas in which every text that may be free is one of HOSTILE."""
    texts = [HOSTILE[place % len(HOSTILE)] for place in range(1000)]
    take = iter(texts).__next__
    number = iter(range(1000)).__next__

    def text():  # none twice, for names may not repeat within a section
        return f"{take()} {number()}" if number() % 3 else take()

    def section(kind, actor):
        parts = [text() for _ in HOSTILE]
        return {
            "kind": "issue" if kind else "overview", **({"issue": f"i{kind}"} if kind else {}), "title": text(),
            "sources": {"2022": f"{10 + kind}", "2023": f"{10 + kind}"},
            "blocks": [{"text": part, "style": "item" if place % 3 else "paragraph",
                        **({"editions": ["2022" if place % 2 else "2023"]} if place > 4 else {})}
                       for place, part in enumerate(HOSTILE + [" ".join(parts)])],
            "facts": [{"value": part, "measures": f"{other} {place}", "kind": "other"}
                      for place, (part, other) in enumerate(zip(HOSTILE[:5], parts))],
            "mentions": [{"name": f"{part} {actor}{place % 2}{place}", "kind": "tool", "url": URLS[place % len(URLS)],
                          "status": "seen", "acronym": part} for place, part in enumerate(parts)]}

    editions = [{"id": "2022", "name": text(), "date": "2022-10"}, {"id": "2023", "name": text(), "date": "2023-11"}]
    issues = [{"id": f"i{place}", "name": text(), "basket": "b", "summary": text(), "url": URLS[0], "status": "seen"}
              for place in range(1, 4)]
    actors = [{"id": f"a{place}", "label": HOSTILE[place * 5], "name": text(), "website": URLS[0], "websiteStatus": "seen",
               "sources": {"2022": "1"},
               "channels": [{"platform": text(), "handle": text(), "url": URLS[place % 3], "status": "derived"}],
               "sections": [section(kind, place) for kind in range(3)]} for place in range(4)]
    return {"schema": 1, "editions": editions, "baskets": [{"id": "b", "name": text()}], "issues": issues,
            "actors": actors}


def lines(sources):
    """The cell of `lines`: for each edition the ranges of all sections."""
    sources = sources if isinstance(sources, list) else [sources]
    editions = sorted({edition for each in sources for edition in each})
    return " ".join(f"{edition}:{','.join(each[edition] for each in sources if edition in each)}" for edition in editions)


def joined(key):
    return lambda row: ",".join(row.get(key, []))


# The columns whose cells are not the value of the key of the same name.
COLUMNS = {
    "lines": lambda row: lines(row["sources"]), "editions": joined("editions"), "actors": joined("actors"),
    "issues": lambda row: ",".join(row["issues"]) if "actors" in row else str(len(row["issues"])),
    "named by": joined("namedBy"), "titles": lambda row: "; ".join(row["titles"]),
    "sections": lambda row: str(len(row["titles"])), "goal": lambda row: "goal" if row.get("target") else "",
    "as of": lambda row: row.get("asOf", ""), "status": lambda row: row.get("status", row.get("websiteStatus", "")),
}


def cells(columns, rows):
    return [[str(COLUMNS.get(column, lambda row, column=column: row.get(column, ""))(row)) for column in columns]
            for row in rows]


def tsv(text):
    """Cells as a reader of tab-separated values has them: no quotes, a backslash before what it stands for."""
    meant = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}
    reader = csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
    return [[re.sub(r"\\.", lambda found: meant[found[0]], cell) for cell in row] for row in reader]


def plain(inlines):
    """The text of pandoc's inlines; anything but text and links is shown, so that it differs."""
    text = ""
    for inline in inlines:
        match inline["t"], inline.get("c"):
            case "Str", word:
                text += word
            case ("Space" | "SoftBreak"), _:
                text += " "
            case "Link", [_, inner, [address, _]]:
                # Over an address the words are the address.
                text += plain(inner) if plain(inner) in address else f"{{link to {address}}}"
            case kind, _:
                text += f"{{{kind}}}"
    return text


def pandoc(text):
    end = subprocess.run(["pandoc", "-f", "gfm", "-t", "json"], input=text, capture_output=True, encoding="utf-8",
                         timeout=60, check=True)
    return json.loads(end.stdout)["blocks"]


def tables(blocks):
    """Each table as rows of texts, its head first."""
    for block in blocks:
        if block["t"] == "Table":
            _, _, _, [_, head], bodies, _ = block["c"]
            rows = head + [row for body in bodies for row in body[3]]
            yield [[" ".join(plain(part["c"]) for part in cell[4]) for cell in row[1]] for row in rows]


def blanks(text):
    """In Markdown a run of blanks is one; what would end a cell or an address is a percent code in addresses."""
    address = text.startswith(("https:", "mailto:"))
    return " ".join((text.replace("|", "%7C").replace("&lt;", "&lt%3B") if address else text).split())


def compare(what, wanted, got):
    if len(wanted) != len(got):
        faults.append(f"{what}: {len(got)} rows, expected {len(wanted)}")
    for one, two in zip(wanted, got):
        if len(one) != len(two):
            faults.append(f"{what}: {len(two)} cells, expected {len(one)}: {two}")
        faults.extend(f"{what}: {there!r}, expected {here!r}" for here, there in zip(one, two) if here != there)


def texts(value):
    """Every text of quotations and lists, whole."""
    if isinstance(value, dict):
        if value.get("t") in ("Para", "Plain"):
            yield plain(value["c"])
        else:
            yield from texts(value.get("c"))
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def main(program):
    atlas = document()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "hostile.json")
        file.write_text(json.dumps(atlas), encoding="utf-8")

        def run(*arguments):
            end = subprocess.run([program, "--no-bundled", "--data", str(file), *arguments], capture_output=True,
                                 encoding="utf-8", timeout=60, check=False)
            if end.returncode or end.stderr:
                sys.exit(f"{' '.join(arguments)}: ends with {end.returncode}: {end.stderr[:500]}")
            return end.stdout

        for subject in SUBJECTS:
            rows = json.loads(run("list", subject, "--format", "json"))
            columns, *read = tsv(run("list", subject, "--format", "tsv"))
            compare(f"list {subject}, tsv", cells(columns, rows), read)
            [[head, *read]] = tables(pandoc(run("list", subject, "--format", "markdown")))
            compare(f"list {subject}, markdown", [columns], [head])
            compare(f"list {subject}, markdown", [[blanks(cell) for cell in row] for row in cells(columns, rows)], read)
        labels = [actor["label"] for actor in atlas["actors"]]
        for arguments in ([], ["--issue", "i1"]):
            read = list(tables(pandoc(run("compare", "a0", "a1", "a2", *arguments, "--format", "markdown"))))
            for table in read:
                compare("compare, markdown", [[blanks(label) for label in labels[:3]]], [table[0][1:]])
                faults.extend(f"compare, markdown: a row of {len(row)} cells" for row in table if len(row) != 4)
            if len(read) < 2:
                faults.append(f"compare, markdown: {len(read)} tables")
        told = set(texts(pandoc(run("changes", "--format", "markdown"))))
        for block in (block for actor in atlas["actors"] for section in actor["sections"] for block in section["blocks"]):
            if "editions" in block and blanks(block["text"]) not in told:
                faults.append(f"changes, markdown: lacks {block['text']!r}")
    for fault in faults:
        print(fault[:300])
    print(f"{len(faults)} faults")
    return len(faults) > 0


if __name__ == "__main__":
    sys.exit(main(str(Path(sys.argv[1]).resolve())) if len(sys.argv) == 2 else "usage: list_formats.py PROGRAM")
