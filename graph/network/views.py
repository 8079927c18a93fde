"""The network as a dataset holds it: ties between agents, or one of the other views, with evidence for each edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..dataset import Readable
from ..errors import SettingError
from ..facts import Fact, Facts, Ref
from ..order import CERTAINTIES, STATUSES
from .edge import Edge
from .filter import EVERYTHING, Filter

if TYPE_CHECKING:
    import networkx

_PLAIN = ("kind", "label", "weight", "sources", "certainty", "status", "first", "last", "strong")
VIEWS = ("collaboration", "funding", "programme")
MOST = 1_000_000
"""Ties that are told one by one, as objects with their facts; more are read as arrays."""


@dataclass(frozen=True)
class Network:
    """Nodes and edges of one view, in a fixed order; ``left_out`` counts edges that the filter removed."""

    view: str
    nodes: tuple[Ref, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0
    undated: int = 0

    def to_networkx(self) -> networkx.MultiGraph[str]:
        """The network for networkx: parallel ties kept, all attributes plain.

        Nodes are IRIs with ``label``, ``kind`` and ``slug``. Edges, keyed by kind (and principal), have ``label``, ``weight``,
        ``sources``, ``certainty``, ``status``, ``first``, ``last``, ``strong`` and ``evidence``. Collaboration is
        undirected (who acts for whom is told by ``principal``); the other views lead from source to target.
        """
        import networkx

        graph: networkx.MultiGraph[str] = (
            networkx.MultiGraph() if self.view == "collaboration" else networkx.MultiDiGraph()
        )
        for ref in self.nodes:
            graph.add_node(ref.iri, label=ref.label, kind=ref.kind, slug=ref.slug)
        for edge in self.edges:
            told = {name: getattr(edge, name) for name in _PLAIN}
            principal = {"principal": edge.b} if edge.directed and self.view == "collaboration" else {}
            key = f"{edge.kind} {edge.b}" if principal else edge.kind  # two may act for each other
            graph.add_edge(edge.a, edge.b, key, **told, **principal, evidence="; ".join(edge.evidence))
        return graph


def read_network(
    dataset: Readable, view: str = "collaboration", keep: Filter = EVERYTHING, language: str = "en"
) -> Network:
    """The network of a view.

    ``collaboration``: the ties between people and between organisations. ``funding``: who funds what.
    ``programme``: who was on whose programme, as agents and events.

    :raises SettingError: there is no such view.
    """
    if view not in VIEWS:
        raise SettingError("view", f"no view '{view}'; there are {', '.join(VIEWS)}")
    facts = Facts(dataset, language)
    if view == "collaboration":
        kept, left_out = ties(dataset, keep, language)
    else:
        edges = sorted(_EDGES[view](facts))
        kept = tuple(edge for edge in edges if keep.keeps(edge))
        left_out = len(edges) - len(kept)
    nodes = sorted({iri for edge in kept for iri in (edge.a, edge.b)})
    undated = sum(edge.undated for edge in kept)
    return Network(view, tuple(sorted(facts.ref(iri) for iri in nodes)), kept, left_out, undated)


def ties(dataset: Readable, keep: Filter = EVERYTHING, language: str = "en") -> tuple[tuple[Edge, ...], int]:
    """The ties of the dataset, and how many more the filter left out.

    :raises SettingError: they are too many to be told one by one.
    """
    from .reading import Reading
    from .strongest import blocks

    reading, found, number, left_out = Reading(dataset, keep, language), [], 0, 0
    for block, more in blocks(reading):
        number, left_out = number + len(block), left_out + more
        found.append(block)
        if number > MOST:
            raise SettingError(
                "network", f"more than {MOST:,} ties, too many to tell each; add --strongest 10 for the 10 strongest "
                "partners of each agent (in Python: Filter(strongest=10)), or another filter",
            )  # fmt: skip
    return tuple(sorted(edge for block in found for edge in reading.edges(block))), left_out


def tie(facts: Facts, node: NamedNode) -> Edge:
    """The one tie of that IRI."""
    return _tie(facts, node, facts.members("scen:strong-ties"), {})


def _tie(facts: Facts, node: NamedNode, strong: set[str], known: dict[str, Fact | None]) -> Edge:
    said: dict[str, list[str]] = {}
    for row in facts.store.quads_for_pattern(node, None, None, None):
        said.setdefault(row.predicate.value, []).append(getattr(row.object, "value", ""))

    def all_(curie: str) -> list[str]:
        return sorted(said.get(facts.iri(curie).value, ()))

    kind, principal = all_("scen:kind")[0], all_("scen:actsFor")
    a, b = all_("scen:party")
    a, b = (b, a) if principal == [a] else (a, b)
    first, _, last = (all_("dct:date") or [""])[0].partition("/")
    claims = all_("prov:wasDerivedFrom")
    for claim in claims:
        if claim not in known:
            known[claim] = facts.fact(NamedNode(claim))
    return Edge(
        a, b, facts.notation(kind), facts.label(kind), float(all_("scen:weight")[0]), int(all_("scen:sources")[0]),
        facts.notation(all_("scen:certainty")[0]), facts.notation(all_("scen:status")[0]), first, last or first,
        bool(principal), tuple(fact for claim in claims if (fact := known[claim])), kind in strong,
    )  # fmt: skip


def over(facts: Facts, behind: Iterable[Fact]) -> tuple[str, ...]:
    """What the claims have in common: the event with its date, the project, the organisation."""
    shared = {ref.iri: ref.label for fact in behind if (ref := fact.shared)}
    return tuple(sorted(f"{label}{_when(facts, iri)}" for iri, label in shared.items()))


def _when(facts: Facts, iri: str) -> str:
    """The date of a thing as the dataset shows it, in brackets."""
    times = facts.store.quads_for_pattern(NamedNode(iri), facts.iri("time:hasTime"), None, None)
    for time in (quad.object for quad in times):
        if isinstance(time, NamedNode):
            for quad in facts.store.quads_for_pattern(time, facts.iri("dct:date"), None, None):
                return f" ({getattr(quad.object, 'value', '')})"
    return ""


def _of_class(facts: Facts, cls: str) -> Iterator[Fact]:
    for quad in facts.store.quads_for_pattern(None, facts.iri("rdf:type"), facts.iri(cls), None):
        if isinstance(quad.subject, NamedNode) and (fact := facts.fact(quad.subject)):
            yield fact


def _merged(drawn: Iterable[tuple[str, str, str, str, Fact, tuple[str, str]]]) -> Iterator[Edge]:
    """One edge for all facts with the same ends and kind: surest certainty, strongest status, all sources."""
    groups: dict[tuple[str, str, str, str], list[tuple[Fact, tuple[str, str]]]] = {}
    for a, b, kind, label, fact, when in drawn:
        groups.setdefault((a, b, kind, label), []).append((fact, when))
    for (a, b, kind, label), found in groups.items():
        facts = tuple(sorted(fact for fact, _ in found))
        yield Edge(
            a, b, kind, label, float(len(facts)), len({fact.document.iri for fact in facts}),
            min((fact.certainty for fact in facts), key=CERTAINTIES.index),
            min((fact.status for fact in facts), key=STATUSES.index),
            min((first for _, (first, _) in found if first), default=""),
            max((last for _, (_, last) in found if last), default=""),
            directed=True, facts=facts,
        )  # fmt: skip


def _funding(facts: Facts) -> Iterator[Edge]:
    def drawn() -> Iterator[tuple[str, str, str, str, Fact, tuple[str, str]]]:
        for fact in _of_class(facts, "scen:Funding"):
            funder, item, programme = fact.one("funder"), fact.one("funds"), fact.one("programme")
            if funder and item and programme:
                yield funder.iri, programme.iri, "funds", "funds", fact, ("", "")
                yield programme.iri, item.iri, "funds", "funds", fact, ("", "")
            elif funder and item:
                yield funder.iri, item.iri, "funds", "funds", fact, ("", "")

    return _merged(drawn())


def _programme(facts: Facts) -> Iterator[Edge]:
    when = _dates(facts)

    def drawn() -> Iterator[tuple[str, str, str, str, Fact, tuple[str, str]]]:
        for fact in _of_class(facts, "cv:Participation"):
            agent, event = fact.one("agent"), fact.one("event")
            if agent and event and agent.kind != "group":
                end = (fact.one("within") or event).iri
                yield agent.iri, end, fact.value("role-id"), fact.value("role"), fact, when.get(end, ("", ""))

    return _merged(drawn())


def _dates(facts: Facts) -> dict[str, tuple[str, str]]:
    """Event -> first and last day, where they are known to the day."""
    days: dict[str, list[str]] = {}
    for curie in ("schema:startDate", "schema:endDate"):
        for quad in facts.store.quads_for_pattern(None, facts.iri(curie), None, None):
            days.setdefault(getattr(quad.subject, "value", ""), []).append(getattr(quad.object, "value", ""))
    return {event: (min(found), max(found)) for event, found in days.items()}


_EDGES = {"funding": _funding, "programme": _programme}
