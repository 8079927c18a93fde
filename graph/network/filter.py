"""What to keep of a network: one filter for everything that shows ties, and what is wrong with one.

A filter that cannot be kept to is refused: an answer that ignores a part of it would look like one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..errors import SettingError
from ..nearest import did_you_mean
from ..order import CERTAINTIES, STATUSES

if TYPE_CHECKING:
    from .edge import Edge

LEADING = ("place", "project", "topic", "event", "session", "series", "programme")
"""Kinds of thing that what is shared may be, or be at, of or about; through these more is."""
_SCHEMES = {"collaboration": "tie-kinds", "programme": "roles", "funding": ""}
"""View -> the scheme of its kinds."""


@dataclass(frozen=True)
class Filter:
    """What to keep. What has no date is kept by ``undated`` whatever the period.

    ``since`` and ``until`` are days, months or years (``2019-09``). ``agents`` are kinds of agent (person,
    organisation, or a kind of organisation, which holds narrower ones), both ends of a tie to be among them; ``about``
    IRIs of places, projects, topics, events, of one of which what is shared must be (an opened dataset takes names
    too). Both are for ties.
    """

    kinds: frozenset[str] = frozenset()
    certainty: frozenset[str] = frozenset(CERTAINTIES)
    status: frozenset[str] = frozenset(STATUSES)
    sources: int = 1
    since: str = ""
    until: str = ""
    undated: bool = True
    agents: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    strong: bool = False
    """Only strong kinds of tie, whatever ``kinds`` says."""
    strongest: int = 0
    """Only ties to the so many strongest partners of one end at least, after all else; 0 for all. For network, measures
    and coverage, the others refuse it; see `scen.graph.network.strongest`."""

    def keeps(self, edge: Edge) -> bool:
        """Whether the edge stays."""
        if (self.kinds and edge.kind not in self.kinds) or (self.strong and not edge.strong):
            return False
        if (
            edge.certainty not in self.certainty
            or edge.status not in self.status
            or edge.sources < self.sources
        ):
            return False
        if edge.undated:
            return self.undated
        return (edge.last or edge.first) >= self.since and (
            not self.until or (edge.first or edge.last)[: len(self.until)] <= self.until
        )


EVERYTHING = Filter()


def checked(keep: Filter, view: str = "collaboration", strongest: bool = False) -> Filter:
    """The filter, if a view can keep to it; ``strongest`` says whether what is asked can keep to that field.

    >>> checked(Filter(since="2019-09")).since
    '2019-09'
    >>> checked(Filter(kinds=frozenset({"co-organized"})))
    Traceback (most recent call last):
    scen.graph.errors.SettingError: kinds: no kind 'co-organized'; did you mean 'co-organised'?

    :raises SettingError: a number too small, no date, a period that ends before it begins, a word that is not known,
        or a field to which the view or the question cannot keep.
    """
    if keep == EVERYTHING or view not in _SCHEMES:  # who reads the view refuses it
        return keep
    for name in ("agents", "about", "strong", "strongest") if view != "collaboration" else ():
        if getattr(keep, name):
            raise SettingError(name, f"chooses ties; there are none in the view {view}")
    if keep.strongest and not strongest:
        raise SettingError("strongest", "is for network, measures and coverage alone; leave it out here")
    at_least(1, sources=keep.sources)
    at_least(0, strongest=keep.strongest)
    _check_period(keep.since, keep.until)
    _check_words(keep, view)
    return keep


def at_least(least: int, **numbers: int | None) -> None:
    """Refuse numbers that are less, each given by the name of its setting; None is no number.

    >>> at_least(0, limit=-1)
    Traceback (most recent call last):
    scen.graph.errors.SettingError: limit: at least 0, not -1

    :raises SettingError: one is less.
    """
    for name, number in numbers.items():
        if number is not None and number < least:
            raise SettingError(name, f"at least {least}, not {number}")


def is_date(text: str) -> bool:
    """Whether the text is a day, month or year of the calendar.

    >>> [is_date(text) for text in ("2020", "2020-12", "2020-12-10", "2020-13", "10.12.2020", "")]
    [True, True, True, False, False, False]
    """
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return bool(re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text))


def unknown(what: str, words: Iterable[str], known: Iterable[str]) -> str:
    """What is wrong with the first word that is not known, in words; ``""`` where all are.

    >>> unknown("status", ["anounced"], ["announced", "reported"])
    "no status 'anounced'; did you mean 'announced'?"
    """
    names = list(known)
    for word in sorted(set(words) - set(names)):
        hint = did_you_mean(word, names) or f"; there are {', '.join(names)}"
        return f"no {what} '{word}'{hint}"
    return ""


def kinds_of(view: str) -> list[str]:
    """All kinds of edge that a view can have, by notation: of tie, or of role.

    >>> kinds_of("funding")
    ['funds']
    """
    from ...ontology.terms import model

    scheme = _SCHEMES[view]
    return [concept.notation for concept in model().scheme(scheme).concepts] if scheme else ["funds"]


def groups_of_kinds(view: str) -> dict[str, frozenset[str]]:
    """Words that stand for many kinds of a view: ``all`` for every one, and of ties ``strong`` and ``weak``.

    >>> sorted(groups_of_kinds("programme")), "co-organised" in groups_of_kinds("collaboration")["strong"]
    (['all'], True)
    """
    from ...ontology.terms import model

    if view != "collaboration":
        return {"all": frozenset()}
    strong = frozenset(concept.notation for concept in model().members("strong-ties"))
    return {"all": frozenset(), "strong": strong, "weak": frozenset(kinds_of(view)) - strong}


def kinds_of_agent() -> list[str]:
    """All kinds of agent, by notation.

    >>> {"person", "organisation", "municipality"} <= set(kinds_of_agent())
    True
    """
    from ...ontology.terms import model
    from .incidences import CLASSES

    return [*CLASSES, *(concept.notation for concept in model().scheme("organisation-kinds").concepts)]


def _check_period(since: str, until: str) -> None:
    for name, day in (("since", since), ("until", until)):
        if day and not (isinstance(day, str) and is_date(day)):
            raise SettingError(name, f"{day!r} is no date; write '2020-12-10', '2020-12' or '2020'")
    if since and until and since[: len(until)] > until[: len(since)]:
        raise SettingError("since", f"{since} is after until {until}")


def _check_words(keep: Filter, view: str) -> None:
    """Of kinds only what is asked for is looked up: the schemes are read from files."""
    asked = [
        ("certainty", "certainty", keep.certainty, CERTAINTIES),
        ("status", "status", keep.status, STATUSES),
        ("kinds", "kind", keep.kinds, kinds_of(view) if keep.kinds else ()),
        ("agents", "kind of agent", keep.agents, kinds_of_agent() if keep.agents else ()),
    ]
    for name, what, words, known in asked:
        if wrong := unknown(what, words, known):
            raise SettingError(name, wrong)
