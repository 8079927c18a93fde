"""The ties year by year, and two spans of years compared, as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from .network.partners import things_of
from .telling import Line
from .telling_network import buckets, count, dates, marks, rest
from .written import places

if TYPE_CHECKING:
    from .facts import Ref
    from .network.between import Compared, Difference
    from .network.edge import Edge
    from .network.periods import Span
    from .network.years import Change, Year, Years

COLUMNS = (
    "year", "ties", "agents", "new", "continued", "returned", "last_active", "ended", "announced", "inferred", "strong",
)  # fmt: skip
"""Of the table: the numbers of a `Year`."""
_DATED = ("new", "continued", "returned", "last_active")
_SILENCE = (
    "Last active or gone: no document tells of a later year, which proves no end; ended: a status says so."
)


def years(found: Years, agent: Ref | None = None, since: str = "") -> Iterator[Line]:
    """The table, and what changed for the agent; ``since`` is where a filter lets the history begin.

    >>> from .network.found import Count, Found
    >>> from .network.years import Year, Years
    >>> nothing, none = Count().buckets, Year(0, *[0] * 10)
    >>> [line.text for line in years(Years((), none, Found((), 0, nothing), nothing))][0]
    'No record of a dated tie in these years.'
    """
    whose = f" of {agent.label}" if agent else ""
    if found.rows:
        yield Line(f"Ties{whose} in {count(len(found.rows), 'year')}", head=True)
    else:
        yield Line(f"No record of a dated tie{whose} in these years.")
    yield from _table([*found.rows, found.undated], "partners" if agent else "agents")
    yield Line(_SILENCE, faint=True)
    if since:
        yield Line(f"The filter leaves out what was over before {since}: new is new since then.", faint=True)
    for year, changes in groupby(found.changes, lambda change: change.year):
        yield from (Line(""), Line(str(year), head=True))
        for one in changes:
            yield from _change(one, agent)
    yield from rest(found.changes)
    yield from buckets(found.counted)


def between(found: Compared, agent: Ref | None = None) -> Iterator[Line]:
    """What is new and what is gone.

    >>> from .network.between import Compared
    >>> from .network.found import Count, Found
    >>> none = Found((), 0, nothing := Count().buckets)
    >>> no = Compared((2019, 2019), (2020, 2021), (0, 0), (0, 0), 0, none, 0, none, 0, 0, 0, nothing)
    >>> [line.text for line in between(no)][0]
    '2019 and 2020–2021: 0 ties in both, 0 new, 0 gone'
    """
    earlier, later = span(found.earlier), span(found.later)
    whose = f"{agent.label}, " if agent else ""
    told = f"{count(found.both, 'tie')} in both, {found.new.number} new, {found.gone.number} gone"
    yield Line(f"{whose}{earlier} and {later}: {told}", head=True)
    for words, ties, agents in zip((earlier, later), found.ties, found.agents, strict=True):
        yield Line(f"{words}: {count(ties, 'tie')}, {count(agents, 'agent')}", 2)
    yield Line(_SILENCE, faint=True)
    sides = (
        (found.new, later, earlier, f"{found.returned} active before {earlier}", found.new_agents),
        (found.gone, earlier, later, f"{found.again} active again after {later}", found.gone_agents),
    )
    for word, (side, there, not_there, more, agents) in zip(("New", "Gone"), sides, strict=True):
        yield Line("")
        said = f"{count(side.number, 'tie')} in {there}, not in {not_there} ({more})"
        yield Line(f"{word}: {said}; {count(agents, 'agent')} with ties only then", head=True)
        for one in side:
            yield from _difference(one)
        yield from rest(side)
    yield from buckets(found.counted)


def span(years: Span) -> str:
    """A span of years in words.

    >>> span((2019, 2019)), span((2019, 2021))
    ('2019', '2019–2021')
    """
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


def cells(row: Year) -> list[str]:
    """What the `COLUMNS` say of a year; of ties without a date only what can be said of them."""
    if row.year:
        return [str(getattr(row, name)) for name in COLUMNS]
    return ["undated", *("" if name in _DATED else str(getattr(row, name)) for name in COLUMNS[1:])]


def _table(rows: Sequence[Year], agents: str) -> Iterator[Line]:
    heads = [agents if name == "agents" else name.replace("_", " ") for name in COLUMNS]
    shown = [heads, *map(cells, rows)]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        numbers = (text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True))
        yield Line("  ".join([row[0].ljust(widths[0]), *numbers]).rstrip(), whole=True)


def _change(one: Change, agent: Ref | None) -> Iterator[Line]:
    words = [f"{word} (before: {one.before})" if word == "returned" else word for word in one.what]
    labels = {ref.iri: ref.label for ref in (one.other, agent) if ref}
    said = _tie(one.edge, labels) if one.edge.directed else f"{one.other.label}: {_over(one.edge)}"
    yield Line(f"{', '.join(words)}: {said}", 2)
    yield Line("; ".join(places(one.edge.facts)), 6, faint=True)


def _difference(one: Difference) -> Iterator[Line]:
    active = ", ".join(map(span, one.years))
    yield Line(f"{_tie(one.edge, {ref.iri: ref.label for ref in (one.a, one.b)})}; active {active}", 2)
    yield Line("; ".join(places(one.edge.facts)), 6, faint=True)


def _tie(edge: Edge, labels: Mapping[str, str]) -> str:
    a, b = labels[edge.a], labels[edge.b]
    return f"{a} {_over(edge, b)}" if edge.directed else f"{a} and {b}: {_over(edge)}"


def _over(edge: Edge, to: str = "") -> str:
    """Kind of tie and what is shared, when, and what is not simply reported and stated."""
    things = "; ".join(ref.label for ref in things_of((edge,)))
    said = ": ".join(filter(None, (f"{edge.label} {to}".strip(), things)))
    return f"{said}, {dates(edge.first, edge.last)}{marks(edge.status, edge.certainty)}"
