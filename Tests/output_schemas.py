#!/usr/bin/env python3
"""Whether what geneva-atlas prints as JSON is what Schemas/ says: python3 Tests/output_schemas.py PROGRAM

Every command that prints JSON runs over the whole bundled atlas, as JSON and, where it has them, as JSON lines; no
schema may take a key that it does not describe, and every one must have been asked.
One line for each fault, then the count; exit code 1 if there is one. Needs jsonschema (python3-jsonschema).
"""
import json
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsonschema

warnings.filterwarnings("ignore", category=DeprecationWarning)  # RefResolver: Debian's jsonschema has nothing else
ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "Schemas").glob("*.schema.json")) + [ROOT / "Resources" / "atlas.schema.json"]
STORE = {path.as_uri(): json.loads(path.read_text(encoding="utf-8")) for path in FILES}
SUBJECTS = ("actors", "issues", "entries", "facts", "mentions", "links")
QUERIES = ("data", "ai", "genf", "govrenance", "kind:event", "year:2020", "text:satellite", "actor:wto !rights", "a | e")

faults, asked = [], set()


def validator(name, part=""):
    """Of a schema, or of one of its definitions."""
    uri = (ROOT / "Schemas" / f"{name}.schema.json").as_uri()
    resolver = jsonschema.RefResolver(uri, STORE[uri], store=STORE)
    return jsonschema.Draft202012Validator({"$ref": uri + part}, resolver=resolver)


def run(program, *arguments):
    end = subprocess.run([program, *arguments], capture_output=True, encoding="utf-8", timeout=120, check=False)
    # 1 is nothing found or nothing changed, which is printed as JSON too.
    if end.returncode not in (0, 1):
        faults.append(f"{' '.join(arguments)}: ends with {end.returncode}: {end.stderr[:200]}")
    return end.stdout


def check(name, what, value, part=""):
    asked.add(name)
    fault = jsonschema.exceptions.best_match(validator(name, part).iter_errors(value))
    if fault:
        faults.append(f"{what}: /{'/'.join(map(str, fault.absolute_path))}: {fault.message[:200]}")


def open_objects(schema, way=""):
    """Where a schema describes an object's keys and would still take others; conditions describe nothing."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and schema.get("additionalProperties") is not False:
            yield way or "/"
        for key, inner in schema.items():
            if key not in ("if", "then", "else"):
                yield from open_objects(inner, f"{way}/{key}")
    elif isinstance(schema, list):
        for place, inner in enumerate(schema):
            yield from open_objects(inner, f"{way}/{place}")


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
        for pair in zip(holders, holders[1:]):
            yield "compare", ["compare", *pair, "--issue", issue]
        yield "changes", ["changes", "--issue", issue]
    yield "changes", ["changes", "--edition", atlas["editions"][-1]["id"]]
    for actor in actors:
        yield "changes", ["changes", "--actor", actor]
        yield "show-actor", ["show", actor]
    for issue in atlas["issues"]:
        yield "show-issue", ["show", "issue/" + issue["id"]]
    for basket in atlas["baskets"]:
        yield "show-basket", ["show", "basket/" + basket["id"]]
    for edition in editions:
        yield "timeline", ["timeline", *edition]
        yield "matrix", ["matrix", *edition]
        yield "matrix", ["matrix", "--actor", "itu", "--basket", "economic", *edition]
        yield "timeline", ["timeline", "--actor", "itu", *edition]
    mentions = json.loads(run(program, "list", "mentions", "--format", "json"))
    for mention in mentions[::20]:
        yield "show-mention", ["show", "mention/" + mention["name"]]
    for entry in entries:
        yield "show-entry", ["show", f"{entry['actor']}/{entry['issue']}"]


def main(program):
    for uri, schema in STORE.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        faults.extend(f"{uri}: {way}: takes unknown keys" for way in open_objects(schema))
    listed = list(commands(program))

    def outputs(command):
        _, arguments = command
        formats = ("json", "jsonl") if arguments[0] in ("list", "search") else ("json",)
        return [run(program, *arguments, "--format", each) for each in formats]

    with ThreadPoolExecutor() as pool:  # the programs' time, not Python's, is most of it
        for (name, arguments), (whole, *lines) in zip(listed, pool.map(outputs, listed)):
            value = json.loads(whole)
            check(name, " ".join(arguments), value)
            if lines and [json.loads(line) for line in lines[0].splitlines()] != value:
                faults.append(f"{' '.join(arguments)}: the lines of jsonl are not the members of json")
    for line in run(program, "export", "--format", "jsonl").splitlines():
        check("export-lines", f"export --format jsonl: {line[:60]}", json.loads(line))
    for path in FILES[:-1]:
        if path.name.removesuffix(".schema.json") not in asked:
            faults.append(f"{path.name}: no command was checked against it")
    for fault in faults:
        print(fault)
    print(f"{len(listed)} commands, {len(faults)} faults")
    return len(faults) > 0


if __name__ == "__main__":
    sys.exit(main(str(Path(sys.argv[1]).resolve())) if len(sys.argv) == 2 else "usage: output_schemas.py PROGRAM")
