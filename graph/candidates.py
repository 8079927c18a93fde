"""Records that may be one thing: pairs of one kind whose names, dates or outside addresses are alike.

A pair is looked at only where the two share a rare key (a word, the beginnings of their words, initials, a
date); a key that very many share tells nothing, and comparing all its pairs would cost their square. What
the ledger judges *same* is one thing here, with the names of all; what it judges *different* is left out, and
so is a pair that a document relates to one another (a part and its whole are two). Sessions are compared
within their event. Pairs judged *unsure* are always listed: they are open questions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, product

from rapidfuzz import fuzz

from .reader import Records
from .records import Thing
from .text import fold

COMMON = 30
"""A key that more things than this share is too common to compare them for."""
ALIKE = 88
"""Spelled almost alike: this share of the letters, in per cent, or more."""
LEAST = 60
"""Pairs that score less are not listed."""

SMALL_WORDS = frozenset(
    ["a", "and", "av", "de", "den", "der", "des", "det", "du", "et", "for", "fra", "from", "i", "in", "la",
     "le", "och", "of", "og", "on", "the", "till", "to", "under", "van", "vid", "von"]
)  # fmt: skip
"""Words that an acronym leaves out, folded."""

_WORD = re.compile(r"\w+")


Pair = tuple[str, str]
"""Two ids, in the order of the alphabet."""


@dataclass(frozen=True)
class Candidate:
    """Two things that may be one. ``score`` is 0 to 100; ``unsure``: the ledger has them as unsure."""

    score: int
    kind: str
    a: str
    b: str
    reasons: tuple[str, ...]
    unsure: bool = False


class Name:
    """One name, made ready to be compared: its words folded, as they stand and in the order of the alphabet."""

    __slots__ = ("digits", "initials", "language", "plain", "sorted", "words")

    def __init__(self, text: str, language: str) -> None:
        self.language = language
        self.words = tuple(_WORD.findall(fold(text)))
        self.plain = " ".join(self.words)
        self.sorted = " ".join(sorted(self.words))
        self.digits = sorted(word for word in self.words if not word.isalpha())
        """*Seminar 2019* and *seminar 2020* are two, however alike."""
        long = [word for word in self.words if word not in SMALL_WORDS]
        self.initials = {"".join(word[0] for word in words) for words in (self.words, long) if len(words) > 1}
        """What its acronym may be, with the small words and without."""


@dataclass
class _Group:
    """The records that are one thing by the ledger, under the id that is kept."""

    kind: str
    names: list[Name] = field(default_factory=list)
    facts: set[str] = field(default_factory=set)
    event: str = ""


def candidates(records: Records, kind: str | None = None) -> list[Candidate]:
    """Likely duplicates of one kind, or of every kind; the likeliest first.

    >>> from .reader import read_records
    >>> all(c.kind == "person" for c in candidates(read_records(), "person"))
    True
    """
    kept = records.kept()
    groups = {slug: group for slug, group in _groups(records, kept).items() if kind in (None, group.kind)}
    apart, unsure = _told_apart(records, kept)
    found = []
    doubts = {
        (a, b)
        for a, b in unsure
        if a != b and a in groups and b in groups and groups[a].kind == groups[b].kind
    }
    for a, b in _pairs(groups) | doubts:
        doubted = (a, b) in doubts
        if not doubted and ((a, b) in apart or groups[a].event != groups[b].event):
            continue
        score, reasons = _compare(groups[a], groups[b])
        if score >= LEAST or doubted:
            reasons = (*reasons, "unsure in the ledger") if doubted else reasons
            found.append(Candidate(max(score, LEAST), groups[a].kind, a, b, reasons, doubted))
    return sorted(found, key=lambda c: (-c.score, c.kind, c.a, c.b))


def label(thing: Thing) -> str:
    """A thing's name for a list: in English where there is one."""
    aliases = {language: texts[0] for language, texts in thing.aliases.items() if texts}
    for names in (thing.name, thing.rendering, aliases):
        if names:
            return names.get("en") or next(iter(names.values()))
    return thing.id


def _groups(records: Records, kept: dict[str, str]) -> dict[str, _Group]:
    groups: dict[str, _Group] = {}
    for slug, entry in records.things.items():
        group = groups.setdefault(kept.get(slug, slug), _Group(entry.kind))
        group.names += _names(entry.thing)
        group.facts |= {f"address {address}" for address in entry.thing.same_as}
    parents: dict[str, str] = {}
    types: dict[str, set[str]] = defaultdict(set)
    dates: dict[str, set[str]] = defaultdict(set)
    for item in records.sources:
        for relation in item.source.relations:
            if relation.property == "parent":
                parents[relation.subject] = relation.object
        for assertion in item.source.assertions:
            if assertion.property in ("type", "date"):
                (types if assertion.property == "type" else dates)[assertion.subject].add(
                    str(assertion.value)
                )
    for slug, entry in records.things.items():
        group = groups[kept.get(slug, slug)]
        if entry.kind == "session":
            group.event = _top(slug, parents)
        elif entry.kind in ("event", "series"):
            group.facts |= {f"date {kind} {date}" for kind, date in product(types[slug], dates[slug])}
    return groups


def _names(thing: Thing) -> list[Name]:
    texts = [*thing.name.items(), *thing.rendering.items()]
    texts += [(language, text) for language, more in thing.aliases.items() for text in more]
    return [name for language, text in texts if (name := Name(text, language)).words]


def _top(slug: str, parents: dict[str, str]) -> str:
    seen: set[str] = set()
    while slug in parents and slug not in seen:
        seen.add(slug)
        slug = parents[slug]
    return slug


def _told_apart(records: Records, kept: dict[str, str]) -> tuple[set[Pair], set[Pair]]:
    """Pairs that are two things by a judgement or a document, and pairs judged unsure."""
    apart: set[Pair] = set()
    unsure: set[Pair] = set()
    for judgement, _ in records.judgements:
        if judgement.judgement != "same":
            (apart if judgement.judgement == "different" else unsure).add(
                _pair(judgement.a, judgement.b, kept)
            )
    for item in records.sources:
        apart |= {_pair(relation.subject, relation.object, kept) for relation in item.source.relations}
    return apart, unsure


def _pair(a: str, b: str, kept: dict[str, str]) -> Pair:
    first, second = sorted((kept.get(a, a), kept.get(b, b)))
    return first, second


def _pairs(groups: dict[str, _Group]) -> set[Pair]:
    """Every pair of one kind that shares a key which is not too common."""
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for slug, group in sorted(groups.items()):
        for key in {key for name in group.names for key in _keys(name, group.kind)} | group.facts:
            blocks[group.kind, key].append(slug)
    return {pair for slugs in blocks.values() if len(slugs) <= COMMON for pair in combinations(slugs, 2)}


def _keys(name: Name, kind: str) -> Iterator[str]:
    words = name.words
    yield from ("word " + word for word in words if len(word) > 2)
    yield "words " + name.sorted
    yield "begins " + " ".join(sorted(word[:3] for word in words))
    yield "ends " + " ".join(sorted(word[-3:] for word in words))
    yield "head " + "".join(words)[:4]
    yield "tail " + "".join(words)[-4:]
    yield from (
        "acronym " + letters for letters in (name.initials if len(words) > 1 else words) if len(letters) < 9
    )
    if kind == "person":
        yield f"person {words[-1]} {words[0][0]}"


def _compare(a: _Group, b: _Group) -> tuple[int, tuple[str, ...]]:
    """The score of the strongest reason, a little more for each further one, and the reasons."""
    found: dict[str, int] = {}
    for x in a.names:
        for y in b.names:
            if named := _reason(x, y, a.kind):
                found[named[0]] = max(named[1], found.get(named[0], 0))
    for fact in a.facts & b.facts:
        same = "same type of event and same date", 70
        reason, score = same if fact.startswith("date ") else ("same address in other data", 100)
        found[reason] = score
    if not found:
        return 0, ()
    ordered = sorted(found, key=lambda reason: (-found[reason], reason))
    shown = [
        r
        for i, r in enumerate(ordered)
        if r.partition(":")[0] not in {o.partition(":")[0] for o in ordered[:i]}
    ]
    return min(100, found[shown[0]] + 3 * (len(shown) - 1)), tuple(shown)


def _reason(x: Name, y: Name, kind: str) -> tuple[str, int] | None:
    """The strongest reason why two names may be of one thing."""
    if x.plain == y.plain:
        return ("same name", 100) if x.language == y.language else ("same name in another language", 98)
    if x.sorted == y.sorted:
        return "same words in another order", 96
    if _acronym(x, y) or _acronym(y, x):
        return "one name is an acronym of the other", 85
    return _alike(x, y) or _contained(x, y) or (_family(x, y) if kind == "person" else None)


def _acronym(short: Name, long: Name) -> bool:
    return len(short.words) == 1 and len(long.words) > 1 and short.words[0] in long.initials


def _alike(x: Name, y: Name) -> tuple[str, int] | None:
    if share := fuzz.ratio(x.plain, y.plain, score_cutoff=ALIKE):
        found = f"spelled almost alike: {share:.0f} %", round(share)
    elif share := fuzz.ratio(x.sorted, y.sorted, score_cutoff=ALIKE):
        found = f"almost the same words in another order: {share:.0f} %", round(share) - 2
    else:
        return None
    return found if x.digits == y.digits and min(len(x.plain), len(y.plain)) > 4 else None


def _contained(x: Name, y: Name) -> tuple[str, int] | None:
    """The words of one stand side by side in the other; the more of it they are, the likelier."""
    short, long = sorted((x.plain, y.plain), key=len)
    if len(short) > 2 and f" {short} " in f" {long} ":
        return "one name contains the other", 60 + 30 * len(short) // len(long)
    return None


def _family(x: Name, y: Name) -> tuple[str, int] | None:
    a, b = x.words, y.words
    if a[-1] == b[-1] and a[0][0] == b[0][0] and len(a) > 1 and len(b) > 1:
        return "same family name and initial", 82 if a[0] == b[0] or 1 in (len(a[0]), len(b[0])) else 62
    return None
