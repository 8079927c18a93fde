"""What a network rests on: how many ties and agents by year, source and kind, so that nobody over-reads a rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from .dataset import Readable
from .facts import Facts, Ref
from .order import CERTAINTIES, STATUSES

if TYPE_CHECKING:
    from .network import Edge, Network

NOT_STATED = "not stated"
BY = ("year", "source", "tie", "certainty", "status", "organisation", "country")
"""What is counted by; see `coverage`."""
Told = Mapping[str, Iterable[tuple[str, str]]]
"""Organisation -> (name, label) of each kind, or of each country, that sources state of it."""


@dataclass(frozen=True)
class Bucket:
    """One line of a coverage: how many ties and different agents have ``name``, shown as ``label``, for ``by``."""

    by: str
    name: str
    label: str
    ties: int
    agents: int


@dataclass(frozen=True)
class Coverage:
    """The buckets of a network, in a fixed order, and its totals; ``left_out`` edges a filter removed."""

    buckets: tuple[Bucket, ...]
    ties: int
    agents: int
    organisations: int
    left_out: int = 0

    def of(self, by: str) -> tuple[Bucket, ...]:
        """The buckets of one sort."""
        return tuple(bucket for bucket in self.buckets if bucket.by == by)

    def missing(self, by: str) -> Bucket:
        """The bucket of what is not stated, be it empty."""
        empty = Bucket(by, "", NOT_STATED, 0, 0)
        return next((bucket for bucket in self.of(by) if not bucket.name), empty)

    @property
    def line(self) -> str:
        """The coverage in one line."""
        years = [bucket.name for bucket in self.of("year") if bucket.name]
        sources = [bucket for bucket in self.of("source") if bucket.name]
        most = max(sources, key=lambda bucket: bucket.ties, default=None)
        unsure = sum(bucket.ties for bucket in self.of("certainty") if bucket.name != "stated")
        undone = sum(bucket.ties for bucket in self.of("status") if bucket.name not in ("reported", "ended"))
        no_country, no_kind = self.missing("country").agents, self.missing("organisation").agents
        whole = _number(self.organisations, "organisation")
        parts = [
            f"{_number(self.ties, 'tie')} between {_number(self.agents, 'agent')} from {_number(len(sources), 'document')}",
            f"{most.ties} of them rest on {most.name}" if most else "",
            f"years {years[0]} to {years[-1]}" if years else "",
            f"{self.missing('year').ties} undated",
            f"{unsure} inferred or disputed",
            f"{undone} not reported as done",
            f"country not stated for {no_country}, kind for {no_kind} of {whole}",
            f"{self.left_out} left out by the filter" if self.left_out else "",
        ]
        return "; ".join(part for part in parts if part)


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def coverage(network: Network, kinds: Told, countries: Told) -> Coverage:
    """Number of ties and of different agents by each of `BY`.

    ``year``: the years of the first and of the last day of a tie, both where they differ, and none between.
    ``source``: each document with a claim behind the tie. ``tie``: its kind. ``certainty``, ``status``: its own.
    ``organisation`` and ``country``: agents are organisations that are said to be of that kind or country, ties
    those with at least one of them as an end; people are not counted there. What is not stated is a bucket with
    the name "". A tie may be in several buckets of years, sources, kinds of organisation and countries, so that
    these do not add up to the whole; certainties, statuses and kinds of tie do.

    >>> from scen.graph.network import Edge, Network
    >>> pair = Network("collaboration", (), (Edge("a", "b", "met", "met", 1.0, 1, "stated", "reported", "2019-11-05"),))
    >>> found = coverage(pair, {}, {})
    >>> [(bucket.by, bucket.label, bucket.ties, bucket.agents) for bucket in found.buckets][:2]
    [('year', '2019', 1, 2), ('source', 'not stated', 1, 2)]
    """
    organisations = {ref.iri for ref in network.nodes if ref.kind == "organisation"}
    ties: Counter[tuple[str, str]] = Counter()
    agents: dict[tuple[str, str], set[str]] = {}
    labels: dict[tuple[str, str], str] = {}

    def count(by: str, found: Iterable[tuple[str, str]], ends: Iterable[str]) -> None:
        for name, label in dict(found).items() or [("", NOT_STATED)]:
            labels.setdefault((by, name), label)
            agents.setdefault((by, name), set()).update(ends)

    for edge in network.edges:
        buckets: set[tuple[str, str]] = set()
        for by, found in _own(edge):
            count(by, found, (edge.a, edge.b))
            buckets |= {(by, name) for name in dict(found) or [""]}
        for by, told in (("organisation", kinds), ("country", countries)):
            for end in {edge.a, edge.b} & organisations:
                count(by, told.get(end, ()), (end,))
                buckets |= {(by, name) for name in dict(told.get(end, ())) or [""]}
        ties.update(buckets)
    made = [Bucket(by, name, labels[by, name], ties[by, name], len(agents[by, name])) for by, name in ties]
    return Coverage(
        tuple(sorted(made, key=_place)), len(network.edges),
        len({ref.iri for ref in network.nodes}.union(*((edge.a, edge.b) for edge in network.edges))),
        len(organisations), network.left_out,
    )  # fmt: skip


def _own(edge: Edge) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What a tie itself says, as (name, label)."""
    years = sorted({day[:4] for day in (edge.first, edge.last) if day})
    yield "year", [(year, year) for year in years]
    yield (
        "source",
        sorted({(fact.document.slug or fact.document.iri, fact.document.label) for fact in edge.facts}),
    )
    yield "tie", [(edge.kind, edge.label)]
    yield "certainty", [(edge.certainty, edge.certainty)]
    yield "status", [(edge.status, edge.status)]


def _place(bucket: Bucket) -> tuple[int, bool, int, str]:
    """By sort; years, certainties and statuses in their order, the rest by number of ties; what is missing last."""
    order = {"certainty": CERTAINTIES, "status": STATUSES}.get(bucket.by, ())
    size = order.index(bucket.name) if bucket.name in order else 0 if bucket.by == "year" else -bucket.ties
    return BY.index(bucket.by), not bucket.name, size, bucket.name


def kinds_and_countries(
    data: Readable, organisations: Iterable[str], language: str = "en"
) -> tuple[dict[str, tuple[tuple[str, str], ...]], dict[str, tuple[tuple[str, str], ...]]]:
    """The kinds and the countries that claims state of organisations (IRIs); what nobody states is not there.

    A claim that was cancelled does not count. The country of a place where an organisation is, is not its own.
    """
    facts = Facts(data, language)
    sorts: dict[str, dict[str, set[str]]] = {"org:classification": {}, "dct:spatial": {}}
    wanted = {facts.iri(curie).value: found for curie, found in sorts.items()}
    for iri in sorted(set(organisations)):
        for quad in facts.store.quads_for_pattern(None, facts.iri("rdf:subject"), NamedNode(iri), None):
            claim = quad.subject
            if not isinstance(claim, NamedNode) or _cancelled(facts, claim):
                continue
            for path in facts.objects(claim, "rdf:predicate"):
                for node in facts.objects(claim, "rdf:object") if path.value in wanted else ():
                    if isinstance(node, NamedNode):
                        wanted[path.value].setdefault(iri, set()).add(node.value)
    kinds, countries = (
        {iri: tuple(sorted(_named(facts, value) for value in values)) for iri, values in sorts[curie].items()}
        for curie in ("org:classification", "dct:spatial")
    )
    return kinds, countries


def _cancelled(facts: Facts, claim: NamedNode) -> bool:
    return any(facts.notation(node.value) == "cancelled" for node in facts.objects(claim, "scen:status"))


def _named(facts: Facts, iri: str) -> tuple[str, str]:
    ref: Ref = facts.ref(iri)
    return ref.slug or facts.notation(iri) or iri, ref.label


def read_coverage(data: Readable, network: Network, language: str = "en") -> Coverage:
    """The coverage of a network, kinds and countries of organisations read from its dataset."""
    organisations = (ref.iri for ref in network.nodes if ref.kind == "organisation")
    return coverage(network, *kinds_and_countries(data, organisations, language))
