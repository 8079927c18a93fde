"""When: dates in words, and what is dated of a thing, year by year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..graph.facts import Fact, Facts, Ref
from .kept import KnownFacts

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
}
_DAY = re.compile(r"(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d))?)?[?~%]?\Z")
_DATED = ("event", "session", "series", "project", "publication")


@dataclass(frozen=True, order=True)
class Entry:
    """Something dated: ``year`` is "" where it is not known."""

    year: str
    date: str
    when: str
    thing: Ref
    roles: tuple[str, ...]
    status: str


def in_words(date: str, language: str = "en", no_year: str = "year not stated") -> str:
    """A date in EDTF as people write it; one of another form as it is.

    >>> in_words("2019-09-16"), in_words("2020-11-30/2020-12-04"), in_words("XXXX-11-14")
    ('16 September 2019', '30 November 2020 – 4 December 2020', '14 November, year not stated')
    >>> in_words("2020-11", "sv"), in_words("2021/.."), in_words("2020-W03")
    ('november 2020', '2021 –', '2020-W03')
    """
    ends = [_end(part, language, no_year) for part in date.split("/")]
    if any(end is None for end in ends):
        return date
    return " – ".join(end or "" for end in ends).strip()


def _end(text: str, language: str, no_year: str) -> str | None:
    if text in ("", ".."):
        return ""
    if not (match := _DAY.match(text)):
        return None
    year, month, day = match.groups()
    months = _MONTHS.get(language, _MONTHS["en"]).split()
    if month and not 1 <= int(month) <= 12:
        return None
    dot = "." if language == "nb" else ""
    said = " ".join(
        part for part in (f"{int(day)}{dot}" if day else "", months[int(month) - 1] if month else "") if part
    )
    if year == "XXXX":
        return f"{said}, {no_year}" if said else None
    return f"{said} {year}".strip()


def date_of(facts: KnownFacts, iri: str) -> str:
    """The date of a thing in EDTF, or that of the event that a session is part of; "" where there is none."""
    dates = facts.memory.dates
    found = dates.get(iri)
    return dates.put(iri, _date_of(facts, iri)) if found is None else found


def _date_of(facts: Facts, iri: str) -> str:
    seen: list[NamedNode] = []
    node: NamedNode | None = NamedNode(iri)
    while node is not None and node not in seen:
        dates = sorted(
            date.value for time in facts.objects(node, "time:hasTime") if isinstance(time, NamedNode)
            for date in facts.objects(time, "dct:date")
        )  # fmt: skip
        if dates:
            return dates[0]
        seen.append(node)
        above = (one for one in facts.objects(node, "cv:parentEvent") if isinstance(one, NamedNode))
        node = next(above, None)
    return ""


def entries(
    facts: KnownFacts, found: Iterable[Fact], iri: str, language: str, no_year: str
) -> tuple[Entry, ...]:
    """What the facts tell of that is dated: latest year first, what has no year last."""
    roles: dict[Ref, dict[str, None]] = {}
    status: dict[Ref, str] = {}
    for fact in found:
        if fact.value("property") == "parent":
            continue  # the agenda tells the sessions
        thing = next((ref for ref in _candidates(fact) if ref.kind in _DATED and ref.iri != iri), None)
        if thing:
            role = fact.value("role") if fact.kind in ("participation", "project-role") else ""
            roles.setdefault(thing, {}).update({role: None} if role else {})
            status.setdefault(thing, fact.status)
    made = []
    for thing, said in roles.items():
        date = date_of(facts, thing.iri)
        if date or thing.kind in ("event", "session"):
            year = date[:4] if date[:4].isdigit() else ""
            made.append(
                Entry(year, date, in_words(date, language, no_year), thing, tuple(said), status[thing])
            )
    made.sort(key=lambda entry: (entry.date, entry.thing))
    return tuple(sorted(made, key=lambda entry: entry.year, reverse=True))


def _candidates(fact: Fact) -> Iterable[Ref]:
    """The event itself before its session."""
    for part in ("within", "event", "project", "subject", "object", "funds"):
        yield from fact.all(part)
