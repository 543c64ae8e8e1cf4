#!/usr/bin/env python3
"""Whether Resources/atlas.schema.json and geneva-atlas agree: python3 Tests/schema_agreement.py PROGRAM

Both must take what is bundled, what `export` prints, and GOOD, and refuse BAD; on LEFT_OUT they must say the same.
ONLY_PROGRAM is the line between the two: what JSON Schema cannot say, so that it takes this, and the program refuses.
One line for each disagreement, then the count; exit code 1 if there is one. Needs jsonschema (python3-jsonschema).
"""
import copy
import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsonschema

RESOURCES = Path(__file__).resolve().parent.parent / "Resources"
KNOWN = []  # names of rows where the program is wrong, until it is mended
DROP, BOTH_TAKE, BOTH_REFUSE = object(), ("takes", "takes"), ("refuses", "refuses")

BASE = {  # every key of the schema stands here
    "schema": 1, "baskets": [{"id": "rights", "name": "Rights"}, {"id": "spare", "name": "Spare"}],
    "editions": [{"id": "e1", "name": "First", "date": "2022-10", "note": "Why?"},
                 {"id": "e2", "name": "Second", "date": "2023"}],
    "issues": [{"id": "privacy", "name": "Privacy", "basket": "rights", "aliases": ["data", "secrecy"],
                "otherNames": {"fr": "Vie privée", "gsw": "Privatsphäre"}, "seeAlso": ["e-waste"], "summary": "It is.",
                "url": "https://example.org/p?q=1#a", "status": "seen", "note": "Why?"},
               {"id": "e-waste", "name": "E-waste", "basket": "rights", "summary": "What it is."}],
    "actors": [{
        "id": "agency", "label": "Agency", "name": "The Agency", "otherNames": [{"name": "L’Agence", "language": "fr"}],
        "notes": ["One.", "Two."], "stakeholderGroup": "International", "established": 1954, "address": "Geneva",
        "website": "https://a.org", "websiteStatus": "unchecked", "cutIn": ["e2"], "sources": {"e1": "1-5", "e2": "3"},
        "channels": [{"platform": "Mail", "handle": "info", "url": "mailto:info@example.org", "status": "derived",
                      "editions": ["e1"], "note": "Why?"}],
        "sections": [{"kind": "issue", "issue": "privacy", "title": "Privacy", "ownTerm": "secrecy",
            "touches": ["e-waste"], "topics": ["youth"], "sources": {"e1": "8,10-12", "e2": "9"}, "note": "Why?",
            "blocks": [{"text": "It has 5 members.", "style": "paragraph"},
                       {"text": "One more.", "style": "item", "editions": ["e2"]}],
            "facts": [{"value": "5", "measures": "members", "kind": "count", "year": 2022, "target": True,
                       "unit": "CHF", "asOf": "2022-10-31", "number": 5.5, "editions": ["e1"], "note": "Why?"}],
            "mentions": [{"name": "A Body", "acronym": "AB", "kind": "body", "url": "http://ab.example.org:80/",
                          "status": "seen", "actor": "agency", "editions": ["e1", "e2"], "note": "Why?"}]},
            {"kind": "overview", "title": "Overview", "sources": {"e1": "1"}, "blocks": [{"text": "It does."}]}]}]}

AGENCY, SECTION, PLAIN = "actors/0/", "actors/0/sections/0/", "actors/0/sections/1/"
FACT, MENTION, CHANNEL = SECTION + "facts/0/", SECTION + "mentions/0/", AGENCY + "channels/0/"
LABEL, WEB, LINES, DATE = AGENCY + "label", AGENCY + "website", AGENCY + "sources/e1", "editions/0/date"
CHOICES = {"status": AGENCY + "websiteStatus", "block/style": SECTION + "blocks/0/style",
           "fact/kind": FACT + "kind", "mention/kind": MENTION + "kind", "section/kind": PLAIN + "kind"}


def each(what, where, *values):
    return [(f"{what} {value!r}"[:60], where, value) for value in values]


def places(value, way=""):
    """Each place below a value and what stands there, depth first."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield f"{way}{key}", inner
        if isinstance(inner, (dict, list)):
            yield from places(inner, f"{way}{key}/")


GOOD = [  # what the row shows, where the base document is changed, to what
    ("every key", "schema", 1), ("an edition without a note", "editions/0/note", DROP),
    ("no fact", SECTION + "facts", []), ("no channel", AGENCY + "channels", []),
    ("no section", AGENCY + "sections", []), *each("id", "baskets/1/id", "a" * 64, "2022", "a-1-b"),
    ("no other name", "issues/0/otherNames", {}), ("a list of no edition", FACT + "editions", []),
    ("a name without its language", AGENCY + "otherNames/0/language", DROP), ("no goal", FACT + "target", False),
    ("a section without what may lack", "actors/0/sections", BASE["actors"][0]["sections"][1:]),
    ("a number below nought", FACT + "number", -1e-7), *each("first and last year", FACT + "year", 1, 9999),
    *each("short text, inner blanks", LABEL, "é", "a  b", "\U0001F30D"),
    *each("date (no calendar)", DATE, "0001", "2022-01", "2022-02-30", "9999-12-31"),
    *each("lines", LINES, "1", "7-7", "007-010", "999999999"),
    *each("url", WEB, "http://a.org/" + "a" * 2035, f"http://{'a' * 63}.org", *"""HTTPS://Example.ORG/
          http://a.org:65535 http://a.org?a http://a.org#a http://localhost/ http://_a.b-c.org http://a.org/@b:c
          http://a.org/!#$&%20()*+,-./:;=?@[]^_{|}~ https://a.org?$filter=1 https://127.0.0.255 https://1.org/
          https://0xg/ https://a.org/caf%c3%A9 mailto:a@1.2.3.4 Mailto:first.last+tag_x-y@mail.example.org""".split())]

BAD = [
    *each("schema", "schema", 0, 2, "1", True), ("no schema", "schema", DROP), ("unknown list", "sections", []),
    *each("id", "baskets/1/id", "", "a" * 65, "a\n", *"Spare a--b -a a- a_b é".split()),
    *each("text", LABEL, "", " ", " a", "a ", "é" * 65537), ("empty alias", "issues/0/aliases", [""]),
    ("empty name in French", "issues/0/otherNames/fr", ""), ("empty block", PLAIN + "blocks/0/text", ""),
    ("empty note", FACT + "note", ""), ("no sources", AGENCY + "sources", {}),
    ("no sources of a section", PLAIN + "sources", {}),
    *each("date", DATE, "", "2022\n", *"""22 0000 2022- 2022-1 2022-00 2022-13 2022-10-00 2022-10-32 2022/10/31
          2022-10-31-01 2022-10-31T12:00 ２０２２""".split()),
    ("no block", PLAIN + "blocks", []), *each("year", FACT + "year", 0, -1, 10000, 1954.5, "2022"),
    *each("lines", LINES, "", "1, 2", *"0 0-5 5- -5 1-2-3 1, 1,,2 1000000000 1–2".split()),
    *[(f"{lone} goes", lone, DROP) for lone in (MENTION + "url", MENTION + "status", "issues/0/url", "issues/0/status",
          CHANNEL + "url", CHANNEL + "status", WEB, AGENCY + "websiteStatus")],
    ("issue on a section that is none", PLAIN + "issue", "privacy"), ("issue missing", SECTION + "issue", DROP),
    *[row for what, where in CHOICES.items() for row in each(what, where, "", "seem", "Item")],
    *[(f"{where} twice", where, value[:1] * 2) for where, value in places(BASE)
      if isinstance(value, list) and isinstance(value[0], str)],
    *[(f"language {code!r}", "issues/0/otherNames", {code: "a"}) for code in ("", "f", "fran", "FR", "f1")],
    *each("language", AGENCY + "otherNames/0/language", "", "fr-CH"),
    *[(f"unknown key in {where}", where + "/not-here", 0) for where, value in places(BASE) if isinstance(value, dict)],
    *[(f"{where} as {other!r}", where, other) for where, value in places(BASE) for other in (None, True, 7, "?", [], {})
      if type(other) is not (int if isinstance(value, float) else type(value))],
    *each("url", WEB, "", "https://a.org/a b", "https://a.org/\n", "http://a.org/" + "a" * 2036, "https://a.org/'",
          f"https://{'a' * 64}.org", *r"""ftp://a.org/ javascript:alert(1) a.org https:///a https:a.org https://a.org/"
          https://user@a.org/ https://u:p@a.org/ https://a.org\a https://a.org/<a> https://a.org/`a` https://a.org/é
          https://ä.org/ https://:80/ https://a.org:/ https://a.org:123456 https://a.org:a
          https://a.org:0 https://a.org:080 https://a.org:65536 https://127.1/ https://a.0x7F https://0x/
          https://1.2.3.256/ https://1.2.3.04 https://2130706433:80 https://a.org/% https://a.org/%a https://a.org/%zz https://a.org/$(a)
          https://a.org/${a} mailto:a@127.1 https://-a.org https://a-.org
          https://a..org https://a.org./ https://[::1]/ https://a%2e.org mailto:info mailto:a@b.org?subject=c
          mailto:a@b.org,c@d.org mailto:-a@b.org mailto:a@ mailto:@b.org""".split(), f"mailto:{'a' * 65}@b.org"),
    ("lines of too many editions", AGENCY + "sources", {f"e{number}": "1" for number in range(65)}),
    *[(f"too many editions in {where}", where, [f"e{number}" for number in range(65)])
      for where in (AGENCY + "cutIn", FACT + "editions")],
    ("an atlas of too many editions", "editions",
     BASE["editions"] + [{"id": f"e{number}", "name": "E", "date": "2022"} for number in range(3, 66)])]

# Without a whole list or a source, what refers to it dangles.
LEFT_OUT = [(f"{where} left out", where, DROP) for where, _ in places(BASE)
            if "/" in where and "sources/" not in where and not where.rpartition("/")[2].isdigit()]

ONLY_PROGRAM = [  # a change as above, or a whole text
    ("dangling basket", "issues/1/basket", "right"), ("dangling issue", SECTION + "touches", ["wast"]),
    ("dangling actor", MENTION + "actor", "agence"), ("dangling edition", AGENCY + "cutIn", ["e3"]),
    ("duplicate id", "baskets/1/id", "rights"), ("control character", LABEL, "a\x1bb"),
    ("bidirectional override", LABEL, "a\u202eb"), ("invisible character", LABEL, "a\u200bb"),
    ("not NFC", LABEL, "e\u0301"), ("more accents than any letter has", LABEL, "x" + "\u0331" * 31),
    *each("percent code of no text", WEB, *"""https://a.org/%AC https://a.org/%00 https://a.org/%0a
          https://a.org/%E2%80%AE https://a.org/%ED%A0%80""".split()), ("long host", WEB, "https://" + "a." * 126 + "aa"),
     ("fact not in the text", FACT + "value", "6"),
    *each("lines that do not rise", LINES, "7,3", "7-3", "1,1"), ("see also itself", "issues/0/seeAlso", ["privacy"]),
    ("repeated mention", SECTION + "mentions/1", {"name": "a body", "kind": "group"}),
    ("edition not in sources", PLAIN + "blocks/1", {"text": "More.", "editions": ["e2"]}),
    ("no text", SECTION + "blocks/0/editions", ["e2"]), ("own issue touched", SECTION + "touches", ["privacy"]),
    *[(what, None, json.dumps(BASE).replace(old, new)) for what, old, new in (
        ("repeated key", '"label"', '"label": "a", "label"'), ("schema spelled 1.0", '"schema": 1', '"schema": 1.0'),
        ("year spelled 1954.0", "1954", "1954.0"), ("number beyond a double", "5.5", "1e999"),
        ("half a surrogate pair", '"Geneva"', '"\\ud800"'))]]


def changed(where, value):
    """The base document as text, with one change."""
    if where is None:
        return value
    *way, last = where.split("/")
    place = document = copy.deepcopy(BASE)
    for step in way:
        place = place[int(step) if isinstance(place, list) else step]
    if value is DROP:
        del place[last]
    elif isinstance(place, list):
        place[int(last):int(last) + 1] = [value]
    else:
        place[last] = value
    return json.dumps(document)


def pattern(_, expression, text, __):
    """The keyword as in ECMA 262, where $ is the end alone, not a place before a line feed as well."""
    if isinstance(text, str) and not re.search(expression.replace("$", r"\Z"), text):
        yield jsonschema.ValidationError(f"{text!r} does not match {expression!r}")


def main(program):
    schema = json.loads((RESOURCES / "atlas.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"pattern": pattern})(schema)
    counts = {True: 0, False: 0}

    def run(*arguments):
        return subprocess.run([program, *arguments], capture_output=True, encoding="utf-8", timeout=60, check=False)

    def by_program(path):
        end = run("check", "--no-bundled", str(path))
        # Neither 0 nor 1 is a verdict; it agrees with nothing.
        return {0: "takes", 1: "refuses"}.get(end.returncode, f"ends with {end.returncode}"), end.stdout.split("\n")[0]

    def compare(what, wanted, text, verdict):
        """Wanted: what schema and program shall say; None where they shall say the same."""
        fault = jsonschema.exceptions.best_match(validator.iter_errors(json.loads(text)))
        schema_says = "refuses" if fault else "takes"
        program_says, why = verdict
        is_agreed = (schema_says, program_says) == (wanted or (schema_says, schema_says))
        if not is_agreed or what in KNOWN:
            said = f"schema {schema_says} {str(fault and fault.message)[:200]!r}, program {program_says} {why[:200]!r}"
            print(f"{'known: ' * (what in KNOWN)}{what}: {said}")
        counts[is_agreed != (what in KNOWN)] += 1  # what is known and agrees must leave the list

    for path in sorted(RESOURCES.rglob("*.json")):
        if not path.name.endswith(".schema.json"):
            compare(path.name, BOTH_TAKE, path.read_text(encoding="utf-8"), by_program(RESOURCES))
    rows = [(BOTH_TAKE, ("export", None, run("export").stdout or "null"))]
    for wanted, table in (BOTH_TAKE, GOOD), (BOTH_REFUSE, BAD), (None, LEFT_OUT), (("takes", "refuses"), ONLY_PROGRAM):
        rows += [(wanted, row) for row in table]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as pool:

        def verdicts(texts):
            """What the program says of each, several at a time."""
            files = [Path(folder, f"document-{number}.json") for number in range(len(texts))]
            for file, text in zip(files, texts):
                file.write_text(text, encoding="utf-8")
            return pool.map(by_program, files)

        texts = [changed(where, value) for _, (_, where, value) in rows]
        for (wanted, (what, _, _)), text, verdict in zip(rows, texts, verdicts(texts)):
            compare(what, wanted, text, verdict)
        lists = [changed(where, "?") for where in CHOICES.values()]
        for what, (_, why) in zip(CHOICES, verdicts(lists)):  # each list of names it tells stands in the schema
            told = why.partition("expected one of ")[2].split(", ")
            is_agreed = json.dumps({"enum": told})[1:-1] in json.dumps(schema)
            counts[is_agreed] += 1
            print(f"{what}: the program tells {told}, which is no enum of the schema\n" * (not is_agreed), end="")
    print(f"{counts[True]} agreed, {counts[False]} disagreed")
    return counts[False] > 0


if __name__ == "__main__":
    sys.exit(main(str(Path(sys.argv[1]).resolve())) if len(sys.argv) == 2 else "usage: schema_agreement.py PROGRAM")
