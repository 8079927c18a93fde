"""A store as an rdflib graph: the same data, not a copy, for those who know rdflib."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import oxrdflib
import rdflib
from oxrdflib._converter import from_ox
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result

from .answers import Answer, Rows, Truth
from .query import Query
from .remote import Remote
from .stores import Embedded, Store
from .tokens import undeclared

_term: Any = from_ox


def rdflib_view(store: Store) -> rdflib.Graph:
    """An rdflib dataset whose default graph is the union of all graphs; it cannot be written."""
    if isinstance(store, Remote):
        inner: Any = _Server(store)
    elif isinstance(store, Embedded):
        inner = _Folder(store=store.dataset.store)
    graph = rdflib.Dataset(store=inner, default_union=True)
    for prefix, iri in store.prefixes.items():
        graph.bind(prefix, iri)
    return graph


class _Folder(oxrdflib.OxigraphStore):
    """The store of a dataset's folder."""

    def add_graph(self, graph: rdflib.Graph) -> None:
        """A graph that is looked at need not be made."""

    def add(self, *args: Any, **more: Any) -> None:
        """:raises TypeError: always."""
        raise TypeError("a dataset is read only; change its records and build it again")

    addN = remove = update = remove_graph = add

    def query(self, query: Any, *args: Any, **more: Any) -> Result:
        """As rdflib has it; errors and refusals are those of scen."""
        asked = Query(str(query))
        asked.refuse()
        try:
            found: Result = super().query(query, *args, **more)
        except SyntaxError as error:
            raise asked.explained(str(error)) from None
        return found


class _Server(SPARQLStore):
    """A server, asked as we ask it: with the dataset's graphs, name and password, and with our errors."""

    def __init__(self, remote: Remote) -> None:
        super().__init__(remote.url)
        self._remote = remote

    def add_graph(self, graph: rdflib.Graph) -> None:
        """A graph that is looked at need not be made."""

    def _inject_prefixes(self, query: str, extra_bindings: Mapping[str, Any]) -> str:
        """Declares what the dataset has no prefix for, on no line of its own: those of the query keep their numbers."""
        known = {**self.nsBindings, **extra_bindings}
        missing = (undeclared(query) - self._remote.prefixes.keys()) & known.keys()
        return "".join(f"PREFIX {name}: <{known[name]}> " for name in sorted(missing)) + query

    def _query(self, query: str, default_graph: str | None = None, named_graph: str | None = None) -> Result:
        graphs = None if default_graph is None else (str(default_graph),)
        return _result(self._remote.answer(Query(query), graphs))


def _result(found: Answer) -> Result:
    """An answer as rdflib has it."""
    if isinstance(found, Truth):
        result = Result("ASK")
        result.askAnswer = found.value
    elif isinstance(found, Rows):
        result = Result("SELECT")
        names = result.vars = [rdflib.Variable(column) for column in found.columns]
        result.bindings = (  # read as they come, as oxrdflib does
            {name: _term(term) for name, term in zip(names, row, strict=True) if term is not None}
            for row in found
        )
    else:
        result = Result("CONSTRUCT")
        result.graph = rdflib.Graph()
        for triple in found:
            result.graph.add(_term(triple))
    return result
