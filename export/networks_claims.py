"""The views that draw claims, who funds what and who is on whose programme, as a stream of edges.

Each claim becomes a line of text; the lines are sorted on the disk, so that the claims of one edge follow each other.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, cast

from pyoxigraph import NamedNode

from ..graph.claims import digest
from ..graph.facts import Facts
from ..graph.order import CERTAINTIES, STATUSES
from .attributes import Value, node_id
from .drawn import Drawn, DrawnNode, Span, in_columns, node_spans, span
from .sorting import Lines, ordered

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions

    from .source import Source

_COMMON = """?claim scen:certainty ?certainty ; scen:status ?status ; dct:source ?document"""
_QUERIES = {
    "funding": f"""SELECT ?a ?b ?by ?claim ?certainty ?status ?document {{
  ?claim a scen:Funding ; schema:funder ?a ; schema:fundedItem ?b . {_COMMON} OPTIONAL {{ ?claim schema:isPartOf ?by }} }}""",
    "programme": f"""SELECT ?a ?b ?by ?claim ?certainty ?status ?document {{
  ?claim a cv:Participation ; cv:hasParticipant ?a ; cv:role ?by . {_COMMON} . ?b cv:hasParticipation ?claim }}""",
}
"""View -> its claims; ``by`` is the programme through which is funded, or the role."""
_AT_ONCE = 1 << 16
"""Claims that are sorted at once."""
_EDGE = itemgetter(slice(4))
"""What tells an edge from others: both ends, kind and label."""
Row = tuple[str, str, tuple[Value, ...]]
"""Both ends of an edge, and what is told of it, in the order of `EDGE`."""


@contextmanager
def drawn_claims(source: Source, view: str, folder: Path) -> Iterator[Drawn]:
    """A view of claims to be drawn; ``folder`` has room for what must be sorted."""
    reader = _Reader(source)
    with TemporaryFile(dir=folder) as file:
        for piece in ordered(reader.parts(view), folder):
            file.writelines(piece)
        tally: Counter[str] = Counter()
        spans = node_spans(_counted(_rows(file), tally))
        refs = {iri: reader.facts.ref(iri) for iri in sorted(spans)}
        ids = {iri: node_id(ref.kind, ref.slug, iri) for iri, ref in refs.items()}
        about = (
            f"scen: the {view} network, {len(refs)} nodes and {tally['edges']} edges ({tally['undated']} without a date): "
            "every claim that says so is drawn."
        )
        nodes = (DrawnNode(ids[iri], ref, spans[iri]) for iri, ref in refs.items())
        yield Drawn(view, True, about, nodes, in_columns(_edges(_rows(file), ids)))


class _Reader:
    """Reads claims as what is drawn of them; what is the same for many is looked up once."""

    def __init__(self, source: Source) -> None:
        self.facts, self._store = Facts(source.dataset, source.data.language), source.dataset.store
        self._prefixes: dict[str, str] = source.dataset.meta["prefixes"]
        self._notation = cache(self.facts.notation)
        self._top, self._days = cache(self._find_top), cache(self._find_days)

    def parts(self, view: str) -> Iterator[Lines]:
        """The claims as lines of JSON, some at a time."""
        lines = (json.dumps(line).encode() + b"\n" for line in self._drawn(view))
        while part := list(islice(lines, _AT_ONCE)):
            yield part

    def _drawn(self, view: str) -> Iterator[list[Any]]:
        found = self._store.query(_QUERIES[view], prefixes=self._prefixes, use_default_graph_as_union=True)
        for row in cast("QuerySolutions", found):
            a, b, by, claim, certainty, status, document = (getattr(term, "value", "") for term in row)
            kind, label, days, ends = "funds", "funds", ("", ""), [(a, by), (by, b)] if by else [(a, b)]
            if view == "programme":
                if self.facts.kind(a) == "group":
                    continue
                ends = [(a, self._top(b))]
                kind, label, days = self._notation(by), self.facts.label(by), self._days(ends[0][1])
            said = self.facts.objects(NamedNode(claim), "scen:line")
            sure = CERTAINTIES.index(self._notation(certainty)), STATUSES.index(self._notation(status))
            for one, other in ends:
                yield [one, other, kind, label, claim, self.facts.ref(document).slug, sorted(int(line.value) for line in said),
                       *sure, *days]  # fmt: skip

    def _find_top(self, event: str) -> str:
        """The whole event of a session."""
        seen = [event]
        while above := self.facts.objects(NamedNode(seen[-1]), "cv:parentEvent"):
            if (whole := min(node.value for node in above)) in seen:
                break
            seen.append(whole)
        return seen[-1]

    def _find_days(self, event: str) -> Span:
        """First and last day of an event, where they are known to the day."""
        days = [
            day.value
            for curie in ("schema:startDate", "schema:endDate")
            for day in self.facts.objects(NamedNode(event), curie)
        ]
        return min(days, default=""), max(days, default="")


def _rows(file: IO[bytes]) -> Iterator[Row]:
    """The edges: of each the surest certainty, the strongest status, and all claims."""
    file.seek(0)
    for (a, b, kind, label), found in groupby(map(json.loads, file), _EDGE):
        claims: list[list[Any]] = list(found)
        first, last = min((c[9] for c in claims if c[9]), default=""), max(c[10] for c in claims)
        places = sorted({(claim[5], line) for claim in claims for line in claim[6] or [0]})
        yield a, b, (
            kind, label, float(len(claims)), len({claim[5] for claim in claims}),
            CERTAINTIES[min(claim[7] for claim in claims)], STATUSES[min(claim[8] for claim in claims)], first, last,
            False, True, "", "; ".join(f"{document}:{line}" if line else document for document, line in places),
            " ".join(claim[4] for claim in claims),
        )  # fmt: skip


def _counted(rows: Iterable[Row], tally: Counter[str]) -> Iterator[tuple[str, str, Span]]:
    for a, b, (_, _, _, _, _, _, first, last, *_) in rows:
        tally.update(edges=1, undated=not first and not last)
        yield a, b, span(str(first), str(last))


def _edges(rows: Iterable[Row], ids: dict[str, str]) -> Iterator[tuple[str, str, str, tuple[Value, ...]]]:
    before, times = "", 1
    for a, b, told in rows:
        name = f"edge.{digest(ascii((a, b, told[0])))}"
        before, times = name, times + 1 if name == before else 1
        yield name if times == 1 else f"{name}.{times}", ids[a], ids[b], told
