"""Who an agent worked with, as in VIVO's collaboration tables: a row for each other agent (CSV, RFC 4180).

Joint things are counted as ties count them: events (sessions are part of theirs), projects, networks that
both belong to, things funded, funders, and each cooperation that names no event.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TextIO

from ..graph.dates import bounds
from ..graph.facts import Fact
from ..graph.network.edge import Edge
from ..graph.network.views import Network
from ..graph.written import cited
from .guard import write_guarded

HEAD = (
    "other", "number_of_joint_things", "first_year", "last_year", "number_with_unknown_year", "kinds",
    "sources", "evidence", "other_iri",
)  # fmt: skip

Years = tuple[str, str]


def write(network: Network, agent: str, file: TextIO) -> int:
    """Write the rows of the agent with that IRI, the most joint things first; returns the number of rows.

    The year of a thing is known where a claim about it has a date, or where the network has a dated tie
    through that thing alone; the first and last year are those of all ties and things. ``sources`` is the
    number of documents that alone show that the two worked together. Filter the network to filter the rows.
    No cell can be taken for a formula.

    >>> import io
    >>> from ..graph.facts import Ref
    >>> doc, a, b = Ref("D", "d", "document", "doc-1"), Ref("A", "a"), Ref("B", "b")
    >>> parts = (("event", Ref("E", "e")),)
    >>> met = Fact("participation", "c1", "stated", "reported", doc, (3,), (), parts=parts)
    >>> days = ("2021-05-03", "2021-05-03")
    >>> tie = Edge("a", "b", "met", "same programme", 1.0, 1, "stated", "reported", *days, facts=(met,))
    >>> out = io.StringIO()
    >>> write(Network("collaboration", (a, b), (tie,)), "a", out)
    1
    >>> print(out.getvalue().splitlines()[1])
    B,1,2021,2021,0,same programme,1,doc-1:3,b
    """
    names = {ref.iri: ref.label for ref in network.nodes}
    partners: dict[str, list[Edge]] = defaultdict(list)
    for edge in network.edges:
        if agent in (edge.a, edge.b):
            partners[edge.b if edge.a == agent else edge.a].append(edge)
    known = _years(
        network.edges, {thing for edges in partners.values() for e in edges for thing in _things(e)}
    )
    found = [(names[other], other, _counted(edges, known)) for other, edges in partners.items()]
    found.sort(key=lambda row: (-row[2][0], row[0], row[1]))
    write_guarded([HEAD, *((label, *counted, other) for label, other, counted in found)], file)
    return len(found)


def _counted(edges: list[Edge], known: dict[str, Years]) -> tuple[int, str, str, int, str, int, str]:
    """What a row says between the name and the IRI of the other agent."""
    things = {thing for edge in edges for thing in _things(edge)}
    years = [year for edge in edges for year in (edge.first[:4], edge.last[:4]) if year]
    years += [year for thing in things for year in known.get(thing, ()) if year]
    return (
        len(things), min(years, default=""), max(years, default=""), len(things - known.keys()),
        "; ".join(sorted({edge.label for edge in edges})), _sources(edges),
        "; ".join(cited(fact for edge in edges for fact in edge.facts)),
    )  # fmt: skip


def _sources(edges: list[Edge]) -> int:
    """Documents that alone support a tie, counted once over all kinds; never more than can be shown."""
    alone: set[str] = set()
    for edge in edges:
        documents = {fact.document.iri for fact in edge.facts}
        if edge.sources == len(documents):
            alone |= documents
    return max(len(alone), *(edge.sources for edge in edges))


def _things(edge: Edge) -> dict[str, list[Fact]]:
    """What the two have in common -> the claims that say so; an edge without claims is one thing."""
    found: dict[str, list[Fact]] = {}
    for fact in edge.facts:
        if thing := _thing(edge, fact):
            found.setdefault(thing, []).append(fact)
    return found or {f"{edge.a} {edge.b} {edge.kind}": []}


def _thing(edge: Edge, fact: Fact) -> str:
    """The thing of a claim; ``""`` for one that only says why a funder counts."""
    if edge.kind == "same-funder":
        funder = fact.one("funder")
        return funder.iri if funder else ""
    return fact.shared.iri if fact.shared else fact.iri


def _years(edges: tuple[Edge, ...], wanted: set[str]) -> dict[str, Years]:
    """Thing -> its first and last year, as far as the network tells."""
    known: dict[str, Years] = {}
    for edge in edges:
        things = _things(edge)
        for thing, facts in things.items():
            if thing not in wanted:
                continue
            own = [day[:4] for fact in facts for day in bounds(fact.value("date")) if day]
            if not own and len(things) == 1:
                own = [day[:4] for day in (edge.first, edge.last) if day]
            if own:
                first, last = known.get(thing, (own[0], own[0]))
                known[thing] = min(first, *own), max(last, *own)
    return known
