#!/usr/bin/env python3
"""Spelling and typography of the atlas's documents.

Every text of Resources/atlas.json and Resources/actors/*.json is read: titles, summaries, blocks,
facts, mentions, names, topics, aliases and notes; not ids, addresses, links or handles, and not
names in other languages (of these only the characters are looked at).

spelling    hunspell's dictionary en_GB knows the word, or Tests/words.txt has it: names and terms,
            one a line, sorted; a term in lower case there may begin with a capital. Words joined by
            hyphens are asked part by part. Not asked: words with a digit, capitals up to 12 letters
            and their plural (ICTs), links and misprints quoted from a source (Printed ‘…’). The
            text has -ise; an alias may be spelled as people type it, so -ize and TYPED as well.
characters  NFC; no control, invisible or no-break character; no straight quote; no outer or double
            blank; a dash – where `--` or ` - ` would stand.
sentences   A paragraph ends as a sentence does; no word stands twice in a row.

Prints one line a finding and exits with 1 if there is any; prints nothing otherwise. Python 3.9 or
later, the standard library alone; Debian packages hunspell and hunspell-en-gb.
"""
import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "Resources/atlas.json", *sorted((ROOT / "Resources/actors").glob("*.json"))]
KEPT = ROOT / "Tests/words.txt"

# The keys whose values are English text, and those whose values are no text at all.
TEXTS = {"acronym", "aliases", "label", "measures", "name", "note", "notes", "ownTerm",
         "stakeholderGroup", "summary", "text", "title", "topics", "unit", "value"}
NO_TEXTS = {"handle", "url", "website"}

# What people may type, though no text has it.
TYPED = {"center", "centers", "childrens", "ecommerce", "elearning", "ewaste", "fiber", "harbor", "labor"}

NOT_ASKED = re.compile(r"https?://\S+|\bwww\.\S+|\b[\w-]+\.(?:org|com|int|net|watch)\b|[Pp]rint(?:s|ed)? ‘[^’]*’")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
IZE = re.compile(r"[a-z]{4,}iz(?:e[drs]?|ers|ing|able|ations?|ational)")
CAPITALS = re.compile(r"[A-Z]{1,12}|[A-Z]{2,12}s")
TWICE = re.compile(r"\b([^\W\d]+) \1\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.:;?!][’”)\]]*\Z")


def strings(value, key="", english=True):
    """Every string below `value` but links and handles: its key, the string, whether it is English text."""
    if isinstance(value, str):
        if key not in NO_TEXTS:
            yield key, value, english and key in TEXTS
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, key, english)
    elif isinstance(value, dict):
        english = english and "language" not in value
        for name, item in value.items():
            yield from strings(item, name, english)


def paragraphs(document):
    for actor in document.get("actors", []):
        for section in actor["sections"]:
            for block in section["blocks"]:
                if block.get("style", "paragraph") == "paragraph":
                    yield block["text"]


def words(text):
    """The words of a text that hunspell is to be asked, without the possessive."""
    for match in WORD.finditer(NOT_ASKED.sub(" ", text).replace("’", "'")):
        word = match[0].removesuffix("'s")
        if not any(c.isdigit() for c in word) and not CAPITALS.fullmatch(word):
            yield word


def unknown(asked):
    """Those of the words that hunspell does not know or that end in -ize."""
    run = subprocess.run(["hunspell", "-d", "en_GB", "-i", "UTF-8", "-l"], input="\n".join(sorted(asked)) + "\n",
                         capture_output=True, encoding="utf-8", check=False)
    if run.returncode != 0 or "Can't open" in run.stderr:
        sys.exit(f"hunspell failed: {run.stderr.strip()}")
    return set(run.stdout.split()) | {word for word in asked if IZE.fullmatch(word)}


def context(text, word):
    """The text around a word, about a line of it."""
    at = re.search(rf"\b{re.escape(word)}\b", text.replace("’", "'"))
    start = max(0, at.start() - 40) if at else 0
    return " ".join(text[start:start + 90].split())


def slips(text):
    """What is wrong with the characters of a string."""
    if unicodedata.normalize("NFC", text) != text:
        yield "not in NFC"
    for c in sorted(set(text)):
        if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp") or (c.isspace() and c != " "):
            yield f"character U+{ord(c):04X}"
    if "  " in text:
        yield "double blank"
    if text != text.strip():
        yield "outer blank"
    if "'" in text or '"' in text:
        yield "straight quote"
    if "--" in text or " - " in text:
        yield "hyphen for a dash"


def main():
    findings = []
    kept = KEPT.read_text(encoding="utf-8").splitlines()
    if kept != sorted(set(kept)):
        findings.append("words.txt: not sorted, or a word stands there twice")
    kept = set(kept)
    places = {}                                     # word: ({documents}, a text that holds it)
    for path in DOCUMENTS:
        document = json.loads(path.read_text(encoding="utf-8"))
        for key, text, english in strings(document):
            findings += [f"{path.name}: {slip}: {text[:90]}" for slip in slips(text)]
            if not english:
                continue
            if twice := TWICE.search(text):
                findings.append(f"{path.name}: word twice, ‘{twice[0]}’: {context(text, twice[0])}")
            for word in words(text):
                if key == "aliases" and (word in TYPED or IZE.fullmatch(word)):
                    continue
                places.setdefault(word, (set(), text))[0].add(path.name)
        findings += [f"{path.name}: no final period: …{text[-80:]}"
                     for text in paragraphs(document) if not SENTENCE_END.search(text)]
    for word in sorted(unknown(places.keys())):
        if word not in kept and word[:1].lower() + word[1:] not in kept:
            documents, text = places.get(word, ({"?"}, word))
            findings.append(f"{word}: {', '.join(sorted(documents))}: {context(text, word)}")
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
