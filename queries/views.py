"""A store as an rdflib graph: the same data, not a copy, for those who know rdflib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .stores import Embedded, Store

if TYPE_CHECKING:
    import rdflib


def rdflib_view(store: Store) -> rdflib.Graph:
    """An rdflib dataset whose default graph is the union of all graphs; it cannot be written."""
    import rdflib

    if isinstance(store, Embedded):
        import oxrdflib

        graph = rdflib.Dataset(store=oxrdflib.OxigraphStore(store=store.dataset.store), default_union=True)
    else:
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        graph = rdflib.Dataset(store=SPARQLStore(store.url), default_union=True)  # type: ignore[attr-defined]
    for prefix, iri in store.prefixes.items():
        graph.bind(prefix, iri)
    return graph
