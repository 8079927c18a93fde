"""The columnar network of a dataset on a server: the quads that tell of ties, fetched page by page."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Quad

from ..graph.errors import EndpointError

if TYPE_CHECKING:
    from ..graph.network.incidences import Incidences

Select = Callable[[str], Iterable[tuple[Any, ...]]]
"""Text of a SELECT -> its rows."""
PAGE = 50_000
"""Rows that are asked for at once; a server may give fewer."""
_GRAPH = NamedNode("urn:x-scen:remote")


def gathered(url: str, select: Select, prefixes: Mapping[str, str]) -> Incidences:
    """The columnar network of what the server holds.

    :raises EndpointError: the server gives no answer, fewer rows than it says it has, or one of them twice.
    """
    from ..graph.network.gathering import gather

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "links.nq"
        with file.open("wb") as out:
            for quad in _quads(url, select, _pattern(prefixes)):
                out.write(f"{quad} .\n".encode())
        return gather([file], prefixes)


def _pattern(prefixes: Mapping[str, str]) -> str:
    """The quads that `scen.graph.network.claim_columns` wants."""
    from ..graph.network.claim_columns import CLASSES, PROPERTIES

    def iris(curies: Iterable[str]) -> str:
        parts = (curie.partition(":") for curie in curies)
        return " ".join(f"<{prefixes[prefix]}{name}>" for prefix, _, name in parts)

    properties = iris(curie for curie in PROPERTIES if curie != "rdf:type")
    return (
        f"{{ VALUES ?p {{ {properties} }} ?s ?p ?o }} UNION "
        f"{{ VALUES ?o {{ {iris(CLASSES.values())} }} VALUES ?p {{ {iris(['rdf:type'])} }} ?s ?p ?o }}"
    )


def _quads(url: str, select: Select, pattern: str) -> Iterator[Quad]:
    """The quads that fit, each once, page by page.

    The order stands within and the page is cut without, for Virtuoso refuses to sort and cut so many rows at once.
    SPARQL does not promise that the order is kept so: rows are told apart by their digests, and a server that
    repeats one has left out another.
    """
    distinct, total, seen = (
        f"SELECT DISTINCT ?s ?p ?o {{ {pattern} }}",
        _total(url, select, pattern),
        set[int](),
    )
    while len(seen) < total:
        before = len(seen)
        page = f"SELECT ?s ?p ?o {{ {{ {distinct} ORDER BY ?s ?p ?o }} }} LIMIT {PAGE} OFFSET {before}"
        for count, row in enumerate(select(page), before + 1):
            subject, predicate, object_ = row
            quad = Quad(subject, predicate, object_, _GRAPH)
            seen.add(int.from_bytes(blake2b(str(quad).encode(), digest_size=8).digest()))
            if len(seen) < count:
                raise EndpointError(
                    url, f"repeats a row that tells of ties after {before} of {total}; so others are missing"
                )
            yield quad
        if len(seen) == before:
            raise EndpointError(url, f"gives {before} of {total} rows that tell of ties, and no more")


def _total(url: str, select: Select, pattern: str) -> int:
    """How many different rows the server says it has."""
    rows = list(select(f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?p ?o {{ {pattern} }} }}"))
    if len(rows) != 1 or not rows[0][0] or not rows[0][0].value.isdecimal():
        raise EndpointError(url, "does not say how many rows tell of ties")
    return int(rows[0][0].value)
