"""The columnar network of a dataset on a server: the quads that tell of ties, fetched page by page."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
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

    :raises EndpointError: the server gives no answer, or fewer rows than it says it has.
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
    """The quads that fit, each once; in an order of their own, that no page repeats what another had."""
    expected = next(iter(select(f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?p ?o {{ {pattern} }} }}")))[
        0
    ]
    found, total = 0, int(expected.value)
    while found < total:
        ordered = f"{{ SELECT DISTINCT ?s ?p ?o {{ {pattern} }} ORDER BY ?s ?p ?o }}"
        page = 0
        for subject, predicate, object_ in select(
            f"SELECT ?s ?p ?o {{ {ordered} }} LIMIT {PAGE} OFFSET {found}"
        ):
            yield Quad(subject, predicate, object_, _GRAPH)
            page += 1
        if not page:
            raise EndpointError(url, f"gives {found} of {total} rows that tell of ties, and no more")
        found += page
