"""The data of the explorer's page: what ``graph/`` knows and where `scene` places it, as plain columns of JSON.

The form is that of ``explorer/src/data/contract.ts``. Nothing is laid out, measured or derived here: each number is
asked of the part that knows it, so that page, picture and table agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from pyoxigraph import NamedNode

from .. import __version__
from ..graph.dataset import Readable
from ..graph.facts import Fact, Facts
from ..graph.network.filter import EVERYTHING, Filter
from ..graph.network.incidences import KINDS
from ..graph.network.measured import joined
from ..graph.network.pairs import Ties
from ..graph.network.reading import Reading
from ..graph.network.strongest import blocks
from ..graph.network.views import VIEWS, Network, read_network
from . import explorer_claims, explorer_links, explorer_measured, explorer_things
from .explorer_words import LANGUAGES, Plain, line_kinds, words
from .layout import Place
from .positions import Positions
from .scene import QUIET, Scene, make

FORMAT = 1
_LICENCE = {"name": "CC BY 4.0", "address": "https://creativecommons.org/licenses/by/4.0/"}
_TITLE = {
    "en": "The supply-chain ethics network (scen)",
    "sv": "Nätverket för etik i leveranskedjor (scen)",
    "nb": "Nettverket for etikk i leverandørkjeder (scen)",
}
Starts = Mapping[str, Positions]
"""View -> where its nodes stood earlier."""


@dataclass(frozen=True)
class Asked:
    """What the page is asked to hold."""

    view: str = "collaboration"
    """The view that opens first; with a filter the only one."""
    keep: Filter = EVERYTHING
    language: str = "en"
    quiet: Collection[str] = QUIET
    """Kinds of line that are there but not drawn at first."""
    pages: str = ""
    """Address of the portal's pages of things, or nothing."""
    starts: Starts = field(default_factory=dict)

    @property
    def views(self) -> tuple[str, ...]:
        """The views that the page holds."""
        return VIEWS if self.keep == EVERYTHING else (self.view,)


@dataclass(frozen=True)
class Made:
    """The data, and the scenes that they were made of, by view."""

    data: Plain
    scenes: Mapping[str, Scene]


def explorer_data(
    dataset: Readable,
    asked: Asked | None = None,
    stories: Callable[[Plain], Sequence[Plain]] = lambda data: (),
) -> Made:
    """The data of the page.

    :param stories: makes the stories of the page from its data; see `scen.viz.stories`.
    """
    return _Page(dataset, asked or Asked()).made(stories)


class _Page:
    """One page in the making; every part is found once, when it is first needed."""

    def __init__(self, dataset: Readable, asked: Asked) -> None:
        self.dataset, self.asked = dataset, asked
        self.facts = Facts(dataset)
        self.reading = Reading(dataset, asked.keep)

    def made(self, stories: Callable[[Plain], Sequence[Plain]]) -> Made:
        """All of it."""
        columns, kinds = explorer_things.columns(self.facts, self.things, self.claims)
        roles = explorer_claims.roles_of(self.claims)
        data: Plain = {
            "format": FORMAT,
            "view": self.asked.view,
            "language": self.asked.language if self.asked.language in LANGUAGES else "en",
            "made": self._origin(),
            "words": words(kinds, self.places.kinds, roles, self.asked.quiet),
            "things": columns,
            "documents": [
                explorer_claims.document(self.facts, iri, self.places.things[iri]) for iri in self.places.documents
            ],
            "claims": explorer_claims.columns(
                self.claims, self.dataset.base, self.places.things, self.places.documents, roles
            ),
            "contradictions": explorer_claims.contradictions(self.facts, self.places.claims),
            "abouts": [
                {"thing": self.places.things[iri], "sort": sort, "things": sorted(self.places.things[one] for one in of)}
                for iri, sort, of in self.abouts
            ],
            "views": {view: self._view(view) for view in self.asked.views},
            "belongs": explorer_links.belongs(self.reading.network, self.belonging, self.places),
        }  # fmt: skip
        return Made({**data, "stories": list(stories(data))}, self.scenes)

    def _origin(self) -> Plain:
        meta = self.dataset.meta
        return {
            "version": __version__, "digest": meta["digest"], "base": meta["base"], "placeholder": bool(meta["placeholder"]),
            "licence": _LICENCE, "title": _TITLE, "pages": self.asked.pages,
        }  # fmt: skip

    # -- networks -----------------------------------------------------------------------------------------

    @cached_property
    def ties(self) -> Ties | None:
        """The ties that the filter keeps, as columns."""
        parts = (
            [ties for ties, _ in blocks(self.reading) if len(ties)]
            if "collaboration" in self.asked.views
            else []
        )
        return joined(parts) if parts else None

    @cached_property
    def networks(self) -> dict[str, Network]:
        """The views with their facts."""
        found = {}
        for view in self.asked.views:
            if view == "collaboration":
                edges = self.reading.edges(self.ties) if self.ties else ()
                nodes = sorted({end for edge in edges for end in (edge.a, edge.b)})
                found[view] = Network(view, tuple(sorted(map(self.facts.ref, nodes))), edges)
            else:
                found[view] = read_network(self.dataset, view, self.asked.keep)
        return found

    @cached_property
    def scenes(self) -> dict[str, Scene]:
        """The views, laid out."""
        return {
            view: make(network, quiet=self.asked.quiet, start=self.asked.starts.get(view))
            for view, network in self.networks.items()
        }

    @cached_property
    def _is_thing(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Of each link of the ties, whether what is shared is a thing."""
        return self.reading.is_thing(self.ties.through) if self.ties else np.zeros(0, dtype=bool)

    @cached_property
    def throughs(self) -> dict[str, int]:
        """Things that ties are over, and in how many links."""
        shared = self.ties.through[self._is_thing].tolist() if self.ties else []
        return {self.reading.network.things[number]: times for number, times in Counter(shared).items()}

    @cached_property
    def belonging(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """The rows of who belongs where: all, or under a filter those of nodes."""
        network = self.reading.network
        if self.asked.keep == EVERYTHING:
            return np.arange(len(network.belongs))
        if "collaboration" not in self.asked.views:
            return np.zeros(0, dtype=np.int64)
        shown = np.zeros(len(network.classes), dtype=bool)
        if self.ties:
            shown[self.ties.a] = shown[self.ties.b] = True
        return np.flatnonzero(shown[network.belongs[:, 0]] | shown[network.belongs[:, 1]])

    @cached_property
    def abouts(self) -> list[tuple[str, str, list[str]]]:
        """What to choose links by."""
        return explorer_things.abouts(self.facts, self.throughs)

    # -- claims and things --------------------------------------------------------------------------------

    @cached_property
    def claims(self) -> list[Fact]:
        """The claims behind the lines; without a filter, and if they are not too many, all others too."""
        found = [fact for network in self.networks.values() for edge in network.edges for fact in edge.facts]
        known = {fact.iri for fact in found}
        network = self.reading.network
        for number in sorted(set(network.belongs[self.belonging, 2].tolist())):
            iri = network.claims[number]
            if iri not in known and (fact := self._fact(iri)):
                found.append(fact)
        if (
            self.asked.keep == EVERYTHING
            and explorer_claims.number_of_claims(self.facts) <= explorer_claims.MOST
        ):
            found += explorer_claims.every(self.facts)
        return explorer_claims.ordered(found)

    def _fact(self, iri: str) -> Fact | None:
        return self.facts.fact(NamedNode(iri))

    @cached_property
    def things(self) -> list[str]:
        """Everything that is named anywhere, in a fixed order."""
        network = self.reading.network
        agents = set(network.belongs[self.belonging, :2].ravel().tolist())
        return sorted(
            {ref.iri for view in self.networks.values() for ref in view.nodes}
            | {ref.iri for fact in self.claims for ref in fact.refs if ref.kind}
            | {network.agents[number] for number in agents}
            | self.throughs.keys() | {iri for iri, _, _ in self.abouts} | set(self._documents)
        )  # fmt: skip

    @cached_property
    def _documents(self) -> list[str]:
        behind = {fact.document.iri for fact in self.claims}
        every = self.asked.keep == EVERYTHING
        return explorer_claims.documents_of(self.facts, behind) if every else sorted(behind)

    @cached_property
    def places(self) -> explorer_links.Places:
        """Where everything stands in the arrays."""
        kinds = {edge.kind for network in self.networks.values() for edge in network.edges}
        return explorer_links.Places(
            {iri: at for at, iri in enumerate(self.things)},
            {fact.iri: at for at, fact in enumerate(self.claims)},
            {iri: at for at, iri in enumerate(self._documents)},
            {kind: at for at, kind in enumerate(line_kinds(kinds, self.asked.quiet))},
        )

    # -- views --------------------------------------------------------------------------------------------

    def _view(self, view: str) -> Plain:
        scene = self.scenes[view]
        iris = [node.iri for node in scene.nodes]
        starts, links = self._links(view, scene)
        return {
            "nodes": [self.places.things[iri] for iri in iris],
            "wide": _place([node.at for node in scene.nodes]),
            "tall": _place([node.tall for node in scene.nodes]),
            "size": [node.size for node in scene.nodes],
            "lines": {**explorer_links.lines(scene, self.places), "links": starts},
            "links": links,
            **explorer_measured.measured(self._measurable(view, scene), iris),
        }

    def _links(self, view: str, scene: Scene) -> tuple[list[int], Plain]:
        if view == "collaboration" and self.ties:
            return explorer_links.of_ties(scene, self.ties, self._is_thing, self.places)
        edges = {(edge.a, edge.b, edge.kind): edge for edge in self.networks[view].edges}
        return explorer_links.of_edges(
            [edges[line.a, line.b, line.kind] for line in scene.lines], self.places
        )

    def _measurable(self, view: str, scene: Scene) -> explorer_measured.Measurable:
        if view == "collaboration" and self.ties:
            drawn = np.array([kind not in self.asked.quiet for kind in KINDS])
            return explorer_measured.of_ties(self.reading, self.ties.only(drawn[self.ties.kind]))
        return explorer_measured.of_lines(scene)


def _place(places: Sequence[Place]) -> Plain:
    return {
        "x": [round(float(place.x), 1) for place in places],
        "y": [round(float(place.y), 1) for place in places],
        "above": [int(place.above) for place in places],
    }
