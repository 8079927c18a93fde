"""Chains as a query: whoever runs it finds the claims behind each hop, with documents and lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from ..graph.network.chain import Chains

_QUERY = """# The claims behind each hop of {number} chain{s}, with documents and lines.
SELECT ?chain ?hop ?claim ?document ?line WHERE {{
  VALUES (?chain ?hop ?claim) {{
{rows}  }}
  ?claim dct:source ?document .
  OPTIONAL {{ ?claim scen:line ?line }}
}}
ORDER BY ?chain ?hop ?claim ?document ?line
"""


def query(found: Chains) -> str:
    """A SELECT query, for ``scen query`` and for `OpenDataset.select`; its rows are told by chain and hop, from 1.

    >>> from ..graph.network.chain import Chains
    >>> from ..graph.facts import Ref
    >>> print(query(Chains(Ref("Anna", "urn:a"), Ref("Bert", "urn:b"), 6, ())).splitlines()[1])
    SELECT ?chain ?hop ?claim ?document ?line WHERE {
    """
    rows = (
        f"    ({chain} {at} {NamedNode(fact.iri)})\n"
        for chain, one in enumerate(found, 1)
        for at, hop in enumerate(one.hops, 1)
        for fact in hop.facts
    )
    return _QUERY.format(number=len(found), s="s" * (len(found) != 1), rows="".join(rows))
