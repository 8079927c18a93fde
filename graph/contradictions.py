"""Contradictions that the build sees itself and no record settles: warnings, one rule a function."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from . import dates
from .claims import Claim, Claims
from .errors import Problem
from .ties import Facts

_SINGLE = frozenset(
    {"date", "start-time", "end-time", "duration", "weekday", "deadline", "price", "attendance", "issued", "modified",
     "agenda-position", "open-places", "format"}
)  # fmt: skip
"""Properties of which a thing has one value."""


def unsettled(claims: Claims) -> list[Problem]:
    """Every contradiction between claims that no `contradictions:` record joins."""
    settled = {frozenset(pair) for dispute in claims.disputes for pair in combinations(dispute.claims, 2)}
    facts = Facts(claims)
    found = (*_other_values(facts), *_outside_parent(facts), *_weekday(facts), *_duration(facts))
    return sorted({problem for a, b, problem in found if frozenset((a.id, b.id)) not in settled})


Found = Iterator[tuple[Claim, Claim, Problem]]


def _values(facts: Facts, name: str) -> dict[str, list[Claim]]:
    values: dict[str, list[Claim]] = defaultdict(list)
    for claim in facts.of("assertion"):
        if claim.property == name and claim.certainty != "inferred":
            values[claim.subject].append(claim)
    return values


def _problem(a: Claim, b: Claim, message: str) -> Problem:
    return Problem(b.place, f"{message} ({a.document} line {a.lines[0]}, {b.document} line {b.lines[0]})")


def _other_values(facts: Facts) -> Found:
    """The same subject and property with another value."""
    for name in sorted(_SINGLE):
        for subject, claims in _values(facts, name).items():
            for a, b in combinations(claims, 2):
                if not _agree(name, a.value("value"), b.value("value")):
                    yield (
                        a,
                        b,
                        _problem(a, b, f"{name} of '{subject}' is {a.value('value')} and {b.value('value')}"),
                    )


def _agree(name: str, a: str, b: str) -> bool:
    """Whether two values can both be true."""
    if name in ("date", "deadline", "issued", "modified"):
        return dates.agree(a, b)
    if name in ("start-time", "end-time"):
        return a[:5] == b[:5]
    return a == b


def _outside_parent(facts: Facts) -> Found:
    """A session outside its parent's dates or hours."""
    starts, ends = _values(facts, "start-time"), _values(facts, "end-time")
    days = _values(facts, "date")
    for session, parent in sorted(facts.parents.items()):
        for mine in (*starts.get(session, ()), *ends.get(session, ())):
            for theirs in starts.get(parent, ()):
                if mine.value("value")[:5] < theirs.value("value")[:5]:
                    yield theirs, mine, _problem(theirs, mine, f"'{session}' is before '{parent}' begins")
            for theirs in ends.get(parent, ()):
                if mine.value("value")[:5] > theirs.value("value")[:5]:
                    yield theirs, mine, _problem(theirs, mine, f"'{session}' is after '{parent}' ends")
        for mine in days.get(session, ()):
            for theirs in days.get(parent, ()):
                if _apart(mine.value("value"), theirs.value("value")):
                    yield (
                        theirs,
                        mine,
                        _problem(theirs, mine, f"'{session}' is outside the dates of '{parent}'"),
                    )


def _apart(a: str, b: str) -> bool:
    (first, last), (start, end) = dates.bounds(a), dates.bounds(b)
    return bool(first and end and first > end) or bool(last and start and last < start)


def _weekday(facts: Facts) -> Found:
    """A printed day of the week that the printed date does not fall on."""
    printed = _values(facts, "weekday")
    for subject, claims in _values(facts, "date").items():
        for date in claims:
            for claim in printed.get(subject, ()):
                falls = dates.weekday(date.value("value"))
                if falls and falls != claim.value("value"):
                    text = f"{date.value('value')} is a {falls}, not a {claim.value('value')}"
                    yield date, claim, _problem(date, claim, text)


def _duration(facts: Facts) -> Found:
    """A printed duration in days that differs from the printed dates."""
    printed = _values(facts, "duration")
    for subject, claims in _values(facts, "date").items():
        for date in claims:
            for claim in printed.get(subject, ()):
                value, days = claim.value("value"), dates.days(date.value("value"))
                if value[1:-1].isdigit() and value[-1] == "D" and days and days != int(value[1:-1]):
                    many = "1 day" if days == 1 else f"{days} days"
                    text = f"{date.value('value')} is {many}, not {value[1:-1]}"
                    yield date, claim, _problem(date, claim, text)
