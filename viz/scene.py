"""A scene: a network laid out and styled, which any renderer can draw without knowing the dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..graph.dataset import Readable
from ..graph.facts import Fact, Facts, Ref
from ..graph.network.edge import Edge
from ..graph.network.views import Network
from ..graph.sentences import sentence
from ..ontology.terms import model
from . import style
from .labels import size, wrapped
from .layout import TALL, WIDE, Place, lay
from .positions import Positions

QUIET = frozenset({"attended-same-event", "same-funder", "co-funded"})
"""Kinds of tie that say least about working together; a picture begins without them."""


@dataclass(frozen=True, order=True)
class Kind:
    """One line of the legend: a kind of node, tie or role, and how many there are."""

    kind: str
    label: str
    count: int
    colour: style.Colour
    shape: str = ""
    strong: bool = False
    family: str = ""
    """Label of the wider role, where it is a role."""
    drawn: bool = True
    note: str = ""


@dataclass(frozen=True, order=True)
class Node:
    """A thing in the picture; ``lines`` is its label as drawn."""

    iri: str
    label: str
    lines: str
    kind: str
    look: style.Look
    size: float
    at: Place
    """Where it stands in a view that is wider than high."""
    tall: Place
    """Where it stands in a view that is higher than wide, as on a phone."""
    ties: int


@dataclass(frozen=True, order=True)
class Line:
    """A tie in the picture; ``bend`` keeps lines between the same two nodes apart (0 is straight)."""

    a: str
    b: str
    kind: str
    label: str
    colour: style.Colour
    width: float
    dashes: tuple[int, ...]
    pale: bool
    arrow: bool
    bend: float
    drawn: bool
    strong: bool
    certainty: str
    status: str
    sources: int
    first: str
    last: str
    evidence: tuple[int, ...]
    """Which of the scene's evidence it rests on."""


@dataclass(frozen=True, order=True)
class Evidence:
    """One claim as a reader sees it."""

    iri: str
    sentence: str
    certainty: str
    status: str
    document: str
    lines: tuple[int, ...]
    words: tuple[str, ...]
    because: str
    disputes: tuple[str, ...]
    joins: tuple[str, ...]
    """IRIs of the things it joins."""
    language: str = ""
    """Language of the document, and so of the words."""


@dataclass(frozen=True)
class Scene:
    """Everything a renderer needs."""

    view: str
    language: str
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    evidence: tuple[Evidence, ...]
    kinds: tuple[Kind, ...]
    """Kinds of line, strong ones first."""
    node_kinds: tuple[Kind, ...]
    documents: int
    undated: int
    left_out: int
    scales: tuple[float, float] = (0.0, 0.0)
    """Pixels to a unit in the first view, wide and tall, where labels come in levels (see `Place`); else 0."""


def make(
    network: Network, *, language: str = "en", spoken: Mapping[str, str] | None = None, quiet: Iterable[str] = QUIET,
    start: Positions | None = None,
) -> Scene:  # fmt: skip
    """The scene of a network.

    :param spoken: language of each document, by IRI; see `spoken_in`.
    :param quiet: kinds that are there but not drawn until the reader asks for them.
    :param start: where nodes stood earlier; see `standing` and `positions`.
    """
    silent = frozenset(quiet)
    claims = sorted({fact.iri: fact for edge in network.edges for fact in edge.facts}.values())
    number = {fact.iri: i for i, fact in enumerate(claims)}
    bends = _bends(network.edges)
    order = sorted(
        network.edges, key=lambda edge: (edge.strong, edge)
    )  # strong ones are drawn over the others
    lines = tuple(_line(edge, bends[edge], edge.kind not in silent, number) for edge in order)
    nodes, scales = _nodes(network, lines, silent, start or {})
    return Scene(
        network.view, language, nodes, lines,
        tuple(_evidence(fact, spoken or {}) for fact in claims),
        _kinds(network.edges, silent), _node_kinds(network.nodes),
        len({fact.document.iri for fact in claims}), network.undated, network.left_out, scales,
    )  # fmt: skip


def spoken_in(dataset: Readable) -> dict[str, str]:
    """Language of each source document, where it has just one."""
    facts, found = Facts(dataset), dict[str, set[str]]()
    for quad in dataset.store.quads_for_pattern(None, facts.iri("dct:language"), None, None):
        document, language = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
        if document.startswith(dataset.base + "id/document/"):
            found.setdefault(document, set()).add(facts.notation(language))
    return {document: min(languages) for document, languages in found.items() if len(languages) == 1}


def standing(scene: Scene) -> Positions:
    """Where the nodes of a scene stand, to be kept (`positions.text`) as the start of the next."""
    return {
        "wide": {node.iri: node.at for node in scene.nodes},
        "tall": {node.iri: node.tall for node in scene.nodes},
    }


def _nodes(
    network: Network, lines: Iterable[Line], quiet: frozenset[str], start: Positions
) -> tuple[tuple[Node, ...], tuple[float, float]]:
    shown = {ref.iri: ref for ref in network.nodes}
    ties = Counter(end for line in lines for end in (line.a, line.b))
    near: dict[str, set[str]] = {iri: set() for iri in shown}
    for line in lines:
        near[line.a].add(line.b)
        near[line.b].add(line.a)
    labels = {iri: wrapped(ref.label) for iri, ref in shown.items()}
    sizes = {
        iri: round(min(8 + 1.6 * len(near[iri]) ** 0.5, 16) * style.node(ref.kind).scale, 1)
        for iri, ref in shown.items()
    }
    boxes = [_box(labels[iri], sizes[iri]) for iri in shown]
    number = {iri: i for i, iri in enumerate(shown)}
    drawn = [(number[edge.a], number[edge.b]) for edge in network.edges if edge.kind not in quiet]
    weights = [edge.weight for edge in network.edges if edge.kind not in quiet]
    later = [(number[edge.a], number[edge.b]) for edge in network.edges if edge.kind in quiet]
    laid = [
        lay(list(shown), boxes, drawn, weights, later=later, start=start.get(shape), aspect=aspect)
        for shape, aspect in (("wide", WIDE), ("tall", TALL))
    ]
    wide, tall = (each.places(list(shown)) for each in laid)
    nodes = tuple(
        Node(
            iri,
            ref.label,
            labels[iri],
            ref.kind,
            style.node(ref.kind),
            sizes[iri],
            wide[iri],
            tall[iri],
            ties[iri],
        )
        for iri, ref in sorted(shown.items(), key=lambda pair: (pair[1].label.casefold(), pair[0]))
    )
    return nodes, (laid[0].scale, laid[1].scale)


def _box(label: str, radius: float) -> tuple[float, float, float]:
    """What a node takes up: half its width, and how far it reaches up and down."""
    wide, high = size(label)
    return max(wide / 2, radius), radius, radius + high + 2


def _bends(edges: Iterable[Edge]) -> dict[Edge, float]:
    """A bend for each edge, seen from its lesser end, so that edges of one pair fan out."""
    pairs: dict[tuple[str, str], list[Edge]] = {}
    for edge in sorted(edges):
        pairs.setdefault((min(edge.a, edge.b), max(edge.a, edge.b)), []).append(edge)
    found = {}
    for pair, same in pairs.items():
        for n, edge in enumerate(same):
            bend = (n - (len(same) - 1) / 2) * 0.22
            found[edge] = round(bend if edge.a == pair[0] else -bend, 3)
    return found


def _line(edge: Edge, bend: float, drawn: bool, number: Mapping[str, int]) -> Line:
    return Line(
        edge.a, edge.b, edge.kind, edge.label, style.tie(edge.kind), style.width(edge.sources),
        style.dashes(edge.certainty), style.pale(edge.status), edge.directed, bend, drawn, edge.strong,
        edge.certainty, edge.status, edge.sources, edge.first, edge.last,
        tuple(sorted({number[fact.iri] for fact in edge.facts})),
    )  # fmt: skip


def _evidence(fact: Fact, spoken: Mapping[str, str]) -> Evidence:
    return Evidence(
        fact.iri, sentence(fact), fact.certainty, fact.status, fact.document.label, fact.lines, fact.words,
        fact.because, tuple(sorted(fact.disputes)), tuple(sorted({ref.iri for _, ref in fact.parts})),
        spoken.get(fact.document.iri, ""),
    )  # fmt: skip


def _kinds(edges: Iterable[Edge], quiet: frozenset[str]) -> tuple[Kind, ...]:
    counts = Counter((edge.kind, edge.label, edge.strong) for edge in edges)
    notes = {
        concept.notation: concept.definition
        for name in ("roles", "tie-kinds")
        for concept in model().scheme(name).concepts
    }
    order = ["", *style.FAMILIES]
    made = [
        Kind(
            kind,
            label,
            count,
            style.tie(kind),
            "",
            strong,
            _wider(kind),
            kind not in quiet,
            notes.get(kind, ""),
        )
        for (kind, label, strong), count in counts.items()
    ]
    return tuple(
        sorted(
            made,
            key=lambda k: (not k.strong, not k.drawn, order.index(style.family_of(k.kind)), -k.count, k.kind),
        )
    )


def _wider(kind: str) -> str:
    family = style.family_of(kind)
    return model().concept("roles", family).labels["en"] if family else ""


def _node_kinds(refs: Iterable[Ref]) -> tuple[Kind, ...]:
    counts = Counter(ref.kind for ref in refs)
    plurals = {kind.name: kind.plural for kind in model().kinds.values()}
    made = [
        Kind(kind, plurals.get(kind, kind), count, style.node(kind).colour, style.node(kind).shape)
        for kind, count in counts.items()
    ]
    return tuple(sorted(made, key=lambda k: (-k.count, k.kind)))


__all__ = ["QUIET", "Evidence", "Kind", "Line", "Node", "Scene", "make", "spoken_in", "standing"]
