#!/usr/bin/env python3
"""Whether what `timeline` and `matrix` print as JSON is what Schemas/ says: python3 Tests/view_schemas.py PROGRAM

Both run over the whole bundled atlas, over each edition alone, and narrowed. One line for each fault, then the count;
exit code 1 if there is one. Needs jsonschema (python3-jsonschema).
"""
import json
import subprocess
import sys
import warnings
from pathlib import Path

import jsonschema

warnings.filterwarnings("ignore", category=DeprecationWarning)  # RefResolver: Debian's jsonschema has nothing else
ROOT = Path(__file__).resolve().parent.parent
NAMES = ("timeline", "matrix")
FILES = [ROOT / "Schemas" / f"{name}.schema.json" for name in NAMES] + [ROOT / "Resources" / "atlas.schema.json"]
STORE = {path.as_uri(): json.loads(path.read_text(encoding="utf-8")) for path in FILES}
NARROWED = ([], ["--edition", "2022"], ["--edition", "2023"], ["--actor", "itu"], ["--issue", "e-waste"],
            ["--basket", "economic", "--actor", "wto", "--actor", "unctad"])


def main(program):
    faults = []
    for schema in STORE.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for name, path in zip(NAMES, FILES):
        resolver = jsonschema.RefResolver(path.as_uri(), STORE[path.as_uri()], store=STORE)
        validator = jsonschema.Draft202012Validator({"$ref": path.as_uri()}, resolver=resolver)
        for arguments in NARROWED:
            command = [program, name, *arguments, "--format", "json"]
            printed = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=True).stdout
            fault = jsonschema.exceptions.best_match(validator.iter_errors(json.loads(printed)))
            if fault:
                way = "/".join(map(str, fault.absolute_path))
                faults.append(f"{name} {' '.join(arguments)}: /{way}: {fault.message[:200]}")
    for fault in faults:
        print(fault)
    print(f"{len(NAMES) * len(NARROWED)} commands, {len(faults)} faults")
    return len(faults) > 0


if __name__ == "__main__":
    sys.exit(main(str(Path(sys.argv[1]).resolve())) if len(sys.argv) == 2 else "usage: view_schemas.py PROGRAM")
