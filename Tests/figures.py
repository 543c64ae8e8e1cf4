#!/usr/bin/env python3
"""Is every figure of the sources in the atlas?

    python3 Tests/figures.py SOURCES_FOLDER [--all]

Lists, line by line, each number of the two sources with the fact of the right actor and edition that
carries it, or the reason why it needs none, and at the end the share found for each actor and edition.
A number is carried by a fact of a section whose `sources` cover its line, valid in that edition, where
the fact's value, year, number or asOf holds it. Numbers in names, marks and addresses are explained and
count neither way: the share is found / (found + not found). Then the same for acronyms (words of two
capitals or more), which must stand in a mention, a block, the title or the note of the section.
Without --all the acronyms that were found are not listed. Exit code 1: fewer than 98 % of the figures found.
"""
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

TESTS = Path(__file__).resolve().parent
ACTORS = TESTS.parent / "Resources" / "actors"
JUNK = TESTS / "AtlasModelTests" / "Sources" / "editorial-junk.tsv"
EXCEPTIONS = TESTS / "figures-exceptions.tsv"
EDITIONS = {"2022": "000_*.txt", "2023": "002_*.txt"}
NEEDED = 98.0

WORDS = {word: float(value) for value, word in enumerate(
    ("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
     "nineteen twenty").split(), 2)} | {"thirty": 30.0, "twice": 2.0, "dozen": 12.0}
# Words of number that a fact may put in other words: what its value may say instead.
TURNS = {"half": r"\bhalf\b|\b50\b", "biennial": r"biennial|(two|2|second) years?", "twice": r"twice|\btwo\b|\b2\b"}
TURNS |= dict.fromkeys(["annual", "annually", "every year", "each year"], r"annual|year")
TURNS |= dict.fromkeys(["one year", "one-year"], r"\bone.year")
TURNS |= {word: word for word in ("hundreds", "thousands", "one petabyte", "one million")}
SCALES = {"million": 1e6, "billion": 1e9, "trillion": 1e12}
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\b(?:" + "|".join({*WORDS, *TURNS}) + r")\b", re.I)
ACRONYM = re.compile(r"(?<![\w@])[A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*(?:-[A-Z0-9][A-Za-z0-9]*)*")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+(?:- [A-Z]\S*)?")
# A number behind one of these words (or behind another number of such a row) is an identifier.
LABEL = re.compile(r"(?:articles?|resolutions?|questions?|targets?|goals?|regulations?|regs?|recommendations?|SDGs?|SGs?|"
                   r"ISO|IEC|paragraphs?|annex|action lines?|nos?\.|BT|ITU-[TRD]|indicators?|\bpart|general comment)\s*\(?$", re.I)


def spread(ranges):
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def table(path, columns):
    if not path.exists():
        return []
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()
            if line.strip() and not line.startswith("#")]
    return [row for row in rows if len(row) == columns]


def plain(text):
    """One spelling for blanks, dashes and quotes; the Cyrillic С of two lines becomes a C."""
    for odd, even in (("\u00a0", " "), ("\u2011", "-"), ("–", "-"), ("—", "-"), ("’", "'"), ("‘", "'"), ("С", "C")):
        text = text.replace(odd, even)
    return re.sub(r" +", " ", text)


def worth(token):
    token = token.casefold()
    if token in WORDS:
        return WORDS[token]
    if not token[0].isdigit():
        return None
    token = re.sub(r",(?=\d{3}(?!\d))", "", token).replace(",", ".")
    return float(token) if token.count(".") < 2 else None


def amounts(text):
    """All numbers of a text, each also with its scale (1.1 million is 1.1 and 1,100,000)."""
    found = set()
    for match in TOKEN.finditer(text):
        value = worth(match.group())
        if value is not None:
            found.add(value)
            scale = re.match(r"[\s-]*(million|billion|trillion)", text[match.end():], re.I)
            if scale:
                found.add(value * SCALES[scale.group(1).casefold()])
    for first, last in re.findall(r"\b((?:19|20)\d\d)[-/](\d\d)\b", text):
        found.add(float(first[:2] + last))
    return found


def words(text):
    return re.findall(r"[A-Za-zÀ-ÿ0-9]+", plain(text).casefold())


class Place:
    """What an actor says at a line: the facts and the texts of one section (or of the actor itself)."""

    def __init__(self, edition, actor, section=None):
        self.actor = actor["id"]
        home = section or actor
        valid = [x for x in (section or {}).get("facts", []) if edition in x.get("editions", [edition])]
        self.facts = [(f, amounts(plain(f["value"])) | amounts(f.get("asOf", "").split("-")[0])
                       | {float(f[k]) for k in ("year", "number") if isinstance(f.get(k), (int, float))})
                      for f in valid]
        mentions = [m for m in (section or {}).get("mentions", []) if edition in m.get("editions", [edition])]
        self.names = [plain(f"{m['name']} {m.get('acronym', '')}") for m in mentions]
        self.names += [plain(x) for x in [home.get("title", ""), home.get("ownTerm", ""), *home.get("topics", [])] if x]
        blocks = [b["text"] for b in (section or {}).get("blocks", []) if edition in b.get("editions", [edition])]
        notes = [x.get("note", "") for x in [home, *mentions, *valid]]
        self.held = "\n".join([*self.names, *map(plain, blocks + notes)])
        own = {} if section else {key: value for key, value in actor.items() if key not in ("sections", "sources")}
        self.fields = plain(json.dumps(own, ensure_ascii=False)) if own else ""
        if own:  # footnotes and bare headings may be told in any section of the actor
            self.held += self.fields + plain(json.dumps(actor["sections"], ensure_ascii=False))

    def holds(self, word):
        """Whether an acronym stands here, if need be in the singular (SGs) or in other letters (SwissUniversities)."""
        edge = r"(?<![A-Za-z0-9])"
        return (re.search(edge + re.escape(word), self.held) or re.search(edge + re.escape(word.rstrip("s")) + r"\b", self.held)
                or len(word) > 6 and word.casefold() in self.held.casefold())

    def fact(self, token, line):
        """The fact that carries the number; of several the one whose subject is nearest to the line."""
        token, value = token.casefold(), worth(token)
        fits = [f for f, held in self.facts
                if (value is not None and value in held) or (token in TURNS and re.search(TURNS[token], f["value"], re.I))]
        about = set(words(line))
        return max(fits, key=lambda f: (token in words(f["value"]), len(about & set(words(f["measures"])))), default=None)


def load():
    places = {edition: defaultdict(list) for edition in EDITIONS}
    for path in sorted(ACTORS.glob("*.json")):
        for actor in json.loads(path.read_text(encoding="utf-8"))["actors"]:
            for home in [None, *actor["sections"]]:
                for edition, ranges in (home or actor).get("sources", {}).items():
                    place = Place(edition, actor, home)
                    for line in spread(ranges):
                        places[edition][line].append(place)
    return places


def named(match, line, heres):
    """The name of the right section in which this number stands: its words up to the number must be there."""
    if not match.group()[0].isdigit():
        return None
    before, after = words(line[:match.start()]), words(line[match.end():])
    # 12th, 39th: the ending belongs to the number.
    ending = re.match(r"(?:st|nd|rd|th)\b", line[match.end():])
    token, after = match.group().casefold() + (ending.group() if ending else ""), after[1:] if ending else after
    for name in (n for h in heres for n in h.names):
        row = words(name)
        for i, word in enumerate(row):
            if word == token and (before[-i:] == row[:i] if i else len(row) > 1 and after[:1] == row[1:2]):
                return f"part of a name: {name.strip()}"
    return None


def reason(match, line, heres):
    """Why a number needs no fact, by rule; None where it needs one."""
    token, before, after = match.group(), line[:match.start()], line[match.end():]
    digits = token[0].isdigit()
    if any(a.start() <= match.start() < a.end() for a in ADDRESS.finditer(line)):
        return "web address"
    if digits and len(token) <= 2 and re.search(r"(^|[\s.;:,'A-Za-z])\($", before) and re.match(r"\)", after):
        return "list enumerator or footnote mark"
    if digits and (not before.strip() and re.match(r"\s*[-.)]", after)):
        return "list enumerator or footnote mark"
    if any(re.search(rf"(?<!\d){re.escape(token)}(?!\d)", h.fields, re.I) for h in heres):
        return "metadata: a field of the actor"
    if digits:
        head, tail = re.search(r"[^\s,;('\"]*$", before).group(), re.match(r"[^\s,;()'\"]*", after).group()
        if (re.search(r"(?<![A-Za-z])[A-Za-z]{0,6}[A-Z][A-Za-z]{0,6}[-/.#]?$", head)
                or re.match(r"-?[A-Z]{1,2}(?![a-z])", tail)):
            return "identifier"
        if re.search(r"[A-Z]", head) and re.search(r"[-/.\d]$", head):
            return "identifier"
        if (re.search(r"[\d)]/$", head) or re.match(r"/\d", tail)) and not re.fullmatch(r"(19|20)\d\d", token):
            return "document symbol"
        row = re.sub(r"(?:[\d./-]+(?:[\s,]|and|or|to|-|/|part)+)+$", "", before)
        if LABEL.search(row.rstrip()):
            return "identifier"
    # Looser than named(): the number and one of its neighbours stand side by side in a name.
    previous, following = words(before)[-1:], words(after)[:1]
    for name in (n for h in heres for n in h.names):
        row = words(name)
        for i, word in enumerate(row):
            if word == token.casefold() and (i and row[i - 1:i] == previous or following and row[i + 1:i + 2] == following):
                return f"part of a name: {name.strip()}"
    return None


def main(arguments):
    listing = "--all" in arguments
    arguments = [a for a in arguments if a != "--all"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    places = load()
    junk = {(e, n) for e, ranges, _ in table(JUNK, 3) for n in spread(ranges)}
    excepted = {(e, int(n), number.casefold()): why for e, n, number, why in table(EXCEPTIONS, 4)}
    used = set()
    tally, names = defaultdict(Counter), defaultdict(Counter)
    for edition, pattern in EDITIONS.items():
        files = sorted(Path(arguments[0]).glob(pattern))
        if len(files) != 1:
            sys.exit(f"{len(files)} files {pattern} in {arguments[0]}, not one")
        for number, raw in enumerate(files[0].read_text(encoding="utf-8").split("\n"), 1):
            line, heres = plain(raw), places[edition].get(number, [])
            group = (heres[0].actor if heres else "(none)", edition)
            for match in TOKEN.finditer(line):
                token = match.group()
                fact = next(filter(None, (h.fact(token, line) for h in heres)), None)
                key = (edition, number, token.casefold())
                name = "junk line" if (edition, number) in junk else named(match, line, heres)
                why = name or reason(match, line, heres)
                if fact and not name and why not in ("web address", "list enumerator or footnote mark", "identifier",
                                                     "document symbol"):
                    kind, text = "found", f"{fact['value']} – {fact['measures']}"
                elif why or key in excepted:
                    kind, text = "explained", why or excepted[key]
                    used |= {key} if not why else set()
                else:
                    kind, text = "NOT FOUND", "…" + line[max(0, match.start() - 60):match.end() + 40].strip() + "…"
                tally[group][kind] += 1
                print(f"{edition}:{number}\t{group[0]}\t{token}\t{kind}\t{text}")
            if (edition, number) in junk:
                continue
            for word in dict.fromkeys(ACRONYM.findall(ADDRESS.sub(" ", line))):
                key = (edition, number, word.casefold())
                kind = "found" if any(h.holds(word) for h in heres) else "explained" if key in excepted else "NOT FOUND"
                names[group][kind] += 1
                used |= {key} if kind == "explained" else set()
                if listing or kind != "found":
                    print(f"{edition}:{number}\t{group[0]}\t{word}\tacronym {kind}\t{excepted.get(key, '')}".rstrip())
    for edition, number, token in sorted(set(excepted) - used):
        print(f"{edition}:{number}\texception for {token} is not needed")
    share = 0.0
    for title, counts in (("Acronyms", names), ("Figures", tally)):
        print(f"\n{title}: found, not found, explained, share")
        for group in [*sorted(counts), None]:
            sums = counts[group] if group else sum(counts.values(), Counter())
            found, lost = sums["found"], sums["NOT FOUND"]
            share = 100 * found / (found + lost) if found + lost else 100.0
            label = f"{group[0]} {group[1]}" if group else "in all"
            print(f"  {label:14} {found:5} {lost:5} {sums['explained']:5} {share:7.2f} %")
    return 1 if share < NEEDED else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
