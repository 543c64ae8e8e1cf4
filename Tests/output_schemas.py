#!/usr/bin/env python3
"""Whether what geneva-atlas prints as JSON is what Schemas/ says: python3 Tests/output_schemas.py PROGRAM

Every command that prints JSON runs over the whole bundled atlas, as JSON and, where it has them, as JSON lines; every
object that it prints must refuse a key that no schema knows, and every schema must have been asked.
One line for each fault, then the count; exit code 1 if there is one. Needs jsonschema (python3-jsonschema).
"""
import itertools
import json
import subprocess
import sys
import warnings
from pathlib import Path

import jsonschema

warnings.filterwarnings("ignore", category=DeprecationWarning)  # RefResolver: Debian's jsonschema has nothing else
ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "Schemas").glob("*.schema.json")) + [ROOT / "Resources" / "atlas.schema.json"]
STORE = {path.as_uri(): json.loads(path.read_text(encoding="utf-8")) for path in FILES}
SUBJECTS = ("actors", "issues", "entries", "facts", "mentions", "links")
QUERIES = ("data", "ai", "genf", "govrenance", "kind:event", "year:2020", "text:satellite", "actor:wto !rights", "a | e")

faults, asked = [], {}


def validator(name, part=""):
    """Of a schema, or of one of its definitions."""
    uri = (ROOT / "Schemas" / f"{name}.schema.json").as_uri()
    resolver = jsonschema.RefResolver(uri, STORE[uri], store=STORE)
    return jsonschema.Draft202012Validator({"$ref": uri + part}, resolver=resolver)


def run(program, *arguments):
    end = subprocess.run([program, *arguments], capture_output=True, encoding="utf-8", timeout=120, check=False)
    # 1 is nothing found or nothing changed, which is printed as JSON too.
    if end.returncode not in (0, 1) or not end.stdout:
        faults.append(f"{' '.join(arguments)}: ends with {end.returncode}: {end.stderr[:200]}")
    return end.stdout or "[]"


def check(name, what, value, part=""):
    asked[name] = value if name not in asked or value else asked[name]
    fault = jsonschema.exceptions.best_match(validator(name, part).iter_errors(value))
    if fault:
        faults.append(f"{what}: /{'/'.join(map(str, fault.absolute_path))}: {fault.message[:200]}")


def objects(value):
    """Every object in a value, depth first; of an array the first eight members, which are alike."""
    if isinstance(value, dict):
        yield value
        for inner in list(value.values()):
            yield from objects(inner)
    elif isinstance(value, list):
        for inner in value[:8]:
            yield from objects(inner)


def commands(program):
    """Each schema with the arguments of the commands that it describes."""
    atlas = json.loads(run(program, "export"))
    actors = [actor["id"] for actor in atlas["actors"]]
    entries = json.loads(run(program, "list", "entries", "--format", "json"))
    editions = [[], *(["--edition", edition["id"]] for edition in atlas["editions"])]
    yield "export", ["export"]
    yield "export", ["show", "atlas"]
    for edition in editions:
        for subject in SUBJECTS:
            yield f"list-{subject}", ["list", subject, *edition]
            yield f"list-{subject}", ["list", subject, "--actor", "itu", "--basket", "economic", *edition]
            yield f"list-{subject}", ["list", subject, "--query", "zzzz", *edition]
        for query in QUERIES:
            yield "search", ["search", query, "--limit", "100000", *edition]
        for one, two in zip(actors, actors[1:] + actors[:1]):
            yield "compare", ["compare", one, two, *edition]
    yield "compare", ["compare", *actors]
    for issue in sorted({entry["issue"] for entry in entries}):
        holders = [entry["actor"] for entry in entries if entry["issue"] == issue]
        for pair in itertools.combinations(holders, 2):
            yield "compare", ["compare", *pair, "--issue", issue]
    yield "changes", ["changes", "--edition", atlas["editions"][-1]["id"]]
    for actor in actors:
        yield "changes", ["changes", "--actor", actor]
        yield "show-actor", ["show", actor]
    for issue in atlas["issues"]:
        yield "changes", ["changes", "--issue", issue["id"]]
        yield "show-issue", ["show", "issue/" + issue["id"]]
    for basket in atlas["baskets"]:
        yield "show-basket", ["show", "basket/" + basket["id"]]
    for entry in entries:
        yield "show-entry", ["show", f"{entry['actor']}/{entry['issue']}"]


def main(program):
    for uri, schema in STORE.items():
        jsonschema.Draft202012Validator.check_schema(schema)
    count = 0
    for name, arguments in commands(program):
        what = " ".join(arguments)
        value = json.loads(run(program, *arguments, "--format", "json"))
        check(name, what, value)
        count += 1
        if arguments[0] in ("list", "search"):
            end = subprocess.run([program, *arguments, "--format", "jsonl"], capture_output=True, encoding="utf-8",
                                 timeout=120, check=False)
            lines = [json.loads(line) for line in end.stdout.splitlines()]
            if lines != value:
                faults.append(f"{what}: the lines of jsonl are not the members of json")
    for line in run(program, "export", "--format", "jsonl").splitlines():
        check("export-lines", f"export --format jsonl: {line[:60]}", json.loads(line))
    for name, value in asked.items():
        one = validator(name)
        for place in objects(value):
            place["Not here!"] = 0
            if not list(itertools.islice(one.iter_errors(value), 1)):
                faults.append(f"{name}: takes an unknown key beside {', '.join(place)[:100]}")
            del place["Not here!"]
    for path in FILES[:-1]:
        if path.name.removesuffix(".schema.json") not in asked:
            faults.append(f"{path.name}: no command was checked against it")
    for fault in faults:
        print(fault)
    print(f"{count} commands, {len(faults)} faults")
    return len(faults) > 0


if __name__ == "__main__":
    sys.exit(main(str(Path(sys.argv[1]).resolve())) if len(sys.argv) == 2 else "usage: output_schemas.py PROGRAM")
