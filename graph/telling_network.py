"""Partners, interlocks and introductions as lines of plain text; each ends with what to beware of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .facts import Fact, Ref
from .network.edge import Edge
from .network.found import Buckets, Found
from .network.interlocks import AGENT, PAYS, Interlocks
from .network.introductions import Introducer, Introduction
from .network.partners import Partner
from .telling import Line
from .written import places

_LEAST = "That proves nothing: it is what these documents tell."
_WAYS = {AGENT: "tied to", PAYS: "funds something carried by"}


def partners(agent: Ref, found: Found[Partner], times: int = 1) -> Iterator[Line]:
    """With whom the agent is tied, tie by tie, with documents and lines.

    >>> none = Buckets(0, 0, 0, 0, (), 0)
    >>> [line.text for line in partners(Ref("Sida", "s"), Found((), 0, none))][0]
    'No record of a partner of Sida.'
    """
    least = f" with {times} or more things shared" if times > 1 else ""
    if not found:
        yield from _no_record(f"a partner of {agent.label}{least}")
    else:
        yield Line(f"{agent.label}: {count(found.number, 'partner')}{least}", head=True)
    for one in found:
        labels = {agent.iri: agent.label, one.other.iri: one.other.label}
        told = [f"{count(len(one.things), 'thing')} shared"]
        told += [f"{count(len(one.funders), 'common funder')}"] if one.funders else []
        told += [dates(one.first, one.last), count(len(one.documents), "document")]
        yield Line("")
        yield Line(
            f"{one.other.label}: {count(len(one.edges), 'tie')}, {', '.join(filter(None, told))}", head=True
        )
        for edge in one.edges:
            yield from _edge(edge, labels)
    yield from rest(found)
    yield from buckets(found.counted)


def interlocks(agents: Sequence[Ref], found: Interlocks) -> Iterator[Line]:
    """What the agents have in common, and how they are tied to each other.

    >>> none, pair = Buckets(0, 0, 0, 0, (), 0), [Ref("Sida", "s"), Ref("SOMO", "t")]
    >>> [line.text for line in interlocks(pair, Interlocks((), 0, none, ()))][0]
    'No record of anything that Sida and SOMO have in common.'
    """
    labels = {ref.iri: ref.label for ref in (*agents, *(one.thing for one in found))}
    everybody = _and([ref.label for ref in agents])
    if not found:
        yield from _no_record(f"anything that {everybody} have in common")
    else:
        yield Line(f"{everybody} have {count(found.number, 'thing')} in common", head=True)
    for one in found:
        way = _WAYS.get(one.way, "shared by")
        joined = f"{len(one.joined)} of {len(agents)}: " if len(agents) > 2 else ""
        kind = f" ({one.thing.kind})" if one.thing.kind else ""
        yield Line("")
        yield Line(
            f"{one.thing.label}{kind}: {way} {joined}{_and([it.label for it in one.joined])}",
            head=True,
        )
        if one.way == AGENT:
            for edge in one.edges:
                yield from _edge(edge, labels, pair=True)
        else:
            kinds = ", ".join(kind.label for kind in one.kinds)
            yield Line(f"{kinds}; {_counted(one.facts)}", 2)
            yield Line("; ".join(places(one.facts)), 6, faint=True)
    yield from rest(found)
    yield Line("")
    if found.direct:
        yield Line("Tied to each other", head=True)
        for edge in found.direct:
            yield from _edge(edge, labels, pair=True)
    else:
        yield Line(f"No record of a tie that joins {everybody} directly, which proves nothing.")
    yield from buckets(found.counted)


def introductions(agent: Ref, found: Found[Introduction]) -> Iterator[Line]:
    """Whom the agent might meet, through whom, and over what.

    >>> none = Buckets(0, 0, 0, 0, (), 2)
    >>> [line.text for line in introductions(Ref("Sida", "s"), Found((), 0, none))][-1]
    'No ties here; 2 more left out by the filter.'
    """
    if not found:
        yield from _no_record(f"anybody to whom partners of {agent.label} could introduce")
    else:
        yield Line(f"{agent.label}: {count(found.number, 'introduction')}", head=True)
    for one in found:
        yield Line("")
        yield Line(f"{one.other.label}: {count(one.introducers, 'introducer')}", head=True)
        for by in one.through:
            yield from _introducer(agent, by, one.other)
        if one.introducers > len(one.through):
            yield Line(f"and {one.introducers - len(one.through)} more (--through)", 2, faint=True)
    yield from rest(found)
    yield from buckets(found.counted)


def buckets(counted: Buckets) -> Iterator[Line]:
    """How many ties of the answer are undated, inferred, announced; how many the filter left out.

    >>> [line.text for line in buckets(Buckets(5, 2, 1, 5, (), 0))][1]
    '2 of these 5 ties undated, 1 inferred, 5 announced; 0 more left out by the filter.'
    """
    others = "".join(f", {number} {word}" for word, number in counted.others)
    these = "this" if counted.ties == 1 else "these"
    said = (
        f"{counted.undated} of {these} {count(counted.ties, 'tie')} undated, "
        f"{counted.inferred} inferred, {counted.announced} announced{others}"
        if counted.ties
        else "No ties here"
    )
    yield Line("")
    yield Line(f"{said}; {counted.left_out} more left out by the filter.")


def count(number: int, what: str) -> str:
    """The number with its noun.

    >>> count(1, "tie"), count(0, "tie")
    ('1 tie', '0 ties')
    """
    return f"{number} {what}{'s' * (number != 1)}"


def dates(first: str, last: str) -> str:
    """A period in words.

    >>> dates("2019", "2020"), dates("2019", "2019"), dates("", "")
    ('2019 to 2020', '2019', 'undated')
    """
    return " to ".join(dict.fromkeys(filter(None, (first, last)))) or "undated"


def marks(*words: str) -> str:
    """Status and certainty in brackets, where they are not simply reported and stated.

    >>> marks("announced", "stated"), marks("reported", "stated")
    (' (announced)', '')
    """
    shown = [word for word in words if word not in ("reported", "stated")]
    return f" ({', '.join(shown)})" if shown else ""


def rest(found: Found[Any]) -> Iterator[Line]:
    """How many more there are than are told.

    >>> [line.text for line in rest(Found((), 2, Buckets(0, 0, 0, 0, (), 0)))]
    ['', 'and 2 more (--limit)']
    """
    if found.number > len(found):
        yield from (Line(""), Line(f"and {found.number - len(found)} more (--limit)", faint=True))


def _introducer(agent: Ref, by: Introducer, met: Ref) -> Iterator[Line]:
    yield Line(f"through {by.agent.label}", 2)
    for end, edges in ((agent, by.near), (met, by.far)):
        labels = {end.iri: end.label, by.agent.iri: by.agent.label}
        for edge in edges:
            yield from _edge(edge, labels, pair=True, deeper=2)


def _edge(edge: Edge, labels: Mapping[str, str], pair: bool = False, deeper: int = 0) -> Iterator[Line]:
    """A tie: kind, what is shared, when, marks where it is not simply reported and stated; its lines."""
    a, b = labels[edge.a], labels[edge.b]
    said = f"{a} {edge.label} {b}" if edge.directed else f"{a} and {b}: {edge.label}" if pair else edge.label
    if things := [ref.label for ref in edge.things]:
        said += f"{': ' if edge.directed or not pair else ', '}{'; '.join(things)}"
    told = f"{dates(edge.first, edge.last)}{marks(edge.status, edge.certainty)}"
    yield Line(f"{said}, {told}", 2 + deeper)
    yield Line("; ".join(places(edge.facts)), 6 + deeper, faint=True)


def _counted(facts: Sequence[Fact]) -> str:
    """How many claims, and how many of them are not simply reported or not stated."""
    words = Counter(word for fact in facts for word in (fact.status, fact.certainty))
    unsure = [f"{words[word]} {word}" for word in sorted(words) if word not in ("reported", "stated")]
    more = f" ({', '.join(unsure)})" if unsure else ""
    return f"{count(len(facts), 'claim')}{more}"


def _and(labels: Sequence[str]) -> str:
    return f"{', '.join(labels[:-1])} and {labels[-1]}" if len(labels) > 1 else "".join(labels)


def _no_record(what: str) -> Iterator[Line]:
    yield Line(f"No record of {what}.")
    yield Line(_LEAST)
