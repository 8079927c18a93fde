"""What to keep of ties, by the words of the command line: kinds, certainty, status, period, agents, what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...graph.errors import SettingError
from ...graph.network.filter import Filter, groups_of_kinds, is_date, kinds_of, kinds_of_agent, unknown
from ...graph.order import CERTAINTIES, STATUSES
from .operations import Given, Parameter

_WORDS = {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 60}}
_DATE = {"type": "string", "pattern": "^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"}


def _known(words: Iterable[str]) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string", "enum": list(words)}}


FILTERS = (
    Parameter("kinds", _WORDS, "Only these kinds of tie or role; 'strong', 'weak' or 'all' for many."),
    Parameter("certainty", _known(CERTAINTIES), "Only stated, inferred, disputed."),
    Parameter("status", _known(STATUSES), "Only reported, ended, announced, unknown, cancelled."),
    Parameter("min-sources", {"type": "integer", "minimum": 1, "maximum": 1000, "default": 1},
              "Only with so many source documents; each may tell of another thing that the two share."),
    Parameter("since", _DATE, "Only what is shared on that day, month or year, or later; a tie rests on that alone."),
    Parameter("until", _DATE, "Only what is shared on that day, month or year, or earlier; a tie rests on that alone."),
    Parameter("as-of", _DATE, "The network as of that day, month or year; the same as until."),
    Parameter("without-undated", {"type": "boolean", "default": False},
              "Leave out what has no date; else it stays, whatever the period."),
    Parameter("agents", _WORDS, "Only ties between agents of these kinds: person, organisation, or kinds of organisation."),
    Parameter("about", {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 200}},
              "Only what is shared at this place, in this project, series or programme, or about this topic; or this event "
              "itself. A name or an IRI; may be given again: any of them.", again=True),
)  # fmt: skip
STRONGEST = Parameter(
    "strongest", {"type": "integer", "minimum": 1, "maximum": 1000},
    "Only ties to the so many strongest partners of one end at least, after all other filters.",
)  # fmt: skip


def keep(given: Given, view: str = "collaboration") -> Filter:
    """The filter that the parameters tell.

    :raises SettingError: a word that is not known, no date, or one date told twice.
    """
    if given["until"] and given["as-of"]:
        raise SettingError("as-of", "is the same as until; give one")
    for name in ("since", "until", "as-of"):
        if given[name] and not is_date(given[name]):
            raise SettingError(name, f"'{given[name][:40]}' is no date; write 2020-12-10, 2020-12 or 2020")
    return Filter(
        kinds=_kinds(given["kinds"] or (), view),
        certainty=frozenset(given["certainty"] or CERTAINTIES), status=frozenset(given["status"] or STATUSES),
        sources=given["min-sources"], since=given["since"] or "", until=given["until"] or given["as-of"] or "",
        undated=not given["without-undated"], agents=_agents(given["agents"] or ()),
        about=frozenset(given["about"] or ()), strongest=given.get("strongest") or 0,
    )  # fmt: skip


def _kinds(asked: Iterable[str], view: str) -> frozenset[str]:
    """The kinds by name; ``strong`` and ``weak`` stand for all that are, ``all`` for every kind."""
    words = set(asked)
    groups = groups_of_kinds(view) if words else {}
    if words and (wrong := unknown("kind", words - groups.keys(), [*kinds_of(view), *groups])):
        raise SettingError("kinds", wrong)
    return frozenset() if "all" in words else frozenset().union(*(groups.get(word, {word}) for word in words))


def _agents(asked: Iterable[str]) -> frozenset[str]:
    if asked and (wrong := unknown("kind of agent", asked, kinds_of_agent())):
        raise SettingError("agents", wrong)
    return frozenset(asked)
