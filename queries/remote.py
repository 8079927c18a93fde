"""A dataset on a SPARQL 1.1 server, asked over HTTP (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, Any, Self, TypeVar

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat

from ..graph.dataset import Readable
from ..graph.errors import EndpointError, QueryError
from ..graph.names import Names
from ..ontology.prefixes import NS, PREFIXES
from . import copied, labels
from .answers import Answer, Rows, answer
from .protocol import Endpoint, Wait
from .query import FORMS, Query
from .tokens import uncommented, undeclared

if TYPE_CHECKING:
    from ..graph.network.incidences import Incidences

Read = TypeVar("Read")
_ROWS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/json": QueryResultsFormat.JSON,
}
_TRIPLES = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}
_GRAPHS = """SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s a <http://www.w3.org/2004/02/skos/core#ConceptScheme> }
FILTER(STRENDS(STR(?g), "graph/vocabulary")) }"""
_DOCUMENTS = "SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?d <{}ns#textSha256> ?sha }} }}"


class Remote:
    """A dataset behind a SPARQL endpoint; its graphs are sent with every query as the default graph.

    ``timeout`` is in seconds, for each wait for the server. ``base`` is the dataset's base IRI, where the server
    holds more than one. ``waiting`` is told when the server asks us to come back later, ``progress`` what is being
    read, and "" at the end.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 60,
        base: str | None = None,
        waiting: Wait | None = None,
        progress: Wait | None = None,
    ) -> None:
        """:raises EndpointError: the address is none of HTTP. The server is not asked yet."""
        self._endpoint = Endpoint(url, timeout, waiting)
        self.url = self._endpoint.url
        self._base = base and base.rstrip("/") + "/"
        self._progress = progress or (lambda message: None)
        self._requests, self._reading = 0, RLock()

    @cached_property
    def base(self) -> str:
        """Namespace of the dataset's things, graphs and terms, as the name of its graphs tells.

        :raises EndpointError: the server holds no dataset of scen (of that base), or several.
        """
        found = sorted(
            {str(row[0].value).removesuffix("graph/vocabulary") for row in self._select(_GRAPHS) if row[0]}
        )
        if not found:
            raise EndpointError(self.url, "holds no dataset of scen (no graph …/graph/vocabulary)")
        if self._base in found or (len(found) == 1 and not self._base):
            return self._base or found[0]
        wrong = "several datasets; say which by its base IRI:"
        if self._base:
            wrong = f"no dataset of base {self._base}; there is"
        raise EndpointError(self.url, f"holds {wrong} {', '.join(found)}")

    @cached_property
    def graphs(self) -> tuple[str, ...]:
        """The graphs of the dataset."""
        own = [f"{self.base}graph/{name}" for name in ("vocabulary", "entities", "derived")]
        documents = sorted(str(row[0].value) for row in self._select(_DOCUMENTS.format(self.base)) if row[0])
        return (*own, *documents)

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that a query need not declare."""
        return {name: iri.replace(NS, self.base) for name, iri in PREFIXES.items()}

    def answer(self, query: Query, graphs: Iterable[str] | None = None) -> Answer:
        """The answer over the dataset's graphs, or over some of them, read as it arrives.

        :raises QueryError: no SPARQL 1.1 query, or one that would write or ask another server.
        :raises EndpointError: the server gives no answer, or not a whole one; also while rows are read.
        """
        query.refuse()
        if not query.form:
            query.parse(self.prefixes)  # tells the place
            raise QueryError(f"no query: none of {', '.join(FORMS)}")
        try:
            asked = () if query.names_graphs else self.graphs if graphs is None else graphs
            return self._ask(self._declared(query), query.form, asked)
        except EndpointError as error:
            if error.status == 400:
                query.parse(self.prefixes)
            raise

    def _declared(self, query: Query) -> str:
        """The text with the prefixes that it uses and does not declare."""
        missing = sorted(undeclared(query.sent) & self.prefixes.keys())
        declared = "".join(f"PREFIX {name}: <{self.prefixes[name]}> " for name in missing)
        return declared + uncommented(query.sent)

    def _ask(self, text: str, form: str, graphs: Iterable[str]) -> Answer:
        media_types = _ROWS if form in ("SELECT", "ASK") else _TRIPLES
        body = self._endpoint.ask(text, tuple(graphs), tuple(media_types))
        try:
            if syntax := _ROWS.get(body.media_type):
                found = answer(pyoxigraph.parse_query_results(body.file, format=syntax), body.failed)
                if isinstance(found, Rows) != (form == "SELECT"):
                    raise EndpointError(self.url, f"answers {form} with {type(found).__name__.lower()}")
                return found
            quads = pyoxigraph.parse(body.file, format=_TRIPLES[body.media_type])
            return answer((quad.triple for quad in quads), body.failed)
        except (OSError, SyntaxError, ValueError) as error:
            raise body.failed(error) from None

    def _select(self, text: str, graphs: Iterable[str] = ()) -> Iterable[tuple[Any, ...]]:
        found = self._ask(text, "SELECT", graphs)
        if not isinstance(found, Rows):
            raise EndpointError(self.url, "answers a SELECT with something that is no rows")
        return found

    def read(self, work: Callable[[Readable], Read]) -> Read:
        """What ``work`` finds; all that it looks up is fetched in a few rounds."""
        with self._reading:
            try:
                return copied.read(self._copy, work)
            finally:
                self._progress("")

    @cached_property
    def _copy(self) -> copied.Copy:
        meta = {
            "prefixes": dict(self.prefixes),
            "base": self.base,
            "placeholder": self.base == NS,
            "digest": "",
        }
        return copied.Copy(self._looked_up, meta, lambda: self._names, lambda: self._incidences)

    def _looked_up(self, text: str) -> Iterable[tuple[Any, ...]]:
        self._requests += 1
        self._progress(f"reading from {self.url}, request {self._requests} …")
        return self._select(text, self.graphs)

    @cached_property
    def _names(self) -> Names:
        return labels.index(self._looked_up, self.base)

    @cached_property
    def _incidences(self) -> Incidences:
        from .remote_network import gathered

        return gathered(self.url, self._looked_up, self.prefixes)

    def close(self) -> None:
        """Remove the name index, if one was made."""
        if "_names" in self.__dict__:
            self._names.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
