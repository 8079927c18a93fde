"""Asking the store: the engine's ways, and its errors as HTTP tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyoxigraph import NamedNode, Store

from ...graph.errors import QueryError
from ...queries.query import Query
from .formats import Found
from .refused import Refused
from .request import Asked


def ask(
    store: Store, prefixes: Mapping[str, str], asked: Asked, base: str, names_graphs: bool = False
) -> Found:
    """What the engine finds, over the union of all graphs or the dataset that is asked for.

    Relative IRIs are those of the dataset's ``base``.

    :raises Refused: the engine takes it for no query.
    """
    try:
        return store.query(
            asked.text, base_iri=base, prefixes=used(prefixes, asked.text), **_dataset(asked, names_graphs)
        )
    except SyntaxError as error:
        raise Refused(400, str(_explained(asked.text, str(error)))) from None
    except (ValueError, RuntimeError, OSError) as error:
        raise failed(error) from None


def used(prefixes: Mapping[str, str], text: str) -> dict[str, str]:
    """Those that the text may use: the engine reads each one that it is given.

    >>> used({"a": "http://example.org/a", "b": "http://example.org/b"}, "ASK { ?s a:x ?o }")
    {'a': 'http://example.org/a'}
    """
    every = "\\" in text  # a sign may be written by its number
    return {name: iri for name, iri in prefixes.items() if every or f"{name}:" in text}


def failed(error: Exception) -> Refused:
    """What an error of the engine means for who asked."""
    if isinstance(error, OSError):
        return Refused(500, "the query could not be run")
    return Refused(400, f"the query cannot be run: {str(error)[:300]}")


def _dataset(asked: Asked, names_graphs: bool) -> dict[str, Any]:
    """The dataset of the request; it has precedence over that of the query, which has it over the union of all."""
    if asked.graphs is None and asked.named is None:
        return {"use_default_graph_as_union": not names_graphs}
    try:
        default, named = ([NamedNode(iri) for iri in iris or ()] for iris in (asked.graphs, asked.named))
    except ValueError:
        raise Refused(400, "a graph's name is no IRI") from None
    return {"default_graph": default, "named_graphs": named}


def _explained(text: str, message: str) -> QueryError:
    return Query(text).explained(message)
