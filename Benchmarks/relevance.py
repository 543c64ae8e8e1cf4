#!/usr/bin/env python3
"""How often search puts first what a reader expects.

Runs `geneva-atlas search` for each labelled query of relevance.tsv (query, class, expected first answers
joined by " | ") and prints, for each class, the share of queries whose first hit is expected (hit@1),
those with an expected hit among the first three (hit@3), and the mean reciprocal rank of the first expected
hit (MRR; nothing beyond the tenth counts). --misses lists the queries that failed, with what came first.
Python 3.11 or later, the standard library alone.
"""
import argparse
import json
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
BINARY = HERE.parent / ".build-static/release/geneva-atlas"
DEPTH = 10


def labels(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            query, kind, expected = line.split("\t")[:3]
            yield query, kind, expected.split(" | ")


def identity(hit):
    """What a hit stands for, as the labels write it."""
    actor, issue = hit.get("actor"), hit.get("issue")
    match hit["kind"]:
        case "actor": return actor
        case "issue": return f"issue/{issue}"
        case "entry": return f"{actor}/{issue}"
        case "mention": return "mention:" + hit["title"]
        case kind: return f"{kind} of {actor}/{issue}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("labels", nargs="?", type=Path, default=HERE / "relevance.tsv")
    parser.add_argument("--binary", type=Path, default=BINARY)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    ranks = {}
    for query, kind, expected in labels(options.labels):
        run = subprocess.run(
            [options.binary, "search", "--limit", str(DEPTH), "--format", "json", "--", query],
            capture_output=True, text=True, check=False)
        hits = [identity(hit) for hit in json.loads(run.stdout or "[]")]
        rank = next((place + 1 for place, hit in enumerate(hits) if hit in expected), None)
        ranks.setdefault(kind, []).append(rank)
        if options.misses and rank != 1:
            print(f"{kind}\t{query}\texpected {' | '.join(expected)}\trank {rank}\tfirst {hits[:3]}")
    print("| class | queries | hit@1 | hit@3 | MRR |\n|---|---|---|---|---|")
    for kind, found in ranks.items():
        count = len(found)
        first = sum(rank == 1 for rank in found) / count
        third = sum(rank is not None and rank <= 3 for rank in found) / count
        mean = sum(1 / rank for rank in found if rank) / count
        print(f"| {kind} | {count} | {first:.3f} | {third:.3f} | {mean:.3f} |")


if __name__ == "__main__":
    main()
